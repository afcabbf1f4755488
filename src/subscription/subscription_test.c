/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/consent.h"
#include "alliance/item.h"
#include "alliance/leaving.h"
#include "alliance/person.h"
#include "alliance/sender.h"
#include "subscription/subscription.h"
#include "web/limiter.h"

#include <string.h>

extern const MailKind *const MAILS[];

#define SUBSCRIBE(fx, email)                                                                       \
    post(fx, NOBODY, "/subscribe", "email", email, "purposes", "newsletter", NULL)

#define SUE "SELECT id FROM person WHERE email = 'sue@example.org'"

static int64_t
n_rows(Fixture *fx, const char *table)
{
    return query_int(fx, arena_printf(fx->arena, "SELECT count(*) FROM %s", table));
}

/* The path in the newest mail that asks to confirm. */
static const char *
mailed_path(Fixture *fx)
{
    const char *secret = query_text(fx, "SELECT secret FROM outbox WHERE template = 'subscribe'"
                                        " ORDER BY id DESC LIMIT 1");
    const char *token = strstr(secret, "\"token\":\"");
    g_assert_nonnull(token);
    token += strlen("\"token\":\"");
    return arena_printf(fx->arena, "/subscribe/%.*s", (int)strcspn(token, "\""), token);
}

/* Somebody subscribes and confirms; the number of the record. */
static int64_t
a_subscriber(Fixture *fx, const char *email)
{
    assert_status(SUBSCRIBE(fx, email), 200);
    assert_status(post(fx, NOBODY, mailed_path(fx), NULL), 303);
    return query_int(fx,
                     arena_printf(fx->arena, "SELECT id FROM person WHERE email = '%s'", email));
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
test_form_asks_little(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = get(fx, NOBODY, "/subscribe");
    assert_status(res, 200);
    assert_statements(fx, 3);
    assert_shows(res, "value=\"newsletter\"");
    assert_hides(res, "checked");
    assert_hides(res, "value=\"directory\"");
    assert_hides(res, "value=\"contact\"");
    assert_shows(get(fx, NOBODY, "/fr/subscribe"), "S&#39;abonner");
    assert_shows(get(fx, NOBODY, "/ar/subscribe"), "dir=\"rtl\"");
    assert_shows(get_json(fx, NOBODY, "/subscribe"), "\"name\":\"email\"");
    assert_location(get(fx, ANN, "/subscribe"), "/preferences");
    assert_shows(get(fx, NOBODY, "/newsletter"), "href=\"/subscribe\">Get it by mail");
    assert_hides(get(fx, NOBODY, "/blog"), "Get it by mail");
    assert_shows(get(fx, NOBODY, "/"), "href=\"/subscribe\"");
}

/* Looking at the link, as programs do, changes nothing; the button does, once. */
static void
test_button_makes_a_subscriber(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = SUBSCRIBE(fx, "Sue@Example.org");
    assert_status(res, 200);
    assert_shows(res, "Look into your mail");
    const char *path = mailed_path(fx);
    for (int i = 0; i < 3; i++) {
        res = get(fx, NOBODY, path);
        assert_status(res, 200);
        assert_shows(res, "Send me the newsletter by e-mail.");
        assert_shows(res, "Sue@example.org");
    }
    assert_status(get(fx, NOBODY, arena_printf(fx->arena, "/fr%s", path)), 200);
    g_assert_cmpint(n_rows(fx, "consent"), ==, 0);
    g_assert_cmpint(n_rows(fx, "person"), ==, 4);

    res = post(fx, NOBODY, path, NULL);
    assert_status(res, 303);
    g_assert_cmpint(n_rows(fx, "person"), ==, 5);
    g_assert_cmpint(n_rows(fx, "session"), ==, 0);
    g_assert_cmpint(n_rows(fx, "subscription_request"), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT consent.source || ' ' || evidence || ' ' || language ||"
                                   " ' ' || consent_wording.version || ' ' || answered_at"
                                   " FROM consent JOIN consent_wording ON consent_wording.id ="
                                   " wording_id"),
                    ==, "subscribe form test, link in a mail, test en 1 1483347600");
    const char *preferences = res->location;
    g_assert_true(g_str_has_prefix(preferences, "/preferences/"));
    res = get(fx, NOBODY, preferences);
    assert_shows(res, "S•••@example.org");
    assert_shows(res, "value=\"newsletter\" checked");
    assert_hides(res, "value=\"directory\"");
    assert_hides(res, "your membership");
    assert_status(get(fx, NOBODY, path), 410);
    assert_status(post(fx, NOBODY, path, NULL), 410);
    assert_status(get(fx, NOBODY, "/subscribe/forged"), 410);
}

