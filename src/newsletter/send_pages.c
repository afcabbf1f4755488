/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Sending an issue: to how many, when; and a mailing in its course.
 */
#include "alliance/access.h"
#include "alliance/mailing_count.h"
#include "alliance/setting.h"
#include "desk/desk.h"
#include "newsletter/issue_send.html.h"
#include "newsletter/mailing_show.html.h"
#include "newsletter/pages.h"
#include "roster/segment.h"

#include <string.h>

#define SHARE_USUAL 20 /* percent of the readers who get a trial */

/* clang-format off */
static const Field fields[] = {
    {"segment", N_("To whom"), .kind = FIELD_HIDDEN, .optional = true},
    {"like",    N_("Like a mailing"), .kind = FIELD_HIDDEN, .optional = true},
    {"again",   N_("Again"), .kind = FIELD_HIDDEN, .optional = true},
    {"moment",  N_("Not before"), N_("Leave it empty to send it now."), .kind = FIELD_MOMENT,
     .optional = true},
    {"morning", N_("At eight in the morning, where each reader lives"), .kind = FIELD_FLAG,
     .optional = true},
    {"subject", N_("Subject"), N_("Left empty it is the title. Who reads a translation gets the "
                                  "translated title."),
     .kind = FIELD_LINE, .optional = true},
    {"subject_b", N_("Another subject, to try both"),
     N_("Then only a share of those who read the original get it now, half with each subject. You "
        "see what came of both, and send the others the one you choose."),
     .kind = FIELD_LINE, .optional = true},
    {"share",   N_("Share that tries both, in percent"), .kind = FIELD_INT, .least = 1,
     .most = 100, .optional = true},
    {"links",   N_("Count how often each link is followed, all readers together"),
     N_("The mail says so. Nothing about who followed it is kept."), .kind = FIELD_FLAG,
     .optional = true},
};
/* clang-format on */

/* ---- before ---- */

/* To whom, if no segment is chosen.  A filter that says nothing of membership finds members, so a
 * segment addresses others only if it says so. */
static const struct {
    const char *name, *label, *filter; /* name: in addresses, in the place of a segment's number */
} groups[] = {
    {"",        N_("Everybody who agreed"), MAILING_EVERYBODY},
    {"members", N_("Members who agreed"),   ""               },
};

/* To whom: of those who agreed a group, those in a segment, or those of an earlier mailing. */
typedef struct Audience {
    const char *name;    /* of the group, or the segment's number */
    const Mailing *like; /* or NULL */
    const char *filter;
    const char *subject; /* that the earlier mailing tried; "" */
    bool again;          /* only to whom its mails came back for a reason that passes */
} Audience;

static bool
find_group(Ctx *cx, const char *name, Audience *audience)
{
    audience->name = name;
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
        if (strcmp(groups[i].name, name) == 0) {
            audience->filter = groups[i].filter;
            return true;
        }
    const Segment *segment = segment_find(cx, g_ascii_strtoll(name, NULL, 10));
    RosterLabels labels = roster_labels(cx);
    if (segment == NULL || segment_read(&labels, segment).filter == NULL)
        return false;
    audience->filter = segment->filter;
    return true;
}

/* "12b": to whom mailing 12 went, with its second subject. */
static bool
find_like(Ctx *cx, int64_t item_id, const char *text, Audience *audience)
{
    MailingMark mark;
    audience->like = mailing_mark_parse(text, &mark) ? mailing_find(cx, mark.mailing_id) : NULL;
    if (audience->like == NULL || audience->like->item_id != item_id)
        return false;
    bool is_second = strcmp(mark.subject, "b") == 0;
    audience->filter = audience->like->filter;
    audience->subject = is_second ? audience->like->subject_b : audience->like->subject;
    return true;
}

/* False: there is no such segment or mailing any more, or its filter cannot be read. */
static bool
find_audience(Ctx *cx, int64_t item_id, const char *const asked[3], Audience *ret_audience)
{
    *ret_audience = (Audience){.filter = "", .subject = "", .again = *asked[2] != '\0'};
    if (*asked[1] != '\0')
        return find_like(cx, item_id, asked[1], ret_audience);
    return find_group(cx, asked[0], ret_audience);
}

static Link
audience_link(Request *req, const char *name, const char *label, const char *chosen)
{
    return (Link){.label = label,
                  .url = link_with(req, "segment", *name != '\0' ? name : NULL),
                  .here = strcmp(name, chosen) == 0};
}

static LinkSpan
audience_links(Request *req, const char *chosen)
{
    Ctx *cx = req->cx;
    SegmentSpan segments = segment_list(cx);
    Link *links = arena_array_of(cx->arena, Link, segments.n + G_N_ELEMENTS(groups));
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
        links[n++] = audience_link(req, groups[i].name, lang_text(cx->lang, groups[i].label),
                                   chosen);
    for (size_t i = 0; i < segments.n; i++)
        links[n++] = audience_link(req, arena_printf(cx->arena, "%" PRId64, segments.at[i].id),
                                   segments.at[i].name, chosen);
    return (LinkSpan){links, n};
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
    const MailingPlan plan = {.item_id = item->id,
                              .kind = item->kind,
                              .filter = audience->filter,
                              .again = audience->again};
    IssueSend view = {.item = item,
                      .form = form,
                      .again = audience->again,
                      .n = mailing_count_readers(cx, &plan),
                      .shares = shares_of(cx, item, audience->filter),
                      .has_server = *settings(cx)->smtp_url != '\0'};
    if (audience->like == NULL)
        view.audiences = audience_links(req, audience->name);
    Page page = {
        .title = lang_text(cx->lang, N_("Send it")),
        .here = HERE(DESK_CRUMB, NEWSLETTER_CRUMB, {item->title, issue_url(cx, item->id)})};
    return respond_desk(req, status, &page, issue_send, &view);
}

