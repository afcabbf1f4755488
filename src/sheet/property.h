/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * property - the lines of a vCard: unfolded, decoded, taken apart (RFC 6350, RFC 2426, vCard 2.1).
 *
 * A line in memory is no longer than SHEET_MAX_CELL; what a picture has more is read past.
 * Read with: cards.h, decode.h.
 */
#pragma once
#include "sheet/decode.h"

#define PROPERTY_UNASKED 101 /* the preference of what says none */

typedef struct Property {
    const char *name;  /* "EMAIL", without the group before it; until the next call */
    const char *value; /* its escapes are in it, see property_append() */
    int64_t line;      /* of the file, where it begins */
    int preference;    /* 1 before 2 before 100 */
    bool binary;       /* in base64 */
    bool cut;          /* the value was longer */
} Property;

typedef struct PropertyReader {
    Decoder decoder;
    GString *text;    /* the line, without folds */
    GString *decoded; /* a quoted-printable value */
    bool cut;         /* the line was longer */
    bool keeps_blank; /* vCard 2.1: the blank at which a line is folded belongs to it */
} PropertyReader;

void property_reader_init(PropertyReader *reader, SheetSource source);
void property_reader_clear(PropertyReader *reader);

/** Read the next property; lines that are none are left out.  False at the end, or by a fault of
 *  the decoder. */
bool property_next(PropertyReader *reader, Property *ret_property);

/** Append part @number, from 0, of a value that semicolons divide, or all of it if @number is
 *  negative: without escapes, and without blanks at its ends. */
void property_append(GString *out, const char *value, int number);
