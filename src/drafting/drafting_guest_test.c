/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A public consultation: who is no member writes, confirms, is looked at, and hears what was
 * decided.
 */
#include "drafting/guest.h"

#include "alliance/comment.h"
#include "alliance/follow.h"
#include "alliance/sender.h"
#include "base/text.h"
#include "drafting/drafting_testing.h"
#include "web/session.h"

#include <string.h>

static const MailKind *const mails[] = {&MAIL_DRAFTING, &MAIL_WORDING, &MAIL_FOLLOW, &MAIL_GUEST,
                                        NULL};

/* A draft that is open to everybody. */
static int64_t
a_consultation(Fixture *fx)
{
    fx->app.mails = mails;
    int64_t id = a_drafting(fx, "group");
    assert_status(post(fx, ANN, "/drafts/statement/settings", "opens", "public", "closes", "",
                       "zone", "UTC", NULL),
                  303);
    return id;
}

static Response *
write_as_guest(Fixture *fx, const char *wording, const char *why)
{
    return post(fx, NOBODY, "/drafts/statement/1/guest", "wording", wording, "why", why, "name",
                "Guest " HOSTILE, "email", "guest@example.ORG", NULL);
}

/* The address behind the link of the last mail. */
static const char *
link_of(Fixture *fx)
{
    const char *argument = query_text(fx, "SELECT secret FROM outbox WHERE template ="
                                          " 'drafting.guest' ORDER BY id DESC LIMIT 1");
    const char *token = strstr(argument, "\"token\":\"");
    g_assert_nonnull(token);
    token += strlen("\"token\":\"");
    return arena_printf(fx->arena, "/remark/%s",
                        arena_strndup(fx->arena, token, strcspn(token, "\"")));
}

static void
test_a_guest_confirms_and_is_looked_at(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_consultation(fx);
    assert_shows(get(fx, NOBODY, "/drafts/statement/1"), "without being a member");
    assert_hides(get(fx, ANN, "/drafts/statement/1"), "without being a member");
    Response *bad = write_as_guest(fx, "Guest's <words>", "");
    assert_status(bad, 422);
    assert_shows(bad, "Guest&#39;s &lt;words&gt;</textarea>");
    Response *sent = write_as_guest(fx, "The workforce supports services.", "Why <so>");
    assert_status(sent, 200);
    assert_shows(sent, "guest@example.org");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE id > 5"), ==, 0);

    const char *link = link_of(fx);
    Response *page = get(fx, NOBODY, link);
    assert_shows(page, "Why &lt;so&gt;");
    assert_shows(page, "<ins>");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM drafting_proposal"), ==, 0);
    assert_location(post(fx, NOBODY, link, NULL), "/drafts/statement/1");
    assert_status(post(fx, NOBODY, link, NULL), 410);
    assert_status(get(fx, NOBODY, "/remark/nothing"), 410);

    /* Held, whoever reads; the chair shows it, and it is a proposal like others. */
    assert_hides(get(fx, NOBODY, "/drafts/statement/1"), "Why &lt;so&gt;");
    assert_shows(get(fx, BOB, "/drafts/statement/1"), "waits to be looked at");
    int64_t comment = query_int(fx, "SELECT max(id) FROM comment");
    Ctx *cx = fixture_begin(fx, BOB);
    cx->me = session_viewer(cx, BOB);
    g_assert_true(comment_moderate(cx, comment, true));
    fixture_commit(fx);
    assert_shows(get(fx, NOBODY, "/drafts/statement/1"), "Why &lt;so&gt;");
    assert_shows(get(fx, NOBODY, "/drafts/statement/1"), "Guest &lt;b&gt;Tom");
    /* The next one is looked at, too, and until then its page is not there for others. */
    write_as_guest(fx, "The workforce is there.", "Zyxagain");
    post(fx, NOBODY, link_of(fx), NULL);
    const char *second = arena_printf(fx->arena, "/drafts/statement/wordings/%d",
                                      (int)query_int(fx, "SELECT max(id) FROM comment"));
    assert_hides(get(fx, NOBODY, "/drafts/statement/1"), "Zyxagain");
    assert_hides(get(fx, NOBODY, "/drafts/statement/wordings"), "Zyxagain");
    assert_status(get(fx, NOBODY, second), 404);
    assert_shows(get(fx, BOB, second), "Zyxagain");
    /* It is nobody's membership. */
    g_assert_cmpint(
        query_int(fx, "SELECT count(*) FROM person WHERE id > 5 AND left_at = joined_at"), ==, 1);
}

