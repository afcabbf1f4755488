/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/xlsx.h"

#include "sheet/serial.h"
#include "sheet/workbook.h"
#include "sheet/xml.h"

#include <stdlib.h>
#include <string.h>

static const char NO_ZIP[] = N_("This is no Excel file (.xlsx). Save the list as CSV.");
static const char BROKEN[] = N_("The Excel file is broken, or too large when unpacked.");
static const char LONG_CELL[] = N_("Line {line}: a cell is longer than a list of people can have.");

typedef enum CellType {
    CELL_NUMBER,
    CELL_SHARED,
    CELL_TEXT,
    CELL_BOOLEAN,
    CELL_ERROR,
} CellType;

struct Xlsx {
    Zip *zip;
    Workbook book;
    size_t read;     /* which of its sheets */
    bool was_chosen; /* by who asks; else any will do */
    Xml *xml;
    Row *row;
    int64_t line;
    size_t column; /* of the cell that is read */
    CellType type;
    bool date; /* its style shows a date */
    bool in_value, in_hint, whole;
    GString *value;
    int64_t shared; /* bytes that came from shared texts: a small file can name them often */
    const char *fault;
};

static CellType
type_of(const char *name)
{
    static const struct {
        const char *name;
        CellType type;
    } types[] = {
        {"s",         CELL_SHARED },
        {"str",       CELL_TEXT   },
        {"inlineStr", CELL_TEXT   },
        {"d",         CELL_TEXT   },
        {"b",         CELL_BOOLEAN},
        {"e",         CELL_ERROR  },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(types) && name != NULL; i++)
        if (strcmp(types[i].name, name) == 0)
            return types[i].type;
    return CELL_NUMBER;
}

/* "C5" is 2.  SHEET_MAX_COLUMNS if it is further right. */
static size_t
column_of(const char *reference)
{
    size_t column = 0;
    for (; g_ascii_isalpha(*reference) && column <= SHEET_MAX_COLUMNS; reference++)
        column = column * 26 + (size_t)(g_ascii_toupper(*reference) - 'A' + 1);
    return MIN(column, SHEET_MAX_COLUMNS + 1) - (column > 0);
}

static void
start_cell(Xlsx *x, const char **attributes)
{
    const char *reference = xml_attribute(attributes, "r");
    const char *style = xml_attribute(attributes, "s");
    size_t n = style != NULL ? strtoul(style, NULL, 10) : 0;
    x->column = reference != NULL ? column_of(reference) : x->row->n;
    x->type = type_of(xml_attribute(attributes, "t"));
    x->date = n < x->book.dates->len && g_array_index(x->book.dates, bool, n);
    g_string_truncate(x->value, 0);
}

static void
start(void *data, const char *name, const char **attributes)
{
    Xlsx *x = data;
    if (strcmp(name, "row") == 0) {
        const char *line = xml_attribute(attributes, "r");
        int64_t said = line != NULL ? g_ascii_strtoll(line, NULL, 10) : 0;
        x->line = said > x->line && said <= G_MAXINT32 ? said : x->line + 1;
        row_begin(x->row);
        x->row->hidden = xml_is_true(attributes, "hidden");
    } else if (strcmp(name, "c") == 0) {
        start_cell(x, attributes);
    }
    x->in_hint |= strcmp(name, "rPh") == 0;
    x->in_value = !x->in_hint && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0);
}

static void
put_shared(Xlsx *x)
{
    guint64 i = 0;
    if (!g_ascii_string_to_unsigned(x->value->str, 10, 0, G_MAXUINT32, &i, NULL) ||
        i >= x->book.shared_at->len)
        return;
    const char *text = x->book.shared->str + g_array_index(x->book.shared_at, size_t, i);
    size_t n = strlen(text);
    x->shared += (int64_t)n;
    if (n > SHEET_MAX_CELL)
        x->fault = LONG_CELL;
    else if (x->shared > SHEET_MAX_UNPACKED)
        x->fault = BROKEN;
    else
        row_put(x->row, x->column, text, n);
}

static void
put_number(Xlsx *x)
{
    char room[SERIAL_ROOM], *end = NULL;
    double number = g_ascii_strtod(x->value->str, &end);
    bool whole = x->value->len > 0 && *end == '\0';
    if (whole && x->date && serial_text(number, x->book.since_1904, room))
        row_put(x->row, x->column, room, strlen(room));
    else if (whole)
        row_put(x->row, x->column, room,
                strlen(g_ascii_formatd(room, sizeof room, "%.15g", number)));
}

