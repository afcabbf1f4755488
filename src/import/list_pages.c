/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * All lists that were read in, and the form for another one.
 */
#include "alliance/file.h"
#include "base/limits.h"
#include "import/import_list.html.h"
#include "import/pages.h"
#include "lang/format.h"

#include <string.h>

/* clang-format off */
static const Field upload_fields[] = {
    {"file", N_("File"), N_("CSV, TSV or Excel (.xlsx), one row a person, or an address book (.vcf); at "
                            "most 24 MB. What it says is shown before anything is written."),
     .kind = FIELD_FILE},
};

static const struct {
    const char *state, *label;
} STATES[] = {
    {"look",    N_("is being read")       },
    {"match",   N_("columns are to be matched")},
    {"check",   N_("is being checked")    },
    {"checked", N_("checked, not read in yet")},
    {"apply",   N_("is being read in")    },
    {"done",    N_("read in")             },
    {"undo",    N_("is being taken back") },
    {"undone",  N_("taken back")          },
    {"failed",  N_("cannot be read")      },
};
/* clang-format on */

const char *
import_url(Ctx *cx, int64_t id)
{
    return arena_printf(cx->arena, "/desk/import/%" PRId64, id);
}

const char *
import_state_label(const Import *import)
{
    for (size_t i = 0; i < G_N_ELEMENTS(STATES); i++)
        if (strcmp(STATES[i].state, import->state) == 0)
            return STATES[i].label;
    return import->state;
}

static Response *
respond_list(Request *req, const Form *form)
{
    Ctx *cx = req->cx;
    ImportSpan all = import_list(cx, req_page(req));
    ImportRowView *rows = arena_array_of(cx->arena, ImportRowView, all.n + 1);
    for (size_t i = 0; i < all.n; i++)
        rows[i] = (ImportRowView){&all.at[i], import_state_label(&all.at[i])};
    ImportList view = {
        .rows = {rows, all.n},
        .form = form,
        .beside = neighbours(req, all.n),
        .days = IMPORT_KEEP_SECONDS / (24 * 60 * 60)
    };
    Page page = {.title = lang_text(cx->lang, N_("Lists of members")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, import_list, &view);
}

Response *
get_desk_imports(Request *req)
{
    return respond_list(req, form_new(req, upload_fields, G_N_ELEMENTS(upload_fields)));
}

/* Can anything be read of it?  What is wrong further down is found by the job. */
static void
check_upload(Form *form, const Upload *upload)
{
    Ctx *cx = form->req->cx;
    SheetRow row;
    if (upload->bytes.n > LIMIT_FILE) {
        form_fail(form, "file",
                  lang_fill(cx->arena,
                            lang_text(cx->lang, N_("File: this is too large, at most {size}")),
                            "size", format_size(cx->arena, cx->lang, LIMIT_FILE), NULL));
        return;
    }
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&upload->bytes), 0);
    if (sheet_next(sheet, &row))
        return;
    const SheetFault *fault = sheet_fault(sheet);
    form_fail(form, "file",
              fault != NULL ? sheet_fault_text(cx->arena, cx->lang, fault)
                            : lang_text(cx->lang, N_("File: there is nothing in it")));
}

Response *
post_desk_import_new(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = form_read(req, upload_fields, G_N_ELEMENTS(upload_fields));
    const Upload *upload = form_upload(form, "file");
    if (form_ok(form) && upload != NULL)
        check_upload(form, upload);
    if (!form_ok(form) || upload == NULL)
        return respond_list(req, form);
    int64_t id = import_insert(cx, upload->name, file_insert(cx, upload->bytes));
    return respond_redirect(req, "%s", import_url(cx, id));
}
