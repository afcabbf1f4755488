/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/limiter.h"

#include "base/secret.h"
#include "web/app.h"

#include <arpa/inet.h>
#include <math.h>
#include <string.h>

#define N_SETS 4096 /* of WAYS places each */
#define WAYS 4
#define N_LOCKS 16
#define NETWORK_BYTES 8 /* of an IPv6 address */

typedef struct Rule {
    double burst, per_second;
} Rule;

/* Offices and universities share one address: bursts are generous, floods are not. */
static const Rule rules[N_LIMIT_KINDS] = {
    [LIMIT_REQUESTS] = {400, 40       },
    [LIMIT_POSTS] = {100, 4        },
    [LIMIT_ACCOUNT] = {60,  1        },
    [LIMIT_SIGN_IN] = {20,  1.0 / 20 },
    [LIMIT_SIGN_IN_MAIL] = {4,   1.0 / 180},
    [LIMIT_PASSWORD_TRIES] = {6,   1.0 / 60 },
    [LIMIT_CLIENT_TRIES] = {30,  1.0 / 10 },
    [LIMIT_QUESTIONS_PUT] = {3,   1.0 / 60 },
    [LIMIT_FILE_MAILS] = {10,  1.0 / 120},
    [LIMIT_CODES] = {5,   1.0 / 300},
};

typedef struct Bucket {
    uint64_t who; /* 0: free */
    int64_t at;   /* last used, microseconds */
    double left;
} Bucket;

struct Limiter {
    uint8_t key[16];
    GMutex locks[N_LOCKS];
    Bucket sets[N_SETS][WAYS];
};

Limiter *
limiter_new(void)
{
    Limiter *limiter = g_new0(Limiter, 1);
    secret_random(limiter->key, sizeof limiter->key);
    for (int i = 0; i < N_LOCKS; i++)
        g_mutex_init(&limiter->locks[i]);
    return limiter;
}

void
limiter_free(Limiter *limiter)
{
    if (limiter == NULL)
        return;
    for (int i = 0; i < N_LOCKS; i++)
        g_mutex_clear(&limiter->locks[i]);
    g_free(limiter);
}

/* Who it is, in a form that is the same for all addresses of one network.  One household has a
 * whole IPv6 /64; an IPv4 address may be written as an IPv6 one. */
static void
write_who(const char *who, GString *out)
{
    struct in6_addr six;
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (inet_pton(AF_INET6, who, &six) != 1) {
        g_string_append(out, who);
    } else if (memcmp(six.s6_addr, mapped, sizeof mapped) == 0) {
        const uint8_t *four = six.s6_addr + sizeof mapped;
        g_string_append_printf(out, "%d.%d.%d.%d", four[0], four[1], four[2], four[3]);
    } else {
        g_string_append_len(out, (const char *)six.s6_addr, NETWORK_BYTES);
    }
}

static uint64_t
hash_of(const Limiter *limiter, LimitKind kind, const char *who)
{
    g_autoptr(GString) text = g_string_sized_new(64);
    g_string_printf(text, "%d ", (int)kind);
    write_who(who, text);
    uint64_t hash = secret_table_hash(limiter->key, text->str, text->len);
    return hash != 0 ? hash : 1;
}

/* The bucket of @who, or the one used longest ago, filled anew. */
static Bucket *
find_bucket(Bucket set[WAYS], uint64_t who, const Rule *rule, int64_t now)
{
    Bucket *oldest = &set[0];
    for (int i = 0; i < WAYS; i++) {
        if (set[i].who == who)
            return &set[i];
        if (set[i].at < oldest->at)
            oldest = &set[i];
    }
    *oldest = (Bucket){.who = who, .at = now, .left = rule->burst};
    return oldest;
}

bool
limiter_take(Limiter *limiter, LimitKind kind, const char *who, int64_t now_us, int *ret_seconds)
{
    if (limiter == NULL || who == NULL)
        return true;
    const Rule *rule = &rules[kind];
    uint64_t hash = hash_of(limiter, kind, who);
    GMutex *lock = &limiter->locks[hash % N_LOCKS];

    g_mutex_lock(lock);
    Bucket *b = find_bucket(limiter->sets[hash % N_SETS], hash, rule, now_us);
    double grown = (double)(now_us - b->at) / G_USEC_PER_SEC * rule->per_second;
    double left = MIN(rule->burst, b->left + MAX(grown, 0));
    bool ok = left >= 1;
    b->left = ok ? left - 1 : left;
    b->at = now_us;
    g_mutex_unlock(lock);

    if (!ok)
        *ret_seconds = (int)ceil((1 - left) / rule->per_second);
    return ok;
}

Response *
limiter_refuse(Request *req, LimitKind kind, const char *who)
{
    int seconds = 0;
    const Ctx *cx = req->cx;
    if ((req->limits_taken & 1u << kind) != 0 ||
        limiter_take(cx->app->limiter, kind, who, g_get_monotonic_time(), &seconds)) {
        req->limits_taken |= 1u << kind;
        return NULL;
    }
    Response *res = respond_error(req, 429, NULL);
    respond_header(res, "Retry-After", arena_printf(cx->arena, "%d", seconds));
    return res;
}

Response *
limiter_refuse_entry(Request *req, LimitKind kind, const char *email)
{
    Response *refusal = limiter_refuse(req, LIMIT_SIGN_IN, req->in->address);
    return refusal != NULL ? refusal : limiter_refuse(req, kind, email);
}
