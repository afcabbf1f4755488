/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * decode - a file of text as clean UTF-8, byte by byte, a piece of it in memory.
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
    size_t next;       /* where we stand in it */
    int64_t line;      /* likewise in the file, from 1 */
    char *raw;         /* [DECODE_PIECE] */
    size_t left;       /* bytes in raw whose character is not whole */
    const char *fault; /* or NULL */
} Decoder;

/** Find out the encoding, stand behind the byte order mark. */
void decode_init(Decoder *decoder, SheetSource source);
void decode_clear(Decoder *decoder);

/** Fetch what comes next if the piece is read up; false at the end or by a fault. */
bool decode_fetch(Decoder *decoder);

/** The byte at which we stand; -1 at the end or by a fault. */
static inline int
decode_peek(Decoder *decoder)
{
    if (decoder->next >= decoder->text->len && !decode_fetch(decoder))
        return -1;
    return (uint8_t)decoder->text->str[decoder->next];
}

/** Step over a line end, if we stand before one: CR LF, LF or CR. */
bool decode_take_line_end(Decoder *decoder);

/** Append @n bytes that are said to be in @charset, or "", by the same rules; a charset that is not
 *  known is taken for Windows-1252 where it is no UTF-8. */
void decode_append(GString *out, const char *bytes, size_t n, const char *charset);
