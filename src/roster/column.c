/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/column.h"

#include <string.h>

#define FIRST_ROOM 256

/* An array that has an element for each person. */
typedef struct Array {
    void **at;
    size_t size; /* of an element */
} Array;

#define MOST_WASTE (64 * 1024) /* bytes of words that nobody has, if they are half of all */

#define N_ARRAYS (6 + 3 * N_WORDS + N_MARKS)

/* Of a word's beginnings of one, two and three bytes each gets one bit of its third of 64. */
#define BEGINNINGS 3
#define BITS_OF_ONE (64 / BEGINNINGS)

static void
list_arrays(Columns *columns, Array arrays[N_ARRAYS])
{
    size_t n = 0;
    arrays[n++] = (Array){(void **)&columns->id, sizeof *columns->id};
    arrays[n++] = (Array){(void **)&columns->joined, sizeof *columns->joined};
    arrays[n++] = (Array){(void **)&columns->left, sizeof *columns->left};
    arrays[n++] = (Array){(void **)&columns->seen, sizeof *columns->seen};
    arrays[n++] = (Array){(void **)&columns->to_all, sizeof *columns->to_all};
    arrays[n++] = (Array){(void **)&columns->to_members, sizeof *columns->to_members};
    for (size_t i = 0; i < N_WORDS; i++) {
        WordsColumn *words = &columns->words[i];
        arrays[n++] = (Array){(void **)&words->at, sizeof *words->at};
        arrays[n++] = (Array){(void **)&words->first, sizeof *words->first};
        arrays[n++] = (Array){(void **)&words->beginnings, sizeof *words->beginnings};
    }
    for (size_t mark = 0; mark < N_MARKS; mark++)
        arrays[n++] = (Array){(void **)&columns->mark[mark], sizeof *columns->mark[mark]};
    g_assert(n == N_ARRAYS);
}

static void
begin(Columns *columns)
{
    *columns = (Columns){
        .absences = g_array_new(false, false, sizeof(Absence)),
    };
    for (size_t i = 0; i < N_WORDS; i++)
        columns->words[i].all = g_string_new_len("", 1);
    for (size_t mark = 0; mark < N_MARKS; mark++) {
        Dictionary *dictionary = &columns->dictionary[mark];
        dictionary->texts = g_ptr_array_new_with_free_func(g_free);
        dictionary->codes = g_hash_table_new(g_str_hash, g_str_equal);
        columns_code(columns, mark, "");
    }
}

void
columns_init(Columns *columns)
{
    begin(columns);
}

void
columns_clear(Columns *columns)
{
    Array arrays[N_ARRAYS];
    list_arrays(columns, arrays);
    for (size_t i = 0; i < N_ARRAYS; i++)
        g_free(*arrays[i].at);
    for (size_t mark = 0; mark < N_MARKS; mark++) {
        g_hash_table_unref(columns->dictionary[mark].codes);
        g_ptr_array_unref(columns->dictionary[mark].texts);
    }
    for (size_t i = 0; i < N_WORDS; i++)
        g_string_free(columns->words[i].all, true);
    g_array_unref(columns->absences);
}

void
columns_empty(Columns *columns)
{
    columns_clear(columns);
    begin(columns);
}

