/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/moment.h"
#include "mail/gate.h"
#include "mail/pace.h"
#include "testing.h"

#include <string.h>

/* What stands in the arguments is not looked at here. */
static const MailKind LETTER = {.name = "letter", .priority = 8, .waits = true};
static const MailKind ANSWER = {.name = "answer", .priority = 3};
static const MailKind LINK = {.name = "link", .priority = 0, .waits = true};
static const MailKind *const kinds[] = {&LETTER, &ANSWER, &LINK, NULL};

static void
queue(Fixture *fx, const MailKind *kind, int64_t person_id, const char *address, int n)
{
    Ctx *cx = fixture_begin(fx, SAM);
    for (int i = 0; i < n; i++)
        mail_queue(cx, kind, person_id, address, "en", (const MailArgument[]){{0}});
    fixture_commit(fx);
}

/* Claim up to @most of what is due, as sender.c does. */
static GPtrArray *
claim(Fixture *fx, Ctx *cx, int64_t most)
{
    GPtrArray *letters = g_ptr_array_new();
    OutboxSpan mails = mail_list(cx, "sending", 1);
    for (size_t i = 0; i < mails.n && (int64_t)letters->len < most; i++) {
        Letter *letter = arena_new_of(fx->arena, Letter);
        letter->row = &mails.at[mails.n - 1 - i]; /* oldest first */
        g_ptr_array_add(letters, letter);
    }
    return letters;
}

/* Claim @most, let the gate have them, and return how many went. */
static size_t
go(Fixture *fx, const MailSender *sender, int most)
{
    g_autofree char *sql = g_strdup_printf(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id IN (SELECT id FROM "
        "outbox WHERE state = 'waiting' AND send_at <= %" PRId64 " ORDER BY priority, send_at, id "
        "LIMIT %d)",
        fx->now, most);
    run_sql(fx, sql);
    Ctx *cx = fixture_begin(fx, SAM);
    g_autoptr(Gate) gate = gate_new(sender, kinds);
    g_autoptr(GPtrArray) letters = claim(fx, cx, most);
    size_t n = letters->len;
    size_t n_held = gate_hold(gate, cx, letters);
    g_assert_cmpuint(letters->len + n_held, ==, n);
    fixture_commit(fx);
    run_sql(fx, "UPDATE outbox SET state = 'sent' WHERE state = 'sending'");
    return n - n_held;
}

/* What the server said to the last mail to @address. */
static void
said(Fixture *fx, const MailSender *sender, const char *address, SmtpOutcome outcome,
     const char *words)
{
    Ctx *cx = fixture_begin(fx, SAM);
    g_autoptr(Gate) gate = gate_new(sender, kinds);
    g_autoptr(GPtrArray) letters = g_ptr_array_new();
    gate_hold(gate, cx, letters); /* sees who has asked for patience */
    const OutboxMail row = {.address = address};
    Letter letter = {.row = &row, .outcome = outcome};
    g_strlcpy(letter.words, words, sizeof letter.words);
    g_ptr_array_add(letters, &letter);
    gate_record(gate, cx, letters);
    fixture_commit(fx);
}

static int64_t
rest_of(Fixture *fx, const char *name)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT coalesce(max(rest_seconds), 0) FROM destination WHERE name = '%s'", name);
    return query_int(fx, sql);
}

/* Three of 2 January at 23:00 UTC: in Nairobi it is two at night, in New York six in the evening,
 * and who has said no zone lives in a country. */
