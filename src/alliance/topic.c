/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/topic.h"

#include "alliance/topic.sql.h"
#include "base/text.h"

/* Topics of one item; what is named beyond them is left out. */
#define TOPICS_MAX 20

/* Characters. */
#define TOPIC_NAME_MAX 80

static const DbType TOPIC = DB_TYPE(Topic, DB_FIELD(Topic, id), DB_FIELD(Topic, n_items),
                                    DB_FIELD(Topic, slug), DB_FIELD(Topic, name));

TopicSpan
topic_list(Ctx *cx)
{
    return DB_SPAN(TopicSpan,
                   db_all(cx, &SQL_topic_list, &TOPIC, DB_ARGS(cx->me.id, cx->me.roles)));
}

TopicSpan
topic_list_of(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(TopicSpan, db_all(cx, &SQL_topic_list_of, &TOPIC, DB_ARGS(item_id)));
}

void
topic_set(Ctx *cx, int64_t item_id, const char *names)
{
    db_run(cx, &SQL_topic_detach_all, DB_ARGS(item_id));
    g_auto(GStrv) list = g_strsplit(names, ",", TOPICS_MAX + 1);
    for (int i = 0; i < TOPICS_MAX && list[i] != NULL && !db_failed(cx->db); i++) {
        const char *name = text_shorten(cx->arena, text_fold_space(cx->arena, list[i]),
                                        TOPIC_NAME_MAX);
        const char *slug = text_slug(cx->arena, name);
        if (*slug == '\0')
            continue;
        db_run(cx, &SQL_topic_insert, DB_ARGS(slug, name));
        db_run(cx, &SQL_topic_attach, DB_ARGS(item_id, slug));
    }
}

const char *
topic_names_of(Ctx *cx, int64_t item_id)
{
    TopicSpan topics = topic_list_of(cx, item_id);
    GString *names = arena_string(cx->arena, 64);
    for (size_t i = 0; i < topics.n; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", topics.at[i].name);
    return names->str;
}
