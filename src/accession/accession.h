/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * accession - works that come into the library together: a table, and a folder of their files.
 *
 * A table goes through states.  In three of them people decide, in the others a
 * job works on the rows, some a transaction, and the number of rows that are
 * done stands in the same transaction: what was killed goes on there.
 *
 *     check -> checked* -> apply -> done* -> undo -> undone
 *
 * The work is done in the name of who let it begin, with what that person may
 * at that moment.  Who is no editor any more stops it between two portions
 * ("halted"); another editor takes it over, and it goes on where it was, or
 * takes back what is in the library by then.
 *
 * Checking and bringing in are one function that writes or does not (take.h).
 * Rows that translate another one come after all others.
 *
 * Read with: take.h, cells.h, docs/decisions/0072-accessions.md.
 */
#pragma once
#include "alliance/file.h"
#include "alliance/job.h"
#include "db/ctx.h"

#define ACCESSION_DAYS 30     /* in which it can be taken back; then rows are deleted */
#define ACCESSION_ROWS 2000   /* of a table */
#define ACCESSION_FILES 2000  /* that come with it */
#define ACCESSION_BATCH 20    /* rows of one transaction */
#define ACCESSION_RELEASE 100 /* files that are let go in one transaction */
#define ACCESSION_SECONDS 10  /* a run of the job works so long, then others have their turn */
#define ACCESSION_WORDS 50    /* that are not known, asked for at once */
#define ACCESSION_UNPACKED ((int64_t)4 * LIMIT_FILE)    /* bytes of all files in one zip */
#define ACCESSION_UNPACKED_ALL (4 * ACCESSION_UNPACKED) /* and in all that are sent at once */

typedef struct Accession {
    int64_t id;
    const char *name, *language, *state;
    bool publishes, takes_doubles;
    int64_t n_rows, n_done, created_by, created_at, applied_at, cleared_at; /* 0: none, not yet */
    int64_t acted_by;    /* in whose name it is worked on; 0: command line, or gone */
    bool by_command;     /* it is the command line */
    const char *halted;  /* "apply": the state in which it stopped; "": it did not */
    int64_t halted_at;   /* the last time; 0: it did not, or was taken over */
    const char *creator; /* name of created_by, or NULL */
    const char *actor;   /* name of acted_by, or NULL */
} Accession;

typedef struct AccessionSpan {
    const Accession *at;
    size_t n;
} AccessionSpan;

/** What becomes of a row. */
typedef struct AccessionOutcome {
    const char *name;        /* in the database and in addresses: "add" */
    const char *plan, *done; /* N_(): while nothing is written, and then */
    bool is_in;              /* something of it is in the library */
} AccessionOutcome;

extern const AccessionOutcome ACCESSION_OUTCOMES[];               /* end with {0} */
const AccessionOutcome *accession_outcome_find(const char *name); /* or NULL */

typedef struct AccessionRow {
    int64_t place, line;
    const char *cells, *title, *outcome, *notes, *old_path, *mark;
    bool is_double;     /* may be in the library, or in this table, already */
    const char *choice; /* of a double: "take", "leave"; "": as the table's rules */
    int64_t work_id;    /* 0: none */
    const char *path;   /* of the work, or NULL; in lists that are shown */
} AccessionRow;

typedef struct AccessionRowSpan {
    AccessionRow *at;
    size_t n;
} AccessionRowSpan;

typedef struct AccessionFile {
    const char *name, *fault;      /* fault "": none */
    int64_t file_id, size, n_rows; /* file_id 0: refused, or let go */
    const char *type;              /* "image/png"; "": not known; of those that are listed */
} AccessionFile;

typedef struct AccessionFileSpan {
    const AccessionFile *at;
    size_t n;
} AccessionFileSpan;

/** A word that is not known here, asked about once for all rows. */
typedef struct AccessionWord {
    const char *kind, *words, *text, *answer; /* answer as in the table accession_word */
    int64_t n_rows;
} AccessionWord;

typedef struct AccessionWordSpan {
    const AccessionWord *at;
    size_t n;
} AccessionWordSpan;

typedef struct AccessionColumn {
    const char *header, *meaning; /* meaning "": not used */
} AccessionColumn;

typedef struct AccessionColumnSpan {
    const AccessionColumn *at;
    size_t n;
} AccessionColumnSpan;

/** What came of all rows. */
typedef struct AccessionCount {
    const char *outcome;
    int64_t n_rows;
} AccessionCount;

typedef struct AccessionCountSpan {
    const AccessionCount *at;
    size_t n;
} AccessionCountSpan;

const Accession *accession_find(Ctx *cx, int64_t id); /* or NULL */
AccessionSpan accession_list(Ctx *cx, int64_t page);  /* newest first */
AccessionColumnSpan accession_columns(Ctx *cx, int64_t id);
AccessionFileSpan accession_files(Ctx *cx, int64_t id);
AccessionWordSpan accession_words(Ctx *cx, int64_t id); /* that are not known, most rows first */
AccessionCountSpan accession_count(Ctx *cx, int64_t id);

/** All rows, in the order in which they are worked on. */
AccessionRowSpan accession_rows(Ctx *cx, int64_t id);

/** Rows of one outcome ("": all) in the order of the table, with the addresses of works. */
AccessionRowSpan accession_show_rows(Ctx *cx, int64_t id, const char *outcome, int64_t offset,
                                     int64_t limit);

