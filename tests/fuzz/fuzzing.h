/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * fuzzing - what the fuzz targets share.
 *
 * A target does more than not crash: it asserts what its parser promises of
 * everything that it lets pass.
 */
#pragma once
#include "sheet/sheet.h"
#include "web/app.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** The input as text that ends with NUL, in @arena; what follows a zero byte in it is lost. */
char *fuzz_text(Arena *arena, const uint8_t *data, size_t size);

/** Cut the first line off *@data, as text in @arena. */
char *fuzz_line(Arena *arena, const uint8_t **data, size_t *size);

/** A context without a database, in English. */
Ctx *fuzz_context(Arena *arena);

/** Assert that @markup, inside a page, makes it valid HTML.  If @written, people wrote it, who may
 *  link to a place that the page does not have, and quote a quotation a hundred times. */
void fuzz_check_markup(const char *markup, bool written);

/** Read a file of a list to its end.  Asserts that all of it is clean and within the limits, and
 * that what it ends with can be said; calls @row, if it is not NULL, for each row. */
void fuzz_read_sheet(Bytes file, void (*row)(const SheetRow *row));
