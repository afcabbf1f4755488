/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/contribution.h"
#include "alliance/mail_testing.h"
#include "alliance/sender.h"
#include "inbound/inbound.h"
#include "inbound/inbound_testing.h"

#include <string.h>

#define LIBRARY "library@alliance.example"
#define MIXED                                                                                      \
    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"                        \
    "Content-Type: text/plain; charset=utf-8\n\n"
#define ATTACHED                                                                                   \
    "\n--x\nContent-Type: %s\nContent-Disposition: attachment; filename=%s\n\n%s\n--x--\n"

static void
opens(Fixture *fx)
{
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('mail_from', 'desk@alliance.example'),"
                " ('mail_in', '1')");
}

static void
writes(Fixture *fx, const char *from, const char *words, const char *type, const char *name,
       const char *content)
{
    static int n;
    const char *attached = arena_printf(fx->arena, ATTACHED, type, name, content);
    arrives(fx, from, LIBRARY,
            arena_printf(fx->arena,
                         "From: %s\nSubject: Fwd: A guide " HOSTILE
                         "\nMessage-ID: <c%d@example.org>\n" MIXED "%s%s",
                         from, ++n, words, attached));
}

/* The answer to Ann as text. */
static const char *
answer_of(Fixture *fx)
{
    return newest_mail(fx, &MAIL_CONTRIBUTION, ANN);
}

static void
test_a_mail_becomes_a_contribution(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    opens(fx);
    writes(fx, ANN_MAIL, "For new supervisors.", "application/pdf", "guide.pdf", "%PDF-1.4 x");
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(query_text(fx, "SELECT kind || ' ' || title || ' ' || status FROM item"
                                   " WHERE kind = 'work'"),
                    ==, "work A guide " HOSTILE " review");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'work.review'"), ==, 1);
    g_assert_cmpstr(query_text(fx, "SELECT name FROM item_file"), ==, "guide.pdf");
    /* Whether the name stands there is said in the form. */
    g_assert_cmpint(query_int(fx, "SELECT credited FROM contribution WHERE by_mail = 1"), ==, 0);
    const char *answer = answer_of(fx);
    assert_says(answer, "Contributed: A guide");
    assert_says(answer, "guide.pdf");
    assert_says(answer, "For new supervisors.");
    assert_says(answer, "/contributions/1");
    assert_shows(get(fx, ANN, "/contributions/1"), "For new supervisors.");
    run_sql(fx, "UPDATE person SET language = 'fr' WHERE id = 1");
    writes(fx, ANN_MAIL, "Pour qui commence.", "application/pdf", "autre.pdf", "%PDF-1.4 y");
    assert_says(answer_of(fx), "Contribution reçue");
    assert_says(answer_of(fx), "Fichier : autre.pdf");
}

/* What one has given and nobody has decided about has a bound; what does not fit is left out. */
static void
test_a_file_beyond_the_bound_is_left_out(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    opens(fx);
    fx->app.file_most = 6; /* three of these: one of ten bytes and not two */
    writes(fx, ANN_MAIL, "One.", "application/pdf", "one.pdf", "%PDF-1.4 x");
    writes(fx, ANN_MAIL, "Two.", "application/pdf", "two.pdf", "%PDF-1.4 y");
    g_assert_cmpstr(query_text(fx, "SELECT name FROM item_file"), ==, "one.pdf");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM contribution"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file"), ==, 1);
}

static void
test_without_a_file_it_waits_as_a_draft(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    opens(fx);
    writes(fx, ANN_MAIL, "Here it is", "application/x-unknown", "a.bin", "\001\002");
    g_assert_cmpstr(query_text(fx, "SELECT status FROM item WHERE kind = 'work'"), ==, "draft");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task"), ==, 0);
    assert_says(answer_of(fx), "no address, so the editors do not");
    assert_says(answer_of(fx), "Not every file could be taken");
    arrives(fx, ANN_MAIL, LIBRARY,
            a_mail(fx, ANN_MAIL, "", "See (https://example.org/report.pdf), please."));
    g_assert_cmpstr(query_text(fx, "SELECT link || status FROM item WHERE link IS NOT NULL"), ==,
                    "https://example.org/report.pdfreview");
}

static void
test_strangers_are_held(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    opens(fx);
    writes(fx, "x@example.org", "Words", "application/pdf", "guide.pdf", "%PDF-1.4 x");
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'inbound.review'"), ==,
                    1);
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('authserv_id', 'mx')");
    arrives(fx, ANN_MAIL, LIBRARY,
            a_mail(fx, ANN_MAIL, "Authentication-Results: mx; dmarc=fail\n", "Forged"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, 0);
    /* The secretariat lets the second one in; its files were not kept. */
    int64_t id = query_int(fx, "SELECT max(id) FROM inbound");
    Ctx *cx = fixture_begin(fx, SAM);
    const char *note = NULL;
    g_assert_cmpint(inbound_decide(cx, id, DECIDE_SENDER, &note), ==, DECIDED_DONE);
    fixture_commit(fx);
    g_assert_cmpstr(query_text(fx, "SELECT status FROM item WHERE kind = 'work'"), ==, "draft");
}

static void
test_a_group_keeps_its_address(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpint(arrives(fx, ANN_MAIL, LIBRARY, a_mail(fx, ANN_MAIL, "", "x")).outcome, ==,
                    INBOUND_NO_USER);
    opens(fx);
    assert_shows(get(fx, ANN, "/contributions/new"), LIBRARY);
    Ctx *cx = fixture_begin(fx, EDNA);
    item_publish(cx,
                 item_insert(cx, &(ItemDraft){.kind = "group", .slug = "library", .title = "L"}));
    fixture_commit(fx);
    assert_hides(get(fx, ANN, "/contributions/new"), LIBRARY);
    arrives(fx, ANN_MAIL, LIBRARY, a_mail(fx, ANN_MAIL, "", "x"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM contribution"), ==, 0);
}

void
inbound_contribution_tests(void)
{
    add_test("/inbound-contribution/becomes-one", test_a_mail_becomes_a_contribution);
    add_test("/inbound-contribution/beyond-the-bound", test_a_file_beyond_the_bound_is_left_out);
    add_test("/inbound-contribution/without-a-file", test_without_a_file_it_waits_as_a_draft);
    add_test("/inbound-contribution/strangers", test_strangers_are_held);
    add_test("/inbound-contribution/a-groups-address", test_a_group_keeps_its_address);
}
