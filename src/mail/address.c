/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/address.h"

#include "base/totp.h"

#include <string.h>

/* What base32 writes: two numbers, the highest byte first, and the MAC's first 96 bits. */
enum {
    NUMBERS_SIZE = 16,
    MAC_SIZE = 12,
    TOKEN_SIZE = NUMBERS_SIZE + MAC_SIZE,
    TOKEN_CHARS = (TOKEN_SIZE * 8 + 4) / 5,
};

/* The word is for people who see the address; the letter says all. */
typedef struct Purpose {
    const char *letter, *word;
} Purpose;

static const Purpose purposes[] = {
    {MAIL_ANSWERS,             "reply" },
    {MAIL_BOUNCE,              "bounce"},
    {MAIL_COMMENT,             "reply" },
    {MAIL_FETCH,               "reply" },
    {MAIL_FLOOR,               "reply" },
    {MAIL_PARAGRAPH,           "reply" },
    {MAIL_PACE,                "reply" },
    {MAIL_POLL,                "reply" },
    {MAIL_REVIEW,              "reply" },
    {MAIL_TASK,                "reply" },
    {MAIL_TOPIC,               "group" },
    {MAIL_REGISTRATION_ANSWER, "reply" },
    {MAIL_WRITER,              "reply" },
};

static const Purpose *
purpose_find(char letter)
{
    for (size_t i = 0; i < G_N_ELEMENTS(purposes); i++)
        if (*purposes[i].letter == letter)
            return &purposes[i];
    return NULL;
}

static void
make(const uint8_t key[SECRET_SIZE], const Purpose *purpose, uint64_t number, uint64_t person_id,
     uint8_t token[TOKEN_SIZE])
{
    uint8_t mac[SECRET_SIZE];
    uint64_t numbers[] = {GUINT64_TO_BE(number), GUINT64_TO_BE(person_id)};
    memcpy(token, numbers, NUMBERS_SIZE);
    const Bytes parts[] = {
        {"mail address",  12                     },
        {purpose->letter, strlen(purpose->letter)},
        {token,           NUMBERS_SIZE           },
    };
    secret_mac(key, parts, G_N_ELEMENTS(parts), mac);
    memcpy(token + NUMBERS_SIZE, mac, MAC_SIZE);
}

const char *
mail_address_sign(Arena *arena, const uint8_t key[SECRET_SIZE], const char *purpose_letter,
                  int64_t number, int64_t person_id, const char *domain)
{
    const Purpose *purpose = purpose_find(*purpose_letter);
    g_assert(purpose != NULL && number >= 0 && person_id >= 0);
    uint8_t token[TOKEN_SIZE];
    make(key, purpose, (uint64_t)number, (uint64_t)person_id, token);
    g_autofree char *text = g_ascii_strdown(totp_base32(arena, (Bytes){token, TOKEN_SIZE}), -1);
    return arena_printf(arena, "%s+%s%s@%s", purpose->word, purpose->letter, text, domain);
}

/* The value of a letter of base32, or -1. */
static int
base32_value(char c)
{
    c = g_ascii_tolower(c);
    return c >= 'a' && c <= 'z' ? c - 'a' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

/* Exactly TOKEN_CHARS letters, and no bit besides the token's: each token is written in one way. */
static bool
base32_read(const char *text, uint8_t token[TOKEN_SIZE])
{
    unsigned bits = 0, n_bits = 0;
    size_t n = 0;
    for (size_t i = 0; i < TOKEN_CHARS; i++) {
        int value = base32_value(text[i]);
        if (value < 0)
            return false;
        bits = (bits << 5 | (unsigned)value) & 0xfff;
        n_bits += 5;
        if (n_bits >= 8) {
            n_bits -= 8;
            token[n++] = (uint8_t)(bits >> n_bits);
        }
    }
    return (bits & ((1u << n_bits) - 1)) == 0;
}

/* Both are filled up to the length that is compared. */
static bool
is_same(const uint8_t a[TOKEN_SIZE], const uint8_t b[TOKEN_SIZE])
{
    uint8_t left[SECRET_SIZE] = {0}, right[SECRET_SIZE] = {0};
    memcpy(left, a, TOKEN_SIZE);
    memcpy(right, b, TOKEN_SIZE);
    return secret_equal(left, right);
}

bool
mail_address_open(const uint8_t key[SECRET_SIZE], const char *address, MailAddress *ret_address)
{
    size_t length = strcspn(address, "@");
    const char *plus = memchr(address, '+', length);
    if (plus == NULL || length - (size_t)(plus - address) != 2 + TOKEN_CHARS)
        return false;
    const Purpose *purpose = purpose_find(g_ascii_tolower(plus[1]));
    size_t word = (size_t)(plus - address);
    if (purpose == NULL || strlen(purpose->word) != word ||
        g_ascii_strncasecmp(address, purpose->word, word) != 0)
        return false;

    uint8_t sent[TOKEN_SIZE], expected[TOKEN_SIZE];
    uint64_t numbers[2];
    if (!base32_read(plus + 2, sent))
        return false;
    memcpy(numbers, sent, sizeof numbers);
    uint64_t number = GUINT64_FROM_BE(numbers[0]), person_id = GUINT64_FROM_BE(numbers[1]);
    make(key, purpose, number, person_id, expected);
    if (!is_same(sent, expected))
        return false;
    *ret_address = (MailAddress){purpose->letter, (int64_t)number, (int64_t)person_id};
    return true;
}
