/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who is registered, and who was there: for who organises the event.
 */
#include "alliance/access.h"
#include "alliance/answer_open.h"
#include "alliance/audit.h"
#include "base/limits.h"
#include "base/moment.h"
#include "desk/desk.h"
#include "lang/format.h"
#include "registration/desk_registrations.html.h"
#include "registration/pages.h"
#include "registration/walk_in.h"
#include "sheet/sheet_write.h"

#include <string.h>

/* ---- the list ---- */

/* All, and each state, with how many there are. */
static LinkSpan
state_links(Request *req, int64_t item_id, const char *chosen)
{
    Ctx *cx = req->cx;
    Link *links = arena_array_of(cx->arena, Link, 16);
    size_t n = 0;
    links[n++] = (Link){lang_text(cx->lang, N_("All")), link_with(req, "state", NULL),
                        *chosen == '\0'};
    for (const RegistrationState *state = REGISTRATION_STATES; state->name != NULL; state++) {
        int64_t count = registration_count(cx, item_id, state->name);
        if (count == 0)
            continue;
        links[n++] = (Link){arena_printf(cx->arena, "%s: %s", lang_text(cx->lang, state->label),
                                         format_number(cx->arena, cx->lang, count)),
                            link_with(req, "state", state->name), strcmp(chosen, state->name) == 0};
    }
    return (LinkSpan){links, n};
}

static DeskRowSpan
rows_of(Ctx *cx, RegistrationSpan all, AnswerOpenSpan open)
{
    DeskRow *rows = arena_array_of(cx->arena, DeskRow, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const Registration *one = &all.at[i];
        bool asks = strcmp(one->state, "asked") == 0, is_in = strcmp(one->state, "in") == 0;
        rows[i] = (DeskRow){.registration = one,
                            .state = registration_state_find(one->state)->label,
                            .may_approve = asks,
                            .may_seat = !asks && !is_in,
                            .may_cancel = registration_is_alive(one),
                            .came = one->came_at != 0,
                            .opened = one->opened_at != 0,
                            .n_open = answer_open_of(open, one->id)};
    }
    return (DeskRowSpan){rows, all.n};
}

static const char *
known_state(const char *name)
{
    for (const RegistrationState *state = REGISTRATION_STATES; state->name != NULL; state++)
        if (strcmp(state->name, name) == 0)
            return state->name;
    return "";
}

static Response *
respond_list(Request *req, const Item *event, const Form *walk_in)
{
    Ctx *cx = req->cx;
    const char *state = known_state(req_query(req, "state"));
    const RegistrationTerms *terms = registration_terms(cx, event->id);
    AnswerOpenSpan open = answer_open_all(cx, event->id);
    DeskRegistrations view = {
        .event = event,
        .terms = terms,
        .has_meeting = terms != NULL && *terms->meeting != '\0' &&
                       *meeting_server(cx).address != '\0',
        .figures = attendance_figures(cx, event->id),
        .is_open = terms != NULL && registration_is_open(terms, cx->now),
        .is_over = thanks_obstacle(terms, cx->now) == NULL,
        .states = state_links(req, event->id, state),
        .rows = rows_of(cx,
                        registration_list(cx, event->id, state, LIMIT_PAGE_ROWS,
                                          (req_page(req) - 1) * LIMIT_PAGE_ROWS),
                        open),
        .n = registration_count(cx, event->id, state),
        .n_open = (int64_t)open.n,
        .countries = registration_countries(cx, event->id),
        .walk_in = walk_in,
    };
    view.pages = link_pages(req, view.n);
    Page page = {.title = lang_text(cx->lang, N_("Registrations")),
                 .here = HERE(DESK_CRUMB, {event->title, event->path})};
    return respond_desk(req, form_ok(walk_in) ? 200 : 422, &page, desk_registrations, &view);
}

Response *
get_desk_registrations(Request *req)
{
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    return respond_list(req, event, walk_in_form_new(req));
}

/* ---- deciding ---- */

static bool
do_approve(Ctx *cx, const Registration *one)
{
    return registration_decide(cx, one, true);
}

static bool
do_refuse(Ctx *cx, const Registration *one)
{
    return registration_decide(cx, one, false);
}

static bool
do_cancel(Ctx *cx, const Registration *one)
{
    bool alive = registration_is_alive(one);
    registration_leave(cx, one);
    if (alive)
        audit(cx, "registration.cancel", one->item_id,
              arena_printf(cx->arena, "#%" PRId64, one->id));
    return alive;
}

static bool
do_came(Ctx *cx, const Registration *one)
{
    attendance_note(cx, one, ATTENDANCE_DESK);
    return true;
}

static bool
do_absent(Ctx *cx, const Registration *one)
{
    attendance_take_back(cx, one, ATTENDANCE_DESK);
    return true;
}

