/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/mention.h"

#include "alliance/comment_life.h"
#include "alliance/digest.h"
#include "alliance/follow.h"
#include "alliance/group_testing.h"
#include "alliance/sender.h"
#include "base/limits.h"
#include "testing.h"

#include <string.h>

static const MailKind *const mails[] = {&MAIL_MENTION, &MAIL_FOLLOW, NULL};

/* A closed group with Ann and Bob, whose names members see, and a discussion that Bob began; nobody
 * looks at the words of these two and of Edna first. */
static int64_t
a_discussion(Fixture *fx)
{
    fx->app.mails = mails;
    mail_both_ways(fx);
    run_sql(fx, "UPDATE person SET handle = 'h' || id, shown_members = 1;"
                "INSERT INTO consent_wording (id, purpose, language, version, text, created_at)"
                " VALUES (900, 'directory', 'en', 9, 'w', 1);"
                "INSERT INTO consent (person_id, purpose, wording_id, given, source, evidence,"
                " answered_at) SELECT id, 'directory', 900, 1, 'join', '', 1 FROM person");
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t group = item_insert(
        cx, &(ItemDraft){.kind = "group", .slug = "cases", .title = "Cases", .actual_on = "2016"});
    item_publish(cx, group);
    fixture_commit(fx);
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO interest_group (item_id, joining, inside)"
                             " VALUES (%d, 'open', 'group');"
                             "INSERT INTO group_member (group_id, person_id, state, since)"
                             " SELECT %d, id, 'in', 1 FROM person WHERE id <= 2;"
                             "INSERT INTO comment (item_id, person_id, status, body, created_at)"
                             " SELECT %d, id, 'shown', 'Before', 1 FROM person WHERE id <= 3",
                             (int)group, (int)group, (int)group));
    assert_status(post(fx, BOB, "/groups/cases/new", "title", "News", "body", "Words.", NULL), 303);
    run_sql(fx, "UPDATE item SET status = 'published' WHERE kind = 'discussion'");
    run_sql(fx, "DELETE FROM outbox");
    return query_int(fx, "SELECT max(item_id) FROM discussion");
}

/* Whom the newest comment names: "1 2". */
static const char *
named(Fixture *fx)
{
    GString *text = arena_string(fx->arena, 20);
    for (int64_t id = 1; id <= SAM; id++) {
        const char *sql = arena_printf(fx->arena,
                                       "SELECT count(*) FROM mention WHERE person_id = %d AND"
                                       " comment_id = (SELECT max(id) FROM comment)",
                                       (int)id);
        if (query_int(fx, sql) > 0)
            g_string_append_printf(text, "%s%d", text->len > 0 ? " " : "", (int)id);
    }
    return text->str;
}

/* To whom mails of a kind went: "1 2"; then the queue is empty. */
static const char *
told(Fixture *fx, const char *template)
{
    GString *text = arena_string(fx->arena, 20);
    OutboxSpan rows = mail_list(fixture_begin(fx, NOBODY), NULL, 1);
    for (size_t i = rows.n; i > 0; i--)
        if (strcmp(rows.at[i - 1].template, template) == 0)
            g_string_append_printf(text, "%s%" PRId64, text->len > 0 ? " " : "",
                                   rows.at[i - 1].person_id);
    fixture_commit(fx);
    run_sql(fx, "DELETE FROM outbox");
    return text->str;
}

