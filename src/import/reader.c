/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "import/reader.h"
#include "alliance/file.h"
#include "base/limits.h"
#include "base/text.h"

#include "import/import.sql.h"

#include <string.h>

#define SAMPLE_LENGTH 60 /* characters */
#define HEADER_SURE 1    /* so many columns whose first cell says what they are make it a header */

/* ---- the bytes of a stored file ---- */

static bool
read_stored(void *data, int64_t from, void *room, size_t n)
{
    const GString *bytes = data;
    memcpy(room, bytes->str + from, n);
    return true;
}

/* All of it, so that reading needs no database: a list that comes through a form is small. */
static SheetSource
open_stored(Reader *reader, Ctx *cx, int64_t file_id)
{
    const File *file = file_find(cx, file_id);
    int64_t size = file != NULL && file->size <= LIMIT_FILE ? file->size : 0;
    for (int64_t at = 0; at < size; at += FILE_CHUNK) {
        g_autoptr(Arena) arena = arena_new();
        Ctx piece = *cx;
        piece.arena = arena;
        Bytes bytes = file_read(&piece, file, at, FILE_CHUNK);
        g_string_append_len(reader->stored, bytes.at, (gssize)bytes.n);
    }
    return (SheetSource){read_stored, reader->stored, (int64_t)reader->stored->len};
}

void
reader_init(Reader *reader, Ctx *cx, const Import *import, SheetSource source)
{
    *reader = (Reader){.cx = cx, .stored = g_string_new(NULL)};
    if (source.read == NULL)
        source = open_stored(reader, cx, import->file_id);
    reader->sheet = sheet_new(source, import->sheet);
}

void
reader_clear(Reader *reader)
{
    sheet_free(reader->sheet);
    g_string_free(reader->stored, TRUE);
}

/* ---- the look at all of it ---- */

typedef struct Column {
    const char *header;
    const char *samples[IMPORT_SAMPLES];
    size_t n_samples;
    int64_t n_filled, n_unclear;
    DateColumn dates;
} Column;

typedef struct Look {
    Arena *arena; /* of what is kept; cells are looked at in another */
    Column columns[SHEET_MAX_COLUMNS];
    size_t n;
    int64_t n_rows, n_hidden;
} Look;

/* With the year first a date can be read in one way only. */
static bool
begins_with_year(const char *cell)
{
    return strspn(cell, "0123456789") == 4;
}

static void
see_date(Arena *scratch, Column *column, const char *cell)
{
    const char *date = NULL;
    if (strpbrk(cell, "0123456789") == NULL || begins_with_year(cell))
        return;
    date_column_see(scratch, &column->dates, cell);
    column->n_unclear += cell_date(scratch, NULL, cell, &date) == DATE_UNCLEAR;
}

/* Is all that a further look could tell that there is something? */
static bool
tells_no_more(const Column *column, const char *cell)
{
    return column->n_samples == IMPORT_SAMPLES && g_ascii_isalnum(*cell) &&
           (begins_with_year(cell) || strpbrk(cell, "/-") == NULL);
}

static void
see_cell(Look *look, Arena *scratch, Column *column, const char *cell)
{
    if (tells_no_more(column, cell)) {
        column->n_filled++;
        return;
    }
    const char *text = cell_trim(scratch, cell);
    if (*text == '\0')
        return;
    column->n_filled++;
    if (strlen(text) <= SAMPLE_LENGTH / 2 && strpbrk(text, "/-") != NULL)
        see_date(scratch, column, text);
    for (size_t i = 0; i < column->n_samples; i++)
        if (strcmp(column->samples[i], text) == 0)
            return;
    if (column->n_samples < IMPORT_SAMPLES)
        column->samples[column->n_samples++] = text_shorten(look->arena, text, SAMPLE_LENGTH);
}

static void
see_row(Look *look, Arena *scratch, const SheetRow *row)
{
    look->n = MAX(look->n, row->n);
    look->n_rows++;
    look->n_hidden += row->is_hidden;
    for (size_t i = 0; i < row->n; i++)
        see_cell(look, scratch, &look->columns[i], row->cells[i]);
}

/* Is the first row words about the columns?  An address in it says no. */
static bool
is_header(const SheetRow *row, const ColumnGuess *guesses)
{
    size_t sure = 0;
    for (size_t i = 0; i < row->n; i++) {
        if (strchr(row->cells[i], '@') != NULL)
            return false;
        sure += guesses[i].sure > 0;
    }
    return sure >= HEADER_SURE;
}

