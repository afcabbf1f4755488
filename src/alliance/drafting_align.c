/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/drafting_align.h"

#include "base/diff.h"

#include <string.h>

#define ALIKE 0.5 /* share of words from which a paragraph counts as another wording of one */

/* ---- cutting ---- */

typedef struct Line {
    const char *at;
    size_t n; /* with its end */
} Line;

static Line
next_line(const char *text)
{
    size_t n = strcspn(text, "\n");
    return (Line){text, text[n] == '\n' ? n + 1 : n};
}

static bool
is_blank(Line line)
{
    return strspn(line.at, " \t\r\n") >= line.n;
}

/* How many of the marks of a fence the line begins with; 0: it is none. */
static size_t
fence_of(Line line, char *ret_mark)
{
    size_t before = strspn(line.at, " ");
    char mark = line.at[before];
    if (before > 3 || before >= line.n || (mark != '`' && mark != '~'))
        return 0;
    size_t n = strspn(line.at + before, (const char[]){mark, '\0'});
    *ret_mark = mark;
    return n >= 3 ? n : 0;
}

static bool
is_indented(Line line)
{
    return *line.at == '\t' || (line.n > 2 && strncmp(line.at, "  ", 2) == 0);
}

static const char *
trimmed(Arena *arena, const char *from, const char *to)
{
    while (to > from && strchr(" \t\r\n", to[-1]) != NULL)
        to--;
    return arena_strndup(arena, from, (size_t)(to - from));
}

TextSpan
drafting_split(Arena *arena, const char *body)
{
    const char **at = arena_array_of(arena, const char *, strlen(body) / 2 + 2);
    size_t n = 0, fence = 0;
    const char *begin = NULL;
    char mark = '\0', found = '\0';
    bool after_blank = false;
    for (const char *text = body; *text != '\0';) {
        Line line = next_line(text);
        bool blank = is_blank(line);
        if (begin != NULL && after_blank && !blank && fence == 0 && !is_indented(line)) {
            at[n++] = trimmed(arena, begin, text);
            begin = NULL;
        }
        if (begin == NULL && !blank)
            begin = text;
        size_t marks = fence_of(line, &found);
        if (fence == 0 && marks > 0) {
            fence = marks;
            mark = found;
        } else if (fence > 0 && marks >= fence && found == mark) {
            fence = 0;
        }
        after_blank = blank;
        text += line.n;
    }
    if (begin != NULL)
        at[n++] = trimmed(arena, begin, body + strlen(body));
    return (TextSpan){at, n};
}

const char *
drafting_join(Arena *arena, TextSpan paragraphs)
{
    GString *text = arena_string(arena, 1024);
    for (size_t i = 0; i < paragraphs.n; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? "\n\n" : "", paragraphs.at[i]);
    return text->str;
}

/* ---- which is which ---- */

typedef struct Work {
    TextSpan old, now;
    size_t standing;
    const DiffBag *old_bags, *now_bags;
    bool *taken; /* of each old one: it is one of the new ones */
    Alignment found;
} Work;

static void
take(Work *work, size_t now, size_t old)
{
    work->found.was[now] = (int64_t)old;
    work->taken[old] = true;
}

static const uint32_t *
numbers_of(Arena *arena, GHashTable *known, const char *const *texts, size_t n)
{
    uint32_t *at = arena_array_of(arena, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!g_hash_table_contains(known, texts[i]))
            g_hash_table_insert(known, (gpointer)(uintptr_t)texts[i],
                                GUINT_TO_POINTER(g_hash_table_size(known) + 1));
        at[i] = GPOINTER_TO_UINT(g_hash_table_lookup(known, texts[i]));
    }
    return at;
}

static void
take_same_in_order(Arena *arena, Work *work)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    const uint32_t *old = numbers_of(arena, known, work->old.at, work->standing);
    const uint32_t *now = numbers_of(arena, known, work->now.at, work->now.n);
    const int64_t *match = diff_match(arena, old, work->standing, now, work->now.n);
    for (size_t i = 0; i < work->standing; i++)
        if (match[i] >= 0)
            take(work, (size_t)match[i], i);
}

