/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/report.h"

#include "base/text.h"
#include "lang/lang.h"
#include "sheet/cell.h"
#include "sheet/column.h"
#include "sheet/sheet.h"

#include <string.h>

/* ---- which column is what ---- */

#define NOWHERE SHEET_MAX_COLUMNS

typedef struct Columns {
    size_t email, name, first, last, attended; /* NOWHERE: there is none */
    bool known;                                /* the line of headings was found */
} Columns;

/* A column by which services say who only registered, and what says so, folded. */
static const char *const attended_words[] = {"attended", "participe", "asistio", "participou",
                                             NULL};
static const char *const no_words[] = {"no", "non", "nao", "false", "0", NULL};

static const char *
cell_of(Arena *arena, const SheetRow *row, size_t column)
{
    return column < row->n ? cell_trim(arena, row->cells[column]) : "";
}

/* Once headings are known, only the very words are others: a name may have such a word in it. */
static Columns
columns_of(Arena *arena, const SheetRow *row, int sure)
{
    Columns found = {NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE, false};
    const ColumnGuess *guesses = columns_guess(arena, row->cells, row->n);
    for (size_t i = 0; i < row->n; i++) {
        size_t *slot = guesses[i].sure < sure                    ? NULL
                       : guesses[i].meaning == COLUMN_EMAIL      ? &found.email
                       : guesses[i].meaning == COLUMN_NAME       ? &found.name
                       : guesses[i].meaning == COLUMN_FIRST_NAME ? &found.first
                       : guesses[i].meaning == COLUMN_LAST_NAME  ? &found.last
                                                                 : NULL;
        if (slot != NULL && *slot == NOWHERE)
            *slot = i;
        if (g_strv_contains(attended_words, text_fold(arena, cell_of(arena, row, i))))
            found.attended = i;
    }
    /* A person's own line has an address in it, headings have none. */
    bool has_address = false;
    for (size_t i = 0; i < row->n; i++)
        has_address |= strchr(row->cells[i], '@') != NULL;
    found.known = !has_address && (found.email != NOWHERE || found.name != NOWHERE ||
                                   (found.first != NOWHERE && found.last != NOWHERE));
    return found;
}

/* ---- who is registered ---- */

typedef struct Reader {
    Ctx *cx;
    GHashTable *by_email, *by_name; /* owned, of Registration; by name NULL: several have it */
    GHashTable *unknown;            /* owned; keys of those in .people */
    GHashTable *noted;              /* owned; of Registration */
    GArray *people;                 /* owned, of ReportPerson */
    Columns columns;
    Report report;
} Reader;

static const char *
email_key(Arena *arena, const char *email)
{
    g_autofree char *low = g_ascii_strdown(email, -1);
    return arena_strdup(arena, low);
}

static const char *
name_key(Arena *arena, const char *name)
{
    return text_fold_space(arena, text_fold(arena, name));
}

static void
reader_init(Reader *reader, Ctx *cx, int64_t item_id)
{
    *reader = (Reader){.cx = cx,
                       .by_email = g_hash_table_new(g_str_hash, g_str_equal),
                       .by_name = g_hash_table_new(g_str_hash, g_str_equal),
                       .unknown = g_hash_table_new(g_str_hash, g_str_equal),
                       .noted = g_hash_table_new(NULL, NULL),
                       .people = g_array_new(FALSE, FALSE, sizeof(ReportPerson))};
    RegistrationSpan all = registration_list(cx, item_id, NULL, REGISTRATION_OUT, 0);
    for (size_t i = 0; i < all.n; i++) {
        const Registration *one = &all.at[i];
        const char *name = name_key(cx->arena, one->name);
        if (*one->email != '\0')
            g_hash_table_insert(reader->by_email, (void *)email_key(cx->arena, one->email),
                                (void *)one);
        bool taken = g_hash_table_contains(reader->by_name, name);
        if (*name != '\0')
            g_hash_table_insert(reader->by_name, (void *)name, taken ? NULL : (void *)one);
    }
}

