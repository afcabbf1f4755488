/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/search_excerpt.h"

#include "alliance/block.h"
#include "alliance/document.h"
#include "alliance/figure.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/format.h"
#include "render/markdown.h"

#include <string.h>

#define WORD_BYTES 64          /* of a longer run the beginning counts */
#define SCAN_BYTES (16 * 1024) /* of a text that are looked through for the excerpt */
#define PAGE_BYTES (32 * 1024) /* likewise of a page of a file */
#define CHARS_BEFORE 80
#define CHARS_AFTER 160

static bool
is_word_char(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static const char *
next_char(const char *at)
{
    return at + g_utf8_skip[*(const guchar *)at];
}

/* The next word at or after @at, not beyond @end: its first byte, and its length.  NULL: none. */
static const char *
next_word(const char *at, const char *end, size_t *ret_n)
{
    const char *start;

    while (at < end && !is_word_char(g_utf8_get_char(at)))
        at = next_char(at);
    for (start = at; at < end && is_word_char(g_utf8_get_char(at));)
        at = next_char(at);
    *ret_n = (size_t)(at - start);
    return at > start ? start : NULL;
}

/* @n, or less so that a character is not cut. */
static size_t
clip(const char *word, size_t n)
{
    if (n <= WORD_BYTES)
        return n;
    const char *cut = g_utf8_find_prev_char(word, word + WORD_BYTES + 1);
    return cut != NULL ? (size_t)(cut - word) : n;
}

const char *
search_words(Arena *arena, const char *text, size_t max)
{
    const char *folded = text_fold(arena, text);
    const char *end = folded + strlen(folded);
    GString *out = arena_string(arena, strlen(folded) + 1);
    size_t n, count = 0;

    for (const char *word = next_word(folded, end, &n); word != NULL && count < max;
         word = next_word(word + n, end, &n), count++) {
        if (out->len > 0)
            g_string_append_c(out, ' ');
        g_string_append_len(out, word, (gssize)clip(word, n));
    }
    return out->str;
}

const char *
search_asked(Ctx *cx, const char *typed)
{
    typed = text_or_empty(typed);
    size_t n = g_utf8_strlen(typed, (gssize)MIN(strlen(typed), LIMIT_SEARCH * 6));
    const char *end = g_utf8_offset_to_pointer(typed, (glong)MIN(n, LIMIT_SEARCH));
    return search_words(cx->arena, arena_strndup(cx->arena, typed, (size_t)(end - typed)),
                        SEARCH_WORDS_ASKED);
}

/* Is @word, folded, one of @words, or does it begin with the last of them? */
static bool
is_wanted(Arena *arena, const char *words, const char *word, size_t n)
{
    const char *folded = text_fold(arena, arena_strndup(arena, word, n));

    for (const char *at = words; *at != '\0';) {
        size_t len = strcspn(at, " ");
        bool last = at[len] == '\0';
        if (strncmp(folded, at, len) == 0 && (last || folded[len] == '\0'))
            return true;
        at += last ? len : len + 1;
    }
    return false;
}

/* The first wanted word of @text; NULL if there is none. */
static const char *
find_match(const char *words, const char *text, size_t most, size_t *ret_n)
{
    g_autoptr(Arena) arena = arena_new(); /* for folding, word by word */
    const char *end = text + MIN(strlen(text), most);

    end = *end != '\0' ? g_utf8_find_prev_char(text, end + 1) : end;
    for (const char *word = next_word(text, end, ret_n); word != NULL;
         word = next_word(word + *ret_n, end, ret_n))
        if (is_wanted(arena, words, word, *ret_n))
            return word;
    return NULL;
}

/* The end of the text before a match, from a word's beginning. */
static const char *
piece_before(Arena *arena, const char *text, const char *match)
{
    const char *start = match;

    for (int i = 0; i < CHARS_BEFORE && start > text; i++)
        start = g_utf8_prev_char(start);
    if (start == text)
        return arena_strndup(arena, text, (size_t)(match - text));
    const char *space = memchr(start, ' ', (size_t)(match - start));
    if (space != NULL)
        start = space + 1;
    return arena_printf(arena, "… %.*s", (int)(match - start), start);
}

static const char *
piece_after(Arena *arena, const char *text)
{
    return *text == ' ' ? arena_printf(arena, " %s", text_shorten(arena, text + 1, CHARS_AFTER))
                        : text_shorten(arena, text, CHARS_AFTER);
}

/* The text without blocks, in whose place a page draws lists. */
static const char *
without_blocks(Arena *arena, const char *text)
{
    GString *out = arena_string(arena, strlen(text) + 1);
    Block block;
    const char *after;
    for (const char *at; (at = block_find(arena, text, &block, &after)) != NULL; text = after)
        g_string_append_len(out, text, at - text);
    g_string_append(out, text);
    return out->str;
}

void
search_excerpt(Ctx *cx, const char *words, SearchHit *hit)
{
    size_t n = 0;
    const char *text = text_fold_space(cx->arena, hit->summary);
    const char *match = find_match(words, text, SCAN_BYTES, &n);

    if (match == NULL) {
        const char *plain = without_blocks(cx->arena, markdown_text(cx->arena, hit->body));
        const char *body = text_fold_space(cx->arena, plain);
        match = find_match(words, body, SCAN_BYTES, &n);
        if (match != NULL || *text == '\0')
            text = body;
    }
    hit->match = match != NULL ? arena_strndup(cx->arena, match, n) : "";
    hit->before = match != NULL ? piece_before(cx->arena, text, match)
                                : piece_after(cx->arena, text);
    hit->after = match != NULL ? piece_after(cx->arena, match + n) : "";
    hit->before = figure_fill(cx, hit->item_id, hit->before);
    hit->after = figure_fill(cx, hit->item_id, hit->after);
}

/* A page without the marks of its headings. */
static const char *
without_marks(Arena *arena, const char *page)
{
    GString *text = arena_string(arena, strlen(page) + 1);
    g_string_append(text, g_str_has_prefix(page, "# ") ? page + 2 : page);
    g_string_replace(text, "\n\n# ", "\n\n", 0);
    return text->str;
}

/* A browser opens a PDF at its page; of the rest the text is shown from there on. */
static const char *
page_url(Ctx *cx, const SearchHit *hit)
{
    return strcmp(hit->format, "pdf") == 0
               ? arena_printf(cx->arena, "/files/%" PRId64 "/%s#page=%" PRId64, hit->file_id,
                              hit->file_name, hit->page)
               : arena_printf(cx->arena, "/documents/%" PRId64 "?from=%" PRId64, hit->file_id,
                              hit->page);
}

const char *
search_page_words(Ctx *cx, const SearchHit *hit)
{
    const DocumentFormat *format = hit->n_pages > 0 ? document_format_find(hit->format) : NULL;
    if (format == NULL)
        return NULL;
    return lang_fill(cx->arena, lang_text(cx->lang, format->page), "n",
                     format_number(cx->arena, cx->lang, hit->page), "file", hit->file_name, NULL);
}

void
search_excerpt_page(Ctx *cx, const char *words, SearchHit *hit)
{
    size_t n = 0;
    if (hit->n_pages == 0)
        return;
    hit->page_url = page_url(cx, hit);
    const char *text = text_fold_space(cx->arena, without_marks(cx->arena, hit->page_text));
    const char *match = find_match(words, text, PAGE_BYTES, &n);
    hit->page_match = match != NULL ? arena_strndup(cx->arena, match, n) : "";
    hit->page_before = match != NULL ? piece_before(cx->arena, text, match)
                                     : piece_after(cx->arena, text);
    hit->page_after = match != NULL ? piece_after(cx->arena, match + n) : "";
}
