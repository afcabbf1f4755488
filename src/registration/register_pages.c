/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Registering from an event's page: one click for who is signed in, a form for others.
 */
#include "base/text.h"
#include "lang/lang.h"
#include "registration/pages.h"
#include "registration/register_form.html.h"
#include "registration/register_sent.html.h"
#include "registration/wish_form.h"
#include "web/limiter.h"

#include <string.h>

const char *
registration_notice(Ctx *cx, RegistrationOutcome outcome, const Registration *now)
{
    static const char *const refusals[] = {
        [REGISTRATION_CLOSED] = N_("Registration is closed."),
        [REGISTRATION_MEMBERS] = N_("Only members register for this event."),
    };
    return lang_text(cx->lang, outcome == REGISTRATION_DONE
                                   ? registration_state_find(now->state)->words
                                   : refusals[outcome]);
}

/* ---- who is signed in ---- */

static const Choice wishes[] = {
    {"come",      ""},
    {"recording", ""},
};

static const Field click[] = {
    {.name = "wish",
     .label = N_("Register"),
     .kind = FIELD_CHOICE,
     .optional = true,
     .choices = wishes,
     .n_choices = G_N_ELEMENTS(wishes)},
};

static Response *respond_form(Request *req, const Item *item, Form *form);

/* Can the acting person say something by the form? */
static const RegistrationTerms *
terms_for_me(Ctx *cx, int64_t item_id)
{
    const RegistrationTerms *terms = registration_terms(cx, item_id);
    bool may_ask = terms != NULL && registration_is_open(terms, cx->now) &&
                   (terms->guests || (cx->me.roles & ROLE_MEMBER) != 0);
    return may_ask ? terms : NULL;
}

/* The short form that the click leads to where the organiser has questions. */
static Response *
show_my_form(Request *req, const Item *event)
{
    Ctx *cx = req->cx;
    const RegistrationTerms *terms = terms_for_me(cx, event->id);
    WishForm wish = {0};
    if (terms != NULL)
        wish = wish_form_new(req, terms, false);
    if (wish.asked.n == 0)
        return respond_redirect(req, "%s", event->path); /* there is the button, or why not */
    const Registration *mine = registration_mine(cx, event->id);
    if (registration_is_alive(mine))
        wish_form_show(&wish, mine);
    if (terms->recording && strcmp(req_query(req, "wish"), "recording") == 0)
        form_set(wish.form, "wish", "recording");
    return respond_form(req, event, wish.form);
}

static Response *
post_my_form(Request *req, const Item *event)
{
    Ctx *cx = req->cx;
    const RegistrationTerms *terms = registration_terms(cx, event->id);
    if (terms == NULL)
        return respond_error(req, 409, lang_text(cx->lang, N_("Registration is closed.")));
    WishForm said = wish_form_read(req, terms, false);
    if (!form_ok(said.form))
        return respond_form(req, event, said.form);
    const Registration *now = NULL;
    const Applicant who = registration_applicant(cx);
    const RegistrationWish wish = wish_form_wish(&said);
    RegistrationOutcome outcome = registration_ask(cx, event, &who, &wish, &now);
    if (outcome == REGISTRATION_DONE)
        answer_save(cx, now->id, QUESTION_REGISTRATION, wish_form_answers(&said));
    return respond_done(req, event->path, registration_notice(cx, outcome, now));
}

/* What was written before stays. */
static Response *
register_me(Request *req, const Item *event)
{
    Ctx *cx = req->cx;
    if (*req_field(req, "people") != '\0')
        return post_my_form(req, event);
    Form *form = form_read(req, click, G_N_ELEMENTS(click));
    if (!form_ok(form))
        return respond_error(req, 422, lang_text(cx->lang, N_("The button is not one of ours.")));
    const Registration *was = registration_mine(cx, event->id), *now = NULL;
    const char *wished = form_text(form, "wish");
    bool cannot = strcmp(wished, "recording") == 0;
    if (question_some_required(cx, event->id, cannot ? "missed" : "came") &&
        terms_for_me(cx, event->id) != NULL)
        return respond_redirect(req, "%s/register%s", event->path, cannot ? "?wish=recording" : "");
    const Applicant who = registration_applicant(cx);
    const RegistrationWish wish = {.people = was != NULL ? was->people : 1,
                                   .question = was != NULL ? was->question : "",
                                   .question_open = was != NULL && was->question_open,
                                   .recording = cannot};
    RegistrationOutcome outcome = registration_ask(cx, event, &who, &wish, &now);
    return respond_done(req, event->path, registration_notice(cx, outcome, now));
}

