/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * document_light - the lighter copy of a large PDF.
 *
 * A job makes it after the text was read, in a process that has nothing
 * (shrink/shrink.h).  It is a file that only its document names: who may have the
 * document may have it, and both go together.
 *
 * Read with: document.h, docs/decisions/0079-lighter-copies.md.
 */
#pragma once
#include "alliance/document.h"

/** To be made, if the file is a PDF of a size that is worth it and has none. */
void document_light_ask(Ctx *cx, int64_t file_id);

/** The copy of a file, or NULL. */
const File *document_light_find(Ctx *cx, int64_t file_id);

/** What it is called beside @name: "report-light.pdf". */
const char *document_light_name(Arena *arena, const char *name);

/** Make what waits.  A job with transactions of its own. */
const char *document_light_run(Ctx *cx, const char *argument, GError **error);
int64_t document_light_count_waiting(Ctx *cx);