/* In no figure, no directory, no list of members and no search. */
static void
test_is_not_a_member(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *growth = body_of(get_json(fx, NOBODY, "/figures/growth"));
    const char *members = body_of(get_json(fx, NOBODY, "/figures/members"));
    int64_t sue = a_subscriber(fx, "sue@example.org");
    g_assert_cmpstr(body_of(get_json(fx, NOBODY, "/figures/growth")), ==, growth);
    g_assert_cmpstr(body_of(get_json(fx, NOBODY, "/figures/members")), ==, members);
    assert_hides(get(fx, SAM, "/desk/people"), "sue@example.org");
    assert_hides(get(fx, SAM, "/desk/people?status=former"), "sue@example.org");
    assert_hides(get(fx, SAM, "/desk/people?address=sue"), "sue@example.org");
    assert_hides(get(fx, ANN, "/directory"), "sue@");
    assert_hides(get(fx, ANN, "/search?q=sue"), "sue@example.org");
    assert_status(get(fx, sue, "/profile"), 403);
    assert_status(get(fx, sue, "/my-data/leave"), 403);

    Response *res = get(fx, SAM, "/desk/people?status=subscriber");
    assert_shows(res, "sue@example.org");
    assert_hides(res, "ann@example.org");
    assert_shows(get(fx, SAM, "/desk/people?status=subscriber&status=member&address=example.org"),
                 "sue@example.org");
    res = get(fx, SAM, arena_printf(fx->arena, "/desk/people/%" PRId64, sue));
    assert_shows(res, "<h1 dir=\"auto\">sue@example.org");
    assert_shows(res, "Subscriber since");
    assert_hides(res, "Membership ended");
    assert_hides(res, "No role beside that of a member");
}

/* A member's address, one that took all back, one that nobody knows: the same page and mail. */
static void
test_the_answer_tells_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t pat = a_subscriber(fx, "pat@example.org");
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO consent (person_id, purpose, wording_id, given, source,"
                             " evidence, answered_at) SELECT %" PRId64 ", 'newsletter', min(id), 0,"
                             " 'unsubscribe', '', 1 FROM consent_wording;"
                             "DELETE FROM outbox",
                             pat));
    static const char *const addresses[] = {"ann@example.org", "pat@example.org",
                                            "new@example.org"};
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
        Response *res = SUBSCRIBE(fx, addresses[i]);
        assert_status(res, 200);
        assert_shows(res, "Look into your mail");
        g_assert_cmpuint(res->body.n, ==, SUBSCRIBE(fx, "zoe@example.org")->body.n);
    }
    g_assert_cmpint(query_int(fx, "SELECT count(DISTINCT template || argument || language ||"
                                  " coalesce(person_id, 0)) FROM outbox"),
                    ==, 1);
    assert_status(post(fx, NOBODY, mailed_path(fx), NULL), 303);
}

static void
test_member_stays_a_member(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t ann = a_subscriber(fx, "ann@example.org");
    g_assert_cmpint(ann, ==, ANN);
    g_assert_true(holds(fx, ANN, "newsletter"));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE left_at IS NULL"), ==, 4);
    g_assert_cmpstr(query_text(fx, "SELECT language FROM person WHERE id = 1"), ==, "en");
}

