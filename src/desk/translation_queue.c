/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What is to be translated into a language of mine.
 */
#include "alliance/role.h"
#include "base/limits.h"
#include "desk/desk.sql.h"
#include "desk/page_choices.h"
#include "desk/pages.h"
#include "desk/translation.h"
#include "desk/translation_queue.html.h"
#include "lang/format.h"

#include <string.h>

static const DbType ROW = DB_TYPE(
    TranslationTask, DB_FIELD(TranslationTask, id), DB_FIELD(TranslationTask, listed_at),
    DB_FIELD(TranslationTask, kind), DB_FIELD(TranslationTask, slug),
    DB_FIELD(TranslationTask, status), DB_FIELD(TranslationTask, language),
    DB_FIELD(TranslationTask, title), DB_FIELD(TranslationTask, state));

static const Field filter_fields[] = {
    {"language", N_("Into"), .kind = FIELD_CHOICE, .verbatim = true},
};

static const struct {
    const char *name, *label;
} states[] = {
    {"missing",  N_("missing")                },
    {"stale",    N_("older than the original")},
    {"partly",   N_("in part")                },
    {"proposed", N_("waits for an editor")    },
};

/* The languages of the acting person: all that are offered for an editor. */
static ChoiceSpan
languages_of(Ctx *cx)
{
    ChoiceSpan offered = language_choices(cx);
    Choice *at = arena_array_of(cx->arena, Choice, offered.n);
    size_t n = 0;
    for (size_t i = 0; i < offered.n; i++)
        if (desk_is_editor(cx) || role_is_mine(cx, "translator", offered.at[i].value))
            at[n++] = offered.at[i];
    return (ChoiceSpan){at, n};
}

/* The language that is asked for, else the first that is not the alliance's own. */
static const char *
language_of(const Request *req, ChoiceSpan languages)
{
    const char *asked = req_query(req, "language");
    for (size_t i = 0; i < languages.n; i++)
        if (strcmp(languages.at[i].value, asked) == 0)
            return languages.at[i].value;
    return languages.at[desk_is_editor(req->cx) && languages.n > 1 ? 1 : 0].value;
}

static Form *
filter_form(Request *req, ChoiceSpan languages, const char *language)
{
    Field *fields = arena_array_of(req->cx->arena, Field, G_N_ELEMENTS(filter_fields));
    memcpy(fields, filter_fields, sizeof filter_fields);
    page_choices(&fields[0], languages);
    Form *form = form_new(req, fields, G_N_ELEMENTS(filter_fields));
    form_set(form, "language", language);
    form->fields.at[0].is_select = true;
    form->fields.at[0].is_radios = false;
    return form;
}

/* Where it is translated: by its own room, or in the desk. */
static const char *
url_of(Ctx *cx, const TranslationTask *task, const ItemKind *kind, const char *language)
{
    if (kind != NULL && kind->own_pages)
        return arena_printf(cx->arena, "%s/%s/translations/%s", kind->root, task->slug, language);
    return arena_printf(cx->arena, "/desk/pages/%" PRId64 "/translations/%s", task->id, language);
}

static TranslationTaskSpan
labelled(Ctx *cx, DbRows rows, const char *language)
{
    TranslationTask *at = rows.at;
    for (size_t i = 0; i < rows.n; i++) {
        const ItemKind *kind = item_kind_find(at[i].kind);
        at[i].url = url_of(cx, &at[i], kind, language);
        at[i].kind_label = kind != NULL ? kind->label : at[i].kind;
        at[i].status_label = state_label(at[i].status);
        for (size_t k = 0; k < G_N_ELEMENTS(states); k++)
            if (strcmp(states[k].name, at[i].state) == 0)
                at[i].state = states[k].label;
    }
    return (TranslationTaskSpan){at, rows.n};
}

Response *
get_desk_translation_queue(Request *req)
{
    Ctx *cx = req->cx;
    ChoiceSpan languages = languages_of(cx);
    if (languages.n == 0)
        return respond_forbidden(req);
    const char *language = language_of(req, languages);
    int64_t offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS;
    TranslationQueue view = {.form = filter_form(req, languages, language), .language = language};
    view.n = db_count(cx, &SQL_desk_count_translations,
                      DB_ARGS(language, (int64_t)ITEM_COUNT_MOST, cx->me.id, cx->me.roles));
    DbRows rows = db_all(
        cx, &SQL_desk_translations, &ROW,
        DB_ARGS(language, (int64_t)LIMIT_PAGE_ROWS, offset, cx->me.id, cx->me.roles));
    view.rows = labelled(cx, rows, language);
    view.pages = link_pages(req, view.n);
    Page page = {.title = lang_text(cx->lang, N_("Translations")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, 200, &page, translation_queue, &view);
}
