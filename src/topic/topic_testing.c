/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "topic/topic_testing.h"

int64_t
a_topic(Fixture *fx, const char *name, const char *name_fr, const char *labels, int64_t broader)
{
    const char *whole = broader != 0 ? arena_printf(fx->arena, "%" PRId64, broader) : "";
    Response *res = post(fx, EDNA, "/desk/topics/new", "name", name, "name_fr", name_fr, "labels",
                         labels, "slug", "", "broader", whole, NULL);
    assert_status(res, 303);
    return query_int(fx, "SELECT max(id) FROM topic");
}

int64_t
a_text(Fixture *fx, const char *kind, const char *slug, const char *topics)
{
    int64_t id = a_published(
        fx, (ItemDraft){
                .kind = kind, .slug = slug, .title = arena_printf(fx->arena, "Title of %s", slug)});
    topic_set(fixture_begin(fx, EDNA), id, topics);
    fixture_commit(fx);
    return id;
}

const char *
topic_path(Fixture *fx, int64_t id, const char *rest)
{
    return arena_printf(fx->arena, "/desk/topics/%" PRId64 "%s", id, rest);
}

const char *
topic_version(Fixture *fx, int64_t id)
{
    return query_text(fx, arena_printf(fx->arena,
                                       "SELECT CAST(version AS TEXT) FROM topic WHERE id = "
                                       "%" PRId64,
                                       id));
}

Response *
merge(Fixture *fx, int64_t from, int64_t into)
{
    return post(fx, EDNA, topic_path(fx, from, "/merge"), "into",
                arena_printf(fx->arena, "%" PRId64, into), "from_version", topic_version(fx, from),
                "into_version", topic_version(fx, into), NULL);
}
