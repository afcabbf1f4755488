/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/inbound.h"

#include "alliance/comment.h"
#include "alliance/follow.h"
#include "alliance/sender.h"
#include "alliance/task.h"
#include "base/limits.h"
#include "base/moment.h"
#include "inbound/deliver.h"
#include "inbound/inbound_testing.h"
#include "inbound/reach.h"
#include "lang/lang.h"

#include <math.h>
#include <string.h>

/* ---- answers ---- */

static void
test_an_answer_becomes_a_comment(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx);
    const char *to = signed_address(fx, MAIL_COMMENT, item, ANN);
    const char *mail = a_mail(fx, "Ann <" ANN_MAIL ">", "",
                              HOSTILE "\n\nOn 2 Jan 2017, at 09:00, Alliance <x@y.example> wrote:\n"
                                      "> old words\n");
    g_assert_cmpint(arrives(fx, ANN_MAIL, to, mail).exit_code, ==, 0);
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(query_text(fx, "SELECT body FROM comment"), ==, HOSTILE);
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM comment"), ==, ANN);
    /* A first comment waits for an editor, as on the page. */
    g_assert_cmpstr(query_text(fx, "SELECT status FROM comment"), ==, "held");

    /* The same message once more, and with another way behind it. */
    Delivery again = arrives(fx, ANN_MAIL, to, mail);
    g_assert_cmpint(again.outcome, ==, INBOUND_AGAIN);
    g_assert_cmpstr(again.reply, ==, "250 2.0.0");
    again = arrives(fx, ANN_MAIL, to, arena_printf(fx->arena, "Received: by b\n%s", mail));
    g_assert_cmpint(again.outcome, ==, INBOUND_AGAIN);
    g_assert_cmpint(n_comments(fx), ==, 1);
}

/* A name that is not understood holds no comment up, and is said where the mail is kept. */
static void
test_a_name_that_is_not_understood(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx);
    const char *to = signed_address(fx, MAIL_COMMENT, item, ANN);
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "Ask @Nobody Here about it."));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpint(n_comments(fx), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inbound WHERE note LIKE"
                                  " '%comment. A name behind @%'"),
                    ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'inbound.answer'"),
                    ==, 0);
}

