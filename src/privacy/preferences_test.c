/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/consent.h"
#include "alliance/sender.h"
#include "alliance/standing_link.h"
#include "mail/mail.h"
#include "site/sign_in.h"

#include <string.h>

extern const MailKind *const MAILS[];

static const char *
link_of(Fixture *fx, int64_t person, const char *purpose)
{
    g_autofree char *sql = g_strdup_printf("SELECT links_n FROM person WHERE id = %" PRId64,
                                           person);
    int64_t n = query_int(fx, sql);
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *token = arena_strdup(fx->arena, standing_link_token(cx, purpose, person, n));
    fixture_commit(fx);
    return token;
}

static const char *
path_of(Fixture *fx, int64_t person)
{
    return arena_printf(fx->arena, "/preferences/%s", link_of(fx, person, LINK_PREFERENCES));
}

static bool
holds(Fixture *fx, int64_t person, const char *purpose)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    bool given = consent_holds(cx, person, purpose);
    fixture_commit(fx);
    return given;
}

static void
test_link_opens_without_signing_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = path_of(fx, ANN);
    g_assert_cmpuint(strlen(path), ==, strlen("/preferences/") + 32);
    Response *res = get(fx, NOBODY, path);
    assert_status(res, 200);
    assert_statements(fx, 5);
    assert_shows(res, "a•••@example.org");
    assert_hides(res, "ann@");
    assert_hides(res, "Achieng");
    assert_shows(res, "Send me the newsletter by e-mail.");
    assert_hides(res, "value=\"newsletter\" checked");
    g_assert_cmpstr(header_of(res, "Cache-Control"), ==, "private, no-cache");
    g_assert_null(header_of(res, "Set-Cookie"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM session WHERE person_id = 1"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent"), ==, 0);
    res = get(fx, NOBODY, arena_printf(fx->arena, "/fr%s", path));
    assert_shows(res, "Envoyez-moi la lettre d&#39;information");
    res = get(fx, NOBODY, arena_printf(fx->arena, "/ar%s", path));
    assert_shows(res, "dir=\"rtl\"");
    assert_hides(res, "What you agreed to");
    assert_shows(get_json(fx, NOBODY, path), "\"given\":false");
}

