/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/limits.h"
#include "base/moment.h"
#include "mail/mail.h"
#include "mail/underway.h"
#include "testing.h"

static bool
compose_letter(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    *ret_draft = (MailDraft){
        .subject = mail_argument(cx, row, "subject"),
        .body = mail_argument(cx, row, "body"),
        .action = lang_text(out->lang, "Sign in"),
        .url = arena_printf(cx->arena, "/sign-in/%s", mail_argument(cx, row, "token")),
        .reason = "You asked for it."};
    return true;
}

static bool
compose_nothing(Ctx *cx G_GNUC_UNUSED, Html *out G_GNUC_UNUSED, const OutboxMail *row G_GNUC_UNUSED,
                MailDraft *ret_draft G_GNUC_UNUSED)
{
    return false;
}

static const MailKind LETTER = {"letter", "Letter", 5, compose_letter};
static const MailKind NOTHING = {"nothing", "Nothing", 5, compose_nothing};
static const MailKind *const kinds[] = {&LETTER, &NOTHING, NULL};

static const MailSender sender = {.smtp_url = "",
                                  .address = "desk@example.org",
                                  .name = "Alliance für Özge\r\nX-Evil: 1",
                                  .base_url = "https://alliance.example:8443",
                                  .language = "en"};

static const OutboxMail *
a_letter(Ctx *cx, const char *subject, const char *body)
{
    mail_queue(cx, &LETTER, ANN, "ann@example.org", "en",
               (const MailArgument[]){
                   {"subject", subject},
                   {"body", body},
                   {"token", "s3cret", .secret = true},
                   {0}
    });
    return &mail_list(cx, NULL, 1).at[0];
}

static const char *
message_of(Ctx *cx, const OutboxMail *row)
{
    Mail mail = {0};

    g_assert_true(mail_compose(cx, kinds, &sender, row, &mail));
    return mail_message(cx->arena, row, &mail, &sender, cx->now).at;
}

static void
test_the_message_is_whole(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    const OutboxMail *row = a_letter(cx, "Réunion à Kampala", "First\n\nSecond\nline");
    const char *text = message_of(cx, mail_find_whole(cx, row->id));
    const char *id = arena_printf(cx->arena, "\r\nMessage-Id: <%s@alliance.example>\r\n",
                                  row->message_id);

    g_assert_nonnull(strstr(text, id));
    g_assert_nonnull(strstr(text, "Date: Mon, 02 Jan 2017 09:00:00 +0000\r\n"));
    g_assert_nonnull(strstr(text, "\r\nTo: ann@example.org\r\n"));
    g_assert_nonnull(strstr(text, "<desk@example.org>\r\n"));
    g_assert_nonnull(strstr(text, "\r\nAuto-Submitted: auto-generated\r\n"));
    g_assert_nonnull(strstr(text, "\r\nContent-Language: en\r\n"));
    g_assert_nonnull(strstr(text, "\r\nMIME-Version: 1.0\r\n"));
    g_assert_nonnull(strstr(text, "multipart/alternative"));
    g_assert_nonnull(strstr(text, "text/plain; charset=utf-8"));
    g_assert_nonnull(strstr(text, "text/html; charset=utf-8"));
    g_assert_nonnull(strstr(text, "=?UTF-8?"));
    g_assert_null(strstr(text, "iso-8859"));
    g_assert_nonnull(strstr(text, "https://alliance.example:8443/sign-in/s3cret"));
    g_assert_null(strstr(text, "\r\nX-Evil"));
    /* Headers and lines are as SMTP wants them; the same row gives the same bytes. */
    for (const char *at = strchr(text, '\n'); at != NULL; at = strchr(at + 1, '\n'))
        g_assert_true(at[-1] == '\r');
    g_assert_cmpstr(message_of(cx, mail_find_whole(cx, row->id)), ==, text);
    fixture_commit(fx);
}

static void
test_headers_cannot_be_smuggled_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const subjects[] = {
        "Hello\r\nBcc: x@example.org",
        "Hello\nBcc: x@example.org",
        "\r\n\r\n<script>",
        "=?utf-8?q?=0D=0ABcc:_x@example.org?=",
        HOSTILE,
    };
    Ctx *cx = fixture_begin(fx, ANN);
    for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++) {
        const char *text = message_of(cx, a_letter(cx, subjects[i], "Text"));
        const char *end = strstr(text, "\r\n\r\n");
        g_assert_cmpint(end - text, >, 200);
        g_autofree char *head = g_strndup(text, (gsize)(end - text));
        g_assert_null(strstr(head, "\nBcc"));
    }
    mail_queue(cx, &LETTER, 0, "a@example.org\r\nRCPT TO:<b@example.org>", "en",
               (const MailArgument[]){{0}});
    mail_queue(cx, &LETTER, 0, "nobody", "en", (const MailArgument[]){{0}});
    g_assert_cmpuint(mail_list(cx, NULL, 1).n, ==, G_N_ELEMENTS(subjects));
    fixture_commit(fx);
}

