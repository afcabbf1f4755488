/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/multipart.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

#define MAX_BOUNDARY 70 /* RFC 2046, 5.1.1 */
#define MAX_PART_HEADERS 2048
#define MAX_FILE_NAME 255
#define WINDOW ((size_t)1024 * 1024) /* of a large part, looked at and passed */

typedef struct Reader {
    Arena *arena;
    const char *at, *end;
    char delimiter[MAX_BOUNDARY + 5]; /* "\r\n--boundary" */
    size_t delimiter_n;
    Pair fields[LIMIT_FIELDS];
    Upload uploads[LIMIT_FIELDS];
    size_t n_fields, n_uploads, field_bytes;
} Reader;

/* What a part's headers said. */
typedef struct Part {
    const char *name, *file, *type; /* or NULL */
} Part;

static bool
boundary_is_valid(const char *boundary, size_t n)
{
    static const char allowed[] = "'()+_,-./:=? ";
    if (n == 0 || n > MAX_BOUNDARY || boundary[n - 1] == ' ')
        return false;
    for (size_t i = 0; i < n; i++)
        if (!g_ascii_isalnum(boundary[i]) && strchr(allowed, boundary[i]) == NULL)
            return false;
    return true;
}

static bool
read_boundary(Reader *r, const char *content_type)
{
    const char *p = strchr(content_type, ';');
    while (p != NULL && g_ascii_strncasecmp(p + 1 + strspn(p + 1, " \t"), "boundary=", 9) != 0)
        p = strchr(p + 1, ';');
    if (p == NULL)
        return false;
    p += 1 + strspn(p + 1, " \t") + 9;
    bool quoted = *p == '"';
    p += quoted;
    size_t n = strcspn(p, quoted ? "\"" : "; \t");
    if ((quoted && p[n] != '"') || !boundary_is_valid(p, n))
        return false;
    memcpy(r->delimiter, "\r\n--", 4);
    memcpy(r->delimiter + 4, p, n);
    r->delimiter_n = n + 4;
    return true;
}

/* The value of name="..." in a Content-Disposition line; browsers write %22 for a quote. */
static bool
read_parameter(Arena *arena, const char *line, const char *name, const char **ret_value)
{
    g_autofree char *key = g_strdup_printf("; %s=\"", name);
    const char *at = strstr(line, key);
    if (at == NULL)
        return true;
    at += strlen(key);
    const char *end = strchr(at, '"');
    if (end == NULL)
        return false;
    GString *value = arena_string(arena, 64);
    g_string_append_len(value, at, end - at);
    g_string_replace(value, "%22", "\"", 0);
    g_string_replace(value, "%0D%0A", " ", 0);
    *ret_value = value->str;
    return true;
}

static bool
read_header(Arena *arena, const char *line, Part *part)
{
    static const char disposition[] = "content-disposition:", type[] = "content-type:";

    if (g_ascii_strncasecmp(line, disposition, strlen(disposition)) == 0) {
        const char *value = line + strlen(disposition);
        value += strspn(value, " ");
        return g_ascii_strncasecmp(value, "form-data;", 10) == 0 && part->name == NULL &&
               read_parameter(arena, value, "name", &part->name) &&
               read_parameter(arena, value, "filename", &part->file);
    }
    if (g_ascii_strncasecmp(line, type, strlen(type)) == 0) {
        const char *value = line + strlen(type);
        value += strspn(value, " ");
        part->type = value;
        return g_ascii_strncasecmp(value, "multipart/", 10) != 0;
    }
    /* Anything else, Content-Transfer-Encoding above all, is not sent by browsers. */
    return false;
}

/* The part's header lines, up to the empty one. */
static int
read_headers(Reader *r, Part *part)
{
    size_t room = MIN((size_t)(r->end - r->at), MAX_PART_HEADERS);
    const char *end = memmem(r->at, room, "\r\n\r\n", 4);
    if (end == NULL || !text_is_clean(r->at, (size_t)(end - r->at)))
        return 400;
    const char *text = arena_strndup(r->arena, r->at, (size_t)(end - r->at));
    r->at = end + 4;
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    for (char **line = lines; *line != NULL; line++)
        if (strpbrk(*line, "\r\n\t") != NULL ||
            !read_header(r->arena, arena_strdup(r->arena, *line), part))
            return 400;
    if (part->name == NULL || *part->name == '\0' || strlen(part->name) > LIMIT_FIELD_NAME)
        return 400;
    return part->file != NULL && strlen(part->file) > MAX_FILE_NAME ? 400 : 0;
}

static int
keep_field(Reader *r, const Part *part, Bytes value)
{
    r->field_bytes += value.n;
    if (r->field_bytes > LIMIT_BODY || r->n_fields == LIMIT_FIELDS)
        return 413;
    if (!text_is_clean(value.at, value.n))
        return 400;
    r->fields[r->n_fields++] = (Pair){part->name, arena_strndup(r->arena, value.at, value.n)};
    return 0;
}

static int
keep_part(Reader *r, const Part *part, Bytes value)
{
    if (part->file == NULL)
        return keep_field(r, part, value);
    if (*part->file == '\0' && value.n == 0)
        return 0; /* a file field in which nothing was chosen */
    if (r->n_uploads == LIMIT_FIELDS)
        return 413;
    const char *type = part->type != NULL ? part->type : "application/octet-stream";
    r->uploads[r->n_uploads++] = (Upload){part->name, part->file, type, value};
    return 0;
}

/* Where this part ends, or NULL.  A window overlaps the next one, so that no delimiter is cut. */
static const char *
find_end(const Reader *r)
{
    for (const char *at = r->at;;) {
        size_t n = MIN((size_t)(r->end - at), WINDOW);
        const char *end = memmem(at, n, r->delimiter, r->delimiter_n);
        if (end != NULL || n < WINDOW)
            return end;
        n -= r->delimiter_n - 1;
        arena_pass(r->arena, (Bytes){at, n});
        at += n;
    }
}

/* One part; the reader stands behind "--boundary\r\n". */
static int
read_part(Reader *r)
{
    Part part = {0};
    int status = read_headers(r, &part);
    if (status != 0)
        return status;
    const char *end = find_end(r);
    if (end == NULL)
        return 400;
    Bytes value = {r->at, (size_t)(end - r->at)};
    r->at = end + r->delimiter_n;
    return keep_part(r, &part, value);
}

/* Does @text stand here?  Then go behind it. */
static bool
take(Reader *r, const char *text, size_t n)
{
    if ((size_t)(r->end - r->at) < n || memcmp(r->at, text, n) != 0)
        return false;
    r->at += n;
    return true;
}

int
multipart_read(Arena *arena, const char *content_type, Bytes body, PairSpan *ret_fields,
               UploadSpan *ret_uploads)
{
    Reader *r = arena_new_of(arena, Reader);
    r->arena = arena;
    r->at = body.at;
    r->end = r->at + body.n;

    if (body.n == 0 || !read_boundary(r, content_type) ||
        !take(r, r->delimiter + 2, r->delimiter_n - 2))
        return 400;
    for (int parts = 0; !take(r, "--", 2); parts++) {
        if (parts == LIMIT_FIELDS)
            return 413;
        int status = take(r, "\r\n", 2) ? read_part(r) : 400;
        if (status != 0)
            return status;
    }
    (void)take(r, "\r\n", 2);
    if (r->at != r->end)
        return 400;
    *ret_fields = (PairSpan){r->fields, r->n_fields};
    *ret_uploads = (UploadSpan){r->uploads, r->n_uploads};
    return 0;
}
