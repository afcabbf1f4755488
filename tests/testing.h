/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * testing - a fresh database and a browser without a network.
 *
 * A suite is a function `void event_tests(void)` that calls add_test(); its
 * name stands in the folder's meson.build.  Every test runs on SQLite in
 * memory, and on PostgreSQL when BARAZA_TEST_POSTGRES is a server's address:
 * then each fixture is a new database made from a template.
 */
#pragma once
#include "web/app.h"
#include "web/form.h"

/* Each suite's function, from the folders' meson.build. */
#define X(suite) void suite##_tests(void);
#include "suites.h"
#undef X

/** People that every fixture has. */
enum {
    NOBODY = 0,
    ANN = 1,  /* member */
    BOB = 2,  /* member */
    EDNA = 3, /* editor */
    SAM = 4,  /* secretariat */
};

/** The fixture's clock: 2 January 2017, 09:00 UTC. */
#define TEST_NOW ((int64_t)1483347600)

#define HOSTILE "<b>Tom & \"Ann\"</b>'{{x}} \xd8\xb9\xd8\xb1\xd8\xa8 \xf0\x9f\x99\x82"

typedef struct Fixture {
    Db *db;
    App app;
    Ctx *cx;           /* for calling model functions: a transaction is open between
                          fixture_begin() and fixture_commit() */
    GPtrArray *arenas; /* of everything that was answered */
    int64_t now;       /* the clock; a test may move it */
    int statements;    /* of the last request */
    uint64_t random;   /* the next "random" number: the same in each run */

    Arena *arena;                      /* of the fixture itself */
    GHashTable *cookies;               /* person's id -> value of the session's cookie */
    char *database;                    /* PostgreSQL: its name; NULL in memory */
    struct GenerationMap *generations; /* PostgreSQL: the process's own */
} Fixture;

typedef void (*TestFunc)(Fixture *fx, const void *unused);

/** Add a test, once for each database.  On PostgreSQL its path begins with "/postgres". */
void add_test(const char *path, TestFunc func);

/** Add a test of what asks no database, once. */
void add_test_once(const char *path, TestFunc func);

/** For main: the databases from which each test's is copied. */
void testing_make_templates(void);
void testing_make_postgres_template(void); /* for the processes that come after this one */
void testing_drop_templates(void);

/** Work with the model directly; @me as above. */
Ctx *fixture_begin(Fixture *fx, int64_t me);
void fixture_commit(Fixture *fx);

/** Do @work as @me while its first statement fails, then while its second does, and so on.  None of
 *  these transactions is kept, nor the last one, which does them all.  Returns how many failed. */
typedef void (*TestWork)(Ctx *cx, const void *data);
int fixture_fail_each(Fixture *fx, int64_t me, TestWork work, const void *data);

/** Ask as the person @me would from a browser: session cookie, origin and token are right. */
Response *get(Fixture *fx, int64_t me, const char *path);
Response *get_json(Fixture *fx, int64_t me, const char *path);

/** Post fields, alternating names and values, ends with NULL:
 *  post(fx, EDNA, "/desk/pages", "title", "Hello", NULL). */
Response *post(Fixture *fx, int64_t me, const char *path, ...) G_GNUC_NULL_TERMINATED;

/** Post while the nth statement (the session's is the first) fails. */
Response *post_failing_at(Fixture *fx, int nth, int64_t me, const char *path,
                          ...) G_GNUC_NULL_TERMINATED;

/** Post a form with a file in it, as the sender calls it, and fields as in post(). */
Response *post_file(Fixture *fx, int64_t me, const char *path, const Upload *file,
                    ...) G_GNUC_NULL_TERMINATED;

/** The cookie's value of @me's session, which is made if there is none yet. */
const char *cookie_of(Fixture *fx, int64_t me);

/** An anti-forgery token for @me's session. */
const char *token_of(Fixture *fx, int64_t me);

/** Write a transaction of the test's own SQL. */
void run_sql(Fixture *fx, const char *sql);

/** Send exactly this, for tests of what is wrong with it. */
Response *send_raw(Fixture *fx, const Incoming *in);

/** The value of a header of the answer, or NULL. */
const char *header_of(const Response *res, const char *name);

void assert_status(const Response *res, int status);
void assert_shows(const Response *res, const char *html);
void assert_hides(const Response *res, const char *html);
void assert_location(const Response *res, const char *url);
const char *body_of(const Response *res); /* "" if none */

/** The last request ran at most @limit SQL statements, the session's included. */
void assert_statements(const Fixture *fx, int limit);

/** The first column of the first row of a query of the test's own. */
int64_t query_int(Fixture *fx, const char *sql);
const char *query_text(Fixture *fx, const char *sql);

/* What every folder's meson.build names in `suites`. */
#define X(suite) void suite##_tests(void);
#include "suites.h"
#undef X
