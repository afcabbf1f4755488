/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sqlfile - the form of a .sql file: named statements, fragments, parameters.
 *
 * Knows SQL only as far as one must to leave strings, names in quotes and
 * comments alone; what a statement means is SQLite's to say (sqlc.c).  Line
 * numbers survive every step, so that an error names the line in the file.
 *
 * Read with: docs/decisions/0002-sql.md.
 */
#pragma once
#include "sqltoken.h"

#include <glib.h>
#include <stdbool.h>

#define SQL_FILE_ERROR sql_file_error_quark()
GQuark sql_file_error_quark(void);

#define SQL_FILE_MAX_PARAMS 40 /* DB_MAX_ARGS of db/db.h */

/** A text and the line of its first character. */
typedef struct SqlText {
    char *text; /* or NULL */
    int line;
} SqlText;

typedef struct SqlStatement {
    char *name;
    int line;
    char **params;    /* as on the "-- name:" line, ends with NULL */
    SqlText text;     /* SQLite's, and PostgreSQL's if it has no own */
    SqlText postgres; /* PostgreSQL's own, or NULL */
} SqlStatement;

typedef struct SqlFragment {
    char *name;
    SqlText text;
} SqlFragment;

typedef struct SqlFile {
    char *path;            /* for messages */
    GPtrArray *statements; /* of SqlStatement */
    GPtrArray *fragments;  /* of SqlFragment */
} SqlFile;

/** Read the text of a .sql file.  @path is for messages only.  The caller frees it. */
SqlFile *sql_file_parse(const char *path, const char *text, size_t n, GError **error);
void sql_file_free(SqlFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SqlFile, sql_file_free)

/** Return @text without comments, fragments put in on one line, and those in them; lines stay where
 *  they were. */
char *sql_expand(const SqlFile *file, const SqlText *text, GPtrArray *fragments, GError **error);

/** Return @text with ":name" replaced by @mark and the number of the name in @params, from 1.
 *  @error: a name that is not in @params, or one of @params that the text never uses. */
char *sql_bind(const SqlFile *file, const SqlText *text, char **params, char mark, GError **error);

/** Does PostgreSQL have the function @name, with the same meaning as SQLite's? */
bool sql_function_is_shared(const char *name);

/** Check that @text says nothing that SQLite alone understands; @function is one that it calls
 *  though PostgreSQL has none, or NULL. */
bool sql_check_portable(const SqlFile *file, const SqlText *text, const char *function,
                        GError **error);

/** Check that @text lists its columns: no *. */
bool sql_check_columns(const SqlFile *file, const SqlText *text, GError **error);

/** Check that @text, of a file at @path, is UTF-8 without a zero byte. */
bool sql_check_utf8(const char *path, const char *text, size_t n, GError **error);

/** The end of "json_each(:list) AS name" at @p, with its list and its name; NULL: it is none. */
const char *sql_list_end(const char *p, SqlToken *ret_list, SqlToken *ret_name);

/** Return SQLite's @text with the words that PostgreSQL calls otherwise replaced; a list as above
 * has .value, a text, and .key there, which grows. */
char *sql_to_postgres(const char *text);

/** Return the lines of a migration that are for one database, the others left empty. */
char *sql_for_sqlite(const char *text);
char *sql_for_postgres(const char *text);

/** Set @error to "path:line: what".  Always returns false. */
bool sql_error(GError **error, const char *path, int line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/** The line of @text at @offset, where the first is @line. */
int sql_line_at(const char *text, size_t offset, int line);
