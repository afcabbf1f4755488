/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * db_testing - a fresh database of each kind, for this folder's tests.
 *
 * The other folders' tests have tests/testing.h, which stands on what is tested
 * here.
 */
#pragma once
#include "db/ctx.h"

/** A database that one test has for itself. */
typedef struct Base {
    char *address;
    char *folder; /* for the test's own files too */
    char *admin;  /* PostgreSQL: where databases are made and dropped, or NULL */
    char *name;   /* of the database there */
    Db *db;
    Arena *arena;
    Ctx cx;
} Base;

typedef void (*BaseTest)(Base *base);

/** Add @test for SQLite, and for PostgreSQL if BARAZA_TEST_POSTGRES is set. */
void add_base_test(const char *path, BaseTest test);

/** Make a database; empty, not migrated.  Clear it with base_clear(). */
void base_init(Base *base, bool postgres);
void base_clear(Base *base);

/** Migrate it. */
void base_migrate(Base *base);

/** Run a script in a transaction and keep it. */
void base_script(Base *base, const char *text);
