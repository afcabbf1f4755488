/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "import/part.h"
#include "lang/lang.h"

#include "import/part.sql.h"

#include <string.h>

/* clang-format off */
const char *const OUTCOME_NAMES[N_OUTCOMES] = {
    "", "added", "changed", "same", "twice", "departed", "refused", "taken-back", "kept",
};

const char *const OUTCOME_LABELS[N_OUTCOMES] = {
    N_("All rows"), N_("Added"), N_("Changed"), N_("Nothing to change"), N_("Twice in the list"),
    N_("Have left: not brought back"), N_("Left out"), N_("Taken back"), N_("Changed since: stay"),
};

const char *const OUTCOME_PLANS[N_OUTCOMES] = {
    N_("All rows"), N_("Will be added"), N_("Will be changed"), N_("Nothing to change"),
    N_("Twice in the list"), N_("Have left: will not be brought back"), N_("Will be left out"),
    N_("Taken back"), N_("Changed since: stay"),
};

const char *const NOTE_LABELS[N_NOTES] = {
    [NOTE_NAME] = N_("Name"),
    [NOTE_COUNTRY] = N_("Country"),
    [NOTE_ORGANISATION] = N_("Organisation"),
    [NOTE_POSITION] = N_("Position"),
    [NOTE_LEVEL] = N_("Level of work"),
    [NOTE_JOINED] = N_("Member since"),
    [NOTE_LANGUAGE] = N_("Language"),
    [NOTE_INTEREST] = N_("Interest"),
    [NOTE_CONSENT] = N_("Agrees to"),
    [NOTE_NO_ADDRESS] = N_("There is no e-mail address."),
    [NOTE_WRONG_ADDRESS] = N_("This is no e-mail address:"),
    [NOTE_NO_NAME] = N_("There is no name."),
    [NOTE_TWO_PEOPLE] = N_("The addresses belong to two records:"),
    [NOTE_EARLIER] = N_("The same address stands in row"),
    [NOTE_MORE_ADDRESSES] = N_("Further addresses, not kept:"),
    [NOTE_UNKNOWN_COUNTRY] = N_("Unknown country, left out:"),
    [NOTE_UNKNOWN_LEVEL] = N_("Unknown level of work, left out:"),
    [NOTE_UNKNOWN_LANGUAGE] = N_("Unknown language, left out:"),
    [NOTE_UNKNOWN_INTEREST] = N_("No interest that is offered here, left out:"),
    [NOTE_UNKNOWN_ANSWER] = N_("Neither yes nor no, taken as no:"),
    [NOTE_WRONG_DATE] = N_("Unclear date, left out:"),
    [NOTE_SHORTENED] = N_("Too long, shortened:"),
    [NOTE_HAS_ANSWERED] = N_("Has answered already, and that stays:"),
    [NOTE_ERASED] = N_("Was erased since, and with that what the row said."),
    [NOTE_MEMBER] = N_("Takes mails only, becomes a member:"),
};
/* clang-format on */

bool
note_is_change(NoteKind kind)
{
    return kind <= NOTE_LAST_FIELD || kind == NOTE_MEMBER;
}

/* ---- packing ---- */

/* Seven bits a byte, the lowest first; the eighth says that more follow. */
static void
put_number(GString *part, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        g_string_append_c(part, (char)(number | 0x80));
    g_string_append_c(part, (char)number);
}

/* With its NUL, so that a reader need not copy it. */
static void
put_text(GString *part, const char *text)
{
    size_t n = strlen(text);
    put_number(part, n);
    g_string_append_len(part, text, (gssize)n + 1);
}

void
part_append(GString *part, const PartRow *row)
{
    g_assert(row->n_notes <= PART_MAX_NOTES);
    put_number(part, (uint64_t)row->line);
    put_number(part, row->outcome);
    put_number(part, (uint64_t)row->person_id);
    put_text(part, row->email);
    put_text(part, row->name);
    put_number(part, row->n_notes);
    for (size_t i = 0; i < row->n_notes; i++) {
        put_number(part, row->notes[i].kind);
        put_text(part, row->notes[i].old);
        put_text(part, row->notes[i].value);
    }
}

