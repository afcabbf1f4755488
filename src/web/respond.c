/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/respond.h"

#include "base/scratch.h"
#include "web/app.h"
#include "web/bare.html.h"
#include "web/error.html.h"
#include "web/origin.h"
#include "web/session.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct ErrorText {
    int status;
    const char *title, *why;
} ErrorText;

/* What happened, what stayed safe, what to do. */
static const ErrorText error_texts[] = {
    {400, N_("We could not read that"),
     N_("Your browser or program sent something that is not well-formed. Nothing was changed. Go "
        "back and try once more.")                                                                      },
    {401, N_("Sign in first"),                      N_("This needs a valid token. Nothing was changed.")},
    {403, N_("This is not open to you"),
     N_("Your account may not do this. Nothing was changed. If you think it should, write to us.")      },
    {404, N_("There is nothing at this address"),
     N_("It may have moved, or the address may be mistyped. Search, or start at the home page.")        },
    {405, N_("That does not work here"),
     N_("This address does not take that kind of request. Nothing was changed.")                        },
    {409, N_("Somebody was faster"),
     N_("What you changed was changed by somebody else meanwhile. Nothing of yours was saved yet: "
        "go back, copy your text, and look at the new version.")                                        },
    {410, N_("This is gone"),                       N_("It was here and has been taken away for good.") },
    {413, N_("That is too large"),
     N_("What you sent is larger than we accept here. Nothing was changed. Send a smaller file or "
        "a shorter text.")                                                                              },
    {414, N_("That address is too long"),
     N_("We do not accept addresses of this length. Start at the home page.")                           },
    {415, N_("We do not know this format"),
     N_("The form was sent in a format that we do not read. Nothing was changed.")                      },
    {421, N_("This is another site's address"),
     N_("You reached us under a name that is not ours. Nothing was changed. Check the address.")        },
    {422, N_("Something in the form is not right"),
     N_("Nothing was saved. Go back and look at what you typed.")                                       },
    {429, N_("Too many requests"),
     N_("A great many requests came from your network. Nothing was changed and nothing is lost: "
        "wait a minute, then try again.")                                                               },
    {500, N_("Something went wrong on our side"),
     N_("We have noted it. What you sent was not saved, and everything from before is safe. Go "
        "back: what you typed should still be there. Then try again.")                                  },
    {503, N_("We are busy for a moment"),
     N_("What you sent was not saved, and everything from before is safe. Wait a moment, then try "
        "again.")                                                                                       },
    {507, N_("There is no room for this"),
     N_("The disk of this server is full. Nothing was saved, and everything from before is safe. "
        "Please tell the secretariat.")                                                                 },
};

static const ErrorText *
error_text(int status)
{
    for (size_t i = 0; i < G_N_ELEMENTS(error_texts); i++)
        if (error_texts[i].status == status)
            return &error_texts[i];
    return error_text(500);
}

Html *
html_begin(Request *req)
{
    Ctx *cx = req->cx;
    Html *out = arena_new_of(cx->arena, Html);
    *out = (Html){.text = arena_string(cx->arena, 8192),
                  .arena = cx->arena,
                  .lang = cx->lang,
                  .prefix = lang_prefix(cx),
                  .token = origin_token(req),
                  .zone = cx->me.zone != NULL ? cx->me.zone : "UTC",
                  .now = cx->now};
    return out;
}

const char *
lang_prefix(const Ctx *cx)
{
    const Lang *own = cx->app->lang != NULL ? cx->app->lang : LANG_ENGLISH;
    return cx->lang == own ? "" : arena_printf(cx->arena, "/%s", cx->lang->code);
}

const char *
page_address(const Ctx *cx, const char *path)
{
    return arena_printf(cx->arena, "%s%s%s", cx->app->base_url,
                        html_url_has_languages(path) ? lang_prefix(cx) : "", path);
}

Response *
respond_empty(Request *req, int status)
{
    Response *res = arena_new_of(req->cx->arena, Response);
    res->status = status;
    return res;
}

static Response *
respond_text(Request *req, int status, const char *type, const GString *text)
{
    Response *res = respond_empty(req, status);
    res->type = type;
    res->body = (Bytes){text->str, text->len};
    return res;
}

Response *
respond_framed(Request *req, int status, const Page *page, Html *body)
{
    Html *out = html_begin(req);
    req->notice_said = req->notice != NULL;
    req->cx->app->frame(req, page, req->notice, body, out);
    return respond_text(req, status, "text/html; charset=utf-8", out->text);
}