bool
columns_find(const Columns *columns, int64_t id, size_t *ret_at)
{
    size_t low = 0;
    size_t high = columns->n;
    /* Who is new comes last. */
    if (high > 0 && columns->id[high - 1] < id)
        low = high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (columns->id[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    *ret_at = low;
    return low < columns->n && columns->id[low] == id;
}

static void
grow(Columns *columns)
{
    Array arrays[N_ARRAYS];
    list_arrays(columns, arrays);
    columns->room = columns->room > 0 ? columns->room + columns->room / 2 : FIRST_ROOM;
    for (size_t i = 0; i < N_ARRAYS; i++)
        *arrays[i].at = g_realloc_n(*arrays[i].at, columns->room, arrays[i].size);
}

/* Make room for one more at @at. */
static void
open_place(Columns *columns, const Array arrays[N_ARRAYS], size_t at)
{
    for (size_t i = 0; i < N_ARRAYS; i++) {
        char *place = (char *)*arrays[i].at + at * arrays[i].size;
        memmove(place + arrays[i].size, place, (columns->n - at) * arrays[i].size);
    }
    columns->n++;
}

static void
waste_words(Columns *columns, size_t at)
{
    for (size_t i = 0; i < N_WORDS; i++)
        if (columns->words[i].at[at] != 0)
            columns->words[i].waste += strlen(columns_words(columns, i, at)) + 1;
}

size_t
columns_place(Columns *columns, int64_t id)
{
    size_t at = 0;
    bool found = columns_find(columns, id, &at);
    if (!found && columns->n == columns->room)
        grow(columns);
    Array arrays[N_ARRAYS];
    list_arrays(columns, arrays);
    if (found)
        waste_words(columns, at);
    else
        open_place(columns, arrays, at);
    for (size_t i = 0; i < N_ARRAYS; i++)
        memset((char *)*arrays[i].at + at * arrays[i].size, 0, arrays[i].size);
    columns->id[at] = id;
    return at;
}

void
columns_drop(Columns *columns, int64_t low, int64_t high)
{
    size_t from = 0;
    columns_find(columns, low, &from);
    size_t to = from;
    while (to < columns->n && columns->id[to] <= high)
        waste_words(columns, to++);
    if (to == from)
        return;
    Array arrays[N_ARRAYS];
    list_arrays(columns, arrays);
    for (size_t i = 0; i < N_ARRAYS; i++) {
        char *at = *arrays[i].at;
        memmove(at + from * arrays[i].size, at + to * arrays[i].size,
                (columns->n - to) * arrays[i].size);
    }
    columns->n -= to - from;
}

void
columns_drop_absences(Columns *columns, int64_t low, int64_t high)
{
    for (guint i = columns->absences->len; i > 0; i--) {
        int64_t person = g_array_index(columns->absences, Absence, i - 1).person;
        if (person >= low && person <= high)
            g_array_remove_index_fast(columns->absences, i - 1);
    }
}

uint32_t
columns_code(Columns *columns, Mark mark, const char *text)
{
    Dictionary *dictionary = &columns->dictionary[mark];
    void *code = NULL;
    if (g_hash_table_lookup_extended(dictionary->codes, text, NULL, &code))
        return GPOINTER_TO_UINT(code);
    uint32_t next = dictionary->texts->len;
    char *own = g_strdup(text);
    g_ptr_array_add(dictionary->texts, own);
    g_hash_table_insert(dictionary->codes, own, GUINT_TO_POINTER(next));
    return next;
}

uint64_t
columns_beginnings(const char *word)
{
    uint64_t bits = 0;
    uint32_t hash = 0;
    for (unsigned i = 0; i < BEGINNINGS && word[i] != ' ' && word[i] != '\0'; i++) {
        hash = (hash + (unsigned char)word[i]) * 0x9e3779b1u; /* 2^32 by the golden ratio */
        bits |= (uint64_t)1 << (i * BITS_OF_ONE + (hash >> 16) % BITS_OF_ONE);
    }
    return bits;
}

void
columns_set_words(Columns *columns, Words which, size_t at, const char *words)
{
    WordsColumn *column = &columns->words[which];
    column->at[at] = (uint32_t)column->all->len;
    g_string_append_len(column->all, words, (gssize)strlen(words) + 1);
    const unsigned char *bytes = (const unsigned char *)words;
    column->first[at] = (uint16_t)(bytes[0] << 8 | (bytes[0] != '\0' ? bytes[1] : 0));
    column->beginnings[at] = 0;
    for (const char *word = words; word != NULL; word = strchr(word, ' ')) {
        word += *word == ' ';
        column->beginnings[at] |= columns_beginnings(word);
    }
}

bool
columns_are_wasteful(const Columns *columns)
{
    for (size_t i = 0; i < N_WORDS; i++) {
        const WordsColumn *column = &columns->words[i];
        if (column->waste > MOST_WASTE && column->waste > column->all->len / 2)
            return true;
    }
    return false;
}
