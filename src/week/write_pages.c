/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who would like to write, or was asked: offering, saying yes or no, beginning the post.
 */
#include "alliance/access.h"
#include "base/limits.h"
#include "desk/desk.h"
#include "week/pages.h"
#include "week/week_write.html.h"

#include <string.h>

/* clang-format off */
static const Field offer_fields[] = {
    {"words", N_("What would you write about?"), N_("A sentence or two for the editors."),
     .kind = FIELD_TEXT, .rows = 4, .most = WEEK_WORDS},
    {"day", N_("For which day?"), .kind = FIELD_CHOICE, .optional = true, .narrow = true, .verbatim = true},
};
/* clang-format on */

void
week_day_choices(Form *form, const char *field, WeekDaySpan days)
{
    Arena *arena = form->req->cx->arena;
    Choice *choices = arena_array_of(arena, Choice, days.n);
    for (size_t i = 0; i < days.n; i++)
        choices[i] = (Choice){arena_printf(arena, "%" PRId64, days.at[i].id),
                              arena_printf(arena, "%s: %s", days.at[i].held_on, days.at[i].topic)};
    form_choices(form, field, choices, days.n);
}

static bool
is_in(const WeekWriter *mine, const char *state)
{
    return mine != NULL && strcmp(mine->state, state) == 0;
}

static Response *
respond_write(Request *req, int status, const Item *item, const Form *form)
{
    Ctx *cx = req->cx;
    const Week *week = week_find(cx, item->id);
    const WeekWriter *mine = week_writer_mine(cx, item->id);
    bool calls = week_calls(cx, week) && !item_is_unfinished(item->status);
    WeekWrite view = {.item = item_with_figures(cx, item),
                      .week = week,
                      .mine = mine,
                      .state = mine != NULL ? week_writer_label(mine->state) : NULL,
                      .is_asked = is_in(mine, "asked"),
                      .writes = is_in(mine, "writes"),
                      .offered = is_in(mine, "offered"),
                      .declined = is_in(mine, "declined"),
                      .calls = calls,
                      .form = calls && mine == NULL ? form : NULL};
    Page *page = item_page_below(cx, item, lang_text(cx->lang, N_("Write for it")));
    return respond_page(req, status, page, week_write, &view);
}

Response *
get_week_write(Request *req)
{
    const Item *item = item_find(req->cx, "campaign", req_text(req, "slug"));
    if (item == NULL)
        return respond_not_found(req);
    Form *form = form_new(req, offer_fields, G_N_ELEMENTS(offer_fields));
    week_day_choices(form, "day", week_days(req->cx, item->id));
    return respond_write(req, 200, item, form);
}

static const char *
write_path(Ctx *cx, const Item *item)
{
    return arena_printf(cx->arena, "%s/write", item->path);
}

static Response *
offer(Request *req, const Item *item)
{
    Ctx *cx = req->cx;
    Form *form = form_read(req, offer_fields, G_N_ELEMENTS(offer_fields));
    week_day_choices(form, "day", week_days(cx, item->id));
    if (!week_calls(cx, week_find(cx, item->id)) || item_is_unfinished(item->status))
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("Contributions are not called for any more. "
                                                    "The blog is open to you all year round.")));
    if (!form_ok(form))
        return respond_write(req, 422, item, form);
    int64_t day_id = g_ascii_strtoll(form_text(form, "day"), NULL, 10);
    bool done = week_writer_offer(cx, item, day_id, form_text(form, "words"));
    return respond_done(req, write_path(cx, item),
                        lang_text(cx->lang, done ? N_("Thank you. Editors answer you by mail.")
                                                 : N_("You are on the list already, or it is "
                                                      "full.")));
}

static Response *
answer(Request *req, const Item *item, bool yes)
{
    Ctx *cx = req->cx;
    const WeekWriter *mine = week_writer_mine(cx, item->id);
    if (mine == NULL || strcmp(mine->state, "asked") != 0 || !week_writer_answer(cx, mine, yes))
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("You were not asked to write for it, or have "
                                                    "answered already.")));
    return respond_done(req, write_path(cx, item),
                        lang_text(cx->lang, yes ? N_("Thank you: you write for it.")
                                                : N_("You said that you do not write this time.")));
}

static Response *
begin_post(Request *req, const Item *item)
{
    Ctx *cx = req->cx;
    const WeekWriter *mine = week_writer_mine(cx, item->id);
    int64_t id = mine != NULL ? week_writer_begin(cx, mine, item) : 0;
    if (id == 0)
        return respond_error(req, 409, lang_text(cx->lang, N_("You do not write for it.")));
    return respond_redirect(req, "/posts/%" PRId64, id);
}

Response *
post_week_write(Request *req)
{
    const Item *item = item_find(req->cx, "campaign", req_text(req, "slug"));
    if (item == NULL)
        return respond_not_found(req);
    if (desk_is_pressed(req, "yes") || desk_is_pressed(req, "no"))
        return answer(req, item, desk_is_pressed(req, "yes"));
    return desk_is_pressed(req, "begin") ? begin_post(req, item) : offer(req, item);
}
