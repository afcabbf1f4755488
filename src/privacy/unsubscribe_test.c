/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/consent.h"
#include "alliance/sender.h"
#include "alliance/standing_link.h"
#include "mail/mail.h"
#include "web/app.h"

#include <string.h>

static bool
compose_letter(Ctx *cx G_GNUC_UNUSED, Html *out G_GNUC_UNUSED, const OutboxMail *row G_GNUC_UNUSED,
               MailDraft *ret_draft)
{
    *ret_draft = (MailDraft){.subject = "News", .body = "What is new", .reason = "You agreed."};
    return true;
}

static const MailKind LETTER = {.name = "letter",
                                .label = "Letter",
                                .priority = 8,
                                .compose = compose_letter,
                                .list = "newsletter"};
static const MailKind *const kinds[] = {&LETTER, NULL};

static void
agree(Fixture *fx, int64_t person, const char *purpose)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const ConsentSource source = {"join", "", "en"};
    consent_answer(cx, person, purpose_find(purpose), true, &source);
    fixture_commit(fx);
}

static bool
holds(Fixture *fx, int64_t person, const char *purpose)
{
    Ctx *cx = fixture_begin(fx, SAM);
    bool answer = consent_holds(cx, person, purpose);
    fixture_commit(fx);
    return answer;
}

static const char *
path_of(Fixture *fx, int64_t person, const char *purpose, const char *list)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const char *token = standing_link_new(cx, purpose, person);
    const char *path = arena_printf(fx->arena, "/unsubscribe/%s/%s", list, token);
    fixture_commit(fx);
    return path;
}

static const char *
link_of(Fixture *fx, int64_t person)
{
    return path_of(fx, person, "end newsletter", "newsletter");
}

/* RFC 8058: a POST of another program with this body and nothing else. */
static Response *
one_click(Fixture *fx, const char *path)
{
    const Incoming in = {
        .method = POST,
        .target = path,
        .host = "127.0.0.1:8080",
        .content_type = "application/x-www-form-urlencoded",
        .body = {"List-Unsubscribe=One-Click", 26}
    };
    return send_raw(fx, &in);
}

static void
test_one_click_ends_one_list(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    agree(fx, ANN, "newsletter");
    agree(fx, ANN, "contact");
    agree(fx, EDNA, "newsletter");
    const char *path = link_of(fx, ANN);
    for (int i = 0; i < 3; i++) {
        assert_shows(get(fx, NOBODY, path), "Stop these mails?");
        assert_statements(fx, 8);
    }
    g_assert_true(holds(fx, ANN, "newsletter"));
    Response *res = one_click(fx, path);
    assert_status(res, 200);
    assert_shows(res, "These mails have stopped");
    g_assert_false(holds(fx, ANN, "newsletter"));
    g_assert_true(holds(fx, ANN, "contact"));
    g_assert_true(holds(fx, EDNA, "newsletter"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent WHERE source = 'unsubscribe'"), ==,
                    1);
    assert_status(one_click(fx, path), 200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent WHERE source = 'unsubscribe'"), ==,
                    1);
    assert_shows(get(fx, NOBODY, path), "These mails have stopped");
    assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/fr%s", path)), "Lettre d");
}

static void
test_other_links_end_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    agree(fx, ANN, "newsletter");
    agree(fx, ANN, "contact");
    const char *const paths[] = {
        path_of(fx, ANN, LINK_PREFERENCES, "newsletter"),
        path_of(fx, ANN, "end contact", "newsletter"),
        path_of(fx, ANN, "end newsletter", "contact"),
        path_of(fx, ANN, "end newsletter", "nothing"),
        "/unsubscribe/newsletter/AAAA",
        "/unsubscribe/newsletter/%3Cb%3E",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_status(get(fx, NOBODY, paths[i]), 410);
        assert_status(one_click(fx, paths[i]), 410);
    }
    g_assert_true(holds(fx, ANN, "newsletter") && holds(fx, ANN, "contact"));
    const char *path = link_of(fx, ANN);
    run_sql(fx, "UPDATE person SET links_n = links_n + 1 WHERE id = 1");
    assert_status(one_click(fx, path), 410);

    path = link_of(fx, ANN);
    for (int nth = 1; nth < 30; nth++) {
        db_fail_at(fx->db, nth);
        Response *res = one_click(fx, path);
        db_fail_at(fx->db, 0);
        if (res->status == 200)
            break;
        assert_status(res, 500);
        g_assert_true(holds(fx, ANN, "newsletter"));
    }
    g_assert_false(holds(fx, ANN, "newsletter"));
}

static void
queue_letters(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, SAM);
    mail_queue(cx, &LETTER, ANN, "ann@example.org", "en", (const MailArgument[]){{0}});
    mail_queue(cx, &LETTER, EDNA, "edna@example.org", "fr", (const MailArgument[]){{0}});
    mail_queue(cx, &LETTER, 0, "nobody@example.org", "en", (const MailArgument[]){{0}});
    fixture_commit(fx);
}

/* The headers, and the link in text and HTML; who does not agree gets nothing. */
static void
test_each_mail_of_a_list_can_end_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    agree(fx, EDNA, "newsletter");
    queue_letters(fx);
    const char *url = arena_printf(fx->arena, "http://127.0.0.1:8080/fr%s", link_of(fx, EDNA));
    fx->app.mails = kinds;
    Ctx *cx = fixture_begin(fx, SAM);
    const MailSender sender = mail_sender(cx);
    OutboxSpan mails = mail_list(cx, NULL, 1);
    g_assert_cmpuint(mails.n, ==, 3);
    for (size_t i = 0; i < mails.n; i++) {
        Mail mail;
        bool goes = mails.at[i].person_id == EDNA;
        g_assert_true(mail_compose(cx, kinds, &sender, &mails.at[i], &mail) == goes);
        if (!goes)
            continue;
        const char *text = mail_message(cx->arena, &mails.at[i], &mail, &sender, cx->now).at;
        g_assert_nonnull(strstr(text, arena_printf(cx->arena, "List-Unsubscribe: <%s>\r\n", url)));
        g_assert_nonnull(strstr(text, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
        g_assert_nonnull(strstr(text, "List-Id: <newsletter.127.0.0.1>\r\n"));
        g_assert_nonnull(strstr(mail.text, url));
        g_assert_nonnull(strstr(mail.html, url));
        /* In the desk it is read without the link. */
        g_assert_true(sender_show(cx, &mails.at[i], &mail));
        g_assert_null(strstr(mail.text, url));
    }
    fixture_commit(fx);
}

void
unsubscribe_tests(void)
{
    add_test("/unsubscribe/one-click-ends-one-list", test_one_click_ends_one_list);
    add_test("/unsubscribe/other-links-end-nothing", test_other_links_end_nothing);
    add_test("/unsubscribe/each-mail-of-a-list-can-end-it", test_each_mail_of_a_list_can_end_it);
}
