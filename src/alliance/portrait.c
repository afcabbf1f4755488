/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/portrait.h"

#include "alliance/audit.h"
#include "alliance/file.h"
#include "alliance/person.h"
#include "alliance/portrait.sql.h"
#include "picture/picture.h"

/* As lists show it, the same for dense screens, as its owner and a profile show it. */
static const int SIZES[PORTRAIT_SIZES] = {48, 96, 256};

/* The same small picture twice keeps the larger ones that it has. */
static int64_t
insert_sizes(Ctx *cx, const Portrait *portrait)
{
    int64_t id = file_insert(cx, portrait->sizes[0]);
    for (size_t i = 1; i < PORTRAIT_SIZES; i++) {
        int64_t variant = file_insert(cx, portrait->sizes[i]);
        if (db_run(cx, &SQL_portrait_link, DB_ARGS(id, SIZES[i], variant)) == 0)
            file_forget(cx, variant);
    }
    return id;
}

/* All sizes of a picture go, unless somebody else has the same. */
static void
forget_sizes(Ctx *cx, int64_t id)
{
    const DbIds variants = db_ids(cx, &SQL_portrait_list_variants, DB_ARGS(id));
    file_forget(cx, id);
    if (file_find(cx, id) != NULL)
        return;
    db_run(cx, &SQL_portrait_unlink, DB_ARGS(id));
    for (size_t i = 0; i < variants.n; i++)
        file_forget(cx, variants.at[i]);
}

static void
replace(Ctx *cx, const Person *person, int64_t id)
{
    db_run(cx, &SQL_portrait_set, DB_ARGS(person->id, id));
    if (person->picture_id != 0 && person->picture_id != id)
        forget_sizes(cx, person->picture_id);
    audit(cx, id != 0 ? "person.picture" : "person.picture.remove", 0,
          arena_printf(cx->arena, "#%" PRId64, person->id));
}

const char *
portrait_make(Ctx *cx, Bytes content, Portrait *ret)
{
    g_assert(!db_in_transaction(cx->db));
    return picture_make(cx->arena, content, SIZES, PORTRAIT_SIZES, ret->sizes);
}

void
portrait_set(Ctx *cx, int64_t person_id, const Portrait *portrait)
{
    const Person *person = person_find(cx, person_id);
    g_return_if_fail(person != NULL || db_failed(cx->db));
    if (person != NULL)
        replace(cx, person, insert_sizes(cx, portrait));
}

bool
portrait_remove(Ctx *cx, int64_t person_id)
{
    const Person *person = person_find(cx, person_id);
    if (person == NULL || person->picture_id == 0)
        return false;
    replace(cx, person, 0);
    return true;
}
