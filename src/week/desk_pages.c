/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A themed week in the desk: when, the call for contributions, the mail a day, its days.
 */
#include "alliance/access.h"
#include "base/text.h"
#include "desk/desk.h"
#include "week/pages.h"
#include "week/week_edit.html.h"

#include <string.h>

#define MOST_OBSERVANCES 40

/* clang-format off */
static const Field week_fields[] = {
    {"first_on", N_("First day"), N_("2016-09-26. Leave both empty while they are not decided."),
     .kind = FIELD_DATE, .optional = true},
    {"last_on", N_("Last day"), .kind = FIELD_DATE, .optional = true},
    {"call_until", N_("Contributions are handed in by"),
     N_("Until that day members may offer to write. Empty: nobody is called for. Who writes is reminded a week and a day before."),
     .kind = FIELD_DATE, .optional = true},
    {"mail_at", N_("One mail a day, at"),
     N_("On the alliance's clocks, 08:00. Empty: no mail. It goes to who signed up for it."),
     .kind = FIELD_LINE, .optional = true, .most = 5},
    {"hashtag", N_("Hashtag"), N_("One word, without the #."), .kind = FIELD_LINE, .optional = true,
     .most = WEEK_HASHTAG},
    {"observance", N_("Day that comes again"),
     N_("If this is one year of it, as World Social Work Day: its page shows the years."),
     .kind = FIELD_CHOICE, .optional = true, .narrow = true, .verbatim = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
};
/* clang-format on */

enum { N_FIELDS = G_N_ELEMENTS(week_fields) };

static Form *
with_choices(Form *form)
{
    Ctx *cx = form->req->cx;
    ItemSpan events = week_observances(cx, MOST_OBSERVANCES);
    Choice *choices = arena_array_of(cx->arena, Choice, events.n);
    for (size_t i = 0; i < events.n; i++)
        choices[i] = (Choice){arena_printf(cx->arena, "%" PRId64, events.at[i].id),
                              events.at[i].title};
    form_choices(form, "observance", choices, events.n);
    return form;
}

static Form *
form_of(Request *req, const Week *week)
{
    Arena *arena = req->cx->arena;
    Form *form = with_choices(form_new(req, week_fields, N_FIELDS));
    const char *const values[][2] = {
        {"first_on", text_or_empty(week->first_on)},
        {"last_on", text_or_empty(week->last_on)},
        {"call_until", text_or_empty(week->call_until)},
        {"mail_at", week->mail_at},
        {"hashtag", week->hashtag},
        {"version", arena_printf(arena, "%" PRId64, week->changed_at)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        form_set(form, values[i][0], values[i][1]);
    if (week->observance_id != 0)
        form_set_int(form, "observance", week->observance_id);
    return form;
}

static Week
draft_of(Form *form, int64_t id)
{
    const char *tag = form_text(form, "hashtag");
    const Week draft = {.id = id,
                        .first_on = form_text(form, "first_on"),
                        .last_on = form_text(form, "last_on"),
                        .call_until = form_text(form, "call_until"),
                        .mail_at = form_text(form, "mail_at"),
                        .hashtag = *tag == '#' ? tag + 1 : tag,
                        .observance_id = g_ascii_strtoll(form_text(form, "observance"), NULL, 10)};
    form_fail_for(form, week_fault(form->req->cx, &draft));
    return draft;
}

static Response *
respond_edit(Request *req, int status, const Item *item, const Form *form)
{
    Ctx *cx = req->cx;
    WeekDaySpan days = week_days(cx, item->id);
    const WeekEdit view = {.item = item,
                           .action = arena_printf(cx->arena, "/desk/weeks/%" PRId64, item->id),
                           .form = form,
                           .days = days,
                           .n_days = (int64_t)days.n};
    Page page = {.title = item->title, .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"})};
    return respond_desk(req, status, &page, week_edit, &view);
}

Response *
get_desk_week(Request *req)
{
    Response *refused = NULL;
    const Item *item = desk_editable(req, "campaign", req_id(req, "id"), &refused);
    if (item == NULL)
        return refused;
    return respond_edit(req, 200, item, form_of(req, week_find(req->cx, item->id)));
}

Response *
post_desk_week(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = desk_editable(req, "campaign", req_id(req, "id"), &refused);
    if (item == NULL)
        return refused;
    Form *form = with_choices(form_read(req, week_fields, N_FIELDS));
    const Week draft = draft_of(form, item->id);
    if (!form_ok(form))
        return respond_edit(req, 422, item, form);
    const Week *now = week_find(cx, item->id);
    if (g_ascii_strtoll(form_text(form, "version"), NULL, 10) != now->changed_at) {
        form_fail_conflict(form, "first_on", now->changed_at);
        return respond_edit(req, 409, item, form);
    }
    week_save(cx, &draft);
    return respond_done(req, arena_printf(cx->arena, "/desk/weeks/%" PRId64, item->id),
                        lang_text(cx->lang, N_("Saved.")));
}
