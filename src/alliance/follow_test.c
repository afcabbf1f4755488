/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/follow.h"

#include "alliance/comment.h"
#include "alliance/group_testing.h"
#include "alliance/item.h"
#include "alliance/sender.h"
#include "alliance/standing_link.h"
#include "mail/address.h"
#include "testing.h"

#include <string.h>

#define HOSTILE_HTML "&lt;b&gt;Tom &amp; &quot;Ann&quot;"

static const MailKind *const mails[] = {&MAIL_FOLLOW, NULL};

/* A post of @author that members read; Bob and Ann were let through once. */
static int64_t
a_post(Fixture *fx, int64_t author, const char *title)
{
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('mail_from', 'desk@alliance.example'),"
                " ('mail_in', '1')");
    fx->app.mails = mails;
    Ctx *cx = fixture_begin(fx, author);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "post",
                                              .slug = "a",
                                              .title = title,
                                              .audience = "members",
                                              .author_id = author});
    item_publish(cx, id);
    fixture_commit(fx);
    run_sql(fx, "INSERT INTO item (kind, slug, audience, language, title, status, created_at,"
                " updated_at, version) SELECT kind, 'old', audience, language, 'Old', status,"
                " created_at, updated_at, 1 FROM item WHERE slug = 'a'");
    run_sql(fx, "INSERT INTO comment (item_id, person_id, status, body, created_at)"
                " SELECT item.id, person.id, 'shown', 'Before', 1 FROM item, person"
                "  WHERE item.slug = 'old' AND person.id IN (1, 2)");
    return id;
}

static void
follows(Fixture *fx, int64_t me, int64_t item_id, bool wants)
{
    follow_set(fixture_begin(fx, me), item_id, me, wants);
    fixture_commit(fx);
}

/* To whom the mails went: "1 3", and the queue is empty again. */
static const char *
told(Fixture *fx)
{
    GString *text = arena_string(fx->arena, 20);
    Ctx *cx = fixture_begin(fx, NOBODY);
    OutboxSpan rows = mail_list(cx, NULL, 1);
    for (size_t i = rows.n; i > 0; i--)
        if (strcmp(rows.at[i - 1].template, "comment") == 0)
            g_string_append_printf(text, "%s%" PRId64, text->len > 0 ? " " : "",
                                   rows.at[i - 1].person_id);
    fixture_commit(fx);
    run_sql(fx, "DELETE FROM outbox");
    return text->str;
}

/* The mail of the queue as it would be sent now; NULL: it would not. */
static const char *
message_of(Fixture *fx, Mail *ret_mail)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const OutboxMail *row = &mail_list(cx, NULL, 1).at[0];
    const MailSender sender = mail_sender(cx);
    const char *message = NULL;
    *ret_mail = (Mail){0};
    if (mail_compose(cx, mails, &sender, row, ret_mail)) {
        message = mail_message(fx->arena, row, ret_mail, &sender, cx->now).at;
        ret_mail->text = arena_strdup(fx->arena, ret_mail->text);
        ret_mail->html = arena_strdup(fx->arena, ret_mail->html);
        ret_mail->reply_to = arena_strdup(fx->arena, ret_mail->reply_to);
        ret_mail->unsubscribe = arena_strdup(fx->arena, ret_mail->unsubscribe);
    }
    g_assert_cmpint(cx->me.id, ==, NOBODY);
    fixture_commit(fx);
    return message;
}

static void
test_who_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post = a_post(fx, EDNA, HOSTILE);
    comment_by(fx, EDNA, post, "My own");
    g_assert_cmpstr(told(fx), ==, "");
    comment_by(fx, ANN, post, "One");
    g_assert_cmpstr(told(fx), ==, "3");
    follows(fx, BOB, post, true);
    follows(fx, ANN, post, true);
    comment_by(fx, ANN, post, "Two");
    g_assert_cmpstr(told(fx), ==, "2 3");
    follows(fx, EDNA, post, false); /* the author, too, may have enough */
    follows(fx, BOB, post, false);
    follows(fx, BOB, post, true);
    comment_by(fx, SAM, post, "Three");
    g_assert_cmpstr(told(fx), ==, "1 2");

    Ctx *cx = fixture_begin(fx, NOBODY);
    follow_set_mails(cx, ANN, false);
    g_assert_false(follow_mails(cx, ANN));
    fixture_commit(fx);
    run_sql(fx, "UPDATE person SET left_at = 1450000000 WHERE id = 2");
    comment_by(fx, SAM, post, "Four");
    g_assert_cmpstr(told(fx), ==, "");
}

/* A held comment is told when it is shown, and only then. */
static void
test_a_held_one_waits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post = a_post(fx, EDNA, "A");
    run_sql(fx, "DELETE FROM comment");
    int64_t id = comment_by(fx, ANN, post, "First words");
    g_assert_cmpstr(told(fx), ==, "");
    for (int i = 0; i < 3; i++) { /* shown, taken away, shown again */
        Ctx *cx = fixture_begin(fx, SAM);
        g_assert_true(comment_moderate(cx, id, i != 1));
        fixture_commit(fx);
        g_assert_cmpstr(told(fx), ==, i == 0 ? "3" : "");
    }
}