Response *
respond_json(Request *req, int status, const Page *page, GString *json)
{
    (void)page;
    g_string_append_c(json, '\n');
    return respond_text(req, status, "application/json; charset=utf-8", json);
}

Response *
respond_bytes(Request *req, const char *type, Bytes body)
{
    Response *res = respond_empty(req, 200);
    res->type = type;
    res->body = body;
    return res;
}

/* ---- files ---- */

static void
close_file(void *data)
{
    close(((ResponseFile *)data)->fd);
}

ResponseFile *
response_file_new(Arena *arena, GError **error)
{
    int fd = scratch_open(error);
    if (fd < 0)
        return NULL;
    ResponseFile *file = arena_new_of(arena, ResponseFile);
    file->fd = fd;
    arena_defer(arena, close_file, file);
    return file;
}

bool
response_file_append(const ResponseFile *file, GString *text)
{
    bool written = scratch_write(file->fd, text->str, text->len);
    g_string_truncate(text, 0);
    return written;
}

Response *
respond_from_file(Request *req, const char *type, ResponseFile *file)
{
    struct stat status;
    if (fstat(file->fd, &status) != 0)
        return respond_error(req, 500, NULL);
    file->size = status.st_size;
    Response *res = respond_empty(req, 200);
    res->type = type;
    res->file = file;
    return res;
}

void
respond_header(Response *res, const char *name, const char *value)
{
    for (size_t i = 0; i + 1 < G_N_ELEMENTS(res->headers); i++)
        if (res->headers[i].name == NULL) {
            res->headers[i] = (Header){name, value};
            return;
        }
    g_assert_not_reached();
}

/* ---- redirects ---- */

bool
path_is_local(const char *path)
{
    if (path == NULL || path[0] != '/' || path[1] == '/' || path[1] == '\\')
        return false;
    for (const unsigned char *p = (const unsigned char *)path; *p != '\0'; p++)
        if (*p < 0x20 || *p == 0x7f || *p == '\\')
            return false;
    return true;
}

/* Does it begin with a language of the interface already? */
static bool
has_prefix(const char *path)
{
    char code[16];
    size_t n = strcspn(path + 1, "/?#");
    if (n == 0 || n >= sizeof code)
        return false;
    memcpy(code, path + 1, n);
    code[n] = '\0';
    return lang_find(code) != NULL;
}

static Response *
redirect(Request *req, int status, const char *path)
{
    Response *res = respond_empty(req, status);
    if (!path_is_local(path))
        path = "/";
    const char *prefix = has_prefix(path) ? "" : lang_prefix(req->cx);
    if (*prefix != '\0' && strcmp(path, "/") == 0)
        path = "";
    /* Letters of any script as percent signs; what is reserved was put there on purpose. */
    g_autofree char *url = g_uri_escape_string(path, "!#$%&'()*+,/:;=?@[]", false);
    res->location = arena_printf(req->cx->arena, "%s%s", prefix, url);
    return res;
}

Response *
respond_redirect(Request *req, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    g_autofree char *path = g_strdup_vprintf(format, ap);
    va_end(ap);
    return redirect(req, 303, path);
}

Response *
respond_done(Request *req, const char *url, const char *notice)
{
    Response *res = redirect(req, 303, url);
    session_notice(req, res, notice);
    return res;
}

Response *
respond_moved(Request *req, const char *url)
{
    return redirect(req, 301, url);
}

/* ---- refusals and failures ---- */

static ErrorView
error_view(Request *req, int status, const char *why)
{
    const ErrorText *text = error_text(status);
    const Lang *lang = req->cx->lang;
    return (ErrorView){.title = lang_text(lang, text->title),
                       .why = why != NULL ? why : lang_text(lang, text->why),
                       .status = status,
                       .request_id = req->cx->request_id};
}

static Response *
respond_error_json(Request *req, int status, const ErrorView *view)
{
    GString *text = arena_string(req->cx->arena, 256);
    Json json;
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_open_object(&json, "error");
    json_int(&json, "status", status);
    json_str(&json, "title", view->title);
    json_str(&json, "message", view->why);
    json_str(&json, "request", view->request_id);
    json_close_object(&json);
    json_close_object(&json);
    return respond_json(req, status, NULL, text);
}