static void
take_same_elsewhere(Work *work)
{
    for (size_t j = 0; j < work->now.n; j++)
        for (size_t i = 0; i < work->old.n && work->found.was[j] < 0; i++)
            if (!work->taken[i] && strcmp(work->old.at[i], work->now.at[j]) == 0)
                take(work, j, i);
}

typedef struct Alike {
    size_t old, now;
    double likeness;
} Alike;

static int
most_alike_first(const void *a, const void *b)
{
    const Alike *x = a, *y = b;
    if (x->likeness != y->likeness)
        return x->likeness > y->likeness ? -1 : 1;
    if (x->old != y->old)
        return x->old < y->old ? -1 : 1;
    return x->now < y->now ? -1 : x->now > y->now;
}

static void
take_alike(Work *work)
{
    g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(Alike));
    for (size_t i = 0; i < work->standing; i++)
        for (size_t j = 0; j < work->now.n && !work->taken[i]; j++) {
            if (work->found.was[j] >= 0)
                continue;
            const Alike pair = {i, j, diff_likeness(work->old_bags[i], work->now_bags[j], NULL)};
            if (pair.likeness >= ALIKE)
                g_array_append_val(pairs, pair);
        }
    g_array_sort(pairs, most_alike_first);
    for (guint p = 0; p < pairs->len; p++) {
        const Alike *pair = &g_array_index(pairs, Alike, p);
        if (!work->taken[pair->old] && work->found.was[pair->now] < 0)
            take(work, pair->now, pair->old);
    }
}

/* The one of @n bags that has most of the words of @bag, if that is half of them; else -1. */
static int64_t
home_of(DiffBag bag, const DiffBag *bags, size_t n)
{
    int64_t home = -1;
    double most = ALIKE;
    for (size_t i = 0; i < n; i++) {
        double kept = 0;
        diff_likeness(bag, bags[i], &kept);
        if (kept >= most && (home < 0 || kept > most)) {
            home = (int64_t)i;
            most = kept;
        }
    }
    return home;
}

static const DiffBag *
bags_of(Arena *arena, TextSpan old, TextSpan now)
{
    size_t n = old.n + now.n;
    const char **texts = arena_array_of(arena, const char *, n + 1);
    DiffBag *bags = arena_array_of(arena, DiffBag, n + 1);
    for (size_t i = 0; i < n; i++)
        texts[i] = i < old.n ? old.at[i] : now.at[i - old.n];
    diff_bags(arena, texts, n, bags);
    return bags;
}

Alignment
drafting_align(Arena *arena, TextSpan old, size_t standing, TextSpan now)
{
    const DiffBag *bags = bags_of(arena, old, now);
    Work work = {
        .old = old,
        .now = now,
        .standing = standing,
        .old_bags = bags,
        .now_bags = bags + old.n,
        .taken = arena_array_of(arena, bool, old.n + 1),
        .found = {arena_array_of(arena, int64_t, now.n + 1),
                  arena_array_of(arena, int64_t, now.n + 1),
                  arena_array_of(arena, int64_t, old.n + 1)}
    };
    memset(work.taken, 0, old.n * sizeof *work.taken);
    for (size_t j = 0; j < now.n; j++)
        work.found.was[j] = work.found.from[j] = -1;
    take_same_in_order(arena, &work);
    take_same_elsewhere(&work);
    take_alike(&work);
    for (size_t j = 0; j < now.n; j++)
        if (work.found.was[j] < 0)
            work.found.from[j] = home_of(work.now_bags[j], work.old_bags, standing);
    for (size_t i = 0; i < old.n; i++)
        work.found.into[i] = i < standing && !work.taken[i]
                                 ? home_of(work.old_bags[i], work.now_bags, now.n)
                                 : -1;
    return work.found;
}