static void
test_a_guest_hears_what_was_decided(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_consultation(fx);
    write_as_guest(fx, "The workforce supports services.", "Why");
    post(fx, NOBODY, link_of(fx), NULL);
    run_sql(fx, "UPDATE comment SET status = 'shown'; DELETE FROM outbox");
    int64_t comment = query_int(fx, "SELECT comment_id FROM drafting_proposal");
    assert_status(
        post(fx, ANN, arena_printf(fx->arena, "/drafts/statement/wordings/%d", (int)comment), "act",
             "reject", "text", "", "reason", "We need all three.", "seen", "1", NULL),
        303);
    Ctx *cx = fixture_begin(fx, NOBODY);
    OutboxSpan rows = mail_list(cx, NULL, 1);
    const MailSender sender = mail_sender(cx);
    Mail mail;
    bool sent = false;
    for (size_t i = 0; i < rows.n && !sent; i++)
        sent = strcmp(rows.at[i].address, "guest@example.org") == 0 &&
               mail_compose(cx, mails, &sender, &rows.at[i], &mail);
    fixture_commit(fx);
    g_assert_true(sent);
    g_assert_nonnull(strstr(text_fold_space(fx->arena, mail.text), "We need all three."));
}

static void
test_only_a_public_consultation_has_guests(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_consultation(fx);
    write_as_guest(fx, FIRST, "Kept");
    const char *link = link_of(fx);
    assert_status(post(fx, ANN, "/drafts/statement/1/guest", "wording", "x", "why", "y", "name",
                       "z", "email", "z@example.org", NULL),
                  403);
    assert_status(post(fx, ANN, "/drafts/statement/settings", "opens", "members", "closes", "",
                       "zone", "UTC", NULL),
                  303);
    assert_status(write_as_guest(fx, FIRST, "Too late"), 404);
    assert_status(get(fx, NOBODY, link), 410);
    assert_status(post(fx, NOBODY, link, NULL), 410);
    assert_status(post(fx, ANN, "/drafts/statement/settings", "opens", "public", "closes", "",
                       "zone", "UTC", NULL),
                  303);
    assert_status(post(fx, ANN, "/drafts/statement/act", "act", "close", NULL), 303);
    assert_status(write_as_guest(fx, FIRST, "Too late"), 403);
    assert_status(post(fx, NOBODY, link, NULL), 410);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment WHERE body = 'Kept'"), ==, 0);
}

/* What was not confirmed goes after a week; an address has twenty at most; the same words as they
 * stand are a remark. */
static void
test_it_is_kept_for_a_week(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_consultation(fx);
    Ctx *cx = fixture_begin(fx, NOBODY);
    const Item *item = item_find(cx, "drafting", "statement");
    const Paragraph *paragraph = drafting_paragraph(drafting_paragraphs(cx, item->id), 1);
    for (int i = 0; i < GUEST_MOST + 3; i++)
        guest_ask(cx, paragraph,
                  &(Guest){.email = "g@example.org", .name = "G", .words = "Remark"});
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM drafting_guest"), ==, GUEST_MOST);
    const char *link = link_of(fx);
    assert_hides(get(fx, NOBODY, link), "<ins>");
    fx->now += GUEST_SECONDS;
    assert_status(get(fx, NOBODY, link), 410);
    cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(guest_clean(cx), ==, GUEST_MOST);
    fixture_commit(fx);
}

static void
confirm(Ctx *cx, const void *data)
{
    const Guest *guest = guest_find(cx, data);
    if (guest != NULL)
        guest_confirm(cx, guest);
}

static void
test_a_failure_keeps_the_remark(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_consultation(fx);
    write_as_guest(fx, "Other words.", "Why");
    const char *link = link_of(fx);
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, confirm, link + strlen("/remark/")), >, 5);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM drafting_guest"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM drafting_proposal"), ==, 0);
    assert_status(post(fx, NOBODY, link, NULL), 303);
}

void
drafting_guest_tests(void)
{
    add_test("/drafting-guest/confirms-and-is-looked-at", test_a_guest_confirms_and_is_looked_at);
    add_test("/drafting-guest/hears-what-was-decided", test_a_guest_hears_what_was_decided);
    add_test("/drafting-guest/only-of-a-public-one", test_only_a_public_consultation_has_guests);
    add_test("/drafting-guest/kept-for-a-week", test_it_is_kept_for_a_week);
    add_test("/drafting-guest/a-failure-keeps-it", test_a_failure_keeps_the_remark);
}
