/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * reader - the rows of a list from any row on, wherever its bytes are.
 */
#pragma once
#include "import/entry.h"

typedef struct Reader {
    Sheet *sheet;
    Ctx *cx;         /* of the portion */
    GString *stored; /* the stored file, at most LIMIT_FILE; "" if the bytes are elsewhere */
} Reader;

/** Stand before the first row; @source with .read NULL: the stored file of @import, read here and
 *  now, in a transaction.  Clear with reader_clear() in any case. */
void reader_init(Reader *reader, Ctx *cx, const Import *import, SheetSource source);
void reader_clear(Reader *reader);

/** Look at the whole list: its columns and what they seem to mean, how many rows; keeps that. */
void reader_look(Reader *reader, const Import *import);

/** How the columns are to be read, as it was kept. */
Matching *reader_matching(Ctx *cx, const Import *import);
