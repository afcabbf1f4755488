/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/decode.h"

#include "base/text.h"

#include <string.h>

#define REPLACEMENT 0xfffd

static const char CANNOT_READ[] = N_("The file cannot be read.");
static const char NO_TEXT[] = N_(
    "This is not a table: the file is neither text (CSV), nor an address book (.vcf), nor an Excel "
    "file (.xlsx).");

/* 0x80 to 0x9f of Windows-1252; 0: not in use. */
static const gunichar WINDOWS[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static gunichar
windows_character(uint8_t byte)
{
    if (byte < 0x80 || byte >= 0xa0)
        return byte;
    return WINDOWS[byte - 0x80] != 0 ? WINDOWS[byte - 0x80] : REPLACEMENT;
}

/* Does it need no look? */
static inline bool
is_plain(uint8_t byte)
{
    return (byte >= 0x20 && byte < 0x7f) || byte == '\n' || byte == '\t' || byte == '\r';
}

static void
put(Decoder *d, gunichar u)
{
    if (u == 0)
        d->fault = NO_TEXT;
    else if (u == '\t' || u == '\n' || u == '\r' || text_takes(u))
        g_string_append_unichar(d->text, u);
}

/* The character at @c, of which @n bytes are there: its length, 0 if it is not whole yet.  What is
 * no UTF-8 is one byte. */
static size_t
utf8_length(const char *c, size_t n, bool last, gunichar *ret_u)
{
    gunichar u = g_utf8_get_char_validated(c, (gssize)n);
    if (*c == '\0')
        u = 0;
    if (u == (gunichar)-2 && !last)
        return 0;
    if (u == (gunichar)-1 || u == (gunichar)-2) {
        *ret_u = windows_character((uint8_t)*c);
        return 1;
    }
    *ret_u = u;
    return u == 0 ? 1 : (size_t)g_utf8_skip[(uint8_t)*c];
}

static size_t
decode_bytes(Decoder *d, const char *raw, size_t n, bool last)
{
    size_t i = 0;
    while (i < n && d->fault == NULL) {
        size_t from = i;
        while (i < n && is_plain((uint8_t)raw[i]))
            i++;
        g_string_append_len(d->text, raw + from, (gssize)(i - from));
        if (i == n)
            break;
        gunichar u = windows_character((uint8_t)raw[i]);
        size_t length = 1;
        if (d->encoding == SHEET_UTF8)
            length = utf8_length(raw + i, n - i, last, &u);
        if (length == 0)
            break;
        put(d, u);
        i += length;
    }
    return i;
}

static gunichar
unit_at(const Decoder *d, const char *raw)
{
    gunichar a = (uint8_t)raw[0], b = (uint8_t)raw[1];
    return d->encoding == SHEET_UTF16LE ? a | b << 8 : a << 8 | b;
}

static size_t
decode_units(Decoder *d, const char *raw, size_t n, bool last)
{
    size_t i = 0;
    while (i + 2 <= n && d->fault == NULL) {
        gunichar u = unit_at(d, raw + i);
        bool high = u >= 0xd800 && u < 0xdc00;
        if (high && i + 4 > n && !last)
            break;
        gunichar low = high && i + 4 <= n ? unit_at(d, raw + i + 2) : 0;
        i += 2;
        if (low >= 0xdc00 && low < 0xe000) {
            u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        }
        put(d, u >= 0xd800 && u < 0xe000 ? REPLACEMENT : u);
    }
    return last ? n : i;
}

/* UTF-8 if most of what is beyond ASCII is. */
static SheetEncoding
guess(const char *raw, size_t n)
{
    size_t good = 0, bad = 0;
    for (size_t i = 0; i < n;) {
        gunichar u;
        size_t length = (uint8_t)raw[i] < 0x80 ? 1 : utf8_length(raw + i, n - i, false, &u);
        if (length == 0)
            break;
        good += length > 1;
        bad += length == 1 && (uint8_t)raw[i] >= 0x80;
        i += length;
    }
    return bad > good ? SHEET_WINDOWS_1252 : SHEET_UTF8;
}

void
decode_init(Decoder *d, SheetSource source)
{
    static const struct {
        const char mark[4];
        size_t n;
        SheetEncoding encoding;
    } marks[] = {
        {"\xef\xbb\xbf", 3, SHEET_UTF8   },
        {"\xff\xfe",     2, SHEET_UTF16LE},
        {"\xfe\xff",     2, SHEET_UTF16BE},
    };
    *d = (Decoder){.source = source, .line = 1};
    d->text = g_string_sized_new(DECODE_PIECE + 64);
    d->raw = g_new(char, DECODE_PIECE);
    size_t n = (size_t)MIN(source.size, (int64_t)DECODE_SNIFF);
    g_autofree char *start = g_new(char, n + 1);
    if (!source.read(source.data, 0, start, n)) {
        d->fault = CANNOT_READ;
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(marks) && d->encoding == 0; i++)
        if (n >= marks[i].n && memcmp(start, marks[i].mark, marks[i].n) == 0) {
            d->encoding = marks[i].encoding;
            d->at = (int64_t)marks[i].n;
        }
    if (d->encoding == 0)
        d->encoding = guess(start, n);
}

void
decode_clear(Decoder *d)
{
    if (d->text != NULL)
        g_string_free(d->text, TRUE);
    g_free(d->raw);
    *d = (Decoder){0};
}

/* Put the next piece into d->text, which may be empty.  False at the end or by a fault. */
static bool
read_piece(Decoder *d)
{
    g_string_truncate(d->text, 0);
    int64_t rest = d->source.size - d->at;
    if (d->fault != NULL || (rest == 0 && d->left == 0))
        return false;
    size_t n = (size_t)MIN(rest, (int64_t)(DECODE_PIECE - d->left));
    if (n > 0 && !d->source.read(d->source.data, d->at, d->raw + d->left, n)) {
        d->fault = CANNOT_READ;
        return false;
    }
    d->at += (int64_t)n;
    n += d->left;
    bool last = d->at == d->source.size;
    bool bytes = d->encoding == SHEET_UTF8 || d->encoding == SHEET_WINDOWS_1252;
    size_t used = (bytes ? decode_bytes : decode_units)(d, d->raw, n, last);
    if (d->fault != NULL)
        return false;
    d->left = last ? 0 : n - used;
    memmove(d->raw, d->raw + used, d->left);
    return true;
}

bool
decode_fetch(Decoder *d)
{
    while (d->next >= d->text->len) {
        d->next = 0;
        if (!read_piece(d)) {
            g_string_truncate(d->text, 0);
            return false;
        }
    }
    return true;
}

bool
decode_take_line_end(Decoder *d)
{
    int c = decode_peek(d);
    if (c != '\n' && c != '\r')
        return false;
    d->next++;
    if (c == '\r' && decode_peek(d) == '\n')
        d->next++;
    d->line++;
    return true;
}

/* As programs name them that write to people whose letters are not those of Windows-1252.  No other
 * converter of the system is asked for by a name that came from outside. */
static const char *
known_charset(const char *name)
{
    static const char *const known[] = {"windows-1250", "windows-1251", "windows-1253",
                                        "windows-1254", "windows-1256", "iso-8859-2",
                                        "iso-8859-5",   "iso-8859-6",   "iso-8859-9",
                                        "iso-8859-15",  "koi8-r"};
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_ascii_strcasecmp(known[i], name) == 0)
            return known[i];
    return NULL;
}

void
decode_append(GString *out, const char *bytes, size_t n, const char *charset)
{
    const char *known = known_charset(charset);
    g_autofree char *converted = NULL;
    gsize length = 0;
    if (known != NULL)
        converted = g_convert(bytes, (gssize)n, "UTF-8", known, NULL, &length, NULL);
    bool windows = g_ascii_strcasecmp(charset, "windows-1252") == 0 ||
                   g_ascii_strcasecmp(charset, "iso-8859-1") == 0;
    Decoder d = {.text = out, .encoding = windows ? SHEET_WINDOWS_1252 : SHEET_UTF8};
    if (converted != NULL)
        decode_bytes(&d, converted, length, true);
    else
        decode_bytes(&d, bytes, n, true);
}
