/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/words.h"

#include "accession/accession.sql.h"
#include "alliance/topic.h"
#include "base/spelling.h"
#include "base/text.h"
#include "lang/format.h"
#include "library/library.h"
#include "library/place.h"
#include "sheet/cell.h"

#include <string.h>

/* Case, accents, blanks and hyphens are no difference. */
static const char *
word_key(Arena *arena, const char *text)
{
    char *key = arena_strdup(arena, text_fold(arena, text_fold_space(arena, text)));
    return g_strdelimit(key, "-_", ' ');
}

static bool
is_word(Arena *arena, const char *key, const char *text)
{
    return strcmp(key, word_key(arena, text)) == 0;
}

/* ---- looking up ---- */

/* By its name in the database, or its label in any language. */
static const char *
library_word(Arena *arena, const LibraryWord *words, const char *key)
{
    for (const LibraryWord *word = words; word->name != NULL; word++) {
        if (is_word(arena, key, word->name) ||
            (word->url != NULL && strcmp(key, word_key(arena, word->url)) == 0))
            return word->name;
        for (size_t i = 0; i < N_LANGS; i++)
            if (is_word(arena, key, lang_text(LANGS[i], word->label)))
                return word->name;
    }
    return NULL;
}

static const char *
type_of(Words *words, const char *text)
{
    return library_word(words->cx->arena, WORK_TYPES, word_key(words->cx->arena, text));
}

static const char *
licence_of(Words *words, const char *text)
{
    return library_word(words->cx->arena, WORK_LICENCES, word_key(words->cx->arena, text));
}

/* By its code, by its own name, or by the name that another language of ours has for it. */
static const char *
language_of(Words *words, const char *text)
{
    Arena *arena = words->cx->arena;
    const char *key = word_key(arena, text);
    for (size_t i = 0; i < words->languages.n; i++) {
        const Choice *language = &words->languages.at[i];
        if (is_word(arena, key, language->value) || is_word(arena, key, language->label))
            return language->value;
        for (size_t k = 0; k < N_LANGS; k++)
            if (is_word(arena, key, format_language(arena, LANGS[k], language->value)))
                return language->value;
    }
    return NULL;
}

static const char *
topic_of(Words *words, const char *text)
{
    Ctx *cx = words->cx;
    if (words->topics == NULL)
        words->topics = vocabulary(cx);
    const VocabularyTopic *topic = vocabulary_find_name(cx->arena, words->topics, text);
    return topic != NULL ? vocabulary_name(cx, topic, NULL) : NULL;
}

static const char *
place_of(Words *words, const char *text)
{
    const char *wrong = NULL;
    return places_read(words->cx->arena, words->cx->lang, text, &wrong);
}

/* ---- what it can mean ---- */

#define MOST_CHOICES 64
#define MOST_ACTS 2 /* choices that are none of the list */

/* Each puts into @choices what a word of its kind can mean, and returns how much. */
static size_t
library_choices(Ctx *cx, const LibraryWord *words, Choice *choices)
{
    size_t n = 0;
    for (; words[n].name != NULL; n++)
        choices[n] = (Choice){words[n].name, lang_text(cx->lang, words[n].label)};
    return n;
}

static size_t
type_choices(Ctx *cx, const char *text, Choice *choices)
{
    (void)text;
    return library_choices(cx, WORK_TYPES, choices);
}

static size_t
licence_choices(Ctx *cx, const char *text, Choice *choices)
{
    (void)text;
    return library_choices(cx, WORK_LICENCES, choices);
}

static size_t
place_suggestions(Ctx *cx, const char *text, Choice *choices)
{
    CountryGuess guess = cell_country(cx->arena, text);
    size_t n = 0;
    for (; n < CELL_SUGGESTIONS && guess.suggestions[n] != NULL; n++)
        choices[n] = (Choice){guess.suggestions[n],
                              format_country(cx->arena, cx->lang, guess.suggestions[n])};
    return n;
}

