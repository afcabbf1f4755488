/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/organisation.h"
#include "base/text.h"
#include "db/memo.h"
#include "lang/lang.h"

#include "alliance/organisation.sql.h"

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

static const DbType ORGANISATION = DB_TYPE(Organisation, DB_FIELD(Organisation, id),
                                           DB_FIELD(Organisation, name));

OrganisationSpan
organisation_list_first(Ctx *cx, int64_t limit)
{
    return DB_SPAN(OrganisationSpan,
                   db_all_kept(cx, &SQL_organisation_list_first, &ORGANISATION, DB_ARGS(limit)));
}

int64_t
organisation_named(Ctx *cx, const char *name, const char *type, const char *country)
{
    const char *line = text_fold_space(cx->arena, name);
    const char *words = text_fold_space(cx->arena, text_fold(cx->arena, line));
    if (*words == '\0')
        return 0;
    return db_insert(cx, &SQL_organisation_save, DB_ARGS(line, words, type, country, cx->now));
}
