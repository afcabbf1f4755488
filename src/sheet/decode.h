/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * decode - a file of text as clean UTF-8, piece by piece.
 *
 * Control characters but tab and line ends are left out; a NUL is a fault,
 * since no text has one.  Read with: sheet.h.
 */
#pragma once
#include "sheet/sheet.h"

#define DECODE_PIECE ((size_t)64 * 1024)
#define DECODE_SNIFF ((size_t)1024 * 1024) /* so much decides on the encoding */

typedef struct Decoder {
    SheetSource source;
    SheetEncoding encoding;
    int64_t at;        /* what is read next */
    GString *text;     /* the decoded piece */
    char *raw;         /* [DECODE_PIECE] */
    size_t left;       /* bytes in raw whose character is not whole */
    const char *fault; /* or NULL */
} Decoder;

/** Find out the encoding, stand behind the byte order mark. */
void decode_init(Decoder *decoder, SheetSource source);
void decode_clear(Decoder *decoder);

/** Put the next piece into decoder->text, which may be empty.  False at the end or by a fault. */
bool decode_next(Decoder *decoder);
