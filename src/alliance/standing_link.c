/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/standing_link.h"

#include "alliance/audit.h"
#include "alliance/standing_link.sql.h"
#include "base/secret.h"
#include "web/app.h"

#include <string.h>

/* A token's bytes: the kind of whom it names, the number with its highest byte first, the MAC.
 * They are as many as base64url needs no padding for. */
enum {
    KIND_PERSON = 'p',
    NAME_SIZE = 8,
    MAC_SIZE = 16,
    TOKEN_SIZE = NAME_SIZE + MAC_SIZE,
};

static void
make(Ctx *cx, const char *purpose, int64_t person_id, int64_t links_n, uint8_t token[TOKEN_SIZE])
{
    uint8_t mac[SECRET_SIZE], counter[8];
    uint64_t id = GUINT64_TO_BE((uint64_t)person_id), n = GUINT64_TO_BE((uint64_t)links_n);
    memcpy(token, &id, sizeof id);
    memcpy(counter, &n, sizeof n);
    token[0] = KIND_PERSON;
    const Bytes parts[] = {
        {"standing link", 13             },
        {purpose,         strlen(purpose)},
        {token,           NAME_SIZE      },
        {counter,         sizeof counter },
    };
    secret_mac(cx->app->key, parts, G_N_ELEMENTS(parts), mac);
    memcpy(token + NAME_SIZE, mac, MAC_SIZE);
}

const char *
standing_link_to_end(Arena *arena, const char *list)
{
    return arena_printf(arena, "end %s", list);
}

const char *
standing_link_to_decide(Arena *arena, int64_t task_id)
{
    return arena_printf(arena, "decide %" PRId64, task_id);
}

const char *
standing_link_token(Ctx *cx, const char *purpose, int64_t person_id, int64_t links_n)
{
    uint8_t token[TOKEN_SIZE];
    make(cx, purpose, person_id, links_n, token);
    return secret_encode(cx->arena, token, sizeof token);
}

typedef struct Counter {
    int64_t links_n;
} Counter;

static const DbType COUNTER = DB_TYPE(Counter, DB_FIELD(Counter, links_n));

const char *
standing_link_new(Ctx *cx, const char *purpose, int64_t person_id)
{
    const Counter *counter = db_one(cx, &SQL_standing_link_n, &COUNTER, DB_ARGS(person_id));
    return counter != NULL ? standing_link_token(cx, purpose, person_id, counter->links_n) : NULL;
}

/* Both are filled up to the length that is compared. */
static bool
is_same(const uint8_t a[TOKEN_SIZE], const uint8_t b[TOKEN_SIZE])
{
    uint8_t left[SECRET_SIZE] = {0}, right[SECRET_SIZE] = {0};
    G_STATIC_ASSERT((int)TOKEN_SIZE <= SECRET_SIZE);
    memcpy(left, a, TOKEN_SIZE);
    memcpy(right, b, TOKEN_SIZE);
    return secret_equal(left, right);
}

int64_t
standing_link_find(Ctx *cx, const char *purpose, const char *token)
{
    uint8_t sent[TOKEN_SIZE], expected[TOKEN_SIZE];
    if (!secret_decode(token, sent, sizeof sent) || sent[0] != KIND_PERSON)
        return 0;
    uint64_t number;
    memcpy(&number, sent, sizeof number);
    int64_t id = (int64_t)(GUINT64_FROM_BE(number) & G_GUINT64_CONSTANT(0x00ffffffffffffff));
    const Counter *counter = db_one(cx, &SQL_standing_link_n, &COUNTER, DB_ARGS(id));
    if (counter == NULL)
        return 0;
    make(cx, purpose, id, counter->links_n, expected);
    return is_same(sent, expected) ? id : 0;
}

void
standing_link_end_all(Ctx *cx, int64_t person_id)
{
    db_run(cx, &SQL_standing_link_end, DB_ARGS(person_id));
    audit(cx, "person.links.end", 0, arena_printf(cx->arena, "#%" PRId64, person_id));
}
