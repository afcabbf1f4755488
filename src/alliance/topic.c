/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/topic.h"
#include "alliance/audit.h"
#include "alliance/topic.sql.h"
#include "alliance/vocabulary.h"
#include "base/text.h"
#include "lang/lang.h"

#include <string.h>

static const DbType TOPIC = DB_TYPE(Topic, DB_FIELD(Topic, id), DB_FIELD(Topic, n_items),
                                    DB_FIELD(Topic, slug), DB_FIELD(Topic, name));

static const DbType KIND = DB_TYPE(TopicKind, DB_FIELD(TopicKind, kind), DB_FIELD(TopicKind, n));

const Vocabulary *
topic_names(Ctx *cx)
{
    return vocabulary_language(cx) != cx->lang ? vocabulary(cx) : NULL;
}

const char *
topic_name(const Ctx *cx, const Vocabulary *names, int64_t id, const char *name)
{
    const VocabularyTopic *topic = names != NULL ? vocabulary_row(names, id) : NULL;
    return topic != NULL ? vocabulary_name(cx, topic, NULL) : name;
}

TopicSpan
topic_named(Ctx *cx, DbRows rows)
{
    Topic *topics = rows.at;
    const Vocabulary *names = rows.n > 0 ? topic_names(cx) : NULL;
    for (size_t i = 0; i < rows.n; i++)
        topics[i].name = topic_name(cx, names, topics[i].id, topics[i].name);
    return DB_SPAN(TopicSpan, rows);
}

TopicSpan
topic_list(Ctx *cx)
{
    return topic_named(cx, db_all(cx, &SQL_topic_list, &TOPIC, DB_ARGS(cx->me.id, cx->me.roles)));
}

TopicSpan
topic_list_of(Ctx *cx, int64_t item_id)
{
    return topic_named(cx, db_all(cx, &SQL_topic_list_of, &TOPIC, DB_ARGS(item_id)));
}

TopicKindSpan
topic_kinds(Ctx *cx, const char *slug)
{
    return DB_SPAN(TopicKindSpan,
                   db_all(cx, &SQL_topic_kinds, &KIND, DB_ARGS(slug, cx->me.id, cx->me.roles)));
}

DbIds
topic_most_used(Ctx *cx, int64_t most)
{
    return db_ids(cx, &SQL_topic_most_used, DB_ARGS(most));
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

/* ---- what was typed ---- */

/* Has one of the first @n the same topic, or, where there is none, the same address? */
static bool
is_said(Arena *arena, const TopicTyped *typed, size_t n, const TopicTyped *one)
{
    for (size_t i = 0; i < n; i++)
        if (one->id != 0 ? typed[i].id == one->id
                         : typed[i].id == 0 && strcmp(text_slug(arena, typed[i].name),
                                                      text_slug(arena, one->name)) == 0)
            return true;
    return false;
}

static TopicTyped
look_up(Ctx *cx, const Vocabulary *v, const char *name)
{
    const VocabularyTopic *topic = vocabulary_find_name(cx->arena, v, name);
    const VocabularyTopic *near = topic == NULL ? vocabulary_find_near(cx->arena, v, name) : NULL;
    return (TopicTyped){.name = name,
                        .id = topic != NULL ? topic->id : 0,
                        .near = near != NULL ? vocabulary_name(cx, near, NULL) : NULL};
}

TopicTypedSpan
topic_read(Ctx *cx, const char *names)
{
    const Vocabulary *v = NULL;
    TopicTyped *typed = arena_array_of(cx->arena, TopicTyped, TOPICS_MAX);
    size_t n = 0;
    g_auto(GStrv) list = g_strsplit(names, ",", -1);
    for (char **name = list; *name != NULL && n < TOPICS_MAX; name++) {
        const char *text = text_shorten(cx->arena, text_fold_space(cx->arena, *name),
                                        TOPIC_NAME_MAX);
        if (*text_slug(cx->arena, text) == '\0')
            continue;
        v = v != NULL ? v : vocabulary(cx);
        typed[n] = look_up(cx, v, text);
        n += is_said(cx->arena, typed, n, &typed[n]) ? 0 : 1;
    }
    return (TopicTypedSpan){typed, n};
}

/* ---- writing ---- */

int64_t
topic_make(Ctx *cx, const char *name)
{
    int64_t id = db_insert(cx, &SQL_topic_insert,
                           DB_ARGS(text_slug(cx->arena, name), name, "", DB_NONE));
    if (id != 0)
        audit(cx, "topic.insert", 0, name);
    return id;
}

void
topic_set(Ctx *cx, int64_t item_id, const char *names)
{
    TopicTypedSpan typed = topic_read(cx, names);
    int64_t ids[TOPICS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < typed.n && !db_failed(cx->db); i++) {
        int64_t id = typed.at[i].id != 0 ? typed.at[i].id : topic_make(cx, typed.at[i].name);
        if (id != 0)
            ids[n++] = id;
    }
    db_run(cx, &SQL_topic_detach_all, DB_ARGS(item_id));
    if (n > 0)
        db_run(cx, &SQL_topic_attach, DB_ARGS(item_id, db_numbers(cx->arena, ids, n)));
}
