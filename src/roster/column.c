/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/column.h"

#define FIRST_ROOM 256

/* An array that has an element for each person. */
typedef struct Array {
    void **at;
    size_t size; /* of an element */
} Array;

#define MOST_WASTE (64 * 1024) /* bytes of words that nobody has, if they are half of all */

#define N_ARRAYS (9 + N_MARKS)

/* Of a word's beginnings of one, two and three bytes each gets one bit of its third of 64. */
#define BEGINNINGS 3
#define BITS_OF_ONE (64 / BEGINNINGS)

static void
list_arrays(Columns *columns, Array arrays[N_ARRAYS])
{
    size_t n = 0;
    arrays[n++] = (Array){&columns->id.at, columns->id.size};
    arrays[n++] = (Array){&columns->joined.at, columns->joined.size};
    arrays[n++] = (Array){&columns->left.at, columns->left.size};
    arrays[n++] = (Array){&columns->seen.at, columns->seen.size};
    arrays[n++] = (Array){(void **)&columns->to_all, sizeof *columns->to_all};
    arrays[n++] = (Array){(void **)&columns->to_members, sizeof *columns->to_members};
    arrays[n++] = (Array){(void **)&columns->words.at, sizeof *columns->words.at};
    arrays[n++] = (Array){(void **)&columns->words.first, sizeof *columns->words.first};
    arrays[n++] = (Array){(void **)&columns->words.beginnings, sizeof *columns->words.beginnings};
    for (size_t mark = 0; mark < N_MARKS; mark++)
        arrays[n++] = (Array){&columns->mark[mark].at, columns->mark[mark].size};
    g_assert(n == N_ARRAYS);
}

/* The number of @text, given now if it has none. */
static uint32_t
code_of(Columns *columns, Mark mark, const char *text)
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

/* ---- numbers ---- */

static void
put_number(NumberColumn *column, size_t at, int64_t number)
{
    switch (column->size) {
    case 1: ((int8_t *)column->at)[at] = (int8_t)number; break;
    case 2: ((int16_t *)column->at)[at] = (int16_t)number; break;
    case 4: ((int32_t *)column->at)[at] = (int32_t)number; break;
    default: ((int64_t *)column->at)[at] = number;
    }
}

/* Give each number twice its bytes. */
static void
widen(NumberColumn *column, size_t n, size_t room)
{
    NumberColumn wide = {g_malloc_n(room, 2 * column->size), 2 * column->size};
    for (size_t at = 0; at < n; at++)
        put_number(&wide, at, columns_number(column, at));
    g_free(column->at);
    *column = wide;
}

static bool
has_room(const NumberColumn *column, int64_t number)
{
    int64_t most = INT64_MAX >> 8 * (sizeof number - column->size);
    return number >= -most - 1 && number <= most;
}

void
columns_set_number(const Columns *columns, NumberColumn *column, size_t at, int64_t number)
{
    while (!has_room(column, number))
        widen(column, columns->n, columns->room);
    put_number(column, at, number);
}

/* ---- all of them ---- */

static void
begin(Columns *columns)
{
    static const NumberColumn none = {NULL, 1};
    *columns = (Columns){
        .id = none,
        .joined = none,
        .left = none,
        .seen = none,
        .absences = g_array_new(false, false, sizeof(Absence)),
        .words.all = g_string_new_len("\0", 2),
    };
    for (size_t mark = 0; mark < N_MARKS; mark++) {
        Dictionary *dictionary = &columns->dictionary[mark];
        dictionary->texts = g_ptr_array_new_with_free_func(g_free);
        dictionary->codes = g_hash_table_new(g_str_hash, g_str_equal);
        columns->mark[mark] = none;
        code_of(columns, mark, "");
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
    g_string_free(columns->words.all, true);
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
    if (high > 0 && columns_number(&columns->id, high - 1) < id)
        low = high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (columns_number(&columns->id, middle) < id)
            low = middle + 1;
        else
            high = middle;
    }
    *ret_at = low;
    return low < columns->n && columns_number(&columns->id, low) == id;
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
    if (columns->words.at[at] == 0)
        return;
    const char *address = columns_words(columns, WORDS_ADDRESS, at);
    const char *name = columns_words(columns, WORDS_NAME, at);
    columns->words.waste += (size_t)(address - name) + strlen(address) + 1;
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
    columns_set_number(columns, &columns->id, at, id);
    return at;
}

void
columns_drop(Columns *columns, int64_t low, int64_t high)
{
    size_t from = 0;
    columns_find(columns, low, &from);
    size_t to = from;
    while (to < columns->n && columns_number(&columns->id, to) <= high)
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

void
columns_set_mark(Columns *columns, Mark which, size_t at, const char *text)
{
    columns_set_number(columns, &columns->mark[which], at, code_of(columns, which, text));
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
columns_set_words(Columns *columns, size_t at, const char *name, const char *address)
{
    WordsColumn *column = &columns->words;
    column->at[at] = (uint32_t)column->all->len;
    g_string_append_len(column->all, name, (gssize)strlen(name) + 1);
    g_string_append_len(column->all, address, (gssize)strlen(address) + 1);
    const unsigned char *bytes = (const unsigned char *)name;
    column->first[at] = (uint16_t)(bytes[0] << 8 | (bytes[0] != '\0' ? bytes[1] : 0));
    column->beginnings[at] = 0;
    for (const char *word = name; word != NULL; word = strchr(word, ' ')) {
        word += *word == ' ';
        column->beginnings[at] |= columns_beginnings(word);
    }
}

bool
columns_are_wasteful(const Columns *columns)
{
    return columns->words.waste > MOST_WASTE && columns->words.waste > columns->words.all->len / 2;
}
