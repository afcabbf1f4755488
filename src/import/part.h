/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * part - what becomes of the rows of a list, packed.
 *
 * A million rows as rows of a table would cost as much as the people in them,
 * so some thousand are one value: each a number, an outcome, a person, the
 * address and name as they are shown, and notes: fields with their old and new
 * values, and what could not be understood.  All a page needs is in it, and all
 * that is needed to undo.
 */
#pragma once
#include "db/ctx.h"
#include "import/sieve.h"

typedef enum Outcome {
    OUTCOME_ADDED = 1, /* or will be: in a dry run nothing is done */
    OUTCOME_CHANGED,
    OUTCOME_SAME,     /* is here, and nothing is to be changed */
    OUTCOME_TWICE,    /* the address stands in an earlier row */
    OUTCOME_DEPARTED, /* has left or was erased: not brought back by a list */
    OUTCOME_REFUSED,
    OUTCOME_TAKEN_BACK, /* was added or changed, and undone */
    OUTCOME_KEPT,       /* likewise, but somebody changed it since */
    N_OUTCOMES,
} Outcome;

extern const char *const OUTCOME_NAMES[N_OUTCOMES];  /* in addresses: "added" */
extern const char *const OUTCOME_LABELS[N_OUTCOMES]; /* N_(), in the past */
extern const char *const OUTCOME_PLANS[N_OUTCOMES];  /* N_(), in a dry run */

/** What a note is about: fields of a person first, then what is to be said of a row. */
typedef enum NoteKind {
    NOTE_NAME = 1,
    NOTE_COUNTRY,
    NOTE_ORGANISATION, /* values are names */
    NOTE_POSITION,
    NOTE_LEVEL,
    NOTE_JOINED,   /* moments in decimal */
    NOTE_LANGUAGE, /* added to those in which the person works */
    NOTE_INTEREST, /* added */
    NOTE_CONSENT,  /* agreed to, by a column */
    NOTE_LAST_FIELD = NOTE_CONSENT,
    NOTE_NO_ADDRESS,
    NOTE_WRONG_ADDRESS,
    NOTE_NO_NAME,
    NOTE_TWO_PEOPLE, /* the addresses belong to two records */
    NOTE_EARLIER,    /* value: number of the row */
    NOTE_MORE_ADDRESSES,
    NOTE_UNKNOWN_COUNTRY,
    NOTE_UNKNOWN_LEVEL,
    NOTE_UNKNOWN_LANGUAGE,
    NOTE_UNKNOWN_INTEREST,
    NOTE_UNKNOWN_ANSWER, /* of a column that is a purpose */
    NOTE_WRONG_DATE,
    NOTE_SHORTENED,
    NOTE_HAS_ANSWERED, /* of a purpose, by the person: the list changes nothing */
    NOTE_ERASED,       /* the person was, and with it what the row said */
    NOTE_MEMBER,       /* a subscriber becomes one; moments, the old one of subscribing */
    N_NOTES,
} NoteKind;

extern const char *const NOTE_LABELS[N_NOTES]; /* N_() */

/** Is it about a field, so that it can be taken back? */
bool note_is_change(NoteKind kind);

typedef struct Note {
    NoteKind kind;
    const char *old, *value; /* "" : none */
} Note;

#define PART_MAX_NOTES 40

typedef struct PartRow {
    int64_t line; /* in the file, from 1 */
    Outcome outcome;
    int64_t person_id; /* 0: none yet */
    const char *email, *name;
    const Note *notes;
    size_t n_notes;
} PartRow;

/** Append a packed row. */
void part_append(GString *part, const PartRow *row);

/** Walk a part: unpack the next row into @ret_row, with texts in @part and @notes having room for
 *  PART_MAX_NOTES.  False at the end or where the bytes are not a part's. */
typedef struct PartReader {
    Bytes part;
    size_t at;
    Note notes[PART_MAX_NOTES];
} PartReader;

bool part_next(PartReader *reader, PartRow *ret_row);

/* ---- parts in the database ---- */

typedef struct PartCounts {
    int64_t of[N_OUTCOMES]; /* [0]: all */
} PartCounts;

/** Keep a part with its counts; what was there under this number is replaced. */
void part_save(Ctx *cx, int64_t import_id, int64_t n, const GString *part,
               const PartCounts *counts);

/** Keep who may stand in it: every number and address of its rows. */
void part_save_sieve(Ctx *cx, int64_t import_id, int64_t n, const Sieve *sieve);

/** The number of the part that begins after @n_rows rows. */
int64_t part_number(Ctx *cx, int64_t import_id, int64_t n_rows);
/** The number of the part that has the row after the first @n_rows; *@ret_before: how many of these
 *  are in it, too.  0: there is no such row. */
int64_t part_with(Ctx *cx, int64_t import_id, int64_t n_rows, int64_t *ret_before);
void part_delete_all(Ctx *cx, int64_t import_id);

/** The part @n; n of the result is 0 if there is none. */
Bytes part_find(Ctx *cx, int64_t import_id, int64_t n);

/** Over all parts. */
PartCounts part_count(Ctx *cx, int64_t import_id);

/** Rows of one outcome (0: of all), after the first @offset, at most @limit; in the arena. */
typedef struct PartRowSpan {
    const PartRow *at;
    size_t n;
} PartRowSpan;

PartRowSpan part_list(Ctx *cx, int64_t import_id, Outcome outcome, int64_t offset, int64_t limit);
