/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What author and editors say about a post, and the steps to its publication.
 */
#include "alliance/access.h"
#include "blog/pages.h"
#include "blog/post_review.html.h"
#include "desk/page_choices.h"
#include "lang/format.h"

#include <string.h>

/* The last one is for who can schedule it. */
static const Field fields[] = {
    {"words", N_("Words about it"),
     N_("Author and editors read them, here and by e-mail; readers of the post never do."),
     .kind = FIELD_TEXT, .optional = true, .rows = 5, .most = POST_WORDS},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
    {"moment", N_("Publish it on"), .kind = FIELD_MOMENT, .optional = true},
};

/* ---- what is shown ---- */

static StepSpan
open_steps(Ctx *cx, const Item *item, bool *ret_schedules)
{
    size_t n = 0, n_all = 0;
    while (POST_STEPS[n_all].name != NULL)
        n_all++;
    PostStep *at = arena_array_of(cx->arena, PostStep, n_all);
    *ret_schedules = false;
    for (size_t i = 0; i < n_all; i++) {
        if (!post_step_is_open(cx, &POST_STEPS[i], item))
            continue;
        at[n++] = POST_STEPS[i];
        *ret_schedules = *ret_schedules || POST_STEPS[i].needs_moment;
    }
    return (StepSpan){at, n};
}

/* Who did what: "Ann handed it in". */
static const char *
said_of(Ctx *cx, const PostNote *note)
{
    const PostStep *step = post_step_find(note->act);
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
    PostNoteSpan notes = post_notes(cx, item->id);
    NoteRow *rows = arena_array_of(cx->arena, NoteRow, notes.n);
    for (size_t i = 0; i < notes.n; i++)
        rows[i] = (NoteRow){&notes.at[i], said_of(cx, &notes.at[i])};
    return (NoteRowSpan){rows, notes.n};
}

static size_t
n_fields(bool schedules)
{
    return G_N_ELEMENTS(fields) - (schedules ? 0 : 1);
}

/* @form: what was sent and refused, or NULL. */
static Response *
respond_review(Request *req, int status, const Item *item, Form *form)
{
    Ctx *cx = req->cx;
    bool schedules = false;
    PostReview view = {.item = item,
                       .status_label = state_label(item->status),
                       .may_edit = may(cx, ACTION_EDIT, item),
                       .is_scheduled = item->publish_at != 0,
                       .rows = rows_of(cx, item),
                       .steps = open_steps(cx, item, &schedules)};
    PostFaults faults = {post_check(cx, item)};
    view.check = faults.faults.n > 0 && item_is_unfinished(item->status) ? &faults : NULL;
    view.form = form != NULL ? form : form_new(req, fields, n_fields(schedules));
    form_set((Form *)(uintptr_t)view.form, "version",
             arena_printf(cx->arena, "%" PRId64, item->version));
    if (schedules)
        view.zone = cx->me.zone != NULL ? cx->me.zone : "UTC";
    Page page = {.title = lang_text(cx->lang, N_("Author and editors")),
                 .section = "knowledge",
                 .here = write_crumbs(cx, NULL),
                 .hidden = true};
    return respond_page(req, status, &page, post_review, &view);
}

/* The post in the path about which the acting person may talk; NULL: there is none. */
static const Item *
find_talked_about(Request *req)
{
    const Item *item = item_find_in(req->cx, req_id(req, "id"), "");
    return item != NULL && post_may_talk(req->cx, item) ? item : NULL;
}

Response *
get_post_review(Request *req)
{
    const Item *item = find_talked_about(req);
    return item != NULL ? respond_review(req, 200, item, NULL) : respond_not_found(req);
}

/* ---- what is done ---- */

static void
check_step(Form *form, const Item *item, const PostStep *step)
{
    Ctx *cx = form->req->cx;
    if (step->needs_words && *form_text(form, "words") == '\0')
        form_fail(form, "words",
                  lang_text(cx->lang, N_("Words: say why, its author waits for it")));
    if (step->needs_moment && form_int(form, "moment") <= cx->now)
        form_fail(form, "moment", lang_text(cx->lang, N_("Choose a time that is still to come")));
    if (step->of_finished && post_check(cx, item).n_stops > 0)
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
take_step(Request *req, const Item *item, const PostStep *step, Form *form)
{
    Ctx *cx = req->cx;
    const PostStepWords with = {
        .version = g_ascii_strtoll(form_text(form, "version"), NULL, 10),
        .words = form_text(form, "words"),
        .moment = step->needs_moment ? form_int(form, "moment") : 0,
    };
    /* Of two decisions that are sent at once the second has seen another version. */
    if (post_step(cx, item, step, &with) != ITEM_OK)
        return respond_stale(req);
    return respond_done(req, write_path(cx->arena, item->id, "/review"),
                        lang_text(cx->lang, step->notice));
}

Response *
post_post_review(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = find_talked_about(req);
    if (item == NULL)
        return respond_not_found(req);
    const PostStep *step = post_step_find(req_field(req, "act"));
    if (step == NULL && strcmp(req_field(req, "act"), "say") != 0)
        return respond_not_found(req);
    if (step != NULL && !post_step_is_open(cx, step, item))
        return respond_stale(req);
    bool schedules = false;
    open_steps(cx, item, &schedules);
    Form *form = form_read(req, fields, n_fields(schedules));
    if (form_ok(form) && step != NULL)
        check_step(form, item, step);
    else if (form_ok(form) && *form_text(form, "words") == '\0')
        form_fail(form, "words", lang_text(cx->lang, N_("Words: this is missing")));
    if (!form_ok(form))
        return respond_review(req, 422, item, form);
    if (step != NULL)
        return take_step(req, item, step, form);
    post_say(cx, item, form_text(form, "words"));
    return respond_done(req, write_path(cx->arena, item->id, "/review"),
                        lang_text(cx->lang, N_("Said. The others get it by e-mail.")));
}
