/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What the words of a list mean here: countries, languages, interests.
 */
#include "alliance/interest.h"
#include "base/text.h"
#include "import/entry.h"
#include "lang/format.h"

#include "import/import.sql.h"

/* Also those in which people work, not only those of the interface. */
static const char *const LANGUAGES[] = {"en", "fr", "es", "pt", "ar", "sw", "am", "hi",
                                        "ru", "zh", "de", "it", "ne", "rw", "ha", "yo"};

typedef struct Answer {
    const char *words, *country;
} Answer;

static const DbType ANSWER = DB_TYPE(Answer, DB_FIELD(Answer, words), DB_FIELD(Answer, country));

/* Keys and values belong to the arena of the portion. */
static void
add(GHashTable *table, const char *key, const char *value)
{
    g_hash_table_insert(table, (void *)(uintptr_t)key, (void *)(uintptr_t)value);
}

static void
add_languages(Lexicon *lexicon)
{
    Arena *arena = lexicon->arena;
    for (size_t i = 0; i < G_N_ELEMENTS(LANGUAGES); i++) {
        const char *code = LANGUAGES[i];
        add(lexicon->languages, code, code);
        for (size_t l = 0; l < N_LANGS; l++)
            add(lexicon->languages, text_fold(arena, format_language(arena, LANGS[l], code)), code);
    }
    for (size_t l = 0; l < N_LANGS; l++)
        add(lexicon->languages, text_fold(arena, LANGS[l]->name), LANGS[l]->code);
}

static void
add_interests(Lexicon *lexicon, Ctx *cx)
{
    InterestSpan all = interest_list(cx);
    for (size_t i = 0; i < all.n; i++) {
        const char *slug = arena_strdup(lexicon->arena, all.at[i].slug);
        add(lexicon->interests, slug, slug);
        add(lexicon->interests, text_fold(lexicon->arena, all.at[i].name), slug);
        add(lexicon->interests, text_fold(lexicon->arena, all.at[i].name_fr), slug);
    }
    g_hash_table_remove(lexicon->interests, "");
}

static void
add_answers(Lexicon *lexicon, Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_import_list_answers, &ANSWER, DB_NO_ARGS);
    for (size_t i = 0; i < rows.n; i++) {
        const Answer *answer = (const Answer *)rows.at + i;
        add(lexicon->answers, answer->words, answer->country != NULL ? answer->country : "");
    }
}

static void
free_spelling(void *data)
{
    ImportSpelling *spelling = data;
    g_free((void *)(uintptr_t)spelling->words);
    g_free((void *)(uintptr_t)spelling->text);
    g_free(spelling);
}

void
lexicon_init(Lexicon *lexicon, Ctx *cx, const Matching *matching)
{
    *lexicon = (Lexicon){
        .arena = cx->arena,
        .matching = matching,
        .countries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .answers = g_hash_table_new(g_str_hash, g_str_equal),
        .languages = g_hash_table_new(g_str_hash, g_str_equal),
        .interests = g_hash_table_new(g_str_hash, g_str_equal),
        .unknown = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_spelling),
    };
    add_languages(lexicon);
    add_interests(lexicon, cx);
    add_answers(lexicon, cx);
}

void
lexicon_clear(Lexicon *lexicon)
{
    g_hash_table_unref(lexicon->countries);
    g_hash_table_unref(lexicon->answers);
    g_hash_table_unref(lexicon->languages);
    g_hash_table_unref(lexicon->interests);
    g_hash_table_unref(lexicon->unknown);
}

void
lexicon_miss(Lexicon *lexicon, const char *text)
{
    g_autoptr(Arena) arena = arena_new();
    const char *words = text_fold_space(arena, text_fold(arena, text));
    ImportSpelling *spelling = g_hash_table_lookup(lexicon->unknown, words);
    if (spelling == NULL && g_hash_table_size(lexicon->unknown) >= IMPORT_SPELLINGS)
        return;
    if (spelling == NULL) {
        spelling = g_new0(ImportSpelling, 1);
        spelling->words = g_strdup(words);
        spelling->text = g_strdup(text);
        g_hash_table_insert(lexicon->unknown, (void *)(uintptr_t)spelling->words, spelling);
    }
    spelling->n_rows++;
}