/* The buttons of a row. */
static const struct {
    const char *name, *notice;
    bool (*run)(Ctx *cx, const Registration *one); /* false: it is in another state by now */
} acts[] = {
    {"approve", N_("The person has a seat, or waits for one, and gets a mail."), do_approve            },
    {"refuse",  N_("The person was refused and gets a mail."),                   do_refuse             },
    {"seat",    N_("The person has a seat and gets a mail."),                    registration_give_seat},
    {"cancel",  N_("It is cancelled, and the person gets a mail."),              do_cancel             },
    {"came",    N_("Noted."),                                                    do_came               },
    {"absent",  N_("Noted."),                                                    do_absent             },
};

static const char *
list_path(Ctx *cx, const Item *event)
{
    return arena_printf(cx->arena, "/desk/events/%" PRId64 "/registrations", event->id);
}

Response *
post_desk_registration(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    const Registration *one = registration_find(cx, req_id(req, "registration"));
    if (one == NULL || one->item_id != event->id)
        return respond_not_found(req);
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
        if (desk_is_pressed(req, acts[i].name)) {
            if (!acts[i].run(cx, one))
                return respond_error(req, 409, NULL);
            return respond_done(req, list_path(cx, event), lang_text(cx->lang, acts[i].notice));
        }
    return respond_error(req, 422, lang_text(cx->lang, N_("The button is not one of ours.")));
}

/* ---- who comes without having registered ---- */

Response *
post_desk_walk_in(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    Form *form = walk_in_form_read(req);
    if (!form_ok(form))
        return respond_list(req, event, form);
    const Applicant who = walk_in_form_applicant(form);
    if (attendance_walk_in(cx, event->id, &who, NULL) == NULL)
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("One cannot register for this event "
                                                    "yet: say first how.")));
    return respond_done(req, list_path(cx, event), lang_text(cx->lang, N_("Noted.")));
}

/* ---- as a file ---- */

static const char *const headings[] = {N_("Name"),       N_("E-mail"),          N_("Country"),
                                       N_("State"),      N_("People"),          N_("Question"),
                                       N_("Registered"), N_("Opened the link"), N_("Was there")};

enum { N_HEADINGS = G_N_ELEMENTS(headings) };

/* What a file has: who is registered, and what they said to the organiser's questions. */
typedef struct Sheet {
    QuestionSpan questions;
    AnswerSpan answers;
    const char **cells; /* of a row */
} Sheet;

static void
write_headings(Ctx *cx, GString *out, const Sheet *sheet)
{
    for (size_t i = 0; i < N_HEADINGS; i++)
        sheet->cells[i] = lang_text(cx->lang, headings[i]);
    for (size_t i = 0; i < sheet->questions.n; i++)
        sheet->cells[N_HEADINGS + i] = sheet->questions.at[i].text;
    sheet_write_row(out, sheet->cells, N_HEADINGS + sheet->questions.n);
}

static void
write_row(Ctx *cx, GString *out, const Sheet *sheet, const Registration *one)
{
    const char *yes = lang_text(cx->lang, N_("yes"));
    const char *const known[N_HEADINGS] = {
        one->name,
        one->email,
        one->country != NULL ? format_country(cx->arena, cx->lang, one->country) : "",
        lang_text(cx->lang, registration_state_find(one->state)->label),
        arena_printf(cx->arena, "%" PRId64, one->people),
        one->question,
        moment_iso(cx->arena, one->created_at),
        one->opened_at != 0 ? yes : "",
        one->came_at != 0 ? yes : "",
    };
    AnswerSpan answers = answer_part(sheet->answers, one->id);
    memcpy(sheet->cells, known, sizeof known);
    for (size_t i = 0; i < sheet->questions.n; i++)
        sheet->cells[N_HEADINGS + i] = answer_words(cx, &sheet->questions.at[i], answers);
    sheet_write_row(out, sheet->cells, N_HEADINGS + sheet->questions.n);
}

Response *
registration_csv(Request *req, const GString *rows, const char *name)
{
    Response *res = respond_bytes(req, "text/csv; charset=utf-8", (Bytes){rows->str, rows->len});
    respond_header(res, "Content-Disposition",
                   arena_printf(req->cx->arena, "attachment; filename=\"%s\"", name));
    respond_header(res, "Cache-Control", "no-store");
    return res;
}

static void
note_taken_out(Ctx *cx, const void *data)
{
    const Item *event = data;
    audit(cx, "registration.take-out", event->id, "csv");
}

Response *
get_desk_registrations_csv(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    Sheet sheet = {.questions = question_list(cx, event->id, QUESTION_REGISTRATION)};
    if (sheet.questions.n > 0)
        sheet.answers = answer_list(cx, event->id, QUESTION_REGISTRATION);
    sheet.cells = arena_array_of(cx->arena, const char *, N_HEADINGS + sheet.questions.n);
    GString *out = arena_string(cx->arena, 4096);
    g_string_append(out, SHEET_BEGIN);
    write_headings(cx, out, &sheet);
    RegistrationSpan all = registration_list(cx, event->id, "", REGISTRATION_OUT, 0);
    for (size_t i = 0; i < all.n; i++)
        write_row(cx, out, &sheet, &all.at[i]);
    req->later = note_taken_out;
    req->later_data = event;
    return registration_csv(req, out, arena_printf(cx->arena, "%s-registrations.csv", event->slug));
}
