/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * unpack - the files of a zip, kept before the transaction that says of which table they are.
 *
 * Unpacking takes seconds, and nobody else who writes is to wait for it.  Each
 * file is kept as it comes out, small ones some in a transaction; what no table
 * names in the end is forgotten after a day, as all that came ahead.
 *
 * Read with: ahead.c (when), folder.h (what becomes of them), alliance/file_ahead.c.
 */
#pragma once
#include "accession/accession.h"

typedef struct Unpacked {
    AccessionFileSpan files; /* .file_id 0 without a .fault: it could not be kept */
    const char *words;       /* N_(), why it ends before the zip does; NULL: it does not */
} Unpacked;

/** Is this to be unpacked? */
bool unpack_is_zip(Bytes content);

/** Unpack a zip and keep what is in it, outside of any transaction.  @left: bytes that may come out
 * of all zips of this request, from which what came out of this one is taken. */
const Unpacked *unpack(Ctx *cx, Bytes content, int64_t *left);
