/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "merge/merge.h"
#include "alliance/audit.h"
#include "alliance/person.h"
#include "alliance/profile.h"
#include "alliance/setting.h"
#include "base/limits.h"
#include "db/reference.h"
#include "lang/lang.h"

#include "merge/merge.sql.h"

#include <string.h>

static const DbType PERSON = DB_TYPE(
    MergePerson, DB_FIELD(MergePerson, id), DB_FIELD(MergePerson, picture_id),
    DB_FIELD(MergePerson, organisation_id), DB_FIELD(MergePerson, joined_at),
    DB_FIELD(MergePerson, version), DB_FIELD(MergePerson, email), DB_FIELD(MergePerson, name),
    DB_FIELD(MergePerson, name_latin), DB_FIELD(MergePerson, country),
    DB_FIELD(MergePerson, organisation), DB_FIELD(MergePerson, position),
    DB_FIELD(MergePerson, headline), DB_FIELD(MergePerson, about), DB_FIELD(MergePerson, level),
    DB_FIELD(MergePerson, language), DB_FIELD(MergePerson, zone), DB_FIELD(MergePerson, has_gone));

static const DbType MERGE = DB_TYPE(
    Merge, DB_FIELD(Merge, id), DB_FIELD(Merge, stays_id), DB_FIELD(Merge, gone_id),
    DB_FIELD(Merge, stays_version), DB_FIELD(Merge, merged_at), DB_FIELD(Merge, undone_at),
    DB_FIELD(Merge, stays_before), DB_FIELD(Merge, gone_before), DB_FIELD(Merge, name));

/* clang-format off */
const MergeField MERGE_FIELDS[] = {
    {"email",        N_("E-mail address"),        offsetof(MergePerson, email)       },
    {"name",         N_("Name"),                  offsetof(MergePerson, name)        },
    {"name_latin",   N_("Name in Latin letters"), offsetof(MergePerson, name_latin)  },
    {"country",      N_("Country"),               offsetof(MergePerson, country)     },
    {"organisation", N_("Organisation"),          offsetof(MergePerson, organisation)},
    {"position",     N_("Position"),              offsetof(MergePerson, position)    },
    {"headline",     N_("In one sentence"),       offsetof(MergePerson, headline)    },
    {"about",        N_("About"),                 offsetof(MergePerson, about)       },
    {"level",        N_("Level of work"),         offsetof(MergePerson, level)       },
    {"language",     N_("Language"),              offsetof(MergePerson, language)    },
    {"zone",         N_("Time zone"),             offsetof(MergePerson, zone)        },
    {0},
};
/* clang-format on */

/* What is not given to who stays: it is about two records, or made anew by a job. */
static bool
stays_behind(const char *table)
{
    static const char *const tables[] = {"merge", "person_distinct", "person_likeness", NULL};
    return g_strv_contains(tables, table);
}

const MergePerson *
merge_find_person(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_merge_find_person, &PERSON, DB_ARGS(id));
}

const char *
merge_value(const MergePerson *person, const MergeField *field)
{
    return *(const char *const *)((const char *)person + field->offset);
}

/* ---- two become one ---- */

static bool
has_line(const ReferenceLines *lines, const char *line)
{
    for (size_t i = 0; i < lines->n; i++)
        if (strcmp(lines->at[i], line) == 0)
            return true;
    return false;
}

static void
give_rows(Ctx *cx, int64_t merge_id, int64_t gone_id, int64_t stays_id)
{
    for (int r = 0; r < SCHEMA_N_PERSON_REFERENCES; r++) {
        const SchemaReference *reference = &SCHEMA_PERSON_REFERENCES[r];
        if (stays_behind(reference_table(reference)))
            continue;
        ReferenceLines lines = reference_lines(cx, reference, gone_id);
        if (lines.n == 0)
            continue;
        ReferenceLines doubles = reference_move(cx, reference, gone_id, stays_id);
        for (size_t i = 0; i < lines.n; i++)
            db_run(cx, &SQL_merge_insert_row,
                   DB_ARGS(merge_id, reference_table(reference), reference->column,
                           has_line(&doubles, lines.at[i]), lines.at[i]));
    }
}

static const char *
or_null(const char *text)
{
    return *text != '\0' ? text : NULL;
}

static void
save(Ctx *cx, const MergePerson *p)
{
    db_run(cx, &SQL_merge_save,
           DB_ARGS(p->id, p->email, p->name, or_null(p->name_latin), or_null(p->country),
                   p->organisation, DB_OR_NULL(p->organisation_id), p->position, p->headline,
                   p->about, or_null(p->level), p->language, p->zone, DB_OR_NULL(p->picture_id),
                   p->joined_at, profile_new_handle(cx)));
}

/* To both addresses: if they are two people after all, both hear of it. */
static void
tell(Ctx *cx, int64_t person_id, const MergePerson *a, const MergePerson *b)
{
    const MailArgument arguments[] = {
        {.name = "name", .value = a->name},
        {.name = "alliance", .value = settings(cx)->name},
        {.name = "contact", .value = settings(cx)->contact},
        {.name = "addresses", .value = arena_printf(cx->arena, "%s, %s", a->email, b->email)},
        {0},
    };
    mail_queue(cx, &MAIL_MERGED, person_id, a->email, a->language, arguments);
    mail_queue(cx, &MAIL_MERGED, person_id, b->email, b->language, arguments);
}

