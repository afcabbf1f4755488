/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The pages of a PDF, by Poppler: lines become paragraphs by the space between them and the height
 * of their letters.
 */
#include "extract/pages.h"

/* Attachments are not read, and their header has a name in it that banned.h bans. */
#define __POPPLER_ATTACHMENT_H__
#include <poppler.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)

#define GAP 0.45    /* of a line's height: so much more space between two begins a paragraph */
#define CHANGE 0.12 /* likewise letters that are so much larger or smaller */
#define HEADING 1.2 /* of the height of most letters on the page */

typedef struct Line {
    const char *at;
    size_t n; /* bytes */
    double top, bottom, height;
} Line;

static int
by_height(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The letters of @line are @rects; of what has no height the line before says it. */
static void
measure(Line *line, const PopplerRectangle *rects, guint n)
{
    for (guint i = 0; i < n; i++) {
        double height = rects[i].y2 - rects[i].y1;
        if (height <= 0)
            continue;
        if (line->height == 0 || rects[i].y1 < line->top)
            line->top = rects[i].y1;
        if (line->height == 0 || rects[i].y2 > line->bottom)
            line->bottom = rects[i].y2;
        line->height = MAX(line->height, height);
    }
}

static GArray *
lines_of(const char *text, const PopplerRectangle *rects, guint n_rects)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(Line));
    guint first = 0;
    for (const char *at = text; *at != '\0';) {
        size_t n = strcspn(at, "\n");
        guint letters = (guint)g_utf8_strlen(at, (gssize)n);
        Line line = {.at = at, .n = n};
        if (first + letters <= n_rects)
            measure(&line, rects + first, letters);
        if (n > 0)
            g_array_append_val(lines, line);
        bool ends = at[n] == '\n';
        first += letters + (ends ? 1 : 0);
        at += n + (ends ? 1 : 0);
    }
    return lines;
}

/* The height of the line in the middle, when all letters stand in a row by height. */
static double
usual_height(const GArray *lines)
{
    g_autoptr(GArray) heights = g_array_new(FALSE, FALSE, sizeof(double));
    size_t letters = 0, seen = 0;
    for (guint i = 0; i < lines->len; i++)
        letters += g_array_index(lines, Line, i).n;
    for (guint i = 0; i < lines->len; i++)
        g_array_append_val(heights, g_array_index(lines, Line, i).height);
    qsort(heights->data, heights->len, sizeof(double), by_height);
    for (guint i = 0; i < heights->len; i++) {
        double height = g_array_index(heights, double, i);
        for (guint k = 0; k < lines->len; k++)
            if (g_array_index(lines, Line, k).height == height)
                seen += g_array_index(lines, Line, k).n;
        if (2 * seen >= letters)
            return height;
    }
    return 0;
}

static bool
begins_paragraph(const Line *line, const Line *before)
{
    double usual = MAX(line->height, before->height);
    double gap = line->top - before->bottom;
    return gap > GAP * usual || gap < -2 * usual ||
           ABS(line->height - before->height) > CHANGE * usual;
}

/* A word that was cut at the end of a line is one again. */
static void
append_line(GString *paragraph, const Line *line)
{
    bool cut = paragraph->len > 1 && paragraph->str[paragraph->len - 1] == '-' &&
               g_unichar_islower(g_utf8_get_char(line->at));
    if (cut)
        g_string_truncate(paragraph, paragraph->len - 1);
    else if (paragraph->len > 0)
        g_string_append_c(paragraph, ' ');
    g_string_append_len(paragraph, line->at, (gssize)line->n);
}

static void
add_lines(Pages *pages, const GArray *lines)
{
    g_autoptr(GString) paragraph = g_string_new(NULL);
    double usual = usual_height(lines);
    for (guint i = 0; i < lines->len; i++) {
        const Line *line = &g_array_index(lines, Line, i);
        append_line(paragraph, line);
        if (i + 1 < lines->len && !begins_paragraph(line + 1, line))
            continue;
        pages_add(pages, paragraph->str, usual > 0 && line->height > HEADING * usual);
        g_string_truncate(paragraph, 0);
    }
}

static void
read_page(PopplerDocument *document, int i, Pages *pages)
{
    g_autoptr(PopplerPage) page = poppler_document_get_page(document, i);
    g_autofree char *text = page != NULL ? poppler_page_get_text(page) : NULL;
    g_autofree PopplerRectangle *rects = NULL;
    guint n = 0;
    if (text != NULL && *text != '\0' && g_utf8_validate(text, -1, NULL)) {
        poppler_page_get_text_layout(page, &rects, &n);
        g_autoptr(GArray) lines = lines_of(text, rects, n);
        add_lines(pages, lines);
    }
    pages_turn(pages);
}

ExtractEnd
pdf_read(Bytes content, Pages *pages)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = g_bytes_new_static(content.at, content.n);
    g_autoptr(PopplerDocument) document = poppler_document_new_from_bytes(bytes, NULL, &error);
    if (document == NULL)
        return g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? EXTRACT_LOCKED
                                                                              : EXTRACT_BROKEN;
    int n = poppler_document_get_n_pages(document);
    for (int i = 0; i < n && !pages_is_full(pages); i++)
        read_page(document, i, pages);
    pages->n_all = MAX(n, pages->n_all);
    return n > 0 ? EXTRACT_DONE : EXTRACT_BROKEN;
}
