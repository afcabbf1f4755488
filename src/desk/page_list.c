/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/page_list.h"

#include "alliance/item.h"
#include "base/limits.h"
#include "desk/page_choices.h"
#include "desk/page_list.html.h"
#include "desk/pages.h"

#include "desk/desk.sql.h"

#include <string.h>

static const DbType PAGE_ROW = DB_TYPE(PageRow, DB_FIELD(PageRow, id), DB_FIELD(PageRow, kind),
                                       DB_FIELD(PageRow, status), DB_FIELD(PageRow, language),
                                       DB_FIELD(PageRow, title), DB_FIELD(PageRow, updated_at),
                                       DB_FIELD(PageRow, publish_at));

/* clang-format off */
static const Field filter_fields[] = {
    {"q",        N_("Words of the title"), .kind = FIELD_LINE,   .optional = true},
    {"kind",     N_("Kind"),               .kind = FIELD_CHOICE, .optional = true},
    {"state",    N_("State"),              .kind = FIELD_CHOICE, .optional = true},
    {"language", N_("Language"),           .kind = FIELD_CHOICE, .optional = true, .verbatim = true},
};
/* clang-format on */

/* The filter as a form that shows what was asked.  A value that is no choice asks for nothing. */
static Form *
filter_form(Request *req)
{
    Ctx *cx = req->cx;
    Field *fields = arena_array_of(cx->arena, Field, G_N_ELEMENTS(filter_fields));
    memcpy(fields, filter_fields, sizeof filter_fields);
    page_choices(&fields[1], kind_choices(cx, false));
    page_choices(&fields[2], state_choices());
    page_choices(&fields[3], language_choices(cx));
    Form *form = form_new(req, fields, G_N_ELEMENTS(filter_fields));
    for (size_t i = 0; i < form->fields.n; i++) {
        FormField *field = &form->fields.at[i];
        form_set(form, field->name, req_query(req, field->name));
        /* A filter stays small, and a choice can be taken back: no radio buttons. */
        field->is_select = field->is_select || field->is_radios;
        field->is_radios = false;
    }
    return form;
}

/* "%words%" with what LIKE would read as a pattern escaped; "" for no words. */
static const char *
pattern_of(Ctx *cx, const char *words)
{
    if (*words == '\0')
        return "";
    GString *pattern = arena_string(cx->arena, 64);
    g_string_append_c(pattern, '%');
    for (const char *c = words; *c != '\0' && pattern->len < LIMIT_SEARCH; c++) {
        if (strchr("%_!", *c) != NULL)
            g_string_append_c(pattern, '!');
        g_string_append_c(pattern, *c);
    }
    g_string_append_c(pattern, '%');
    return g_utf8_validate(pattern->str, -1, NULL) ? pattern->str : "";
}

static PageRowSpan
labelled(DbRows rows)
{
    PageRow *at = rows.at;
    for (size_t i = 0; i < rows.n; i++) {
        const ItemKind *kind = item_kind_find(at[i].kind);
        at[i].kind_label = kind != NULL ? kind->label : at[i].kind;
        at[i].status_label = state_label(at[i].status);
    }
    return (PageRowSpan){at, rows.n};
}

Response *
get_desk_pages(Request *req)
{
    Ctx *cx = req->cx;
    const char *kind = req_query(req, "kind"), *state = req_query(req, "state");
    const char *language = req_query(req, "language");
    const char *pattern = pattern_of(cx, req_query(req, "q"));
    int64_t offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS;
    PageList view = {.form = filter_form(req)};
    bool few = item_is_unfinished(state);
    view.n = db_count(
        cx, few ? &SQL_desk_count_pages_unfinished : &SQL_desk_count_pages,
        DB_ARGS(kind, state, language, pattern, (int64_t)ITEM_COUNT_MOST, cx->me.id, cx->me.roles));
    view.rows = labelled(db_all(cx, few ? &SQL_desk_pages_unfinished : &SQL_desk_pages, &PAGE_ROW,
                                DB_ARGS(kind, state, language, pattern, (int64_t)LIMIT_PAGE_ROWS,
                                        offset, cx->me.id, cx->me.roles)));
    view.pages = link_pages(req, view.n);
    Page page = {.title = lang_text(cx->lang, N_("Texts")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, 200, &page, page_list, &view);
}