int64_t
merge_people(Ctx *cx, int64_t gone_id, const MergePerson *chosen)
{
    const MergePerson *gone = merge_find_person(cx, gone_id);
    const MergePerson *stays = merge_find_person(cx, chosen->id);
    if (gone == NULL || stays == NULL || gone->has_gone || stays->has_gone || gone_id == chosen->id)
        return 0;
    int64_t id = db_insert(cx, &SQL_merge_insert,
                           DB_ARGS(stays->id, gone_id, reference_person_line(cx, stays->id),
                                   reference_person_line(cx, gone_id), stays->version + 1, cx->now,
                                   DB_OR_NULL(cx->me.id)));
    MergePerson person = *chosen;
    person.joined_at = MIN(gone->joined_at, stays->joined_at);
    give_rows(cx, id, gone_id, stays->id);
    db_run(cx, &SQL_merge_entomb, DB_ARGS(gone_id, cx->now));
    save(cx, &person);
    const char *other = strcmp(person.email, gone->email) == 0 ? stays->email : gone->email;
    db_run(cx, &SQL_merge_add_address, DB_ARGS(other, stays->id));
    tell(cx, stays->id, stays, gone);
    audit(cx, "person.merge", 0,
          arena_printf(cx->arena, "#%" PRId64 " into #%" PRId64, gone_id, stays->id));
    return id;
}

/* ---- and two again ---- */

const Merge *
merge_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_merge_find, &MERGE, DB_ARGS(id));
}

MergeSpan
merge_list(Ctx *cx)
{
    return DB_SPAN(MergeSpan,
                   db_all(cx, &SQL_merge_list, &MERGE, DB_ARGS((int64_t)LIMIT_PAGE_ROWS)));
}

typedef struct MergeRow {
    const char *relation, *field, *line;
    bool was_double;
} MergeRow;

static const DbType ROW = DB_TYPE(MergeRow, DB_FIELD(MergeRow, relation), DB_FIELD(MergeRow, field),
                                  DB_FIELD(MergeRow, line), DB_FIELD(MergeRow, was_double));

/* NULL: the schema has no such column any more. */
static const SchemaReference *
reference_of(const MergeRow *row)
{
    for (int r = 0; r < SCHEMA_N_PERSON_REFERENCES; r++) {
        const SchemaReference *reference = &SCHEMA_PERSON_REFERENCES[r];
        if (strcmp(reference_table(reference), row->relation) == 0 &&
            strcmp(reference->column, row->field) == 0)
            return reference;
    }
    return NULL;
}

static int64_t
take_rows_back(Ctx *cx, const Merge *merge)
{
    int64_t kept = 0;
    DbRows rows = db_all(cx, &SQL_merge_rows, &ROW, DB_ARGS(merge->id));
    for (size_t i = 0; i < rows.n; i++) {
        const MergeRow *row = (const MergeRow *)rows.at + i;
        const SchemaReference *reference = reference_of(row);
        bool back = reference != NULL &&
                    (row->was_double ? reference_insert(cx, reference, row->line)
                                     : reference_back(cx, reference, row->line, merge->gone_id,
                                                      merge->stays_id));
        kept += !back;
    }
    return kept;
}

static bool
is_free(Ctx *cx, const char *email, const Merge *merge)
{
    return db_count(cx, &SQL_merge_email_is_free,
                    DB_ARGS(email, merge->gone_id, merge->stays_id)) == 1;
}

MergeUndo
merge_undo(Ctx *cx, const Merge *merge, int64_t *ret_kept)
{
    const MergePerson *stays = merge_find_person(cx, merge->stays_id);
    bool late = merge->undone_at != 0 || merge->merged_at + MERGE_UNDO_SECONDS < cx->now ||
                stays == NULL || stays->has_gone;
    if (late || db_run(cx, &SQL_merge_set_undone, DB_ARGS(merge->id, cx->now)) != 1)
        return MERGE_TOO_LATE;
    bool as_left = stays->version == merge->stays_version;
    const char *gone_email = reference_person_email(cx, merge->gone_before);
    bool clash = !as_left && strcmp(stays->email, gone_email) == 0;
    if (clash || !is_free(cx, gone_email, merge))
        return MERGE_TAKEN;
    const char *stays_email = reference_person_email(cx, merge->stays_before);
    db_run(cx, &SQL_merge_take_addresses, DB_ARGS(gone_email, stays_email));
    if (as_left)
        reference_write_person(cx, merge->stays_before);
    reference_write_person(cx, merge->gone_before);
    *ret_kept = take_rows_back(cx, merge) + !as_left;
    audit(cx, "person.unmerge", 0,
          arena_printf(cx->arena, "#%" PRId64 " from #%" PRId64, merge->gone_id, merge->stays_id));
    return MERGE_UNDONE;
}

int64_t
merge_clear_old(Ctx *cx)
{
    int64_t before = cx->now - MERGE_UNDO_SECONDS;
    return db_run(cx, &SQL_merge_delete_old, DB_ARGS(before)) +
           db_run(cx, &SQL_merge_delete_undone, DB_ARGS(before));
}
