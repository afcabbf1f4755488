/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/organisation.h"
#include "alliance/audit.h"
#include "base/limits.h"
#include "base/text.h"
#include "db/memo.h"
#include "lang/lang.h"

#include "alliance/organisation.sql.h"

#include <string.h>

/* clang-format off */
const OrganisationType ORGANISATION_TYPES[] = {
    {"government",    N_("Government or public authority")     },
    {"university",    N_("University or training institute")   },
    {"association",   N_("Professional association or council")},
    {"ngo",           N_("National or local organisation")     },
    {"international", N_("International organisation")         },
    {"faith",         N_("Faith-based organisation")           },
    {"company",       N_("Company or consultancy")             },
    {"none",          N_("I work for myself, or not now")      },
    {0},
};
/* clang-format on */

static const DbType ORGANISATION = DB_TYPE(
    Organisation, DB_FIELD(Organisation, id), DB_FIELD(Organisation, slug),
    DB_FIELD(Organisation, name), DB_FIELD(Organisation, words), DB_FIELD(Organisation, type),
    DB_FIELD(Organisation, country), DB_FIELD(Organisation, website), DB_FIELD(Organisation, about),
    DB_FIELD(Organisation, merged_into), DB_FIELD(Organisation, n_shown));

static const DbType COUNTRY = DB_TYPE(OrganisationCountry, DB_FIELD(OrganisationCountry, code));

const char *
organisation_type_label(const char *type)
{
    for (const OrganisationType *row = ORGANISATION_TYPES; row->name != NULL; row++)
        if (strcmp(row->name, type) == 0)
            return row->label;
    return "";
}

OrganisationSpan
organisation_list_first(Ctx *cx, int64_t limit)
{
    return DB_SPAN(OrganisationSpan,
                   db_all_kept(cx, &SQL_organisation_list_first, &ORGANISATION, DB_ARGS(limit)));
}

/* ---- one record for every way of writing a name ---- */

static bool
is_taken(Ctx *cx, const char *slug)
{
    return db_count(cx, &SQL_organisation_has_slug, DB_ARGS(slug)) > 0;
}

/* An address that no other record has: a ministry of the same name in another country gets the
 * country's code. */
static const char *
free_slug(Ctx *cx, const char *name, const char *country)
{
    const char *base = text_slug(cx->arena, name);
    if (*base == '\0')
        base = "organisation";
    const char *slug = base;
    if (country != NULL && is_taken(cx, base)) {
        g_autofree char *code = g_ascii_strdown(country, -1);
        slug = base = arena_printf(cx->arena, "%s-%s", base, code);
    }
    for (int n = 2; is_taken(cx, slug) && !db_failed(cx->db); n++)
        slug = arena_printf(cx->arena, "%s-%d", base, n);
    return slug;
}

int64_t
organisation_root(Ctx *cx, int64_t id)
{
    return db_count(cx, &SQL_organisation_root, DB_ARGS(id));
}

int64_t
organisation_named(Ctx *cx, const char *name, const char *type, const char *country)
{
    bool is_new = false;
    return organisation_named_or_new(cx, name, type, country, &is_new);
}

int64_t
organisation_named_or_new(Ctx *cx, const char *name, const char *type, const char *country,
                          bool *ret_is_new)
{
    *ret_is_new = false;
    const char *line = text_fold_space(cx->arena, name);
    const char *words = text_fold_space(cx->arena, text_fold(cx->arena, line));
    if (*words == '\0')
        return 0;
    int64_t id = db_count(cx, &SQL_organisation_find_words, DB_ARGS(words, country));
    if (id == 0) {
        *ret_is_new = true;
        return db_insert(
            cx, &SQL_organisation_insert,
            DB_ARGS(free_slug(cx, line, country), line, words, type, country, cx->now));
    }
    int64_t root = organisation_root(cx, id);
    db_run(cx, &SQL_organisation_know_type, DB_ARGS(root, type));
    return root;
}

const char *
organisation_name(Ctx *cx, int64_t id)
{
    return db_string(cx, &SQL_organisation_name, DB_ARGS(id));
}

void
organisation_join(Ctx *cx, int64_t person_id, int64_t organisation_id)
{
    db_run(cx, &SQL_organisation_join, DB_ARGS(person_id, DB_OR_NULL(organisation_id)));
}

/* ---- finding ---- */

const Organisation *
organisation_find(Ctx *cx, const char *slug)
{
    return db_one(cx, &SQL_organisation_find, &ORGANISATION,
                  DB_ARGS(slug, cx->me.id, cx->me.roles));
}

const Organisation *
organisation_find_id(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_organisation_find_id, &ORGANISATION,
                  DB_ARGS(id, cx->me.id, cx->me.roles));
}

OrganisationSpan
organisation_list(Ctx *cx, const OrganisationFilter *filter)
{
    const char *pattern = text_like_pattern(cx->arena, text_or_empty(filter->words));
    int64_t limit = filter->limit > 0 ? filter->limit : LIMIT_PAGE_ROWS;
    return DB_SPAN(
        OrganisationSpan,
        db_all(cx, &SQL_organisation_list, &ORGANISATION,
               DB_ARGS(pattern, text_or_empty(filter->country), text_or_empty(filter->type), limit,
                       (MAX(filter->page, 1) - 1) * limit, cx->me.id, cx->me.roles)));
}

int64_t
organisation_count(Ctx *cx, const OrganisationFilter *filter)
{
    const char *pattern = text_like_pattern(cx->arena, text_or_empty(filter->words));
    return db_count(cx, &SQL_organisation_count,
                    DB_ARGS(pattern, text_or_empty(filter->country), text_or_empty(filter->type),
                            cx->me.id, cx->me.roles));
}

OrganisationCountrySpan
organisation_countries(Ctx *cx)
{
    return DB_SPAN(OrganisationCountrySpan, db_all(cx, &SQL_organisation_countries, &COUNTRY,
                                                   DB_ARGS(cx->me.id, cx->me.roles)));
}

/* ---- changing ---- */

static const char *
or_null(const char *text)
{
    return *text != '\0' ? text : NULL;
}

OrganisationOutcome
organisation_update(Ctx *cx, int64_t id, const OrganisationDraft *draft)
{
    const Organisation *before = organisation_find_id(cx, id);
    if (before == NULL || before->merged_into != 0)
        return ORGANISATION_GONE;
    const char *words = text_fold_space(cx->arena, text_fold(cx->arena, draft->name));
    int64_t other = db_count(cx, &SQL_organisation_find_words,
                             DB_ARGS(words, or_null(draft->country)));
    if (other != 0 && other != id)
        return ORGANISATION_TAKEN;
    db_run(cx, &SQL_organisation_update,
           DB_ARGS(id, draft->name, words, draft->type, or_null(draft->country),
                   or_null(draft->website), draft->about));
    if (strcmp(before->name, draft->name) != 0)
        db_run(cx, &SQL_organisation_rename_people, DB_ARGS(id));
    audit(cx, "organisation.save", 0,
          arena_printf(cx->arena, "#%" PRId64 " %s: %s", id, before->name, draft->name));
    return ORGANISATION_OK;
}