static void
test_what_may_not_be_said_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx);
    const char *to = signed_address(fx, MAIL_COMMENT, item, ANN);
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "> only a quotation\n"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    arrives(fx, ANN_MAIL, signed_address(fx, MAIL_COMMENT, 999, ANN),
            a_mail(fx, ANN_MAIL, "", "words"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    run_sql(fx, "UPDATE person SET left_at = 1483228800 WHERE id = 1");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "words"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpint(n_comments(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'inbound.answer'"
                                  " AND person_id = 1"),
                    ==, 3);
}

/* The address of a record that was made one with another is its owner's, too. */
static void
test_an_earlier_address_is_its_owners(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx);
    run_sql(fx, "INSERT INTO person_address (address, person_id) VALUES ('old@example.org', 1)");
    arrives(fx, "old@example.org", signed_address(fx, MAIL_COMMENT, item, BOB),
            a_mail(fx, "old@example.org", "", "hello"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    arrives(fx, "old@Example.org", signed_address(fx, MAIL_COMMENT, item, ANN),
            a_mail(fx, "old@Example.org", "", "hello"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM comment"), ==, ANN);
}

static void
test_others_are_held(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx);
    const char *to = signed_address(fx, MAIL_COMMENT, item, ANN);
    arrives(fx, "x@example.org", to, a_mail(fx, "x@example.org", "", "hello"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    arrives(fx, "bob@example.org", to, a_mail(fx, "bob@example.org", "", "hello"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    g_assert_cmpint(n_comments(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'inbound.review'"), ==,
                    1);

    Ctx *cx = fixture_begin(fx, SAM);
    const char *note;
    int64_t id = inbound_list(cx, "held", 1).at[1].id, other = inbound_list(cx, "held", 1).at[0].id;
    g_assert_cmpint(inbound_count_held(cx), ==, 2);
    g_assert_cmpint(inbound_decide(cx, id, DECIDE_SENDER, &note), ==, DECIDED_IMPOSSIBLE);
    g_assert_cmpstr(inbound_find(cx, id)->state, ==, "held");
    g_assert_cmpint(inbound_decide(cx, id, DECIDE_BLOCK, &note), ==, DECIDED_DONE);
    g_assert_cmpint(inbound_decide(cx, id, DECIDE_OWNER, &note), ==, DECIDED_NOT_HELD);
    g_assert_cmpint(inbound_decide(cx, other, DECIDE_SENDER, &note), ==, DECIDED_DONE);
    g_assert_cmpint(inbound_decide(cx, 999, DECIDE_DROP, &note), ==, DECIDED_NOT_HELD);
    g_assert_cmpint(cx->me.id, ==, SAM);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM comment"), ==, BOB);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE kind = 'inbound.review'"
                                  " AND state = 'open'"),
                    ==, 0);
    arrives(fx, "x@example.org", to, a_mail(fx, "x@example.org", "", "again"));
    g_assert_cmpstr(state_of(fx), ==, "letter dropped");
}

/* Where our mail server says who is forged, only who is not acts. */
static void
test_a_forged_sender_is_held(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *header, *state;
    } cases[] = {
        {"Authentication-Results: mx.alliance.example;\n dmarc=pass header.from=example.org\n",
         "answer done"                                                                                       },
        {"Authentication-Results: mx.alliance.example; dmarc=none\n",                           "answer done"},
        {"Authentication-Results: mx.alliance.example; dmarc=fail\n",                           "answer held"},
        {"Authentication-Results: evil.example; dmarc=pass\n",                                  "answer held"},
        {"Authentication-Results: mx.alliance.example; dmarc=fail\n"
         "Authentication-Results: mx.alliance.example; dmarc=pass\n",                  "answer held"},
        {"",                                                                                    "answer held"},
    };
    int64_t item = an_item(fx);
    const char *to = signed_address(fx, MAIL_COMMENT, item, ANN);
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('authserv_id', 'MX.alliance.example')");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, cases[i].header, "hello"));
        g_assert_cmpstr(state_of(fx), ==, cases[i].state);
    }
    g_assert_cmpint(n_comments(fx), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inbound WHERE note LIKE '%may be forged%'"),
                    ==, 2);
}

/* Files hang on texts, where who may edit a text may hang them. */
static void
test_files_come_along_where_they_may(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char parts[] = "--b\n\nSee the file.\n--b\nContent-Type: image/png\n"
                                "Content-Disposition: attachment; filename=\"../a b.png\"\n"
                                "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n";
    static const char mixed[] = "Content-Type: multipart/mixed; boundary=b\n";
    int64_t item = an_item(fx);
    arrives(fx, ANN_MAIL, signed_address(fx, MAIL_COMMENT, item, ANN),
            a_mail(fx, ANN_MAIL, mixed, parts));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item_file"), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT files FROM inbound"), ==, "../a b.png");
    /* Ann is told that hers was left out. */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'inbound.answer'"
                                  " AND argument LIKE '%\"partly\":\"yes\"%'"),
                    ==, 1);
    arrives(fx, "edna@example.org", signed_address(fx, MAIL_COMMENT, item, EDNA),
            a_mail(fx, "edna@example.org", mixed, parts));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item_file"), ==, 1);
    g_assert_null(strchr(query_text(fx, "SELECT name FROM item_file"), '/'));
    g_assert_cmpstr(query_text(fx, "SELECT type FROM file"), ==, "image/png");
    g_assert_cmpint(n_comments(fx), ==, 2);
}

