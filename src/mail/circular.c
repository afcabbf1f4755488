/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/circular.h"

#include "base/text.h"
#include "mail/outbox.h"

#include <string.h>

#define LINE_CHARS 76 /* of quoted-printable, with the "=" of a soft line end */
#define MESSAGE_ROOM (32 * 1024)

/* No encoded text contains "=_" (RFC 2045, 6.7), so it ends no part too early. */
#define BOUNDARY "=_baraza"
#define RELATED "=_related" /* around the HTML and its pictures, if it shows some */
#define WHOLE "=_whole"     /* around the words and the files of a mail that has some */
#define LINE_BYTES 57       /* that are a line of base64 */

const char *const CIRCULAR_MARKS[CIRCULAR_HOLES] = {
    [HOLE_NAME] = "\ufdd0",
    [HOLE_UNSUBSCRIBE] = "\ufdd1",
    [HOLE_PREFERENCES] = "\ufdd2",
};

/* ---- quoted-printable ---- */

static bool
stands_as_it_is(const char *at, const char *end)
{
    if (*at == ' ' || *at == '\t')
        return at + 1 == end || at[1] != '\n';
    return *at > ' ' && *at < 0x7f && *at != '=';
}

/* Append the text @at[@n], which begins a line and ends one, if need be by a soft line end. */
static void
append_quoted(GString *out, const char *at, size_t n)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t column = 0;
    for (const char *end = at + n; at < end; at++) {
        bool plain = stands_as_it_is(at, end);
        size_t width = plain ? 1 : 3;
        if (*at == '\n') {
            g_string_append_len(out, "\r\n", 2);
            column = 0;
            continue;
        }
        if (column + width >= LINE_CHARS) {
            g_string_append_len(out, "=\r\n", 3);
            column = 0;
        }
        unsigned char c = (unsigned char)*at;
        const char coded[] = {'=', digits[c >> 4], digits[c & 15]};
        g_string_append_len(out, plain ? at : coded, (gssize)width);
        column += width;
    }
    if (column > 0)
        g_string_append_len(out, "=\r\n", 3);
}

/* ---- parts ---- */

static Bytes
bytes_of(const GString *text)
{
    return (Bytes){text->str, text->len};
}

static void
add_part(Arena *arena, GArray *parts, Bytes wire, CircularHole hole, bool is_html)
{
    const CircularPart part = {wire, dkim_relaxed(arena, wire), hole, is_html};
    g_array_append_val(parts, part);
}

/* The first mark in @text and which it is; NULL: there is none. */
static const char *
find_mark(const char *text, CircularHole *ret_hole)
{
    const char *first = NULL;
    *ret_hole = HOLE_NONE;
    for (CircularHole hole = HOLE_NAME; hole < CIRCULAR_HOLES; hole++) {
        const char *at = strstr(text, CIRCULAR_MARKS[hole]);
        if (at == NULL || (first != NULL && at > first))
            continue;
        first = at;
        *ret_hole = hole;
    }
    return first;
}

/* One body of the message, behind a @boundary: what stands before it and its text, cut at the
 * marks.
 * @subtype may have parameters. */
static void
add_body(Arena *arena, GArray *parts, const char *boundary, const char *subtype, const char *text)
{
    CircularHole hole;
    bool is_html = strcmp(subtype, "html") == 0;
    GString *wire = arena_string(arena, strlen(text) + strlen(text) / 4 + 256);
    g_string_append_printf(wire,
                           "\r\n--%s\r\n"
                           "Content-Type: text/%s; charset=utf-8\r\n"
                           "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
                           boundary, subtype);
    do {
        const char *mark = find_mark(text, &hole);
        append_quoted(wire, text, mark != NULL ? (size_t)(mark - text) : strlen(text));
        add_part(arena, parts, bytes_of(wire), hole, is_html);
        if (mark != NULL)
            text = mark + strlen(CIRCULAR_MARKS[hole]);
        wire = arena_string(arena, mark != NULL ? strlen(text) * 5 / 4 : 0);
    } while (hole != HOLE_NONE);
}

