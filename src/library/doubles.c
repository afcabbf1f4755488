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
words_of(Arena *arena, const char *title)
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

void
title_keys(Arena *arena, const char *title, const char *ret_keys[2])
{
    ret_keys[0] = words_of(arena, title);
    ret_keys[1] = words_of(arena, main_title(arena, title));
}

bool
titles_are_same(Arena *arena, const char *a, const char *b)
{
    const char *key = words_of(arena, a);
    return *key != '\0' && strcmp(key, words_of(arena, b)) == 0;
}

bool
titles_are_alike(Arena *arena, const char *a, const char *b)
{
    return titles_are_same(arena, a, b) || titles_are_same(arena, a, main_title(arena, b)) ||
           titles_are_same(arena, main_title(arena, a), b);
}

/* ---- works ---- */

static bool
has(const int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Those with the same file are known; behind them those with this title, but for @work_id. */
static WorkDoubleSpan
doubles(Ctx *cx, DbRows same, const char *title, int64_t work_id)
{
    const Twin *twins = same.at;
    SearchTitleSpan titled = search_titles(cx, main_title(cx->arena, title), "work");
    WorkDouble *found = arena_array_of(cx->arena, WorkDouble, DOUBLES_MOST);
    int64_t ids[DOUBLES_MOST];
    size_t n = 0;
    for (size_t i = 0; i < same.n; i++) {
        ids[n] = twins[i].id;
        found[n++] = (WorkDouble){item_path(cx->arena, "work", twins[i].slug), twins[i].title,
                                  twins[i].language, true};
    }
    for (size_t i = 0; i < titled.n && n < DOUBLES_MOST; i++) {
        const SearchTitle *text = &titled.at[i];
        if (text->item_id == work_id || has(ids, n, text->item_id) ||
            !titles_are_alike(cx->arena, title, text->title))
            continue;
        ids[n] = text->item_id;
        found[n++] = (WorkDouble){item_path(cx->arena, "work", text->slug), text->title,
                                  text->language, false};
    }
    return (WorkDoubleSpan){found, n};
}

WorkDoubleSpan
work_doubles(Ctx *cx, const Item *work)
{
    DbRows same = db_all(cx, &SQL_library_with_same_file, &TWIN,
                         DB_ARGS(work->id, cx->me.id, cx->me.roles, DOUBLES_MOST));
    return doubles(cx, same, work->title, work->id);
}

WorkDoubleSpan
work_doubles_of_new(Ctx *cx, const char *title, const int64_t *files, size_t n)
{
    DbRows same = {NULL, 0};
    if (n > 0)
        same = db_all(
            cx, &SQL_library_with_files, &TWIN,
            DB_ARGS(db_numbers(cx->arena, files, n), cx->me.id, cx->me.roles, DOUBLES_MOST));
    return doubles(cx, same, title, 0);
}
