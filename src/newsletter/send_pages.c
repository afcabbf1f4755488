/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Sending an issue: to how many, when; and a mailing in its course.
 */
#include "alliance/access.h"
#include "alliance/setting.h"
#include "desk/desk.h"
#include "newsletter/issue_send.html.h"
#include "newsletter/mailing_show.html.h"
#include "newsletter/pages.h"
#include "roster/segment.h"

#include <string.h>

/* clang-format off */
static const Field fields[] = {
    {"segment", N_("To whom"), .kind = FIELD_HIDDEN, .optional = true},
    {"moment",  N_("Not before"), N_("Leave it empty to send it now."), .kind = FIELD_MOMENT,
     .optional = true},
    {"morning", N_("At eight in the morning, where each reader lives"), .kind = FIELD_FLAG,
     .optional = true},
};
/* clang-format on */

/* ---- before ---- */

/* To whom: everybody who agreed, or those of them in a segment. */
typedef struct Audience {
    const Segment *segment; /* NULL: everybody */
    const char *filter;
} Audience;

/* The segment of this number; false: there is none any more, or its filter cannot be read. */
static bool
find_audience(Ctx *cx, const char *number, Audience *ret_audience)
{
    *ret_audience = (Audience){NULL, ""};
    if (*number == '\0')
        return true;
    const Segment *segment = segment_find(cx, g_ascii_strtoll(number, NULL, 10));
    RosterLabels labels = roster_labels(cx);
    if (segment == NULL || segment_read(&labels, segment).filter == NULL)
        return false;
    *ret_audience = (Audience){segment, segment->filter};
    return true;
}

static LinkSpan
audience_links(Request *req, const Segment *chosen)
{
    Ctx *cx = req->cx;
    SegmentSpan segments = segment_list(cx);
    Link *links = arena_array_of(cx->arena, Link, segments.n + 1);
    links[0] = (Link){.label = lang_text(cx->lang, N_("Everybody who agreed")),
                      .url = link_with(req, "segment", NULL),
                      .here = chosen == NULL};
    for (size_t i = 0; i < segments.n; i++) {
        const Segment *segment = &segments.at[i];
        links[i + 1] = (Link){
            .label = segment->name,
            .url = link_with(req, "segment", arena_printf(cx->arena, "%" PRId64, segment->id)),
            .here = chosen != NULL && chosen->id == segment->id};
    }
    return (LinkSpan){links, segments.n + 1};
}

static bool
is_translated(TranslationSpan translations, const char *language)
{
    for (size_t i = 0; i < translations.n; i++)
        if (strcmp(translations.at[i].language, language) == 0)
            return true;
    return false;
}

/* Those who agreed, by the language that they read. */
static ShareSpan
shares_of(Ctx *cx, const Item *item, const char *filter)
{
    const char *fault = NULL;
    const RosterFilter *chosen = roster_filter_parse(cx->arena, filter, &fault);
    const RosterQuestion question = {
        .filter = roster_filter_and(cx->arena, chosen, "agrees", "newsletter"),
        .eye = ROSTER_SECRETARIAT};
    RosterCountSpan counts = roster_count_by(cx, &question, roster_dimension_find("reads"));
    TranslationSpan translations = item_translations(cx, item->id);
    Share *shares = arena_array_of(cx->arena, Share, counts.n + 1);
    for (size_t i = 0; i < counts.n; i++)
        shares[i] = (Share){counts.at[i].value, counts.at[i].n,
                            is_translated(translations, counts.at[i].value)};
    return (ShareSpan){shares, counts.n};
}

static Response *
respond_send(Request *req, int status, const Item *item, const Audience *audience, const Form *form)
{
    Ctx *cx = req->cx;
    const IssueSend view = {.item = item,
                            .form = form,
                            .audiences = audience_links(req, audience->segment),
                            .n = mailing_count_readers(cx, item->id, audience->filter),
                            .shares = shares_of(cx, item, audience->filter),
                            .has_server = *settings(cx)->smtp_url != '\0'};
    Page page = {
        .title = lang_text(cx->lang, N_("Send it")),
        .here = HERE(DESK_CRUMB, NEWSLETTER_CRUMB, {item->title, issue_url(cx, item->id)})};
    return respond_desk(req, status, &page, issue_send, &view);
}