static void
test_a_flood_is_dropped(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx);
    const char *to = signed_address(fx, MAIL_COMMENT, item, ANN);
    GString *sql = arena_string(fx->arena, 100000);
    for (int i = 0; i < 500; i++)
        g_string_append_printf(
            sql,
            "INSERT INTO inbound (identity, received_at, envelope_from,"
            " envelope_to, sender, sender_name, subject, class, state, note,"
            " words, files, purpose, number) VALUES"
            " ('%d', 1, '', '', '', '', '', 'letter', 'held', '', '', '', '', 0);",
            i);
    run_sql(fx, sql->str);
    arrives(fx, "x@example.org", to, a_mail(fx, "x@example.org", "", "hello"));
    g_assert_cmpstr(state_of(fx), ==, "answer dropped");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "hello"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
}

static void
test_a_task_is_decided_by_a_word(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx);
    arrives(fx, ANN_MAIL, signed_address(fx, MAIL_COMMENT, item, ANN),
            a_mail(fx, ANN_MAIL, "", "My first words"));
    int64_t task = query_int(fx, "SELECT id FROM task WHERE kind = 'comment.review'");
    const char *to = signed_address(fx, MAIL_TASK, task, EDNA);
    arrives(fx, "edna@example.org", to, a_mail(fx, "edna@example.org", "", "perhaps"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    /* Bob may not, even with an address that was made for him. */
    arrives(fx, "bob@example.org", signed_address(fx, MAIL_TASK, task, BOB),
            a_mail(fx, "bob@example.org", "", "yes"));
    g_assert_cmpstr(query_text(fx, "SELECT status FROM comment"), ==, "held");
    arrives(fx, "edna@example.org", to, a_mail(fx, "edna@example.org", "", "Oui, merci."));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(query_text(fx, "SELECT status FROM comment"), ==, "shown");
    arrives(fx, "edna@example.org", to, a_mail(fx, "edna@example.org", "", "non"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpstr(query_text(fx, "SELECT status FROM comment"), ==, "shown");
}

/* How often mails come is said by one word to a digest; other words are given back. */
static void
test_a_word_says_how_often_mails_come(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *words;
        int64_t pace, comes;
    } cases[] = {
        {"Daily.",                     1, 1},
        {"Une par semaine !\n> daily", 7, 1},
        {"STOP",                       7, 0},
        {"chaque",                     0, 1},
        {"يوميًا",                      1, 1},
        {"arrêter",                    1, 0},
        {"weekly",                     7, 1},
    };
    const char *to = signed_address(fx, MAIL_PACE, 0, ANN);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", cases[i].words));
        g_assert_cmpstr(state_of(fx), ==, "answer done");
        g_assert_cmpint(query_int(fx, "SELECT pace FROM person WHERE id = 1"), ==, cases[i].pace);
        g_assert_cmpint(query_int(fx, "SELECT comment_mails FROM person WHERE id = 1"), ==,
                        cases[i].comes);
    }
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "I agree with the second text. " HOSTILE));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_nonnull(strstr(query_text(fx, "SELECT argument FROM outbox ORDER BY id DESC LIMIT 1"),
                            "I agree with the second text."));
    arrives(fx, "bob@example.org", to, a_mail(fx, "bob@example.org", "", "stop"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    g_assert_cmpint(query_int(fx, "SELECT pace + comment_mails FROM person WHERE id = 1"), ==, 8);
}

static void
test_yes_and_no(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const yes[] = {"yes", "Yes.", "OUI", "Sí, gracias", "sim", "Ndiyo!", "نعم"};
    static const char *const no[] = {"no", "Non", "NÃO", "hapana", "لا", "Nein,\nthanks"};
    static const char *const neither[] = {"", "nothing", "yesterday", HOSTILE,
                                          "no one of us has anything at all against it"};
    for (size_t i = 0; i < G_N_ELEMENTS(yes); i++)
        g_assert_cmpint(meaning_answer(fx->arena, yes[i]), ==, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(no); i++)
        g_assert_cmpint(meaning_answer(fx->arena, no[i]), ==, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(neither); i++)
        g_assert_cmpint(meaning_answer(fx->arena, neither[i]), ==, 0);
}

/* ---- a conversation ---- */

/* A comment goes out as a mail; its answer, sent to where that says, is the next comment, which
 * goes out to the other. */
static void
test_a_conversation_by_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const MailKind *const kinds[] = {&MAIL_FOLLOW, NULL};
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('mail_from', 'desk@alliance.example'),"
                " ('mail_in', '1')");
    int64_t item = an_item(fx);
    Ctx *cx = fixture_begin(fx, EDNA);
    follow_set(cx, item, EDNA, true);
    comment_insert(cx, item, 0, "From the page");
    follow_set(cx, item, SAM, true);
    comment_insert(cx, item, 0, "What do you say?");
    fixture_commit(fx);

    cx = fixture_begin(fx, NOBODY);
    OutboxSpan rows = mail_list(cx, NULL, 1);
    g_assert_cmpuint(rows.n, ==, 1); /* to Sam; not to Edna, who wrote it */
    const MailSender sender = mail_sender(cx);
    Mail mail;
    g_assert_true(mail_compose(cx, kinds, &sender, &rows.at[0], &mail));
    const char *to = arena_strdup(fx->arena, mail.reply_to);
    fixture_commit(fx);

    const char *quoted = "Agreed.\n\nOn 2 Jan 2017, at 09:00, Alliance <desk@alliance.example> "
                         "wrote:\n> What do you say?\n";
    arrives(fx, "sam@example.org", to, a_mail(fx, "sam@example.org", "", quoted));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(query_text(fx, "SELECT body FROM comment ORDER BY id DESC LIMIT 1"), ==,
                    "Agreed.");
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM outbox ORDER BY id DESC LIMIT 1"), ==,
                    EDNA);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 2);

    /* What a program answers goes round with nobody. */
    arrives(fx, "sam@example.org", to,
            a_mail(fx, "sam@example.org", "Auto-Submitted: auto-replied\n", "I am away"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 2);
    g_assert_cmpint(n_comments(fx), ==, 3);
}