/* Without a header: addresses speak for themselves, the rest is for people to say. */
static const char *
meaning_of(const Column *column, const ColumnGuess *guess)
{
    if (guess != NULL)
        return meaning_guessed(guess->meaning);
    for (size_t i = 0; i < column->n_samples; i++)
        if (text_is_email(column->samples[i]))
            return "email";
    return "";
}

static void
keep(Ctx *cx, const Import *import, const Look *look, const ColumnGuess *guesses)
{
    db_run(cx, &SQL_import_delete_columns, DB_ARGS(import->id));
    for (size_t i = 0; i < look->n; i++) {
        const Column *c = &look->columns[i];
        GString *samples = arena_string(cx->arena, 64);
        for (size_t s = 0; s < c->n_samples; s++)
            g_string_append_printf(samples, "%s%s", s > 0 ? "\n" : "", c->samples[s]);
        db_run(cx, &SQL_import_insert_column,
               DB_ARGS(import->id, i + 1, c->header != NULL ? c->header : "", samples->str,
                       meaning_of(c, guesses != NULL ? &guesses[i] : NULL), c->n_filled,
                       c->dates.day_first, c->dates.month_first, c->n_unclear));
    }
    db_run(cx, &SQL_import_set_rules,
           DB_ARGS(import->id, import->mode, import->dates, guesses != NULL, import->invite));
    db_run(cx, &SQL_import_set_rows, DB_ARGS(import->id, look->n_rows, look->n_hidden));
}

/* Which sheet was read, so that all work to come reads the same; by numbers, since a name is text.
 */
static void
keep_sheet(Ctx *cx, const Import *import, const Sheet *sheet)
{
    size_t read = 0;
    GString *lines = arena_string(cx->arena, 64);
    for (const char *const *name = sheet_names(sheet, &read); *name != NULL; name++) {
        g_string_append(lines, lines->len > 0 ? "\n" : "");
        g_string_append(lines, text_fold_space(cx->arena, *name));
    }
    db_run(cx, &SQL_import_set_sheet,
           DB_ARGS(import->id, lines->len > 0 ? (int64_t)read + 1 : 0, lines->str));
}

void
reader_look(Reader *reader, const Import *import)
{
    Ctx *cx = reader->cx;
    Look *look = arena_new_of(cx->arena, Look);
    look->arena = cx->arena;
    const ColumnGuess *guesses = NULL;
    SheetRow row;
    if (sheet_next(reader->sheet, &row)) {
        const char **header = arena_array_of(cx->arena, const char *, SHEET_MAX_COLUMNS);
        for (size_t i = 0; i < SHEET_MAX_COLUMNS; i++)
            header[i] = i < row.n ? text_shorten(cx->arena, cell_trim(cx->arena, row.cells[i]),
                                                 SAMPLE_LENGTH)
                                  : "";
        guesses = columns_guess(cx->arena, header, SHEET_MAX_COLUMNS);
        if (!is_header(&row, guesses))
            guesses = NULL;
        look->n = row.n;
        for (size_t i = 0; i < row.n; i++)
            look->columns[i].header = guesses != NULL ? header[i] : "";
        g_autoptr(Arena) scratch = arena_new();
        if (guesses == NULL)
            see_row(look, scratch, &row);
    }
    while (sheet_next(reader->sheet, &row)) {
        g_autoptr(Arena) scratch = arena_new();
        see_row(look, scratch, &row);
    }
    keep(cx, import, look, guesses);
    keep_sheet(cx, import, reader->sheet);
}

/* ---- how it is to be read ---- */

Matching *
reader_matching(Ctx *cx, const Import *import)
{
    Matching *matching = arena_new_of(cx->arena, Matching);
    ImportColumnSpan columns = import_columns(cx, import->id);
    size_t n_meanings = 0;
    const Meaning *all = meanings(cx->arena, &n_meanings);
    for (size_t i = 0; i < columns.n && i < SHEET_MAX_COLUMNS; i++) {
        const ImportColumn *column = &columns.at[i];
        for (size_t m = 1; m < n_meanings; m++)
            if (strcmp(all[m].name, column->meaning) == 0)
                matching->of[i] = &all[m];
        matching->dates[i] = (DateColumn){column->day_first, column->month_first};
        bool mixed = (column->day_first > 0) == (column->month_first > 0);
        if (mixed && *import->dates != '\0') {
            bool day = strcmp(import->dates, "day") == 0;
            matching->dates[i] = (DateColumn){day, !day};
        }
    }
    matching->n = MIN(columns.n, (size_t)SHEET_MAX_COLUMNS);
    return matching;
}
