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

/** Write the code for @text.  @label says what it is for who can not see it.  False: the text is
 *  too long, and nothing was written. */
bool qr_write(Html *out, const char *text, const char *label);
