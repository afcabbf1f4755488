/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One work on a curated list in the desk: its words in each language and its place; and the lists
 * of a work.
 */
#include "alliance/access.h"
#include "base/limits.h"
#include "curated/curated_entry.html.h"
#include "curated/curated_work.html.h"
#include "curated/pages.h"
#include "desk/desk.h"
#include "lang/format.h"
#include "lang/lang.h"

#include <string.h>

#define MOST_FIELDS (CURATED_LANGUAGES * 2 + 2)

/* clang-format off */
static const Field heading_field = {"heading", N_("Heading in {language}"), .kind = FIELD_LINE, .optional = true,
                                    .own_words = true, .verbatim = true, .most = CURATED_HEADING};
static const Field reason_field = {"reason", N_("Reason in {language}"), .kind = FIELD_TEXT,
                                   .own_words = true, .rows = 3, .most = CURATED_REASON};
static const Field place_field = {"place", N_("Place"), N_("1 is the first."), .kind = FIELD_INT,
                                  .least = 1, .most = CURATED_ENTRIES, .narrow = true};
static const Field version_field = {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true};

static const Field list_fields[] = {
    {"list", N_("List"), .kind = FIELD_CHOICE, .narrow = true, .verbatim = true},
    {"heading", N_("Heading"), .kind = FIELD_LINE, .optional = true, .most = CURATED_HEADING},
    {"reason", N_("Reason"), N_("In a sentence or two: why it is on this list."), .kind = FIELD_TEXT,
     .rows = 3, .most = CURATED_REASON},
};
/* clang-format on */

/* ---- the words of an entry ---- */

/* As they were written first, then in the alliance's languages, then in others that have words. */
static CuratedTextSpan
texts_of(Ctx *cx, int64_t entry_id)
{
    CuratedTextSpan known = curated_texts(cx, entry_id);
    CuratedText *texts = arena_array_of(cx->arena, CuratedText, CURATED_LANGUAGES + 1);
    size_t n = 0;
    for (; n < known.n && n < CURATED_LANGUAGES; n++)
        texts[n] = known.at[n];
    g_auto(GStrv) codes = g_strsplit(settings(cx)->languages, ",", -1);
    for (char **code = codes; *code != NULL && n < CURATED_LANGUAGES; code++) {
        bool has = false;
        for (size_t i = 0; i < n; i++)
            has = has || strcmp(texts[i].language, g_strstrip(*code)) == 0;
        if (!has)
            texts[n++] = (CuratedText){arena_strdup(cx->arena, *code), "", ""};
    }
    return (CuratedTextSpan){texts, n};
}

/* The first one's has its name alone: the model names it so, too. */
static const char *
name_in(Ctx *cx, const Field *field, CuratedTextSpan texts, size_t i)
{
    return i == 0 ? field->name
                  : arena_printf(cx->arena, "%s_%s", field->name, texts.at[i].language);
}

static Field
field_in(Ctx *cx, const Field *field, CuratedTextSpan texts, size_t i)
{
    Field own = *field;
    own.name = name_in(cx, field, texts, i);
    own.optional = field->optional || i > 0;
    own.label = lang_fill(cx->arena, lang_text(cx->lang, field->label), "language",
                          format_language(cx->arena, cx->lang, texts.at[i].language), NULL);
    return own;
}

static const Field *
fields_of(Ctx *cx, CuratedTextSpan texts, size_t *ret_n)
{
    Field *fields = arena_array_of(cx->arena, Field, MOST_FIELDS);
    size_t n = 0;
    for (size_t i = 0; i < texts.n; i++) {
        fields[n++] = field_in(cx, &heading_field, texts, i);
        fields[n++] = field_in(cx, &reason_field, texts, i);
    }
    fields[n++] = place_field;
    fields[n++] = version_field;
    *ret_n = n;
    return fields;
}

