/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "week/week_testing.h"

const char *
week_path(Fixture *fx, int64_t week, const char *rest)
{
    return arena_printf(fx->arena, "/desk/weeks/%" PRId64 "%s", week, rest);
}

int64_t
a_week(Fixture *fx, const char *call_until, const char *mail_at)
{
    int64_t id = a_published(fx, (ItemDraft){.kind = "campaign",
                                             .slug = "the-week",
                                             .title = "The week " HOSTILE,
                                             .summary = "Its theme"});
    assert_status(post(fx, EDNA, week_path(fx, id, ""), "first_on", "2017-01-02", "last_on",
                       "2017-01-06", "call_until", call_until, "mail_at", mail_at, "hashtag",
                       "#OurWeek", "version", "0", NULL),
                  303);
    return id;
}

int64_t
a_day(Fixture *fx, int64_t week, const char *held_on, const char *topic, const char *posts)
{
    Response *res = post(fx, EDNA, week_path(fx, week, "/new"), "held_on", held_on, "topic", topic,
                         "question", "What about it? " HOSTILE, "posts", posts, "language", "en",
                         NULL);
    assert_status(res, 303);
    return query_int(fx, "SELECT max(id) FROM item WHERE kind = 'day'");
}
