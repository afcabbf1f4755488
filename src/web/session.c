/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/session.h"

#include "base/limits.h"
#include "base/moment.h"
#include "base/secret.h"
#include "base/text.h"
#include "web/app.h"
#include "web/request.h"
#include "web/session.sql.h"

#include <string.h>

#define SEEN_SECONDS 3600 /* how exactly the last use is known */
#define DEVICE_LENGTH 200
#define NOTICE_SECONDS 60

/* Somebody with one of the terms that are in force; all but the term is the same in each row. */
typedef struct Found {
    int64_t session, seen_at, id;
    const char *notice, *name, *email, *zone;
    const char *role, *scope; /* NULL: no term is in force */
    const char *rule;         /* setting "second_factor"; NULL: not set */
    bool member, unreachable;
    bool proved, has_codes, has_passkey; /* the second factor: of this session, of its owner */
} Found;

#define FOUND_FIELDS                                                                               \
    DB_FIELD(Found, session), DB_FIELD(Found, seen_at), DB_FIELD(Found, id),                       \
        DB_FIELD(Found, name), DB_FIELD(Found, email), DB_FIELD(Found, zone),                      \
        DB_FIELD(Found, role), DB_FIELD(Found, scope), DB_FIELD(Found, member),                    \
        DB_FIELD(Found, proved), DB_FIELD(Found, has_codes), DB_FIELD(Found, has_passkey),         \
        DB_FIELD(Found, rule), DB_FIELD(Found, unreachable)

static const DbType found_type = DB_TYPE(Found, FOUND_FIELDS, DB_FIELD(Found, notice));
static const DbType api_type = DB_TYPE(Found, FOUND_FIELDS);

/* Who owes a second factor, by the setting; the first is meant where nothing is set. */
static const struct {
    const char *rule;
    uint32_t rights;
} obliged[] = {
    {"secretariat", ROLE_SECRETARIAT              },
    {"editors",     ROLE_SECRETARIAT | ROLE_EDITOR},
    {"off",         0                             },
};

static const DbType session_type = DB_TYPE(
    Session, DB_FIELD(Session, id), DB_FIELD(Session, created_at), DB_FIELD(Session, seen_at),
    DB_FIELD(Session, expires_at), DB_FIELD(Session, made_by), DB_FIELD(Session, device));

const char *
session_cookie_name(const struct App *app)
{
    return app->secure ? "__Host-session" : "session";
}

static const char *
notice_cookie_name(const struct App *app)
{
    return app->secure ? "__Host-notice" : "notice";
}

bool
session_is_visitor(const struct App *app, const Incoming *in)
{
    return in->authorization == NULL &&
           (in->cookie == NULL || (strstr(in->cookie, session_cookie_name(app)) == NULL &&
                                   strstr(in->cookie, notice_cookie_name(app)) == NULL));
}

void
session_set_cookie(Request *req, Response *res, const char *name, const char *value,
                   int64_t seconds)
{
    respond_header(res, "Set-Cookie",
                   arena_printf(req->cx->arena,
                                "%s=%s; Path=/; Max-Age=%" PRId64 "; HttpOnly; SameSite=Lax%s",
                                name, value, seconds, req->cx->app->secure ? "; Secure" : ""));
}

/* What the person may, and the offices that say so. */
static Viewer
viewer_of(Ctx *cx, DbRows rows)
{
    const Found *found = rows.at;
    uint32_t rights = found->member ? (uint32_t)ROLE_MEMBER : 0;
    Office *offices = arena_array_of(cx->arena, Office, rows.n);
    size_t n = 0;
    for (size_t i = 0; i < rows.n && found[i].role != NULL; i++) {
        offices[n++] = (Office){found[i].role, found[i].scope};
        rights |= cx->app->rights_of(found[i].role);
    }
    return (Viewer){.id = found->id,
                    .session = found->session,
                    .roles = rights,
                    .unreachable = found->unreachable,
                    .name = found->name,
                    .email = found->email,
                    .zone = found->zone,
                    .offices = offices,
                    .n_offices = n};
}