Response *
respond_error(Request *req, int status, const char *why)
{
    if (!db_in_transaction(req->cx->db) || db_failed(req->cx->db))
        return respond_bare(req, status, why);
    ErrorView view = error_view(req, status, why);
    if (req->wants_json)
        return respond_error_json(req, status, &view);
    Html *body = html_begin(req);
    error_html(body, &view);
    Page page = {.title = view.title, .hidden = true};
    return respond_framed(req, status, &page, body);
}

Response *
respond_bare(Request *req, int status, const char *why)
{
    ErrorView view = error_view(req, status, why);
    if (req->wants_json)
        return respond_error_json(req, status, &view);
    Html *body = html_begin(req), *out = html_begin(req);
    error_html(body, &view);
    bare_html(out, &(BareView){
                       .title = view.title,
                       .lang = req->cx->lang->code,
                       .dir = req->cx->lang->dir,
                       .body = {body->text->str, body->text->len}
    });
    return respond_text(req, status, "text/html; charset=utf-8", out->text);
}

Response *
respond_outcome(Request *req, DbOutcome outcome)
{
    static const char full[] = N_("The disk of this server is full. What you sent was not saved, "
                                  "and everything from before is safe. We have been told.");
    if (outcome == DB_FAILED || outcome == DB_ROLLED_BACK)
        return respond_bare(req, 500, NULL);
    Response *res = respond_bare(req, 503,
                                 outcome == DB_FULL ? lang_text(req->cx->lang, full) : NULL);
    respond_header(res, "Retry-After", outcome == DB_FULL ? "300" : "5");
    return res;
}

Response *
respond_not_found(Request *req)
{
    return respond_error(req, 404, NULL);
}

Response *
respond_forbidden(Request *req)
{
    return respond_error(req, 403, NULL);
}

static const Refusal refusals[] = {
    {400, "The request was not understood.\n",                                         {0}                         },
    {405, "This address takes GET, HEAD and POST only.\n",                             {"Allow", "GET, HEAD, POST"}},
    {411, "What is as large as this says its length beforehand. Nothing was saved.\n", {0}                         },
    {413, "What was sent is too large. Nothing was saved.\n",                          {0}                         },
    {414, "The address is too long.\n",                                                {0}                         },
    {503,
     "The server is busy. Nothing was saved; please try again in a moment.\n",         {"Retry-After", "5"}        },
    {507, "The disk of this server is full. Nothing was saved.\n",                     {"Retry-After", "300"}      },
};

const Refusal *
respond_refusal(int status)
{
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++)
        if (refusals[i].status == status)
            return &refusals[i];
    return &refusals[0];
}

/* ---- headers ---- */

static const Header security_headers[] = {
    {"Content-Security-Policy",      CONTENT_POLICY        },
    {"X-Content-Type-Options",       "nosniff"             },
    {"Referrer-Policy",              "same-origin"         },
    {"Cross-Origin-Opener-Policy",   "same-origin"         },
    {"Cross-Origin-Resource-Policy", "same-origin"         },
    {"Permissions-Policy",           PERMISSIONS_POLICY("")},
};

bool
respond_has_header(const Header *headers, const char *name)
{
    for (; headers != NULL && headers->name != NULL; headers++)
        if (g_ascii_strcasecmp(headers->name, name) == 0)
            return true;
    return false;
}

size_t
respond_security(const App *app, const Header *own, Header ret_headers[SECURITY_HEADERS])
{
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(security_headers); i++)
        if (!respond_has_header(own, security_headers[i].name))
            ret_headers[n++] = security_headers[i];
    if (app->secure)
        ret_headers[n++] = (Header){"Strict-Transport-Security",
                                    "max-age=31536000; includeSubDomains"};
    return n;
}

void
respond_allow_scripts(Response *res)
{
    respond_header(res, "Content-Security-Policy",
                   CONTENT_POLICY "; script-src 'self'; connect-src 'self'");
}

void
respond_allow_camera(Response *res)
{
    respond_header(res, "Permissions-Policy", PERMISSIONS_POLICY("self"));
}

Response *
respond_link_ended(Request *req)
{
    const char *why = N_("This link is not complete, or was ended by its owner. Nothing was "
                         "changed. The link in a newer mail works, or sign in and open "
                         "\"Preferences\".");
    return respond_error(req, 410, lang_text(req->cx->lang, why));
}
