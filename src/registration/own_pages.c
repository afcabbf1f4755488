/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The page behind the link in each mail about a registration: its owner looks, changes, cancels,
 * without signing in.
 */
#include "alliance/answer_open.h"
#include "alliance/floor.h"
#include "alliance/registration_code.h"
#include "lang/lang.h"
#include "registration/certificate.h"
#include "registration/pages.h"
#include "registration/registration_show.html.h"
#include "registration/ticket.h"
#include "registration/wish_form.h"

#include <string.h>

/* What the link is about; false: @ret_refused says why not. */
static bool
find_story(Request *req, RegistrationStory *ret, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const Registration *found = registration_find_token(cx, req_text(req, "token"));
    /* Of who is forgotten nothing is left to be shown. */
    bool is_known = found != NULL && *found->email != '\0';
    if (is_known && registration_story_of(cx, found, cx->lang, ret))
        return true;
    *ret_refused = respond_error(
        req, 410,
        lang_text(cx->lang, N_("This link is not complete, or the event is not there any more. "
                               "Nothing was changed.")));
    return false;
}

/* Can its owner still say something else? */
static bool
may_change(Ctx *cx, const RegistrationTerms *terms, const Registration *registration)
{
    if (strcmp(registration->state, "refused") == 0)
        return false;
    return registration_is_open(terms, cx->now) ||
           (registration_is_alive(registration) && terms->ends_at > cx->now);
}

static Response *
respond_story(Request *req, const RegistrationStory *story, const RegistrationTerms *terms,
              Form *form)
{
    Ctx *cx = req->cx;
    Ctx reader = story->reader;
    const Registration *registration = story->registration;
    bool is_over = terms->ends_at <= cx->now;
    const Certificate *certificate = certificate_of(cx, registration);
    const char *ticket = is_over || story->when->cancelled ? NULL
                                                           : registration_ticket(cx, registration);
    bool waits = strcmp(registration->state, "waiting") == 0;
    const RegistrationShow view = {
        .event = story->event,
        .when = when_lines(&reader, story->event, story->when),
        .registration = registration,
        .token = req_text(req, "token"),
        .words = registration_state_find(registration->state)->words,
        .calendar = story->occurrence != NULL &&
                            strlen(story->occurrence->day) == strlen("2017-03-16")
                        ? arena_printf(cx->arena, "%s.ics", story->event->path)
                        : NULL,
        .room = registration->has_room && !is_over && strcmp(registration->state, "in") == 0
                    ? registration_room_path(cx, registration)
                    : NULL,
        .ticket = ticket,
        .picture = ticket != NULL ? ticket_picture(req, ticket) : (SafeHtml){0},
        .certificate = certificate != NULL
                           ? certificate_path(cx, registration,
                                              arena_printf(cx->arena, "/registrations/%s",
                                                           req_text(req, "token")))
                           : NULL,
        .certificate_until = certificate != NULL ? certificate->until : 0,
        .floor = floor_is_open(floor_terms(cx, story->event->id), cx->now)
                     ? registration_floor_path(cx, registration)
                     : NULL,
        .before = waits ? registration_count_before(cx, registration) : 0,
        .n_open = may_change(cx, terms, registration)
                      ? (int64_t)answer_open(&reader, registration).n
                      : 0,
        .waits = waits,
        .may_cancel = registration_is_alive(registration) && !is_over,
        .is_over = is_over,
        .cancelled = story->when->cancelled,
        .form = may_change(cx, terms, registration) ? form : NULL,
    };
    Page page = {.title = story->event->title,
                 .section = "take-part",
                 .here = HERE({story->event->title, story->event->path}),
                 .hidden = true};
    page.title = lang_text(cx->lang, N_("Your registration"));
    return respond_page(req, form_ok(form) ? 200 : 422, &page, registration_show, &view);
}

Response *
get_registration(Request *req)
{
    RegistrationStory story;
    Response *refused = NULL;
    if (!find_story(req, &story, &refused))
        return refused;
    const RegistrationTerms *terms = registration_terms(req->cx, story.event->id);
    if (terms == NULL)
        return respond_link_ended(req);
    WishForm wish = wish_form_new(req, terms, false);
    wish_form_show(&wish, story.registration);
    return respond_story(req, &story, terms, wish.form);
}

Response *
post_registration(Request *req)
{
    Ctx *cx = req->cx;
    RegistrationStory story;
    Response *refused = NULL;
    if (!find_story(req, &story, &refused))
        return refused;
    const RegistrationTerms *terms = registration_terms(cx, story.event->id);
    if (terms == NULL)
        return respond_link_ended(req);
    WishForm said = wish_form_read(req, terms, false);
    if (!form_ok(said.form))
        return respond_story(req, &story, terms, said.form);
    const Item *item = item_find_in(&story.reader, story.event->id, "");
    if (item == NULL)
        return respond_link_ended(req);
    const Applicant who = registration_owner(cx, story.registration);
    const RegistrationWish wish = wish_form_wish(&said);
    const Registration *now = NULL;
    RegistrationOutcome outcome = registration_ask(cx, item, &who, &wish, &now);
    if (outcome == REGISTRATION_DONE)
        answer_save(cx, now->id, QUESTION_REGISTRATION, wish_form_answers(&said));
    return respond_done(
        req, arena_printf(cx->arena, "/registrations/%s", req_text(req, "token")),
        arena_printf(cx->arena, "%s %s",
                     outcome == REGISTRATION_DONE ? lang_text(cx->lang, N_("Saved.")) : "",
                     registration_notice(cx, outcome, now)));
}

Response *
post_registration_cancel(Request *req)
{
    Ctx *cx = req->cx;
    RegistrationStory story;
    Response *refused = NULL;
    if (!find_story(req, &story, &refused))
        return refused;
    registration_leave(cx, story.registration);
    return respond_done(req, arena_printf(cx->arena, "/registrations/%s", req_text(req, "token")),
                        lang_text(cx->lang, N_("You are not registered any more.")));
}
