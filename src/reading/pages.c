/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A file as text, in parts, for who cannot open it or would pay for it.
 */
#include "reading/pages.h"

#include "alliance/access.h"
#include "alliance/audit.h"
#include "alliance/item_row.h"
#include "lang/lang.h"
#include "reading/read.html.h"

#include <string.h>

static ReadingPageSpan
pages_of(Ctx *cx, const Document *document, const FilePlace *place, DocumentPageSpan pages)
{
    bool is_pdf = strcmp(document->format, "pdf") == 0;
    ReadingPage *shown = arena_array_of(cx->arena, ReadingPage, pages.n);
    for (size_t i = 0; i < pages.n; i++) {
        int64_t n = pages.at[i].n;
        shown[i] = (ReadingPage){.number = n,
                                 .label = document_page_name(cx, document->format, place->name, n),
                                 .paragraphs = document_paragraphs(cx->arena, pages.at[i].text)};
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

static Response *
respond_read(Request *req, const FilePlace *place, const Document *document,
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
    const FilePlace *place = file_place_find(req->cx, req_id(req, "id"), 0);
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
    const FilePlace *place = file_place_find(req->cx, req_id(req, "id"), 0);
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
