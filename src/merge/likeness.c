/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who may be the same person: keys that two records share, written down by a job so that a page
 * need not compare everybody with everybody.
 */
#include "alliance/holding.h"
#include "alliance/job.h"
#include "base/limits.h"
#include "base/text.h"
#include "merge/merge.h"

#include "merge/merge.sql.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_KEYS 4

typedef struct Compared {
    int64_t id;
    const char *email, *name, *name_latin, *country, *organisation;
} Compared;

static const DbType COMPARED = DB_TYPE(
    Compared, DB_FIELD(Compared, id), DB_FIELD(Compared, email), DB_FIELD(Compared, name),
    DB_FIELD(Compared, name_latin), DB_FIELD(Compared, country), DB_FIELD(Compared, organisation));

typedef struct Key {
    const char *reason, *key;
} Key;

static const DbType KEY = DB_TYPE(Key, DB_FIELD(Key, reason), DB_FIELD(Key, key));

static const DbType PAIR = DB_TYPE(LikePair, DB_FIELD(LikePair, id), DB_FIELD(LikePair, other_id),
                                   DB_FIELD(LikePair, name), DB_FIELD(LikePair, other_name),
                                   DB_FIELD(LikePair, email), DB_FIELD(LikePair, other_email),
                                   DB_FIELD(LikePair, reason));

/* Hosts that deliver variants of an address to the same box. */
static const struct {
    const char *host, *same_as;
    bool dots; /* they make no difference */
} HOSTS[] = {
    {"gmail.com",      "gmail.com",    true },
    {"googlemail.com", "gmail.com",    true },
    {"outlook.com",    "outlook.com",  false},
    {"hotmail.com",    "hotmail.com",  false},
    {"live.com",       "live.com",     false},
    {"fastmail.com",   "fastmail.com", false},
    {"icloud.com",     "icloud.com",   false},
    {"proton.me",      "proton.me",    false},
    {"protonmail.com", "proton.me",    false},
};

/* The box that an address reaches, as far as is known. */
static const char *
address_key(Arena *arena, const char *email)
{
    char *small = arena_strdup(arena, email), *at = strrchr(small, '@');
    if (at == NULL)
        return small;
    for (char *c = small; *c != '\0'; c++)
        *c = g_ascii_tolower(*c);
    for (size_t i = 0; i < G_N_ELEMENTS(HOSTS); i++) {
        if (strcmp(at + 1, HOSTS[i].host) != 0)
            continue;
        GString *local = arena_string(arena, 64);
        for (const char *c = small; c < at && *c != '+'; c++)
            if (*c != '.' || !HOSTS[i].dots)
                g_string_append_c(local, *c);
        return arena_printf(arena, "%s@%s", local->str, HOSTS[i].same_as);
    }
    return small;
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The words of a name in one order: "Lima, Ana" is "Ana Lima". */
static const char *
name_key(Arena *arena, const Compared *person, const char *name)
{
    const char *folded = text_slug(arena, text_fold(arena, name));
    g_auto(GStrv) words = g_strsplit(folded, "-", -1);
    qsort(words, g_strv_length(words), sizeof *words, by_text);
    g_autofree char *ordered = g_strjoinv(" ", words);
    const char *organisation = text_fold_space(arena, text_fold(arena, person->organisation));
    return arena_printf(arena, "%s|%s|%s", ordered, person->country, organisation);
}

static size_t
keys_of(Arena *arena, const Compared *person, Key keys[MAX_KEYS])
{
    size_t n = 0;
    keys[n++] = (Key){"address", address_key(arena, person->email)};
    if (strchr(person->name, ' ') != NULL)
        keys[n++] = (Key){"name", name_key(arena, person, person->name)};
    if (strchr(person->name_latin, ' ') != NULL)
        keys[n++] = (Key){"name", name_key(arena, person, person->name_latin)};
    return n;
}

/* Were the person's keys other ones? */
static bool
compare(Ctx *cx, const Compared *person)
{
    Key keys[MAX_KEYS];
    size_t n = keys_of(cx->arena, person, keys), same = 0;
    DbRows known = db_all(cx, &SQL_likeness_keys, &KEY, DB_ARGS(person->id));
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < known.n; k++) {
            const Key *old = (const Key *)known.at + k;
            same += strcmp(old->reason, keys[i].reason) == 0 && strcmp(old->key, keys[i].key) == 0;
        }
    if (same == n && known.n == n)
        return false;
    db_run(cx, holding_find("person_likeness")->erase, DB_ARGS(person->id));
    for (size_t i = 0; i < n; i++)
        db_run(cx, &SQL_likeness_insert, DB_ARGS(person->id, keys[i].reason, keys[i].key));
    return true;
}

/* The next people, by number. */
static int64_t
compare_portion(Ctx *cx, JobCursor *cursor)
{
    DbRows rows = db_all(cx, &SQL_likeness_people, &COMPARED,
                         DB_ARGS(cursor->after, (int64_t)LIKENESS_BATCH));
    const Compared *people = rows.at;
    int64_t n = 0;
    for (size_t i = 0; i < rows.n; i++) {
        n += compare(cx, &people[i]) ? 1 : 0;
        cursor->after = people[i].id;
    }
    cursor->more = rows.n == LIKENESS_BATCH;
    return n;
}

const char *
likeness_run(Ctx *cx, const char *argument, GError **error)
{
    (void)argument;
    return job_run_portions(cx, compare_portion, HUGE_VAL, error); /* all of them */
}

LikePairSpan
likeness_list(Ctx *cx, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;
    return DB_SPAN(LikePairSpan, db_all(cx, &SQL_likeness_list, &PAIR,
                                        DB_ARGS((int64_t)LIMIT_PAGE_ROWS, offset)));
}

void
likeness_deny(Ctx *cx, int64_t id, int64_t other_id)
{
    db_run(cx, &SQL_likeness_deny, DB_ARGS(MIN(id, other_id), MAX(id, other_id), cx->now));
}
