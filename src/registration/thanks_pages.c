/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The mails after an event, before they are sent: what they say, and to how many.
 */
#include "alliance/survey.h"
#include "desk/desk.h"
#include "lang/lang.h"
#include "registration/desk_thanks.html.h"
#include "registration/pages.h"

static const char *
list_path(Ctx *cx, const Item *event)
{
    return arena_printf(cx->arena, "/desk/events/%" PRId64 "/registrations", event->id);
}

static void
add_letters(Ctx *cx, const Event *event, DeskThanks *view)
{
    ThanksGroupSpan groups = thanks_groups(cx, event->id);
    ThanksLetter *letters = arena_array_of(cx->arena, ThanksLetter, groups.n + 1);
    for (size_t i = 0; i < groups.n; i++) {
        letters[i] = thanks_preview(cx, event, &groups.at[i]);
        view->n += groups.at[i].n;
    }
    view->letters = (ThanksLetterSpan){letters, groups.n};
}

Response *
get_desk_thanks(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = registration_led(req, &refused);
    const Event *event = item != NULL ? event_find(cx, item->id) : NULL;
    if (event == NULL)
        return item != NULL ? respond_not_found(req) : refused;
    const ThanksSoFar *so_far = thanks_so_far(cx, item->id);
    const Survey *survey = survey_find(cx, item->id);
    DeskThanks view = {
        .event = item,
        .n_told = so_far->n,
        .told_at = so_far->last_at,
        .obstacle = thanks_obstacle(registration_terms(cx, item->id), cx->now),
        .has_survey = survey != NULL && !survey_is_open(survey, cx->now) &&
                      survey_may_open(survey, cx->now),
    };
    if (view.obstacle == NULL)
        add_letters(cx, event, &view);
    Page page = {.title = lang_text(cx->lang, N_("Mails after the event")),
                 .here = HERE(DESK_CRUMB, {item->title, item->path},
                              {N_("Registrations"), list_path(cx, item)})};
    return respond_desk(req, 200, &page, desk_thanks, &view);
}

Response *
post_desk_thanks(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    const char *obstacle = thanks_obstacle(registration_terms(cx, event->id), cx->now);
    if (obstacle != NULL)
        return respond_error(req, 409, lang_text(cx->lang, obstacle));
    const char *notice = thanks_send(cx, event->id) > 0
                             ? N_("The mails are on their way.")
                             : N_("Nothing is new to anybody: no mail was sent.");
    return respond_done(req, arena_printf(cx->arena, "/desk/events/%" PRId64 "/thanks", event->id),
                        lang_text(cx->lang, notice));
}
