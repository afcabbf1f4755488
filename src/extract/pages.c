/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "extract/pages.h"

#include "base/text.h"

#include <string.h>

#define HEADING_MOST 200 /* bytes; what is longer is a paragraph in large letters */

Pages *
pages_new(size_t part)
{
    Pages *pages = g_new0(Pages, 1);
    pages->done = g_ptr_array_new_with_free_func(g_free);
    pages->page = g_string_new(NULL);
    pages->part = part;
    return pages;
}

void
pages_free(Pages *pages)
{
    if (pages == NULL)
        return;
    g_ptr_array_unref(pages->done);
    g_string_free(pages->page, TRUE);
    g_free(pages);
}

bool
pages_is_full(const Pages *pages)
{
    return pages->done->len >= EXTRACT_PAGES || pages->text >= EXTRACT_ANSWER / 2;
}

/* One line of clean text; in @arena. */
static const char *
clean(Arena *arena, const char *paragraph)
{
    g_autofree char *valid = g_utf8_make_valid(paragraph, -1);
    GString *text = arena_string(arena, strlen(valid) + 1);
    for (const char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (u == 0xad || u == 0xfffd) /* a hyphen that is not seen; what was no text */
            continue;
        g_string_append_unichar(text, text_takes(u) && !g_unichar_isspace(u) ? u : ' ');
    }
    return text_fold_space(arena, text->str);
}

void
pages_add(Pages *pages, const char *paragraph, bool heading)
{
    g_autoptr(Arena) arena = arena_new();
    const char *text = clean(arena, paragraph);
    if (*text == '\0')
        return;
    if (pages->page->len + strlen(text) + 4 < EXTRACT_PAGE) {
        if (pages->page->len > 0)
            g_string_append(pages->page, "\n\n");
        if (heading && strlen(text) <= HEADING_MOST)
            g_string_append(pages->page, "# ");
        g_string_append(pages->page, text);
        pages->has_text = true;
    }
    if (pages->part != 0 && pages->page->len >= pages->part)
        pages_turn(pages);
}

void
pages_turn(Pages *pages)
{
    pages->n_all++;
    if (!pages_is_full(pages)) {
        pages->text += pages->page->len;
        g_ptr_array_add(pages->done, g_strdup(pages->page->str));
    }
    g_string_truncate(pages->page, 0);
}

void
pages_end(Pages *pages)
{
    if (pages->page->len > 0)
        pages_turn(pages);
}

/* ---- plain text ---- */

ExtractEnd
plain_read(Bytes content, Pages *pages)
{
    g_autofree char *text = g_strndup(content.at, content.n);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GString) paragraph = g_string_new(NULL);
    for (char **line = lines; *line != NULL && !pages_is_full(pages); line++) {
        if (*g_strstrip(*line) != '\0') {
            g_string_append_printf(paragraph, " %s", *line);
            continue;
        }
        pages_add(pages, paragraph->str, false);
        g_string_truncate(paragraph, 0);
    }
    pages_add(pages, paragraph->str, false);
    pages_end(pages);
    return EXTRACT_DONE;
}

/* ---- which of them ---- */

/* Some writers put a few bytes before the head of a PDF; those that would make it another kind of
 * file as well are no such bytes. */
static ExtractFormat
format_of(Bytes content)
{
    const char *at = content.at;
    if (content.n > 5 && memcmp(at, "%PDF-", 5) == 0)
        return EXTRACT_PDF;
    if (content.n > 4 && memcmp(at, "PK\x03\x04", 4) == 0)
        return EXTRACT_DOCX; /* or another package */
    return text_is_clean(at, content.n) ? EXTRACT_TXT : EXTRACT_NONE;
}

ExtractEnd
pages_read(Bytes content, Pages **ret_pages, PagesHead *head)
{
    ExtractFormat format = format_of(content);
    Pages *pages = pages_new(format == EXTRACT_TXT ? EXTRACT_PART : 0);
    ExtractEnd end = EXTRACT_UNKNOWN;
    *ret_pages = pages;
    head->format = format;
    if (format == EXTRACT_PDF)
        end = pdf_read(content, pages);
    else if (format == EXTRACT_TXT)
        end = plain_read(content, pages);
    else if (format == EXTRACT_DOCX)
        end = package_read(content, pages, head);
    head->n_all = (uint32_t)pages->n_all;
    head->n = pages->done->len;
    return end == EXTRACT_DONE && !pages->has_text ? EXTRACT_EMPTY : end;
}