Viewer
session_viewer(Ctx *cx, int64_t person_id)
{
    DbRows rows = db_all(cx, &SQL_session_find_person, &api_type, DB_ARGS(person_id, cx->now));
    return rows.n > 0 ? viewer_of(cx, rows) : (Viewer){0};
}

static bool
is_obliged(const Found *found, uint32_t rights)
{
    for (size_t i = 0; found->rule != NULL && i < G_N_ELEMENTS(obliged); i++)
        if (strcmp(obliged[i].rule, found->rule) == 0)
            return (rights & obliged[i].rights) != 0;
    return (rights & obliged[0].rights) != 0;
}

/* Who set up codes is asked for them.  A passkey alone is a convenience, and lost with its device,
 * so only who is obliged to a second factor is held to it. */
static SecondStep
second_step(const Found *found, uint32_t rights)
{
    bool must = is_obliged(found, rights);
    bool has = found->has_codes || (found->has_passkey && must);
    if (found->proved || (!has && !must))
        return SECOND_DONE;
    return has ? SECOND_WANTED : SECOND_UNSET;
}

static void
become(Request *req, DbRows rows, Bytes hash)
{
    const Found *found = rows.at;
    Viewer me = viewer_of(req->cx, rows);
    SecondStep step = second_step(found, me.roles);
    /* A bearer token is a proof of its own, which its owner had somebody make on the server. */
    if (step == SECOND_WANTED && found->session != 0)
        me = (Viewer){.session = found->session, .half = found->id};
    if (step == SECOND_UNSET) {
        me.unset = true;
        me.roles &= ROLE_MEMBER;
        me.n_offices = 0;
    }
    req->cx->me = me;
    req->session_hash = hash;
    req->seen_at = found->seen_at;
    req->notice = found->notice;
}

/* "Authorization: Bearer TOKEN".  Any other scheme is not ours. */
static void
load_bearer(Request *req)
{
    Ctx *cx = req->cx;
    const char *token = req->in->authorization;
    if (g_ascii_strncasecmp(token, "Bearer ", 7) != 0)
        return;
    token += 7 + strspn(token + 7, " ");
    Bytes hash = secret_hash(cx->arena, token);
    DbRows found = db_all(cx, &SQL_session_find_api, &api_type, DB_ARGS(hash, cx->now));
    if (found.n == 0)
        return;
    become(req, found, hash);
    req->bearer = true;
}

static void
notice_mac(const Request *req, const char *text, uint8_t ret_mac[SECRET_SIZE])
{
    const Bytes parts[] = {
        {"notice", 6           },
        {text,     strlen(text)},
    };
    secret_mac(req->cx->app->key, parts, G_N_ELEMENTS(parts), ret_mac);
}

/* A visitor's notice travels in a signed cookie, "MAC.text in percent signs". */
static void
load_notice(Request *req)
{
    uint8_t sent[SECRET_SIZE], expected[SECRET_SIZE];
    Arena *arena = req->cx->arena;
    const char *name = notice_cookie_name(req->cx->app);
    const char *value = request_cookie(arena, req->in->cookie, name);
    const char *dot = value != NULL ? strchr(value, '.') : NULL;
    if (dot == NULL)
        return;
    const char *mac = arena_strndup(arena, value, (size_t)(dot - value));
    const char *text = request_decode(arena, dot + 1, strlen(dot + 1), false);
    if (text == NULL || !secret_decode(mac, sent, sizeof sent))
        return;
    notice_mac(req, text, expected);
    if (!secret_equal(sent, expected))
        return;
    req->notice = text;
    req->notice_in_cookie = true;
}

