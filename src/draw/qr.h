/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * qr - a text as a QR code, drawn as SVG.
 *
 * Dark on white in either colour scheme, since many cameras read nothing else,
 * with the four modules of quiet around it that ISO/IEC 18004 asks for.
 */
#pragma once
#include "render/html.h"

#define QR_MOST 1000 /* bytes of text */

/** The squares of a code without the quiet around it, row by row, 1 where it is dark. */
typedef struct QrSquares {
    const uint8_t *dark;
    size_t side;
} QrSquares;

/** The squares for @text, for who draws them otherwise; .side 0: the text is too long. */
QrSquares qr_squares(Arena *arena, const char *text);

/** Write the code for @text.  @label says what it is for who can not see it.  False: the text is
 *  too long, and nothing was written. */
bool qr_write(Html *out, const char *text, const char *label);
