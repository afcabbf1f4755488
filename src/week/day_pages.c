/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Days of a themed week in the desk: added, changed, taken out.
 */
#include "base/limits.h"
#include "desk/desk.h"
#include "desk/page_choices.h"
#include "week/day_edit.html.h"
#include "week/day_out.html.h"
#include "week/pages.h"

#include <string.h>

/* clang-format off */
static const Field day_fields[] = {
    {"held_on", N_("Day"), N_("2016-09-26"), .kind = FIELD_DATE},
    {"topic", N_("Its topic"), .kind = FIELD_LINE},
    {"question", N_("The question of the day"), N_("Readers answer it below. It stands in the day's mail."),
     .kind = FIELD_TEXT, .optional = true, .rows = 3, .most = LIMIT_SUMMARY},
    {"body", N_("About the day"), N_("Markdown works."), .kind = FIELD_TEXT, .optional = true, .rows = 6},
    {"posts", N_("Posts of the day"), N_("The address of one a line, in order: /blog/a-post. Who was asked to write has a line as soon as the post is begun."),
     .kind = FIELD_TEXT, .optional = true, .rows = 4},
    {"language", N_("Language"), N_("In which topic and question are written."), .kind = FIELD_CHOICE, .narrow = true, .verbatim = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
};
/* clang-format on */

enum { N_FIELDS = G_N_ELEMENTS(day_fields) };

static Form *
with_choices(Form *form)
{
    const ChoiceSpan languages = language_choices(form->req->cx);
    form_choices(form, "language", languages.at, languages.n);
    return form;
}

/* ---- posts, an address a line ---- */

/* Also those that are written still, as far as the editor sees them. */
static const char *
post_lines(Ctx *cx, int64_t day_id)
{
    ItemSpan items = week_post_items(cx, week_posts(cx, 0, day_id, true));
    GString *lines = arena_string(cx->arena, 128);
    for (size_t i = 0; i < items.n; i++)
        g_string_append_printf(lines, "%s\n", items.at[i].path);
    return lines->str;
}

/* The slug in "/blog/a-post", a whole address of ours, or alone. */
static const char *
slug_in(const char *line)
{
    const char *at = strstr(line, "/blog/");
    return at != NULL ? at + strlen("/blog/") : line;
}

static void
fail_line(Form *form, size_t line, const char *words)
{
    Ctx *cx = form->req->cx;
    form_fail(form, "posts",
              lang_fill(cx->arena, lang_text(cx->lang, words), "line",
                        arena_printf(cx->arena, "%zu", line), NULL));
}

static void
read_posts(Form *form, WeekDayDraft *draft)
{
    Ctx *cx = form->req->cx;
    int64_t *ids = arena_array_of(cx->arena, int64_t, WEEK_POSTS);
    g_auto(GStrv) lines = g_strsplit(form_text(form, "posts"), "\n", -1);
    size_t n = 0;
    for (size_t i = 0; lines[i] != NULL; i++) {
        const char *line = g_strstrip(lines[i]);
        if (*line == '\0')
            continue;
        const Item *post = item_find(cx, "post", slug_in(line));
        if (post == NULL) {
            fail_line(form, i + 1, N_("Line {line}: there is no such post"));
            return;
        }
        if (n == WEEK_POSTS) {
            fail_line(form, i + 1, N_("Line {line}: these are too many posts for one day"));
            return;
        }
        ids[n++] = post->id;
    }
    draft->posts = ids;
    draft->n_posts = n;
}

/* ---- between the record and the form ---- */

static Form *
form_of_new(Request *req, const Item *campaign, const Week *week, WeekDaySpan days)
{
    Form *form = with_choices(form_new(req, day_fields, N_FIELDS));
    form_set(form, "language", campaign->original_language);
    if (days.n == 0 && week->first_on != NULL)
        form_set(form, "held_on", week->first_on);
    return form;
}

/* In its original's texts: translations have their own pages. */
static Form *
form_of(Request *req, const Item *item, const WeekDay *day)
{
    Form *form = with_choices(form_new(req, day_fields, N_FIELDS));
    const char *const values[][2] = {
        {"held_on", day->held_on},
        {"topic", item->title},
        {"question", item->summary},
        {"body", item->body},
        {"posts", post_lines(req->cx, day->id)},
        {"language", item->original_language},
        {"version", arena_printf(req->cx->arena, "%" PRId64, item->version)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        form_set(form, values[i][0], values[i][1]);
    return form;
}

static WeekDayDraft
draft_of(Form *form, const Item *campaign, int64_t id)
{
    Ctx *cx = form->req->cx;
    WeekDayDraft draft = {.held_on = form_text(form, "held_on"),
                          .topic = form_text(form, "topic"),
                          .question = form_text(form, "question"),
                          .body = form_text(form, "body"),
                          .language = form_text(form, "language")};
    read_posts(form, &draft);
    if (form_ok(form))
        form_fail_for(form, week_day_fault(week_find(cx, campaign->id), week_days(cx, campaign->id),
                                           id, &draft));
    return draft;
}

/* ---- the pages ---- */

static const char *
week_path(Ctx *cx, const Item *campaign)
{
    return arena_printf(cx->arena, "/desk/weeks/%" PRId64, campaign->id);
}

static Response *
respond_edit(Request *req, int status, const DayEdit *view)
{
    Ctx *cx = req->cx;
    Page page = {.title = lang_text(cx->lang, view->heading),
                 .here = HERE(DESK_CRUMB, {view->item->title, week_path(cx, view->item)})};
    return respond_desk(req, status, &page, day_edit, view);
}

static Response *
respond_new(Request *req, int status, const Item *campaign, const Form *form)
{
    return respond_edit(
        req, status,
        &(DayEdit){.item = campaign,
                   .action = arena_printf(req->cx->arena, "%s/new", week_path(req->cx, campaign)),
                   .heading = N_("Add a day"),
                   .form = form});
}

Response *
get_desk_day_new(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *campaign = desk_editable(req, "campaign", req_id(req, "id"), &refused);
    if (campaign == NULL)
        return refused;
    return respond_new(
        req, 200, campaign,
        form_of_new(req, campaign, week_find(cx, campaign->id), week_days(cx, campaign->id)));
}

Response *
post_desk_day_new(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *campaign = desk_editable(req, "campaign", req_id(req, "id"), &refused);
    if (campaign == NULL)
        return refused;
    Form *form = with_choices(form_read(req, day_fields, N_FIELDS));
    const WeekDayDraft draft = draft_of(form, campaign, 0);
    if (!form_ok(form))
        return respond_new(req, 422, campaign, form);
    if (week_day_insert(cx, campaign, &draft) == 0) {
        form_fail(form, "held_on", lang_text(cx->lang, N_("There are as many as there can be.")));
        return respond_new(req, 422, campaign, form);
    }
    return respond_done(req, week_path(cx, campaign), lang_text(cx->lang, N_("It is added.")));
}

/* The day in the path, its item and its campaign; NULL: the answer is in *@ret_refused. */
static const WeekDay *
find_day(Request *req, const Item **ret_item, const Item **ret_campaign, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const WeekDay *day = week_day_find(cx, req_id(req, "id"));
    *ret_item = day != NULL ? item_find_in(cx, day->id, "") : NULL;
    *ret_campaign = day != NULL ? desk_editable(req, "campaign", day->week_id, ret_refused) : NULL;
    if (day == NULL)
        *ret_refused = respond_not_found(req);
    return *ret_campaign != NULL && *ret_item != NULL ? day : NULL;
}

static Response *
respond_one(Request *req, int status, const Item *campaign, const WeekDay *day, const Form *form)
{
    return respond_edit(
        req, status,
        &(DayEdit){.item = campaign,
                   .day = day,
                   .action = arena_printf(req->cx->arena, "/desk/days/%" PRId64, day->id),
                   .heading = N_("Change the day"),
                   .form = form});
}

Response *
get_desk_day(Request *req)
{
    const Item *item, *campaign;
    Response *refused = NULL;
    const WeekDay *day = find_day(req, &item, &campaign, &refused);
    return day != NULL ? respond_one(req, 200, campaign, day, form_of(req, item, day)) : refused;
}

Response *
post_desk_day(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item, *campaign;
    Response *refused = NULL;
    const WeekDay *day = find_day(req, &item, &campaign, &refused);
    if (day == NULL)
        return refused;
    Form *form = with_choices(form_read(req, day_fields, N_FIELDS));
    const WeekDayDraft draft = draft_of(form, campaign, day->id);
    if (!form_ok(form))
        return respond_one(req, 422, campaign, day, form);
    int64_t version = g_ascii_strtoll(form_text(form, "version"), NULL, 10);
    if (week_day_update(cx, day, version, &draft) != ITEM_OK) {
        form_fail_conflict(form, "topic", item->version);
        return respond_one(req, 409, campaign, day, form);
    }
    return respond_done(req, week_path(cx, campaign), lang_text(cx->lang, N_("Saved.")));
}

static Response *
respond_out(Request *req, int status, const Item *campaign, const WeekDay *day, bool is_answered)
{
    Ctx *cx = req->cx;
    const DayOut view = {.item = campaign, .day = day, .is_answered = is_answered};
    Page page = {.title = lang_text(cx->lang, N_("Take a day out")),
                 .here = HERE(DESK_CRUMB, {campaign->title, week_path(cx, campaign)})};
    return respond_desk(req, status, &page, day_out, &view);
}

Response *
get_desk_day_out(Request *req)
{
    const Item *item, *campaign;
    Response *refused = NULL;
    const WeekDay *day = find_day(req, &item, &campaign, &refused);
    return day != NULL ? respond_out(req, 200, campaign, day, day->n_comments > 0) : refused;
}

Response *
post_desk_day_out(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item, *campaign;
    Response *refused = NULL;
    const WeekDay *day = find_day(req, &item, &campaign, &refused);
    if (day == NULL)
        return refused;
    if (!week_day_delete(cx, day))
        return respond_out(req, 409, campaign, day, true);
    return respond_done(req, week_path(cx, campaign), lang_text(cx->lang, N_("It is taken out.")));
}
