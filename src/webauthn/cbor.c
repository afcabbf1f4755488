/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "webauthn/cbor.h"

#include <string.h>

enum {
    FOLLOWING_1 = 24, /* in the first byte's low bits: the number is in the next 1, 2, 4, 8 bytes */
    FOLLOWING_8 = 27,
    FALSE_VALUE = 20,
    LAST_SIMPLE = 23,
};

/* What a number that takes 1, 2, 4, 8 bytes must reach, or it could be written shorter. */
static const uint64_t least_of[] = {24, 1ULL << 8, 1ULL << 16, 1ULL << 32};

/* The major types of RFC 8949, 3.1; tags are not for us. */
static const CborKind kinds[8] = {
    CBOR_INT, CBOR_INT, CBOR_BYTES, CBOR_TEXT, CBOR_ARRAY, CBOR_MAP, 0, CBOR_SIMPLE,
};

Cbor
cbor_begin(Bytes input)
{
    return (Cbor){input.at, (const uint8_t *)input.at + input.n};
}

static size_t
left(const Cbor *cbor)
{
    return (size_t)(cbor->end - cbor->at);
}

/* Read the number that belongs to a first byte. */
static bool
read_number(Cbor *cbor, unsigned low, uint64_t *ret)
{
    if (low < FOLLOWING_1) {
        *ret = low;
        return true;
    }
    unsigned power = low - FOLLOWING_1;
    size_t n = (size_t)1 << power;
    if (low > FOLLOWING_8 || left(cbor) < n)
        return false;
    uint64_t number = 0;
    for (size_t i = 0; i < n; i++)
        number = number << 8 | *cbor->at++;
    *ret = number;
    return number >= least_of[power] && number <= G_MAXINT64;
}

/* Does as much follow as the item promises?  An item takes a byte at least. */
static bool
finish(Cbor *cbor, CborItem *item)
{
    uint64_t n = (uint64_t)item->number;
    switch (item->kind) {
    case CBOR_INT: return true;
    case CBOR_BYTES:
    case CBOR_TEXT:
        if (n > left(cbor))
            return false;
        item->bytes = (Bytes){cbor->at, n};
        cbor->at += n;
        return item->kind == CBOR_BYTES || g_utf8_validate(item->bytes.at, (gssize)n, NULL);
    case CBOR_ARRAY: return n <= left(cbor);
    case CBOR_MAP: return n <= left(cbor) / 2;
    case CBOR_SIMPLE: return n >= FALSE_VALUE && n <= LAST_SIMPLE;
    }
    return false;
}

bool
cbor_next(Cbor *cbor, CborItem *ret)
{
    uint64_t number = 0;
    if (left(cbor) == 0)
        return false;
    uint8_t first = *cbor->at++;
    CborItem item = {.kind = kinds[first >> 5]};
    if (item.kind == 0 || !read_number(cbor, first & 31, &number))
        return false;
    bool negative = first >> 5 == 1;
    item.number = negative ? -1 - (int64_t)number : (int64_t)number;
    if (!finish(cbor, &item))
        return false;
    *ret = item;
    return true;
}

bool
cbor_expect(Cbor *cbor, CborKind kind, CborItem *ret)
{
    return cbor_next(cbor, ret) && ret->kind == kind;
}

bool
cbor_skip(Cbor *cbor)
{
    uint64_t waiting = 1;
    CborItem item;
    while (waiting > 0) {
        if (!cbor_next(cbor, &item))
            return false;
        waiting--;
        if (item.kind == CBOR_ARRAY)
            waiting += (uint64_t)item.number;
        else if (item.kind == CBOR_MAP)
            waiting += 2 * (uint64_t)item.number;
        if (waiting > left(cbor))
            return false;
    }
    return true;
}

bool
cbor_is_done(const Cbor *cbor)
{
    return cbor->at == cbor->end;
}

bool
cbor_is_text(const CborItem *item, const char *text)
{
    return item->kind == CBOR_TEXT && item->bytes.n == strlen(text) &&
           memcmp(item->bytes.at, text, item->bytes.n) == 0;
}
