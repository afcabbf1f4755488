/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Taking back what a list did to one person, unless somebody changed it since.
 */
#include "alliance/consent.h"
#include "alliance/organisation.h"
#include "alliance/setting.h"
#include "db/reference.h"
#include "import/apply.h"
#include "import/known.h"

#include "import/import.sql.h"

#include <string.h>

/* ---- who was added ---- */

/* What an import itself may have hung on a person; anything else is somebody's work. */
static bool
is_of_import(const char *table)
{
    static const char *const tables[] = {"person_interest", "person_language", "consent", "outbox",
                                         NULL};
    return g_strv_contains(tables, table);
}

static const char *
people_of(Ctx *cx, Bytes part, int64_t skip, int64_t n)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, (size_t)n);
    size_t n_ids = 0;
    PartReader reader = {.part = part};
    PartRow row;
    for (int64_t i = 0; i < skip + n && part_next(&reader, &row); i++)
        if (i >= skip && row.person_id != 0)
            ids[n_ids++] = row.person_id;
    return db_numbers(cx->arena, ids, n_ids);
}

static GHashTable *
new_set(Arena *arena)
{
    GHashTable *set = g_hash_table_new(g_int64_hash, g_int64_equal);
    arena_defer(arena, (GDestroyNotify)g_hash_table_unref, set);
    return set;
}

static void
add_all(GHashTable *set, DbIds ids)
{
    for (size_t i = 0; i < ids.n; i++)
        g_hash_table_add(set, (int64_t *)&ids.at[i]);
}

void
undo_begin(Undo *undo, Ctx *cx, Bytes part, int64_t skip, int64_t n)
{
    const char *people = people_of(cx, part, skip, n);
    *undo = (Undo){cx, new_set(cx->arena), new_set(cx->arena)};
    for (int i = 0; i < SCHEMA_N_PERSON_REFERENCES; i++)
        if (!is_of_import(reference_table(&SCHEMA_PERSON_REFERENCES[i])))
            add_all(undo->busy, reference_people(cx, &SCHEMA_PERSON_REFERENCES[i], people));
    add_all(undo->used, db_ids(cx, &SQL_import_list_used, DB_ARGS(people)));
}

static Outcome
take_away(const Undo *undo, const PartRow *row)
{
    const Known *person = known_find_id(undo->cx, row->person_id);
    if (person == NULL)
        return OUTCOME_TAKEN_BACK;
    if (strcmp(person->email, row->email) != 0 ||
        g_hash_table_contains(undo->used, &row->person_id) ||
        g_hash_table_contains(undo->busy, &row->person_id))
        return OUTCOME_KEPT;
    db_run(undo->cx, &SQL_import_delete_person, DB_ARGS(row->person_id));
    return OUTCOME_TAKEN_BACK;
}

/* ---- who was changed ---- */

typedef struct Undoing {
    const Undo *undo;
    Ctx *cx;
    Known person;
    bool has_changed;         /* a text of @person */
    const char *organisation; /* to be named again; NULL: as it is */
} Undoing;

static const char **
text_of(Known *person, NoteKind kind)
{
    switch (kind) {
    case NOTE_NAME: return &person->name;
    case NOTE_COUNTRY: return &person->country;
    case NOTE_ORGANISATION: return &person->organisation;
    case NOTE_POSITION: return &person->position;
    case NOTE_LEVEL: return &person->level;
    default: return NULL;
    }
}

/* The ledger is only added to: what the list said yes to is answered no. */
static bool
withdraw(Ctx *cx, int64_t person_id, const char *name)
{
    const Purpose *purpose = purpose_find(name);
    const char *last = consent_last_source(cx, person_id, name);
    if (purpose == NULL || last == NULL || strcmp(last, "import") != 0)
        return false;
    const ConsentSource source = {"import", "undone", settings(cx)->language};
    consent_note(cx, person_id, purpose, false, &source);
    return true;
}

