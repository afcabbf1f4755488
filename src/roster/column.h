/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * column - all people, a column for each thing that is asked about them.
 *
 * A column of marks holds for each person the number of a text; few texts are
 * different, so a question is put to each text once and to each person by
 * looking at a byte.  A text is a list of tokens with line feeds between:
 * "KE\nAfrica\nEastern Africa", "en\nfr".  Number 0 is the empty list.
 *
 * A million people are ninety bytes each, so each byte of one is a megabyte.
 *
 * For src/roster only; under the lock of roster.c.
 * Read with: docs/decisions/0020-roster.md.
 */
#pragma once
#include "base/arena.h"

#include <string.h>

typedef enum Mark {
    MARK_PLACE,        /* country, region, subregion */
    MARK_ORGANISATION, /* type, words of the name, number of the record */
    MARK_LEVEL,
    MARK_READS, /* the language of mails and pages */
    MARK_LANGUAGES,
    MARK_INTERESTS,
    MARK_GROUPS,   /* numbers of those that the person is in */
    MARK_TERMS,    /* role:scope:since:until, each */
    MARK_PURPOSES, /* agreed to */
    MARK_DEEDS,    /* what the person took part in */
    N_MARKS,
} Mark;

/** A column of words that a person is found by. */
typedef enum Words {
    WORDS_NAME,    /* both names, first what the person is sorted by */
    WORDS_ADDRESS, /* of mail */
} Words;

/** The words of each person.  What most questions end with stands in columns of numbers, so that of
   a million texts only those are read that may matter; few ask for addresses, which have none. */
typedef struct WordsColumn {
    uint32_t *at;         /* of each person, where in all they begin: name, NUL, address, NUL */
    uint16_t *first;      /* the first two bytes of the name's first word, in the order of words */
    uint64_t *beginnings; /* the columns_beginnings() of all words of the name together */
    GString *all;         /* 0 is nobody's: no words */
    size_t waste;         /* bytes that nobody has any more */
} WordsColumn;

/** A number of each person, all in as few bytes as the longest of them needs. */
typedef struct NumberColumn {
    void *at;
    size_t size; /* of a number: 1, 2, 4 or 8 */
} NumberColumn;

/** The different texts of a column. */
typedef struct Dictionary {
    GPtrArray *texts; /* of char *; the first is "" */
    GHashTable *codes;
} Dictionary;

/** The time in which somebody was not a member between two times in which he was. */
typedef struct Absence {
    int64_t person, since, until;
} Absence;

typedef struct Columns {
    size_t n, room;
    NumberColumn id;                 /* ascending */
    NumberColumn mark[N_MARKS];      /* of the person's text */
    NumberColumn joined, left, seen; /* left, seen: 0 for none */
    uint16_t *to_all, *to_members;   /* bits of ProfileField */
    WordsColumn words;
    Dictionary dictionary[N_MARKS];
    GArray *absences; /* of Absence, in no order */
} Columns;

void columns_init(Columns *columns);
void columns_clear(Columns *columns);

/** Forget everybody, and give the room back. */
void columns_empty(Columns *columns);

/** The place of a person; false: where it would be. */
bool columns_find(const Columns *columns, int64_t id, size_t *ret_at);

/** The place of a person, made if there is none.  Everything about the person is empty then. */
size_t columns_place(Columns *columns, int64_t id);

/** Forget those whose number is from @low to @high. */
void columns_drop(Columns *columns, int64_t low, int64_t high);

/** Forget the absences of those whose number is from @low to @high. */
void columns_drop_absences(Columns *columns, int64_t low, int64_t high);

/** Put the text of a person. */
void columns_set_mark(Columns *columns, Mark mark, size_t at, const char *text);

/** A person's number. */
static inline int64_t
columns_number(const NumberColumn *column, size_t at)
{
    switch (column->size) {
    case 1: return ((const int8_t *)column->at)[at];
    case 2: return ((const int16_t *)column->at)[at];
    case 4: return ((const int32_t *)column->at)[at];
    default: return ((const int64_t *)column->at)[at];
    }
}

/** Put the number of a person into a column of @columns. */
void columns_set_number(const Columns *columns, NumberColumn *column, size_t at, int64_t number);

/** Put a person's words. */
void columns_set_words(Columns *columns, size_t at, const char *name, const char *address);

/** A person's words. */
static inline const char *
columns_words(const Columns *columns, Words which, size_t at)
{
    const char *name = columns->words.all->str + columns->words.at[at];
    return which == WORDS_NAME ? name : name + strlen(name) + 1;
}

/**
 * A few bits that say how @word, up to a blank or the end, begins.  A person who has a word that
 * begins with it has all of them; another may have them too.
 */
uint64_t columns_beginnings(const char *word);

/** Do so many bytes of words belong to nobody that all should be read anew? */
bool columns_are_wasteful(const Columns *columns);
