/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * session - who asks: the cookie of a browser, the bearer token of a program.
 *
 * The cookie is 32 random bytes; the table knows their hash.  One statement
 * finds person, roles in force and the notice to be said.  When a session was
 * last used is kept to the hour, written after the answer's transaction, so
 * that reading a page stays reading; so is the day when the person was last here.  A session ends
 * LIMIT_SESSION_SECONDS after its last use, and LIMIT_SESSION_LIFE after its beginning in any case.
 *
 * Here, and only here, it is decided whether a session still owes a second
 * factor (SecondStep), from what is in the database at that moment.  Until it
 * is proved its owner counts as a visitor, so no page has to ask.
 */
#pragma once
#include "web/web.h"

typedef struct Session {
    int64_t id, created_at, seen_at, expires_at;
    const char *made_by; /* how its owner signed in: "link", "password", "passkey" */
    const char *device;  /* the browser's name for itself, shortened */
} Session;

#define SECOND_STEP_URL "/sign-in/second"               /* where it is proved */
#define SECOND_SET_UP_URL "/desk/account/second-factor" /* and where it is set up */

/** What a session still owes of the second factor. */
typedef enum SecondStep {
    SECOND_DONE,   /* nothing */
    SECOND_WANTED, /* to prove it: a visitor until then, with Viewer.half */
    SECOND_UNSET,  /* to set one up: a member until then, with Viewer.unset */
} SecondStep;

typedef struct SessionSpan {
    const Session *at;
    size_t n;
} SessionSpan;

/** The cookie's name: with the prefix __Host- when the instance is served over TLS. */
const char *session_cookie_name(const struct App *app);

/** Might this request be somebody's, or be told something?  If not, a kept page may answer it. */
bool session_is_visitor(const struct App *app, const Incoming *in);

/** Find who asks; fills the context's `me` and the request's session.  One statement, or none for
 *  a visitor.  Inside the request's transaction. */
void session_load(Request *req);

/** The viewer that a person is now, with the roles in force, where nobody asks by a browser: who
 *  wrote a mail, or is about to get one.  All zero: there is no such person any more.  No second
 *  factor is asked for, so what runs as this viewer must be one of the few things that may be done
 *  without (inbound/meaning.c has the table).  One statement. */
Viewer session_viewer(Ctx *cx, int64_t person_id);

/** What is to be written after the answer: the hour it was used, the notice that was said.  Opens
 *  a transaction of its own when there is something; a failure changes nothing for the reader. */
void session_after(Request *req);

/** Set a cookie that scripts do not see and other sites do not send along; @seconds 0: delete it.
 */
void session_set_cookie(Request *req, Response *res, const char *name, const char *value,
                        int64_t seconds);

/** Delete the cookies that are of no use any more: an ended session, a notice that was said. */
void session_clear_cookies(Request *req, Response *res);

/** A new secret for somebody to carry, in a cookie or a mailed link: SECRET_SIZE bytes of
 * App.random as base64url.  The database keeps secret_hash() of it. */
const char *session_token(Ctx *cx);

/** Sign in: insert a new session of @person, set its cookie on @res; the one that this browser had
 *  ends.  @made_by: as Session.made_by; @proved: with the second factor.  Returns what it owes. */
SecondStep session_start(Request *req, Response *res, int64_t person, const char *made_by,
                         bool proved);

/** Note that the acting session has proved the second factor. */
void session_prove(Ctx *cx);

/** The session that asks; NULL with an API token. */
const Session *session_find_own(Ctx *cx);

/** Sign out: delete this session and its cookie. */
void session_end(Request *req, Response *res);

/** Sign a person out everywhere. */
void session_end_all(Ctx *cx, int64_t person);

/** End one of @person's sessions.  False: the person has none such, and nothing happened. */
bool session_end_one(Ctx *cx, int64_t person, int64_t session);

/** End the acting person's sessions but this one.  Returns how many. */
int64_t session_end_others(Ctx *cx);

/** What stands for the browser that asks, so that it alone can answer: its session, or a cookie
 *  that lives as long as a question. */
Bytes session_find_holder(const Request *req); /* n is 0 without either */
Bytes session_make_holder(Request *req, Response *res);

/** Say @notice (translated already) once on the next page. */
void session_notice(Request *req, Response *res, const char *notice);

/** Has the acting person just proved who he is, within LIMIT_FRESH_SECONDS and by more than a
 *  password?  What cannot be taken back asks for it. */
bool session_is_fresh(Ctx *cx);

/** Note that a person was here today: kept to the day.  Done for every session by itself. */
void session_note_seen(Ctx *cx, int64_t person);

/** The last day before today on which the acting person was here, UTC; 0: none is known. */
int64_t session_last_visit(Ctx *cx);

/** The sessions of a person that are valid, last used first. */
SessionSpan session_list(Ctx *cx, int64_t person);

/** Delete what has expired; for the daily job.  Returns how many. */
int64_t session_delete_expired(Ctx *cx);

/** Make a bearer token for @person and return it: it is shown once and kept nowhere.  @expires_at
 *  0: valid until it is deleted. */
const char *session_new_api_token(Ctx *cx, int64_t person, const char *name, int64_t expires_at);

/** Make a session for @person and return the cookie's value: for the demo's links and tests. */
const char *session_new(Ctx *cx, int64_t person, const char *made_by, const char *device);
