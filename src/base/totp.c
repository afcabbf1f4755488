/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/totp.h"

#include <string.h>

#define SHA1_SIZE 20   /* bytes */
#define STEPS_BESIDE 1 /* before and after now: clocks differ, and people type slowly */

static const uint32_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

static void
hmac_sha1(Bytes key, const uint8_t *message, size_t n, uint8_t ret[SHA1_SIZE])
{
    gsize size = SHA1_SIZE;
    GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA1, key.at, key.n);
    g_hmac_update(hmac, message, (gssize)n);
    g_hmac_get_digest(hmac, ret, &size);
    g_hmac_unref(hmac);
}

const char *
totp_code(Arena *arena, Bytes secret, int64_t step, int digits)
{
    g_assert(digits >= TOTP_DIGITS && digits < (int)G_N_ELEMENTS(powers));
    uint8_t digest[SHA1_SIZE];
    uint64_t counter = GUINT64_TO_BE((uint64_t)step);
    hmac_sha1(secret, (const uint8_t *)&counter, sizeof counter, digest);
    /* RFC 4226, 5.3: the last four bits say where the 31 bits of the number stand. */
    uint32_t number = 0;
    memcpy(&number, digest + (digest[SHA1_SIZE - 1] & 0xf), sizeof number);
    number = GUINT32_FROM_BE(number) & 0x7fffffff;
    return arena_printf(arena, "%0*u", digits, number % powers[digits]);
}

/* Every step is compared to its end, so that the time tells nothing. */
static bool
same(const char *code, const char *typed)
{
    unsigned different = 0;
    for (size_t i = 0; i < TOTP_DIGITS; i++)
        different |= (unsigned)code[i] ^ (unsigned)typed[i];
    return different == 0;
}

int64_t
totp_match(Arena *arena, Bytes secret, int64_t now, int64_t last, const char *code)
{
    int64_t step = now / TOTP_SECONDS, found = 0;
    if (strlen(code) != TOTP_DIGITS)
        return 0;
    for (int64_t s = step - STEPS_BESIDE; s <= step + STEPS_BESIDE; s++)
        if (same(totp_code(arena, secret, s, TOTP_DIGITS), code) && s > last && found == 0)
            found = s;
    return found;
}

const char *
totp_base32(Arena *arena, Bytes bytes)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    GString *text = arena_string(arena, bytes.n * 8 / 5 + 2);
    uint32_t held = 0;
    unsigned bits = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        held = held << 8 | ((const uint8_t *)bytes.at)[i];
        for (bits += 8; bits >= 5; bits -= 5)
            g_string_append_c(text, alphabet[held >> (bits - 5) & 31]);
    }
    if (bits > 0)
        g_string_append_c(text, alphabet[held << (5 - bits) & 31]);
    return text->str;
}