static void
test_link_saves(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = path_of(fx, ANN);
    Response *res = post(fx, NOBODY, path, "purposes", "newsletter", "purposes", "contact", "pace",
                         "0", "language", "fr", NULL);
    assert_status(res, 303);
    assert_location(res, path);
    g_assert_true(holds(fx, ANN, "newsletter"));
    g_assert_true(holds(fx, ANN, "contact"));
    g_assert_false(holds(fx, ANN, "directory"));
    g_assert_false(holds(fx, BOB, "newsletter"));
    g_assert_cmpstr(query_text(fx, "SELECT source || ': ' || evidence FROM consent LIMIT 1"), ==,
                    "preferences: link in a mail, test");
    g_assert_cmpstr(query_text(fx, "SELECT language FROM person WHERE id = 1"), ==, "fr");
    g_assert_cmpint(query_int(fx, "SELECT seen_at FROM person WHERE id = 1"), >, 0);
    res = get(fx, NOBODY, path);
    assert_shows(res, "value=\"newsletter\" checked");
    assert_shows(res, "yes, since 2 January 2017");

    /* Comments by mail are a choice of their own, which no agreement is. */
    g_assert_cmpint(query_int(fx, "SELECT comment_mails FROM person WHERE id = 1"), ==, 0);
    assert_hides(res, "name=\"comments\" value=\"1\" checked");
    res = post(fx, NOBODY, path, "purposes", "newsletter", "purposes", "contact", "pace", "0",
               "language", "fr", "comments", "1", NULL);
    assert_status(res, 303);
    g_assert_cmpint(query_int(fx, "SELECT comment_mails FROM person WHERE id = 1"), ==, 1);
    assert_shows(get(fx, NOBODY, path), "name=\"comments\" value=\"1\" checked");

    /* Only what is another is an answer. */
    post(fx, NOBODY, path, "purposes", "newsletter", "pace", "0", "language", "fr", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent"), ==, 3);
    assert_shows(get(fx, NOBODY, path), "no, since 2 January 2017");

    assert_status(post(fx, NOBODY, path, "nothing", "1", NULL), 303);
    g_assert_false(holds(fx, ANN, "newsletter"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent"), ==, 4);
    assert_hides(get(fx, NOBODY, path), "Nothing at all");
}

static void
test_link_of_another_purpose_is_none(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *token = link_of(fx, ANN, LINK_STILL_HERE);
    const char *right = link_of(fx, ANN, LINK_PREFERENCES);
    g_autofree char *bobs = g_strdup(right), *broken = g_strdup(right);
    bobs[10] = bobs[10] == 'I' ? 'C' : 'I'; /* in the number */
    broken[31] = broken[31] == 'A' ? 'B' : 'A';
    const char *const tokens[] = {token,
                                  bobs,
                                  broken,
                                  "x",
                                  "<b>&\"'",
                                  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                  arena_printf(fx->arena, "%sA", right)};
    for (size_t i = 0; i < G_N_ELEMENTS(tokens); i++) {
        g_autofree char *escaped = g_uri_escape_string(tokens[i], NULL, false);
        const char *path = arena_printf(fx->arena, "/preferences/%s", escaped);
        assert_status(get(fx, NOBODY, path), 410);
        assert_status(
            post(fx, NOBODY, path, "purposes", "newsletter", "pace", "0", "language", "en", NULL),
            410);
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent"), ==, 0);
    assert_status(get(fx, NOBODY, arena_printf(fx->arena, "/preferences/%s", right)), 200);
    run_sql(fx, "UPDATE person SET erased_at = 1 WHERE id = 1");
    assert_status(get(fx, NOBODY, arena_printf(fx->arena, "/preferences/%s", right)), 410);
}

static void
test_links_can_be_ended(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = path_of(fx, ANN), *bobs = path_of(fx, BOB);
    assert_status(post(fx, NOBODY, "/my-data/links", NULL), 403);
    assert_status(get(fx, NOBODY, path), 200);
    assert_status(post(fx, ANN, "/my-data/links", NULL), 303);
    assert_status(get(fx, NOBODY, path), 410);
    assert_status(get(fx, NOBODY, bobs), 200);
    assert_status(get(fx, NOBODY, path_of(fx, ANN)), 200);
}

static void
test_page_of_who_is_signed_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, NOBODY, "/preferences"), 303);
    assert_status(post(fx, NOBODY, "/preferences", "nothing", "1", NULL), 403);
    Response *res = get(fx, ANN, "/preferences");
    assert_status(res, 200);
    assert_shows(res, "End the links in earlier mails");
    assert_statements(fx, 6);
    assert_location(
        post(fx, ANN, "/preferences", "purposes", "directory", "pace", "0", "language", "en", NULL),
        "/preferences");
    g_assert_true(holds(fx, ANN, "directory"));
    g_assert_cmpstr(query_text(fx, "SELECT evidence FROM consent"), ==, "test");

    /* Who left may still take back what he agreed to. */
    run_sql(fx, "UPDATE person SET left_at = 1450000000 WHERE id = 1");
    assert_status(get(fx, ANN, "/preferences"), 200);
    assert_status(post(fx, ANN, "/preferences", "nothing", "1", NULL), 303);
    g_assert_false(holds(fx, ANN, "directory"));
}

static void
test_bad_input_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *path = path_of(fx, ANN);
    assert_status(
        post(fx, NOBODY, path, "purposes", "newsletter", "pace", "0", "language", "xx", NULL), 422);
    assert_status(post(fx, NOBODY, path, "purposes", HOSTILE, "pace", "0", "language", "en", NULL),
                  422);
    assert_status(post(fx, NOBODY, path, NULL), 422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent"), ==, 0);

    /* Not from a page of ours. */
    Incoming in = {
        .method = POST,
        .target = path,
        .host = "127.0.0.1:8080",
        .origin = "https://evil.example",
        .content_type = "application/x-www-form-urlencoded",
        .body = {"nothing=1", 9}
    };
    assert_status(send_raw(fx, &in), 403);

    for (int nth = 1; nth < 30; nth++) {
        Response *res = post_failing_at(fx, nth, NOBODY, path, "purposes", "newsletter", "pace",
                                        "0", "language", "fr", NULL);
        if (res->status == 303)
            break;
        assert_status(res, 500);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent"), ==, 0);
        g_assert_cmpstr(query_text(fx, "SELECT language FROM person WHERE id = 1"), ==, "en");
    }
}

/* In the HTML and in the text, in the reader's language; not for who has no record. */
static void
test_every_mail_leads_there(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    post(fx, NOBODY, "/sign-in", "email", "edna@example.org", "next", "", NULL);
    post(fx, NOBODY, "/join", "name", "Ana", "email", "ana@example.org", "country", "KE", NULL);
    const char *path = path_of(fx, EDNA);
    fx->app.mails = MAILS;
    Ctx *cx = fixture_begin(fx, SAM);
    const MailSender sender = mail_sender(cx);
    OutboxSpan mails = mail_list(cx, NULL, 1);
    g_assert_cmpuint(mails.n, ==, 2);
    for (size_t i = 0; i < mails.n; i++) {
        Mail mail;
        bool has_record = mails.at[i].person_id != 0;
        g_assert_true(mail_compose(cx, fx->app.mails, &sender, &mails.at[i], &mail));
        const char *url = arena_printf(fx->arena, "http://127.0.0.1:8080/fr%s", path);
        g_assert_true((strstr(mail.text, url) != NULL) == has_record);
        g_assert_true((strstr(mail.html, url) != NULL) == has_record);
        g_assert_true((strstr(mail.text, "Ce que nous vous envoyons") != NULL) == has_record);
        g_assert_true((strstr(mail.html, "Ce que nous vous envoyons") != NULL) == has_record);

        /* In the desk the secretariat reads it without the link. */
        g_assert_true(sender_show(cx, &mails.at[i], &mail));
        g_assert_null(strstr(mail.text, path));
    }
    fixture_commit(fx);
}

void
preferences_tests(void)
{
    add_test("/preferences/link-opens-without-signing-in", test_link_opens_without_signing_in);
    add_test("/preferences/link-saves", test_link_saves);
    add_test("/preferences/link-of-another-purpose-is-none", test_link_of_another_purpose_is_none);
    add_test("/preferences/links-can-be-ended", test_links_can_be_ended);
    add_test("/preferences/page-of-who-is-signed-in", test_page_of_who_is_signed_in);
    add_test("/preferences/bad-input-changes-nothing", test_bad_input_changes_nothing);
    add_test("/preferences/every-mail-leads-there", test_every_mail_leads_there);
}
