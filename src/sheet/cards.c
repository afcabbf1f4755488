/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/cards.h"

#include "sheet/property.h"

#include <string.h>

#define BEGIN "BEGIN:VCARD"
#define SECOND_CHOICE 1000 /* ranks behind every preference */
#define MOST_PARTS 3

static const char NEVER_ENDED[] = N_("Line {line}: a card begins here and never ends.");
static const char LONG_CARD[] = N_("Line {line}: a card is longer than a list of people can have.");

typedef enum Column {
    NAME,
    EMAIL,
    ORGANISATION,
    POSITION,
    COUNTRY,
    LANGUAGE,
    CATEGORIES,
    N_COLUMNS,
} Column;

/* Headings that column.h knows, but for categories: whether they are interests is for people to
 * say. */
static const struct {
    const char *heading;
    bool many; /* all values, the preferred one first; else the best one */
} COLUMNS[N_COLUMNS] = {
    [NAME] = {"Name",         false},
    [EMAIL] = {"E-mail",       true },
    [ORGANISATION] = {"Organisation", false},
    [POSITION] = {"Position",     false},
    [COUNTRY] = {"Country",      false},
    [LANGUAGE] = {"Languages",    true },
    [CATEGORIES] = {"Categories",   true },
};

/* What is read of a card.  @parts between semicolons, joined by a blank; none: the whole value. */
static const struct {
    const char *name;
    Column column;
    int rank;
    int parts[MOST_PARTS], n_parts;
    const char *ends; /* the value ends before one of these */
} PROPERTIES[] = {
    {"FN",         NAME,         0,             {0},       0, ""  },
    {"N",          NAME,         SECOND_CHOICE, {1, 2, 0}, 3, ""  },
    {"EMAIL",      EMAIL,        0,             {0},       0, ""  },
    {"ORG",        ORGANISATION, 0,             {0},       1, ""  },
    {"TITLE",      POSITION,     0,             {0},       0, ""  },
    {"ROLE",       POSITION,     SECOND_CHOICE, {0},       0, ""  },
    {"ADR",        COUNTRY,      0,             {6},       1, ""  },
    {"LANG",       LANGUAGE,     0,             {0},       0, "-_"}, /* pt-BR */
    {"CATEGORIES", CATEGORIES,   0,             {0},       0, ""  },
};

/* By these a card says that it is of somebody, if the value is this one. */
static const struct {
    const char *name, *value;
} PERSONS[] = {
    {"KIND",                     "individual"},
    {"X-ADDRESSBOOKSERVER-KIND", "individual"},
    {"X-ABSHOWAS",               "person"    },
};

typedef struct Value {
    Column column;
    int rank;        /* the lowest is the best */
    size_t start, n; /* in the text of the card */
} Value;

struct Cards {
    PropertyReader reader;
    bool has_headings, is_open;
    int64_t line;   /* where the open card begins */
    int64_t number; /* of the last row */
    size_t depth;   /* of cards inside it */
    bool awaits;    /* an AGENT of vCard 2.1 without a value: its card comes next */
    bool no_person; /* as it says */
    GString *text;  /* of the values */
    Value values[CARDS_MAX_VALUES];
    size_t n;
};

/* In whichever encoding: marks of the byte order and zero bytes do not count. */
bool
cards_begin(const SheetSource *source)
{
    char start[64], *to = start;
    size_t n = (size_t)MIN(source->size, (int64_t)sizeof start);
    if (!source->read(source->data, 0, start, n))
        return false;
    for (size_t i = 0; i < n; i++)
        if (strchr("\xef\xbb\xbf\xfe\xff", start[i]) == NULL) /* finds zero, too */
            *to++ = start[i];
    n = (size_t)(to - start);
    size_t blank = 0;
    while (blank < n && g_ascii_isspace(start[blank]))
        blank++;
    return n - blank >= strlen(BEGIN) &&
           g_ascii_strncasecmp(start + blank, BEGIN, strlen(BEGIN)) == 0;
}

Cards *
cards_new(SheetSource source)
{
    Cards *cards = g_new0(Cards, 1);
    property_reader_init(&cards->reader, source);
    cards->text = g_string_new(NULL);
    return cards;
}

void
cards_free(Cards *cards)
{
    if (cards == NULL)
        return;
    property_reader_clear(&cards->reader);
    g_string_free(cards->text, TRUE);
    g_free(cards);
}

/* ---- a card ---- */

static void
open_card(Cards *c, int64_t line)
{
    g_string_truncate(c->text, 0);
    c->n = 0;
    c->is_open = true;
    c->no_person = c->awaits = false;
    c->line = line;
    c->reader.keeps_blank = false;
}

static void
append_value(GString *text, const char *value, size_t i)
{
    if (PROPERTIES[i].n_parts == 0)
        property_append(text, value, -1);
    for (int part = 0; part < PROPERTIES[i].n_parts; part++) {
        size_t before = text->len;
        if (part > 0)
            g_string_append_c(text, ' ');
        property_append(text, value, PROPERTIES[i].parts[part]);
        if (text->len == before + 1 && part > 0)
            g_string_truncate(text, before);
    }
}

