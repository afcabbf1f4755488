/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * cbor - a reader of CBOR (RFC 8949) as authenticators write it.
 *
 * CTAP2's canonical form only: lengths are definite, numbers as short as they
 * can be, no tags, no floats.  Anything else is refused.  Nothing is allocated
 * and nothing recurses, so the size of the input bounds the work.
 */
#pragma once
#include "base/arena.h"

typedef enum CborKind {
    CBOR_INT = 1,
    CBOR_BYTES,
    CBOR_TEXT,
    CBOR_ARRAY,  /* its items follow */
    CBOR_MAP,    /* its keys and values follow, alternating */
    CBOR_SIMPLE, /* false, true, null, undefined */
} CborKind;

typedef struct CborItem {
    CborKind kind;
    int64_t number; /* the number; of arrays and maps how many; 20 to 23 of simple ones */
    Bytes bytes;    /* of texts and bytes, in the input */
} CborItem;

/** What is left to read. */
typedef struct Cbor {
    const uint8_t *at, *end;
} Cbor;

Cbor cbor_begin(Bytes input);

/** Read the next item; of an array or a map only how many follow.  False: there is none, or it is
 *  not well-formed. */
bool cbor_next(Cbor *cbor, CborItem *ret);

/** Read the next item, which is of @kind. */
bool cbor_expect(Cbor *cbor, CborKind kind, CborItem *ret);

/** Pass over the next item with all that is in it. */
bool cbor_skip(Cbor *cbor);

/** Is nothing left? */
bool cbor_is_done(const Cbor *cbor);

/** Is it this text? */
bool cbor_is_text(const CborItem *item, const char *text);