static bool
take_number(PartReader *reader, uint64_t *ret_number)
{
    const uint8_t *bytes = reader->part.at;
    *ret_number = 0;
    for (int shift = 0; shift < 64 && reader->at < reader->part.n; shift += 7) {
        uint8_t byte = bytes[reader->at++];
        *ret_number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

static bool
take_text(PartReader *reader, const char **ret_text)
{
    uint64_t n = 0;
    if (!take_number(reader, &n) || n >= reader->part.n - reader->at)
        return false;
    *ret_text = (const char *)reader->part.at + reader->at;
    reader->at += n + 1;
    return (*ret_text)[n] == '\0';
}

static bool
take_note(PartReader *reader, Note *ret_note)
{
    uint64_t kind = 0;
    if (!take_number(reader, &kind) || kind == 0 || kind >= N_NOTES)
        return false;
    ret_note->kind = (NoteKind)kind;
    return take_text(reader, &ret_note->old) && take_text(reader, &ret_note->value);
}

bool
part_next(PartReader *reader, PartRow *ret_row)
{
    uint64_t line = 0, outcome = 0, person = 0, n_notes = 0;
    PartRow row = {.notes = reader->notes};
    bool ok = take_number(reader, &line) && take_number(reader, &outcome) &&
              take_number(reader, &person) && take_text(reader, &row.email) &&
              take_text(reader, &row.name) && take_number(reader, &n_notes);
    if (!ok || outcome == 0 || outcome >= N_OUTCOMES || n_notes > PART_MAX_NOTES)
        return false;
    for (size_t i = 0; i < n_notes; i++)
        if (!take_note(reader, &reader->notes[i]))
            return false;
    row.line = (int64_t)line;
    row.outcome = (Outcome)outcome;
    row.person_id = (int64_t)person;
    row.n_notes = n_notes;
    *ret_row = row;
    return true;
}

/* ---- in the database ---- */

void
part_save(Ctx *cx, int64_t import_id, int64_t n, const GString *part, const PartCounts *counts)
{
    db_run(cx, &SQL_part_save, DB_ARGS(import_id, n, ((Bytes){part->str, part->len})));
    db_run(cx, &SQL_part_delete_counts, DB_ARGS(import_id, n));
    for (int outcome = 1; outcome < N_OUTCOMES; outcome++)
        if (counts->of[outcome] > 0)
            db_run(cx, &SQL_part_insert_count, DB_ARGS(import_id, n, outcome, counts->of[outcome]));
}

void
part_save_sieve(Ctx *cx, int64_t import_id, int64_t n, const Sieve *sieve)
{
    db_run(cx, &SQL_part_save_sieve, DB_ARGS(import_id, n, ((Bytes){sieve->bits, sieve->n})));
}

void
part_delete_all(Ctx *cx, int64_t import_id)
{
    db_run(cx, &SQL_part_delete_all, DB_ARGS(import_id));
}

typedef struct PartBytes {
    Bytes rows;
} PartBytes;

static const DbType PART_BYTES = DB_TYPE(PartBytes, DB_FIELD(PartBytes, rows));

Bytes
part_find(Ctx *cx, int64_t import_id, int64_t n)
{
    const PartBytes *part = db_one(cx, &SQL_part_find, &PART_BYTES, DB_ARGS(import_id, n));
    return part != NULL ? part->rows : (Bytes){0};
}

typedef struct PartCount {
    int64_t n, outcome, n_rows;
} PartCount;

static const DbType PART_COUNT = DB_TYPE(PartCount, DB_FIELD(PartCount, n),
                                         DB_FIELD(PartCount, outcome), DB_FIELD(PartCount, n_rows));

PartCounts
part_count(Ctx *cx, int64_t import_id)
{
    PartCounts counts = {0};
    DbRows rows = db_all(cx, &SQL_part_count, &PART_COUNT, DB_ARGS(import_id));
    for (size_t i = 0; i < rows.n; i++) {
        const PartCount *row = (const PartCount *)rows.at + i;
        if (row->outcome > 0 && row->outcome < N_OUTCOMES)
            counts.of[row->outcome] = row->n_rows;
        counts.of[0] += row->n_rows;
    }
    return counts;
}

int64_t
part_number(Ctx *cx, int64_t import_id, int64_t n_rows)
{
    DbRows parts = db_all(cx, &SQL_part_list_counts, &PART_COUNT, DB_ARGS(import_id, (int64_t)0));
    int64_t number = 1;
    for (size_t i = 0; i < parts.n && n_rows > 0; i++) {
        n_rows -= ((const PartCount *)parts.at)[i].n_rows;
        number = ((const PartCount *)parts.at)[i].n + 1;
    }
    return number;
}

int64_t
part_with(Ctx *cx, int64_t import_id, int64_t n_rows, int64_t *ret_before)
{
    DbRows rows = db_all(cx, &SQL_part_list_counts, &PART_COUNT, DB_ARGS(import_id, (int64_t)0));
    const PartCount *parts = rows.at;
    *ret_before = n_rows;
    for (size_t i = 0; i < rows.n; i++) {
        if (*ret_before < parts[i].n_rows)
            return parts[i].n;
        *ret_before -= parts[i].n_rows;
    }
    return 0;
}

static const char *
keep_text(Ctx *cx, const char *text)
{
    return *text != '\0' ? arena_strdup(cx->arena, text) : "";
}

static PartRow
keep_row(Ctx *cx, const PartRow *row)
{
    PartRow copy = *row;
    Note *notes = arena_array_of(cx->arena, Note, row->n_notes + 1);
    for (size_t i = 0; i < row->n_notes; i++)
        notes[i] = (Note){row->notes[i].kind, keep_text(cx, row->notes[i].old),
                          keep_text(cx, row->notes[i].value)};
    copy.email = keep_text(cx, row->email);
    copy.name = keep_text(cx, row->name);
    copy.notes = notes;
    return copy;
}

PartRowSpan
part_list(Ctx *cx, int64_t import_id, Outcome outcome, int64_t offset, int64_t limit)
{
    DbRows parts = db_all(cx, &SQL_part_list_counts, &PART_COUNT, DB_ARGS(import_id, (int)outcome));
    PartRow *rows = arena_array_of(cx->arena, PartRow, (size_t)limit);
    size_t n = 0;
    for (size_t i = 0; i < parts.n && (int64_t)n < limit; i++) {
        const PartCount *count = (const PartCount *)parts.at + i;
        if (count->n_rows <= offset) {
            offset -= count->n_rows;
            continue;
        }
        PartReader reader = {.part = part_find(cx, import_id, count->n)};
        PartRow row;
        while ((int64_t)n < limit && part_next(&reader, &row)) {
            bool fits = outcome == 0 || row.outcome == outcome;
            if (fits && offset == 0)
                rows[n++] = keep_row(cx, &row);
            else if (fits)
                offset--;
        }
    }
    return (PartRowSpan){rows, n};
}
