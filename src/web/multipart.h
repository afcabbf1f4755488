/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * multipart - forms with files (RFC 7578), strictly.
 *
 * The body is in memory, or in a file that is seen as memory, and bounded
 * already.  Uploads point into it; nothing
 * is copied but the small fields.  What browsers never send is refused: other
 * transfer encodings, nested parts, a missing last boundary, bytes after it.
 */
#pragma once
#include "web/web.h"

/** Take @body apart.  Returns 0, or the status to refuse with: 400 when it is not well-formed or
 *  cut short, 413 when there is too much. */
int multipart_read(Arena *arena, const char *content_type, Bytes body, PairSpan *ret_fields,
                   UploadSpan *ret_uploads);