static void
test_whom_a_name_means(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *words, *named;
    } cases[] = {
        {"@Ann Akello, what do you say?",        "1"},
        {"(@Ann Akello)",                        "1"},
        {"Ask @ann akello.",                     "1"},
        {"@ANN AKELLO and @Ann Akello",          "1"},
        {"Hello Ann Akello",                     "" },
        {"ann@Ann Akello",                       "" },
        {"> @Ann Akello wrote\nI agree",         "" },
        {"@Ann",                                 "" },
        {"@Ann Akellos",                         "" },
        {"@Ann  Akello",                         "" },
        {"@ @ @@@ @\n@Bob Banda",                "" }, /* himself */
        {"@Sam Sow",                             "" }, /* not in the group */
        {"@" HOSTILE " @\xd8\xb9 @Ann Akello\n", "1"},
        {"@Anna Lat",                            "1"}, /* as it is written in Latin letters */
    };
    int64_t id = a_discussion(fx);
    run_sql(fx, "UPDATE person SET name = 'Ann Akello', name_latin = 'Anna Lat' WHERE id = 1;"
                "UPDATE person SET name = 'Bob Banda' WHERE id = 2;"
                "UPDATE person SET name = 'Sam Sow' WHERE id = 4");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        comment_by(fx, BOB, id, cases[i].words);
        if (strcmp(named(fx), cases[i].named) != 0)
            g_error("“%s” names “%s”", cases[i].words, named(fx));
    }
    /* Two of one name are nobody; the longer of two names is meant. */
    run_sql(fx, "UPDATE person SET name = 'Ann Akello' WHERE id = 2");
    comment_by(fx, BOB, id, "@Ann Akello");
    g_assert_cmpstr(named(fx), ==, "");
    run_sql(fx, "UPDATE person SET name = 'Ann Akello Odhiambo' WHERE id = 1");
    run_sql(fx, "UPDATE person SET name = 'Ann Akello', name_latin = NULL WHERE id = 2");
    comment_by(fx, BOB, id, "@Ann Akello Odhiambo knows");
    g_assert_cmpstr(named(fx), ==, "1");

    GString *many = arena_string(fx->arena, 400);
    for (int i = 0; i < LIMIT_MENTIONS; i++)
        g_string_append(many, "@Nobody Here ");
    comment_by(fx, BOB, id, arena_printf(fx->arena, "%s @Ann Akello Odhiambo", many->str));
    g_assert_cmpstr(named(fx), ==, "");
}

/* Who is named is told of that instead of the comment; once, whatever is changed later. */
static void
test_once_for_each_comment(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_discussion(fx);
    follow_set(fixture_begin(fx, ANN), id, ANN, FOLLOW_IT);
    fixture_commit(fx);
    const char *ann = query_text(fx, "SELECT name FROM person WHERE id = 1");
    int64_t comment = comment_by(fx, BOB, id, arena_printf(fx->arena, "@%s: read this.", ann));
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'comment'"), ==, 0);
    g_assert_cmpstr(told(fx, "mention"), ==, "1");
    const char *edit = arena_printf(fx->arena, "/comments/%d/edit", (int)comment);
    for (int i = 0; i < 2; i++) {
        const char *words = arena_printf(fx->arena, "%s @%s again", i == 0 ? "No name." : "", ann);
        assert_status(post(fx, BOB, edit, "body", words, NULL), 303);
        g_assert_cmpstr(told(fx, "mention"), ==, "");
    }
    /* Named only later: told then. */
    comment = comment_by(fx, BOB, id, "Nobody");
    g_assert_cmpstr(told(fx, "comment"), ==, "1");
    edit = arena_printf(fx->arena, "/comments/%d/edit", (int)comment);
    assert_status(post(fx, BOB, edit, "body", arena_printf(fx->arena, "@%s", ann), NULL), 303);
    g_assert_cmpstr(told(fx, "mention"), ==, "1");
    /* Taken back, nobody is named. */
    assert_status(
        post(fx, BOB, arena_printf(fx->arena, "/comments/%d/take-back", (int)comment), NULL), 303);
    g_assert_cmpstr(named(fx), ==, "");
}

static void
test_what_somebody_wants_to_hear(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_discussion(fx);
    const char *words = arena_printf(fx->arena, "@%s",
                                     query_text(fx, "SELECT name FROM person WHERE id = 1"));
    /* Only mentions: nothing that begins, no comment, but this. */
    assert_status(post(fx, ANN, "/groups/cases/mails", "mails", "3", "pace", "-1", NULL), 303);
    assert_shows(get(fx, ANN, "/groups/cases"), "value=\"3\" selected");
    assert_status(post(fx, BOB, "/groups/cases/new", "title", "More", "body", "Words", NULL), 303);
    g_assert_cmpstr(told(fx, "discussion"), ==, "");
    comment_by(fx, BOB, id, "Nobody");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
    comment_by(fx, BOB, id, words);
    g_assert_cmpstr(told(fx, "mention"), ==, "1");
    /* One of what begins. */
    assert_status(post(fx, BOB, "/groups/cases/new", "title", "Third", "body", words, NULL), 303);
    g_assert_cmpstr(told(fx, "mention"), ==, "1");
    /* None is none; but what is followed by itself is heard. */
    assert_status(post(fx, ANN, "/groups/cases/mails", "mails", "0", "pace", "-1", NULL), 303);
    comment_by(fx, BOB, id, words);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
    follow_set(fixture_begin(fx, ANN), id, ANN, FOLLOW_IT);
    fixture_commit(fx);
    comment_by(fx, BOB, id, words);
    g_assert_cmpstr(told(fx, "mention"), ==, "1");
    follow_set(fixture_begin(fx, ANN), id, ANN, FOLLOW_NOTHING);
    fixture_commit(fx);
    comment_by(fx, BOB, id, words);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
    /* In a digest for who gathers. */
    run_sql(fx, "DELETE FROM follow");
    digest_set_pace(fixture_begin(fx, ANN), ANN, DIGEST_DAILY);
    fixture_commit(fx);
    comment_by(fx, BOB, id, words);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM digest_entry WHERE kind = 'mention'"), ==,
                    1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM digest_entry WHERE kind <> 'mention'"), ==,
                    0);
}

