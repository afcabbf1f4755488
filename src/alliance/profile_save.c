/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/audit.h"
#include "alliance/person.h"
#include "alliance/profile.h"
#include "base/text.h"

#include "alliance/profile.sql.h"

#include <string.h>

static const char *
or_null(const char *text)
{
    return text != NULL && *text != '\0' ? text : NULL;
}

/* Run @sql with the person and each part of @list. */
static void
add_each(Ctx *cx, const Sql *sql, int64_t person_id, const char *list)
{
    g_auto(GStrv) parts = g_strsplit(list, ",", -1);
    for (char **part = parts; *part != NULL; part++)
        if (**part != '\0')
            db_run(cx, sql, DB_ARGS(person_id, *part));
}

void
profile_add_interests(Ctx *cx, int64_t person_id, const char *slugs)
{
    add_each(cx, &SQL_profile_add_interest, person_id, slugs);
}

void
profile_add_languages(Ctx *cx, int64_t person_id, const char *codes)
{
    add_each(cx, &SQL_profile_add_language, person_id, codes);
}

static void
write_lists(Ctx *cx, int64_t person_id, const ProfileDraft *draft)
{
    static const Sql *const emptied[] = {&SQL_profile_delete_languages,
                                         &SQL_profile_delete_interests, &SQL_profile_delete_links};
    for (size_t i = 0; i < G_N_ELEMENTS(emptied); i++)
        db_run(cx, emptied[i], DB_ARGS(person_id));
    profile_add_languages(cx, person_id, draft->languages);
    profile_add_interests(cx, person_id, draft->interests);
    for (size_t i = 0; i < draft->links.n; i++)
        db_run(
            cx, &SQL_profile_add_link,
            DB_ARGS(person_id, (int64_t)i + 1, draft->links.at[i].url, draft->links.at[i].label));
}

/* The names of the fields in @bits, for the audit log. */
static const char *
names_of(Arena *arena, int64_t bits)
{
    GString *names = arena_string(arena, 64);
    for (const ProfileFieldKind *kind = PROFILE_FIELDS; kind->bit != 0; kind++)
        if ((bits & kind->bit) != 0)
            g_string_append_printf(names, "%s%s", names->len > 0 ? "," : "", kind->name);
    return names->len > 0 ? names->str : "-";
}

/* Whoever sees nothing of the name sees nothing; what everybody sees members see, too. */
static void
write_audience(Ctx *cx, int64_t person_id, const ProfileDraft *draft)
{
    int64_t to_public = draft->to_public & PROFILE_ALL;
    for (const ProfileFieldKind *kind = PROFILE_FIELDS; kind->bit != 0; kind++)
        if (!kind->may_be_public)
            to_public &= ~(int64_t)kind->bit;
    int64_t to_members = (draft->to_members & PROFILE_ALL) | to_public;
    if (db_run(cx, &SQL_profile_show, DB_ARGS(person_id, to_public, to_members)) == 1)
        audit(cx, "profile.audience", 0,
              arena_printf(cx->arena, "#%" PRId64 ": everybody %s; members %s", person_id,
                           names_of(cx->arena, to_public), names_of(cx->arena, to_members)));
}

bool
profile_save(Ctx *cx, int64_t person_id, const ProfileDraft *draft)
{
    const Person *person = person_find(cx, person_id);
    if (person == NULL)
        return false;
    int64_t at = organisation_named(cx, draft->organisation, draft->organisation_type,
                                    or_null(draft->country));
    const char *organisation = at != 0 ? organisation_name(cx, at) : draft->organisation;
    db_run(cx, &SQL_profile_save,
           DB_ARGS(person_id, draft->name, or_null(draft->name_latin), draft->headline,
                   draft->about, or_null(draft->country), organisation, DB_OR_NULL(at),
                   draft->position, or_null(draft->level), profile_new_handle(cx)));
    write_lists(cx, person_id, draft);
    audit(cx, "profile.save", 0, arena_printf(cx->arena, "#%" PRId64, person_id));
    write_audience(cx, person_id, draft);
    return true;
}
