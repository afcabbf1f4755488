/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * All tables of works that were brought in, and the form for another one.
 */
#include "accession/accession_list.html.h"
#include "accession/pages.h"
#include "lang/format.h"

#include <string.h>

/* clang-format off */
static const Field table_fields[] = {
    {"table", N_("Table"),
     N_("CSV or Excel (.xlsx), one row a publication; the first row names the columns, in English or French."),
     .kind = FIELD_FILE},
    {"files", N_("Their files"),
     N_("A zip of the folder, or the documents themselves; at most {size} each and {all} with the table; in a zip 24 MB each. You can send more on the next page."),
     .kind = FIELD_FILE, .optional = true, .several = true},
};

static const struct {
    const char *state, *label;
} STATES[] = {
    {"check",   N_("is being checked")},
    {"checked", N_("checked, nothing is brought in yet")},
    {"apply",   N_("is being brought in")},
    {"done",    N_("brought in")},
    {"undo",    N_("is being taken back")},
    {"undone",  N_("taken back")},
    {"halted",  N_("stopped: waits for an editor")},
};
/* clang-format on */

enum { N_TABLE = G_N_ELEMENTS(table_fields), N_ALL = N_TABLE + N_ACCESSION_RULES };

const char *
accession_url(Ctx *cx, int64_t id)
{
    return arena_printf(cx->arena, "/desk/accessions/%" PRId64, id);
}

const char *
accession_state_label(const Accession *accession)
{
    for (size_t i = 0; i < G_N_ELEMENTS(STATES); i++)
        if (strcmp(STATES[i].state, accession->state) == 0)
            return STATES[i].label;
    return accession->state;
}

static const Field *
all_fields(Ctx *cx)
{
    Field *fields = arena_array_of(cx->arena, Field, N_ALL);
    memcpy(fields, table_fields, sizeof table_fields);
    memcpy(fields + N_TABLE, ACCESSION_RULE_FIELDS, N_ACCESSION_RULES * sizeof *fields);
    return fields;
}

static Response *
respond_list(Request *req, const Form *form)
{
    Ctx *cx = req->cx;
    AccessionSpan all = accession_list(cx, req_page(req));
    AccessionLine *lines = arena_array_of(cx->arena, AccessionLine, all.n + 1);
    for (size_t i = 0; i < all.n; i++)
        lines[i] = (AccessionLine){&all.at[i], accession_state_label(&all.at[i])};
    AccessionList view = {
        .lines = {lines, all.n},
        .form = form,
        .beside = neighbours(req, all.n),
        .days = ACCESSION_DAYS
    };
    Page page = {.title = lang_text(cx->lang, N_("Bring in publications")),
                 .here = HERE(DESK_CRUMB)};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, accession_list, &view);
}

Response *
get_desk_accessions(Request *req)
{
    Form *form = form_new(req, all_fields(req->cx), N_ALL);
    form_set(form, "state", "draft");
    form_set(form, "doubles", "leave");
    return respond_list(req, form);
}

/* Browsers do not send a file twice. */
static void
ask_again(Form *form)
{
    const Upload *table = form_upload(form, "table");
    Ctx *cx = form->req->cx;
    if (form_ok(form) || table == NULL)
        return;
    for (size_t i = 0; i < form->errors.n; i++)
        if (strcmp(form->errors.at[i].name, "table") == 0)
            return;
    form_fail(form, "table",
              lang_fill(cx->arena,
                        lang_text(cx->lang, N_("Table: choose “{name}” once more, browsers do not "
                                               "keep it")),
                        "name", table->name, NULL));
}

Response *
post_desk_accession_new(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = form_read(req, all_fields(cx), N_ALL);
    const Upload *upload = form_upload(form, "table");
    const Ahead *ahead = req->prepared;
    if (upload != NULL && ahead != NULL && !ahead->has_table)
        form_fail(form, "table", ahead->table_words);
    ask_again(form);
    if (!form_ok(form) || upload == NULL || ahead == NULL)
        return respond_list(req, form);
    int64_t id = accession_insert(cx, upload->name, &ahead->table, accession_form_rules(form));
    accession_form_files(form, id);
    const char *notice = form_ok(form) ? NULL : form->errors.at[0].error;
    return respond_done(req, accession_url(cx, id), notice);
}

Response *
get_desk_accession_example(Request *req)
{
    Response *res = respond_bytes(req, "text/csv; charset=utf-8",
                                  table_example(req->cx->arena, req->cx->lang));
    respond_header(res, "Content-Disposition", "attachment; filename=\"publications.csv\"");
    res->private = true;
    return res;
}