static int64_t
place_of(Ctx *cx, const CuratedEntry *entry)
{
    CuratedEntrySpan all = curated_entries(cx, entry->list_id);
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].id == entry->id)
            return (int64_t)i + 1;
    return 1;
}

static Form *
form_of(Request *req, const CuratedEntry *entry, CuratedTextSpan texts)
{
    Ctx *cx = req->cx;
    size_t n;
    const Field *fields = fields_of(cx, texts, &n);
    Form *form = form_new(req, fields, n);
    for (size_t i = 0; i < texts.n; i++) {
        form_set(form, name_in(cx, &heading_field, texts, i), texts.at[i].heading);
        form_set(form, name_in(cx, &reason_field, texts, i), texts.at[i].reason);
    }
    form_set_int(form, "place", place_of(cx, entry));
    form_set(form, "version", arena_printf(cx->arena, "%" PRId64, entry->changed_at));
    return form;
}

static CuratedTextSpan
read_texts(Form *form, CuratedTextSpan texts)
{
    Ctx *cx = form->req->cx;
    CuratedText *typed = arena_array_of(cx->arena, CuratedText, texts.n);
    for (size_t i = 0; i < texts.n; i++)
        typed[i] = (CuratedText){texts.at[i].language,
                                 form_text(form, name_in(cx, &heading_field, texts, i)),
                                 form_text(form, name_in(cx, &reason_field, texts, i))};
    form_fail_for(form, curated_fault(&typed[0]));
    return (CuratedTextSpan){typed, texts.n};
}

/* ---- its pages ---- */

/* The entry in the path, its list and its work; NULL: the answer is in *@ret_refused. */
static const CuratedEntry *
find_entry(Request *req, CuratedEntryEdit *view, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const CuratedEntry *entry = curated_find(cx, req_id(req, "id"));
    if (entry == NULL) {
        *ret_refused = respond_not_found(req);
        return NULL;
    }
    view->item = desk_editable(req, "list", entry->list_id, ret_refused);
    if (view->item == NULL)
        return NULL;
    view->work = item_find_id(cx, entry->work_id);
    view->action = arena_printf(cx->arena, "/desk/entries/%" PRId64, entry->id);
    view->list = curated_desk_path(cx, entry->list_id);
    return view->work != NULL ? entry : NULL;
}

