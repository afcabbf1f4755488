/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/diff.h"

#include <string.h>

static const char *const blank = " \t\r\n";

typedef struct Word {
    const char *at;
    size_t n, n_seen; /* n_seen: without its white space */
} Word;

typedef struct Words {
    const Word *at;
    size_t n;
} Words;

/* A word has the white space behind it; with @lines what begins with a line's end is a word of its
   own, so that a last word which changes does not take the end of its paragraph with it. */
static Words
words_of(Arena *arena, const char *text, bool lines)
{
    size_t n = 0, most = strlen(text) + 1;
    Word *at = arena_array_of(arena, Word, most);
    while (*text != '\0') {
        size_t seen = strcspn(text, blank);
        bool line = lines && (*text == '\n' || *text == '\r');
        size_t behind = strspn(text + seen, lines && !line ? " \t" : blank);
        at[n++] = (Word){text, seen + behind, seen};
        text += seen + behind;
    }
    return (Words){at, n};
}

/* The same number for the same word; with @seen whatever white space follows it. */
static const uint32_t *
numbers_of(Arena *arena, GHashTable *known, Words words, bool seen)
{
    uint32_t *at = arena_array_of(arena, uint32_t, words.n);
    for (size_t i = 0; i < words.n; i++) {
        const Word *word = &words.at[i];
        char *key = arena_strndup(arena, word->at, seen ? word->n_seen : word->n);
        gpointer number = g_hash_table_lookup(known, key);
        if (number == NULL) {
            number = GUINT_TO_POINTER(g_hash_table_size(known) + 1);
            g_hash_table_insert(known, key, number);
        }
        at[i] = GPOINTER_TO_UINT(number);
    }
    return at;
}

/* ---- the shortest way ---- */

typedef struct Pair {
    const uint32_t *a, *b;
    int64_t n, m;
} Pair;

/* Where the furthest way of @d steps on the diagonal of @i begins, from those of one step less. */
static int64_t
come_from(const int32_t *before, int64_t d, int64_t i)
{
    if (d == 0)
        return 0;
    bool down = i == 0 || (i != d && before[i - 1] < before[i]);
    return down ? before[i] : before[i - 1] + 1;
}

/* Row @d of @rows: how far in a one comes with d steps on each of its d + 1 diagonals. */
static bool
walk(const Pair *pair, int64_t d, int32_t **rows)
{
    rows[d] = g_new(int32_t, (size_t)d + 1);
    for (int64_t i = 0; i <= d; i++) {
        int64_t k = 2 * i - d, x = come_from(d > 0 ? rows[d - 1] : NULL, d, i), y = x - k;
        while (x < pair->n && y < pair->m && pair->a[x] == pair->b[y]) {
            x++;
            y++;
        }
        rows[d][i] = (int32_t)x;
        if (x >= pair->n && y >= pair->m)
            return true;
    }
    return false;
}

/* Go back from the end and note what was the same; @shift: what was left out at the beginning. */
static void
trace(const Pair *pair, int64_t d, int32_t **rows, int64_t shift, int64_t *match)
{
    int64_t x = pair->n, y = pair->m;
    for (; d >= 0; d--) {
        int64_t i = (x - y + d) / 2;
        const int32_t *before = d > 0 ? rows[d - 1] : NULL;
        int64_t from = come_from(before, d, i);
        while (x > from) {
            x--;
            y--;
            match[shift + x] = shift + y;
        }
        bool down = d > 0 && (i == 0 || (i != d && before[i - 1] < before[i]));
        x -= d > 0 && !down ? 1 : 0;
        y -= down ? 1 : 0;
    }
}

static void
match_middle(const Pair *pair, int64_t shift, int64_t *match)
{
    g_autofree int32_t **rows = g_new0(int32_t *, DIFF_STEPS + 1);
    int64_t d = 0;
    bool arrived = false;
    for (; d <= DIFF_STEPS && !arrived; d++)
        arrived = walk(pair, d, rows);
    if (arrived)
        trace(pair, d - 1, rows, shift, match);
    for (int64_t i = 0; i < d; i++)
        g_free(rows[i]);
}

const int64_t *
diff_match(Arena *arena, const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    int64_t *match = arena_array_of(arena, int64_t, n);
    size_t head = 0, tail = 0, least = MIN(n, m);
    for (size_t i = 0; i < n; i++)
        match[i] = -1;
    while (head < least && a[head] == b[head]) {
        match[head] = (int64_t)head;
        head++;
    }
    while (tail < least - head && a[n - 1 - tail] == b[m - 1 - tail]) {
        match[n - 1 - tail] = (int64_t)(m - 1 - tail);
        tail++;
    }
    const Pair middle = {a + head, b + head, (int64_t)(n - head - tail),
                         (int64_t)(m - head - tail)};
    if (middle.n > 0 && middle.m > 0)
        match_middle(&middle, (int64_t)head, match);
    return match;
}

/* ---- texts ---- */

/* Parts as they grow: neighbours of one kind are one part. */
typedef struct Parts {
    Arena *arena;
    GString *text;
    DiffPart *at;
    size_t n;
} Parts;

static void
end_part(Parts *parts)
{
    if (parts->text->len > 0)
        parts->at[parts->n++].text = arena_strdup(parts->arena, parts->text->str);
    g_string_truncate(parts->text, 0);
}

static void
add_word(Parts *parts, Word word, bool added, bool removed)
{
    DiffPart *open = &parts->at[parts->n];
    if (open->added != added || open->removed != removed)
        end_part(parts);
    parts->at[parts->n].added = added;
    parts->at[parts->n].removed = removed;
    g_string_append_len(parts->text, word.at, (gssize)word.n);
}