Response *
post_event_unregister(Request *req)
{
    Ctx *cx = req->cx;
    const Item *event = item_find(cx, "event", req_text(req, "slug"));
    const Registration *mine = event != NULL ? registration_mine(cx, event->id) : NULL;
    if (mine == NULL)
        return respond_not_found(req);
    registration_leave(cx, mine);
    return respond_done(req, event->path,
                        lang_text(cx->lang, N_("You are not registered any more.")));
}

/* ---- who is not ---- */

static Response *
respond_form(Request *req, const Item *item, Form *form)
{
    Ctx *cx = req->cx;
    const Event *event = event_find(cx, item->id);
    if (event == NULL)
        return respond_not_found(req);
    const Occurrence *chosen = when_chosen(cx, event_occurrences(cx, item->id));
    const RegisterForm view = {.event = event,
                               .when = when_lines(cx, event, when_of(cx, event, chosen)),
                               .form = form,
                               .signed_in = cx->me.id != 0};
    Page page = {.title = lang_text(cx->lang, N_("Register")),
                 .section = "take-part",
                 .here = HERE({event->title, event->path}),
                 .hidden = true};
    return respond_page(req, form_ok(form) ? 200 : 422, &page, register_form, &view);
}

/* Terms under which a visitor may use the form now; NULL: none. */
static const RegistrationTerms *
open_terms(Ctx *cx, int64_t item_id)
{
    const RegistrationTerms *terms = registration_terms(cx, item_id);
    return terms != NULL && terms->guests && registration_is_open(terms, cx->now) ? terms : NULL;
}

Response *
get_event_register(Request *req)
{
    Ctx *cx = req->cx;
    const Item *event = item_find(cx, "event", req_text(req, "slug"));
    if (event == NULL)
        return respond_not_found(req);
    if (cx->me.id != 0)
        return show_my_form(req, event);
    const RegistrationTerms *terms = open_terms(cx, event->id);
    if (terms == NULL)
        return respond_redirect(req, "%s", event->path);
    return respond_form(req, event, wish_form_new(req, terms, true).form);
}

/* The answer does not tell whether anybody knows the address. */
static Response *
ask_by_mail(Request *req, const Item *item, const RegistrationTerms *terms)
{
    Ctx *cx = req->cx;
    WishForm said = wish_form_read(req, terms, true);
    const Form *form = said.form;
    if (!form_ok(form))
        return respond_form(req, item, said.form);
    const RegistrationWish wish = wish_form_wish(&said);
    const RegistrationRequest request = {
        .item_id = item->id,
        .email = text_fold_email(cx->arena, form_text(form, "email")),
        .name = form_text(form, "name"),
        .country = form_text(form, "country"),
        .language = cx->lang->code,
        .wish = wish.recording ? "recording" : "come",
        .people = wish.people,
        .question = wish.question,
        .question_open = wish.question_open,
        .answers = wish_form_answers(&said),
    };
    Response *refusal = limiter_refuse_entry(req, LIMIT_SIGN_IN_MAIL, request.email);
    if (refusal != NULL)
        return refusal;
    if (!form_is_trapped(form))
        registration_request_make(cx, &request);
    const RegisterSent view = {.event = event_find(cx, item->id), .email = request.email};
    Page page = {.title = lang_text(cx->lang, N_("Register")), .hidden = true};
    return respond_page(req, 200, &page, register_sent, &view);
}

Response *
post_event_register(Request *req)
{
    Ctx *cx = req->cx;
    const Item *event = item_find(cx, "event", req_text(req, "slug"));
    if (event == NULL)
        return respond_not_found(req);
    if (cx->me.id != 0)
        return register_me(req, event);
    const RegistrationTerms *terms = open_terms(cx, event->id);
    if (terms == NULL)
        return respond_error(req, 409, lang_text(cx->lang, N_("Registration is closed.")));
    return ask_by_mail(req, event, terms);
}
