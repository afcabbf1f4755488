/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/pillar.h"

#include "alliance/pillar.sql.h"
#include "db/memo.h"
#include "lang/lang.h"

#include <string.h>

static const DbType PILLAR = DB_TYPE(Pillar, DB_FIELD(Pillar, slug), DB_FIELD(Pillar, name),
                                     DB_FIELD(Pillar, name_fr), DB_FIELD(Pillar, sentence),
                                     DB_FIELD(Pillar, position));

PillarSpan
pillar_list(Ctx *cx)
{
    return DB_SPAN(PillarSpan, db_all_kept(cx, &SQL_pillar_list, &PILLAR, DB_NO_ARGS));
}

const char *
pillar_name(const Ctx *cx, const Pillar *pillar)
{
    bool french = strcmp(cx->lang->code, "fr") == 0;
    return french && *pillar->name_fr != '\0' ? pillar->name_fr : pillar->name;
}

void
pillar_insert(Ctx *cx, const Pillar *pillar)
{
    db_run(
        cx, &SQL_pillar_insert,
        DB_ARGS(pillar->slug, pillar->name, pillar->name_fr, pillar->sentence, pillar->position));
}

bool
pillar_update(Ctx *cx, const Pillar *pillar)
{
    return db_run(cx, &SQL_pillar_update,
                  DB_ARGS(pillar->slug, pillar->name, pillar->name_fr, pillar->sentence,
                          pillar->position)) > 0;
}
