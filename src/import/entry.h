/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * entry - what a row of a list says of a person, understood and checked.
 *
 * Nothing here asks the database: what a list's words are compared with is
 * read once into a lexicon, which also remembers what it has understood.
 */
#pragma once
#include "import/import.h"
#include "import/match.h"

#define ENTRY_MAX_WORDS 16 /* languages or interests of one row */

typedef struct Entry {
    int64_t line;              /* in the file */
    const char *const *emails; /* [n_emails], valid; the first is to be the person's */
    size_t n_emails;
    const char *name;                            /* "" : none */
    const char *country;                         /* ISO 3166-1 alpha-2, or "" */
    const char *organisation, *position, *level; /* or "" */
    int64_t joined_at;                           /* 0: not said */
    const char *const *languages;                /* [n_languages], BCP 47 */
    const char *const *interests;                /* [n_interests], slugs */
    size_t n_languages, n_interests;
    uint32_t agreed; /* bits by place in PURPOSES */
    Note *notes;
    size_t n_notes, room_notes;
    Outcome outcome; /* 0: not decided */
    int64_t person_id;
} Entry;

void entry_note(Arena *arena, Entry *entry, NoteKind kind, const char *old, const char *value);

/** What words mean here; for one portion of work. */
typedef struct Lexicon {
    Arena *arena; /* of the portion */
    const Matching *matching;
    GHashTable *countries; /* what was written -> code, "" none, NULL not known */
    GHashTable *answers;   /* folded -> code or "": what people said is meant */
    GHashTable *languages; /* folded name or code -> code */
    GHashTable *interests; /* folded name or slug -> slug */
    GHashTable *unknown;   /* folded -> ImportSpelling, of this batch; owned */
} Lexicon;

/** Read what is needed from the database; in a transaction. */
void lexicon_init(Lexicon *lexicon, Ctx *cx, const Matching *matching);
void lexicon_clear(Lexicon *lexicon);

/** Count @text among the countries that nobody has explained. */
void lexicon_miss(Lexicon *lexicon, const char *text);

/** Understand a row, in @arena. */
void entry_read(Arena *arena, Lexicon *lexicon, const SheetRow *row, Entry *ret_entry);

/** Copy an entry with all that it says into @arena; words of the lexicon stay its own. */
void entry_keep(Arena *arena, const Entry *entry, Entry *ret_entry);
