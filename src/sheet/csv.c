/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/csv.h"

#include <string.h>

#define SNIFF_ROWS 40

static const char NEVER_CLOSED[] = N_(
    "Line {line}: a quotation mark is opened here and never closed.");
static const char LONG_CELL[] = N_("Line {line}: a cell is longer than a list of people can have.");

/* Append what stands before the next separator or line end. */
static void
read_plain(Csv *csv, GString *out)
{
    Decoder *d = &csv->decoder;
    while (decode_peek(d) >= 0 && out->len <= SHEET_MAX_COLUMNS * (size_t)SHEET_MAX_CELL) {
        const char *text = d->text->str;
        size_t i = d->next, n = d->text->len;
        while (i < n && !csv->stop[(uint8_t)text[i]])
            i++;
        g_string_append_len(out, text + d->next, (gssize)(i - d->next));
        d->next = i;
        if (i < n)
            return;
    }
}

/* Append what stands up to the closing quote; false if there is none. */
static bool
read_quoted(Csv *csv, GString *out)
{
    Decoder *d = &csv->decoder;
    size_t start = out->len;
    for (int c; (c = decode_peek(d)) >= 0 && out->len - start <= SHEET_MAX_CELL;) {
        if (decode_take_line_end(d)) {
            g_string_append_c(out, '\n');
            continue;
        }
        d->next++;
        if (c == '"') {
            if (decode_peek(d) != '"')
                return true;
            d->next++;
        }
        g_string_append_c(out, (char)c);
    }
    return false;
}

static const char *
read_cell(Csv *csv, Row *row, size_t column)
{
    Decoder *d = &csv->decoder;
    size_t start = row->text->len;
    while (decode_peek(d) == ' ')
        d->next++;
    if (decode_peek(d) == '"') {
        d->next++;
        if (!read_quoted(csv, row->text))
            return d->fault != NULL ? d->fault : NEVER_CLOSED;
    }
    read_plain(csv, row->text);
    if (row->text->len - start > SHEET_MAX_CELL)
        return LONG_CELL;
    row_close(row, column, start);
    return NULL;
}

bool
csv_next(Csv *csv, Row *row, int64_t *ret_number, SheetFault *ret_fault)
{
    Decoder *d = &csv->decoder;
    row_begin(row);
    *ret_number = ++csv->number;
    int c = decode_peek(d);
    for (size_t column = 0; c >= 0; column++) {
        int64_t line = d->line;
        const char *fault = read_cell(csv, row, column);
        if (fault != NULL) {
            *ret_fault = (SheetFault){fault, line};
            return false;
        }
        if (decode_take_line_end(d))
            return true;
        c = decode_peek(d);
        d->next += c >= 0; /* the separator */
    }
    if (d->fault != NULL)
        *ret_fault = (SheetFault){d->fault, 0};
    return d->fault == NULL && row->n > 0;
}

/* ---- which separator ---- */

typedef struct Count {
    size_t first; /* separators in the first row */
    size_t same;  /* rows with as many */
    size_t split; /* rows with any */
} Count;

static Count
count_separators(const char *text, size_t n, char separator)
{
    Count count = {0};
    size_t found = 0, rows = 0;
    bool quoted = false, inked = false;
    for (size_t i = 0; i < n && rows < SNIFF_ROWS; i++) {
        char c = text[i];
        quoted ^= c == '"';
        bool end = !quoted && (c == '\n' || c == '\r');
        found += !quoted && c == separator;
        inked |= !end;
        if ((!end && i + 1 < n) || !inked)
            continue;
        if (rows++ == 0)
            count.first = found;
        count.same += found == count.first;
        count.split += found > 0;
        found = 0;
        inked = false;
    }
    return count;
}

static const char candidates[] = {'\t', ';', '|', ','};

/* Of a table with a title above it: the separator that splits most rows. */
static char
guess_below_title(const GString *text)
{
    size_t most = 0;
    char separator = ',';
    for (size_t i = 0; i < G_N_ELEMENTS(candidates); i++) {
        Count count = count_separators(text->str, text->len, candidates[i]);
        if (count.split > most) {
            most = count.split;
            separator = candidates[i];
        }
    }
    return separator;
}

/* The separator that splits most rows as it splits the first; of two, the one that splits more. */
static char
guess_separator(const GString *text)
{
    Count best = {0};
    char separator = ',';
    for (size_t i = 0; i < G_N_ELEMENTS(candidates); i++) {
        Count count = count_separators(text->str, text->len, candidates[i]);
        bool better = count.same > best.same ||
                      (count.same == best.same && count.first > best.first);
        if (count.first == 0 || !better)
            continue;
        best = count;
        separator = candidates[i];
    }
    return best.first > 0 ? separator : guess_below_title(text);
}

/* Excel's "sep=;", alone in the first line: step over it. */
static char
take_said_separator(Csv *csv)
{
    Decoder *d = &csv->decoder;
    const GString *text = d->text;
    bool said = text->len >= 6 && g_ascii_strncasecmp(text->str, "sep=", 4) == 0 &&
                strchr("\r\n", text->str[5]) != NULL && strchr(",;|\t", text->str[4]) != NULL;
    if (!said)
        return 0;
    char separator = text->str[4];
    d->next = 5;
    decode_take_line_end(d);
    return separator;
}

void
csv_init(Csv *csv, SheetSource source, SheetFault *ret_fault)
{
    *csv = (Csv){0};
    decode_init(&csv->decoder, source);
    decode_peek(&csv->decoder);
    csv->separator = take_said_separator(csv);
    if (csv->separator == 0)
        csv->separator = guess_separator(csv->decoder.text);
    csv->stop[(uint8_t)csv->separator] = csv->stop['\r'] = csv->stop['\n'] = true;
    if (csv->decoder.fault != NULL)
        *ret_fault = (SheetFault){csv->decoder.fault, 0};
}

void
csv_clear(Csv *csv)
{
    decode_clear(&csv->decoder);
}