static void
test_the_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post = a_post(fx, EDNA, HOSTILE);
    comment_by(fx, ANN, post, "Words & <i>more</i>\n-- \nAnn");
    Mail mail;
    const char *message = message_of(fx, &mail);
    g_assert_nonnull(message);
    MailAddress address;
    g_assert_true(mail_address_open(fx->app.key, mail.reply_to, &address));
    g_assert_cmpstr(address.purpose, ==, MAIL_COMMENT);
    g_assert_cmpint(address.number, ==, post);
    g_assert_cmpint(address.person_id, ==, EDNA);
    g_assert_nonnull(strstr(message, mail.reply_to));
    const char *root = arena_printf(fx->arena, "<item-%" PRId64 "@127.0.0.1>\r\n", post);
    g_assert_nonnull(strstr(message, arena_printf(fx->arena, "\r\nIn-Reply-To: %s", root)));
    g_assert_nonnull(strstr(message, arena_printf(fx->arena, "\r\nReferences: %s", root)));
    g_assert_nonnull(
        strstr(message, arena_printf(fx->arena,
                                     "\r\nList-Id: <item-%" PRId64 ".comments.127.0.0.1>", post)));
    g_assert_nonnull(strstr(message, "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    g_assert_nonnull(strstr(mail.text, "Répondez à ce message")); /* Edna reads French */
    g_assert_nonnull(strstr(mail.html, "Words &amp; &lt;i&gt;more&lt;/i&gt;"));
    g_assert_null(strstr(mail.html, "<i>"));
    g_assert_cmpuint(mail_list(fixture_begin(fx, NOBODY), NULL, 1).n, ==, 1);
    fixture_commit(fx);

    /* Where no mail comes in, nobody is asked to answer. */
    run_sql(fx, "UPDATE setting SET value = '0' WHERE name = 'mail_in'");
    message_of(fx, &mail);
    g_assert_null(mail.reply_to);
    g_assert_null(strstr(mail.text, "Répondez à ce message"));
}

/* What changed since it was queued holds: nobody gets what he may not see, or said no to. */
static void
test_what_is_not_sent_any_more(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const changes[][2] = {
        {"UPDATE item SET audience = 'secretariat'",     "UPDATE item SET audience = 'members'"},
        {"UPDATE comment SET status = 'removed'",        "UPDATE comment SET status = 'shown'" },
        {"UPDATE follow SET wants = 0",                  "UPDATE follow SET wants = 1"         },
        {"UPDATE person SET comment_mails = 0",          "UPDATE person SET comment_mails = 1" },
        {"UPDATE person SET left_at = 1",                "UPDATE person SET left_at = NULL"    },
        {"UPDATE person SET erased_at = 1 WHERE id = 2", "UPDATE person SET erased_at = NULL"  },
    };
    int64_t post = a_post(fx, SAM, "A");
    follows(fx, SAM, post, false);
    follows(fx, BOB, post, true);
    run_sql(fx, "UPDATE setting SET value = '1' WHERE name = 'mail_in'");
    comment_by(fx, ANN, post, "Words");
    Mail mail;
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_assert_nonnull(message_of(fx, &mail));
        run_sql(fx, changes[i][0]);
        g_assert_null(message_of(fx, &mail));
        run_sql(fx, changes[i][1]);
    }
}

/* ---- the pages ---- */

