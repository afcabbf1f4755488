/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/pillar.h"
#include "alliance/audit.h"

#include "alliance/pillar.sql.h"
#include "db/memo.h"
#include "lang/lang.h"

#include <string.h>

/* clang-format off */
const PillarKind PILLAR_KINDS[] = {
    {"convene",   "take-part", N_("Take part")},
    {"knowledge", "knowledge", N_("Knowledge")},
    {"advocate",  "advocate",  N_("Advocate") },
    {0},
};
/* clang-format on */

static const DbType PILLAR = DB_TYPE(Pillar, DB_FIELD(Pillar, slug), DB_FIELD(Pillar, name),
                                     DB_FIELD(Pillar, name_fr), DB_FIELD(Pillar, sentence),
                                     DB_FIELD(Pillar, position));

const PillarKind *
pillar_kind(const char *slug)
{
    for (const PillarKind *kind = PILLAR_KINDS; kind->slug != NULL; kind++)
        if (strcmp(kind->slug, slug) == 0)
            return kind;
    return NULL;
}

PillarSpan
pillar_list(Ctx *cx)
{
    return DB_SPAN(PillarSpan, db_all_kept(cx, &SQL_pillar_list, &PILLAR, DB_NO_ARGS));
}

const char *
pillar_name(const Ctx *cx, const Pillar *pillar)
{
    return lang_name(cx->lang, pillar->name, pillar->name_fr);
}

void
pillar_insert(Ctx *cx, const Pillar *pillar)
{
    db_run(
        cx, &SQL_pillar_insert,
        DB_ARGS(pillar->slug, pillar->name, pillar->name_fr, pillar->sentence, pillar->position));
}

bool
pillar_save(Ctx *cx, const Pillar *pillar)
{
    if (pillar_kind(pillar->slug) == NULL)
        return false;
    db_run(cx, &SQL_pillar_save,
           DB_ARGS(pillar->slug, pillar->name, pillar->name_fr, pillar->sentence));
    audit(cx, "pillar.save", 0, pillar->name);
    return true;
}

bool
pillar_place(Ctx *cx, const char *slug, int64_t position)
{
    return db_run(cx, &SQL_pillar_place, DB_ARGS(slug, position)) > 0;
}