static bool
take_back_text(Undoing *u, const Note *note)
{
    const char **text = text_of(&u->person, note->kind);
    if (text == NULL || strcmp(*text, note->value) != 0)
        return false;
    *text = note->old;
    u->has_changed = true;
    if (note->kind == NOTE_ORGANISATION)
        u->organisation = note->old;
    return true;
}

/* Who has done something as a member stays one. */
static bool
take_back_membership(Undoing *u, const Note *note)
{
    int64_t joined_at = g_ascii_strtoll(note->value, NULL, 10),
            subscribed_at = g_ascii_strtoll(note->old, NULL, 10);
    if (g_hash_table_contains(u->undo->busy, &u->person.id) ||
        db_run(u->cx, &SQL_import_end_member, DB_ARGS(u->person.id, joined_at, subscribed_at)) != 1)
        return false;
    u->person.joined_at = subscribed_at;
    return true;
}

/* False: it is another now, and stays. */
static bool
take_back(Undoing *u, const Note *note)
{
    int64_t id = u->person.id;
    switch (note->kind) {
    case NOTE_JOINED:
        if (g_ascii_strtoll(note->value, NULL, 10) != u->person.joined_at)
            return false;
        u->person.joined_at = g_ascii_strtoll(note->old, NULL, 10);
        u->has_changed = true;
        return true;
    case NOTE_LANGUAGE:
        return db_run(u->cx, &SQL_import_take_language, DB_ARGS(id, note->value)) == 1;
    case NOTE_INTEREST:
        return db_run(u->cx, &SQL_import_take_interest, DB_ARGS(id, note->value)) == 1;
    case NOTE_MEMBER: return take_back_membership(u, note);
    case NOTE_CONSENT: return withdraw(u->cx, id, note->value);
    default: return take_back_text(u, note);
    }
}

static void
save(Undoing *u)
{
    int64_t organisation = 0;
    if (u->organisation != NULL && *u->organisation == '\0')
        db_run(u->cx, &SQL_import_forget_organisation, DB_ARGS(u->person.id));
    else if (u->organisation != NULL)
        organisation = organisation_named(u->cx, u->organisation, "",
                                          *u->person.country != '\0' ? u->person.country : NULL);
    if (u->has_changed)
        known_save(u->cx, &u->person, organisation);
}

/* Notes of what stays are all that is left in the row, if something does.  With a membership all
 * stays that it came with; its note is the first. */
static Outcome
change_back(const Undo *undo, const PartRow *row, PartRow *ret_row)
{
    const Known *person = known_find_id(undo->cx, row->person_id);
    Note *kept = arena_array_of(undo->cx->arena, Note, row->n_notes + 1);
    size_t n_kept = 0;
    if (person == NULL || person->has_gone)
        return OUTCOME_KEPT;
    Undoing undoing = {.undo = undo, .cx = undo->cx, .person = *person};
    for (size_t i = 0; i < row->n_notes; i++) {
        const Note *note = &row->notes[i];
        if (!note_is_change(note->kind) || take_back(&undoing, note))
            continue;
        if (note->kind == NOTE_MEMBER)
            return OUTCOME_KEPT;
        kept[n_kept++] = *note;
    }
    save(&undoing);
    if (n_kept == 0)
        return OUTCOME_TAKEN_BACK;
    ret_row->notes = kept;
    ret_row->n_notes = n_kept;
    return OUTCOME_KEPT;
}

void
undo_row(const Undo *undo, const PartRow *row, PartRow *ret_row)
{
    *ret_row = *row;
    bool was_done = row->outcome == OUTCOME_ADDED || row->outcome == OUTCOME_CHANGED;
    if (was_done && row->person_id == 0) /* erased since, see forget.c */
        ret_row->outcome = OUTCOME_KEPT;
    else if (row->outcome == OUTCOME_ADDED)
        ret_row->outcome = take_away(undo, row);
    else if (row->outcome == OUTCOME_CHANGED)
        ret_row->outcome = change_back(undo, row, ret_row);
}