/** How to bring works in. */
typedef struct AccessionRules {
    bool publishes, takes_doubles;
} AccessionRules;

/** What was read of a table (table.h). */
typedef struct AccessionTable {
    AccessionColumnSpan columns;
    AccessionRowSpan rows; /* .line, .cells, .title; .place is given as they are kept */
} AccessionTable;

/** Begin with a table; its job checks it. */
int64_t accession_insert(Ctx *cx, const char *name, const AccessionTable *table,
                         AccessionRules rules);

/** Does a job work on it, or should? */
bool accession_is_working(const Accession *accession);

/** Does it wait for what editors say, and for further files? */
bool accession_takes_files(const Accession *accession);

/** Can it be taken back still, all of it or what had come in when it stopped? */
bool accession_is_undoable(const Ctx *cx, const Accession *accession);

/** Say what a word means; the answers are asked for at the next check. */
void accession_answer(Ctx *cx, int64_t id, const AccessionWord *word, const char *answer);

void accession_set_rules(Ctx *cx, int64_t id, AccessionRules rules);

/** Let the work of a state begin: "check", "apply", "undo".  False: not from here, somebody was
 *  faster, or what was chosen of doubles is to be checked before. */
bool accession_begin(Ctx *cx, const Accession *accession, const char *state);

/** Let a halted table go on in the acting person's name.  False: it is not halted any more. */
bool accession_take_over(Ctx *cx, const Accession *accession);

/** A portion that finds no editor who lets it work (work.c): it waits for one, who gets a task. */
void accession_halt(Ctx *cx, const Accession *accession);

/** Can it be deleted: is nobody at work on it, and nothing there that could be taken back? */
bool accession_is_deletable(const Ctx *cx, const Accession *accession);

/** Why a file cannot come with a table, as .fault of AccessionFile has it; "": it can. */
const char *accession_file_fault(Bytes content, int64_t most);

/** How many files can come with a table still: it has ACCESSION_FILES at most. */
int64_t accession_room(Ctx *cx, int64_t id);

/** Note a file that came with the table, whose content is kept; one of the same name is replaced.
 *  @room: how many more can come; one less then.  False: there is none. */
bool accession_add_kept(Ctx *cx, int64_t id, const AccessionFile *file, int64_t *room);

/** Keep a file, of which .name and .fault are said, and note it likewise. */
bool accession_add_file(Ctx *cx, int64_t id, AccessionFile *file, Bytes content, int64_t *room);

/** Delete a table with rows and files; works stay.  False: accession_is_deletable() says no. */
bool accession_delete(Ctx *cx, const Accession *accession);

/** Let go of files that came with it, so many at most; those that hang on editions stay.  True:
 *  there are no others. */
bool accession_release_files(Ctx *cx, int64_t id, int64_t most);

/** A job: delete rows and files that are too old; returns of how many tables. */
int64_t accession_clear_old(Ctx *cx);

/** Somebody is being erased: what rows say of works of this person, or with the address of the
 *  profile, is emptied. */
void accession_forget(Ctx *cx, int64_t person_id);

/* ---- what may be there already (choices.c) ---- */

#define ACCESSION_TAKE "take"
#define ACCESSION_LEAVE "leave"

/** Does this double come in? */
bool accession_takes(const Accession *accession, const AccessionRow *row);

/** Doubles in the order of the table, whether they come in or not. */
AccessionRowSpan accession_doubles(Ctx *cx, int64_t id, int64_t offset, int64_t limit);
int64_t accession_count_doubles(Ctx *cx, int64_t id);

/** How many rows are chosen otherwise than the last check said. */
int64_t accession_count_unchecked(Ctx *cx, int64_t id);

/** What an editor says of a row. */
typedef struct AccessionChoice {
    int64_t place;
    bool takes;
    const char *seen; /* what the editor saw that becomes of it, ACCESSION_TAKE or ACCESSION_LEAVE;
                         "": nothing, so that nobody may have said anything of it */
} AccessionChoice;

typedef struct AccessionChoiceSpan {
    const AccessionChoice *at;
    size_t n;
} AccessionChoiceSpan;

/** What became of choices; all are kept, or none is. */
typedef enum AccessionChosen {
    CHOSEN,
    CHOSEN_WRONG,     /* a row is not there or no double, or it is said twice */
    CHOSEN_MEANWHILE, /* somebody has said otherwise since the editor looked */
} AccessionChosen;

/** Keep choices; the next check has them. */
AccessionChosen accession_choose(Ctx *cx, const Accession *accession, AccessionChoiceSpan choices);

/** What is said of all doubles now: the table's rule, and the choices of rows.  Two are the same
 * only if nobody chose otherwise in between. */
const char *accession_choices_mark(Ctx *cx, const Accession *accession);

/** One choice for all doubles, instead of what was said of single ones.  @seen: the
 *  accession_choices_mark() that the editor saw; "": none, as above. */
AccessionChosen accession_choose_all(Ctx *cx, const Accession *accession, bool take,
                                     const char *seen);

/* ---- the work (work.c) ---- */

/** Work on some rows of the oldest table that waits for it; a portion of the job
 *  "accession.work". */
int64_t accession_portion(Ctx *cx, JobCursor *cursor);

const char *accession_run(Ctx *cx, const char *argument, GError **error);
int64_t accession_count_working(Ctx *cx);