static void
put_text(Xlsx *x)
{
    size_t from = x->row->text->len;
    workbook_append(x->row->text, x->value->str, x->value->len);
    row_close(x->row, x->column, from);
}

static void
put_cell(Xlsx *x)
{
    if (x->type == CELL_SHARED)
        put_shared(x);
    else if (x->type == CELL_TEXT)
        put_text(x);
    else if (x->type == CELL_NUMBER)
        put_number(x);
    else if (x->type == CELL_BOOLEAN)
        row_put(x->row, x->column, x->value->str[0] == '1' ? "TRUE" : "FALSE",
                x->value->str[0] == '1' ? 4 : 5);
    else
        row_put(x->row, x->column, "", 0);
}

static void
end(void *data, const char *name)
{
    Xlsx *x = data;
    x->in_value = false;
    if (strcmp(name, "rPh") == 0)
        x->in_hint = false;
    if (strcmp(name, "c") == 0 && x->fault == NULL)
        put_cell(x);
    x->whole = strcmp(name, "row") == 0;
    if (x->whole || x->fault != NULL)
        xml_pause(x->xml);
}

static void
text(void *data, const char *text, int n)
{
    Xlsx *x = data;
    if (!x->in_value)
        return;
    g_string_append_len(x->value, text, n);
    if (x->value->len > SHEET_MAX_CELL && x->fault == NULL) {
        x->fault = LONG_CELL;
        xml_pause(x->xml);
    }
}

/* The first from @at that is not hidden; all are: as many as there are. */
static size_t
find_shown(const Workbook *book, size_t at)
{
    while (at < book->hidden->len && g_array_index(book->hidden, bool, at))
        at++;
    return at;
}

/* Stand before the first row of sheet @at. */
static void
open_sheet(Xlsx *x, size_t at, SheetFault *ret_fault)
{
    static const XmlEvents events = {start, end, text};
    const char *file = x->book.files->pdata[at];
    if (file == NULL || !zip_enter(x->zip, file))
        ret_fault->text = BROKEN;
    xml_free(x->xml);
    x->xml = xml_new(x->zip, &events, x);
    x->read = at;
    x->line = 0;
    x->in_hint = false;
}

Xlsx *
xlsx_new(SheetSource source, int64_t number, SheetFault *ret_fault)
{
    Zip *zip = zip_new(source);
    if (zip == NULL) {
        ret_fault->text = NO_ZIP;
        return NULL;
    }
    Xlsx *x = g_new0(Xlsx, 1);
    x->zip = zip;
    x->value = g_string_new(NULL);
    ret_fault->text = workbook_read(&x->book, zip);
    if (ret_fault->text != NULL)
        return x;
    size_t n = x->book.files->len, shown = find_shown(&x->book, 0);
    x->was_chosen = number > 0 && number <= (int64_t)n;
    open_sheet(x, x->was_chosen ? (size_t)number - 1 : shown < n ? shown : 0, ret_fault);
    return x;
}

bool
xlsx_turn(Xlsx *x, SheetFault *ret_fault)
{
    size_t next = find_shown(&x->book, x->read + 1);
    if (x->was_chosen || next >= x->book.files->len)
        return false;
    open_sheet(x, next, ret_fault);
    return ret_fault->text == NULL;
}

void
xlsx_free(Xlsx *x)
{
    if (x == NULL)
        return;
    xml_free(x->xml);
    workbook_clear(&x->book);
    zip_free(x->zip);
    g_string_free(x->value, TRUE);
    g_free(x);
}

bool
xlsx_next(Xlsx *x, Row *row, int64_t *ret_number, SheetFault *ret_fault)
{
    x->row = row;
    x->whole = false;
    row_begin(row);
    XmlResult result = xml_run(x->xml);
    *ret_number = x->line;
    if (x->fault == NULL && result != XML_BROKEN)
        return result == XML_PAUSED && x->whole;
    *ret_fault = x->fault != NULL ? (SheetFault){x->fault, x->line} : (SheetFault){BROKEN, 0};
    return false;
}

const char *const *
xlsx_names(const Xlsx *x, size_t *ret_read)
{
    *ret_read = x->read;
    return (const char *const *)x->book.names->pdata;
}
