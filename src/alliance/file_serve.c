/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A file on its way out: whole, or from where it was broken off (RFC 9110, 14).
 */
#include "alliance/document_light.h"
#include "alliance/download.h"
#include "alliance/file.h"
#include "alliance/file.sql.h"
#include "alliance/file_shelf.h"
#include "lang/lang.h"
#include "web/app.h"
#include "web/request.h"

#include <string.h>

#define IN_MEMORY ((int64_t)1024 * 1024) /* of one answer */

/* Read digits at *@at; -1 if there are none or too many. */
static int64_t
read_number(const char **at)
{
    size_t n = strspn(*at, "0123456789");
    if (n == 0 || n > 15)
        return -1;
    int64_t number = g_ascii_strtoll(*at, NULL, 10);
    *at += n;
    return number;
}

typedef enum RangeKind { RANGE_NONE, RANGE_PART, RANGE_BEYOND } RangeKind;

/* One range in bytes; several at once, or another unit, are answered with the whole (RFC 9110,
 * 14.2 allows that). */
static RangeKind
parse_range(const char *header, int64_t size, int64_t *ret_first, int64_t *ret_last)
{
    if (header == NULL || !g_str_has_prefix(header, "bytes=") || strchr(header, ',') != NULL)
        return RANGE_NONE;
    const char *at = header + strlen("bytes=");
    int64_t first = read_number(&at), last = -1;
    if (*at != '-')
        return RANGE_NONE;
    at++;
    if (*at != '\0')
        last = read_number(&at);
    if (*at != '\0' || (first < 0 && last < 0))
        return RANGE_NONE;
    if (first < 0) { /* the last n bytes */
        first = MAX(size - last, 0);
        last = last == 0 ? -1 : size - 1;
    } else if (last < 0 || last >= size) {
        last = size - 1;
    } else if (last < first) {
        return RANGE_NONE;
    }
    if (first >= size || last < first)
        return RANGE_BEYOND;
    *ret_first = first;
    *ret_last = last;
    return RANGE_PART;
}

/* What is asked for, and what of it is sent. */
typedef struct Served {
    int64_t id;       /* of the file that hangs on items */
    const File *file; /* itself, the same picture in another size, or a lighter copy */
    bool is_light;
} Served;

/* What there is not is answered with the file itself. */
static Served
find_served(Request *req, int64_t id)
{
    const char *width = req_query(req, "width");
    const File *light = *req_query(req, "light") != '\0' ? document_light_find(req->cx, id) : NULL;
    if (light != NULL)
        return (Served){id, light, true};
    return (Served){id, file_find_width(req->cx, id, read_number(&width)), false};
}

/* The name for saving (RFC 6266, 8187). */
static const char *
disposition(Ctx *cx, const Served *served, bool show)
{
    const char *name = db_string(cx, &SQL_file_find_name,
                                 DB_ARGS(served->id, cx->me.id, cx->me.roles));
    if (name != NULL && served->is_light)
        name = document_light_name(cx->arena, name);
    const char *how = show ? "inline" : "attachment";
    if (name == NULL)
        return how;
    g_autofree char *escaped = g_uri_escape_string(name, NULL, false);
    return arena_printf(cx->arena, "%s; filename*=UTF-8''%s", how, escaped);
}

/* What was sent here is no page of this site, however a browser understands it: it runs nothing,
 * asks for nothing, and has an origin of its own.  The viewers of browsers show no PDF in a
 * sandbox. */
#define FILE_POLICY                                                                                \
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "            \
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

static const char *
policy_of(const File *file)
{
    return strcmp(file->type, "application/pdf") == 0 ? FILE_POLICY : FILE_POLICY "; sandbox";
}

static bool
may_be_shown(const File *file)
{
    return file_is_picture(file) || strcmp(file->type, "application/pdf") == 0 ||
           strcmp(file->type, "text/plain") == 0 || g_str_has_prefix(file->type, "audio/") ||
           g_str_has_prefix(file->type, "video/");
}

/* Which part is asked for.  If-Range: of another content the whole is sent (RFC 9110, 13.1.5). */
static RangeKind
range_of(const Request *req, const File *file, const char *etag, int64_t *first, int64_t *last)
{
    bool same = req->in->if_range == NULL || strcmp(req->in->if_range, etag) == 0;
    *first = 0;
    *last = file->size - 1;
    return same ? parse_range(req->in->range, file->size, first, last) : RANGE_NONE;
}

static void
say_range(Response *res, Arena *arena, RangeKind range, int64_t first, int64_t last, int64_t size)
{
    if (range == RANGE_NONE)
        return;
    res->status = range == RANGE_PART ? 206 : 416;
    respond_header(
        res, "Content-Range",
        range == RANGE_PART
            ? arena_printf(arena, "bytes %" PRId64 "-%" PRId64 "/%" PRId64, first, last, size)
            : arena_printf(arena, "bytes */%" PRId64, size));
}

/* Bytes from @first on; what is too much for memory comes from the shelf.  NULL: not now. */
static Response *
respond_part(Request *req, const File *file, const char *type, int64_t first, int64_t n)
{
    Ctx *cx = req->cx;
    if (n <= IN_MEMORY || cx->app->shelf == NULL)
        return respond_bytes(req, type, file_read(cx, file, first, n));
    const ResponseFile *laid = file_shelf_find(cx, file);
    if (laid == NULL)
        return NULL;
    Response *res = respond_bytes(req, type, (Bytes){NULL, 0});
    ResponseFile *part = arena_new_of(cx->arena, ResponseFile);
    *part = (ResponseFile){.fd = laid->fd, .first = first, .size = n};
    res->file = part;
    return res;
}

static Response *
respond_busy(Request *req)
{
    static const char why[] = N_(
        "Many large files are being fetched just now. Nothing is lost: try "
        "again in a few minutes.");
    Response *res = respond_error(req, 503, lang_text(req->cx->lang, why));
    respond_header(res, "Retry-After", "60");
    return res;
}

static Response *
respond_content(Request *req, const Served *served, const char *etag)
{
    Ctx *cx = req->cx;
    const File *file = served->file;
    int64_t first, last;
    RangeKind range = range_of(req, file, etag, &first, &last);
    const char *type = strcmp(file->type, "text/plain") == 0 ? "text/plain; charset=utf-8"
                                                             : file->type;
    int64_t n = range != RANGE_BEYOND ? last - first + 1 : 0;
    Response *res = respond_part(req, file, type, first, n);
    if (res == NULL)
        return respond_busy(req);
    respond_header(res, "Accept-Ranges", "bytes");
    respond_header(res, "Content-Disposition", disposition(cx, served, may_be_shown(file)));
    respond_header(res, "Content-Security-Policy", policy_of(file));
    say_range(res, cx->arena, range, first, last, file->size);
    if (range != RANGE_BEYOND && first == 0)
        download_note(req, file->type, served->id);
    return res;
}

Response *
file_respond(Request *req, int64_t id)
{
    Ctx *cx = req->cx;
    const Served served = find_served(req, id);
    const File *file = served.file;
    if (file == NULL)
        return respond_not_found(req);
    const char *etag = arena_printf(cx->arena, "\"%.32s\"", file->hash);
    Response *res;
    if (req->in->range == NULL && request_names_etag(req->in->if_none_match, etag)) {
        res = respond_bytes(req, NULL, (Bytes){NULL, 0});
        res->status = 304;
    } else {
        res = respond_content(req, &served, etag);
    }
    if (res->status < 500)
        respond_header(res, "ETag", etag);
    /* Large files are not worth the memory of the page cache. */
    res->private = file->size > FILE_CHUNK;
    return res;
}
