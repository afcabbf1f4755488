/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/item.h"
#include "alliance/task.h"
#include "base/moment.h"
#include "testing.h"

static const MailKind *const mails[] = {&MAIL_TASK_OPENED, &MAIL_TASK_REMINDER,
                                        &MAIL_TASK_ESCALATED, NULL};

static const MailSender sender = {.smtp_url = "",
                                  .address = "desk@example.org",
                                  .name = "The Alliance",
                                  .base_url = "https://alliance.example",
                                  .language = "en"};

static int64_t
an_item(Ctx *cx)
{
    return item_insert(
        cx, &(ItemDraft){.kind = "page", .slug = "", .title = "A page", .language = "en"});
}

static void
test_one_task_about_one_thing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    int64_t item = an_item(cx);
    int64_t first = task_open(cx, "item.review", item, 0, "editor", "A page");
    int64_t second = task_open(cx, "item.review", item, 0, "editor", "A page, again");
    int64_t other = task_open(cx, "item.translate", item, BOB, NULL, "A page");
    g_assert_cmpint(first, >, 0);
    g_assert_cmpint(second, ==, first);
    g_assert_cmpint(other, !=, first);
    fixture_commit(fx);

    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 2);
    g_assert_cmpstr(query_text(fx, "SELECT address FROM outbox WHERE person_id = 2"), ==,
                    "bob@example.org");
    g_assert_cmpstr(query_text(fx, "SELECT address FROM outbox WHERE person_id <> 2"), ==,
                    "edna@example.org");

    /* Closed, the same can be opened anew. */
    cx = fixture_begin(fx, EDNA);
    task_close(cx, "item.review", item);
    task_close(cx, "item.review", item);
    g_assert_cmpint(task_open(cx, "item.review", item, 0, "editor", "Third"), >, first);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT closed_by FROM task WHERE state = 'done'"), ==, EDNA);
}

static size_t
count_mine(Fixture *fx, int64_t me)
{
    Ctx *cx = fixture_begin(fx, me);
    TaskSpan mine = task_list_mine(cx);
    g_assert_cmpint(task_count_mine(cx), ==, mine.n);
    g_assert_cmpint(db_count_statements(fx->db), ==, 2);
    fixture_commit(fx);
    return mine.n;
}

static void
test_everybody_sees_what_is_his(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    int64_t item = an_item(cx);
    task_open(cx, "item.review", item, 0, "editor", HOSTILE);
    task_open(cx, "item.translate", item, BOB, NULL, "For Bob");
    task_open(cx, "comment.review", item, 0, "secretariat", "For Sam");
    fixture_commit(fx);

    g_assert_cmpuint(count_mine(fx, NOBODY), ==, 0);
    g_assert_cmpuint(count_mine(fx, ANN), ==, 0);
    g_assert_cmpuint(count_mine(fx, BOB), ==, 1);
    g_assert_cmpuint(count_mine(fx, EDNA), ==, 1);
    g_assert_cmpuint(count_mine(fx, SAM), ==, 2);

    cx = fixture_begin(fx, EDNA);
    const Task *task = &task_list_mine(cx).at[0];
    g_assert_cmpstr(task->subject, ==, HOSTILE);
    g_assert_cmpstr(task->url, ==, arena_printf(cx->arena, "/desk/pages/%" PRId64, item));
    g_assert_cmpuint(task_list_open(cx, 1).n, ==, 3);
    g_assert_cmpuint(task_list_open(cx, 2).n, ==, 0);
    task_drop(cx, task->id);
    g_assert_null(task_find(cx, 999));
    g_assert_cmpstr(task_find(cx, task->id)->state, ==, "dropped");
    fixture_commit(fx);
    g_assert_cmpuint(count_mine(fx, EDNA), ==, 0);
}

static int64_t
chase(Fixture *fx)
{
    int64_t n = task_chase(fixture_begin(fx, NOBODY));
    fixture_commit(fx);
    return n;
}

static void
test_what_is_late_is_handed_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    task_open(cx, "item.review", an_item(cx), BOB, NULL, "A page");
    fixture_commit(fx);
    run_sql(fx, "DELETE FROM outbox");

    g_assert_cmpint(chase(fx), ==, 0);
    fx->now += 2 * MOMENT_DAY + 3600;
    g_assert_cmpint(chase(fx), ==, 1);
    g_assert_cmpint(chase(fx), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT template FROM outbox"), ==, "task.reminder");

    fx->now += MOMENT_DAY;
    g_assert_cmpint(chase(fx), ==, 1);
    g_assert_cmpint(chase(fx), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT address FROM outbox WHERE template = 'task.escalated'"),
                    ==, "sam@example.org");
    g_assert_cmpuint(count_mine(fx, BOB), ==, 1);
    g_assert_cmpuint(count_mine(fx, SAM), ==, 1);
    cx = fixture_begin(fx, BOB);
    g_assert_true(task_list_mine(cx).at[0].late);
    fixture_commit(fx);
}

static void
test_the_mail_is_in_its_readers_language(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Mail mail = {0};
    Ctx *cx = fixture_begin(fx, ANN);
    int64_t item = an_item(cx);
    task_open(cx, "item.review", item, 0, "editor", HOSTILE "\r\nBcc: x@example.org");
    const OutboxMail *row = &mail_list(cx, "waiting", 1).at[0];

    g_assert_true(mail_compose(cx, mails, &sender, row, &mail));
    g_assert_nonnull(strstr(mail.subject, "Bcc: x@example.org"));
    g_assert_null(strpbrk(mail.subject, "\r\n"));
    g_assert_nonnull(strstr(mail.text, " : " HOSTILE));
    g_assert_nonnull(strstr(mail.text, "https://alliance.example/fr/desk/pages/"));
    g_assert_nonnull(strstr(mail.text, "Échéance"));
    g_assert_null(strstr(mail.html, "<b>Tom"));
    g_assert_nonnull(strstr(mail.html, "&lt;b&gt;Tom &amp;"));
    g_assert_nonnull(strstr(mail.html, "lang=\"fr\""));

    task_close(cx, "item.review", item);
    g_assert_false(mail_compose(cx, mails, &sender, row, &mail));
    fixture_commit(fx);
}

static void
test_a_failed_database_opens_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (int nth = 1; nth <= 2; nth++) {
        Ctx *cx = fixture_begin(fx, ANN);
        int64_t item = an_item(cx);
        db_fail_at(fx->db, nth);
        task_open(cx, "item.review", item, 0, "editor", "A page");
        g_assert_cmpint(db_end(fx->db, true), ==, DB_FAILED);
        fx->cx = NULL;
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
}

void
task_tests(void)
{
    add_test("/task/one-task-about-one-thing", test_one_task_about_one_thing);
    add_test("/task/everybody-sees-what-is-his", test_everybody_sees_what_is_his);
    add_test("/task/what-is-late-is-handed-on", test_what_is_late_is_handed_on);
    add_test("/task/the-mail-is-in-its-readers-language", test_the_mail_is_in_its_readers_language);
    add_test("/task/a-failed-database-opens-nothing", test_a_failed_database_opens_nothing);
}
