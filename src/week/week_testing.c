/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "week/week_testing.h"

#include "alliance/sender.h"

#include <string.h>

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

const char *
newest_mail(Fixture *fx, const MailKind *kind, int64_t me)
{
    const MailKind *const kinds[] = {kind, NULL};
    int64_t id = query_int(fx, arena_printf(fx->arena,
                                            "SELECT coalesce(max(id), 0) FROM outbox WHERE "
                                            "template = '%s' AND person_id = %" PRId64,
                                            kind->name, me));
    Mail mail;
    Ctx *cx = fixture_begin(fx, NOBODY);
    const MailSender sender = mail_sender(cx);
    const char *text = "";
    if (id != 0 && mail_compose(cx, kinds, &sender, mail_find(cx, id), &mail))
        text = arena_printf(fx->arena, "%s\n%s", mail.subject, mail.text);
    fixture_commit(fx);
    return text;
}

void
assert_says(const char *text, const char *words)
{
    if (strstr(text, words) == NULL)
        g_error("“%s” is not in: %s", words, text);
}
