/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "paper/pdf.h"

#include <inttypes.h>
#include <string.h>

#define ROOM 1024 /* for what is added, about */

/* GLib's searches end at the first zero of what is packed. */
static const char *
last_of(const char *text, size_t n, const char *word)
{
    const char *found = NULL, *end = text + n;
    for (const char *at = text; at != NULL && at < end;) {
        at = memmem(at, (size_t)(end - at), word, strlen(word));
        if (at != NULL)
            found = at++;
    }
    return found;
}

/* The number after the last @word in the file; -1: there is none. */
static int64_t
last_number(const char *text, size_t n, const char *word)
{
    const char *at = last_of(text, n, word);
    if (at == NULL)
        return -1;
    at += strlen(word);
    return g_ascii_isdigit(*at) ? g_ascii_strtoll(at, NULL, 10) : -1;
}

/* What stands between "N 0 obj\n<<" and the ">>" that ends the object; NULL: no such object. */
static const char *
dictionary_of(Arena *arena, const char *text, size_t n, int64_t number)
{
    const char *opening = arena_printf(arena, "\n%" PRId64 " 0 obj\n<<", number);
    const char *at = last_of(text, n, opening);
    if (at == NULL)
        return NULL;
    at += strlen(opening);
    const char *end = strstr(at, ">>\nendobj");
    return end != NULL ? arena_strndup(arena, at, (size_t)(end - at)) : NULL;
}

bool
pdf_with_language(Arena *arena, Bytes pdf, const char *code, Bytes *ret_pdf)
{
    GString *out = arena_string(arena, pdf.n + ROOM);
    g_string_append_len(out, pdf.at, (gssize)pdf.n);
    const char *text = out->str; /* ends with NUL, so that numbers do */
    int64_t root = last_number(text, pdf.n, "/Root "), size = last_number(text, pdf.n, "/Size ");
    int64_t info = last_number(text, pdf.n, "/Info ");
    int64_t table = last_number(text, pdf.n, "startxref\n");
    if (root < 0 || size < 0 || info < 0 || table < 0)
        return false;
    const char *catalogue = dictionary_of(arena, text, pdf.n, root);
    if (catalogue == NULL)
        return false;
    size_t at = out->len;
    g_string_append_printf(out,
                           "%" PRId64 " 0 obj\n<<%s   /Lang (%s)\n"
                           "   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n",
                           root, catalogue, code);
    size_t new_table = out->len;
    g_string_append_printf(out, "xref\n%" PRId64 " 1\n%010zu 00000 n \n", root, at);
    g_string_append_printf(out,
                           "trailer\n<< /Size %" PRId64 " /Root %" PRId64 " 0 R /Info %" PRId64
                           " 0 R /Prev %" PRId64 " >>\nstartxref\n%zu\n%%%%EOF\n",
                           size, root, info, table, new_table);
    *ret_pdf = (Bytes){out->str, out->len};
    return true;
}
