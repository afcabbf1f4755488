/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Which records look like one organisation.
 */
#include "base/limits.h"
#include "organisation/spelling.h"
#include "organisation/spelling.sql.h"

#include <stdlib.h>
#include <string.h>

#define NEAR_LETTERS 2  /* so many may differ */
#define NEAR_LENGTH 8   /* of names that are at least as long */
#define LONGEST_KEY 200 /* what is longer is compared by its beginning */
#define SHORTEST_ACRONYM 3

/* Forms of law and what stands around names, folded, without dots. */
static const char *const no_part[] = {
    "ltd", "limited", "inc", "llc", "plc",  "co",  "corp", "gmbh",  "ggmbh",
    "ev",  "ag",      "bv",  "sa",  "sarl", "sas", "asbl", "aisbl", "ong",
    "ngo", "npo",     "cbo", "cso", "ltda", "ac",  "oy",   "the",   "demo",
};

/* Words that have no letter in an acronym. */
static const char *const small_words[] = {"of", "for", "and", "in",   "on",  "the", "de", "des",
                                          "du", "da",  "do",  "la",   "le",  "les", "et", "pour",
                                          "y",  "e",   "del", "para", "des", "d",   "l"};

static bool
is_among(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, list[i]) == 0)
            return true;
    return false;
}

/* The words of a folded name: dots vanish ("e.v." is "ev"), other signs divide. */
static char **
words_of(const char *folded)
{
    g_autoptr(GString) plain = g_string_new(NULL);
    for (const char *c = folded; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        if (g_unichar_isalnum(letter) || g_unichar_ismark(letter))
            g_string_append_unichar(plain, letter);
        else if (letter != '.')
            g_string_append_c(plain, ' ');
    }
    return g_strsplit(plain->str, " ", -1);
}

const char *
spelling_key(Arena *arena, const char *words)
{
    g_auto(GStrv) parts = words_of(words);
    GString *key = arena_string(arena, strlen(words) + 1);
    for (char **part = parts; *part != NULL; part++)
        if (**part != '\0' && !is_among(*part, no_part, G_N_ELEMENTS(no_part)))
            g_string_append_printf(key, "%s%s", key->len > 0 ? " " : "", *part);
    return key->str;
}

const char *
spelling_acronym(Arena *arena, const char *words)
{
    g_auto(GStrv) parts = words_of(words);
    GString *letters = arena_string(arena, 16);
    glong n = 0;
    for (char **part = parts; *part != NULL; part++) {
        if (**part == '\0' || is_among(*part, small_words, G_N_ELEMENTS(small_words)) ||
            is_among(*part, no_part, G_N_ELEMENTS(no_part)))
            continue;
        g_string_append_unichar(letters, g_utf8_get_char(*part));
        n++;
    }
    return n >= SHORTEST_ACRONYM ? letters->str : "";
}

/* Do the two differ in at most NEAR_LETTERS bytes put in, left out or changed? */
static bool
are_near(const char *a, const char *b)
{
    size_t n = strnlen(a, LONGEST_KEY), m = strnlen(b, LONGEST_KEY);
    if (n < NEAR_LENGTH || m < NEAR_LENGTH || (n > m ? n - m : m - n) > NEAR_LETTERS)
        return false;
    size_t row[LONGEST_KEY + 1];
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t above = row[j];
            size_t changed = diagonal + (a[i - 1] != b[j - 1] ? 1 : 0);
            row[j] = MIN(MIN(row[j - 1], above) + 1, changed);
            diagonal = above;
        }
    }
    return row[m] <= NEAR_LETTERS;
}

/* A name by which a record may be known. */
typedef struct Known {
    const char *by;
    const Organisation *record;
    bool is_acronym;
} Known;

static int
compare_known(const void *a, const void *b)
{
    const Known *left = a, *right = b;
    int order = strcmp(left->by, right->by);
    if (order != 0)
        return order;
    if (left->is_acronym != right->is_acronym)
        return left->is_acronym ? 1 : -1;
    return left->record->id < right->record->id ? -1 : left->record->id > right->record->id;
}

