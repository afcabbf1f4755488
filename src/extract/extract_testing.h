/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * extract_testing - documents for tests, honest and hostile, made here.
 */
#pragma once
#include "base/arena.h"

/** A PDF with a page for each of @texts, in which "\n" begins a new line and "\n\n" a paragraph. */
Bytes a_pdf(Arena *arena, const char *const *texts, size_t n);

/** A DOCX whose body is this XML, with the rest of @files (as zip_make() has them) beside it. */
Bytes a_docx(Arena *arena, const char *body, const char *files);

/** A file of @n bytes of blanks inside a DOCX, packed to next to nothing. */
Bytes a_bomb(Arena *arena, size_t n);

/** @text as a zip of files, as zip_make() has them. */
Bytes a_zip(Arena *arena, const char *text);

/** Both, one behind the other. */
Bytes bytes_join(Arena *arena, Bytes a, Bytes b);