/* Keep the value of a property that is row @i of the table.  False: it is too long. */
static bool
keep_value(Cards *c, const Property *p, size_t i)
{
    if (c->n == CARDS_MAX_VALUES || p->binary)
        return true;
    size_t start = c->text->len;
    append_value(c->text, p->value, i);
    size_t n = *PROPERTIES[i].ends != '\0' ? strcspn(c->text->str + start, PROPERTIES[i].ends)
                                           : c->text->len - start;
    g_string_truncate(c->text, start + n);
    if (n > 0)
        c->values[c->n++] = (Value){PROPERTIES[i].column, p->preference + PROPERTIES[i].rank, start,
                                    n};
    return !p->cut && c->text->len + c->n * strlen(", ") <= SHEET_MAX_CELL;
}

static bool
read_property(Cards *c, const Property *p)
{
    c->awaits = g_ascii_strcasecmp(p->name, "AGENT") == 0 && *p->value == '\0';
    if (g_ascii_strcasecmp(p->name, "VERSION") == 0)
        c->reader.keeps_blank = g_str_has_prefix(p->value, "2");
    for (size_t i = 0; i < G_N_ELEMENTS(PERSONS); i++)
        if (g_ascii_strcasecmp(PERSONS[i].name, p->name) == 0)
            c->no_person = g_ascii_strcasecmp(PERSONS[i].value, p->value) != 0;
    for (size_t i = 0; i < G_N_ELEMENTS(PROPERTIES); i++)
        if (g_ascii_strcasecmp(PROPERTIES[i].name, p->name) == 0)
            return keep_value(c, p, i);
    return true;
}

/* ---- rows ---- */

/* The best value of a column that is worse than the one before; of two alike, the first. */
static const Value *
next_value(const Cards *c, Column column, const Value *before)
{
    const Value *best = NULL;
    for (size_t i = 0; i < c->n; i++) {
        const Value *v = &c->values[i];
        bool comes = before == NULL || v->rank > before->rank ||
                     (v->rank == before->rank && v > before);
        if (v->column == column && comes && (best == NULL || v->rank < best->rank))
            best = v;
    }
    return best;
}

static void
put_card(const Cards *c, Row *row)
{
    for (Column column = 0; column < N_COLUMNS; column++) {
        size_t start = row->text->len;
        const Value *v = column != NAME || !c->no_person ? next_value(c, column, NULL) : NULL;
        while (v != NULL) {
            g_string_append_len(row->text, c->text->str + v->start, (gssize)v->n);
            v = COLUMNS[column].many ? next_value(c, column, v) : NULL;
            if (v != NULL)
                g_string_append(row->text, ", ");
        }
        row_close(row, column, start);
    }
}

static void
put_headings(Row *row)
{
    for (Column column = 0; column < N_COLUMNS; column++)
        row_put(row, column, COLUMNS[column].heading, strlen(COLUMNS[column].heading));
}

/* Go on with @p.  True: a card is whole, and in @row. */
static bool
step(Cards *c, const Property *p, Row *row, SheetFault *ret_fault)
{
    bool of_card = g_ascii_strcasecmp(p->value, "VCARD") == 0;
    bool begins = of_card && g_ascii_strcasecmp(p->name, "BEGIN") == 0;
    bool ends = of_card && g_ascii_strcasecmp(p->name, "END") == 0;
    if (!c->is_open) {
        if (begins)
            open_card(c, p->line);
        return false;
    }
    if (c->depth > 0 || (begins && c->awaits)) {
        c->depth += begins;
        c->depth -= ends;
        c->awaits = false;
        return false;
    }
    if (begins || ends) { /* a card without an end ends where the next one begins */
        put_card(c, row);
        c->is_open = false;
        if (begins)
            open_card(c, p->line);
        return true;
    }
    if (!read_property(c, p))
        *ret_fault = (SheetFault){LONG_CARD, p->line};
    return false;
}

bool
cards_next(Cards *c, Row *row, int64_t *ret_number, SheetFault *ret_fault)
{
    Property property;
    row_begin(row);
    if (!c->has_headings) {
        put_headings(row);
        c->has_headings = true;
        *ret_number = 0;
        return true;
    }
    while (ret_fault->text == NULL && property_next(&c->reader, &property)) {
        if (!step(c, &property, row, ret_fault))
            continue;
        *ret_number = ++c->number;
        return true;
    }
    if (ret_fault->text != NULL)
        return false;
    if (c->reader.decoder.fault != NULL)
        *ret_fault = (SheetFault){c->reader.decoder.fault, 0};
    else if (c->is_open)
        *ret_fault = (SheetFault){NEVER_ENDED, c->line};
    return false;
}