static void
test_quiet_hours_are_the_readers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const MailSender sender = {
        .quiet = {22, 7}
    };
    fx->now = 1483398000; /* 2017-01-02T23:00Z */
    run_sql(fx, "UPDATE person SET zone = 'Africa/Nairobi', country = NULL WHERE id = 1");
    run_sql(fx, "UPDATE person SET zone = 'America/New_York' WHERE id = 2");
    run_sql(fx, "UPDATE person SET zone = 'UTC', country = 'UG' WHERE id = 3");
    queue(fx, &LETTER, ANN, "ann@example.org", 1);
    queue(fx, &LETTER, BOB, "bob@example.org", 1);
    queue(fx, &LETTER, EDNA, "edna@example.org", 1);
    queue(fx, &LETTER, 0, "nobody@example.org", 1);
    queue(fx, &ANSWER, ANN, "ann@example.org", 1);
    queue(fx, &LINK, ANN, "ann@example.org", 1);
    g_assert_cmpuint(go(fx, &sender, 20), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE state = 'sent'"
                                  " AND (person_id = 2 OR template <> 'letter')"),
                    ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT send_at FROM outbox WHERE state = 'waiting'"
                                  " AND person_id = 1"),
                    ==, fx->now + 5 * 3600);
    g_assert_cmpint(query_int(fx, "SELECT send_at FROM outbox WHERE person_id = 3"), ==,
                    fx->now + 5 * 3600);
    g_assert_cmpint(query_int(fx, "SELECT send_at FROM outbox WHERE person_id IS NULL"), ==,
                    fx->now + 8 * 3600);
    g_assert_cmpint(query_int(fx, "SELECT max(attempts) FROM outbox WHERE state = 'waiting'"), ==,
                    0);
    fx->now += 5 * 3600;
    g_assert_cmpuint(go(fx, &sender, 20), ==, 2);
}

/* One that asks for patience gets it, longer each time; others and what is urgent go on. */
static void
test_patience_grows_and_decays(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const MailSender sender = {0};
    const char *slow = "451 4.7.1 Too fast <b>";
    queue(fx, &LETTER, 0, "a@gmail.com", 3);
    queue(fx, &LETTER, 0, "b@GoogleMail.com", 1);
    queue(fx, &LINK, 0, "c@gmail.com", 1);
    queue(fx, &LETTER, 0, "a@other.example", 2);
    said(fx, &sender, "z@gmail.com", SMTP_LATER, "452 4.2.2 Mailbox full");
    g_assert_cmpint(rest_of(fx, "gmail.com"), ==, 0);
    said(fx, &sender, "z@gmail.com", SMTP_LATER, slow);
    said(fx, &sender, "z@gmail.com", SMTP_LATER, slow); /* was on its way: counts as one */
    g_assert_cmpint(rest_of(fx, "gmail.com"), ==, PACE_REST_FIRST);
    g_assert_cmpuint(go(fx, &sender, 20), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE state = 'waiting'"), ==, 4);
    g_assert_cmpint(query_int(fx, "SELECT min(send_at) FROM outbox WHERE state = 'waiting'"), ==,
                    fx->now + PACE_REST_FIRST);

    int64_t wanted = PACE_REST_FIRST;
    for (int i = 0; i < 8; i++) {
        fx->now += wanted;
        said(fx, &sender, "z@gmail.com", SMTP_LATER, slow);
        wanted = MIN(wanted * 2, PACE_REST_MOST);
        g_assert_cmpint(rest_of(fx, "gmail.com"), ==, wanted);
    }
    fx->now += wanted; /* the rest is over: a few are tried */
    g_assert_cmpuint(go(fx, &sender, 20), ==, 4);
    for (; wanted >= PACE_REST_FIRST; wanted /= 2) {
        said(fx, &sender, "z@gmail.com", SMTP_SENT, "");
        g_assert_cmpint(rest_of(fx, "gmail.com"), ==,
                        wanted / 2 < PACE_REST_FIRST ? 0 : wanted / 2);
    }
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_cmpuint(mail_list_asking(cx).n, ==, 0);
    fixture_commit(fx);
}

/* After a rest few go, however many wait; the others have their places behind. */
static void
test_after_a_rest_few_are_tried(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const MailSender sender = {0};
    said(fx, &sender, "z@slow.example", SMTP_LATER, "450 4.7.0 Later");
    fx->now += PACE_REST_FIRST;
    queue(fx, &LETTER, 0, "a@slow.example", 40);
    g_assert_cmpuint(go(fx, &sender, 20), ==, 5);
    g_assert_cmpuint(go(fx, &sender, 20), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE state = 'waiting'"), ==, 35);
    fx->now += 70; /* one each two seconds */
    size_t n = 0;
    for (int i = 0; i < 3; i++)
        n += go(fx, &sender, 20);
    g_assert_cmpuint(n, ==, 5);
}

/* What is no address waits for nobody: it is refused. */
static void
test_no_address_does_not_wait(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const MailSender sender = {.paces = true, .rates = "* 1"};
    queue(fx, &LETTER, 0, "a@example.org", 3);
    run_sql(fx, "UPDATE outbox SET address = 'nobody'");
    g_assert_cmpuint(go(fx, &sender, 20), ==, 3);
}

/* At most the preset's number an hour; what waits is not claimed again and again. */
static void
test_paced_by_destination(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const MailSender sender = {.paces = true, .rates = "other.example 7200"};
    queue(fx, &LETTER, 0, "a@gmail.com", 45);
    queue(fx, &LETTER, 0, "a@other.example", 4);
    g_assert_cmpuint(go(fx, &sender, 30), ==, 10);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE state = 'waiting'"
                                  " AND address LIKE '%gmail.com'"),
                    ==, 35);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE send_at = (SELECT max(send_at)"
                                  " FROM outbox)"),
                    ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT max(send_at) FROM outbox"), ==, fx->now + 18 + 34 * 18);
    g_assert_cmpuint(go(fx, &sender, 30), ==, 4); /* the others pass them by */
    g_assert_cmpuint(go(fx, &sender, 30), ==, 0);
    queue(fx, &LINK, 0, "b@gmail.com", 1);
    g_assert_cmpuint(go(fx, &sender, 30), ==, 1);
    size_t n = 0;
    for (int i = 0; i < 20; i++) {
        fx->now += 18;
        n += go(fx, &sender, 30);
    }
    g_assert_cmpuint(n, ==, 20);
    g_assert_cmpint(query_int(fx, "SELECT max(attempts) FROM outbox WHERE state = 'waiting'"), ==,
                    0);
    fx->now += MOMENT_DAY;
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_cmpint(mail_forget_destinations(cx), ==, 2);
    fixture_commit(fx);
}