/* The rules of access are those of the moment, and the words come back. */
static void
test_what_was_closed_meanwhile_gives_the_words_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx);
    const char *to = signed_address(fx, MAIL_COMMENT, item, ANN);
    run_sql(fx, "UPDATE item SET audience = 'secretariat'");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "Long words " HOSTILE));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    run_sql(fx, "UPDATE item SET audience = 'public', kind = 'page'");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "On a page of the site"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    run_sql(fx, "UPDATE item SET kind = 'newsletter'");
    g_autofree char *long_one = g_strnfill(LIMIT_COMMENT + 1, 'x');
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", long_one));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpint(n_comments(fx), ==, 0);

    static const MailKind *const kinds[] = {&MAIL_INBOUND_ANSWER, NULL};
    Ctx *cx = fixture_begin(fx, NOBODY);
    OutboxSpan rows = mail_list(cx, NULL, 1);
    g_assert_cmpuint(rows.n, ==, 3);
    const MailSender sender = mail_sender(cx);
    Mail mail;
    g_assert_true(mail_compose(cx, kinds, &sender, &rows.at[2], &mail));
    g_assert_nonnull(strstr(mail.text, "This is what you wrote:"));
    g_assert_nonnull(strstr(mail.text, "Long words " HOSTILE));
    g_assert_null(strstr(mail.html, "<b>Tom"));
    fixture_commit(fx);
}

