/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/limits.h"
#include "desk/page_choices.h"
#include "desk/page_edit.h"
#include "desk/pages.h"
#include "desk/translation.h"
#include "desk/translation_edit.html.h"
#include "desk/translation_list.html.h"

#include <string.h>

/* clang-format off */
static const Field fields[] = {
    {"title", N_("Title"), .kind = FIELD_LINE},
    {"summary", N_("One sentence"), .kind = FIELD_TEXT, .optional = true, .rows = 3,
     .most = LIMIT_SUMMARY},
    {"body", N_("Text"), .kind = FIELD_TEXT, .optional = true, .rows = 20},
    {"note", N_("What you changed"), .kind = FIELD_LINE, .optional = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
    {"made_from", N_("Version of the original"), .kind = FIELD_HIDDEN, .optional = true},
};
/* clang-format on */

static const Translation *
translation_in(TranslationSpan all, const char *language)
{
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.at[i].language, language) == 0)
            return &all.at[i];
    return NULL;
}

Response *
get_desk_translations(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = page_find_editable(req, &refused);
    if (item == NULL)
        return refused;
    TranslationSpan all = item_translations(cx, item->id);
    ChoiceSpan offered = language_choices(cx);
    TranslationRow *at = arena_array_of(cx->arena, TranslationRow, offered.n);
    size_t n = 0;
    for (size_t i = 0; i < offered.n; i++) {
        const Translation *t = translation_in(all, offered.at[i].value);
        if (t != NULL && t->original)
            continue;
        bool stale = t != NULL && t->stale;
        at[n++] = (TranslationRow){.language = offered.at[i].value,
                                   .stale = stale,
                                   .state = t == NULL ? N_("missing")
                                            : stale   ? N_("older than the original")
                                                      : N_("up to date")};
    }
    TranslationList view = {
        .item = item, .rows = {at, n}
    };
    Page page = {
        .title = lang_text(cx->lang, N_("Translations")),
        .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"}, {item->title, page_url(cx, item)})};
    return respond_desk(req, 200, &page, translation_list, &view);
}

/* From the original as it was when @t was written to what it is now; NULL if that is not kept. */
static const TextDiff *
changed_since(Ctx *cx, const Item *item, const Translation *t)
{
    RevisionSpan earlier = item_revisions(cx, item->id, item->language);
    size_t i = 0;
    while (i < earlier.n && earlier.at[i].edited_at > t->updated_at)
        i++;
    const Revision *was = i < earlier.n ? item_revision(cx, item->id, earlier.at[i].id) : NULL;
    if (was == NULL)
        return NULL;
    TextDiff *diff = arena_new_of(cx->arena, TextDiff);
    *diff = (TextDiff){diff_words(cx->arena, was->title, item->title),
                       diff_words(cx->arena, was->summary, item->summary),
                       diff_words(cx->arena, was->body, item->body)};
    return diff;
}

/* The texts of @t, or none; and what the next save is to go on top of. */
static void
show_translation(Ctx *cx, Form *form, const Item *item, const Translation *t)
{
    const Item *now = t != NULL ? item_find_in(cx, item->id, t->language) : NULL;
    if (now != NULL) {
        form_set(form, "title", now->title);
        form_set(form, "summary", now->summary);
        form_set(form, "body", now->body);
    }
    form_set_int(form, "version", t != NULL ? t->version : 0);
    form_set_int(form, "made_from", item->version);
}

/* Show what was saved beside what was typed; the next save goes on top of what is shown now. */
static const TextDiff *
conflict_with(Ctx *cx, Form *form, const Item *item, const Translation *t)
{
    static const Item none = {.title = "", .summary = "", .body = ""};
    const Item *now = t != NULL ? item_find_in(cx, item->id, t->language) : NULL;
    if (now == NULL)
        now = &none;
    form_set_int(form, "version", t != NULL ? t->version : 0);
    TextDiff *diff = arena_new_of(cx->arena, TextDiff);
    *diff = (TextDiff){diff_words(cx->arena, now->title, form_text(form, "title")),
                       diff_words(cx->arena, now->summary, form_text(form, "summary")),
                       diff_words(cx->arena, now->body, form_text(form, "body"))};
    return diff;
}

static Response *
respond_translation(Request *req, int status, const Item *item, Form *form)
{
    Ctx *cx = req->cx;
    const char *language = req_text(req, "language");
    const Translation *t = translation_in(item_translations(cx, item->id), language);
    TranslationEdit view = {.item = item, .language = language, .form = form};
    if (t != NULL && t->stale)
        view.changed = changed_since(cx, item, t);
    if (status == 409)
        view.conflict = conflict_with(cx, form, item, t);
    if (!form->posted)
        show_translation(cx, form, item, t);
    const char *list = arena_printf(cx->arena, "%s/translations", page_url(cx, item));
    Page page = {.title = item->title,
                 .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"},
                              {item->title, page_url(cx, item)}, {N_("Translations"), list})};
    return respond_desk(req, status, &page, translation_edit, &view);
}

/* The item if it may be changed and the path's language is another than its own. */
static const Item *
find_translatable(Request *req, Response **ret_refused)
{
    const Item *item = page_find_editable(req, ret_refused);
    const char *language = req_text(req, "language");
    if (item == NULL)
        return NULL;
    if (lang_find(language) != NULL && strcmp(language, item->original_language) != 0)
        return item;
    *ret_refused = respond_not_found(req);
    return NULL;
}

Response *
get_desk_translation(Request *req)
{
    Response *refused = NULL;
    const Item *item = find_translatable(req, &refused);
    if (item == NULL)
        return refused;
    return respond_translation(req, 200, item, form_new(req, fields, G_N_ELEMENTS(fields)));
}

Response *
post_desk_translation(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = find_translatable(req, &refused);
    if (item == NULL)
        return refused;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_translation(req, 422, item, form);
    ItemDraft draft = {.language = req_text(req, "language"),
                       .title = form_text(form, "title"),
                       .summary = form_text(form, "summary"),
                       .body = form_text(form, "body"),
                       .note = form_text(form, "note"),
                       .made_from = g_ascii_strtoll(form_text(form, "made_from"), NULL, 10)};
    int64_t version = g_ascii_strtoll(form_text(form, "version"), NULL, 10);
    ItemOutcome outcome = item_translate(cx, item->id, version, &draft);
    if (outcome == ITEM_CONFLICT)
        return respond_translation(req, 409, item, form);
    if (outcome != ITEM_OK)
        return respond_not_found(req);
    return respond_done(req, arena_printf(cx->arena, "%s/translations", page_url(cx, item)),
                        lang_text(cx->lang, N_("Saved.")));
}
