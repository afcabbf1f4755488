/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What was said: counted, person by person, and as a file.  For who leads the event.
 */
#include "alliance/audit.h"
#include "base/limits.h"
#include "desk/desk.h"
#include "lang/lang.h"
#include "question/answer_list.html.h"
#include "question/pages.h"
#include "registration/pages.h"
#include "sheet/sheet_write.h"

#include <string.h>

/* ---- person by person ---- */

static AnswerCellSpan
cells_of(Ctx *cx, QuestionSpan all, AnswerSpan answers)
{
    AnswerCell *cells = arena_array_of(cx->arena, AnswerCell, all.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const char *words = answer_words(cx, &all.at[i], answers);
        if (*words != '\0')
            cells[n++] = (AnswerCell){all.at[i].text, words};
    }
    return (AnswerCellSpan){cells, n};
}

/* Those of the page who said something. */
static AnswerRowSpan
rows_of(Ctx *cx, QuestionSpan all, AnswerSpan answers, RegistrationSpan people)
{
    AnswerRow *rows = arena_array_of(cx->arena, AnswerRow, people.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < people.n; i++) {
        const Registration *one = &people.at[i];
        AnswerRow row = {.registration = one,
                         .state = registration_state_find(one->state)->label,
                         .cells = cells_of(cx, all, answer_part(answers, one->id))};
        if (row.cells.n > 0)
            rows[n++] = row;
    }
    return (AnswerRowSpan){rows, n};
}

/* Answers without a name could be told apart by looking before and after. */
static bool
may_see(Ctx *cx, int64_t item_id, const char *use)
{
    if (strcmp(use, QUESTION_SURVEY) != 0)
        return true;
    const Survey *survey = survey_find(cx, item_id);
    return survey != NULL && survey_has_results(survey, cx->now);
}

Response *
get_desk_answers(Request *req)
{
    Ctx *cx = req->cx;
    const char *use = NULL;
    Response *refused = NULL;
    const Item *event = question_event(req, &use, &refused);
    if (event == NULL)
        return refused;
    Results results = {{0}};
    bool is_seen = may_see(cx, event->id, use);
    if (is_seen)
        results.results = result_list(cx, event->id, use, RESULT_TEXTS);
    RegistrationSpan people = registration_list(cx, event->id, NULL, LIMIT_PAGE_ROWS,
                                                (req_page(req) - 1) * LIMIT_PAGE_ROWS);
    const AnswerList view = {.event = event,
                             .use = use,
                             .is_survey = strcmp(use, QUESTION_SURVEY) == 0,
                             .results = is_seen ? &results : NULL,
                             .rows = rows_of(cx, question_list(cx, event->id, use),
                                             answer_list(cx, event->id, use), people),
                             .pages = link_pages(req, registration_count(cx, event->id, NULL))};
    Page page = {.title = lang_text(cx->lang, N_("Answers")),
                 .here = HERE(DESK_CRUMB, {event->title, event->path},
                              {N_("Questions"), question_list_path(cx, event->id, use)})};
    return respond_desk(req, 200, &page, answer_list, &view);
}

/* ---- as a file ---- */

static void
note_taken_out(Ctx *cx, const void *data)
{
    const Item *event = data;
    audit(cx, "question.take-out", event->id, "csv");
}

static void
write_headings(Ctx *cx, GString *out, QuestionSpan all)
{
    const char **cells = arena_array_of(cx->arena, const char *, all.n + 2);
    cells[0] = lang_text(cx->lang, N_("Name"));
    cells[1] = lang_text(cx->lang, N_("E-mail"));
    for (size_t i = 0; i < all.n; i++)
        cells[i + 2] = all.at[i].text;
    sheet_write_row(out, cells, all.n + 2);
}

static void
write_rows(Ctx *cx, GString *out, QuestionSpan all, AnswerSpan answers, RegistrationSpan people)
{
    const char **cells = arena_array_of(cx->arena, const char *, all.n + 2);
    for (size_t i = 0; i < people.n; i++) {
        AnswerSpan own = answer_part(answers, people.at[i].id);
        if (own.n == 0)
            continue;
        cells[0] = people.at[i].name;
        cells[1] = people.at[i].email;
        for (size_t q = 0; q < all.n; q++)
            cells[q + 2] = answer_words(cx, &all.at[q], own);
        sheet_write_row(out, cells, all.n + 2);
    }
}

/* What nobody's name stands at: a line for each number and each text. */
static void
write_unsigned(Ctx *cx, GString *out, ResultSpan results)
{
    const char *const headings[] = {lang_text(cx->lang, N_("Question")),
                                    lang_text(cx->lang, N_("Answer")),
                                    lang_text(cx->lang, N_("Number"))};
    sheet_write_row(out, headings, G_N_ELEMENTS(headings));
    for (size_t i = 0; i < results.n; i++) {
        const Result *result = &results.at[i];
        for (size_t l = 0; l < result->lines.n; l++) {
            const char *const cells[] = {
                result->text, result->lines.at[l].text,
                arena_printf(cx->arena, "%" PRId64, result->lines.at[l].n)};
            sheet_write_row(out, cells, G_N_ELEMENTS(cells));
        }
        for (size_t t = 0; t < result->texts.n; t++) {
            const char *const cells[] = {result->text, result->texts.at[t].text, ""};
            sheet_write_row(out, cells, G_N_ELEMENTS(cells));
        }
    }
}

static bool
is_anonymous(Ctx *cx, int64_t item_id, const char *use)
{
    const Survey *survey = strcmp(use, QUESTION_SURVEY) == 0 ? survey_find(cx, item_id) : NULL;
    return survey != NULL && survey->is_anonymous;
}

static void
write_signed(Ctx *cx, GString *out, const Item *event, const char *use)
{
    QuestionSpan all = question_list(cx, event->id, use);
    write_headings(cx, out, all);
    write_rows(cx, out, all, answer_list(cx, event->id, use),
               registration_list(cx, event->id, NULL, REGISTRATION_OUT, 0));
}

Response *
get_desk_answers_csv(Request *req)
{
    Ctx *cx = req->cx;
    const char *use = NULL;
    Response *refused = NULL;
    const Item *event = question_event(req, &use, &refused);
    if (event == NULL)
        return refused;
    if (!may_see(cx, event->id, use))
        return respond_error(req, 409, lang_text(cx->lang, N_("There are no results yet.")));
    GString *out = arena_string(cx->arena, 4096);
    g_string_append(out, SHEET_BEGIN);
    if (is_anonymous(cx, event->id, use))
        write_unsigned(cx, out, result_list(cx, event->id, use, ANSWERS_OUT));
    else
        write_signed(cx, out, event, use);
    req->later = note_taken_out;
    req->later_data = event;
    return registration_csv(req, out, arena_printf(cx->arena, "%s-%s.csv", event->slug, use));
}
