/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pdf - what cairo does not write into a PDF: its language.
 *
 * Added as PDF itself provides for changes (ISO 32000-1, 7.5.6): behind the file
 * stands its catalogue once more, with what is new, and a second table that
 * points back to the first.  Not a byte of what was there is another one.
 */
#pragma once
#include "base/arena.h"

/** @pdf with @code (BCP 47) as the language of its text, and its title instead of its file's name
 * in the window.  False: it is not a file as cairo writes it, and @ret_pdf is as it was. */
bool pdf_with_language(Arena *arena, Bytes pdf, const char *code, Bytes *ret_pdf);