static size_t
topic_suggestions(Ctx *cx, const char *text, Choice *choices)
{
    const VocabularyTopic *near = vocabulary_find_near(cx->arena, vocabulary(cx), text);
    if (near == NULL)
        return 0;
    const char *name = vocabulary_name(cx, near, NULL);
    choices[0] = (Choice){name, name};
    return 1;
}

static size_t
all_languages(Ctx *cx, const char *text, Choice *choices)
{
    const ChoiceSpan languages = language_choices(cx);
    size_t n = MIN(languages.n, MOST_CHOICES - MOST_ACTS);
    (void)text;
    memcpy(choices, languages.at, n * sizeof *choices);
    return n;
}

/* ---- the lists ---- */

/* clang-format off */
const WordKind WORD_KINDS[] = {
    {"type",     N_("What it is"),        false, type_of,     type_choices,      false},
    {"licence",  N_("Licence"),           false, licence_of,  licence_choices,   false},
    {"language", N_("Language"),          false, language_of, all_languages,     false},
    {"topic",    N_("Topics"),            true,  topic_of,    topic_suggestions, true},
    {"place",    N_("Where it is about"), false, place_of,    place_suggestions, true},
    {0},
};
/* clang-format on */

const WordKind *
word_kind_find(const char *name)
{
    const WordKind *kind = WORD_KINDS;
    while (kind->name != NULL && strcmp(kind->name, name) != 0)
        kind++;
    g_assert(kind->name != NULL);
    return kind;
}

void
words_init(Words *words, Ctx *cx, int64_t accession_id, bool counts)
{
    *words = (Words){.cx = cx,
                     .accession_id = accession_id,
                     .known = accession_words(cx, accession_id),
                     .languages = language_choices(cx),
                     .counts = counts};
}

static const char *
answer_to(const Words *words, const char *kind, const char *key)
{
    for (size_t i = 0; i < words->known.n; i++)
        if (strcmp(words->known.at[i].kind, kind) == 0 &&
            strcmp(words->known.at[i].words, key) == 0)
            return words->known.at[i].answer;
    return "";
}

const char *
words_mean(Words *words, const char *kind, const char *text)
{
    Ctx *cx = words->cx;
    const char *meant = word_kind_find(kind)->find(words, text);
    if (meant != NULL)
        return meant;
    const char *key = word_key(cx->arena, text), *answer = answer_to(words, kind, key);
    if (words->counts)
        db_run(cx, &SQL_accession_add_word, DB_ARGS(words->accession_id, kind, key, text));
    if (strcmp(answer, WORD_NEW) == 0)
        return text;
    return *answer != '\0' && strcmp(answer, WORD_LEFT_OUT) != 0 ? answer : NULL;
}

/* ---- what can be answered ---- */

ChoiceSpan
word_choices(Ctx *cx, const AccessionWord *word)
{
    Choice *choices = arena_array_of(cx->arena, Choice, MOST_CHOICES);
    const WordKind *kind = word_kind_find(word->kind);
    size_t n = kind->choices(cx, word->text, choices);
    if (kind->can_be_new)
        choices[n++] = (Choice){WORD_NEW, lang_text(cx->lang, N_("Make a new topic of it"))};
    choices[n++] = (Choice){WORD_LEFT_OUT, lang_text(cx->lang, N_("Leave it out"))};
    return (ChoiceSpan){choices, n};
}

static bool
is_near(Arena *arena, const char *text, const char *label)
{
    SpellingWord a, b;
    if (!spelling_word(text_fold(arena, text), &a) || !spelling_word(text_fold(arena, label), &b))
        return false;
    int most = spelling_most(a.n);
    return spelling_distance(&a, &b, most) <= most;
}

const char *
word_near(Ctx *cx, const AccessionWord *word)
{
    const ChoiceSpan choices = word_choices(cx, word);
    bool is_suggested = word_kind_find(word->kind)->is_suggested;
    for (size_t i = 0; i < choices.n; i++) {
        const char *value = choices.at[i].value;
        bool is_act = strcmp(value, WORD_NEW) == 0 || strcmp(value, WORD_LEFT_OUT) == 0;
        if (!is_act && (is_suggested || is_near(cx->arena, word->text, choices.at[i].label)))
            return choices.at[i].label;
    }
    return NULL;
}