static void
test_arguments_come_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *body = "\"quotes\" \\ back, {\"token\": \"x\"}\t\x01 \n\n" HOSTILE;
    Ctx *cx = fixture_begin(fx, ANN);
    const OutboxMail *row = a_letter(cx, "", body);

    g_assert_cmpstr(mail_argument(cx, row, "subject"), ==, "");
    g_assert_cmpstr(mail_argument(cx, row, "body"), ==, body);
    g_assert_cmpstr(mail_argument(cx, row, "token"), ==, "…");
    g_assert_cmpstr(mail_argument(cx, row, "other"), ==, "");
    row = mail_find_whole(cx, row->id);
    g_assert_cmpstr(mail_argument(cx, row, "body"), ==, body);
    g_assert_cmpstr(mail_argument(cx, row, "token"), ==, "s3cret");
    fixture_commit(fx);
}

static void
test_secrets_are_not_for_the_desk(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = a_letter(cx, "Sign in", "Here")->id;
    g_assert_null(strstr(message_of(cx, mail_find(cx, id)), "s3cret"));
    g_assert_null(strstr(mail_find(cx, id)->argument, "s3cret"));
    g_assert_nonnull(strstr(message_of(cx, mail_find_whole(cx, id)), "s3cret"));
    g_assert_null(mail_find(cx, 999));

    cx->now += LIMIT_LOGIN_SECONDS;
    g_assert_cmpint(mail_clean(cx), ==, 0);
    cx->now += 1;
    g_assert_cmpint(mail_clean(cx), ==, 1);
    g_assert_cmpstr(mail_find(cx, id)->state, ==, "kept");
    g_assert_null(strstr(message_of(cx, mail_find_whole(cx, id)), "s3cret"));
    fixture_commit(fx);
}

