/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * compress - gzip and brotli of a whole body.
 */
#pragma once
#include "base/arena.h"

typedef enum Encoding { ENCODING_PLAIN, ENCODING_GZIP, ENCODING_BROTLI, N_ENCODINGS } Encoding;

/** HTTP's name of it: "gzip", "br"; NULL for plain. */
const char *encoding_name(Encoding encoding);

/** The best that an Accept-Encoding header allows (NULL: plain). */
Encoding encoding_choose(const char *accept_encoding);

/** Is it worth it?  Not for short bodies and types that are compressed already. */
bool compress_is_useful(const char *type, size_t n);

/** Compress @body, fast; g_free() the result.  NULL if it would not get smaller. */
void *compress_new(Encoding encoding, Bytes body, size_t *ret_n);
