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

#define ROW_FIELD "row-" /* and its place behind it */

static const char *
doubles_url(Request *req, const Accession *accession, int64_t page)
{
    const char *url = accession_url(req->cx, accession->id);
    return page > 1 ? arena_printf(req->cx->arena, "%s/doubles?page=%" PRId64, url, page)
                    : arena_printf(req->cx->arena, "%s/doubles", url);
}

static DoubleShowSpan
rows_of(Request *req, const Accession *accession)
{
    Ctx *cx = req->cx;
    AccessionRowSpan rows = accession_doubles(
        cx, accession->id, (req_page(req) - 1) * LIMIT_PAGE_ROWS, LIMIT_PAGE_ROWS);
    DoubleShow *shown = arena_array_of(cx->arena, DoubleShow, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        shown[i] = (DoubleShow){.row = &rows.at[i],
                                .title = accession_row_title(&rows.at[i]),
                                .note = accession_choice_label(&rows.at[i]),
                                .notes = accession_notes(cx, &rows.at[i]),
                                .comes_in = accession_takes(accession, &rows.at[i])};
    return (DoubleShowSpan){shown, rows.n};
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
    int64_t n_all = accession_count_doubles(cx, accession->id);
    const AccessionDoubles view = {
        .accession = accession,
        .rows = rows_of(req, accession),
        .pages = link_pages(req, n_all),
        .action = doubles_url(req, accession, req_page(req)),
        .n_all = n_all,
        .n_unchecked = accession_count_unchecked(cx, accession->id),
        .is_last = req_page(req) * LIMIT_PAGE_ROWS >= n_all,
    };
    Page page = {.title = lang_text(cx->lang, N_("What may be in the library already")),
                 .here = HERE(DESK_CRUMB, ACCESSION_CRUMB,
                              {accession->name, accession_url(cx, accession->id)})};
    return respond_desk(req, 200, &page, accession_doubles, &view);
}

/* ---- what is posted ---- */

/* False: a field names no row, or says nothing of it that one can say. */
static bool
read_choices(Request *req, AccessionChoices *ret_choices)
{
    Arena *arena = req->cx->arena;
    AccessionChoices choices = {.take = arena_array_of(arena, int64_t, req->fields.n + 1),
                                .leave = arena_array_of(arena, int64_t, req->fields.n + 1)};
    for (size_t i = 0; i < req->fields.n; i++) {
        const char *name = req->fields.at[i].name, *value = req->fields.at[i].value;
        gint64 place = 0;
        if (!g_str_has_prefix(name, ROW_FIELD))
            continue;
        if (!g_ascii_string_to_signed(name + strlen(ROW_FIELD), 10, 1, ACCESSION_ROWS, &place,
                                      NULL))
            return false;
        if (strcmp(value, ACCESSION_TAKE) == 0)
            choices.take[choices.n_take++] = place;
        else if (strcmp(value, ACCESSION_LEAVE) == 0)
            choices.leave[choices.n_leave++] = place;
        else
            return false;
    }
    *ret_choices = choices;
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

Response *
post_desk_accession_doubles(Request *req)
{
    Ctx *cx = req->cx;
    const Accession *accession = accession_find(cx, req_id(req, "id"));
    const char *all = req_field(req, "all");
    bool takes_all = strcmp(all, ACCESSION_TAKE) == 0;
    AccessionChoices choices;
    if (accession == NULL)
        return respond_not_found(req);
    if (!accession_takes_files(accession) ||
        (*all != '\0' && !takes_all && strcmp(all, ACCESSION_LEAVE) != 0))
        return respond_changed_meanwhile(req);
    if (*all != '\0')
        accession_choose_all(cx, accession, takes_all);
    else if (!read_choices(req, &choices) || !accession_choose(cx, accession, &choices))
        return respond_changed_meanwhile(req);
    if (*all == '\0' && !desk_is_pressed(req, "check"))
        return respond_done(req, next_url(req, accession),
                            lang_text(cx->lang, N_("Your choices are kept.")));
    if (!accession_begin(cx, accession, "check"))
        return respond_changed_meanwhile(req);
    return respond_redirect(req, "%s", accession_url(cx, accession->id));
}