/* Who writes a stranger's address again and again sends him no more than three mails. */
static void
test_nobody_is_flooded(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (int i = 0; i < SUBSCRIPTION_MOST + 4; i++)
        assert_shows(SUBSCRIBE(fx, "vic@example.org"), "Look into your mail");
    g_assert_cmpint(n_rows(fx, "outbox"), ==, SUBSCRIPTION_MOST);
    SUBSCRIBE(fx, "joe@example.org");
    g_assert_cmpint(n_rows(fx, "outbox"), ==, SUBSCRIPTION_MOST + 1);
    fx->now += SUBSCRIPTION_SECONDS;
    SUBSCRIBE(fx, "vic@example.org");
    g_assert_cmpint(n_rows(fx, "outbox"), ==, SUBSCRIPTION_MOST + 2);
}

static void
test_a_trap_is_not_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, NOBODY, "/subscribe"), "<div class=\"trap\">");
    Response *res = post(fx, NOBODY, "/subscribe", "email", "bot@example.org", "purposes",
                         "newsletter", "website", "http://x.example", NULL);
    assert_status(res, 200);
    assert_shows(res, "Look into your mail");
    g_assert_cmpint(n_rows(fx, "subscription_request") + n_rows(fx, "outbox"), ==, 0);
}

static void
test_bad_input_stays_in_the_form(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = post(fx, NOBODY, "/subscribe", "email", "sue@example.org", NULL);
    assert_status(res, 422);
    assert_shows(res, "choose at least one");
    assert_shows(res, "value=\"sue@example.org\"");
    res = post(fx, NOBODY, "/subscribe", "email", HOSTILE, "purposes", "newsletter", NULL);
    assert_status(res, 422);
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "value=\"newsletter\" checked");
    assert_status(
        post(fx, NOBODY, "/subscribe", "email", "sue@example.org", "purposes", "directory", NULL),
        422);
    g_assert_cmpint(n_rows(fx, "subscription_request") + n_rows(fx, "outbox"), ==, 0);
}

static void
clean(Fixture *fx, int64_t expected)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    cx->now = fx->now;
    g_assert_cmpint(subscription_clean(cx), ==, expected);
    fixture_commit(fx);
}

static void
test_link_expires(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    SUBSCRIBE(fx, "sue@example.org");
    const char *path = mailed_path(fx);
    clean(fx, 0);
    fx->now += SUBSCRIPTION_SECONDS;
    assert_status(get(fx, NOBODY, path), 410);
    assert_status(post(fx, NOBODY, path, NULL), 410);
    clean(fx, 1);
    g_assert_cmpint(n_rows(fx, "subscription_request"), ==, 0);
    g_assert_cmpint(n_rows(fx, "person"), ==, 4);
}

/* The same record, and what was agreed to before; a member from today on, never away. */
static void
test_joining_keeps_the_record(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t sue = a_subscriber(fx, "sue@example.org");
    fx->now += 86400;
    assert_status(post(fx, NOBODY, "/join", "name", HOSTILE, "email", "sue@example.org", "country",
                       "KE", "purposes", "contact", NULL),
                  200);
    const char *secret = query_text(fx, "SELECT secret FROM outbox WHERE template ="
                                        " 'join.confirm'");
    const char *token = strstr(secret, "\"token\":\"") + strlen("\"token\":\"");
    const char *path = arena_printf(fx->arena, "/join/%.*s", (int)strcspn(token, "\""), token);
    assert_status(post(fx, NOBODY, path, "zone", "Africa/Nairobi", NULL), 303);
    g_assert_cmpint(query_int(fx, SUE), ==, sue);
    g_assert_cmpstr(query_text(fx, "SELECT country || zone || joined_at || coalesce(left_at, 0)"
                                   " FROM person WHERE email = 'sue@example.org'"),
                    ==, "KEAfrica/Nairobi14834340000");
    g_assert_cmpstr(query_text(fx, "SELECT name FROM person WHERE email = 'sue@example.org'"), ==,
                    HOSTILE);
    g_assert_cmpint(n_rows(fx, "person_absence"), ==, 0);
    g_assert_true(holds(fx, sue, "newsletter"));
    g_assert_true(holds(fx, sue, "contact"));
    assert_status(get(fx, sue, "/profile"), 200);
}

