/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What may be in the library already, some rows a page: each has its choice beside it, and one form
 * keeps those of the page.
 */
#include "accession/accession_doubles.html.h"
#include "accession/pages.h"
#include "base/limits.h"
#include "desk/working.h"

#include <string.h>

#define ROW_FIELD "row-"   /* and its place behind it */
#define SEEN_FIELD "seen-" /* likewise: what was kept of it when it was shown */

static const char *
doubles_url(Request *req, const Accession *accession, int64_t page)
{
    const char *url = accession_url(req->cx, accession->id);
    return page > 1 ? arena_printf(req->cx->arena, "%s/doubles?page=%" PRId64, url, page)
                    : arena_printf(req->cx->arena, "%s/doubles", url);
}

/* What was sent of a row; NULL: nothing. */
static const AccessionChoice *
choice_of(AccessionChoiceSpan sent, int64_t place)
{
    for (size_t i = 0; i < sent.n; i++)
        if (sent.at[i].place == place)
            return &sent.at[i];
    return NULL;
}

/* @sent: choices that were not kept; they stay on the page. */
static DoubleShowSpan
rows_of(Request *req, const Accession *accession, AccessionChoiceSpan sent)
{
    Ctx *cx = req->cx;
    AccessionRowSpan rows = accession_doubles(
        cx, accession->id, (req_page(req) - 1) * LIMIT_PAGE_ROWS, LIMIT_PAGE_ROWS);
    DoubleShow *shown = arena_array_of(cx->arena, DoubleShow, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const AccessionChoice *choice = choice_of(sent, rows.at[i].place);
        bool takes = accession_takes(accession, &rows.at[i]);
        shown[i] = (DoubleShow){.row = &rows.at[i],
                                .title = accession_row_title(&rows.at[i]),
                                .note = accession_choice_label(&rows.at[i]),
                                .notes = accession_notes(cx, &rows.at[i]),
                                .comes_in = choice != NULL ? choice->takes : takes,
                                .seen = takes ? ACCESSION_TAKE : ACCESSION_LEAVE,
                                .is_other = choice != NULL && choice->takes != takes};
    }
    return (DoubleShowSpan){shown, rows.n};
}

static Response *
respond_doubles(Request *req, const Accession *accession, AccessionChoiceSpan sent,
                const char *error)
{
    Ctx *cx = req->cx;
    int64_t n_all = accession_count_doubles(cx, accession->id);
    const AccessionDoubles view = {
        .accession = accession,
        .rows = rows_of(req, accession, sent),
        .pages = link_pages(req, n_all),
        .action = doubles_url(req, accession, req_page(req)),
        .seen = accession_choices_mark(cx, accession),
        .error = error,
        .n_all = n_all,
        .n_unchecked = accession_count_unchecked(cx, accession->id),
        .is_last = req_page(req) * LIMIT_PAGE_ROWS >= n_all,
    };
    Page page = {.title = lang_text(cx->lang, N_("What may be in the library already")),
                 .here = HERE(DESK_CRUMB, ACCESSION_CRUMB,
                              {accession->name, accession_url(cx, accession->id)})};
    return respond_desk(req, error == NULL ? 200 : 409, &page, accession_doubles, &view);
}

Response *
get_desk_accession_doubles(Request *req)
{
    Ctx *cx = req->cx;
    const Accession *accession = accession_find(cx, req_id(req, "id"));
    if (accession == NULL)
        return respond_not_found(req);
    if (!accession_takes_files(accession))
        return respond_redirect(req, "%s", accession_url(cx, accession->id));
    return respond_doubles(req, accession, (AccessionChoiceSpan){NULL, 0}, NULL);
}

/* ---- what is posted ---- */

/* False: a field names no row, or says nothing of it that one can say. */
static bool
read_choices(Request *req, AccessionChoiceSpan *ret_choices)
{
    Arena *arena = req->cx->arena;
    AccessionChoice *choices = arena_array_of(arena, AccessionChoice, req->fields.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < req->fields.n; i++) {
        const char *name = req->fields.at[i].name, *value = req->fields.at[i].value;
        gint64 place = 0;
        if (!g_str_has_prefix(name, ROW_FIELD))
            continue;
        bool takes = strcmp(value, ACCESSION_TAKE) == 0;
        if (!g_ascii_string_to_signed(name + strlen(ROW_FIELD), 10, 1, ACCESSION_ROWS, &place,
                                      NULL) ||
            (!takes && strcmp(value, ACCESSION_LEAVE) != 0))
            return false;
        const char *seen = req_field(req, arena_printf(arena, SEEN_FIELD "%" PRId64, place));
        choices[n++] = (AccessionChoice){place, takes, seen};
    }
    *ret_choices = (AccessionChoiceSpan){choices, n};
    return true;
}

/* What comes after the rows of a page: those of the next one, or the table. */
static const char *
next_url(Request *req, const Accession *accession)
{
    bool is_last = req_page(req) * LIMIT_PAGE_ROWS >=
                   accession_count_doubles(req->cx, accession->id);
    return is_last ? accession_url(req->cx, accession->id)
                   : doubles_url(req, accession, req_page(req) + 1);
}

/* What was sent stands on the page again, beside what is kept by now. */
static Response *
respond_overtaken(Request *req, const Accession *accession, AccessionChoiceSpan sent)
{
    return respond_doubles(
        req, accession, sent,
        sent.n > 0
            ? N_("Nothing of yours is kept yet. Where the choices differ it stands beside the row. "
                 "Look at it, then keep what you see here.")
            : N_("Nothing was done. Look at it, then decide."));
}

/* Either all rows, or those that have a choice. */
static AccessionChosen
choose(Request *req, const Accession *accession, AccessionChoiceSpan *ret_sent)
{
    Ctx *cx = req->cx;
    const char *all = req_field(req, "all");
    bool takes_all = strcmp(all, ACCESSION_TAKE) == 0;
    if (*all == '\0')
        return read_choices(req, ret_sent) ? accession_choose(cx, accession, *ret_sent)
                                           : CHOSEN_WRONG;
    if (!accession_takes_files(accession) || (!takes_all && strcmp(all, ACCESSION_LEAVE) != 0))
        return CHOSEN_WRONG;
    return accession_choose_all(cx, accession, takes_all, req_field(req, "seen"));
}

Response *
post_desk_accession_doubles(Request *req)
{
    Ctx *cx = req->cx;
    const Accession *accession = accession_find(cx, req_id(req, "id"));
    AccessionChoiceSpan sent = {NULL, 0};
    if (accession == NULL)
        return respond_not_found(req);
    AccessionChosen chosen = choose(req, accession, &sent);
    if (chosen == CHOSEN_MEANWHILE)
        return respond_overtaken(req, accession, sent);
    if (chosen != CHOSEN)
        return respond_changed_meanwhile(req);
    if (*req_field(req, "all") == '\0' && !desk_is_pressed(req, "check"))
        return respond_done(req, next_url(req, accession),
                            lang_text(cx->lang, N_("Your choices are kept.")));
    if (!accession_begin(cx, accession, "check"))
        return respond_changed_meanwhile(req);
    return respond_redirect(req, "%s", accession_url(cx, accession->id));
}