static void
reader_clear(Reader *reader)
{
    g_hash_table_unref(reader->by_email);
    g_hash_table_unref(reader->by_name);
    g_hash_table_unref(reader->unknown);
    g_hash_table_unref(reader->noted);
    g_array_unref(reader->people);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reader, reader_clear)

/* An address that the report has and nobody here has is not outdone by a name. */
static const Registration *
find_registration(Reader *reader, const ReportPerson *person)
{
    Arena *arena = reader->cx->arena;
    if (*person->email != '\0')
        return g_hash_table_lookup(reader->by_email, email_key(arena, person->email));
    return g_hash_table_lookup(reader->by_name, name_key(arena, person->name));
}

/* ---- line by line ---- */

static ReportPerson
person_of(Reader *reader, const SheetRow *row)
{
    Arena *arena = reader->cx->arena;
    const Columns *columns = &reader->columns;
    CellEmailSpan emails = cell_emails(arena, cell_of(arena, row, columns->email));
    const char *name = cell_of(arena, row, columns->name);
    if (*name == '\0')
        name = text_fold_space(arena,
                               arena_printf(arena, "%s %s", cell_of(arena, row, columns->first),
                                            cell_of(arena, row, columns->last)));
    return (ReportPerson){.name = arena_strdup(arena, name),
                          .email = emails.n > 0 && emails.at[0].valid ? emails.at[0].address : ""};
}

static void
list_unknown(Reader *reader, const ReportPerson *person)
{
    Arena *arena = reader->cx->arena;
    const char *key = *person->email != '\0' ? email_key(arena, person->email)
                                             : name_key(arena, person->name);
    if (*key == '\0' || reader->people->len >= REPORT_UNKNOWN ||
        !g_hash_table_add(reader->unknown, (void *)key))
        return;
    g_array_append_val(reader->people, *person);
}

static void
read_row(Reader *reader, const SheetRow *row)
{
    Arena *arena = reader->cx->arena;
    Columns headings = columns_of(arena, row, reader->columns.known ? COLUMN_SURE : COLUMN_LIKELY);
    if (headings.known) { /* some reports have several tables, one below the other */
        reader->columns = headings;
        return;
    }
    const char *attended = cell_of(arena, row, reader->columns.attended);
    if (!reader->columns.known || g_strv_contains(no_words, text_fold(arena, attended)))
        return;
    const ReportPerson person = person_of(reader, row);
    const Registration *found = find_registration(reader, &person);
    if (found == NULL) {
        list_unknown(reader, &person);
        return;
    }
    if (!g_hash_table_add(reader->noted, (void *)found))
        return; /* came in several times */
    if (found->came_at == 0)
        reader->report.n_noted++;
    else
        reader->report.n_again++;
    attendance_note(reader->cx, found, ATTENDANCE_REPORT);
}

Report
report_note(Ctx *cx, const Item *event, Bytes file)
{
    g_auto(Reader) reader;
    reader_init(&reader, cx, event->id);
    reader.columns = (Columns){NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE, false};
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&file), 0);
    SheetRow row;
    for (int64_t n = 0; n < REPORT_ROWS && sheet_next(sheet, &row); n++)
        read_row(&reader, &row);
    Report report = reader.report;
    const SheetFault *fault = sheet_fault(sheet);
    if (fault != NULL)
        report.fault = sheet_fault_text(cx->arena, cx->lang, fault);
    else if (!reader.columns.known)
        report.fault = lang_text(cx->lang,
                                 N_("No line of headings with a name or an address was found."));
    ReportPerson *unknown = arena_array_of(cx->arena, ReportPerson, reader.people->len + 1);
    for (size_t i = 0; i < reader.people->len; i++)
        unknown[i] = g_array_index(reader.people, ReportPerson, i);
    report.unknown = (ReportPersonSpan){unknown, reader.people->len};
    return report;
}
