/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/post.h"

#include "alliance/access.h"
#include "alliance/post.sql.h"
#include "alliance/profile.h"
#include "alliance/review.h"
#include "base/limits.h"

#include <string.h>

#define CORRECTIONS 50 /* of one post that are shown */

void
post_published(Ctx *cx, int64_t id)
{
    int64_t author = db_count(cx, &SQL_post_author, DB_ARGS(id));
    if (author != 0)
        profile_give_handle(cx, author);
    review_published(cx, id);
}

/* ---- series ---- */

static const DbType PART = DB_TYPE(PostPart, DB_FIELD(PostPart, id), DB_FIELD(PostPart, series_id),
                                   DB_FIELD(PostPart, place));

const PostPart *
post_part_find(Ctx *cx, int64_t item_id)
{
    return db_one(cx, &SQL_post_part_find, &PART, DB_ARGS(item_id));
}

void
post_part_set(Ctx *cx, int64_t item_id, int64_t series_id, int64_t place)
{
    if (series_id == 0)
        db_run(cx, &SQL_post_part_delete, DB_ARGS(item_id));
    else
        db_run(cx, &SQL_post_part_insert, DB_ARGS(item_id, series_id, place));
}

const int64_t *
post_parts(Ctx *cx, int64_t series_id, size_t *ret_n)
{
    const DbIds ids = db_ids(cx, &SQL_post_parts,
                             DB_ARGS(series_id, (int64_t)POST_PARTS, cx->me.id, cx->me.roles));
    *ret_n = ids.n;
    return ids.at;
}

/* ---- corrections ---- */

static const DbType CORRECTION = DB_TYPE(
    PostCorrection, DB_FIELD(PostCorrection, id), DB_FIELD(PostCorrection, item_id),
    DB_FIELD(PostCorrection, corrected_at), DB_FIELD(PostCorrection, words));

PostCorrectionSpan
post_corrections(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(PostCorrectionSpan, db_all(cx, &SQL_post_corrections, &CORRECTION,
                                              DB_ARGS(item_id, (int64_t)CORRECTIONS)));
}

void
post_correct(Ctx *cx, int64_t item_id, const char *words)
{
    db_run(cx, &SQL_post_correct, DB_ARGS(item_id, DB_OR_NULL(cx->me.id), words, cx->now));
}

/* ---- lists ---- */

static const DbType EXTRA = DB_TYPE(PostExtra, DB_FIELD(PostExtra, id), DB_FIELD(PostExtra, handle),
                                    DB_FIELD(PostExtra, alt), DB_FIELD(PostExtra, body),
                                    DB_FIELD(PostExtra, corrected_at),
                                    DB_FIELD(PostExtra, correction), DB_FIELD(PostExtra, day_id));

const PostExtra *
post_extras(Ctx *cx, const int64_t *ids, size_t n)
{
    DbRows rows = db_all(cx, &SQL_post_extras, &EXTRA,
                         DB_ARGS(db_numbers(cx->arena, ids, n), cx->lang->code));
    const PostExtra *found = rows.at;
    PostExtra *extras = arena_array_of(cx->arena, PostExtra, n);
    for (size_t i = 0, next = 0; i < n; i++) {
        if (next < rows.n && found[next].id == ids[i])
            extras[i] = found[next++];
        else
            extras[i] = (PostExtra){.id = ids[i], .alt = "", .body = ""};
    }
    return extras;
}

int64_t
post_author_find(Ctx *cx, const char *handle)
{
    return db_count(cx, &SQL_post_author_find, DB_ARGS(handle, cx->me.id, cx->me.roles));
}

int64_t
post_first_at(Ctx *cx)
{
    return db_count(cx, &SQL_post_first_at, DB_ARGS(cx->me.id, cx->me.roles));
}

static const DbType TOPIC = DB_TYPE(Topic, DB_FIELD(Topic, id), DB_FIELD(Topic, n_items),
                                    DB_FIELD(Topic, slug), DB_FIELD(Topic, name));

TopicSpan
post_topics(Ctx *cx, int64_t most)
{
    return topic_named(
        cx, db_all(cx, &SQL_post_topics, &TOPIC, DB_ARGS(most, cx->me.id, cx->me.roles)));
}
