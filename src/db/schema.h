/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * schema - the migrations and the tables they make, compiled into the program.
 *
 * tools/sqlc writes what is declared here.  A table's place in SCHEMA_TABLES is
 * its number in a TableSet.
 *
 * Read with: db/migrate.h, db/dump.h, docs/decisions/0002-sql.md.
 */
#pragma once
#include "db/db.h"

/** A file of migrations/. */
typedef struct Migration {
    int number;
    const char *name;
    const char *sqlite, *postgres; /* the text for each */
    const char *checksum;          /* SHA-256 of the file, hexadecimal */
} Migration;

typedef struct SchemaColumn {
    const char *name;
    DbKind kind; /* DB_INT, DB_REAL, DB_TEXT or DB_BYTES */
} SchemaColumn;

typedef struct SchemaTable {
    const char *name;
    bool is_derived;             /* a search index: has no columns and statements here */
    const SchemaColumn *columns; /* in the order in which they were declared */
    int n_columns;
    Sql dump;  /* every column of every row, in the primary key's order */
    Sql load;  /* inserts one row, all columns in order */
    Sql count; /* how many rows */
    Sql clear; /* deletes all rows */
    Sql reset; /* lets PostgreSQL go on counting ids behind the largest; NULL texts if none */
} SchemaTable;

#define SCHEMA_MAX_KEY 4

/** A column that refers to people, and what is done with its rows when two people are one.  Who is
 *  merged is "gone", into whom is "stays". */
typedef struct SchemaReference {
    int table; /* in SCHEMA_TABLES */
    const char *column;
    int key[SCHEMA_MAX_KEY]; /* places of the primary key's other columns */
    int n_key;
    bool may_collide; /* it is part of a unique key: both people may have the same row */
    Sql among;        /* (people, a JSON array of ids): to which of them rows refer */
    Sql rows;         /* (person): these rows, all columns, in the primary key's order */
    Sql move;         /* (gone, stays): all but those that are there already */
    Sql clear;        /* (person): deletes the rows */
    Sql back;         /* (gone, stays, key...): one row, if it is still with who stays */
} SchemaReference;

extern const SchemaReference SCHEMA_PERSON_REFERENCES[]; /* in the order of the tables */
extern const int SCHEMA_N_PERSON_REFERENCES;
extern const Sql SCHEMA_PERSON_ROW;   /* (person): all columns of the row itself */
extern const Sql SCHEMA_PERSON_WRITE; /* (all columns): the row with this id has these again */

extern const Migration SCHEMA_MIGRATIONS[];
extern const int SCHEMA_N_MIGRATIONS;

extern const SchemaTable SCHEMA_TABLES[];
extern const int SCHEMA_N_TABLES;
