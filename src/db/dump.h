/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * dump - all that the alliance has, as plain files, out and in.
 *
 *     FOLDER/tables/person.jsonl    one row a line, in the primary key's order
 *     FOLDER/files/ab/ab34...       the contents of files, named by their hash
 *     FOLDER/export.ini             the schema's number, rows per table; written last
 *
 * The same data give the same bytes on either database, so that two exports can
 * be compared with diff, kept in git, or read by other programs.  Memory is flat:
 * one row at a time.
 *
 * Read with: db/row.h (a line's form), docs/decisions/0007-export.md.
 */
#pragma once
#include "db/schema.h"

typedef enum DumpScope {
    DUMP_SHARED = 1, /* what another instance may have */
    DUMP_ALL,        /* also keys, sessions, mails, jobs: for a backup of this instance */
} DumpScope;

/** Called now and then with the @done of @total rows; @table is the one in work. */
typedef void (*DumpProgress)(void *data, const char *table, int64_t done, int64_t total);

typedef struct DumpOptions {
    DumpScope scope;
    DumpProgress progress; /* or NULL */
    void *progress_data;
} DumpOptions;

/** Why a table is treated otherwise than the rest. */
typedef struct DumpRule {
    const char *table;
    enum {
        DUMP_PRIVATE = 1, /* left out of DUMP_SHARED */
        DUMP_NEVER,       /* the other database makes its own */
        DUMP_SEEDED,      /* migrations fill it: emptied before it is loaded */
        DUMP_AS_FILES,    /* not rows but files */
    } how;
    const char *reason; /* for the manual */
} DumpRule;

/** All exceptions; ends with { 0 }. */
extern const DumpRule DUMP_RULES[];

/** The rule of @table, or NULL: exported row by row. */
const DumpRule *dump_find_rule(const char *table);

/** Is @table among the rows of @scope? */
bool dump_has_table(const SchemaTable *table, DumpScope scope);

/** Write everything of one moment to @folder, which is made, or is there and empty.
 *  @error: ERROR_SYSTEM, ERROR_DATABASE. */
bool db_export(Db *db, const char *folder, const DumpOptions *options,
               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Load @folder into a database that is migrated and has no data, in one transaction: all or
 *  nothing.  The search index is to be made anew afterwards.
 *  @error: ERROR_INPUT, ERROR_SYSTEM, ERROR_DATABASE. */
bool db_import(Db *db, const char *folder, const DumpOptions *options,
               GError **error) G_GNUC_WARN_UNUSED_RESULT;
