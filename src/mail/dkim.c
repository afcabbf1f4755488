/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/dkim.h"

#include <inttypes.h>
#include <string.h>

#define BASE64_LINE 72 /* characters of a signature in one line */

/* What is signed if it is there, and what is signed once more. */
static const struct {
    const char *name;
    bool twice;
} signed_headers[] = {
    {"from",                      true },
    {"to",                        true },
    {"subject",                   true },
    {"date",                      true },
    {"message-id",                false},
    {"reply-to",                  false},
    {"in-reply-to",               false},
    {"references",                false},
    {"mime-version",              false},
    {"content-type",              false},
    {"content-transfer-encoding", false},
    {"content-language",          false},
    {"list-id",                   false},
    {"list-unsubscribe",          false},
    {"list-unsubscribe-post",     false},
    {"list-archive",              false},
    {"auto-submitted",            false},
    {"feedback-id",               false},
};

/* ---- the relaxed forms (RFC 6376, 3.4) ---- */

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Append the line @at[@n] with each run of blanks as one, and none at the end. */
static void
append_relaxed(GString *out, const char *at, size_t n)
{
    const char *end = at + n;
    while (at < end) {
        const char *word = at;
        while (at < end && !is_blank(*at))
            at++;
        g_string_append_len(out, word, at - word);
        while (at < end && is_blank(*at))
            at++;
        if (at < end)
            g_string_append_c(out, ' ');
    }
}

Bytes
dkim_relaxed(Arena *arena, Bytes lines)
{
    GString *out = arena_string(arena, lines.n + 2);
    const char *at = lines.at;
    for (size_t rest = lines.n, next = 0; rest > 0; at += next, rest -= next) {
        const char *line_end = memchr(at, '\n', rest);
        size_t n = line_end != NULL ? (size_t)(line_end - at) : rest;
        next = n + (line_end != NULL);
        append_relaxed(out, at, n > 0 && at[n - 1] == '\r' ? n - 1 : n);
        g_string_append(out, "\r\n");
    }
    return (Bytes){out->str, out->len};
}

/* Without the empty lines at its end. */
static Bytes
trimmed(Bytes relaxed)
{
    const char *at = relaxed.at;
    size_t n = relaxed.n;
    while (n >= 2 && at[n - 1] == '\n' && (n == 2 || at[n - 3] == '\n'))
        n -= 2;
    return (Bytes){at, n};
}

/* A header as it stands in the message, its folded lines together. */
typedef struct Header {
    const char *at;
    size_t n, n_name, value; /* without the last line end; of the name; where the value begins */
} Header;

/* Append it with a small name and without its folding; the line end is left to the caller. */
static void
append_header(GString *out, const Header *header)
{
    for (size_t i = 0; i < header->n_name; i++)
        g_string_append_c(out, g_ascii_tolower(header->at[i]));
    g_string_append_c(out, ':');
    g_autoptr(GString) value = g_string_sized_new(header->n);
    for (size_t i = header->value; i < header->n; i++)
        if (header->at[i] != '\r' && header->at[i] != '\n')
            g_string_append_c(value, header->at[i]);
    size_t begin = strspn(value->str, " \t");
    append_relaxed(out, value->str + begin, value->len - begin);
}

/* ---- reading the message ---- */

typedef struct Headers {
    Header at[64]; /* ours have some twenty; more are not looked for */
    size_t n;
    Bytes body;
} Headers;

/* How long the header at the beginning of @text is: to the first line end that no blank follows.
 * *@ret_next: where the next one begins. */
static size_t
header_length(Bytes text, size_t *ret_next)
{
    const char *at = text.at;
    size_t n = 0;
    do {
        const char *line_end = memchr(at + n, '\n', text.n - n);
        n = line_end != NULL ? (size_t)(line_end - at) + 1 : text.n;
    } while (n < text.n && is_blank(at[n]));
    *ret_next = n;
    while (n > 0 && (at[n - 1] == '\n' || at[n - 1] == '\r'))
        n--;
    return n;
}

static Header
header_of(const char *at, size_t n, const char *colon)
{
    size_t n_name = (size_t)(colon - at);
    Header header = {at, n, n_name, n_name + 1};
    while (header.n_name > 0 && is_blank(at[header.n_name - 1]))
        header.n_name--;
    return header;
}

static void
read_headers(Bytes message, Headers *ret_headers)
{
    const char *at = message.at;
    size_t rest = message.n, next = 0;
    *ret_headers = (Headers){0};
    for (; rest > 0; at += next, rest -= next) {
        size_t n = header_length((Bytes){at, rest}, &next);
        if (n == 0)
            break;
        const char *colon = memchr(at, ':', n);
        if (colon != NULL && ret_headers->n < G_N_ELEMENTS(ret_headers->at))
            ret_headers->at[ret_headers->n++] = header_of(at, n, colon);
    }
    next = rest > 0 ? next : 0; /* of the empty line */
    ret_headers->body = (Bytes){at + next, rest - next};
}

