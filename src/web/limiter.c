/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/limiter.h"

#include "base/secret.h"

#include <math.h>
#include <string.h>

#define N_SETS 4096 /* of WAYS places each */
#define WAYS 4
#define N_LOCKS 16

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

/* One household has a whole IPv6 /64, so its first four groups are the address. */
static size_t
significant(const char *who)
{
    const char *p = strchr(who, ':');
    if (p == NULL || strspn(who, "0123456789abcdefABCDEF:.") != strlen(who))
        return strlen(who);
    for (int groups = 1; groups < 4 && p != NULL && p[1] != ':'; groups++)
        p = strchr(p + 1, ':');
    return p != NULL ? (size_t)(p - who) + 1 : strlen(who);
}

static uint64_t
hash_of(const Limiter *limiter, LimitKind kind, const char *who)
{
    char text[300];
    g_snprintf(text, sizeof text, "%d %.*s", (int)kind, (int)MIN(significant(who), 256), who);
    uint64_t hash = secret_table_hash(limiter->key, text, strlen(text));
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
