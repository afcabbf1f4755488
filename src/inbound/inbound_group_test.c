/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A mail to a group.
 */
#include "alliance/item.h"
#include "inbound/inbound_testing.h"

/* A group at work in which Ann is, known already by an earlier comment. */
static int64_t
a_group(Fixture *fx)
{
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('mail_from', 'desk@alliance.example'),"
                " ('mail_in', '1')");
    int64_t post = an_item(fx);
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = item_insert(
        cx, &(ItemDraft){.kind = "group", .slug = "cases", .title = "Cases", .actual_on = "2016"});
    item_publish(cx, id);
    fixture_commit(fx);
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO interest_group (item_id, inside) VALUES (%d, 'members');"
                             "INSERT INTO group_member (group_id, person_id, state, since)"
                             " VALUES (%d, 1, 'in', 1);"
                             "INSERT INTO comment (item_id, person_id, body, created_at)"
                             " VALUES (%d, 1, 'before', 1)",
                             (int)id, (int)id, (int)post));
    return id;
}

static const char *
newest_discussion(Fixture *fx)
{
    return query_text(fx, "SELECT title || ': ' || status FROM item WHERE kind = 'discussion'"
                          " ORDER BY id DESC LIMIT 1");
}

static void
test_a_mail_to_a_group_begins_a_discussion(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t group = a_group(fx);
    const char *to = signed_address(fx, MAIL_TOPIC, group, ANN);
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "First words\n\n> old\n"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(newest_discussion(fx), ==, HOSTILE ": published");
    g_assert_cmpstr(query_text(fx, "SELECT body FROM item WHERE kind = 'discussion'"), ==,
                    "First words");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "> only old\n"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    /* Bob is not in it, by whatever address. */
    arrives(fx, "bob@example.org", signed_address(fx, MAIL_TOPIC, group, BOB),
            a_mail(fx, "bob@example.org", "", "hello"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    arrives(fx, "bob@example.org", "cases@alliance.example",
            a_mail(fx, "bob@example.org", "", "hello"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM discussion"), ==, 1);
}

/* Everybody can know a group's own address: what cannot be proven waits for a chair. */
static void
test_the_groups_own_address(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_group(fx);
    arrives(fx, ANN_MAIL, "Cases@Alliance.example", a_mail(fx, ANN_MAIL, "", "Unproven"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(newest_discussion(fx), ==, HOSTILE ": draft");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'discussion.review'"), ==,
                    1);
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('authserv_id', 'mx')");
    arrives(fx, ANN_MAIL, "cases@alliance.example",
            a_mail(fx, ANN_MAIL, "Authentication-Results: mx; dmarc=pass\n", "Proven"));
    g_assert_cmpstr(newest_discussion(fx), ==, HOSTILE ": published");
    arrives(fx, ANN_MAIL, "cases@alliance.example",
            a_mail(fx, ANN_MAIL, "Authentication-Results: mx; dmarc=fail\n", "Forged"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    arrives(fx, "x@example.org", "cases@alliance.example",
            a_mail(fx, "x@example.org", "", "Stranger"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM discussion"), ==, 2);

    /* No such group, a hidden domain, a group that is not published. */
    static const char *const nobodys[] = {"other@alliance.example", "cases@example.org", "cases",
                                          "@alliance.example"};
    for (size_t i = 0; i < G_N_ELEMENTS(nobodys); i++)
        g_assert_cmpint(arrives(fx, ANN_MAIL, nobodys[i], a_mail(fx, ANN_MAIL, "", "x")).outcome,
                        ==, INBOUND_NO_USER);
    run_sql(fx, "UPDATE item SET status = 'draft' WHERE kind = 'group'");
    g_assert_cmpint(
        arrives(fx, ANN_MAIL, "cases@alliance.example", a_mail(fx, ANN_MAIL, "", "x")).outcome, ==,
        INBOUND_NO_USER);
}

static void
test_titles_without_marks(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t group = a_group(fx);
    const char *to = signed_address(fx, MAIL_TOPIC, group, ANN);
    arrives(fx, ANN_MAIL, to,
            "From: " ANN_MAIL "\nSubject: RE: Fwd: re:  A case\nMessage-ID: <1@x>\n\nWords\n");
    g_assert_cmpstr(newest_discussion(fx), ==, "A case: published");
    arrives(fx, ANN_MAIL, to,
            "From: " ANN_MAIL "\nSubject: Re:\nMessage-ID: <2@x>\n\nHow it\nbegins\n");
    g_assert_cmpstr(newest_discussion(fx), ==, "How it begins: published");
}

void
inbound_group_tests(void)
{
    add_test("/inbound-group/begins-a-discussion", test_a_mail_to_a_group_begins_a_discussion);
    add_test("/inbound-group/own-address", test_the_groups_own_address);
    add_test("/inbound-group/titles-without-marks", test_titles_without_marks);
}