/* What the editors read is enough to decide, and the address is theirs. */
static void
test_moderation_by_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const MailKind *const kinds[] = {&MAIL_TASK_OPENED, NULL};
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('mail_from', 'desk@alliance.example'),"
                " ('mail_in', '1')");
    int64_t item = an_item(fx);
    Ctx *cx = fixture_begin(fx, ANN);
    comment_insert(cx, item, 0, "First words " HOSTILE);
    fixture_commit(fx);
    cx = fixture_begin(fx, NOBODY);
    OutboxSpan rows = mail_list(cx, NULL, 1);
    g_assert_cmpuint(rows.n, ==, 1);
    g_assert_cmpint(rows.at[0].person_id, ==, EDNA);
    const MailSender sender = mail_sender(cx);
    Mail mail;
    g_assert_true(mail_compose(cx, kinds, &sender, &rows.at[0], &mail));
    g_assert_nonnull(strstr(mail.text, "First words " HOSTILE));
    g_assert_nonnull(strstr(mail.text, "« oui »"));
    g_assert_null(strstr(mail.html, "<b>Tom"));
    const char *to = arena_strdup(fx->arena, mail.reply_to);
    fixture_commit(fx);
    arrives(fx, "edna@example.org", to, a_mail(fx, "edna@example.org", "", "oui"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(query_text(fx, "SELECT status FROM comment"), ==, "shown");
}

/* ---- what nobody wrote ---- */

static void
test_programs_are_not_answered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx);
    const char *to = signed_address(fx, MAIL_COMMENT, item, ANN);
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "Auto-Submitted: auto-replied\n", "I am away"));
    g_assert_cmpstr(state_of(fx), ==, "auto-reply dropped");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "List-Id: <x.example.org>\n", "a list"));
    g_assert_cmpstr(state_of(fx), ==, "list dropped");
    GString *hops = arena_string(fx->arena, 2000);
    for (int i = 0; i <= LIMIT_LETTER_HOPS; i++)
        g_string_append(hops, "Received: by here\n");
    Delivery told = arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, hops->str, "round"));
    g_assert_cmpint(told.outcome, ==, INBOUND_LOOP);
    g_assert_cmpstr(told.reply, ==, "554 5.4.6");
    g_assert_cmpint(n_comments(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
}

static void
test_what_is_not_ours_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *mail = a_mail(fx, ANN_MAIL, "", "words");
    Delivery told = arrives(fx, ANN_MAIL, "nobody@alliance.example", mail);
    g_assert_cmpint(told.exit_code, ==, 67);
    g_assert_cmpstr(told.reply, ==, "550 5.1.1");
    const char *to = signed_address(fx, MAIL_COMMENT, 1, ANN);
    g_assert_cmpint(arrives(fx, ANN_MAIL, to, "no header").exit_code, ==, 65);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inbound"), ==, 0);
}

static void
test_nothing_is_kept_when_the_database_fails(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx);
    const char *to = signed_address(fx, MAIL_COMMENT, item, ANN);
    const char *mail = a_mail(fx, ANN_MAIL, "", "words");
    Delivery told = delivery_later();
    int failed = 0;
    for (int nth = 1; told.later && nth < 100; nth++) {
        db_fail_at(fx->db, nth);
        told = arrives(fx, ANN_MAIL, to, mail);
        if (told.later) {
            failed++;
            g_assert_cmpint(told.exit_code, ==, 75);
            g_assert_cmpint(n_comments(fx), ==, 0);
            g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inbound"), ==, 0);
        }
        db_fail_at(fx->db, 0);
    }
    g_assert_cmpint(failed, >, 5);
    g_assert_cmpint(n_comments(fx), ==, 1);
}

/* ---- mail that comes back ---- */

static int64_t
a_sent_mail(Fixture *fx, int64_t person, const char *address)
{
    run_sql(fx,
            arena_printf(fx->arena,
                         "INSERT INTO outbox (template, person_id, address, language, state,"
                         " send_at, created_at) VALUES ('x', %" PRId64 ", '%s', 'en', 'sent', 1,"
                         " 1483340000)",
                         person, address));
    return query_int(fx, "SELECT max(id) FROM outbox");
}

static const char *
a_report(Fixture *fx, const char *status, const char *returned)
{
    return a_mail(
        fx, "MAILER-DAEMON@mx.example.net",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",
        arena_printf(fx->arena,
                     "--b\n\nSorry\n--b\nContent-Type: message/delivery-status\n\n"
                     "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; other@example.org\n"
                     "Action: failed\nStatus: %s\nDiagnostic-Code: smtp; 550 %s %s\n\n"
                     "--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <%s>\n--b--\n",
                     status, status, "<b>no</b>", returned));
}

