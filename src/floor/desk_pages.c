/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The questions from the floor of an event, for who leads it.
 */
#include "floor/desk_pages.h"
#include "desk/desk.h"
#include "floor/desk_floor.html.h"
#include "lang/lang.h"
#include "registration/pages.h"

#include <string.h>

/* clang-format off */
static const Field fields[] = {
    {"is_open",   N_("Questions are taken"),
     N_("From now until an hour after the end. Switched off, all stays to be read."), .kind = FIELD_FLAG, .optional = true},
    {"guests",    N_("Also from who is neither registered nor a member"),
     N_("By a button on the page, which gives a link. Whoever presses it twice has two voices."), .kind = FIELD_FLAG, .optional = true},
    {"moderated", N_("You look at each question before others see it"),
     N_("Not ticked, only at those of people of whom nothing was shown yet."), .kind = FIELD_FLAG, .optional = true},
};
/* clang-format on */

/* ---- the list ---- */

/* How each state is called, and which buttons lead out of it. */
static const struct {
    const char *status, *label;
    bool may_show, may_hold, may_answer;
} states[] = {
    {"now",      N_("answered next"), true,  true,  true },
    {"shown",    N_("open"),          false, true,  true },
    {"held",     N_("held"),          true,  false, true },
    {"answered", N_("answered"),      true,  false, true },
    {"hidden",   N_("hidden"),        true,  false, false},
    {"merged",   N_("merged"),        false, false, false},
};

DeskFloorRow
desk_floor_row(const FloorQuestion *question)
{
    size_t i = 0;
    while (i < G_N_ELEMENTS(states) - 1 && strcmp(states[i].status, question->status) != 0)
        i++;
    return (DeskFloorRow){.question = question,
                          .state = states[i].label,
                          .may_show = states[i].may_show,
                          .may_hold = states[i].may_hold,
                          .may_next = strcmp(question->status, "shown") == 0 ||
                                      strcmp(question->status, "held") == 0,
                          .may_answer = states[i].may_answer,
                          .is_next = strcmp(question->status, "now") == 0,
                          .is_merged = question->into_id != 0};
}

static DeskFloorRowSpan
rows_of(Ctx *cx, int64_t item_id)
{
    FloorQuestionSpan all = floor_list_all(cx, item_id);
    DeskFloorRow *rows = arena_array_of(cx->arena, DeskFloorRow, all.n + 1);
    for (size_t i = 0; i < all.n; i++)
        rows[i] = desk_floor_row(&all.at[i]);
    return (DeskFloorRowSpan){rows, all.n};
}

const char *
desk_floor_path(Ctx *cx, const Item *event)
{
    return arena_printf(cx->arena, "/desk/events/%" PRId64 "/floor", event->id);
}

static Response *
respond_list(Request *req, const Item *event, const FloorTerms *terms, const Form *form)
{
    Ctx *cx = req->cx;
    DeskFloor view = {.event = event, .terms = terms, .form = form};
    if (terms != NULL) {
        view.rows = rows_of(cx, event->id);
        view.wishes = registration_list_questions(cx, event->id, true, FLOOR_LIST);
        view.asides = registration_list_questions(cx, event->id, false, FLOOR_LIST);
    }
    Page page = {.title = lang_text(cx->lang, N_("Questions to who speaks")),
                 .here = HERE(DESK_CRUMB, {event->title, event->path})};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, desk_floor, &view);
}

Response *
get_desk_floor(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    const FloorTerms *terms = floor_terms(cx, event->id);
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set_int(form, "is_open", terms == NULL || terms->is_open);
    form_set_int(form, "guests", terms != NULL && terms->guests);
    form_set_int(form, "moderated", terms != NULL && terms->moderated);
    return respond_list(req, event, terms, form);
}

Response *
post_desk_floor(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_list(req, event, floor_terms(cx, event->id), form);
    floor_terms_save(cx, event->id,
                     &(FloorTerms){.is_open = form_flag(form, "is_open"),
                                   .guests = form_flag(form, "guests"),
                                   .moderated = form_flag(form, "moderated")});
    return respond_done(req, desk_floor_path(cx, event), lang_text(cx->lang, N_("Saved.")));
}

/* ---- what was written when registering ---- */

Response *
post_desk_floor_wish(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    const Registration *one = registration_find(cx, req_id(req, "registration"));
    if (one == NULL || one->item_id != event->id || floor_terms(cx, event->id) == NULL)
        return respond_not_found(req);
    if (!floor_take_wish(cx, event, one))
        return respond_error(req, 409, NULL);
    return respond_done(req, desk_floor_path(cx, event),
                        lang_text(cx->lang, N_("It stands in the list, without a name.")));
}
