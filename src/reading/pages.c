/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A file as text, in parts, for who cannot open it or would pay for it.
 */
#include "reading/pages.h"

#include "alliance/access.h"
#include "alliance/audit.h"
#include "alliance/item_row.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "reading/read.html.h"
#include "reading/reading.sql.h"

#include <string.h>

static const DbType PLACE = DB_TYPE(
    ReadingPlace, DB_FIELD(ReadingPlace, item_id), DB_FIELD(ReadingPlace, size),
    DB_FIELD(ReadingPlace, kind), DB_FIELD(ReadingPlace, slug), DB_FIELD(ReadingPlace, item_title),
    DB_FIELD(ReadingPlace, language), DB_FIELD(ReadingPlace, name), DB_FIELD(ReadingPlace, title),
    DB_FIELD(ReadingPlace, type));

/* ---- in words ---- */

static ReadingParagraphSpan
paragraphs_of(Arena *arena, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "\n\n", -1);
    size_t n = g_strv_length(parts);
    ReadingParagraph *paragraphs = arena_array_of(arena, ReadingParagraph, n);
    for (size_t i = 0; i < n; i++) {
        bool is_heading = g_str_has_prefix(parts[i], "# ");
        paragraphs[i] = (ReadingParagraph){
            .text = arena_strdup(arena, parts[i] + (is_heading ? 2 : 0)), .is_heading = is_heading};
    }
    return (ReadingParagraphSpan){paragraphs, *text != '\0' ? n : 0};
}

static const char *
page_label(Ctx *cx, const DocumentFormat *format, const ReadingPlace *place, int64_t n)
{
    return lang_fill(cx->arena, lang_text(cx->lang, format->page), "n",
                     format_number(cx->arena, cx->lang, n), "file", place->name, NULL);
}

static ReadingPageSpan
pages_of(Ctx *cx, const Document *document, const ReadingPlace *place, DocumentPageSpan pages)
{
    const DocumentFormat *format = document_format_find(document->format);
    bool is_pdf = strcmp(document->format, "pdf") == 0;
    ReadingPage *shown = arena_array_of(cx->arena, ReadingPage, pages.n);
    for (size_t i = 0; i < pages.n; i++) {
        int64_t n = pages.at[i].n;
        shown[i] = (ReadingPage){.number = n,
                                 .label = page_label(cx, format, place, n),
                                 .paragraphs = paragraphs_of(cx->arena, pages.at[i].text)};
        if (is_pdf)
            shown[i].url = arena_printf(cx->arena, "/files/%" PRId64 "/%s#page=%" PRId64,
                                        document->file_id, place->name, n);
    }
    return (ReadingPageSpan){shown, pages.n};
}

static const char *
part_url(Ctx *cx, const Document *document, int64_t from)
{
    return from == 0 ? NULL
                     : arena_printf(cx->arena, "/documents/%" PRId64 "?from=%" PRId64,
                                    document->file_id, from);
}

/* ---- the page ---- */

/* The file in the path as the acting person may have it; NULL: he may not, or there is none. */
static const ReadingPlace *
find_place(Request *req)
{
    Ctx *cx = req->cx;
    return db_one(cx, &SQL_reading_place, &PLACE,
                  DB_ARGS(req_id(req, "id"), cx->me.id, cx->me.roles));
}

static Response *
respond_read(Request *req, const ReadingPlace *place, const Document *document,
             const ReadingShow *base)
{
    Ctx *cx = req->cx;
    ReadingShow view = *base;
    const DocumentFormat *format = document_format_find(document->format);
    const FileKind *kind = file_kind_find(place->type);
    view.place = place;
    view.document = document;
    view.title = *place->title != '\0' ? place->title : place->name;
    view.item_path = item_path(cx->arena, place->kind, place->slug);
    view.file_url = arena_printf(cx->arena, "/files/%" PRId64 "/%s", document->file_id,
                                 place->name);
    view.kind = format->label != NULL ? format->label : kind != NULL ? kind->label : place->type;
    view.n_read = document->n;
    view.is_cut = document->n < document->n_all;
    Page page = {.title = view.title,
                 .here = HERE({place->item_title, view.item_path}),
                 .text_language = place->language,
                 .hidden = true};
    return respond_page(req, 200, &page, read, &view);
}

Response *
get_document(Request *req)
{
    Ctx *cx = req->cx;
    const ReadingPlace *place = find_place(req);
    const Document *document = place != NULL ? document_find(cx, req_id(req, "id")) : NULL;
    const char *asked = req_query(req, "from");
    int64_t from = *asked != '\0' ? g_ascii_strtoll(asked, NULL, 10) : 1, before, behind;
    if (document == NULL || document->n == 0)
        return respond_not_found(req);
    DocumentPageSpan pages = document_read(cx, document->file_id, from, &before, &behind);
    if (pages.n == 0)
        return respond_not_found(req);
    const ReadingShow view = {.pages = pages_of(cx, document, place, pages),
                              .before = part_url(cx, document, before),
                              .behind = part_url(cx, document, behind)};
    return respond_read(req, place, document, &view);
}

/* ---- in the desk ---- */

Response *
post_document_again(Request *req)
{
    Ctx *cx = req->cx;
    const ReadingPlace *place = find_place(req);
    const Item *item = place != NULL ? item_find_id(cx, place->item_id) : NULL;
    if (item == NULL)
        return respond_not_found(req);
    if (!may(cx, ACTION_EDIT, item))
        return respond_forbidden(req);
    document_ask(cx, req_id(req, "id"), true);
    audit(cx, "document.ask", item->id, place->name);
    return respond_done(req, arena_printf(cx->arena, "/desk/pages/%" PRId64 "/files", item->id),
                        lang_text(cx->lang, N_("Its text will be read in a moment.")));
}
