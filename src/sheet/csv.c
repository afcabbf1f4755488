/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/csv.h"

#include <string.h>

#define SNIFF_ROWS 40

static const char NEVER_CLOSED[] = N_(
    "Line {line}: a quotation mark is opened here and never closed.");
static const char LONG_CELL[] = N_("Line {line}: a cell is longer than a list of people can have.");

/* The byte at which we stand, after fetching more if need be; -1 at the end. */
static int
peek(Csv *csv)
{
    while (csv->at >= csv->decoder.text->len) {
        csv->at = 0;
        if (!decode_next(&csv->decoder)) {
            g_string_truncate(csv->decoder.text, 0);
            return -1;
        }
    }
    return (uint8_t)csv->decoder.text->str[csv->at];
}

/* Step over a line end, if we stand before one. */
static bool
take_line_end(Csv *csv)
{
    int c = peek(csv);
    if (c != '\n' && c != '\r')
        return false;
    csv->at++;
    if (c == '\r' && peek(csv) == '\n')
        csv->at++;
    csv->line++;
    return true;
}

/* Append what stands before the next separator or line end. */
static void
read_plain(Csv *csv, GString *out)
{
    while (peek(csv) >= 0 && out->len <= SHEET_MAX_COLUMNS * (size_t)SHEET_MAX_CELL) {
        const char *text = csv->decoder.text->str;
        size_t i = csv->at, n = csv->decoder.text->len;
        while (i < n && !csv->stop[(uint8_t)text[i]])
            i++;
        g_string_append_len(out, text + csv->at, (gssize)(i - csv->at));
        csv->at = i;
        if (i < n)
            return;
    }
}

/* Append what stands up to the closing quote; false if there is none. */
static bool
read_quoted(Csv *csv, GString *out)
{
    size_t start = out->len;
    for (int c; (c = peek(csv)) >= 0 && out->len - start <= SHEET_MAX_CELL;) {
        if (take_line_end(csv)) {
            g_string_append_c(out, '\n');
            continue;
        }
        csv->at++;
        if (c == '"') {
            if (peek(csv) != '"')
                return true;
            csv->at++;
        }
        g_string_append_c(out, (char)c);
    }
    return false;
}

static const char *
read_cell(Csv *csv, Row *row, size_t column)
{
    size_t start = row->text->len;
    while (peek(csv) == ' ')
        csv->at++;
    if (peek(csv) == '"') {
        csv->at++;
        if (!read_quoted(csv, row->text))
            return csv->decoder.fault != NULL ? csv->decoder.fault : NEVER_CLOSED;
    }
    read_plain(csv, row->text);
    if (row->text->len - start > SHEET_MAX_CELL)
        return LONG_CELL;
    row_close(row, column, start);
    return NULL;
}

bool
csv_next(Csv *csv, Row *row, int64_t *ret_line, SheetFault *ret_fault)
{
    row_begin(row);
    *ret_line = csv->line;
    int c = peek(csv);
    for (size_t column = 0; c >= 0; column++) {
        int64_t line = csv->line;
        const char *fault = read_cell(csv, row, column);
        if (fault != NULL) {
            *ret_fault = (SheetFault){fault, line};
            return false;
        }
        if (take_line_end(csv))
            return true;
        c = peek(csv);
        csv->at += c >= 0; /* the separator */
    }
    if (csv->decoder.fault != NULL)
        *ret_fault = (SheetFault){csv->decoder.fault, 0};
    return csv->decoder.fault == NULL && row->n > 0;
}

/* ---- which separator ---- */

typedef struct Count {
    size_t first; /* separators in the first row */
    size_t same;  /* rows with as many */
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
        found = 0;
        inked = false;
    }
    return count;
}

/* The separator that splits most rows as it splits the first; of two, the one that splits more. */
static char
guess_separator(const GString *text)
{
    static const char candidates[] = {'\t', ';', '|', ','};
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
    return separator;
}

/* Excel's "sep=;", alone in the first line: step over it. */
static char
take_said_separator(Csv *csv)
{
    const GString *text = csv->decoder.text;
    bool said = text->len >= 6 && g_ascii_strncasecmp(text->str, "sep=", 4) == 0 &&
                strchr("\r\n", text->str[5]) != NULL && strchr(",;|\t", text->str[4]) != NULL;
    if (!said)
        return 0;
    char separator = text->str[4];
    csv->at = 5;
    take_line_end(csv);
    return separator;
}

void
csv_init(Csv *csv, SheetSource source, SheetFault *ret_fault)
{
    *csv = (Csv){.line = 1};
    decode_init(&csv->decoder, source);
    peek(csv);
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