static Response *
respond_entry(Request *req, int status, CuratedEntryEdit *view, const Form *form)
{
    view->form = form;
    Page page = {
        .title = view->work->title,
        .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"}, {view->item->title, view->list})};
    return respond_desk(req, status, &page, curated_entry, view);
}

Response *
get_desk_entry(Request *req)
{
    CuratedEntryEdit view = {0};
    Response *refused = NULL;
    const CuratedEntry *entry = find_entry(req, &view, &refused);
    if (entry == NULL)
        return refused;
    return respond_entry(req, 200, &view, form_of(req, entry, texts_of(req->cx, entry->id)));
}

Response *
post_desk_entry(Request *req)
{
    Ctx *cx = req->cx;
    CuratedEntryEdit view = {0};
    Response *refused = NULL;
    const CuratedEntry *entry = find_entry(req, &view, &refused);
    if (entry == NULL)
        return refused;
    CuratedTextSpan texts = texts_of(cx, entry->id);
    size_t n;
    const Field *fields = fields_of(cx, texts, &n);
    Form *form = form_read(req, fields, n);
    texts = read_texts(form, texts);
    if (!form_ok(form))
        return respond_entry(req, 422, &view, form);
    int64_t version = g_ascii_strtoll(form_text(form, "version"), NULL, 10);
    if (!curated_save(cx, entry, version, texts)) {
        form_fail_conflict(form, "reason", entry->changed_at);
        return respond_entry(req, 409, &view, form);
    }
    curated_move(cx, entry, form_int(form, "place"));
    return respond_done(req, view.list, lang_text(cx->lang, N_("Saved.")));
}

Response *
post_desk_entry_delete(Request *req)
{
    CuratedEntryEdit view = {0};
    Response *refused = NULL;
    const CuratedEntry *entry = find_entry(req, &view, &refused);
    if (entry == NULL)
        return refused;
    curated_remove(req->cx, entry);
    return respond_done(req, view.list, lang_text(req->cx->lang, N_("It is taken out.")));
}

/* ---- the lists of a work ---- */

static Form *
with_lists(Form *form, int64_t *ret_n)
{
    Ctx *cx = form->req->cx;
    ItemSpan lists = item_list(
        cx, &(ItemFilter){.kind = "list", .unfinished = true, .limit = CURATED_ENTRIES});
    Choice *choices = arena_array_of(cx->arena, Choice, lists.n);
    size_t n = 0;
    for (size_t i = 0; i < lists.n; i++)
        if (may(cx, ACTION_EDIT, &lists.at[i]))
            choices[n++] = (Choice){arena_printf(cx->arena, "%" PRId64, lists.at[i].id),
                                    lists.at[i].title};
    form_choices(form, "list", choices, n);
    *ret_n = (int64_t)n;
    return form;
}

static const char *
work_path(Ctx *cx, const Item *work, const char *below)
{
    return arena_printf(cx->arena, "/desk/library/%" PRId64 "%s", work->id, below);
}

static Response *
respond_work_lists(Request *req, int status, const Item *work, const Form *form, int64_t n_lists)
{
    Ctx *cx = req->cx;
    const CuratedWork view = {.item = work,
                              .lists = curated_of_work(cx, work->id, true),
                              .action = work_path(cx, work, "/lists"),
                              .form = form,
                              .n_lists = n_lists};
    Page page = {.title = lang_text(cx->lang, N_("On lists")),
                 .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"},
                              {work->title, work_path(cx, work, "")})};
    return respond_desk(req, status, &page, curated_work, &view);
}

Response *
get_desk_work_lists(Request *req)
{
    Response *refused = NULL;
    const Item *work = desk_editable(req, "work", req_id(req, "id"), &refused);
    if (work == NULL)
        return refused;
    int64_t n;
    Form *form = with_lists(form_new(req, list_fields, G_N_ELEMENTS(list_fields)), &n);
    return respond_work_lists(req, 200, work, form, n);
}

/* What is wrong with it stands at its field. */
static void
put_on(Form *form, const Item *work, const Item *list)
{
    Ctx *cx = form->req->cx;
    const CuratedText text = {list->original_language, form_text(form, "heading"),
                              form_text(form, "reason")};
    form_fail_for(form, curated_fault(&text));
    if (!form_ok(form))
        return;
    CuratedOutcome outcome = curated_add(cx, list, work->id, &text);
    if (outcome == CURATED_TWICE)
        form_fail(form, "list", lang_text(cx->lang, N_("It is on the list already")));
    else if (outcome == CURATED_FULL)
        form_fail(form, "list", lang_text(cx->lang, N_("There are as many as there can be.")));
}

Response *
post_desk_work_lists(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *work = desk_editable(req, "work", req_id(req, "id"), &refused);
    if (work == NULL)
        return refused;
    int64_t n;
    Form *form = with_lists(form_read(req, list_fields, G_N_ELEMENTS(list_fields)), &n);
    int64_t id = g_ascii_strtoll(form_text(form, "list"), NULL, 10);
    const Item *list = id != 0 ? desk_editable(req, "list", id, &refused) : NULL;
    if (list != NULL)
        put_on(form, work, list);
    else if (form_ok(form))
        form_fail(form, "list", lang_text(cx->lang, N_("There is no such list")));
    if (!form_ok(form))
        return respond_work_lists(req, 422, work, form, n);
    return respond_done(req, work_path(cx, work, "/lists"),
                        lang_text(cx->lang, N_("It is added.")));
}