/* The last one of a name: that is the one which is signed first (RFC 6376, 5.4.2). */
static const Header *
find_header(const Headers *headers, const char *name)
{
    for (size_t i = headers->n; i-- > 0;) {
        const Header *header = &headers->at[i];
        if (header->n_name == strlen(name) &&
            g_ascii_strncasecmp(header->at, name, header->n_name) == 0)
            return header;
    }
    return NULL;
}

/* ---- signing ---- */

static const char *
base64(Arena *arena, Bytes bytes)
{
    g_autofree char *text = g_base64_encode(bytes.at, bytes.n);
    return arena_strdup(arena, text);
}

/* What all keys of a message sign: the names, and the headers' relaxed forms. */
typedef struct Signed {
    GString *names, *headers;
    const char *body_hash;
} Signed;

static Signed
signed_part(Arena *arena, const Headers *headers, Bytes relaxed)
{
    uint8_t hash[SIGN_SHA256_SIZE];
    Signed part = {arena_string(arena, 256), arena_string(arena, 1024), NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(signed_headers); i++) {
        const char *name = signed_headers[i].name;
        const Header *header = find_header(headers, name);
        if (header == NULL)
            continue;
        const char *colon = part.names->len > 0 ? ":" : "";
        g_string_append_printf(part.names, signed_headers[i].twice ? "%s%s:\r\n %s" : "%s%s", colon,
                               name, name);
        append_header(part.headers, header);
        g_string_append(part.headers, "\r\n");
    }
    sign_sha256(trimmed(relaxed), hash);
    part.body_hash = base64(arena, (Bytes){hash, sizeof hash});
    return part;
}

static void
append_folded(GString *out, const char *text)
{
    for (size_t n = strlen(text); n > 0;) {
        size_t part = MIN(n, BASE64_LINE);
        g_string_append(out, "\r\n ");
        g_string_append_len(out, text, (gssize)part);
        text += part;
        n -= part;
    }
}

/* Ed25519 signs the hash of what RSA signs (RFC 8463, 3). */
static Bytes
signature_of(Arena *arena, const SignKey *key, const GString *text)
{
    uint8_t hash[SIGN_SHA256_SIZE];
    Bytes content = {text->str, text->len};
    if (sign_key_kind(key) == SIGN_ED25519) {
        sign_sha256(content, hash);
        content = (Bytes){hash, sizeof hash};
    }
    return sign_content(arena, key, content);
}

static const char *
algorithm_of(const SignKey *key)
{
    return sign_key_kind(key) == SIGN_RSA ? "rsa" : "ed25519";
}

static void
append_signature(Arena *arena, const Dkim *dkim, const DkimKey *key, int64_t now,
                 const Signed *part, GString *out)
{
    size_t begin = out->len;
    g_string_append_printf(out,
                           "DKIM-Signature: v=1; a=%s-sha256; c=relaxed/relaxed; d=%s; s=%s;\r\n"
                           " t=%" PRId64 "; h=%s;\r\n bh=%s;\r\n b=",
                           algorithm_of(key->key), dkim->domain, key->selector, now,
                           part->names->str, part->body_hash);
    const char *own_text = out->str + begin;
    const Header own = header_of(own_text, out->len - begin, strchr(own_text, ':'));
    GString *text = arena_string(arena, part->headers->len + 512);
    g_string_append_len(text, part->headers->str, (gssize)part->headers->len);
    append_header(text, &own);
    append_folded(out, base64(arena, signature_of(arena, key->key, text)));
    g_string_append(out, "\r\n");
}

static void
append_signatures(Arena *arena, const Dkim *dkim, int64_t now, const Signed *part, GString *out)
{
    for (size_t i = 0; i < dkim->n_keys; i++)
        append_signature(arena, dkim, &dkim->keys[i], now, part, out);
}

void
dkim_append_signatures(Arena *arena, const Dkim *dkim, int64_t now, Bytes head, Bytes relaxed,
                       GString *out)
{
    Headers headers;
    read_headers(head, &headers);
    const Signed part = signed_part(arena, &headers, relaxed);
    append_signatures(arena, dkim, now, &part, out);
}

Bytes
dkim_sign(Arena *arena, const Dkim *dkim, int64_t now, Bytes message)
{
    if (dkim->n_keys == 0)
        return message;
    Headers headers;
    read_headers(message, &headers);
    const Signed part = signed_part(arena, &headers, dkim_relaxed(arena, headers.body));
    GString *out = arena_string(arena, message.n + 1024 * dkim->n_keys);
    append_signatures(arena, dkim, now, &part, out);
    g_string_append_len(out, message.at, (gssize)message.n);
    return (Bytes){out->str, out->len};
}

const char *
dkim_record(Arena *arena, const SignKey *key)
{
    return arena_printf(arena, "v=DKIM1; k=%s; p=%s", algorithm_of(key),
                        base64(arena, sign_key_public(arena, key)));
}
