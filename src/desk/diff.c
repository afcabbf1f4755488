/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/diff.h"

#include <string.h>

/* Pairs of words that are compared at most: 8 MB while it lasts. */
#define DIFF_CELLS (4 * 1024 * 1024)

typedef struct Word {
    const char *at;
    size_t n;
} Word;

typedef struct Words {
    const Word *at;
    size_t n;
} Words;

/* A word is what stands up to the next white space, and that white space. */
static Words
words_of(Arena *arena, const char *text)
{
    static const char *const blank = " \t\r\n";
    size_t n = 0, most = strlen(text) / 2 + 2;
    Word *at = arena_array_of(arena, Word, most);
    while (*text != '\0') {
        size_t length = strcspn(text, blank);
        length += strspn(text + length, blank);
        at[n++] = (Word){text, length};
        text += length;
    }
    return (Words){at, n};
}

static bool
is_same(Word a, Word b)
{
    return a.n == b.n && memcmp(a.at, b.at, a.n) == 0;
}

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

static void
add_words(Parts *parts, Words words, bool added, bool removed)
{
    for (size_t i = 0; i < words.n; i++)
        add_word(parts, words.at[i], added, removed);
}

/* Length of the longest common sequence of what follows each pair. */
static uint16_t *
common_lengths(Words a, Words b)
{
    size_t wide = b.n + 1;
    uint16_t *length = g_new0(uint16_t, (a.n + 1) * wide);
    for (size_t i = a.n; i-- > 0;)
        for (size_t j = b.n; j-- > 0;) {
            uint16_t down = length[(i + 1) * wide + j], right = length[i * wide + j + 1];
            length[i * wide + j] = is_same(a.at[i], b.at[j])
                                       ? (uint16_t)(length[(i + 1) * wide + j + 1] + 1)
                                       : MAX(down, right);
        }
    return length;
}

static void
add_middle(Parts *parts, Words a, Words b)
{
    if (a.n > UINT16_MAX || (a.n + 1) > DIFF_CELLS / (b.n + 1)) {
        add_words(parts, a, false, true);
        add_words(parts, b, true, false);
        return;
    }
    g_autofree uint16_t *length = common_lengths(a, b);
    size_t i = 0, j = 0, wide = b.n + 1;
    while (i < a.n && j < b.n) {
        if (is_same(a.at[i], b.at[j])) {
            add_word(parts, a.at[i++], false, false);
            j++;
        } else if (length[(i + 1) * wide + j] >= length[i * wide + j + 1]) {
            add_word(parts, a.at[i++], false, true);
        } else {
            add_word(parts, b.at[j++], true, false);
        }
    }
    add_words(parts, (Words){a.at + i, a.n - i}, false, true);
    add_words(parts, (Words){b.at + j, b.n - j}, true, false);
}

DiffSpan
diff_words(Arena *arena, const char *was, const char *is)
{
    Words a = words_of(arena, was), b = words_of(arena, is);
    size_t head = 0, tail = 0, least = MIN(a.n, b.n);
    while (head < least && is_same(a.at[head], b.at[head]))
        head++;
    while (tail < least - head && is_same(a.at[a.n - 1 - tail], b.at[b.n - 1 - tail]))
        tail++;

    Parts parts = {.arena = arena,
                   .text = arena_string(arena, 256),
                   .at = arena_array_of(arena, DiffPart, a.n + b.n + 1)};
    memset(parts.at, 0, (a.n + b.n + 1) * sizeof *parts.at);
    add_words(&parts, (Words){a.at, head}, false, false);
    add_middle(&parts, (Words){a.at + head, a.n - head - tail},
               (Words){b.at + head, b.n - head - tail});
    add_words(&parts, (Words){a.at + a.n - tail, tail}, false, false);
    end_part(&parts);
    return (DiffSpan){parts.at, parts.n};
}
