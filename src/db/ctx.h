/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * ctx - what a request or a background job works with.
 *
 * Model functions take a Ctx instead of reading globals: it says who acts, on
 * which database, at what time, in which language, and owns every value they
 * return.
 */
#pragma once
#include "base/arena.h"
#include "db/db.h"

#include <inttypes.h>

struct App;
struct FileHash;
struct Lang;
struct Settings;
struct SearchHeld;

/** What somebody may, as bits that carry the name of who usually does it.  Several roles are one
 *  set; which role has which of them is said in alliance/role.c and nowhere else. */
typedef enum Role {
    ROLE_MEMBER = 1 << 0,      /* signed in, membership not ended, or a role that implies it */
    ROLE_EDITOR = 1 << 1,      /* writes and publishes pages, newsletters, translations */
    ROLE_SECRETARIAT = 1 << 2, /* what nobody else may */
    ROLE_TRANSLATOR = 1 << 3,  /* reads what is to be translated, proposes translations */
} Role;

/** A term that is in force. */
typedef struct Office {
    const char *role, *scope; /* as in the table person_role; never NULL */
} Office;

/** Who acts.  All zero: a visitor.  Jobs act as nobody, with their own name in the audit log. */
typedef struct Viewer {
    int64_t id;            /* person, 0: not signed in */
    int64_t session;       /* 0 with an API token or in a job */
    uint32_t roles;        /* Role bits: what the roles in force allow */
    int64_t half;          /* person who still owes the second factor, while .id is 0; or 0 */
    bool unset;            /* owes to set one up: counts as a member, and the desk waits */
    bool unreachable;      /* mails to .email came back: see inbound/reach.h */
    const char *name;      /* or NULL */
    const char *email;     /* or NULL */
    const char *zone;      /* IANA time zone, or NULL: the alliance's */
    const Office *offices; /* the roles in force themselves */
    size_t n_offices;
} Viewer;

typedef struct Ctx {
    Arena *arena;            /* owns all results; ends with the request */
    Db *db;                  /* this thread's connection */
    struct App *app;         /* services of the process, see web/app.h; never NULL */
    const struct Lang *lang; /* the reader's language; never NULL */
    Viewer me;
    int64_t now;            /* seconds since 1970 on the instance's clock; fixed per request */
    const char *request_id; /* in every log line and audit row; never NULL */
    const struct Settings *settings; /* once read: alliance/setting.h; NULL at first */
    struct SearchHeld *held;         /* items to be indexed: alliance/search.h; NULL: none waits */
    const struct FileHash *hashes;   /* of large uploads, once known: alliance/file_serve.h; NULL */
} Ctx;