/* The mail as it would be sent now; NULL: it would not. */
static const Mail *
the_mail(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const OutboxMail *row = &mail_list(cx, NULL, 1).at[0];
    const MailSender sender = mail_sender(cx);
    Mail *mail = arena_new_of(fx->arena, Mail);
    bool sent = mail_compose(cx, mails, &sender, row, mail);
    g_assert_cmpint(cx->me.id, ==, NOBODY);
    fixture_commit(fx);
    return sent ? mail : NULL;
}

static void
test_the_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const changes[][2] = {
        {"UPDATE comment SET status = 'removed' WHERE body LIKE '@%'",
         "UPDATE comment SET status = 'shown'"                                                               },
        {"UPDATE group_member SET state = 'asked' WHERE person_id = 1",
         "UPDATE group_member SET state = 'in'"                                                              },
        {"UPDATE person SET comment_mails = 0",                         "UPDATE person SET comment_mails = 1"},
        {"UPDATE person SET left_at = 1 WHERE id = 1",                  "UPDATE person SET left_at = NULL"   },
        {"UPDATE item SET status = 'draft' WHERE kind = 'discussion'",
         "UPDATE item SET status = 'published'"                                                              },
        {"INSERT INTO follow (item_id, person_id, wants, since) SELECT max(item_id), 1, 0, 1 FROM"
         " discussion",                                        "DELETE FROM follow"                 },
    };
    int64_t id = a_discussion(fx);
    run_sql(fx, "UPDATE item SET title = 'N <b>&' WHERE kind = 'discussion'");
    comment_by(fx, BOB, id,
               arena_printf(fx->arena, "@%s " HOSTILE,
                            query_text(fx, "SELECT name FROM person WHERE id = 1")));
    const Mail *mail = the_mail(fx);
    g_assert_true(g_str_has_suffix(mail->subject, "named you: N <b>&"));
    g_assert_nonnull(strstr(mail->text, "named you in \"N <b>&\":"));
    g_assert_nonnull(strstr(mail->html, "&lt;b&gt;Tom &amp; &quot;Ann&quot;"));
    g_assert_true(g_str_has_prefix(mail->reply_to, "reply+c"));
    g_assert_nonnull(strstr(mail->text, "Fewer mails: one a day or one a week:\n"));
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_assert_nonnull(the_mail(fx));
        run_sql(fx, changes[i][0]);
        if (the_mail(fx) != NULL)
            g_error("%s: it would be sent", changes[i][0]);
        run_sql(fx, changes[i][1]);
    }
}

/* A name leads to the profile for who may see that, below the text, on the comment's page and in
 * how a discussion begins. */
static void
test_a_name_is_a_link(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_discussion(fx);
    const char *ann = query_text(fx, "SELECT name FROM person WHERE id = 1");
    int64_t comment = comment_by(fx, BOB, id,
                                 arena_printf(fx->arena, "<b>Look</b>, @%s!\nWell?", ann));
    const char *link = arena_printf(fx->arena,
                                    "&lt;b&gt;Look&lt;/b&gt;, <a href=\"/members/h1\">@%s"
                                    "</a>!\nWell?</p>",
                                    ann);
    assert_shows(get(fx, BOB, "/discussions/news"), link);
    const char *page = arena_printf(fx->arena, "/comments/%d", (int)comment);
    assert_shows(get(fx, ANN, page), link);
    assert_shows(get_json(fx, ANN, page), "\"url\":\"/members/h1\"");
    run_sql(fx, arena_printf(fx->arena, "UPDATE item SET body = 'See *@%s*' WHERE id = %d", ann,
                             (int)id));
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO mention (comment_id, item_id, person_id,"
                             " written, since) VALUES (0, %d, 1, '%s', 1)",
                             (int)id, ann));
    assert_shows(get(fx, BOB, "/discussions/news"),
                 arena_printf(fx->arena, "<em><a href=\"/members/h1\">@%s</a></em>", ann));
    /* Who is not shown is only a name; and who leaves is not shown. */
    run_sql(fx, "UPDATE person SET shown_members = 0 WHERE id = 1");
    assert_hides(get(fx, BOB, "/discussions/news"), "/members/h1\">@");
    assert_shows(get(fx, BOB, page), arena_printf(fx->arena, "Look&lt;/b&gt;, @%s!", ann));
}

