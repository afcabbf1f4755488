/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * work_entry - what a row of the table says, understood and checked as the forms check it.
 *
 * Read with: words.h, folder.h, library/library.h.
 */
#pragma once
#include "accession/cells.h"
#include "accession/folder.h"
#include "accession/words.h"
#include "library/library.h"
#include "sheet/cell.h"

typedef struct WorkEntry {
    AccessionRow *row;
    GString *notes; /* cells.h */
    bool is_refused;

    const char *title, *summary, *body, *language, *funder, *link; /* "" not said */
    const char *topics;                                            /* as topic_set() reads them */
    const char *old_path;                                          /* "" none */
    const char *came_out; /* ISO 8601, reduced; "" not said */
    const char *edition_title, *alt;
    WorkDraft record;

    const AccessionFile *files[LIMIT_ITEM_FILES];
    size_t n_files;
    const AccessionRow *original; /* that it translates; or NULL */
} WorkEntry;

/** The title_keys() of a row. */
typedef struct RowTitle {
    const char *keys[2];
} RowTitle;

/** With what rows are understood. */
typedef struct Understanding {
    Ctx *cx;
    Words words;
    AccessionRowSpan rows;
    const RowTitle *titles; /* of each row */
    Folder folder;
    DateColumn dates; /* what all dates of the table tell */
    GHashTable
        *leading; /* old addresses of the rows that come next, which lead somewhere already */
} Understanding;

void understanding_init(Understanding *u, Ctx *cx, const Accession *accession,
                        AccessionRowSpan rows);

/** These rows, from @from to before @to, are read next: what is asked of all of them is asked at
 * once.
 */
void understanding_expect(Understanding *u, size_t from, size_t to);

/** Understand @row, which was expected.  What is wrong is in .notes, and .is_refused then. */
void work_entry_read(Understanding *u, AccessionRow *row, WorkEntry *ret_entry);

/** The row that @row translates, or of which it is another edition; NULL: none, or it says none. */
const AccessionRow *work_entry_original(const Understanding *u, const AccessionRow *row);

/** The names of files in a cell, with blanks around them; for g_strfreev(). */
char **work_entry_file_names(const char *cell);

/** Say something of a row and its @column ("" : as a whole); a fault keeps it out. */
void work_entry_note(WorkEntry *entry, const char *column, const char *words, const char *value);
void work_entry_fault(WorkEntry *entry, const char *column, const char *words, const char *value);