Response *
get_issue_send(Request *req)
{
    Response *refused = NULL;
    const Item *item = issue_find_out(req, &refused);
    if (item == NULL)
        return refused;
    Audience audience;
    if (!find_audience(req->cx, req_query(req, "segment"), &audience))
        return respond_not_found(req);
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set(form, "segment", req_query(req, "segment"));
    return respond_send(req, 200, item, &audience, form);
}

Response *
post_issue_send(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = issue_find_out(req, &refused);
    if (item == NULL)
        return refused;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    Audience audience;
    if (!find_audience(cx, form_text(form, "segment"), &audience))
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("The segment is not there any more. Nothing "
                                                    "was sent.")));
    bool planned = *form_text(form, "moment") != '\0';
    if (form_ok(form) && planned && form_int(form, "moment") <= cx->now)
        form_fail(form, "moment", lang_text(cx->lang, N_("Choose a time that is still to come")));
    if (!form_ok(form))
        return respond_send(req, 422, item, &audience, form);
    if (mailing_count_readers(cx, item->id, audience.filter) == 0)
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("Everybody who agreed has got this issue. "
                                                    "Nothing was sent.")));
    int64_t id = mailing_insert(cx, item->id, audience.filter,
                                planned ? form_int(form, "moment") : cx->now,
                                form_flag(form, "morning"));
    return respond_done(
        req, arena_printf(cx->arena, "/desk/newsletter/mailings/%" PRId64, id),
        lang_text(cx->lang, planned ? N_("It is planned.") : N_("It is on its way.")));
}

/* ---- a mailing ---- */

static ActRowSpan
acts_of(Ctx *cx, const Mailing *mailing)
{
    ActRow *rows = arena_array_of(cx->arena, ActRow, 8);
    size_t n = 0;
    for (const MailingAct *act = MAILING_ACTS; act->name != NULL; act++)
        if (mailing_may(mailing, act))
            rows[n++] = (ActRow){act->name, act->label};
    return (ActRowSpan){rows, n};
}

Response *
get_mailing(Request *req)
{
    Ctx *cx = req->cx;
    const Mailing *mailing = mailing_find(cx, req_id(req, "id"));
    if (mailing == NULL)
        return respond_not_found(req);
    MailingShow view = {.row = mailing_rows(cx, (MailingSpan){mailing, 1}).at,
                        .counts = mailing_counts(cx, mailing->id),
                        .acts = acts_of(cx, mailing),
                        .issue = issue_url(cx, mailing->item_id)};
    view.n_done = view.counts->sent + view.counts->failed;
    view.percent = mailing->n_queued > 0 ? 100 * view.n_done / mailing->n_queued : 0;
    Page page = {.title = lang_text(cx->lang, N_("Mailing")),
                 .here = HERE(DESK_CRUMB, NEWSLETTER_CRUMB, {mailing->title, view.issue})};
    return respond_desk(req, 200, &page, mailing_show, &view);
}

static const MailingAct *
find_act(const char *name)
{
    const MailingAct *act = MAILING_ACTS;
    while (act->name != NULL && strcmp(act->name, name) != 0)
        act++;
    return act->name != NULL ? act : NULL;
}

Response *
post_mailing(Request *req)
{
    Ctx *cx = req->cx;
    const Mailing *mailing = mailing_find(cx, req_id(req, "id"));
    const MailingAct *act = find_act(req_field(req, "act"));
    if (mailing == NULL || act == NULL)
        return respond_not_found(req);
    if (!mailing_do(cx, mailing, act))
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("It is in another state by now, so nothing was "
                                                    "done. Look at it again.")));
    return respond_done(req,
                        arena_printf(cx->arena, "/desk/newsletter/mailings/%" PRId64, mailing->id),
                        lang_text(cx->lang, act->notice));
}