/* ---- the end ---- */

/* One click ends it; three months later nothing is left of the address. */
static void
test_who_agrees_to_nothing_is_forgotten(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t sue = a_subscriber(fx, "sue@example.org");
    fx->now += 400 * (int64_t)86400;
    clean(fx, 0);
    g_assert_true(holds(fx, sue, "newsletter"));

    Ctx *cx = fixture_begin(fx, NOBODY);
    cx->now = fx->now;
    const ConsentSource source = {"unsubscribe", "", "en"};
    g_assert_true(consent_answer(cx, sue, purpose_find("newsletter"), false, &source));
    fixture_commit(fx);
    fx->now += SUBSCRIPTION_IDLE;
    clean(fx, 0);
    fx->now += 1;
    clean(fx, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE email LIKE '%sue%'"), ==, 0);
    g_assert_cmpint(n_rows(fx, "consent"), ==, 0);
    clean(fx, 0);
    assert_hides(get(fx, SAM, "/desk/people?status=subscriber"), "/desk/people/5");
    a_subscriber(fx, "sue@example.org");
}

/* A member who left stays, whatever he agrees to. */
static void
test_former_member_is_not_forgotten(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET left_at = joined_at + 1 WHERE id = 2");
    clean(fx, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE erased_at IS NULL"), ==, 4);
}

static void
test_wish_to_be_erased_is_not_undone(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t sue = a_subscriber(fx, "sue@example.org");
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_true(erasure_ask(cx, person_find(cx, sue), "letter"));
    fixture_commit(fx);
    g_assert_false(holds(fx, sue, "newsletter"));
    SUBSCRIBE(fx, "sue@example.org");
    Response *res = get(fx, NOBODY, mailed_path(fx));
    assert_status(res, 409);
    assert_shows(res, "is to be erased on");
    assert_hides(res, "<button class=\"button\">Confirm");
    assert_status(post(fx, NOBODY, mailed_path(fx), NULL), 409);
    g_assert_false(holds(fx, sue, "newsletter"));
    g_assert_cmpint(n_rows(fx, "erasure"), ==, 1);
}

/* Signed in by a mailed link: what is held, and the end of it. */
static void
test_has_the_rights_of_everybody(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t sue = a_subscriber(fx, "sue@example.org");
    SUBSCRIBE(fx, "sue@example.org");
    Response *res = get(fx, sue, "/my-data");
    assert_status(res, 200);
    assert_shows(res, "sue@example.org</a> <form method=\"post\" action=\"/sign-out\"");
    assert_shows(get(fx, sue, "/my-data/subscription_request"), "sue@example.org");
    assert_shows(get(fx, sue, "/my-data/consents"), "when subscribing");
    assert_status(get(fx, sue, "/preferences"), 200);
    assert_status(get(fx, sue, "/my-data/erase"), 200);
    run_sql(fx, "DELETE FROM outbox");
    assert_status(post(fx, NOBODY, "/sign-in", "email", "sue@example.org", NULL), 200);
    g_assert_nonnull(strstr(query_text(fx, "SELECT argument FROM outbox"), "sue@example.org"));
}

/* A subscriber is asked what concerns him; what only members choose is as it was when he joins. */
static void
test_preferences_are_a_subscribers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t sue = a_subscriber(fx, "sue@example.org");
    Response *res = get(fx, sue, "/preferences");
    assert_status(res, 200);
    assert_shows(res, "you can change it at any time.");
    assert_hides(res, "Membership needs");
    assert_hides(res, "name=\"comments\"");
    assert_hides(get_json(fx, sue, "/preferences"), "\"name\":\"comments\"");
    assert_shows(get(fx, sue, "/fr/preferences"), "changer à tout moment.");
    assert_hides(get(fx, sue, "/ar/preferences"), "you can change it");

    const char *mails = "SELECT comment_mails FROM person WHERE email = 'sue@example.org'";
    g_assert_cmpint(query_int(fx, mails), ==, 1);
    assert_status(post(fx, sue, "/preferences", "purposes", "newsletter", "language", "fr", NULL),
                  303);
    g_assert_true(holds(fx, sue, "newsletter"));
    g_assert_cmpint(query_int(fx, mails), ==, 1);
    assert_shows(get(fx, ANN, "/preferences"), "Membership needs none of them.");
    assert_shows(get(fx, ANN, "/preferences"), "name=\"comments\"");
}

/* ---- the desk ---- */

static void
test_desk_lists_them(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, SAM, "/desk/subscribers"), "Nobody yet.");
    assert_status(get(fx, EDNA, "/desk/subscribers"), 403);
    int64_t sue = a_subscriber(fx, "sue@example.org");
    a_subscriber(fx, "ann@example.org");
    run_sql(fx, "UPDATE person SET left_at = 1400000001, name = '<b>Bob' WHERE id = 2;"
                "UPDATE person SET left_at = 1400000001 WHERE id = 3;"
                "INSERT INTO consent (person_id, purpose, wording_id, given, source, evidence,"
                " answered_at) SELECT 3, 'directory', min(id), 1, 'join', '', 1"
                " FROM consent_wording");
    a_subscriber(fx, "bob@example.org");
    assert_status(get(fx, NOBODY, "/desk/subscribers"), 303);
    assert_status(get(fx, ANN, "/desk/subscribers"), 403);
    Response *res = get(fx, SAM, "/desk/subscribers");
    assert_status(res, 200);
    assert_statements(fx, 6);
    assert_shows(res, "2 people");
    assert_shows(res, "sue@example.org");
    assert_shows(res, "when subscribing");
    assert_shows(res, "&lt;b&gt;Bob");
    assert_hides(res, "<b>Bob");
    assert_hides(res, "ann@example.org");
    assert_shows(get_json(fx, SAM, "/desk/subscribers"), "\"label\":\"Newsletter\"");
    assert_shows(get(fx, SAM, "/fr/desk/subscribers"), "en s&#39;abonnant");

    const char *privacy = arena_printf(fx->arena, "/desk/people/%" PRId64, sue);
    res = get(fx, SAM, arena_printf(fx->arena, "%s/privacy", privacy));
    assert_shows(res, "sue@example.org");
    assert_status(post(fx, SAM, arena_printf(fx->arena, "%s/erasure", privacy), "note",
                       "Somebody else's address", NULL),
                  303);
    assert_hides(get(fx, SAM, "/desk/subscribers"), "sue@example.org");
}

