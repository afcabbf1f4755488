/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What author and editors say about a text, and the steps to its publication.
 */
#include "desk/review_page.h"

#include "alliance/access.h"
#include "desk/page_choices.h"
#include "desk/review_show.html.h"
#include "lang/format.h"

#include <string.h>

/* The last one is for who can schedule it. */
static const Field fields[] = {
    {"words", N_("Words about it"),
     N_("Author and editors read them, here and by e-mail; other readers never do."),
     .kind = FIELD_TEXT, .optional = true, .rows = 5, .most = REVIEW_WORDS},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
    {"moment", N_("Publish it on"), .kind = FIELD_MOMENT, .optional = true},
};

/* ---- what is shown ---- */

static StepSpan
open_steps(Ctx *cx, const Item *item, bool *ret_schedules)
{
    const ReviewStep *steps = review_steps(item->kind);
    size_t n = 0, n_all = 0;
    while (steps[n_all].name != NULL)
        n_all++;
    ReviewStep *at = arena_array_of(cx->arena, ReviewStep, n_all);
    *ret_schedules = false;
    for (size_t i = 0; i < n_all; i++) {
        if (!review_step_is_open(cx, &steps[i], item))
            continue;
        at[n++] = steps[i];
        *ret_schedules = *ret_schedules || steps[i].needs_moment;
    }
    return (StepSpan){at, n};
}

/* Who did what: "Ann handed it in". */
static const char *
said_of(Ctx *cx, const Item *item, const ReviewNote *note)
{
    const ReviewStep *step = review_step_find(item->kind, note->act);
    const char *name = note->person_id == 0 && step != NULL && *note->name == '\0'
                           ? lang_text(cx->lang, N_("The program"))
                       : *note->name != '\0' ? note->name
                                             : lang_text(cx->lang, N_("A former member"));
    const char *said = step != NULL ? step->said : N_("{name} wrote");
    return lang_fill(cx->arena, lang_text(cx->lang, said), "name", name, NULL);
}

static NoteRowSpan
rows_of(Ctx *cx, const Item *item)
{
    ReviewNoteSpan notes = review_notes(cx, item->id);
    NoteRow *rows = arena_array_of(cx->arena, NoteRow, notes.n);
    for (size_t i = 0; i < notes.n; i++)
        rows[i] = (NoteRow){&notes.at[i], said_of(cx, item, &notes.at[i])};
    return (NoteRowSpan){rows, notes.n};
}

static size_t
n_fields(bool schedules)
{
    return G_N_ELEMENTS(fields) - (schedules ? 0 : 1);
}

/* @form: what was sent and refused, or NULL. */
static Response *
respond_with(Request *req, int status, const ReviewRoom *room, const Item *item, Form *form)
{
    Ctx *cx = req->cx;
    bool schedules = false;
    ReviewShow view = {.item = item,
                       .title = room->title,
                       .status_label = state_label(item->status),
                       .action = review_path(cx->arena, item),
                       .edit = may(cx, ACTION_EDIT, item) ? room->edit_path(cx, item) : NULL,
                       .is_scheduled = item->publish_at != 0,
                       .rows = rows_of(cx, item),
                       .steps = open_steps(cx, item, &schedules)};
    ReviewFaults faults = {room->check(cx, item)};
    view.check = faults.faults.n > 0 && item_is_unfinished(item->status) ? &faults : NULL;
    if (room->links != NULL)
        view.links = room->links(cx, item);
    if (room->twins != NULL)
        view.twins = room->twins(cx, item);
    form = form != NULL ? form : form_new(req, fields, n_fields(schedules));
    form_set(form, "version", arena_printf(cx->arena, "%" PRId64, item->version));
    view.form = form;
    if (schedules)
        view.zone = cx->me.zone != NULL ? cx->me.zone : "UTC";
    Page page = {.title = lang_text(cx->lang, room->title),
                 .section = "knowledge",
                 .here = room->crumbs(cx),
                 .hidden = true};
    return respond_page(req, status, &page, review_show, &view);
}

/* The item in the path about which the acting person may talk; NULL: there is none. */
static const Item *
find_talked_about(Request *req, const ReviewRoom *room)
{
    const Item *item = item_find_in(req->cx, req_id(req, "id"), "");
    bool is_one = item != NULL && strcmp(item->kind, room->kind) == 0;
    return is_one && review_may_talk(req->cx, item) ? item : NULL;
}

Response *
respond_review(Request *req, const ReviewRoom *room)
{
    const Item *item = find_talked_about(req, room);
    return item != NULL ? respond_with(req, 200, room, item, NULL) : respond_not_found(req);
}

/* ---- what is done ---- */

static void
check_step(Form *form, const ReviewRoom *room, const Item *item, const ReviewStep *step)
{
    Ctx *cx = form->req->cx;
    if (step->needs_words && *form_text(form, "words") == '\0')
        form_fail(form, "words",
                  lang_text(cx->lang, N_("Words: say why, its author waits for it")));
    if (step->needs_moment && form_int(form, "moment") <= cx->now)
        form_fail(form, "moment", lang_text(cx->lang, N_("Choose a time that is still to come")));
    if (step->of_finished && room->check(cx, item).n_stops > 0)
        form_fail(form, "words",
                  lang_text(cx->lang, N_("Some things have to be repaired first: see above")));
}

static Response *
respond_stale(Request *req)
{
    return respond_error(req, 409,
                         lang_text(req->cx->lang, N_("Somebody changed it in between, so nothing "
                                                     "was done. Look at it again, then decide.")));
}

static Response *
take_step(Request *req, const Item *item, const ReviewStep *step, Form *form)
{
    Ctx *cx = req->cx;
    const ReviewStepWords with = {
        .version = g_ascii_strtoll(form_text(form, "version"), NULL, 10),
        .words = form_text(form, "words"),
        .moment = step->needs_moment ? form_int(form, "moment") : 0,
    };
    /* Of two decisions that are sent at once the second has seen another version. */
    if (review_step(cx, item, step, &with) != ITEM_OK)
        return respond_stale(req);
    return respond_done(req, review_path(cx->arena, item), lang_text(cx->lang, step->notice));
}

/* What was typed and pressed, checked; @step NULL: only words. */
static Form *
read_form(Request *req, const ReviewRoom *room, const Item *item, const ReviewStep *step)
{
    bool schedules = false;
    open_steps(req->cx, item, &schedules);
    Form *form = form_read(req, fields, n_fields(schedules));
    if (form_ok(form) && step != NULL)
        check_step(form, room, item, step);
    else if (form_ok(form) && *form_text(form, "words") == '\0')
        form_fail(form, "words", lang_text(req->cx->lang, N_("Words: this is missing")));
    return form;
}

Response *
respond_review_done(Request *req, const ReviewRoom *room)
{
    Ctx *cx = req->cx;
    const Item *item = find_talked_about(req, room);
    if (item == NULL)
        return respond_not_found(req);
    const ReviewStep *step = review_step_find(item->kind, req_field(req, "act"));
    if (step == NULL && strcmp(req_field(req, "act"), "say") != 0)
        return respond_not_found(req);
    if (step != NULL && !review_step_is_open(cx, step, item))
        return respond_stale(req);
    Form *form = read_form(req, room, item, step);
    if (!form_ok(form))
        return respond_with(req, 422, room, item, form);
    if (step != NULL)
        return take_step(req, item, step, form);
    review_say(cx, item, form_text(form, "words"));
    return respond_done(req, review_path(cx->arena, item),
                        lang_text(cx->lang, N_("Said. The others get it by e-mail.")));
}