static bool
is_paused(Fixture *fx, const char *address)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const Reach *reach = reach_find(cx, address);
    fixture_commit(fx);
    return reach != NULL && reach->paused_at != 0;
}

static void
test_a_report_to_a_signed_address_counts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_sent_mail(fx, ANN, ANN_MAIL);
    arrives(fx, "", signed_address(fx, MAIL_BOUNCE, id, ANN), a_report(fx, "5.1.1", "x"));
    g_assert_cmpstr(state_of(fx), ==, "hard done");
    g_assert_true(is_paused(fx, ANN_MAIL));
    g_assert_false(is_paused(fx, "other@example.org"));
    g_assert_cmpstr(query_text(fx, "SELECT state || ' ' || came_back || ' ' || last_error"
                                   " FROM outbox"),
                    ==, "sent hard 550 5.1.1 <b>no</b>");
}

/* An answer to a mail to many adds one to a number; so does one that is held. */
static void
test_an_answer_to_many_is_counted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx), id = a_sent_mail(fx, ANN, ANN_MAIL);
    const char *to = signed_address(fx, MAIL_COMMENT, item, ANN);
    const char *reply = arena_printf(fx->arena, "In-Reply-To: <%" PRId64 ".1483340000@x>\n", id);
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, reply, "one"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mailing_count"), ==, 0);
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO mailing (id, item_id, state, send_at, created_at)"
                             " VALUES (5, %" PRId64 ", 'done', 0, 0)",
                             item));
    run_sql(fx, "UPDATE outbox SET mailing_id = 5, subject = 'b' WHERE state = 'sent'");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, reply, "two"));
    arrives(fx, "x@example.org", to, a_mail(fx, "x@example.org", reply, "three"));
    static const char *const others[] = {
        "In-Reply-To: <1.7@x>\n", "In-Reply-To: <-1.1483340000@x>\n", "In-Reply-To: <b>\n",
        "Auto-Submitted: auto-replied\nIn-Reply-To: <1.1483340000@x>\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, others[i], "four"));
    g_assert_cmpstr(query_text(fx, "SELECT mailing_id || subject || deed || n FROM mailing_count"),
                    ==, "5banswered2");
}

static void
test_a_made_up_report_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_sent_mail(fx, ANN, ANN_MAIL);
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('mail_from', 'desk@alliance.example')");
    arrives(fx, "", "desk@alliance.example", a_report(fx, "5.1.1", "nonsense"));
    g_assert_cmpstr(state_of(fx), ==, "hard done");
    g_assert_false(is_paused(fx, "other@example.org"));
    g_assert_cmpint(query_int(fx, "SELECT counted FROM bounce"), ==, 0);
    /* A wrong time in the name is a guess; the right one only a receiver knows. */
    arrives(fx, "", "desk@alliance.example",
            a_report(fx, "5.1.1", arena_printf(fx->arena, "%" PRId64 ".7@x", id)));
    g_assert_false(is_paused(fx, ANN_MAIL));
    arrives(fx, "", "desk@alliance.example",
            a_report(fx, "5.1.1", arena_printf(fx->arena, "%" PRId64 ".1483340000@x", id)));
    g_assert_true(is_paused(fx, ANN_MAIL));
}

