/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sqlschema - the migrated schema in memory, and what statements do to it.
 *
 * Read with: sqlfile.h (the text), sqlc.c (what is written).
 */
#pragma once
#include "sqlfile.h"

#include <stdint.h>

#define SCHEMA_MAX_TABLES 256 /* DB_MAX_TABLES of db/db.h */

/** A file of migrations/, which begins with its number: "0002_item.sql". */
typedef struct MigrationFile {
    int number;
    char *name; /* "item" */
    char *path;
    char *text;
} MigrationFile;

typedef struct TableColumn {
    char *name;
    char *type; /* as declared: INTEGER, TEXT, REAL, BLOB */
    int key;    /* place in the primary key, from 1, or 0 */
} TableColumn;

/** A column that refers to a row of another table. */
typedef struct TableReference {
    char *column;
    char *table; /* to which it refers */
} TableReference;

typedef struct TableInfo {
    char *name;
    bool is_virtual;       /* a search index; its shadow tables are not tables of ours */
    GPtrArray *columns;    /* of TableColumn */
    GPtrArray *references; /* of TableReference; of keys with several columns each */
    GPtrArray *uniques;    /* of char **: the columns of each unique key, the primary one too */
} TableInfo;

typedef struct TableBits {
    uint64_t bits[SCHEMA_MAX_TABLES / 64];
} TableBits;

typedef struct Schema Schema;

/** Read @folder and run every migration in memory.  The caller frees it. */
Schema *schema_open(const char *folder, GError **error);
void schema_free(Schema *schema);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Schema, schema_free)

const GPtrArray *schema_migrations(const Schema *schema); /* of MigrationFile, by number */
const GPtrArray *schema_tables(const Schema *schema);     /* of TableInfo, in creation order */

/** Prepare SQLite's @sql, which stands at @line of @path; note the tables it touches. */
bool schema_check(Schema *schema, const char *path, int line, const char *sql, TableBits *ret_reads,
                  TableBits *ret_writes, GError **error);

/** The first function of the statement last checked that PostgreSQL does not have, or NULL. */
const char *schema_foreign_function(const Schema *schema);