static void
test_outside_of_groups(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_discussion(fx);
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(
        cx,
        &(ItemDraft){
            .kind = "post", .slug = "a", .title = "A", .audience = "members", .author_id = EDNA});
    item_publish(cx, id);
    fixture_commit(fx);
    const char *words = arena_printf(fx->arena, "@%s",
                                     query_text(fx, "SELECT name FROM person WHERE id = 2"));
    comment_by(fx, ANN, id, words);
    g_assert_cmpstr(named(fx), ==, "2");
    g_assert_cmpstr(told(fx, "mention"), ==, "2");
    /* Who does not stand in the directory is named by nobody, until he says something there. */
    run_sql(fx, "DELETE FROM consent");
    comment_by(fx, ANN, id, words);
    g_assert_cmpstr(named(fx), ==, "");
    comment_by(fx, BOB, id, "Here I am");
    comment_by(fx, ANN, id, words);
    g_assert_cmpstr(named(fx), ==, "2");
}

/* What Bob reads after he posted @words, and where he arrives. */
static Response *
after_posting(Fixture *fx, int64_t id, const char *words, const char **ret_place)
{
    const char *url = arena_printf(fx->arena, "/items/%d/comments", (int)id);
    Response *res = post(fx, BOB, url, "body", words, NULL);
    assert_status(res, 303);
    *ret_place = arena_strdup(fx->arena, res->location);
    return get(fx, BOB, "/discussions/news");
}

/* Who writes a name that means nobody, or several, is told so at once, and nobody else is. */
static void
test_what_was_not_understood_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *words, *unclear; /* after which the sentence goes on; NULL: nothing is said */
    } cases[] = {
        {"@Ann Akello, hello",                 NULL                                 },
        {"Me, @Bob Banda",                     NULL                                 },
        {"> @Nobody Here\nan@address.example", NULL                                 },
        {"@Ann Band, hello",                   "is called @Ann Band, so"            },
        {"@ann asks",                          "is called @ann, so"                 },
        {"@Ann Akello @X. @Yy. @X.",           "is called @X, @Yy, so"              },
        {"@Nobody Here Today Or Never",        "is called @Nobody Here Today, so"   },
        {"@\xd8\xb9\xd8\xb1\xd8\xa8 " HOSTILE, "is called @\xd8\xb9\xd8\xb1\xd8\xa8"},
    };
    const char *place = NULL;
    int64_t id = a_discussion(fx);
    run_sql(fx, "UPDATE person SET name = 'Ann Akello' WHERE id = 1;"
                "UPDATE person SET name = 'Bob Banda' WHERE id = 2");
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Response *res = after_posting(fx, id, cases[i].words, &place);
        assert_shows(res, "Your comment was saved.");
        if (cases[i].unclear != NULL)
            assert_shows(res, cases[i].unclear);
        else
            assert_hides(res, "is told");
        g_assert_cmpstr(place, ==,
                        cases[i].unclear != NULL ? "/discussions/news"
                                                 : "/discussions/news#comments");
        assert_hides(res, "<b>Tom");
    }
    GString *name = arena_string(fx->arena, 10000);
    while (name->len < 2500)
        g_string_append(name, "Long");
    Response *res = after_posting(fx, id, arena_printf(fx->arena, "@%s", name->str), &place);
    assert_shows(res, "LongLon\xe2\x80\xa6, so nobody is told");

    run_sql(fx, "UPDATE person SET name = 'Ann Akello' WHERE id = 2;"
                "INSERT INTO group_member (group_id, person_id, state, since)"
                " SELECT group_id, 3, 'in', 1 FROM group_member WHERE person_id = 1;"
                "UPDATE person SET name = 'Ann Akello' WHERE id = 3");
    res = after_posting(fx, id, "@Ann Akello", &place);
    assert_shows(res, "More than one person is called @Ann Akello, so none of them is told.");
    const char *edit = arena_printf(fx->arena, "/comments/%d/edit",
                                    (int)query_int(fx, "SELECT max(id) FROM comment"));
    assert_status(post(fx, BOB, edit, "body", "@Zoe", NULL), 303);
    assert_shows(get(fx, BOB, "/discussions/news"), "is called @Zoe, so nobody");
    assert_status(post(fx, BOB, "/groups/cases/new", "title", "T", "body", "@Yan", NULL), 303);
    assert_shows(get(fx, BOB, "/groups/cases"), "is called @Yan, so nobody");
}