/* Without rules it costs one question. */
static void
test_costs_one_statement(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const MailSender sender = {0};
    queue(fx, &LETTER, 0, "a@gmail.com", 30);
    g_assert_cmpuint(go(fx, &sender, 30), ==, 30);
    Ctx *cx = fixture_begin(fx, SAM);
    g_autoptr(Gate) gate = gate_new(&sender, kinds);
    g_autoptr(GPtrArray) letters = claim(fx, cx, 30);
    db_fail_at(fx->db, 2);
    gate_hold(gate, cx, letters);
    g_assert_false(db_failed(fx->db));
    db_fail_at(fx->db, 0);
    fixture_commit(fx);
}

/* What fails puts nothing back and moves nobody on. */
static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const MailSender sender = {.paces = true, .rates = ""};
    queue(fx, &LETTER, 0, "a@gmail.com", 12);
    run_sql(fx, "UPDATE outbox SET state = 'sending', attempts = 1");
    bool is_whole = false;
    for (int nth = 1; nth < 20 && !is_whole; nth++) {
        Ctx *cx = fixture_begin(fx, SAM);
        g_autoptr(Gate) gate = gate_new(&sender, kinds);
        g_autoptr(GPtrArray) letters = claim(fx, cx, 30);
        db_fail_at(fx->db, nth);
        gate_hold(gate, cx, letters);
        is_whole = !db_failed(fx->db);
        db_fail_at(fx->db, 0);
        g_assert_true((db_end(fx->db, true) == DB_OK) == is_whole);
        fx->cx = NULL;
        int64_t n = query_int(fx, "SELECT count(*) FROM outbox WHERE state = 'sending'");
        g_assert_cmpint(n, ==, is_whole ? 10 : 12);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM destination"), ==, is_whole);
    }
    g_assert_true(is_whole);
}

void
gate_tests(void)
{
    add_test("/gate/quiet-hours-are-the-readers", test_quiet_hours_are_the_readers);
    add_test("/gate/patience-grows-and-decays", test_patience_grows_and_decays);
    add_test("/gate/after-a-rest-few-are-tried", test_after_a_rest_few_are_tried);
    add_test("/gate/no-address-does-not-wait", test_no_address_does_not_wait);
    add_test("/gate/paced-by-destination", test_paced_by_destination);
    add_test("/gate/costs-one-statement", test_costs_one_statement);
    add_test("/gate/a-failure-changes-nothing", test_a_failure_changes_nothing);
}
