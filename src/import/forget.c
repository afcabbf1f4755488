/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What lists keep of somebody who is erased: rows of parts are emptied, and what a list that is
 * done with keeps beside them goes.
 */
#include "alliance/file.h"
#include "import/import.h"
#include "import/sieve.h"

#include "import/import.sql.h"
#include "import/part.sql.h"

#include <string.h>

/* By what a row is known to be about the person. */
typedef struct Subject {
    int64_t id;
    const char *const *addresses; /* the present one and former ones */
    size_t n;
} Subject;

typedef struct Address {
    const char *address;
} Address;

static const DbType ADDRESS = DB_TYPE(Address, DB_FIELD(Address, address));

static Subject
subject_of(Ctx *cx, int64_t person_id)
{
    DbRows rows = db_all(cx, &SQL_import_addresses, &ADDRESS, DB_ARGS(person_id));
    const char **addresses = arena_array_of(cx->arena, const char *, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        addresses[i] = ((const Address *)rows.at)[i].address;
    return (Subject){person_id, addresses, rows.n};
}

static bool
is_address_of(const Subject *subject, const char *text)
{
    for (size_t i = 0; i < subject->n; i++)
        if (g_ascii_strcasecmp(subject->addresses[i], text) == 0)
            return true;
    return false;
}

static bool
is_about(const Subject *subject, const PartRow *row)
{
    if (row->person_id == subject->id || is_address_of(subject, row->email))
        return true;
    for (size_t i = 0; i < row->n_notes; i++)
        if (is_address_of(subject, row->notes[i].old) ||
            is_address_of(subject, row->notes[i].value))
            return true;
    return false;
}

/* ---- which parts ---- */

typedef struct PartPlace {
    int64_t import_id, n;
    Bytes bits;
} PartPlace;

static const DbType PART_PLACE = DB_TYPE(PartPlace, DB_FIELD(PartPlace, import_id),
                                         DB_FIELD(PartPlace, n), DB_FIELD(PartPlace, bits));

typedef struct Search {
    const Subject *subject;
    GArray *found; /* of PartPlace, without bits */
} Search;

static bool
look_at_sieve(const void *row, void *data)
{
    const PartPlace *place = row;
    const Search *search = data;
    bool may = sieve_has_person(place->bits, search->subject->id);
    for (size_t i = 0; i < search->subject->n && !may; i++)
        may = sieve_has_address(place->bits, search->subject->addresses[i]);
    const PartPlace found = {place->import_id, place->n, {0}};
    if (may)
        g_array_append_val(search->found, found);
    return true;
}

/* ---- one of them ---- */

/* The row still counts as what it was; undo leaves alone who has no number. */
static PartRow
emptied(const PartRow *row)
{
    static const Note erased = {NOTE_ERASED, "", ""};
    return (PartRow){.line = row->line,
                     .outcome = row->outcome,
                     .email = "",
                     .name = "",
                     .notes = &erased,
                     .n_notes = 1};
}

static bool
forget_in_part(Ctx *cx, const Subject *subject, const PartPlace *place)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx own = *cx;
    own.arena = arena;
    PartReader reader = {.part = part_find(&own, place->import_id, place->n)};
    GString *part = arena_string(arena, reader.part.n + 1);
    PartRow row;
    bool found = false;
    while (part_next(&reader, &row)) {
        bool about = is_about(subject, &row);
        PartRow left = about ? emptied(&row) : row;
        part_append(part, &left);
        found |= about;
    }
    if (found)
        db_run(&own, &SQL_part_rewrite,
               DB_ARGS(place->import_id, place->n, ((Bytes){part->str, part->len})));
    return found;
}

/* Its file and the samples of its columns are of no use any more. */
static void
forget_source(Ctx *cx, int64_t import_id)
{
    const Import *import = import_find(cx, import_id);
    bool over = import != NULL &&
                (strcmp(import->state, "done") == 0 || strcmp(import->state, "undone") == 0);
    if (!over)
        return;
    db_run(cx, &SQL_import_delete_columns, DB_ARGS(import_id));
    db_run(cx, &SQL_import_forget_file, DB_ARGS(import_id));
    if (import->file_id != 0)
        file_forget(cx, import->file_id);
}

void
import_forget_person(Ctx *cx, int64_t person_id)
{
    const Subject subject = subject_of(cx, person_id);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(PartPlace));
    Search search = {&subject, found};
    db_each(cx, &SQL_part_list_sieves, &PART_PLACE, DB_NO_ARGS, look_at_sieve, &search);
    int64_t last = 0;
    for (guint i = 0; i < found->len && !db_failed(cx->db); i++) {
        const PartPlace *place = &g_array_index(found, PartPlace, i);
        if (!forget_in_part(cx, &subject, place) || place->import_id == last)
            continue;
        forget_source(cx, place->import_id);
        last = place->import_id;
    }
}
