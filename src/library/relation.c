/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/relation.h"

#include "alliance/audit.h"
#include "alliance/item_row.h"
#include "lang/lang.h"
#include "library/library.h"
#include "library/relation.sql.h"

#include <string.h>

/* clang-format off */
const RelationType RELATION_TYPES[] = {
    {"IsPartOf",         "HasPart",          N_("Is part of"),         "isPartOf",  true,  true},
    {"HasPart",          "IsPartOf",         N_("Has as a part"),      "hasPart",   false, true},
    {"IsSupplementTo",   "IsSupplementedBy", N_("Supplements"),        NULL,        true,  true},
    {"IsSupplementedBy", "IsSupplementTo",   N_("Is supplemented by"), NULL,        false, true},
    {"IsDerivedFrom",    "IsSourceOf",       N_("Is based on"),        "isBasedOn", true,  true},
    {"IsSourceOf",       "IsDerivedFrom",    N_("Is the basis of"),    NULL,        false, true},
    {"Continues",        "IsContinuedBy",    N_("Continues"),          NULL,        true,  true},
    {"IsContinuedBy",    "Continues",        N_("Is continued by"),    NULL,        false, true},
    {"References",       "IsReferencedBy",   N_("Refers to"),          "citation",  true,  false},
    {"IsReferencedBy",   "References",       N_("Is referred to by"),  NULL,        false, false},
    {"Reviews",          "IsReviewedBy",     N_("Reviews"),            NULL,        true,  true},
    {"IsReviewedBy",     "Reviews",          N_("Is reviewed by"),     NULL,        false, true},
    {0},
};
/* clang-format on */

const RelationType *
relation_type_find(const char *name)
{
    for (const RelationType *type = RELATION_TYPES; type->name != NULL; type++)
        if (g_strcmp0(type->name, name) == 0)
            return type;
    return NULL;
}

/* ---- reading ---- */

typedef struct RelationRow {
    int64_t id, other_id;
    const char *type, *slug, *title, *language, *url, *doi;
    bool turned, is_draft;
} RelationRow;

static const DbType ROW = DB_TYPE(
    RelationRow, DB_FIELD(RelationRow, id), DB_FIELD(RelationRow, other_id),
    DB_FIELD(RelationRow, type), DB_FIELD(RelationRow, slug), DB_FIELD(RelationRow, title),
    DB_FIELD(RelationRow, language), DB_FIELD(RelationRow, url), DB_FIELD(RelationRow, doi),
    DB_FIELD(RelationRow, turned), DB_FIELD(RelationRow, is_draft));

static Relation
relation_of(Ctx *cx, const RelationRow *row, const RelationType *type)
{
    bool elsewhere = row->other_id == 0;
    const char *doi = elsewhere ? doi_read(cx->arena, row->url) : row->doi;
    return (Relation){
        .id = row->id,
        .type = row->turned ? relation_type_find(type->inverse) : type,
        .other_id = row->other_id,
        .title = row->title,
        .language = row->language,
        .url = elsewhere ? row->url : item_path(cx->arena, "work", row->slug),
        .doi = doi != NULL ? doi : "",
        .is_elsewhere = elsewhere,
        .is_draft = row->is_draft,
    };
}

static int
by_type(const void *a, const void *b)
{
    const Relation *one = a, *two = b;
    if (one->type != two->type)
        return one->type < two->type ? -1 : 1;
    return one->id < two->id ? -1 : 1;
}

RelationSpan
relation_list(Ctx *cx, int64_t work_id)
{
    DbRows rows = db_all(
        cx, &SQL_relation_list, &ROW,
        DB_ARGS(work_id, cx->lang->code, cx->me.id, cx->me.roles, (int64_t)RELATIONS_MOST));
    const RelationRow *found = rows.at;
    Relation *relations = arena_array_of(cx->arena, Relation, rows.n);
    size_t n = 0;
    for (size_t i = 0; i < rows.n; i++) {
        const RelationType *type = relation_type_find(found[i].type);
        if (type != NULL)
            relations[n++] = relation_of(cx, &found[i], type);
    }
    if (n > 1)
        qsort(relations, n, sizeof *relations, by_type);
    return (RelationSpan){relations, n};
}

/* ---- writing ---- */

/* A relation as it is kept: between two works from the side that says the first of the pair. */
typedef struct Kept {
    int64_t work_id, other_id;
    const char *type, *url, *title;
} Kept;

static Kept
kept_of(int64_t work_id, const RelationDraft *draft)
{
    if (draft->other_id == 0)
        return (Kept){work_id, 0, draft->type->name, draft->url, draft->title};
    if (draft->type->is_first)
        return (Kept){work_id, draft->other_id, draft->type->name, "", ""};
    return (Kept){draft->other_id, work_id, draft->type->inverse, "", ""};
}

static bool
is_there(Ctx *cx, const Kept *kept)
{
    return db_count(cx, &SQL_relation_is_there,
                    DB_ARGS(kept->work_id, kept->type, kept->other_id, kept->url)) > 0;
}

static bool
leads_back(Ctx *cx, const RelationDraft *draft, const Kept *kept)
{
    return draft->type->is_order && kept->other_id != 0 &&
           db_count(cx, &SQL_relation_leads, DB_ARGS(kept->other_id, kept->work_id, kept->type)) >
               0;
}

static bool
is_full(Ctx *cx, int64_t work_id)
{
    return work_id != 0 && db_count(cx, &SQL_relation_count, DB_ARGS(work_id)) >= RELATIONS_MOST;
}

FormFault
relation_fault(Ctx *cx, int64_t work_id, const RelationDraft *draft)
{
    if (draft->type == NULL)
        return (FormFault){"type", N_("Say what this publication is to the other")};
    if (draft->other_id == work_id)
        return (FormFault){"other", N_("This is the publication itself")};
    if (draft->other_id == 0 && *draft->title == '\0')
        return (FormFault){"title", N_("Write the title of what is there")};
    const Kept kept = kept_of(work_id, draft);
    if (is_there(cx, &kept))
        return (FormFault){"other", N_("This is said already")};
    if (leads_back(cx, draft, &kept))
        return (FormFault){"other", N_("The same is said the other way round already, directly or "
                                       "by way of others: it would go round in a circle")};
    if (is_full(cx, work_id) || is_full(cx, draft->other_id))
        return (FormFault){"other", N_("There are as many as there can be.")};
    return (FormFault){NULL, NULL};
}

bool
relation_insert(Ctx *cx, int64_t work_id, const RelationDraft *draft)
{
    const Kept kept = kept_of(work_id, draft);
    if (db_run(cx, &SQL_relation_insert,
               DB_ARGS(kept.work_id, kept.type, DB_OR_NULL(kept.other_id), kept.url, kept.title,
                       cx->now)) == 0)
        return false;
    audit(cx, "work.relate", work_id,
          arena_printf(cx->arena, "%s %s", draft->type->name,
                       draft->other_id == 0
                           ? draft->url
                           : arena_printf(cx->arena, "%" PRId64, draft->other_id)));
    return true;
}

bool
relation_delete(Ctx *cx, int64_t work_id, int64_t id)
{
    if (db_run(cx, &SQL_relation_delete, DB_ARGS(id, work_id)) == 0)
        return false;
    audit(cx, "work.unrelate", work_id, arena_printf(cx->arena, "%" PRId64, id));
    return true;
}
