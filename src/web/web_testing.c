/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/web_testing.h"

#include "web/respond.h"
#include "web/session.h"

#include <string.h>

static const Sql read_setting = {.name = "read",
                                 .text = "SELECT count(*) FROM setting",
                                 .postgres = "SELECT count(*) FROM setting",
                                 .reads = {{1}}};
static const Sql write_setting = {
    .name = "write",
    .text = "INSERT INTO setting (name, value) VALUES ('test-' || ?1, '')",
    .postgres = "INSERT INTO setting (name, value) VALUES ('test-' || $1::text, '')",
    .params = {"name"},
    .n_params = 1,
    .writes = {{1}}};
static const Sql wrong = {
    .name = "wrong", .text = "SELECT no_such_column", .postgres = "SELECT no_such_column"};

static Response *
respond_words(Request *req, const char *words)
{
    Html *body = html_begin(req);
    Page page = {.title = "Test"};
    html_lit(body, "<h1>Test</h1>\n<p>");
    html_text(body, words);
    html_lit(body, "</p>\n");
    return respond_framed(req, 200, &page, body);
}

static Response *
get_words(Request *req)
{
    db_count(req->cx, &read_setting, DB_NO_ARGS);
    return respond_words(req, arena_printf(req->cx->arena, "%s as %" PRId64 " in %s", req->path,
                                           req->cx->me.id, req->cx->lang->code));
}

static Response *
get_headed(Request *req)
{
    Response *res = respond_words(req, "headed");
    respond_header(res, "Content-Disposition", "attachment");
    return res;
}

static Response *
get_cookie(Request *req)
{
    Response *res = respond_words(req, "cookie");
    respond_header(res, "Cache-Control", "no-cache");
    respond_header(res, "Set-Cookie", "a=b");
    return res;
}

static Response *
get_break(Request *req)
{
    db_count(req->cx, &wrong, DB_NO_ARGS);
    return respond_words(req, "broken");
}

static Response *
get_status(Request *req)
{
    return respond_error(req, (int)req_id(req, "n"), NULL);
}

static Response *
get_text(Request *req)
{
    return respond_words(req, req_text(req, "name"));
}

static Response *
get_secret(Request *req)
{
    return respond_words(req, req_text(req, "token"));
}

static Response *
post_write(Request *req)
{
    for (size_t i = 0; i < req->fields.n; i++)
        if (strcmp(req->fields.at[i].name, "name") == 0)
            db_run(req->cx, &write_setting, DB_ARGS(req->fields.at[i].value));
    return respond_redirect(req, "/");
}

/* Write, and refuse all the same. */
static Response *
post_refuse(Request *req)
{
    post_write(req);
    return respond_error(req, 422, NULL);
}

static Response *
post_upload(Request *req)
{
    GString *text = arena_string(req->cx->arena, 64);
    for (size_t i = 0; i < req->uploads.n; i++)
        g_string_append_printf(text, "%s=%zu;", req->uploads.at[i].name,
                               req->uploads.at[i].bytes.n);
    return respond_words(req, text->str);
}

static Response *
post_start(Request *req)
{
    Response *res = respond_redirect(req, "/");
    session_start(req, res, req_id(req, "id"), "link", false);
    return res;
}

static Response *
post_end(Request *req)
{
    Response *res = respond_redirect(req, "/");
    session_end(req, res);
    return res;
}

static Response *
post_done(Request *req)
{
    return respond_done(req, "/", HOSTILE);
}

/* clang-format off */
static const Route rows[] = {
    {GET,  "/",             get_words,   PUBLIC,      0},
    {GET,  "/open",         get_words,   PUBLIC,      0},
    {GET,  "/member",       get_words,   MEMBER,      0},
    {GET,  "/editor",       get_words,   EDITOR,      0},
    {GET,  "/secretariat",  get_words,   SECRETARIAT, 0},
    {GET,  "/uncached",     get_words,   PUBLIC,      ROUTE_UNCACHED},
    {GET,  "/headed",       get_headed,  PUBLIC,      0},
    {GET,  "/cookie",       get_cookie,  PUBLIC,      0},
    {GET,  "/break",        get_break,   PUBLIC,      0},
    {GET,  "/status/{n}",   get_status,  PUBLIC,      0},
    {GET,  "/text/{name}",  get_text,    PUBLIC,      0},
    {GET,  "/secret/{token}", get_secret, PUBLIC,      0},
    {POST, "/write",        post_write,  PUBLIC,      0},
    {POST, "/member/write", post_write,  MEMBER,      0},
    {POST, "/refuse",       post_refuse, PUBLIC,      0},
    {POST, "/foreign",      post_write,  PUBLIC,      ROUTE_FOREIGN},
    {POST, "/upload",       post_upload, PUBLIC,      ROUTE_UPLOAD},
    {POST, "/start/{id}",   post_start,  PUBLIC,      0},
    {POST, "/end",          post_end,    PUBLIC,      0},
    {POST, "/done",         post_done,   PUBLIC,      0},
};
/* clang-format on */
static const RouteTable table = ROUTE_TABLE(rows);
static const RouteTable *const tables[] = {&table, NULL};

const RouteTable *const *
test_routes(void)
{
    return tables;
}

void
use_test_routes(Fixture *fx)
{
    g_assert_true(web_check(tables));
    fx->app.routes = tables;
    fx->app.not_found = NULL;
}

Incoming
a_request(Fixture *fx, Method method, int64_t me, const char *target)
{
    const char *cookie = cookie_of(fx, me);
    Incoming in = {.method = method,
                   .target = target,
                   .host = TEST_HOST,
                   .address = "127.0.0.1",
                   .accept = "text/html,*/*",
                   .user_agent = "test"};
    if (cookie != NULL)
        in.cookie = arena_printf(fx->arena, "%s=%s", session_cookie_name(&fx->app), cookie);
    if (method == POST) {
        in.origin = TEST_ORIGIN;
        in.sec_fetch_site = "same-origin";
        in.content_type = "application/x-www-form-urlencoded";
    }
    return in;
}

Incoming
a_post(Fixture *fx, int64_t me, const char *target, const char *body)
{
    Incoming in = a_request(fx, POST, me, target);
    in.body = (Bytes){body, strlen(body)};
    return in;
}

const char *
repeat(Fixture *fx, const char *text, size_t n)
{
    GString *all = arena_string(fx->arena, strlen(text) * n + 1);
    for (size_t i = 0; i < n; i++)
        g_string_append(all, text);
    return all->str;
}

int64_t
n_written(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM setting WHERE name LIKE 'test-%'");
}
