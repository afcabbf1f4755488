/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/search_word.h"

#include "alliance/search_excerpt.h"
#include "alliance/search_word.sql.h"

#include <string.h>

/* Words of other lengths, in characters, are not offered. */
#define SHORTEST 4
#define LONGEST 24

#define PORTION 100 /* texts that are learnt in one transaction */
#define WORDS 500   /* that are looked through in one transaction */

typedef struct Words {
    int64_t id;
    const char *words;
} Words;

static const DbType WORDS_OF = DB_TYPE(Words, DB_FIELD(Words, id), DB_FIELD(Words, words));

typedef struct Word {
    const char *word;
} Word;

static const DbType WORD = DB_TYPE(Word, DB_FIELD(Word, word));

/* ---- learning ---- */

/* Only what is spelt can be misspelt: no figures. */
static bool
can_be_offered(const char *word)
{
    glong n = g_utf8_strlen(word, -1);
    return n >= SHORTEST && n <= LONGEST && strpbrk(word, "0123456789") == NULL;
}

static int
by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A word is letters and marks: in JSON it stands as it is.  In one order, so that two who learn at
 * once wait for each other in turn. */
static void
learn(Ctx *cx, GHashTable *words)
{
    guint n = 0;
    g_autofree gpointer *keys = g_hash_table_get_keys_as_array(words, &n);
    if (n == 0)
        return;
    qsort(keys, n, sizeof *keys, by_bytes);
    GString *json = arena_string(cx->arena, (size_t)n * 12);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(json, "%s\"%s\"", i == 0 ? "[" : ",", (const char *)keys[i]);
    g_string_append_c(json, ']');
    db_run(cx, &SQL_search_learn, DB_ARGS(json->str));
}

static void
gather(GHashTable *words, const char *text)
{
    g_auto(GStrv) split = g_strsplit(text != NULL ? text : "", " ", -1);
    for (char **word = split; *word != NULL; word++)
        if (can_be_offered(*word))
            g_hash_table_add(words, g_strdup(*word));
}

static GHashTable *
no_words(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static int64_t
learn_texts(Ctx *cx)
{
    g_autoptr(GHashTable) words = no_words();
    DbRows rows = db_all(cx, &SQL_search_unlearnt_texts, &WORDS_OF, DB_ARGS(PORTION));
    const Words *at = rows.at;
    int64_t *ids = arena_array_of(cx->arena, int64_t, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        gather(words, at[i].words);
        ids[i] = at[i].id;
    }
    db_run(cx, &SQL_search_texts_learnt, DB_ARGS(db_numbers(cx->arena, ids, rows.n)));
    learn(cx, words);
    return (int64_t)rows.n;
}

static bool
gather_page(const void *row, void *words)
{
    gather(words, ((const Words *)row)->words);
    return true;
}

static int64_t
learn_file(Ctx *cx)
{
    int64_t file = db_count(cx, &SQL_search_unlearnt_file, DB_NO_ARGS);
    if (file == 0)
        return 0;
    g_autoptr(GHashTable) words = no_words();
    db_each(cx, &SQL_search_words_of_file, &WORDS_OF, DB_ARGS(file), gather_page, words);
    learn(cx, words);
    db_run(cx, &SQL_search_file_learnt, DB_ARGS(file));
    return 1;
}

int64_t
search_learn(Ctx *cx, JobCursor *cursor)
{
    int64_t n = learn_texts(cx) + learn_file(cx);
    cursor->more = n > 0;
    return n;
}

int64_t
search_count_unlearnt(Ctx *cx)
{
    return db_count(cx, &SQL_search_count_unlearnt, DB_NO_ARGS);
}

/* ---- forgetting ---- */

/* The words after @after, which becomes the last one; returns whether there may be more. */
static bool
forget_portion(Ctx *cx, GString *after, int64_t *count)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx portion = *cx;
    portion.arena = arena;
    DbRows rows = db_all(&portion, &SQL_search_words_after, &WORD, DB_ARGS(after->str, WORDS));
    const Word *at = rows.at;
    for (size_t i = 0; i < rows.n && !db_failed(cx->db); i++)
        *count += db_run(&portion, &SQL_search_word_forget, DB_ARGS(at[i].word));
    if (rows.n > 0)
        g_string_assign(after, at[rows.n - 1].word);
    return rows.n == WORDS && !db_failed(cx->db);
}

int64_t
search_forget(Ctx *cx)
{
    GString *after = arena_string(cx->arena, 64);
    int64_t count = 0;
    bool more = true;
    g_assert(!db_in_transaction(cx->db));
    while (more && db_begin(cx->db, true) == DB_OK) {
        more = forget_portion(cx, after, &count);
        more = db_end(cx->db, true) == DB_OK && more;
    }
    return count;
}
