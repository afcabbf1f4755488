/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/row_link.h"

#include "base/secret.h"
#include "web/app.h"

#include <string.h>

/* A random number has so many bits less than 64: JSON's numbers are exact below 2 to the 53rd. */
#define SPARE_BITS 12

enum {
    NAME_SIZE = 8,
    MAC_SIZE = 16,
    TOKEN_SIZE = NAME_SIZE + MAC_SIZE,
};

G_STATIC_ASSERT((int)TOKEN_SIZE <= SECRET_SIZE);

/* Filled up to the length that is compared. */
static void
make_token(Ctx *cx, const char *use, int64_t row, int64_t salt, uint8_t token[SECRET_SIZE])
{
    uint8_t mac[SECRET_SIZE];
    uint64_t id = GUINT64_TO_BE((uint64_t)row);
    uint64_t made = GUINT64_TO_BE((uint64_t)salt);
    memset(token, 0, SECRET_SIZE);
    memcpy(token, &id, sizeof id);
    const Bytes parts[] = {
        {use,   strlen(use)},
        {token, NAME_SIZE  },
        {&made, sizeof made},
    };
    secret_mac(cx->app->key, parts, G_N_ELEMENTS(parts), mac);
    memcpy(token + NAME_SIZE, mac, MAC_SIZE);
}

const char *
row_link_token(Ctx *cx, const char *use, int64_t id, int64_t salt)
{
    uint8_t token[SECRET_SIZE];
    make_token(cx, use, id, salt, token);
    return secret_encode(cx->arena, token, TOKEN_SIZE);
}

int64_t
row_link_id(const char *token)
{
    uint8_t sent[SECRET_SIZE];
    uint64_t number;
    if (!secret_decode(token, sent, TOKEN_SIZE))
        return 0;
    memcpy(&number, sent, sizeof number);
    return (int64_t)(GUINT64_FROM_BE(number) & (uint64_t)INT64_MAX);
}

bool
row_link_fits(Ctx *cx, const char *use, int64_t id, int64_t salt, const char *token)
{
    uint8_t sent[SECRET_SIZE] = {0}, expected[SECRET_SIZE];
    if (!secret_decode(token, sent, TOKEN_SIZE))
        return false;
    make_token(cx, use, id, salt, expected);
    return secret_equal(sent, expected);
}

int64_t
row_random_id(Ctx *cx)
{
    uint64_t number = 0;
    cx->app->random(cx->app, &number, sizeof number);
    return (int64_t)(number >> SPARE_BITS);
}
