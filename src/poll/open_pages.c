/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Before a poll of the whole alliance opens: in which languages it is there, how many are told of
 * it by mail, and when.
 */
#include "poll/pages.h"
#include "poll/poll_open.html.h"

#include "alliance/access.h"
#include "lang/format.h"

#include <string.h>

/* clang-format off */
static const Field fields[] = {
    {"mails", N_("Tell them by mail, and remind those who have not voted, once, before it closes"), .kind = FIELD_FLAG, .optional = true},
    {"opens", N_("Opens on"), N_("Empty: at once. A day and a time in the time zone of the poll: 2017-03-16 18:00"), .kind = FIELD_LINE, .optional = true},
};
/* clang-format on */

const Item *
poll_find_led(Request *req, const Poll **ret_poll, Response **ret_refusal)
{
    Ctx *cx = req->cx;
    const Item *item = item_find(cx, "poll", req_text(req, "slug"));
    *ret_poll = item != NULL ? poll_find(cx, item->id) : NULL;
    *ret_refusal = *ret_poll == NULL             ? respond_not_found(req)
                   : !may(cx, ACTION_LEAD, item) ? respond_forbidden(req)
                                                 : NULL;
    return *ret_refusal == NULL ? item_find_in(cx, item->id, "") : NULL;
}

/* The poll of the request that is not open yet; else NULL and the answer. */
static const Item *
find_waiting(Request *req, const Poll **ret_poll, Response **ret_refusal)
{
    const Item *item = poll_find_led(req, ret_poll, ret_refusal);
    if (item == NULL || !(*ret_poll)->is_out)
        return item;
    *ret_refusal = respond_redirect(req, "%s", item->path);
    return NULL;
}

/* ---- the page ---- */

/* How those read it whose mails are in @language. */
static PollListener
listener_of(const Item *item, PollTongueSpan tongues, const PollReach *reach)
{
    PollListener listener = {
        .language = reach->language, .n = reach->n, .label = N_("missing"), .wanting = true};
    for (size_t i = 0; i < tongues.n; i++)
        if (strcmp(tongues.at[i].language, reach->language) == 0) {
            listener.label = tongues.at[i].label;
            listener.wanting = tongues.at[i].wanting;
        }
    if (strcmp(reach->language, item->language) == 0) {
        listener.label = N_("original");
        listener.wanting = false;
    }
    return listener;
}

static void
add_audience(Ctx *cx, PollOpen *view)
{
    PollAudience audience = poll_audience(cx, view->item->id);
    PollTongueSpan tongues = poll_tongues(cx, &view->item->id, 1);
    PollListener *at = arena_array_of(cx->arena, PollListener, audience.languages.n);
    for (size_t i = 0; i < audience.languages.n; i++)
        at[i] = listener_of(view->item, tongues, &audience.languages.at[i]);
    view->listeners = (PollListenerSpan){at, audience.languages.n};
    view->n = audience.n;
    view->unwilling = audience.unwilling;
    view->unreachable = audience.unreachable;
}

static Response *
respond_open(Request *req, const Item *item, const Poll *poll, const Form *form)
{
    Ctx *cx = req->cx;
    PollOpen view = {
        .item = item,
        .poll = poll,
        .closes = format_moment_there(cx->arena, cx->lang, poll->closes_at, poll->zone),
        .form = form};
    if (item->publish_at != 0)
        view.opens = format_moment_there(cx->arena, cx->lang, item->publish_at, poll->zone);
    add_audience(cx, &view);
    const char *title = lang_text(cx->lang, N_("Open the poll"));
    return respond_page(req, form_ok(form) ? 200 : 422, item_page_below(cx, item, title), poll_open,
                        &view);
}

Response *
get_poll_open(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Poll *poll = NULL;
    const Item *item = find_waiting(req, &poll, &refusal);
    if (item == NULL)
        return refusal;
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set_int(form, "mails", item->publish_at == 0 || poll->mails);
    if (item->publish_at != 0) {
        char *opens = arena_strdup(cx->arena,
                                   moment_local(cx->arena, item->publish_at, poll->zone));
        opens[10] = ' ';
        form_set(form, "opens", opens);
    }
    return respond_open(req, item, poll, form);
}

/* ---- what is pressed ---- */

/* When it is to open, 0: now; what is wrong stands at its field. */
static int64_t
read_opening(Ctx *cx, Form *form, const Poll *poll)
{
    const char *typed = form_text(form, "opens");
    int64_t opens_at = 0;
    if (*typed != '\0' && !poll_moment(typed, poll->zone, &opens_at))
        form_fail(form, "opens", lang_text(cx->lang, N_("This is no time: 2017-03-16 18:00")));
    else if (*typed != '\0' && opens_at <= cx->now)
        form_fail(form, "opens", lang_text(cx->lang, N_("This is over already.")));
    else if (poll->closes_at <= MAX(opens_at, cx->now))
        form_fail(form, "opens",
                  lang_text(cx->lang, N_("It would be closed by then. First change until when it "
                                         "is open.")));
    return opens_at;
}

Response *
post_poll_open(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Poll *poll = NULL;
    const Item *item = find_waiting(req, &poll, &refusal);
    if (item == NULL)
        return refusal;
    if (strcmp(req_field(req, "act"), "hold") == 0) {
        item_withdraw(cx, item->id);
        return respond_done(req, arena_printf(cx->arena, "%s/open", item->path),
                            lang_text(cx->lang, N_("It does not open by itself any more.")));
    }
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    int64_t opens_at = form_ok(form) ? read_opening(cx, form, poll) : 0;
    if (!form_ok(form))
        return respond_open(req, item, poll, form);
    poll_open(cx, item, opens_at, form_flag(form, "mails"));
    return respond_done(req, item->path,
                        lang_text(cx->lang, opens_at != 0 ? N_("The poll opens by itself then.")
                                                          : N_("The poll is open.")));
}

/* The desk knows a poll by its number. */
Response *
get_desk_poll(Request *req)
{
    const Item *item = item_find_id(req->cx, req_id(req, "id"));
    if (item == NULL || strcmp(item->kind, "poll") != 0)
        return respond_not_found(req);
    return respond_redirect(req, "%s", item->path);
}
