/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who takes the newsletter without being a member, in a list of members.
 */
#include "list_work.h"
#include "testing.h"

#include "alliance/consent.h"
#include "alliance/item.h"
#include "alliance/leaving.h"
#include "alliance/person.h"
#include "alliance/profile.h"

#define LIST "/desk/import/1"
#define COLUMNS "/desk/import/1/columns"

/* Takes the newsletter, was never a member; as the form "Subscribe" makes it. */
static int64_t
a_subscriber(Fixture *fx, const char *email)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    int64_t id = person_insert(cx, &(Person){.email = email,
                                             .name = "",
                                             .language = "fr",
                                             .zone = "UTC",
                                             .joined_at = 1483000000,
                                             .left_at = 1483000000});
    const ConsentSource form = {"subscribe", "form", "fr"};
    consent_answer(cx, id, purpose_find("newsletter"), true, &form);
    fixture_commit(fx);
    return id;
}

#define STATE_OF(fx, id)                                                                           \
    query_text(fx, arena_printf((fx)->arena,                                                       \
                                "SELECT name || '|' || coalesce(country, '-') || '|' || joined_at" \
                                " || '|' || coalesce(left_at, 0) FROM person WHERE id = %" PRId64, \
                                (int64_t)(id)))

/* The list of members is the secretariat's word, in each of its ways; the own yes stays, and with
 * the list the membership can be taken back. */
static void
test_a_subscriber_becomes_a_member(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t sue = a_subscriber(fx, "sue@example.org");
    int64_t busy = a_subscriber(fx, "busy@example.org");
    a_subscriber(fx, "bare@example.org");
    int64_t goes = a_subscriber(fx, "goes@example.org");
    Ctx *cx = fixture_begin(fx, SAM);
    erasure_ask(cx, person_find(cx, goes), "");
    fixture_commit(fx);
    list_begin(fx, "Name,E-mail,Country,Joined\n<b>Sue,sue@example.org,Kenya,2016-05-01\n"
                   "Busy,busy@example.org,Kenya,\n,bare@example.org,,\nGoes,goes@example.org,,\n");
    post(fx, SAM, COLUMNS, "column-1", "name", "column-2", "email", "column-3", "country",
         "column-4", "joined", "mode", "add", "header", "1", NULL);
    list_end(fx);
    Response *res = get(fx, SAM, LIST);
    assert_shows(res, "Takes mails only, becomes a member:");
    assert_shows(res, "1 May 2016");
    assert_shows(res, "There is no name.");
    assert_shows(res, "Have left: will not be brought back");
    g_assert_cmpstr(STATE_OF(fx, sue), ==, "|-|1483000000|1483000000");

    post(fx, SAM, LIST, "apply", "1", NULL);
    list_end(fx);
    g_assert_cmpstr(STATE_OF(fx, sue), ==, "<b>Sue|KE|1462060800|0");
    g_assert_cmpstr(STATE_OF(fx, busy), ==, "Busy|KE|1483347600|0");
    g_assert_cmpstr(STATE_OF(fx, goes), ==, "|-|1483000000|1483000000");
    g_assert_cmpint(query_int(fx, "SELECT shown_members FROM person WHERE name = 'Busy'"), ==,
                    PROFILE_FIRST_MEMBERS);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent WHERE source = 'import'"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent WHERE given = 1"), ==, 4);

    /* Who has come in meanwhile stays a member. */
    cx = fixture_begin(fx, SAM);
    int64_t item = item_insert(cx, &(ItemDraft){.kind = "page", .title = "About"});
    fixture_commit(fx);
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO follow (person_id, item_id, since, wants)"
                             " VALUES (%" PRId64 ", %" PRId64 ", 1, 1)",
                             busy, item));
    post(fx, SAM, LIST, "undo", "1", NULL);
    list_end(fx);
    g_assert_cmpstr(STATE_OF(fx, sue), ==, "|-|1483000000|1483000000");
    g_assert_cmpstr(STATE_OF(fx, busy), ==, "Busy|KE|1483347600|0");
}

void
import_subscriber_tests(void)
{
    add_test("/import_subscriber/becomes-a-member", test_a_subscriber_becomes_a_member);
}