static void
test_following_below_a_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post_id = a_post(fx, EDNA, HOSTILE);
    const char *path = arena_printf(fx->arena, "/items/%" PRId64 "/follow", post_id);
    const char *comments = arena_printf(fx->arena, "/items/%" PRId64 "/comments", post_id);
    assert_shows(get(fx, ANN, "/blog/a"), "Send them to me");
    assert_shows(get(fx, ANN, "/blog/a"), "Send me the next comments");
    assert_shows(get(fx, EDNA, "/blog/a"), "Stop them");
    assert_location(post(fx, ANN, path, "follow", "1", NULL), "/blog/a#comments");
    assert_shows(get(fx, ANN, "/blog/a"), "Stop them");
    assert_hides(get(fx, ANN, "/blog/a"), "Send me the next comments");
    assert_shows(get_json(fx, ANN, "/blog/a"), "\"follows\":true");
    post(fx, ANN, path, "follow", "", NULL);
    assert_shows(get_json(fx, ANN, "/blog/a"), "\"follows\":false");

    assert_status(post(fx, ANN, comments, "body", "x", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT wants FROM follow WHERE person_id = 1"), ==, 0);
    assert_status(post(fx, ANN, comments, "body", "x", "follow", "1", NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT wants FROM follow WHERE person_id = 1"), ==, 1);

    assert_status(post(fx, NOBODY, path, "follow", "1", NULL), 403);
    assert_status(post(fx, ANN, "/items/999/follow", "follow", "1", NULL), 404);
    run_sql(fx, "UPDATE item SET audience = 'secretariat'");
    assert_status(post(fx, BOB, path, "follow", "1", NULL), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM follow WHERE person_id = 2"), ==, 0);
    run_sql(fx, "UPDATE item SET audience = 'members'");
    for (int nth = 1;; nth++) {
        Response *res = post_failing_at(fx, nth, BOB, path, "follow", "1", NULL);
        if (res->status == 303)
            break;
        g_assert_cmpint(nth, <, 20);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM follow WHERE person_id = 2"), ==, 0);
    }
}

static const char *
end_path(Fixture *fx, int64_t item_id, int64_t person_id)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *token = standing_link_new(cx, follow_end_use(cx->arena, item_id), person_id);
    const char *path = arena_printf(fx->arena, "/items/%" PRId64 "/unfollow/%s", item_id, token);
    fixture_commit(fx);
    return path;
}

static void
test_ending_by_the_link_in_a_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post_id = a_post(fx, EDNA, HOSTILE);
    follows(fx, ANN, post_id, true);
    const char *path = end_path(fx, post_id, ANN);
    Response *res = get(fx, NOBODY, path); /* a link scanner ends nothing */
    assert_status(res, 200);
    assert_shows(res, "Stop these comments?");
    assert_shows(res, HOSTILE_HTML);
    g_assert_cmpstr(header_of(res, "Set-Cookie"), ==, NULL);
    g_assert_cmpint(query_int(fx, "SELECT wants FROM follow WHERE person_id = 1"), ==, 1);
    Incoming in = {
        .method = POST,
        .target = path,
        .host = "127.0.0.1:8080",
        .content_type = "application/x-www-form-urlencoded",
        .body = {"List-Unsubscribe=One-Click", 26}
    };
    assert_status(send_raw(fx, &in), 200);
    g_assert_cmpint(query_int(fx, "SELECT wants FROM follow WHERE person_id = 1"), ==, 0);
    assert_shows(get(fx, NOBODY, path), "These comments have stopped");

    /* The author has no row before; and of what is not for him any more he reads nothing. */
    run_sql(fx, "UPDATE item SET audience = 'secretariat'");
    res = post(fx, NOBODY, end_path(fx, post_id, EDNA), NULL);
    assert_status(res, 200);
    assert_hides(res, HOSTILE_HTML);
    g_assert_cmpint(query_int(fx, "SELECT wants FROM follow WHERE person_id = 3"), ==, 0);

    /* One token, one text, one person; and what is gone is no error. */
    const char *token = strrchr(path, '/');
    assert_status(get(fx, NOBODY, arena_printf(fx->arena, "/items/2/unfollow%s", token)), 410);
    assert_status(
        post(fx, NOBODY, arena_printf(fx->arena, "/items/1/unfollow/x%s", token + 2), NULL), 410);
    assert_status(post(fx, NOBODY, end_path(fx, 999, ANN), NULL), 200);
}

static void
say_one(Ctx *cx, const void *data)
{
    comment_insert(cx, *(const int64_t *)data, 0, "Words");
}

static void
test_failure_tells_nobody(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post_id = a_post(fx, EDNA, "A");
    g_assert_cmpint(fixture_fail_each(fx, ANN, say_one, &post_id), >=, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
}

/* However many follow, it is one statement. */
static void
test_many_are_told_at_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t post_id = a_post(fx, EDNA, "A");
    const char *comments = arena_printf(fx->arena, "/items/%" PRId64 "/comments", post_id);
    assert_status(post(fx, ANN, comments, "body", "x", NULL), 303);
    int before = fx->statements;
    for (int i = 0; i < 50; i++)
        run_sql(fx, arena_printf(fx->arena,
                                 "INSERT INTO person (email, name, joined_at, handle) VALUES"
                                 " ('p%d@example.org', 'P', 1, 'p%d')",
                                 i, i));
    run_sql(fx, "INSERT INTO follow (item_id, person_id, wants, since)"
                " SELECT item.id, person.id, 1, 1 FROM item, person"
                "  WHERE item.slug = 'a' AND person.name = 'P'");
    run_sql(fx, "DELETE FROM outbox");
    assert_status(post(fx, ANN, comments, "body", "y", NULL), 303);
    assert_statements(fx, before);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 51);
}

void
follow_tests(void)
{
    add_test("/follow/who-is-told", test_who_is_told);
    add_test("/follow/a-held-one-waits", test_a_held_one_waits);
    add_test("/follow/the-mail", test_the_mail);
    add_test("/follow/what-is-not-sent-any-more", test_what_is_not_sent_any_more);
    add_test("/follow/following-below-a-text", test_following_below_a_text);
    add_test("/follow/ending-by-the-link-in-a-mail", test_ending_by_the_link_in_a_mail);
    add_test("/follow/failure-tells-nobody", test_failure_tells_nobody);
    add_test("/follow/many-are-told-at-once", test_many_are_told_at_once);
}