void
session_load(Request *req)
{
    Ctx *cx = req->cx;
    if (req->in->authorization != NULL) {
        load_bearer(req);
        return;
    }
    if (req->in->cookie == NULL)
        return;
    const char *cookie = request_cookie(cx->arena, req->in->cookie, session_cookie_name(cx->app));
    if (cookie != NULL) {
        Bytes hash = secret_hash(cx->arena, cookie);
        DbRows found = db_all(cx, &SQL_session_find, &found_type, DB_ARGS(hash, cx->now));
        if (found.n != 0)
            become(req, found, hash);
        req->bad_cookie = found.n == 0 && !db_failed(cx->db);
    }
    if (req->notice == NULL)
        load_notice(req);
}

void
session_after(Request *req)
{
    Ctx *cx = req->cx;
    bool said = req->notice_said && !req->notice_in_cookie && cx->me.session != 0;
    bool stale = cx->now - req->seen_at >= SEEN_SECONDS;
    if (req->session_hash.n == 0 || (!said && !stale) || db_begin(cx->db, true) != DB_OK)
        return;
    if (req->bearer)
        db_run(cx, &SQL_session_touch_api, DB_ARGS(req->session_hash, cx->now));
    else
        db_run(cx, &SQL_session_touch,
               DB_ARGS(req->session_hash, cx->now, cx->now + LIMIT_SESSION_SECONDS,
                       (int64_t)LIMIT_SESSION_LIFE, said ? req->notice : NULL));
    if (stale)
        session_note_seen(cx, cx->me.id);
    (void)db_end(cx->db, true);
}

const char *
session_token(Ctx *cx)
{
    uint8_t bytes[SECRET_SIZE];
    cx->app->random(cx->app, bytes, sizeof bytes);
    return secret_encode(cx->arena, bytes, sizeof bytes);
}

void
session_note_seen(Ctx *cx, int64_t person)
{
    db_run(cx, &SQL_session_note_seen, DB_ARGS(person, cx->now - cx->now % MOMENT_DAY));
}

int64_t
session_last_visit(Ctx *cx)
{
    return db_count(cx, &SQL_session_last_visit,
                    DB_ARGS(cx->me.id, cx->now - cx->now % MOMENT_DAY));
}

bool
session_is_fresh(Ctx *cx)
{
    return cx->me.session != 0 &&
           db_count(cx, &SQL_session_is_fresh,
                    DB_ARGS(cx->me.session, cx->now - LIMIT_FRESH_SECONDS)) == 1;
}

const char *
session_new(Ctx *cx, int64_t person, const char *made_by, const char *device)
{
    const char *token = session_token(cx);
    if (!text_is_clean(device, strlen(device)))
        device = "";
    db_insert(cx, &SQL_session_insert,
              DB_ARGS(secret_hash(cx->arena, token), person, cx->now,
                      cx->now + LIMIT_SESSION_SECONDS, made_by,
                      text_shorten(cx->arena, device, DEVICE_LENGTH)));
    session_note_seen(cx, person);
    return token;
}

SecondStep
session_start(Request *req, Response *res, int64_t person, const char *made_by, bool proved)
{
    Ctx *cx = req->cx;
    const char *device = req->in->user_agent != NULL ? req->in->user_agent : "";
    Viewer *me = &cx->me;
    if (me->session != 0)
        db_run(cx, &SQL_session_delete, DB_ARGS(me->session));
    const char *token = session_new(cx, person, made_by, device);
    DbRows rows = db_all(cx, &SQL_session_find, &found_type,
                         DB_ARGS(secret_hash(cx->arena, token), cx->now));
    const Found *found = rows.n > 0 ? rows.at : NULL;
    if (found != NULL && proved)
        db_run(cx, &SQL_session_prove, DB_ARGS(found->session, cx->now));
    session_set_cookie(req, res, session_cookie_name(req->cx->app), token, LIMIT_SESSION_LIFE);
    /* What the browser had is replaced, not to be deleted after it. */
    me->session = me->half = 0;
    req->session_hash = (Bytes){0};
    req->bad_cookie = false;
    return found == NULL || proved ? SECOND_DONE : second_step(found, viewer_of(cx, rows).roles);
}

