/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/audit.h"
#include "base/limits.h"
#include "testing.h"

static void
test_acts_are_listed_newest_first(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    audit(fixture_begin(fx, EDNA), "page.edit", 7, "About us");
    fixture_commit(fx);
    audit(fixture_begin(fx, NOBODY), "item.publish", 7, HOSTILE);
    fixture_commit(fx);

    Ctx *cx = fixture_begin(fx, SAM);
    AuditSpan all = audit_list(cx, NULL, 1);
    g_assert_cmpuint(all.n, ==, 2);
    g_assert_cmpint(db_count_statements(fx->db), ==, 1);
    g_assert_cmpstr(all.at[0].subject, ==, HOSTILE);
    g_assert_null(all.at[0].person);
    g_assert_cmpstr(all.at[1].person, ==, "Edna Editor");
    g_assert_cmpint(all.at[1].item_id, ==, 7);
    g_assert_cmpint(all.at[1].at, ==, TEST_NOW);
    g_assert_cmpuint(audit_list(cx, "page.edit", 1).n, ==, 1);
    g_assert_cmpuint(audit_list(cx, "page.nothing", 1).n, ==, 0);
    g_assert_cmpuint(audit_list(cx, "", 2).n, ==, 0);
    fixture_commit(fx);
}

static void
test_a_long_subject_is_shortened(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autofree char *name = g_strnfill(10000, 'x');

    Ctx *cx = fixture_begin(fx, SAM);
    audit(cx, "item.insert", 0, name);
    AuditSpan all = audit_list(cx, NULL, 1);
    g_assert_cmpint(g_utf8_strlen(all.at[0].subject, -1), <=, LIMIT_LINE + 1);
    fixture_commit(fx);
}

static void
test_a_failed_database_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    audit(cx, "one", 0, "");
    db_fail_at(fx->db, 1);
    audit(cx, "two", 0, "");
    g_assert_true(db_failed(fx->db));
    g_assert_cmpint(db_end(fx->db, true), ==, DB_FAILED);
    fx->cx = NULL;
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit"), ==, 0);
}

void
audit_tests(void)
{
    add_test("/audit/acts-are-listed-newest-first", test_acts_are_listed_newest_first);
    add_test("/audit/a-long-subject-is-shortened", test_a_long_subject_is_shortened);
    add_test("/audit/a-failed-database-keeps-nothing", test_a_failed_database_keeps_nothing);
}
