/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/item.h"
#include "inbound/deliver.h"
#include "inbound/reach.h"
#include "testing.h"

#include <string.h>

#define GONE {BOUNCE_HARD, "", "5.1.1", "There is no mailbox with this address.", HOSTILE}

/* An answer of a stranger, and of Bob, to what was for Ann; returns the first one's id. */
static int64_t
two_are_held(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t item = item_insert(
        cx, &(ItemDraft){.kind = "newsletter", .slug = "forum", .title = HOSTILE});
    item_publish(cx, item);
    fixture_commit(fx);
    static const char *const senders[] = {"x@example.org", "bob@example.org"};
    const char *to = mail_address_sign(fx->arena, fx->app.key, MAIL_COMMENT, item, ANN,
                                       "a.example");
    for (size_t i = 0; i < G_N_ELEMENTS(senders); i++) {
        const char *mail = arena_printf(fx->arena, "From: %s\nSubject: %s\n\n%s", senders[i],
                                        HOSTILE, HOSTILE);
        Delivery told = inbound_deliver(fx->arena, &fx->app, fx->db, &(Envelope){senders[i], to},
                                        (Bytes){mail, strlen(mail)});
        g_assert_cmpint(told.exit_code, ==, 0);
    }
    return query_int(fx, "SELECT min(id) FROM inbound");
}

static const char *
path_of(Fixture *fx, int64_t id)
{
    return arena_printf(fx->arena, "/desk/inbound/%" PRId64, id);
}

static void
test_the_secretariat_sees_and_decides(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = two_are_held(fx);
    assert_shows(get(fx, SAM, "/desk"), "href=\"/desk/inbound\"");
    Response *res = get(fx, SAM, "/desk/inbound");
    assert_shows(res, "x@example.org");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_statements(fx, 8);
    assert_hides(get(fx, SAM, "/desk/inbound?state=done"), "x@example.org");
    assert_shows(get(fx, SAM, "/fr/desk/inbound"), "Courrier reçu");
    assert_shows(get_json(fx, SAM, "/desk/inbound.json"), "\"sender\":\"x@example.org\"");

    res = get(fx, SAM, path_of(fx, id));
    assert_shows(res, "It is from Ann Achieng: take it");
    assert_hides(res, "<b>Tom");
    assert_location(post(fx, SAM, path_of(fx, id), "owner", "1", NULL), "/desk/inbound");
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM comment"), ==, ANN);
    assert_status(post(fx, SAM, path_of(fx, id), "owner", "1", NULL), 422);
    assert_location(post(fx, SAM, path_of(fx, id + 1), "block", "1", NULL), "/desk/inbound");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT blocked_by FROM sender_block"), ==, SAM);
    assert_hides(get(fx, SAM, path_of(fx, id)), "take it");
}

static void
test_nobody_else_does(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = two_are_held(fx);
    assert_status(get(fx, EDNA, "/desk/inbound"), 403);
    assert_status(get(fx, ANN, path_of(fx, id)), 403);
    assert_status(post(fx, EDNA, path_of(fx, id), "owner", "1", NULL), 403);
    assert_status(get(fx, SAM, "/desk/inbound/999"), 404);
    assert_status(post(fx, SAM, "/desk/inbound/999", "drop", "1", NULL), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inbound WHERE state = 'held'"), ==, 2);
}

static void
test_a_failure_decides_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = two_are_held(fx);
    int failed = 0;
    for (int nth = 2; nth < 60; nth++) {
        Response *res = post_failing_at(fx, nth, SAM, path_of(fx, id), "owner", "1", NULL);
        if (res->status == 303)
            break;
        failed++;
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment"), ==, 0);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inbound WHERE state = 'held'"), ==, 2);
    }
    g_assert_cmpint(failed, >, 5);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment"), ==, 1);
}

/* ---- mail that comes back ---- */

static void
ann_bounces(Fixture *fx)
{
    const Bounce gone = GONE;
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_true(reach_note(cx, "ann@example.org", &gone, true));
    fixture_commit(fx);
}

static void
test_the_owner_is_asked_and_answers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_hides(get(fx, ANN, "/"), "came back");
    ann_bounces(fx);
    assert_shows(get(fx, ANN, "/"), "Mails to ann@example.org came back");
    assert_hides(get(fx, BOB, "/"), "came back");
    assert_hides(get(fx, NOBODY, "/"), "came back");
    Response *res = get(fx, ANN, "/desk/account/mail");
    assert_shows(res, "There is no mailbox with this address.");
    assert_hides(res, "<b>Tom");
    assert_shows(get(fx, ANN, "/fr/desk/account/mail"), "Aucune boîte aux lettres");
    assert_shows(get_json(fx, ANN, "/desk/account/mail.json"), "\"address\":\"ann@example.org\"");
    assert_status(get(fx, NOBODY, "/desk/account/mail"), 303);

    for (int i = 0; i < 2; i++)
        assert_location(post(fx, ANN, "/desk/account/mail", NULL), "/desk/account/mail");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'reach.test'"), ==,
                    1);
    assert_hides(get(fx, ANN, "/"), "came back, so none");
}

static void
test_the_record_shows_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_hides(get(fx, SAM, "/desk/people/1"), "Mail that came back");
    ann_bounces(fx);
    assert_shows(get(fx, SAM, "/desk/people/1"), "Mail that came back");
    assert_shows(get(fx, SAM, "/desk/inbound"), "1 address gets no mail");
    assert_status(post(fx, EDNA, "/desk/people/1/mail", NULL), 403);
    assert_status(post(fx, SAM, "/desk/people/2/mail", NULL), 404);
    assert_location(post(fx, SAM, "/desk/people/1/mail", NULL), "/desk/people/1");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mail_reach"), ==, 0);
}

void
desk_inbound_tests(void)
{
    add_test("/desk_inbound/secretariat-decides", test_the_secretariat_sees_and_decides);
    add_test("/desk_inbound/nobody-else", test_nobody_else_does);
    add_test("/desk_inbound/failure", test_a_failure_decides_nothing);
    add_test("/desk_inbound/owner-is-asked", test_the_owner_is_asked_and_answers);
    add_test("/desk_inbound/record", test_the_record_shows_it);
}
