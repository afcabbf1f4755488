/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/compress.h"

#include <brotli/encode.h>
#include <string.h>
#include <zlib.h>

#define SHORT 256        /* bytes; less fits a packet anyway */
#define BROTLI_QUALITY 5 /* about half a millisecond for a page */
#define GZIP_LEVEL 6
#define GZIP_WRAPPER 16 /* zlib: added to the window's bits for gzip's header */

const char *
encoding_name(Encoding encoding)
{
    static const char *const names[N_ENCODINGS] = {NULL, "gzip", "br"};
    return names[encoding];
}

/* Is @name in the list, with a quality that is not 0? */
static bool
accepts(const char *list, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = list; *p != '\0';) {
        p += strspn(p, ", \t");
        size_t length = strcspn(p, ",");
        if (length >= n && g_ascii_strncasecmp(p, name, n) == 0 && strchr(";, \t", p[n]) != NULL) {
            const char *q = memmem(p, length, "q=", 2);
            return q == NULL || q[2] != '0' || strcspn(q + 2, "123456789") < strcspn(q + 2, ", \t");
        }
        p += length;
    }
    return false;
}

Encoding
encoding_choose(const char *accept_encoding)
{
    if (accept_encoding == NULL)
        return ENCODING_PLAIN;
    if (accepts(accept_encoding, "br"))
        return ENCODING_BROTLI;
    return accepts(accept_encoding, "gzip") ? ENCODING_GZIP : ENCODING_PLAIN;
}

bool
compress_is_useful(const char *type, size_t n)
{
    static const char *const types[] = {
        "text/",           "application/json", "application/atom",
        "application/xml", "image/svg",        "application/javascript"};
    if (type == NULL || n < SHORT)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_str_has_prefix(type, types[i]))
            return true;
    return false;
}

static size_t
compress_brotli(Bytes body, void *out, size_t room)
{
    size_t n = room;
    return BrotliEncoderCompress(BROTLI_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, body.n,
                                 body.at, &n, out)
               ? n
               : 0;
}

static size_t
compress_gzip(Bytes body, void *out, size_t room)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)body.at,
                  .avail_in = (uInt)body.n,
                  .next_out = out,
                  .avail_out = (uInt)room};
    if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, MAX_WBITS + GZIP_WRAPPER, 8, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        return 0;
    bool done = deflate(&z, Z_FINISH) == Z_STREAM_END;
    deflateEnd(&z);
    return done ? z.total_out : 0;
}

void *
compress_new(Encoding encoding, Bytes body, size_t *ret_n)
{
    /* No more room than the body has: what does not fit is not worth it. */
    g_autofree void *out = g_malloc(body.n + 1);
    size_t n = encoding == ENCODING_BROTLI ? compress_brotli(body, out, body.n)
                                           : compress_gzip(body, out, body.n);
    if (n == 0 || n >= body.n)
        return NULL;
    *ret_n = n;
    return g_realloc(g_steal_pointer(&out), n);
}
