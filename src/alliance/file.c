/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file.h"

#include "alliance/file.sql.h"
#include "alliance/file_row.h"
#include "base/secret.h"
#include "base/text.h"

#include <string.h>

static const DbType FILE_TYPE = DB_TYPE(File, FILE_FIELDS);

/* ---- what it is, by its first bytes ---- */

typedef struct Magic {
    const char *type;
    size_t at, n;
    const char *bytes;
} Magic;

static const FileKind KINDS[] = {
    {"image/png",       N_("PNG picture"),                "PNG" },
    {"image/jpeg",      N_("JPEG picture"),               "JPEG"},
    {"image/gif",       N_("GIF picture"),                "GIF" },
    {"image/webp",      N_("WebP picture"),               "WebP"},
    {"image/avif",      N_("AVIF picture"),               "AVIF"},
    {"application/pdf", N_("PDF document"),               "PDF" },
    {"application/zip", N_("Office document or archive"), "ZIP" },
    {"audio/ogg",       N_("Sound (Ogg)"),                "OGG" },
    {"audio/mpeg",      N_("Sound (MP3)"),                "MP3" },
    {"video/mp4",       N_("Film (MP4)"),                 "MP4" },
    {"text/plain",      N_("Plain text"),                 "TXT" },
};

static const Magic MAGICS[] = {
    {"image/png",       0, 8, "\x89PNG\r\n\x1a\n"},
    {"image/jpeg",      0, 3, "\xff\xd8\xff"     },
    {"image/gif",       0, 6, "GIF89a"           },
    {"image/gif",       0, 6, "GIF87a"           },
    {"image/webp",      8, 4, "WEBP"             },
    {"image/avif",      4, 8, "ftypavif"         },
    {"application/pdf", 0, 5, "%PDF-"            },
    {"application/zip", 0, 4, "PK\x03\x04"       },
    {"audio/ogg",       0, 4, "OggS"             },
    {"audio/mpeg",      0, 3, "ID3"              },
    {"video/mp4",       4, 4, "ftyp"             },
};

/* Markup is never shown as such: to a browser it would be a page of this site. */
static const char *
sniff_type(Bytes content)
{
    const char *bytes = content.at;
    for (size_t i = 0; i < G_N_ELEMENTS(MAGICS); i++)
        if (content.n >= MAGICS[i].at + MAGICS[i].n &&
            memcmp(bytes + MAGICS[i].at, MAGICS[i].bytes, MAGICS[i].n) == 0)
            return MAGICS[i].type;
    if (content.n > 0 && text_is_clean(bytes, content.n))
        return "text/plain";
    return "application/octet-stream";
}

const FileKind *
file_kind_find(const char *type)
{
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
        if (strcmp(KINDS[i].type, type) == 0)
            return &KINDS[i];
    return NULL;
}

const FileKind *
file_sniff(Bytes content)
{
    return file_kind_find(sniff_type(content));
}

const char *
file_label(const File *file)
{
    const FileKind *kind = file_kind_find(file->type);
    return kind != NULL ? kind->label : file->type;
}

bool
file_is_picture(const File *file)
{
    return g_str_has_prefix(file->type, "image/");
}

/* ---- storing ---- */

static const char *
hex_digest(Arena *arena, Bytes content)
{
    uint8_t digest[SECRET_SIZE];
    secret_digest(content, digest, sizeof digest);
    GString *hex = arena_string(arena, 2 * sizeof digest + 1);
    for (size_t i = 0; i < sizeof digest; i++)
        g_string_append_printf(hex, "%02x", digest[i]);
    return hex->str;
}

int64_t
file_insert(Ctx *cx, Bytes content)
{
    const char *hash = hex_digest(cx->arena, content);
    int64_t id = db_insert(
        cx, &SQL_file_insert,
        DB_ARGS(hash, sniff_type(content), content.n, cx->now, DB_OR_NULL(cx->me.id)));
    if (id == 0)
        return db_count(cx, &SQL_file_find_hash, DB_ARGS(hash));
    const uint8_t *at = content.at;
    for (size_t done = 0, n = 0; done < content.n; n++) {
        Bytes chunk = {at + done, MIN(content.n - done, (size_t)FILE_CHUNK)};
        db_run(cx, &SQL_file_insert_chunk, DB_ARGS(id, n, chunk));
        done += chunk.n;
    }
    return id;
}

const File *
file_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_file_find, &FILE_TYPE, DB_ARGS(id));
}