static void
test_nothing_is_half_done(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int nth = 1;
    for (Response *res; nth < 40; nth++) {
        res = post_failing_at(fx, nth, NOBODY, "/subscribe", "email", "sue@example.org", "purposes",
                              "newsletter", NULL);
        if (res->status == 200)
            break;
        assert_status(res, 500);
        g_assert_cmpint(n_rows(fx, "subscription_request") + n_rows(fx, "outbox"), ==, 0);
    }
    g_assert_cmpint(nth, >, 2);
    const char *path = mailed_path(fx);
    for (nth = 1; nth < 40; nth++) {
        Response *res = post_failing_at(fx, nth, NOBODY, path, NULL);
        if (res->status == 303)
            break;
        assert_status(res, 500);
        g_assert_cmpint(n_rows(fx, "person"), ==, 4);
        g_assert_cmpint(n_rows(fx, "consent"), ==, 0);
        g_assert_cmpint(n_rows(fx, "subscription_request"), ==, 1);
    }
    g_assert_cmpint(nth, >, 8);
    g_assert_cmpint(nth, <, 40);
}

/* The mail, as it is read, has the words that were ticked and is in the language of the form. */
static void
test_mail_says_what_was_ticked(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    post(fx, NOBODY, "/fr/subscribe", "email", "sue@example.org", "purposes", "newsletter", NULL);
    SUBSCRIBE(fx, "joe@example.org");
    fx->app.mails = MAILS;
    Ctx *cx = fixture_begin(fx, SAM);
    OutboxSpan mails = mail_list(cx, NULL, 1);
    g_assert_cmpuint(mails.n, ==, 2);
    Mail mail;
    g_assert_true(sender_show(cx, &mails.at[1], &mail));
    g_test_message("%s\n%s", mail.subject, mail.text);
    g_assert_nonnull(strstr(mail.text, "Envoyez-moi la lettre d'information"));
    g_assert_nonnull(strstr(mail.text, "/fr/subscribe/…"));
    g_assert_null(strstr(mail.text, "/preferences/"));
    g_assert_true(sender_show(cx, &mails.at[0], &mail));
    g_test_message("%s\n%s", mail.subject, mail.text);
    g_assert_nonnull(strstr(mail.text, "• Send me the newsletter by e-mail."));
    fixture_commit(fx);
}

