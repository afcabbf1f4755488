/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/property.h"

#include <stdlib.h>
#include <string.h>

/* What the head of a line says of its value. */
typedef struct Head {
    char *name, *value; /* in the line */
    const char *charset;
    int preference;
    bool quoted, binary; /* quoted-printable, base64 */
} Head;

void
property_reader_init(PropertyReader *r, SheetSource source)
{
    *r = (PropertyReader){.text = g_string_new(NULL), .decoded = g_string_new(NULL)};
    decode_init(&r->decoder, source);
}

void
property_reader_clear(PropertyReader *r)
{
    decode_clear(&r->decoder);
    g_string_free(r->text, TRUE);
    g_string_free(r->decoded, TRUE);
}

/* ---- lines ---- */

/* Append what is left of this line of the file; its last byte, 0 if there is none. */
static char
take_rest(PropertyReader *r)
{
    Decoder *d = &r->decoder;
    char last = '\0';
    for (int c; (c = decode_peek(d)) >= 0 && c != '\n' && c != '\r';) {
        const char *from = d->text->str + d->next;
        size_t n = strcspn(from, "\r\n"), room = SHEET_MAX_CELL - r->text->len;
        g_string_append_len(r->text, from, (gssize)MIN(n, room));
        r->cut |= n > room;
        last = from[n - 1];
        d->next += n;
    }
    return last;
}

/* A quoted-printable line ends with "=" where the next goes on; others go on behind a blank. */
static bool
goes_on(PropertyReader *r, bool quoted, char last)
{
    if (!decode_take_line_end(&r->decoder))
        return false;
    if (quoted && last == '=') {
        if (!r->cut)
            g_string_truncate(r->text, r->text->len - 1);
        return true;
    }
    int c = decode_peek(&r->decoder);
    if (c != ' ' && c != '\t')
        return false;
    r->decoder.next += !r->keeps_blank;
    return true;
}

static char *
find_word(const char *text, size_t n, const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= n; i++)
        if (g_ascii_strncasecmp(text + i, word, length) == 0)
            return (char *)(uintptr_t)text + i;
    return NULL;
}

static void
read_line(PropertyReader *r)
{
    g_string_truncate(r->text, 0);
    r->cut = false;
    char last = take_rest(r);
    size_t head = strcspn(r->text->str, ":");
    bool quoted = find_word(r->text->str, head, "QUOTED-PRINTABLE") != NULL;
    while (goes_on(r, quoted, last))
        last = take_rest(r);
}

/* ---- the head ---- */

/* The next @mark that is not between quotes.  Of quotes that nobody closes, none hides anything. */
static char *
find_mark(char *text, const char *marks)
{
    bool quoted = false;
    for (char *c = text; *c != '\0'; c++) {
        quoted ^= *c == '"';
        if (!quoted && strchr(marks, *c) != NULL)
            return c;
    }
    return strpbrk(text, marks);
}

static void
read_word(Head *head, const char *word, size_t n)
{
    while (n > 0 && (*word == '"' || *word == ' ')) {
        word++;
        n--;
    }
    while (n > 0 && (word[n - 1] == '"' || word[n - 1] == ' '))
        n--;
    if (n == 4 && g_ascii_strncasecmp(word, "PREF", n) == 0)
        head->preference = 1;
    head->quoted |= n == 16 && g_ascii_strncasecmp(word, "QUOTED-PRINTABLE", n) == 0;
    head->binary |= (n == 1 && g_ascii_toupper(*word) == 'B') ||
                    (n == 6 && g_ascii_strncasecmp(word, "BASE64", n) == 0);
}

/* "TYPE=home,pref", or in vCard 2.1 the word alone. */
static void
read_parameter(Head *head, char *parameter)
{
    char *value = strchr(parameter, '=');
    if (value != NULL)
        *value++ = '\0';
    if (value != NULL && g_ascii_strcasecmp(parameter, "CHARSET") == 0) {
        head->charset = value;
        return;
    }
    if (value != NULL && g_ascii_strcasecmp(parameter, "PREF") == 0) {
        head->preference = (int)CLAMP(strtol(value, NULL, 10), 1, PROPERTY_UNASKED - 1);
        return;
    }
    for (const char *word = value != NULL ? value : parameter; word != NULL;) {
        size_t n = strcspn(word, ",");
        read_word(head, word, n);
        word = word[n] != '\0' ? word + n + 1 : NULL;
    }
}

/* False: the line is no property. */
static bool
read_head(char *line, Head *ret_head)
{
    char *colon = find_mark(line, ":");
    if (colon == NULL)
        return false;
    *colon = '\0';
    *ret_head = (Head){.name = line, .value = colon + 1, .charset = ""};
    ret_head->preference = PROPERTY_UNASKED;
    char *parameter = find_mark(line, ";");
    while (parameter != NULL) {
        *parameter++ = '\0';
        char *next = find_mark(parameter, ";");
        if (next != NULL)
            *next = '\0';
        read_parameter(ret_head, parameter);
        parameter = next;
    }
    char *group = strrchr(line, '.');
    ret_head->name = g_strstrip(group != NULL ? group + 1 : line);
    return *ret_head->name != '\0';
}

/* ---- values ---- */

static void
decode_quoted(GString *out, char *value, const char *charset)
{
    size_t n = 0;
    for (const char *c = value; *c != '\0'; c++) {
        bool code = *c == '=' && g_ascii_isxdigit(c[1]) && g_ascii_isxdigit(c[2]);
        if (!code) {
            value[n++] = *c;
            continue;
        }
        value[n++] = (char)(g_ascii_xdigit_value(c[1]) * 16 + g_ascii_xdigit_value(c[2]));
        c += 2;
    }
    g_string_truncate(out, 0);
    decode_append(out, value, n, charset);
}

bool
property_next(PropertyReader *r, Property *ret_property)
{
    Head head;
    int64_t line;
    do {
        if (decode_peek(&r->decoder) < 0)
            return false;
        line = r->decoder.line;
        read_line(r);
    } while (!read_head(r->text->str, &head));
    if (head.quoted)
        decode_quoted(r->decoded, head.value, head.charset);
    *ret_property = (Property){.name = head.name,
                               .value = g_strstrip(head.quoted ? r->decoded->str : head.value),
                               .line = line,
                               .preference = head.preference,
                               .binary = head.binary,
                               .cut = r->cut};
    return true;
}

/* Append the character that is at @c, which may be escaped; what comes behind it. */
static const char *
append_character(GString *out, const char *c)
{
    bool escaped = *c == '\\' && c[1] != '\0' && strchr("\\,;:nN", c[1]) != NULL;
    c += escaped;
    if (escaped && g_ascii_tolower(*c) == 'n')
        g_string_append_c(out, '\n');
    else if (*c == '\r')
        g_string_append(out, c[1] != '\n' ? "\n" : "");
    else
        g_string_append_c(out, *c);
    return c + 1;
}

void
property_append(GString *out, const char *value, int number)
{
    size_t from = out->len;
    int part = number < 0 ? number : 0;
    for (const char *c = value; *c != '\0' && part <= number;) {
        if (*c == ';' && number >= 0) {
            part++;
            c++;
        } else if (part == number) {
            bool blank = out->len == from && g_ascii_isspace(*c);
            c = blank ? c + 1 : append_character(out, c);
        } else {
            c += *c == '\\' && c[1] != '\0' ? 2 : 1;
        }
    }
    while (out->len > from && g_ascii_isspace(out->str[out->len - 1]))
        g_string_truncate(out, out->len - 1);
}