Response *
get_issue_send(Request *req)
{
    static const char *const hidden[] = {"segment", "like", "again"};
    Response *refused = NULL;
    const Item *item = issue_find_out(req, &refused);
    if (item == NULL)
        return refused;
    Audience audience;
    const char *asked[G_N_ELEMENTS(hidden)];
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++) {
        asked[i] = req_query(req, hidden[i]);
        form_set(form, hidden[i], asked[i]);
    }
    if (!find_audience(req->cx, item->id, asked, &audience))
        return respond_not_found(req);
    form_set(form, "subject", audience.subject);
    form_set_int(form, "share", SHARE_USUAL);
    return respond_send(req, 200, item, &audience, form);
}

/* What is wrong with the plan stands beside its fields. */
static MailingPlan
read_plan(Ctx *cx, Form *form, const Item *item, const Audience *audience)
{
    bool later = *form_text(form, "moment") != '\0';
    if (form_ok(form) && later && form_int(form, "moment") <= cx->now)
        form_fail(form, "moment", lang_text(cx->lang, N_("Choose a time that is still to come")));
    const char *subject = form_text(form, "subject"), *other = form_text(form, "subject_b");
    if (*other != '\0' && strcmp(other, *subject != '\0' ? subject : item->title) == 0)
        form_fail(form, "subject_b", lang_text(cx->lang, N_("Both subjects are the same")));
    if (*other != '\0' && audience->again)
        form_fail(form, "subject_b",
                  lang_text(cx->lang, N_("Too few are left to try two subjects")));
    int64_t share = *form_text(form, "share") != '\0' ? form_int(form, "share") : SHARE_USUAL;
    return (MailingPlan){.item_id = item->id,
                         .kind = item->kind,
                         .filter = audience->filter,
                         .send_at = later ? form_int(form, "moment") : cx->now,
                         .morning = form_flag(form, "morning"),
                         .again = audience->again,
                         .counts_links = form_flag(form, "links"),
                         .subject = subject,
                         .subject_b = other,
                         .share = *other != '\0' ? share : 100};
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
    const char *asked[] = {form_text(form, "segment"), form_text(form, "like"),
                           form_text(form, "again")};
    Audience audience;
    if (!find_audience(cx, item->id, asked, &audience))
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("The segment is not there any more. Nothing "
                                                    "was sent.")));
    const MailingPlan plan = read_plan(cx, form, item, &audience);
    if (!form_ok(form))
        return respond_send(req, 422, item, &audience, form);
    if (mailing_count_readers(cx, &plan) == 0)
        return respond_error(
            req, 409,
            lang_text(cx->lang, *plan.subject_b != '\0'
                                    ? N_("Nobody would get it: the share is too small, or all "
                                         "readers of the original have got it. Nothing was sent.")
                                    : N_("Everybody who agreed has got this issue. Nothing was "
                                         "sent.")));
    int64_t id = mailing_insert(cx, &plan);
    if (plan.counts_links)
        link_number(cx, id, item->id);
    bool later = plan.send_at > cx->now;
    return respond_done(
        req, arena_printf(cx->arena, "/desk/newsletter/mailings/%" PRId64, id),
        lang_text(cx->lang, later ? N_("It is planned.") : N_("It is on its way.")));
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

/* The subjects of a trial, each with what came of it and a way to send it to the others. */
static TriedSpan
tried_of(Ctx *cx, const Mailing *mailing, MailingCountsSpan counts)
{
    if (*mailing->subject_b == '\0')
        return (TriedSpan){NULL, 0};
    Tried *rows = arena_array_of(cx->arena, Tried, counts.n + 1);
    for (size_t i = 0; i < counts.n; i++) {
        const MailingCounts *of = &counts.at[i];
        const char *first = *mailing->subject != '\0' ? mailing->subject : mailing->title;
        rows[i] = (Tried){.subject = strcmp(of->subject, "b") == 0 ? mailing->subject_b : first,
                          .counts = of,
                          .url = arena_printf(cx->arena, "%s/send?like=%" PRId64 "%s",
                                              mailing_text_url(cx, mailing), mailing->id,
                                              of->subject)};
    }
    return (TriedSpan){rows, counts.n};
}

Response *
get_mailing(Request *req)
{
    Ctx *cx = req->cx;
    const Mailing *mailing = mailing_find(cx, req_id(req, "id"));
    if (mailing == NULL)
        return respond_not_found(req);
    MailingCountsSpan counts = mailing_counts(cx, mailing->id);
    const MailingCounts total = mailing_total(counts);
    const MailingPlan again = {.item_id = mailing->item_id,
                               .kind = mailing->kind,
                               .filter = mailing->filter,
                               .again = true};
    MailingShow view = {.row = mailing_rows(cx, (MailingSpan){mailing, 1}).at,
                        .counts = &total,
                        .tried = tried_of(cx, mailing, counts),
                        .links = mailing->counts_links ? link_list_counted(cx, mailing->id)
                                                       : (MailingLinkSpan){0},
                        .acts = acts_of(cx, mailing),
                        .may_list = (cx->me.roles & ROLE_SECRETARIAT) != 0,
                        .issue = mailing_text_url(cx, mailing)};
    bool is_over = strcmp(mailing->state, "done") == 0;
    if (is_over && total.came_back + total.failed > 0)
        view.n_again = mailing_count_readers(cx, &again);
    view.n_done = total.sent + total.failed;
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