static void
test_scores_add_up_and_fall(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const Bounce full = {BOUNCE_FULL, "", "5.2.2", "The mailbox is full.", ""};
    const Bounce soft = {BOUNCE_SOFT, "", "", "x", ""};
    Ctx *cx = fixture_begin(fx, NOBODY);
    for (int i = 0; i < 20; i++) /* of one day the heaviest counts once */
        g_assert_false(reach_note(cx, ANN_MAIL, i % 2 ? &full : &soft, true));
    g_assert_true(fabs(reach_find(cx, ANN_MAIL)->score - 1.0) < 1e-6);
    cx->now += LIMIT_BOUNCE_DAYS * MOMENT_DAY;
    g_assert_true(fabs(reach_score(reach_find(cx, ANN_MAIL), cx->now) - 0.5) < 1e-6);
    bool paused = false;
    int days = 0;
    for (; !paused && days < 10; days++, cx->now += MOMENT_DAY)
        paused = reach_note(cx, "Ann@EXAMPLE.org", &full, true) ||
                 reach_note(cx, ANN_MAIL, &full, true);
    g_assert_cmpint(days, ==, 3);
    g_assert_cmpint(reach_count_paused(cx), ==, 1);
    cx->now += 400 * MOMENT_DAY;
    reach_clean(cx);
    g_assert_nonnull(reach_find(cx, ANN_MAIL)); /* paused until somebody says otherwise */
    g_assert_cmpuint(reach_show(cx, ANN_MAIL)->events.n, ==, 0);
    g_assert_true(reach_resume(cx, ANN, ANN_MAIL, "en"));
    g_assert_false(reach_resume(cx, ANN, ANN_MAIL, "en"));
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'reach.test'"), ==,
                    1);
}

static void
test_old_mail_is_deleted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item = an_item(fx);
    arrives(fx, ANN_MAIL, signed_address(fx, MAIL_COMMENT, item, ANN),
            a_mail(fx, ANN_MAIL, "", "words"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM inbound WHERE raw IS NOT NULL"), ==, 1);
    Ctx *cx = fixture_begin(fx, NOBODY);
    cx->now += LIMIT_LETTER_KEPT * (int64_t)MOMENT_DAY + 1;
    g_assert_cmpint(inbound_clean(cx), ==, 1);
    g_assert_cmpint(inbound_clean(cx), ==, 0);
    cx->now += LIMIT_LETTER_ROW * (int64_t)MOMENT_DAY;
    g_assert_cmpint(inbound_clean(cx), ==, 1);
    fixture_commit(fx);
}

void
inbound_tests(void)
{
    add_test("/inbound/a-name-that-is-not-understood", test_a_name_that_is_not_understood);
    add_test("/inbound/answer-becomes-comment", test_an_answer_becomes_a_comment);
    add_test("/inbound/not-possible-is-told", test_what_may_not_be_said_is_told);
    add_test("/inbound/earlier-address", test_an_earlier_address_is_its_owners);
    add_test("/inbound/others-are-held", test_others_are_held);
    add_test("/inbound/forged-sender", test_a_forged_sender_is_held);
    add_test("/inbound/files", test_files_come_along_where_they_may);
    add_test("/inbound/flood", test_a_flood_is_dropped);
    add_test("/inbound/a-word-says-how-often-mails-come", test_a_word_says_how_often_mails_come);
    add_test("/inbound/task-by-a-word", test_a_task_is_decided_by_a_word);
    add_test("/inbound/a-conversation-by-mail", test_a_conversation_by_mail);
    add_test("/inbound/what-was-closed-meanwhile-gives-the-words-back",
             test_what_was_closed_meanwhile_gives_the_words_back);
    add_test("/inbound/moderation-by-mail", test_moderation_by_mail);
    add_test("/inbound/yes-and-no", test_yes_and_no);
    add_test("/inbound/programs", test_programs_are_not_answered);
    add_test("/inbound/not-ours", test_what_is_not_ours_is_refused);
    add_test("/inbound/database-fails", test_nothing_is_kept_when_the_database_fails);
    add_test("/inbound/report-counts", test_a_report_to_a_signed_address_counts);
    add_test("/inbound/answer-to-many-is-counted", test_an_answer_to_many_is_counted);
    add_test("/inbound/made-up-report", test_a_made_up_report_changes_nothing);
    add_test("/inbound/scores", test_scores_add_up_and_fall);
    add_test("/inbound/old-mail", test_old_mail_is_deleted);
}