static bool
look_alike(const Known *a, const Known *b)
{
    const char *here = a->record->country, *there = b->record->country;
    if (a->record == b->record || (a->is_acronym && b->is_acronym) || *a->by == '\0')
        return false;
    if (here != NULL && there != NULL && strcmp(here, there) != 0)
        return false;
    if (strcmp(a->by, b->by) == 0)
        return true;
    return !a->is_acronym && !b->is_acronym && are_near(a->by, b->by);
}

/* ---- pairs ---- */

typedef struct Apart {
    int64_t first_id, second_id;
} Apart;

static const DbType APART = DB_TYPE(Apart, DB_FIELD(Apart, first_id), DB_FIELD(Apart, second_id));

static const DbType RECORD = DB_TYPE(
    Organisation, DB_FIELD(Organisation, id), DB_FIELD(Organisation, slug),
    DB_FIELD(Organisation, name), DB_FIELD(Organisation, words), DB_FIELD(Organisation, type),
    DB_FIELD(Organisation, country), DB_FIELD(Organisation, website), DB_FIELD(Organisation, about),
    DB_FIELD(Organisation, merged_into), DB_FIELD(Organisation, n_shown));

typedef struct Pairs {
    SpellingPair *at;
    size_t n;
    DbRows apart;
} Pairs;

static bool
is_settled(const Pairs *pairs, int64_t a, int64_t b)
{
    const Apart *apart = pairs->apart.at;
    for (size_t i = 0; i < pairs->apart.n; i++)
        if (apart[i].first_id == MIN(a, b) && apart[i].second_id == MAX(a, b))
            return true;
    for (size_t i = 0; i < pairs->n; i++)
        if ((pairs->at[i].first->id == a && pairs->at[i].second->id == b) ||
            (pairs->at[i].first->id == b && pairs->at[i].second->id == a))
            return true;
    return false;
}

static void
add_pair(Pairs *pairs, const Organisation *a, const Organisation *b)
{
    if (pairs->n >= LIMIT_PAGE_ROWS || is_settled(pairs, a->id, b->id))
        return;
    bool swap = b->n_shown > a->n_shown || (b->n_shown == a->n_shown && b->id < a->id);
    const Organisation *first = swap ? b : a, *second = swap ? a : b;
    pairs->at[pairs->n++] = (SpellingPair){first, second, first->n_shown, second->n_shown};
}

SpellingPairSpan
spelling_list_alike(Ctx *cx)
{
    enum { LOOK_AHEAD = 4 }; /* sorted by name, what looks alike stands close together */
    DbRows rows = db_all(cx, &SQL_spelling_list_records, &RECORD, DB_NO_ARGS);
    const Organisation *records = rows.at;
    Known *known = arena_array_of(cx->arena, Known, rows.n * 2);
    for (size_t i = 0; i < rows.n; i++) {
        const char *words = records[i].words;
        known[2 * i] = (Known){spelling_key(cx->arena, words), &records[i], false};
        known[2 * i + 1] = (Known){spelling_acronym(cx->arena, words), &records[i], true};
    }
    if (rows.n > 0)
        qsort(known, rows.n * 2, sizeof *known, compare_known);
    Pairs pairs = {.at = arena_array_of(cx->arena, SpellingPair, LIMIT_PAGE_ROWS),
                   .apart = db_all(cx, &SQL_spelling_list_apart, &APART, DB_NO_ARGS)};
    for (size_t i = 0; i < rows.n * 2; i++)
        for (size_t k = i + 1; k < rows.n * 2 && k <= i + LOOK_AHEAD; k++)
            if (look_alike(&known[i], &known[k]))
                add_pair(&pairs, known[i].record, known[k].record);
    return (SpellingPairSpan){pairs.at, pairs.n};
}