static void
add_lines(Arena *arena, GArray *parts, const char *lines)
{
    add_part(arena, parts, (Bytes){lines, strlen(lines)}, HOLE_NONE, false);
}

/* Lines of base64 are their own relaxed form: large ones are not kept twice. */
static void
add_base64(Arena *arena, GArray *parts, Bytes content)
{
    size_t n_lines = content.n / LINE_BYTES + 1;
    GString *wire = arena_string(arena, n_lines * (LINE_BYTES / 3 * 4 + strlen("\r\n")) + 1);
    for (size_t at = 0; at < content.n; at += LINE_BYTES) {
        char line[LINE_BYTES / 3 * 4 + 4];
        int state = 0, save = 0;
        const guchar *from = (const guchar *)content.at + at;
        gsize n = g_base64_encode_step(from, MIN(LINE_BYTES, content.n - at), FALSE, line, &state,
                                       &save);
        n += g_base64_encode_close(FALSE, line + n, &state, &save);
        g_string_append_len(wire, line, (gssize)n);
        g_string_append_len(wire, "\r\n", 2);
    }
    const CircularPart part = {bytes_of(wire), bytes_of(wire), HOLE_NONE, false};
    g_array_append_val(parts, part);
}

/* The HTML with the pictures that it shows (RFC 2387). */
static void
add_related(Arena *arena, GArray *parts, const Mail *mail)
{
    add_lines(arena, parts,
              "\r\n--" BOUNDARY "\r\n"
              "Content-Type: multipart/related; type=\"text/html\"; boundary=\"" RELATED "\"\r\n");
    add_body(arena, parts, RELATED, "html", mail->html);
    for (size_t i = 0; i < mail->pictures.n; i++) {
        const MailPicture *picture = &mail->pictures.at[i];
        add_lines(arena, parts,
                  arena_printf(arena,
                               "\r\n--" RELATED "\r\n"
                               "Content-Type: %s\r\n"
                               "Content-ID: <%s>\r\n"
                               "Content-Disposition: inline\r\n"
                               "Content-Transfer-Encoding: base64\r\n\r\n",
                               picture->type, picture->name));
        add_base64(arena, parts, picture->content);
    }
    add_lines(arena, parts, "\r\n--" RELATED "--\r\n");
}

/* The same in several forms, of which the reader's program shows the last that it can. */
static void
add_bodies(Arena *arena, GArray *parts, const Mail *mail)
{
    add_body(arena, parts, BOUNDARY, "plain", mail->text);
    if (mail->pictures.n > 0)
        add_related(arena, parts, mail);
    else
        add_body(arena, parts, BOUNDARY, "html", mail->html);
    if (mail->invitation.method != NULL)
        add_body(arena, parts, BOUNDARY,
                 arena_printf(arena, "calendar; method=%s", mail->invitation.method),
                 mail->invitation.calendar);
    add_lines(arena, parts, "\r\n--" BOUNDARY "--\r\n");
}

static void
add_files(Arena *arena, GArray *parts, MailFileSpan files)
{
    for (size_t i = 0; i < files.n; i++) {
        g_assert(files.at[i].content.at != NULL);
        add_lines(arena, parts,
                  arena_printf(arena, "\r\n--" WHOLE "\r\n%s\r\n",
                               message_file_head(arena, &files.at[i])));
        add_base64(arena, parts, files.at[i].content);
    }
    add_lines(arena, parts, "\r\n--" WHOLE "--\r\n");
}

