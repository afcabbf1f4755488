/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * "Did you mean": which known words are near what was typed.
 */
#include "alliance/search_word.h"
#include "base/spelling.h"

#include "alliance/search_excerpt.h"
#include "alliance/search_word.sql.h"

#include <string.h>

#define TYPED 32         /* of a longer word nothing is offered: characters */
#define TRIED 3          /* spellings that are looked for */
#define LOOKED_AT 100000 /* known words that are compared with one */

/* What is known of one word of the query. */
typedef struct Spelling {
    const char *typed;
    const char *near[TRIED]; /* the nearest first; NULL: no more */
    int distance[TRIED];
} Spelling;

typedef struct Known {
    const char *word;
} Known;

static const DbType KNOWN = DB_TYPE(Known, DB_FIELD(Known, word));

/* What is looked for among known words. */
typedef struct Look {
    Arena *arena;
    SpellingWord typed;
    int most;     /* changes */
    bool is_last; /* of the query: it may be the beginning of a word */
    Spelling *spelling;
} Look;

/* Is @word, so far away, to stand before the one at @i? */
static bool
goes_before(const Spelling *spelling, size_t i, const char *word, int far)
{
    if (spelling->near[i] == NULL || far != spelling->distance[i])
        return spelling->near[i] == NULL || far < spelling->distance[i];
    return strcmp(word, spelling->near[i]) < 0;
}

static void
keep(const Look *look, const char *word, int far)
{
    Spelling *spelling = look->spelling;
    size_t i = 0;
    while (i < TRIED && !goes_before(spelling, i, word, far))
        i++;
    if (i == TRIED)
        return;
    for (size_t j = TRIED - 1; j > i; j--) {
        spelling->near[j] = spelling->near[j - 1];
        spelling->distance[j] = spelling->distance[j - 1];
    }
    spelling->near[i] = arena_strdup(look->arena, word);
    spelling->distance[i] = far;
}

/* A word that is spelt right ends the search: nothing else was meant. */
static bool
compare_known(const void *row, void *data)
{
    const char *word = ((const Known *)row)->word;
    const Look *look = data;
    const char *typed = look->spelling->typed;
    if (look->is_last ? g_str_has_prefix(word, typed) : strcmp(word, typed) == 0) {
        *look->spelling = (Spelling){.typed = typed};
        return false;
    }
    SpellingWord known;
    if (!spelling_word(word, &known))
        return true;
    int far = spelling_distance(&look->typed, &known, look->most);
    if (far <= look->most)
        keep(look, word, far);
    return true;
}

/* What stands behind every word that begins with the @n bytes of @start. */
static const char *
behind(Arena *arena, const char *start, size_t n)
{
    return arena_printf(arena, "%.*s\U0010FFFD", (int)n, start);
}

/* Words that begin as the typed one does, or with its second letter: the first one may be too much,
 * or exchanged. */
static void
find_near(Ctx *cx, Spelling *spelling, bool is_last)
{
    Look look = {.arena = cx->arena, .spelling = spelling, .is_last = is_last};
    if (!spelling_word(spelling->typed, &look.typed) || look.typed.n < 3 || look.typed.n > TYPED)
        return;
    look.most = spelling_most(look.typed.n);
    const char *first = spelling->typed, *second = g_utf8_next_char(first);
    size_t n_first = (size_t)(second - first),
           n_second = (size_t)(g_utf8_next_char(second) - second);
    db_each(cx, &SQL_search_words_near, &KNOWN,
            DB_ARGS(first, behind(cx->arena, first, strlen(first)),
                    arena_strndup(cx->arena, first, n_first), behind(cx->arena, first, n_first),
                    arena_strndup(cx->arena, second, n_second), behind(cx->arena, second, n_second),
                    (int64_t)look.typed.n - look.most, (int64_t)look.typed.n + look.most,
                    LOOKED_AT),
            compare_known, &look);
}

/* The query with the @nth spelling of each word that has one; NULL: no word has so many. */
static const char *
spelt(Arena *arena, const Spelling *words, size_t n, size_t nth)
{
    GString *out = arena_string(arena, 128);
    bool changed = false;
    for (size_t i = 0; i < n; i++) {
        const char *word = words[i].near[nth] != NULL ? words[i].near[nth] : words[i].near[0];
        changed = changed || words[i].near[nth] != NULL;
        g_string_append_printf(out, "%s%s", i > 0 ? " " : "", word != NULL ? word : words[i].typed);
    }
    return changed ? out->str : NULL;
}

/* The one that finds most.  A last word means its beginnings, too; said twice it means itself, so
 * that nothing is offered that only stands where the acting person may not look. */
static const char *
best_of(Ctx *cx, const Spelling *words, size_t n, int64_t most, SearchCounter counter,
        const void *data)
{
    const char *best = NULL;
    for (size_t nth = 0; nth < TRIED; nth++) {
        const char *tried = spelt(cx->arena, words, n, nth);
        if (tried == NULL)
            break;
        const char *space = strrchr(tried, ' '), *last = space != NULL ? space + 1 : tried;
        int64_t found = counter(cx, arena_printf(cx->arena, "%s %s", tried, last), data);
        if (found > most) {
            most = found;
            best = tried;
        }
    }
    return best;
}

const char *
search_meant(Ctx *cx, const char *typed, int64_t n, SearchCounter counter, const void *data)
{
    Spelling words[SEARCH_WORDS_ASKED] = {0};
    size_t n_words = 0;
    const char *asked = search_asked(cx, typed);
    if (*asked == '\0' || n >= SEARCH_FEW)
        return NULL;
    g_auto(GStrv) split = g_strsplit(asked, " ", SEARCH_WORDS_ASKED);
    for (size_t i = 0; split[i] != NULL; i++) {
        Spelling *word = &words[n_words++];
        word->typed = split[i];
        find_near(cx, word, split[i + 1] == NULL);
    }
    return n_words < SEARCH_WORDS_ASKED ? best_of(cx, words, n_words, n, counter, data) : NULL;
}