DiffSpan
diff_words(Arena *arena, const char *was, const char *is)
{
    Words a = words_of(arena, was, true), b = words_of(arena, is, true);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    const uint32_t *numbers = numbers_of(arena, known, a, false);
    const int64_t *match = diff_match(arena, numbers, a.n, numbers_of(arena, known, b, false), b.n);
    Parts parts = {.arena = arena,
                   .text = arena_string(arena, 256),
                   .at = arena_array_of(arena, DiffPart, a.n + b.n + 1)};
    memset(parts.at, 0, (a.n + b.n + 1) * sizeof *parts.at);
    size_t j = 0;
    for (size_t i = 0; i < a.n; i++) {
        if (match[i] < 0) {
            add_word(&parts, a.at[i], false, true);
            continue;
        }
        while (j < (size_t)match[i])
            add_word(&parts, b.at[j++], true, false);
        add_word(&parts, b.at[j++], false, false);
    }
    while (j < b.n)
        add_word(&parts, b.at[j++], true, false);
    end_part(&parts);
    return (DiffSpan){parts.at, parts.n};
}

/* ---- two changes ---- */

typedef struct Side {
    Words words;
    const uint32_t *numbers;
    const int64_t *match; /* of the base's words */
    size_t at;            /* how much of it is merged */
} Side;

static Side
side_of(Arena *arena, GHashTable *known, const uint32_t *base, size_t n, const char *text)
{
    Words words = words_of(arena, text, false);
    const uint32_t *numbers = numbers_of(arena, known, words, true);
    return (Side){words, numbers, diff_match(arena, base, n, numbers, words.n), 0};
}

static bool
is_same(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    return n == m && memcmp(a, b, n * sizeof *a) == 0;
}

/* What stands between two words that both sides kept: @n words of the base, and in each side up to
   @end.  False: both changed it, and not to the same. */
static bool
merge_between(GString *out, const uint32_t *base, size_t n, Side *sides, const size_t *end)
{
    const uint32_t *at[2];
    size_t length[2];
    for (size_t s = 0; s < 2; s++) {
        at[s] = sides[s].numbers + sides[s].at;
        length[s] = end[s] - sides[s].at;
    }
    size_t taken = is_same(at[0], length[0], base, n) ? 1 : 0;
    if (taken == 0 && !is_same(at[1], length[1], base, n) &&
        !is_same(at[0], length[0], at[1], length[1]))
        return false;
    if (taken == 1 && is_same(at[1], length[1], base, n))
        taken = 0;
    for (size_t i = sides[taken].at; i < end[taken]; i++)
        g_string_append_len(out, sides[taken].words.at[i].at, (gssize)sides[taken].words.at[i].n);
    return true;
}

/* A word at the end of its text has no white space behind it until more is put there. */
static void
part_words(GString *out)
{
    if (out->len > 0 && strchr(blank, out->str[out->len - 1]) == NULL)
        g_string_append_c(out, ' ');
}

const char *
diff_merge(Arena *arena, const char *base, const char *mine, const char *theirs)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    Words words = words_of(arena, base, false);
    const uint32_t *numbers = numbers_of(arena, known, words, true);
    Side sides[2] = {side_of(arena, known, numbers, words.n, mine),
                     side_of(arena, known, numbers, words.n, theirs)};
    GString *out = arena_string(arena, strlen(mine) + strlen(theirs));
    size_t from = 0;
    for (size_t i = 0; i <= words.n; i++) {
        bool last = i == words.n;
        if (!last && (sides[0].match[i] < 0 || sides[1].match[i] < 0))
            continue;
        const size_t end[2] = {last ? sides[0].words.n : (size_t)sides[0].match[i],
                               last ? sides[1].words.n : (size_t)sides[1].match[i]};
        if (end[0] > sides[0].at || end[1] > sides[1].at)
            part_words(out);
        if (!merge_between(out, numbers + from, i - from, sides, end))
            return NULL;
        if (last)
            break;
        part_words(out);
        g_string_append_len(out, sides[0].words.at[end[0]].at, (gssize)sides[0].words.at[end[0]].n);
        sides[0].at = end[0] + 1;
        sides[1].at = end[1] + 1;
        from = i + 1;
    }
    return g_strchomp(out->str);
}

/* ---- likeness ---- */

static int
by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

void
diff_bags(Arena *arena, const char *const *texts, size_t n, DiffBag *ret_bags)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < n; i++) {
        Words words = words_of(arena, texts[i] + strspn(texts[i], blank), false);
        uint32_t *at = arena_array_of(arena, uint32_t, words.n + 1);
        const uint32_t *numbers = numbers_of(arena, known, words, true);
        for (size_t w = 0; w < words.n; w++)
            at[w] = numbers[w];
        qsort(at, words.n, sizeof *at, by_number);
        ret_bags[i] = (DiffBag){at, words.n};
    }
}

double
diff_likeness(DiffBag a, DiffBag b, double *ret_kept)
{
    size_t i = 0, j = 0, common = 0;
    while (i < a.n && j < b.n) {
        common += a.at[i] == b.at[j] ? 1 : 0;
        bool first = a.at[i] <= b.at[j], second = b.at[j] <= a.at[i];
        i += first ? 1 : 0;
        j += second ? 1 : 0;
    }
    if (ret_kept != NULL)
        *ret_kept = a.n > 0 ? (double)common / (double)a.n : 0;
    return a.n + b.n > 0 ? 2 * (double)common / (double)(a.n + b.n) : 1;
}
