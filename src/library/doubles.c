/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/doubles.h"

#include "alliance/item_row.h"
#include "alliance/search.h"
#include "alliance/search_excerpt.h"
#include "library/library.sql.h"

#include <string.h>

typedef struct Twin {
    int64_t id;
    const char *slug, *title, *language;
} Twin;

static const DbType TWIN = DB_TYPE(Twin, DB_FIELD(Twin, id), DB_FIELD(Twin, slug),
                                   DB_FIELD(Twin, title), DB_FIELD(Twin, language));

/* ---- titles ---- */

/* Its words as search has them. */
static const char *
title_key(Arena *arena, const char *title)
{
    return search_words(arena, title, SEARCH_WORDS_ALL);
}

/* Without its subtitle. */
static const char *
main_title(Arena *arena, const char *title)
{
    const char *colon = strchr(title, ':');
    return colon != NULL ? arena_strndup(arena, title, (size_t)(colon - title)) : title;
}

bool
titles_are_same(Arena *arena, const char *a, const char *b)
{
    const char *key = title_key(arena, a);
    return *key != '\0' && strcmp(key, title_key(arena, b)) == 0;
}

bool
titles_are_alike(Arena *arena, const char *a, const char *b)
{
    return titles_are_same(arena, a, b) || titles_are_same(arena, a, main_title(arena, b)) ||
           titles_are_same(arena, main_title(arena, a), b);
}

/* ---- works ---- */

static bool
has(const Twin *twins, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (twins[i].id == id)
            return true;
    return false;
}

WorkDoubleSpan
work_doubles(Ctx *cx, const Item *work)
{
    DbRows same = db_all(cx, &SQL_library_with_same_file, &TWIN,
                         DB_ARGS(work->id, cx->me.id, cx->me.roles, DOUBLES_MOST));
    const Twin *twins = same.at;
    const SearchQuery query = {
        .words = main_title(cx->arena, work->title), .kind = "work", .page = 1};
    SearchHitSpan hits = search_find(cx, &query);
    WorkDouble *doubles = arena_array_of(cx->arena, WorkDouble, DOUBLES_MOST);
    size_t n = 0;
    for (size_t i = 0; i < same.n; i++)
        doubles[n++] = (WorkDouble){item_path(cx->arena, "work", twins[i].slug), twins[i].title,
                                    twins[i].language, true};
    for (size_t i = 0; i < hits.n && n < DOUBLES_MOST; i++) {
        const SearchHit *hit = &hits.at[i];
        if (hit->item_id != work->id && !has(twins, same.n, hit->item_id) &&
            titles_are_alike(cx->arena, work->title, hit->title))
            doubles[n++] = (WorkDouble){hit->path, hit->title, hit->language, false};
    }
    return (WorkDoubleSpan){doubles, n};
}