const File *
file_find_width(Ctx *cx, int64_t id, int64_t width)
{
    const File *variant = NULL;
    if (width > 0)
        variant = db_one(cx, &SQL_file_find_variant, &FILE_TYPE, DB_ARGS(id, width));
    return variant != NULL ? variant : file_find(cx, id);
}

bool
file_may_see(Ctx *cx, int64_t id)
{
    return db_count(cx, &SQL_file_may_see, DB_ARGS(id, cx->me.id, cx->me.roles)) != 0;
}

/* ---- reading ---- */

typedef struct Chunk {
    Bytes data;
} Chunk;

static const DbType CHUNK = DB_TYPE(Chunk, DB_FIELD(Chunk, data));

typedef struct Copy {
    GString *to;
    size_t skip, left; /* of the next chunk; still to copy */
} Copy;

static bool
copy_chunk(const void *row, void *data)
{
    const Chunk *chunk = row;
    Copy *copy = data;
    if (chunk->data.n < copy->skip)
        return false;
    size_t n = MIN(chunk->data.n - copy->skip, copy->left);
    g_string_append_len(copy->to, (const char *)chunk->data.at + copy->skip, (gssize)n);
    copy->skip = 0;
    copy->left -= n;
    return copy->left > 0;
}

Bytes
file_read(Ctx *cx, const File *file, int64_t first, int64_t n)
{
    if (n <= 0 || first < 0 || first >= file->size)
        return (Bytes){NULL, 0};
    n = MIN(n, file->size - first);
    Copy copy = {.to = arena_string(cx->arena, (size_t)n + 1),
                 .skip = (size_t)(first % FILE_CHUNK),
                 .left = (size_t)n};
    db_each(cx, &SQL_file_list_chunks, &CHUNK,
            DB_ARGS(file->id, first / FILE_CHUNK, (first + n - 1) / FILE_CHUNK), copy_chunk, &copy);
    return (Bytes){copy.to->str, copy.to->len};
}

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

/* The name for saving (RFC 6266, 8187). */
static const char *
disposition(Ctx *cx, const File *file, bool show)
{
    const char *name = db_string(cx, &SQL_file_find_name,
                                 DB_ARGS(file->id, cx->me.id, cx->me.roles));
    const char *how = show ? "inline" : "attachment";
    if (name == NULL)
        return how;
    g_autofree char *escaped = g_uri_escape_string(name, NULL, false);
    return arena_printf(cx->arena, "%s; filename*=UTF-8''%s", how, escaped);
}

static bool
may_be_shown(const File *file)
{
    return file_is_picture(file) || strcmp(file->type, "application/pdf") == 0 ||
           strcmp(file->type, "text/plain") == 0 || g_str_has_prefix(file->type, "audio/") ||
           g_str_has_prefix(file->type, "video/");
}

Response *
file_respond(Request *req, int64_t id)
{
    Ctx *cx = req->cx;
    const char *width = req_query(req, "width");
    const File *file = file_find_width(cx, id, read_number(&width));
    if (file == NULL)
        return respond_not_found(req);

    int64_t first = 0, last = file->size - 1;
    const char *etag = arena_printf(cx->arena, "\"%.32s\"", file->hash);
    bool same = req->in->if_range == NULL || strcmp(req->in->if_range, etag) == 0;
    RangeKind range = same ? parse_range(req->in->range, file->size, &first, &last) : RANGE_NONE;
    const char *type = strcmp(file->type, "text/plain") == 0 ? "text/plain; charset=utf-8"
                                                             : file->type;
    Bytes body = {NULL, 0};
    if (range != RANGE_BEYOND)
        body = file_read(cx, file, first, last - first + 1);
    Response *res = respond_bytes(req, type, body);
    respond_header(res, "Accept-Ranges", "bytes");
    respond_header(res, "Content-Disposition", disposition(cx, file, may_be_shown(file)));
    if (range == RANGE_PART) {
        res->status = 206;
        respond_header(res, "Content-Range",
                       arena_printf(cx->arena, "bytes %" PRId64 "-%" PRId64 "/%" PRId64, first,
                                    last, file->size));
    } else if (range == RANGE_BEYOND) {
        res->status = 416;
        respond_header(res, "Content-Range",
                       arena_printf(cx->arena, "bytes */%" PRId64, file->size));
    }
    /* Large files are not worth the memory of the page cache. */
    res->private = file->size > FILE_CHUNK;
    return res;
}