void
session_prove(Ctx *cx)
{
    db_run(cx, &SQL_session_prove, DB_ARGS(cx->me.session, cx->now));
}

const Session *
session_find_own(Ctx *cx)
{
    return db_one(cx, &SQL_session_find_own, &session_type, DB_ARGS(cx->me.session));
}

void
session_end(Request *req, Response *res)
{
    if (req->cx->me.session != 0)
        db_run(req->cx, &SQL_session_delete, DB_ARGS(req->cx->me.session));
    session_set_cookie(req, res, session_cookie_name(req->cx->app), "", 0);
    req->session_hash = (Bytes){0};
    req->cx->me = (Viewer){0};
}

void
session_end_all(Ctx *cx, int64_t person)
{
    db_run(cx, &SQL_session_delete_all, DB_ARGS(person));
}

bool
session_end_one(Ctx *cx, int64_t person, int64_t session)
{
    return db_run(cx, &SQL_session_delete_one, DB_ARGS(person, session)) == 1;
}

int64_t
session_end_others(Ctx *cx)
{
    return db_run(cx, &SQL_session_delete_others, DB_ARGS(cx->me.id, cx->me.session));
}

static const char *
holder_cookie_name(const struct App *app)
{
    return app->secure ? "__Host-holder" : "holder";
}

Bytes
session_find_holder(const Request *req)
{
    Ctx *cx = req->cx;
    if (req->session_hash.n > 0)
        return req->session_hash;
    const char *name = holder_cookie_name(cx->app);
    const char *value = req->in->cookie != NULL ? request_cookie(cx->arena, req->in->cookie, name)
                                                : NULL;
    return value != NULL ? secret_hash(cx->arena, value) : (Bytes){0};
}

Bytes
session_make_holder(Request *req, Response *res)
{
    if (req->session_hash.n > 0)
        return req->session_hash;
    const char *token = session_token(req->cx);
    session_set_cookie(req, res, holder_cookie_name(req->cx->app), token, LIMIT_CHALLENGE_SECONDS);
    return secret_hash(req->cx->arena, token);
}

void
session_notice(Request *req, Response *res, const char *notice)
{
    uint8_t mac[SECRET_SIZE];
    Ctx *cx = req->cx;
    if (cx->me.session != 0) {
        db_run(cx, &SQL_session_set_notice, DB_ARGS(cx->me.session, notice));
        return;
    }
    notice_mac(req, notice, mac);
    g_autofree char *text = g_uri_escape_string(notice, NULL, false);
    session_set_cookie(
        req, res, notice_cookie_name(cx->app),
        arena_printf(cx->arena, "%s.%s", secret_encode(cx->arena, mac, sizeof mac), text),
        NOTICE_SECONDS);
}

void
session_clear_cookies(Request *req, Response *res)
{
    if (req->bad_cookie)
        session_set_cookie(req, res, session_cookie_name(req->cx->app), "", 0);
    if (req->notice_said && req->notice_in_cookie)
        session_set_cookie(req, res, notice_cookie_name(req->cx->app), "", 0);
}

SessionSpan
session_list(Ctx *cx, int64_t person)
{
    return DB_SPAN(SessionSpan,
                   db_all(cx, &SQL_session_list, &session_type, DB_ARGS(person, cx->now)));
}

int64_t
session_delete_expired(Ctx *cx)
{
    return db_run(cx, &SQL_session_delete_expired, DB_ARGS(cx->now));
}

const char *
session_new_api_token(Ctx *cx, int64_t person, const char *name, int64_t expires_at)
{
    const char *token = session_token(cx);
    db_insert(
        cx, &SQL_session_insert_api,
        DB_ARGS(secret_hash(cx->arena, token), person, name, cx->now, DB_OR_NULL(expires_at)));
    return token;
}
