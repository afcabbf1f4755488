/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/figure.h"
#include "app/demo.h"
#include "testing.h"

/* What a newcomer finds on the desk: each page has something, and the numbers agree. */
static void
test_the_desk_has_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "DELETE FROM person_role; DELETE FROM person");
    Ctx *cx = fixture_begin(fx, NOBODY);
    demo_build(cx, 2017, NULL, NULL);
    int64_t members = figure_count(cx, "members", NULL);
    int64_t readers = figure_count(cx, "readers", NULL);
    int64_t others = figure_count(cx, "subscribers", NULL);
    fixture_commit(fx);
    g_assert_cmpint(others, ==, 14); /* fifteen subscribed, one has stopped */
    g_assert_cmpint(readers, >, 60);
    g_assert_cmpint(members, ==, 1104);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE mailing_id = 1"), ==,
                    readers + 1);
    static const struct {
        const char *what;
        int64_t n;
    } expected[] = {
        {"outbox WHERE came_back = 'hard'",                       1},
        {"outbox WHERE came_back IS NOT NULL",                    2},
        {"outbox WHERE mailing_id = 1 AND state <> 'sent'",       0},
        {"mailing_count WHERE deed = 'ended' AND n = 1",          1},
        {"mailing_count WHERE deed = 'answered'",                 1},
        {"inbound WHERE state = 'done'",                          3},
        {"inbound WHERE state = 'held'",                          1},
        {"mail_reach",                                            2},
        {"person WHERE left_at = joined_at AND is_demo = 0",      0},
        {"comment WHERE body LIKE 'A demo: thank you all.%'",     1},
        {"task WHERE kind = 'inbound.review' AND state = 'open'", 1},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_test_message("%s", expected[i].what);
        g_assert_cmpint(
            query_int(fx, arena_printf(fx->arena, "SELECT count(*) FROM %s", expected[i].what)), ==,
            expected[i].n);
    }
}

void
demo_mail_tests(void)
{
    add_test("/demo_mail/the-desk-has-mail", test_the_desk_has_mail);
}