/* A comment is looked at before it is sent: nothing is kept, nobody hears of it, and what was typed
 * stays. */
static void
test_looked_at_before_it_is_sent(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_discussion(fx);
    run_sql(fx, "UPDATE person SET name = 'Ann Akello' WHERE id = 1");
    int64_t n = query_int(fx, "SELECT count(*) FROM comment");
    const char *url = arena_printf(fx->arena, "/items/%d/comments", (int)id);
    const char *words = "@ann akello, " HOSTILE " @Zoe";
    Response *res = post(fx, BOB, url, "body", words, "follow", "1", "preview", "1", NULL);
    assert_status(res, 200);
    assert_statements(fx, 14);
    assert_shows(res, "It is not sent yet.");
    assert_shows(res, "<a href=\"/members/h1\">@ann akello</a>, &lt;b&gt;Tom");
    assert_shows(res, "such mails: <b dir=\"auto\">@Ann Akello</b>");
    assert_shows(res, "is called @Zoe, so nobody is told");
    assert_shows(res, "\n@ann akello, &lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;&#39;{{x}}");
    assert_shows(res, "value=\"1\" checked");
    assert_hides(res, "your first comment");
    assert_hides(res, "role=\"alert\"");
    assert_shows(post(fx, BOB, url, "body", "No name", "preview", "1", NULL), "Nobody is named");
    assert_status(post(fx, BOB, url, "body", "", "preview", "1", NULL), 422);
    assert_hides(get(fx, BOB, "/discussions/news"), "It is not sent yet.");
    run_sql(fx, "DELETE FROM comment WHERE person_id = 2");
    assert_shows(post(fx, ANN, url, "body", "Mine", "preview", "1", NULL), "It is not sent yet.");
    run_sql(fx, "UPDATE comment SET status = 'held'");
    assert_shows(post(fx, ANN, url, "body", "Mine", "preview", "1", NULL), "your first comment");
    for (int nth = 1;; nth++) {
        res = post_failing_at(fx, nth, BOB, url, "body", words, "preview", "1", NULL);
        if (res->status == 200)
            break;
        g_assert_cmpint(nth, <, 20);
    }
    assert_status(post(fx, SAM, url, "body", words, "preview", "1", NULL), 403);
    assert_status(post(fx, EDNA, url, "body", words, "preview", "1", NULL), 404);
    assert_status(post(fx, NOBODY, url, "body", words, "preview", "1", NULL), 403);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment"), ==, n - 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mention"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
}

typedef struct Saying {
    int64_t item_id;
    const char *words;
} Saying;

static void
say_one(Ctx *cx, const void *data)
{
    const Saying *saying = data;
    comment_insert(cx, saying->item_id, 0, saying->words);
}

static void
test_failure_and_budget(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_discussion(fx);
    const char *words = arena_printf(fx->arena, "@%s",
                                     query_text(fx, "SELECT name FROM person WHERE id = 1"));
    const Saying saying = {id, words};
    g_assert_cmpint(fixture_fail_each(fx, BOB, say_one, &saying), >=, 8);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mention"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);

    /* Without an "@" a page costs nothing more, with any number of them one statement. */
    for (int i = 0; i < 5; i++)
        comment_by(fx, BOB, id, "Nobody");
    get(fx, BOB, "/discussions/news");
    int before = fx->statements;
    for (int i = 0; i < 5; i++)
        comment_by(fx, BOB, id, words);
    get(fx, BOB, "/discussions/news");
    assert_statements(fx, before + 1);
}

void
mention_tests(void)
{
    add_test("/mention/whom-a-name-means", test_whom_a_name_means);
    add_test("/mention/once-for-each-comment", test_once_for_each_comment);
    add_test("/mention/what-somebody-wants-to-hear", test_what_somebody_wants_to_hear);
    add_test("/mention/the-mail", test_the_mail);
    add_test("/mention/a-name-is-a-link", test_a_name_is_a_link);
    add_test("/mention/outside-of-groups", test_outside_of_groups);
    add_test("/mention/failure-and-budget", test_failure_and_budget);
    add_test("/mention/what-was-not-understood-is-told", test_what_was_not_understood_is_told);
    add_test("/mention/looked-at-before-it-is-sent", test_looked_at_before_it_is_sent);
}
