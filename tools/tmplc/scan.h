/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * scan - cut a template into literal text and what stands in {{braces}}.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct Scan {
    const char *source, *at;
    int line; /* of at */
    /* The last piece: literal text, then a tag or the end. */
    const char *literal;
    gsize n_literal;
    int tag_line;
} Scan;

/** Go to the next tag; set @ret_tag to what stands in it, trimmed, or NULL at the end.  A tag
 *  alone on its line takes the line with it.  Returns NULL, or what is wrong. */
const char *scan_next(Scan *scan, char **ret_tag);