/* Whatever a request names, only mails that everybody may get are agreed to by the button. */
static void
test_button_agrees_to_mails_only(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    subscription_ask(cx, "sue@example.org", "newsletter,directory,no-such");
    fixture_commit(fx);
    assert_status(post(fx, NOBODY, mailed_path(fx), NULL), 303);
    int64_t sue = query_int(fx, SUE);
    g_assert_true(holds(fx, sue, "newsletter"));
    g_assert_false(holds(fx, sue, "directory"));
    g_assert_cmpint(n_rows(fx, "consent"), ==, 1);
}

/* ---- welcome ---- */

static const Mail *
welcome_mail(Fixture *fx)
{
    int64_t id = query_int(fx, "SELECT max(id) FROM outbox WHERE template = 'welcome-subscriber'");
    Ctx *cx = fixture_begin(fx, NOBODY);
    const MailSender sender = mail_sender(cx);
    Mail *mail = arena_new_of(fx->arena, Mail);
    bool sent = mail_compose(cx, MAILS, &sender, mail_find(cx, id), mail);
    fixture_commit(fx);
    return sent ? mail : NULL;
}

#define N_WELCOMES(fx)                                                                             \
    query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'welcome-subscriber'")

static int64_t
an_item(Fixture *fx, const ItemDraft *draft)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx, draft);
    item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

/* Once ever, by the button and not by a look at the link; what comes, how often that was, the
 * latest issue that everybody may read, and how it ends. */
static void
test_who_subscribes_is_welcomed_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_item(fx, &(ItemDraft){.kind = "newsletter", .title = "First"});
    an_item(fx, &(ItemDraft){.kind = "newsletter", .title = "Inside", .audience = "members"});
    SUBSCRIBE(fx, "sue@example.org");
    const char *path = mailed_path(fx);
    get(fx, NOBODY, path);
    g_assert_cmpint(N_WELCOMES(fx), ==, 0);
    assert_status(post(fx, NOBODY, path, NULL), 303);
    g_assert_cmpint(N_WELCOMES(fx), ==, 1);
    const Mail *mail = welcome_mail(fx);
    g_assert_nonnull(strstr(mail->subject, "You get mails of"));
    g_assert_nonnull(strstr(mail->text, "Newsletter"));
    g_assert_nonnull(strstr(mail->text, "there was 1 issue."));
    g_assert_nonnull(strstr(mail->text, "/newsletter/first"));
    g_assert_nonnull(strstr(mail->text, "/preferences/"));
    g_assert_null(strstr(mail->text, "Inside"));

    /* Stopped, there is nothing to say; said yes once more, nothing is said again. */
    run_sql(fx, "UPDATE consent SET given = 0");
    g_assert_null(welcome_mail(fx));
    a_subscriber(fx, "sue@example.org");
    g_assert_cmpint(N_WELCOMES(fx), ==, 1);
    run_sql(fx, "UPDATE person SET left_at = NULL WHERE email = 'sue@example.org'");
    g_assert_null(welcome_mail(fx));
}