const Circular *
circular_new(Arena *arena, const Mail *mail, const char *language, const MailSender *sender)
{
    static const MessageParts alone = {"alternative", BOUNDARY}, around = {"mixed", WHOLE};
    bool has_files = mail->files.n > 0;
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(CircularPart));
    arena_defer(arena, (GDestroyNotify)g_array_unref, parts);
    if (has_files)
        add_lines(arena, parts,
                  "\r\n--" WHOLE "\r\n"
                  "Content-Type: multipart/alternative; boundary=\"" BOUNDARY "\"\r\n");
    add_bodies(arena, parts, mail);
    if (has_files)
        add_files(arena, parts, mail->files);

    Circular *circular = arena_new_of(arena, Circular);
    *circular = (Circular){
        .head = message_head(arena, mail, language, sender, has_files ? &around : &alone),
        .list = mail->list,
        .unsubscribe = mail->unsubscribe,
        .parts = (const CircularPart *)(const void *)parts->data,
        .n_parts = parts->len};
    return circular;
}

/* ---- filling in ---- */

/* The values as they stand in text and in HTML, encoded: as the parts are. */
typedef struct Values {
    CircularPart at[CIRCULAR_HOLES][2];
} Values;

static CircularPart
encode(Arena *arena, const char *value, bool is_html)
{
    Html html = {.text = arena_string(arena, strlen(value) + 64), .arena = arena};
    if (is_html)
        html_text_str(&html, value);
    const char *text = is_html ? html.text->str : value;
    GString *wire = arena_string(arena, strlen(text) * 2 + 8);
    append_quoted(wire, text, strlen(text));
    return (CircularPart){bytes_of(wire), dkim_relaxed(arena, bytes_of(wire)), HOLE_NONE, is_html};
}

static void
read_values(Arena *arena, const CircularFill *fill, Values *ret_values)
{
    *ret_values = (Values){0};
    for (int hole = HOLE_NAME; hole < CIRCULAR_HOLES; hole++)
        for (int is_html = 0; is_html < 2 && fill->at[hole] != NULL; is_html++)
            ret_values->at[hole][is_html] = encode(arena, fill->at[hole], is_html);
}

static void
append_bytes(GString *out, Bytes bytes)
{
    g_string_append_len(out, bytes.at, (gssize)bytes.n);
}

/* Room for all of it, so that large files are not moved about. */
static size_t
room_of(const Circular *circular)
{
    size_t room = MESSAGE_ROOM;
    for (size_t i = 0; i < circular->n_parts; i++)
        room += circular->parts[i].wire.n;
    return room;
}

/* What is signed of the body, or what is sent. */
static void
append_parts(GString *out, const Circular *circular, const Values *values, bool relaxed)
{
    for (size_t i = 0; i < circular->n_parts; i++) {
        const CircularPart *part = &circular->parts[i];
        const CircularPart *value = &values->at[part->hole][part->is_html];
        append_bytes(out, relaxed ? part->relaxed : part->wire);
        append_bytes(out, relaxed ? value->relaxed : value->wire);
    }
}

Bytes
circular_fill(Arena *arena, const Circular *circular, const OutboxMail *row,
              const CircularFill *fill, const MailSender *sender, int64_t now)
{
    Values values;
    GString *head = arena_string(arena, 2048), *out = arena_string(arena, room_of(circular));
    const char *unsubscribe = fill->at[HOLE_UNSUBSCRIBE];
    read_values(arena, fill, &values);
    message_append_own(head, row, sender);
    if (circular->list != NULL)
        message_append_unsubscribe(head, unsubscribe != NULL ? unsubscribe : circular->unsubscribe);
    g_string_append(head, circular->head);
    if (sender->dkim.n_keys > 0) {
        GString *relaxed = arena_string(arena, room_of(circular));
        append_parts(relaxed, circular, &values, true);
        dkim_append_signatures(arena, &sender->dkim, now, bytes_of(head), bytes_of(relaxed), out);
    }
    append_bytes(out, bytes_of(head));
    g_string_append(out, "\r\n");
    append_parts(out, circular, &values, false);
    return bytes_of(out);
}
