/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "blog/blog_testing.h"

int64_t
a_post_of_ann(Fixture *fx, const char *body)
{
    Response *res = post(fx, ANN, "/posts/new", "title", "A post", "summary", "What it says.",
                         "body", body, "language", "en", NULL);
    assert_status(res, 303);
    return query_int(fx, "SELECT max(id) FROM item WHERE kind = 'post'");
}

const char *
post_path(Fixture *fx, int64_t id, const char *rest)
{
    return arena_printf(fx->arena, "/posts/%" PRId64 "%s", id, rest);
}

const char *
version_of_post(Fixture *fx, int64_t id)
{
    return query_text(fx,
                      arena_printf(fx->arena, "SELECT version FROM item WHERE id = %" PRId64, id));
}

const char *
state_of_post(Fixture *fx, int64_t id)
{
    return query_text(fx,
                      arena_printf(fx->arena, "SELECT status FROM item WHERE id = %" PRId64, id));
}

Response *
take(Fixture *fx, int64_t me, int64_t id, const char *act, const char *words)
{
    return post(fx, me, post_path(fx, id, "/review"), "act", act, "words", words, "version",
                version_of_post(fx, id), NULL);
}

void
publish_post(Fixture *fx, int64_t id)
{
    assert_status(take(fx, ANN, id, "hand-in", ""), 303);
    assert_status(take(fx, EDNA, id, "publish", ""), 303);
}