/* In the language of the form; a page of the secretariat's instead, if there is one. */
static void
test_the_welcome_is_in_the_readers_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    post(fx, NOBODY, "/fr/subscribe", "email", "sue@example.org", "purposes", "newsletter", NULL);
    assert_status(post(fx, NOBODY, mailed_path(fx), NULL), 303);
    const Mail *mail = welcome_mail(fx);
    g_assert_nonnull(strstr(mail->text, "Bonjour,"));
    g_assert_null(strstr(mail->text, "issue"));
    int64_t page = an_item(fx, &(ItemDraft){.kind = "page",
                                            .slug = "welcome-subscriber",
                                            .title = "Welcome",
                                            .body = "Our **own** words <b>."});
    Ctx *cx = fixture_begin(fx, EDNA);
    item_translate(cx, page, 0,
                   &(ItemDraft){.language = "fr", .title = "Bienvenue", .body = "Nos **mots**."});
    fixture_commit(fx);
    g_assert_nonnull(strstr(welcome_mail(fx)->html, "<strong>mots</strong>"));
}

/* Who is a member, and with the setting off nobody, is welcomed. */
static void
test_who_is_not_welcomed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_subscriber(fx, "ann@example.org");
    g_assert_true(holds(fx, ANN, "newsletter"));
    g_assert_cmpint(N_WELCOMES(fx), ==, 0);
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('welcome', '0')");
    a_subscriber(fx, "sue@example.org");
    g_assert_cmpint(N_WELCOMES(fx), ==, 0);
}

/* An address is asked no more often than a person would; another one is not held up by it. */
static void
test_an_address_is_not_flooded(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int status = 200;
    fx->app.limiter = limiter_new();
    for (int i = 0; i < 10 && status == 200; i++)
        status = SUBSCRIBE(fx, "ulla@example.org")->status;
    g_assert_cmpint(status, ==, 429);
    assert_status(SUBSCRIBE(fx, "uwe@example.org"), 200);
    g_clear_pointer(&fx->app.limiter, limiter_free);
}

void
subscription_tests(void)
{
    add_test("/subscription/form-asks-little", test_form_asks_little);
    add_test("/subscription/button-makes-a-subscriber", test_button_makes_a_subscriber);
    add_test("/subscription/is-not-a-member", test_is_not_a_member);
    add_test("/subscription/the-answer-tells-nothing", test_the_answer_tells_nothing);
    add_test("/subscription/member-stays-a-member", test_member_stays_a_member);
    add_test("/subscription/nobody-is-flooded", test_nobody_is_flooded);
    add_test("/subscription/a-trap-is-not-told", test_a_trap_is_not_told);
    add_test("/subscription/bad-input-stays-in-the-form", test_bad_input_stays_in_the_form);
    add_test("/subscription/link-expires", test_link_expires);
    add_test("/subscription/joining-keeps-the-record", test_joining_keeps_the_record);
    add_test("/subscription/who-agrees-to-nothing-is-forgotten",
             test_who_agrees_to_nothing_is_forgotten);
    add_test("/subscription/former-member-is-not-forgotten", test_former_member_is_not_forgotten);
    add_test("/subscription/wish-to-be-erased-is-not-undone", test_wish_to_be_erased_is_not_undone);
    add_test("/subscription/has-the-rights-of-everybody", test_has_the_rights_of_everybody);
    add_test("/subscription/preferences-are-a-subscribers", test_preferences_are_a_subscribers);
    add_test("/subscription/desk-lists-them", test_desk_lists_them);
    add_test("/subscription/nothing-is-half-done", test_nothing_is_half_done);
    add_test("/subscription/mail-says-what-was-ticked", test_mail_says_what_was_ticked);
    add_test("/subscription/button-agrees-to-mails-only", test_button_agrees_to_mails_only);
    add_test("/subscription/who-subscribes-is-welcomed-once", test_who_subscribes_is_welcomed_once);
    add_test("/subscription/the-welcome-is-in-the-readers-words",
             test_the_welcome_is_in_the_readers_words);
    add_test("/subscription/who-is-not-welcomed", test_who_is_not_welcomed);
    add_test("/subscription/an-address-is-not-flooded", test_an_address_is_not_flooded);
}
