/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The one form in which a member gives something to the library.
 */
#include "alliance/topic_form.h"
#include "base/limits.h"
#include "base/text.h"
#include "contributing/pages.h"
#include "desk/page_choices.h"
#include "desk/page_files.h"
#include "lang/lang.h"
#include "library/lines.h"
#include "library/place.h"
#include "library/record_form.h"

#include <string.h>

/* The last one is for a new one only: later one talks on its page. */
/* clang-format off */
static const Field fields[] = {
    {"title", N_("Title"), N_("As it is printed on it."), .kind = FIELD_LINE},
    {"body", N_("Description"), N_("What it is and for whom. Markdown works."), .kind = FIELD_TEXT,
     .optional = true, .rows = 6},
    {"file", N_("File"), N_("The document itself, best as a PDF, of at most {size}; or say below where it is."), .kind = FIELD_FILE, .optional = true},
    {"alt", N_("Alternative text"), N_("Only of a picture: what it shows, for readers who cannot see it."),
     .kind = FIELD_LINE, .optional = true},
    {"link", N_("Or where it is"), N_("Its address, if it stands elsewhere and may not be copied."),
     .kind = FIELD_URL, .optional = true},
    {"authors", N_("Who wrote it"),
     N_("One a line, in order, as it is printed. Behind the name may stand the address of a member or an organisation here, an ORCID or a ROR."),
     .kind = FIELD_TEXT, .optional = true, .rows = 4},
    {"came_out", N_("Came out"), N_("A day, a month or a year: 2017-03."), .kind = FIELD_DATE, .optional = true},
    {"type", N_("What it is"), .kind = FIELD_CHOICE, .optional = true, .narrow = true},
    {"language", N_("Language"), N_("In which the document is written."), .kind = FIELD_CHOICE,
     .narrow = true, .verbatim = true},
    {"pillar", N_("Pillar"), .kind = FIELD_CHOICE, .optional = true, .verbatim = true},
    {"topic", N_("Topics"), .kind = FIELD_CHOICES, .optional = true, .verbatim = true},
    {"topics", N_("Further topics"), N_("By name, in any language; commas between several."),
     .kind = FIELD_LINE, .optional = true, .verbatim = true},
    {"places", N_("Where it is about"),
     N_("Countries, Africa, Americas, Asia, Europe, Oceania or Global; commas between."),
     .kind = FIELD_LINE, .optional = true},
    {"licence", N_("Licence"), N_("What readers may do with it."), .kind = FIELD_CHOICE, .optional = true,
     .narrow = true, .verbatim = true},
    {"rights", N_("Whose rights"), N_("As it is printed, or why the library may have it: © 2015 the alliance."),
     .kind = FIELD_LINE, .optional = true},
    {"credited", N_("Say on its page that I contributed it"), .kind = FIELD_FLAG, .optional = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
    {"note", N_("To the editors"), N_("They read it, and readers of the library never do."), .kind = FIELD_TEXT,
     .optional = true, .rows = 3, .most = CONTRIBUTION_NOTE},
};
/* clang-format on */

static size_t
n_fields(const ContributionParts *parts)
{
    return G_N_ELEMENTS(fields) - (parts != NULL ? 1 : 0);
}

static Form *
with_choices(Form *form)
{
    Ctx *cx = form->req->cx;
    const ChoiceSpan languages = language_choices(cx), pillars = pillar_choices(cx);
    form_choices(form, "language", languages.at, languages.n);
    form_choices(form, "pillar", pillars.at, pillars.n);
    return work_form_choices(form);
}

/* Whether a name is said is the word of whose name it is. */
static void
fix_credit(Form *form, const ContributionParts *parts)
{
    Ctx *cx = form->req->cx;
    if (parts == NULL || contribution_is_mine(cx, parts->item->id))
        return;
    form_fix(form, "credited",
             lang_text(cx->lang, N_("Only who contributed it decides about that.")));
    form_set_int(form, "credited", parts->contribution->credited);
    form_fail_late(form);
}

/* ---- showing it ---- */

static void
show(Form *form, const ContributionParts *parts)
{
    Ctx *cx = form->req->cx;
    const Item *item = parts->item;
    const Work *work = work_find(cx, item->id);
    const char *const values[][2] = {
        {"title", item->title},
        {"body", item->body},
        {"link", item->link},
        {"authors", author_lines_format(cx->arena, work->authors)},
        {"came_out", parts->edition != NULL ? parts->edition->actual_on : NULL},
        {"type", work->type},
        {"language", item->original_language},
        {"pillar", item->pillar},
        {"places", places_write(cx->arena, cx->lang, work->places)},
        {"licence", work->licence},
        {"rights", work->rights},
        {"version", arena_printf(cx->arena, "%" PRId64, item->version)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        form_set(form, values[i][0], text_or_empty(values[i][1]));
    form_set_int(form, "credited", parts->contribution->credited);
    fix_credit(form, parts);
}

Form *
contribute_form_new(Request *req, const ContributionParts *parts)
{
    Form *form = with_choices(form_new(req, fields, n_fields(parts)));
    topic_form_new(form, parts != NULL ? parts->item->id : 0);
    if (parts != NULL) {
        show(form, parts);
        return form;
    }
    form_set(form, "language", req->cx->lang->code);
    form_set_int(form, "credited", 1);
    return form;
}

/* ---- reading it ---- */

/* It is here or it is there; what has neither is nothing yet. */
static void
check_material(Form *form, size_t n_files)
{
    const FormField *file = NULL;
    for (size_t i = 0; i < form->fields.n; i++)
        if (strcmp(form->fields.at[i].name, "file") == 0)
            file = &form->fields.at[i];
    bool has_any = n_files > 0 || form_upload(form, "file") != NULL ||
                   *form_text(form, "link") != '\0';
    if (!has_any && file->error == NULL)
        form_fail(form, "file",
                  lang_text(form->req->cx->lang,
                            N_("File: choose the document, or say below where it is")));
}

Form *
contribute_form_read(Request *req, const ContributionParts *parts, WorkDraft *ret_record)
{
    Form *form = with_choices(form_read(req, fields, n_fields(parts)));
    int64_t id = parts != NULL ? parts->item->id : 0;
    FileSpan files = parts != NULL && parts->edition != NULL ? parts->edition->files
                                                             : (FileSpan){NULL, 0};
    fix_credit(form, parts);
    topic_form_read(form, id, false);
    *ret_record = work_form_draft(form, id);
    page_file_check(form, files);
    check_material(form, contribution_count_files(parts));
    page_file_ask_again(form);
    return form;
}

void
contribute_form_beside(const Form *form, int64_t item_id, int64_t edition_id)
{
    Ctx *cx = form->req->cx;
    const Upload *upload = form_upload(form, "file");
    topic_form_save(form, item_id);
    if (upload == NULL || edition_id == 0)
        return;
    file_attach(cx, edition_id, file_insert(cx, upload->bytes),
                &(FileWords){.name = upload->name, .alt = form_text(form, "alt")});
}