static void
test_text_and_html_say_the_same(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Mail mail = {0};
    Ctx *cx = fixture_begin(fx, ANN);
    g_autofree char *word = g_strnfill(200, 'w');
    g_autoptr(GString) body = g_string_new(HOSTILE "\n\n");
    for (int i = 0; i < 40; i++)
        g_string_append(body, "some words of a long paragraph ");
    g_string_append_printf(body, "\n\nhttps://example.org/%s\n", word);

    const OutboxMail *row = a_letter(cx, HOSTILE, body->str);
    g_assert_true(mail_compose(cx, kinds, &sender, row, &mail));
    g_auto(GStrv) lines = g_strsplit(mail.text, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        g_assert_true(g_utf8_strlen(*line, -1) <= 76 || strstr(*line, word) != NULL);
    g_assert_nonnull(strstr(mail.text, HOSTILE));
    g_assert_nonnull(strstr(mail.text, "You asked for it."));
    g_assert_nonnull(strstr(mail.html, "You asked for it."));
    g_assert_nonnull(strstr(mail.html, "&lt;b&gt;Tom"));
    g_assert_null(strstr(mail.html, "<b>Tom"));
    g_assert_null(strstr(mail.html, "<img"));
    g_assert_cmpuint(strlen(mail.html), <, 30 * 1024);
    fixture_commit(fx);
}

static void
test_a_mail_is_in_its_readers_language(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Mail mail = {0};
    Ctx *cx = fixture_begin(fx, ANN);
    OutboxMail row = *a_letter(cx, "Hello", "Text");

    row.language = "ar";
    g_assert_true(mail_compose(cx, kinds, &sender, &row, &mail));
    g_assert_nonnull(strstr(mail.html, "dir=\"rtl\""));
    g_assert_nonnull(strstr(mail.text, "https://alliance.example:8443/ar/sign-in/"));
    row.language = "x-unknown";
    g_assert_true(mail_compose(cx, kinds, &sender, &row, &mail));
    g_assert_nonnull(strstr(mail.html, "lang=\"en\""));
    row.template = "unknown";
    g_assert_false(mail_compose(cx, kinds, &sender, &row, &mail));
    row.template = "nothing";
    g_assert_false(mail_compose(cx, kinds, &sender, &row, &mail));
    fixture_commit(fx);
}

static void
test_without_a_server_mail_waits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    a_letter(cx, "Hello", "Text");
    g_assert_cmpint(mail_count_due(cx), ==, 1);
    Ctx job = *cx;
    fixture_commit(fx);
    g_assert_cmpint(mail_send_due(&job, kinds, &sender), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT state FROM outbox"), ==, "waiting");

    fx->now += 8 * MOMENT_DAY;
    cx = fixture_begin(fx, SAM);
    g_assert_cmpint(mail_clean(cx), ==, 1);
    g_assert_cmpint(mail_count_due(cx), ==, 0);
    g_assert_cmpuint(mail_list(cx, "kept", 1).n, ==, 1);
    g_assert_cmpuint(mail_list(cx, "waiting", 1).n, ==, 0);
    fixture_commit(fx);
}

/* However it came into the outbox, a server is never told an address that says more than one. */
static void
test_what_is_no_address_goes_nowhere(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    a_letter(cx, "Hello", "Text");
    Ctx job = *cx;
    fixture_commit(fx);
    run_sql(fx, "UPDATE outbox SET address = 'a@example.org>\r\nRCPT TO:<b@example.org'");
    MailSender served = sender;
    served.smtp_url = "smtp://127.0.0.1:1"; /* nobody is asked */
    g_assert_cmpint(mail_send_due(&job, kinds, &served), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT state FROM outbox"), ==, "failed");
    g_assert_cmpstr(query_text(fx, "SELECT last_error FROM outbox"), ==, "this is no address");
}

/* In the middle of a run the database says nothing of who may get a mail. */
static void
screen_in_vain(Ctx *cx, MailTurn *turns G_GNUC_UNUSED, size_t n G_GNUC_UNUSED)
{
    db_fail_at(cx->db, 1);
    mail_count_due(cx);
}

/* Nobody gets what could not be asked for, and it is anybody's again in a second, not when its
 * lease has run out. */
static void
test_what_was_not_tried_is_free_soon(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(Underway) underway = underway_new();
    Ctx *cx = fixture_begin(fx, ANN);
    a_letter(cx, "Hello", "Text");
    Ctx job = *cx;
    fixture_commit(fx);
    MailSender served = sender;
    served.smtp_url = "smtp://127.0.0.1:1"; /* nobody is there */
    served.underway = underway;
    served.screen = screen_in_vain;
    mail_send_due(&job, kinds, &served);
    g_assert_cmpstr(query_text(fx, "SELECT state FROM outbox"), ==, "waiting");
    g_assert_cmpint(query_int(fx, "SELECT attempts FROM outbox"), ==, 0);
    served.screen = NULL;
    job.now++;
    mail_send_due(&job, kinds, &served);
    g_assert_cmpint(query_int(fx, "SELECT attempts FROM outbox WHERE last_error <> ''"), ==, 1);
}

static int64_t
due(Fixture *fx, bool clean)
{
    Ctx *cx = fixture_begin(fx, SAM);
    if (clean)
        mail_clean(cx);
    int64_t n = mail_count_due(cx);
    fixture_commit(fx);
    return n;
}

/* The clock ran a day ahead and is set right: what was to go then goes now, what was put off or is
 * somebody's is not so for a day, and what is planned stays planned. */
static void
test_mails_of_a_time_not_come_yet_go_now(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    for (int i = 0; i < 4; i++)
        a_letter(cx, "Hello", "Text");
    fixture_commit(fx);
    run_sql(fx, "UPDATE outbox SET created_at = created_at + 86400, send_at = send_at + 86400"
                " WHERE id = 1");
    run_sql(fx, "UPDATE outbox SET send_at = send_at + 86400, attempts = 2 WHERE id = 2");
    run_sql(fx, "UPDATE outbox SET state = 'sending', lease_until = send_at + 86400 WHERE id = 3");
    run_sql(fx, "UPDATE outbox SET created_at = created_at + 86400, send_at = send_at + 10 * 86400"
                " WHERE id = 4");
    g_assert_cmpint(due(fx, false), ==, 0);
    g_assert_cmpint(due(fx, true), ==, 2);
    fx->now += 601; /* a lease, and as much as clocks may differ */
    g_assert_cmpint(due(fx, true), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT send_at - created_at FROM outbox WHERE id = 4"), ==,
                    9 * 86400);
}

static void
test_a_failed_database_queues_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    db_fail_at(fx->db, 1);
    mail_queue(cx, &LETTER, ANN, "ann@example.org", "en", (const MailArgument[]){{0}});
    g_assert_cmpint(db_end(fx->db, true), ==, DB_FAILED);
    fx->cx = NULL;
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
}

void
mail_tests(void)
{
    add_test("/mail/the-message-is-whole", test_the_message_is_whole);
    add_test("/mail/headers-cannot-be-smuggled-in", test_headers_cannot_be_smuggled_in);
    add_test("/mail/arguments-come-back", test_arguments_come_back);
    add_test("/mail/secrets-are-not-for-the-desk", test_secrets_are_not_for_the_desk);
    add_test("/mail/text-and-html-say-the-same", test_text_and_html_say_the_same);
    add_test("/mail/a-mail-is-in-its-readers-language", test_a_mail_is_in_its_readers_language);
    add_test("/mail/without-a-server-mail-waits", test_without_a_server_mail_waits);
    add_test("/mail/what-is-no-address-goes-nowhere", test_what_is_no_address_goes_nowhere);
    add_test("/mail/what-was-not-tried-is-free-soon", test_what_was_not_tried_is_free_soon);
    add_test("/mail/mails-of-a-time-not-come-yet-go-now", test_mails_of_a_time_not_come_yet_go_now);
    add_test("/mail/a-failed-database-queues-nothing", test_a_failed_database_queues_nothing);
}
