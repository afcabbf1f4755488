/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Polls in several languages: pages, mails, votes by mail, and corrections after a vote.
 */
#include "alliance/poll_word.h"
#include "poll/poll_testing.h"

#include "alliance/mail_testing.h"
#include "alliance/poll.h"
#include "alliance/poll_tell.h"

#include <string.h>

static int64_t
a_french_poll(Fixture *fx, const char *kind, const char *flag)
{
    int64_t id = a_poll_of_all(fx, kind, flag);
    assert_status(in_french(fx, "Où", "Rouge " HOSTILE, "Vert", "Bleu"), 303);
    run_sql(fx, "UPDATE person SET language = 'fr', zone = 'Europe/Paris' WHERE id = 1");
    return id;
}

static void
close_it(Fixture *fx)
{
    fx->now = POLL_CLOSES;
    g_assert_cmpint(poll_close_due(fixture_begin(fx, NOBODY)), ==, 1);
    fixture_commit(fx);
}

static Response *
edit(Fixture *fx, const char *title, const char *options)
{
    return post(fx, EDNA, "/polls/where/edit", "title", title, "body", "Think *first*.", "options",
                options, "kind", "single", "closes", "2017-01-22 12:00", "zone", "Africa/Nairobi",
                "audience", "members", NULL);
}

/* ---- pages ---- */

static void
test_each_reads_it_in_his_language(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_french_poll(fx, "single", "early");
    open_it(fx, false);
    Response *res = get(fx, ANN, "/fr/polls/where");
    assert_statements(fx, 18);
    assert_shows(res, "Rouge &lt;b&gt;Tom");
    assert_shows(res, "lang=\"fr\" dir=\"auto\">2. Vert");
    assert_shows(res, "<em>lire</em>");
    assert_shows(res, "voir l’original");
    assert_shows(res, "<span lang=\"en\" dir=\"auto\">Green</span>");
    res = get(fx, ANN, "/polls/where");
    assert_shows(res, "2. Green");
    assert_hides(res, "Vert");
    assert_hides(res, "are translated");
    assert_shows(get_json(fx, ANN, "/fr/polls/where.json"), "\"original\":\"Green\"");
    assert_shows(get_json(fx, ANN, "/fr/polls/where.json"), "\"text\":\"Vert\"");
    /* A language without a translation says which one is shown. */
    assert_shows(get(fx, ANN, "/ar/polls/where"), "lang=\"en\" dir=\"auto\">٢. Green");
    assert_shows(get(fx, ANN, "/ar/polls/where"), "الإنجليزية");
    assert_shows(get(fx, ANN, "/fr/polls"), "Où");
    assert_shows(get(fx, ANN, "/fr/polls.atom"), "Où");
    /* A ballot mixes languages; the result is each reader's. */
    assert_status(post(fx, ANN, "/fr/polls/where", "choice", "2", NULL), 303);
    assert_status(post(fx, BOB, "/polls/where", "choice", "2", NULL), 303);
    assert_shows(get(fx, ANN, "/fr/polls/where"), "lang=\"fr\" dir=\"auto\"><b>★ Vert</b>");
    close_it(fx);
    assert_shows(get(fx, ANN, "/fr/polls/where"), "★ Vert");
    assert_shows(get(fx, ANN, "/polls/where"), "★ Green");
}

static void
test_some_options_are_named_as_original(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_poll_of_all(fx, "single", "early");
    assert_status(in_french(fx, "Où", "Rouge", NULL, NULL), 303);
    open_it(fx, false);
    Response *res = get(fx, ANN, "/fr/polls/where");
    assert_shows(res, "1. Rouge");
    assert_shows(res, "lang=\"en\" dir=\"auto\">2. Green");
    assert_shows(res, "Langue des autres : anglais");
    assert_shows(get(fx, EDNA, "/polls"), "in part");
    assert_hides(get(fx, ANN, "/polls"), "in part");
    assert_shows(get(fx, EDNA, "/desk/translations?language=fr"),
                 "href=\"/polls/where/translations/fr\"");
    assert_shows(get(fx, EDNA, "/desk/translations?language=fr"), "in part");
    assert_status(in_french(fx, "Où", "Rouge", "Vert", "Bleu"), 303);
    assert_hides(get(fx, EDNA, "/desk/translations?language=fr"), "polls/where");
    assert_hides(get(fx, EDNA, "/polls"), "in part");
}

static void
test_a_changed_option_is_stale(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_french_poll(fx, "single", "early");
    open_it(fx, false);
    /* Moved, an option keeps its translation; changed, it has none until it is renewed. */
    assert_status(edit(fx, "Where", "Blue\nRed\nDark green"), 303);
    Response *res = get(fx, ANN, "/fr/polls/where");
    assert_shows(res, "1. Bleu");
    assert_shows(res, "3. Dark green");
    assert_hides(res, "Vert");
    assert_shows(get(fx, EDNA, "/polls"), "older than the original");
    assert_shows(get(fx, EDNA, "/polls/where/translations"), "older than the original");
    assert_status(edit(fx, "Where", "Red\nDark green\nBlue"), 303);
    res = get(fx, EDNA, "/polls/where/translations/fr");
    assert_shows(res, "which was &quot;Green&quot;");
    assert_shows(res, "value=\"Vert\"");
    assert_status(in_french(fx, "Où", "Rouge", "Vert foncé", "Bleu"), 303);
    assert_shows(get(fx, ANN, "/fr/polls/where"), "2. Vert foncé");
    assert_shows(get(fx, EDNA, "/polls/where/translations"), "up to date");
    /* So is the question. */
    assert_status(edit(fx, "Whither", "Red\nDark green\nBlue"), 303);
    assert_shows(get(fx, EDNA, "/polls/where/translations"), "older than the original");
    assert_shows(get(fx, ANN, "/fr/polls/where"), "2. Vert foncé");
}

static void
test_a_correction_after_a_vote_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_french_poll(fx, "single", "early");
    open_it(fx, false);
    assert_status(in_french(fx, "Où", "Rouge", "Vert", "Bleu"), 303);
    assert_hides(get(fx, ANN, "/fr/polls/where"), "a été corrigée");
    assert_status(post(fx, ANN, "/fr/polls/where", "choice", "2", NULL), 303);
    assert_status(edit(fx, "Where", "Red\nBlue"), 409);
    assert_shows(get(fx, EDNA, "/polls/where/translations/fr"), "1 has voted.");
    assert_status(in_french(fx, "Où", "Rouge", "Vert", "Bleu"), 303); /* nothing is another */
    assert_hides(get(fx, ANN, "/fr/polls/where"), "a été corrigée");
    fx->now += POLL_DAY;
    assert_status(in_french(fx, "Où", "Rouge", "Verdure", "Bleu"), 303);
    assert_shows(get(fx, ANN, "/fr/polls/where"), "a été corrigée le 3 janvier 2017");
    assert_hides(get(fx, ANN, "/polls/where"), "was corrected");
    g_assert_cmpstr(query_text(fx, "SELECT choice FROM poll_vote"), ==, "2");
    g_assert_cmpstr(query_text(fx, "SELECT subject FROM audit WHERE action = 'poll.translate'"
                                   " ORDER BY id DESC LIMIT 1"),
                    ==, "fr (1); 2) Vert → Verdure");
    /* Also once it is closed, for who reads the result; the note stays. */
    close_it(fx);
    fx->now += POLL_DAY;
    assert_status(in_french(fx, "Où", "Rouge", "Le vert", "Bleu"), 303);
    assert_shows(get(fx, ANN, "/fr/polls/where"), "★ Le vert");
    assert_shows(get(fx, ANN, "/fr/polls/where"), "a été corrigée le 23 janvier 2017");
}

static void
test_who_translates(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_french_poll(fx, "single", "early");
    static const char *const paths[] = {"/polls/where/translations", "/polls/where/translations/fr",
                                        "/polls/where/translations.json"};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
        assert_status(get(fx, ANN, paths[i]), 404);
    open_it(fx, false);
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_status(get(fx, NOBODY, paths[i]), i < 2 ? 303 : 401); /* to sign in */
        assert_status(get(fx, ANN, paths[i]), 403);
    }
    assert_status(post(fx, ANN, "/polls/where/translations/fr", "title", "x", NULL), 403);
    assert_status(get(fx, EDNA, "/polls/none/translations"), 404);
    assert_status(get(fx, EDNA, "/polls/where/translations/en"), 404); /* its own */
    assert_status(get(fx, EDNA, "/polls/where/translations/xx"), 404);
    assert_status(get(fx, EDNA, "/polls/where/translations"), 200);
    assert_statements(fx, 8);
}

static void
test_nothing_typed_is_lost(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_french_poll(fx, "single", "early");
    Response *res = in_french(fx, "", "Rouge", "Vert", "Bleu");
    assert_status(res, 422);
    assert_shows(res, "value=\"Vert\"");
    res = in_french(fx, "Où", "Vert", "Vert", "Bleu " HOSTILE);
    assert_status(res, 422);
    assert_shows(res, "Another option has the same words");
    assert_shows(res, "value=\"Bleu &lt;b&gt;Tom");
    /* Somebody was faster: both are shown, and the next press saves. */
    res = post(fx, EDNA, "/polls/where/translations/fr", "title", "Où donc", "version", "1", "mark",
               "old", "option-2", "Verdure", NULL);
    assert_status(res, 409);
    assert_shows(res, "Somebody saved in between");
    assert_shows(res, "value=\"Verdure\"");
    assert_shows(res, "lang=\"fr\" dir=\"auto\">Vert</span>");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM poll_option_word WHERE text = 'Vert'"), ==,
                    1);
    char *long_text = g_strnfill(10000, 'x');
    res = in_french(fx, "Où", long_text, "Vert", "Bleu");
    assert_status(res, 422);
    g_free(long_text);
}

/* ---- mails ---- */

static void
test_the_mail_is_in_the_readers_language(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_french_poll(fx, "several", "secret");
    open_it(fx, true);
    const char *text = newest_mail(fx, &MAIL_POLL_BEGUN, ANN);
    assert_says(text, "Sondage : Où");
    assert_says(text, "D'abord lire.");
    assert_says(text, "2) Vert");
    assert_says(text, "1) Red · 2) Green · 3) Blue");
    assert_says(text, "22 janvier 2017 à 10:00"); /* in Paris */
    assert_says(text, "12:00");                   /* in Nairobi */
    assert_says(text, "Secret veut dire");
    assert_says(text, "2, 3");
    text = newest_mail(fx, &MAIL_POLL_BEGUN, BOB);
    assert_says(text, "2) Green");
    g_assert_null(strstr(text, "translated"));
    /* Nothing in Arabic: the mail says in which language it is. */
    run_sql(fx, "UPDATE outbox SET language = 'ar' WHERE person_id = 2");
    assert_says(newest_mail(fx, &MAIL_POLL_BEGUN, BOB), "الإنجليزية");
    /* Options only in part. */
    assert_status(in_french(fx, "Où", "Rouge", NULL, NULL), 303);
    text = newest_mail(fx, &MAIL_POLL_BEGUN, ANN);
    assert_says(text, "2) Green");
    assert_says(text, "autres : anglais");
}

static void
test_an_answer_in_french_is_a_vote(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_french_poll(fx, "ranked", "secret");
    open_it(fx, true);
    g_assert_cmpstr(answer_poll(fx, id, ANN, "ann@example.org", "3, 2\n\nMerci\n"), ==, "done");
    g_assert_cmpstr(query_text(fx, "SELECT choice FROM poll_vote WHERE person_id = 1"), ==, "3,2");
    const char *text = newest_mail(fx, &MAIL_POLL_VOTE, ANN);
    assert_says(text, "Votre vote est arrivé");
    static const MailKind *const kinds[] = {&MAIL_POLL_VOTE, NULL};
    Mail mail;
    const char *message = NULL;
    g_assert_true(newest_letter(fx, kinds, &mail, &message));
    assert_says(mail.text, "1. Bleu (original : Blue)");
    assert_says(mail.text, "2. Vert (original : Green)");
    g_assert_cmpstr(answer_poll(fx, id, ANN, "ann@example.org", "Vert"), ==, "refused");
    g_assert_cmpstr(query_text(fx, "SELECT choice FROM poll_vote WHERE person_id = 1"), ==, "3,2");
    close_it(fx);
    text = newest_mail(fx, &MAIL_POLL_RESULT, ANN);
    assert_says(text, "Résultat : Où");
    assert_says(text, "★ Bleu: 1");
    assert_says(text, "1) Red · 2) Green · 3)");
}

/* ---- failures ---- */

static void
translate_work(Ctx *cx, const void *data)
{
    const Item *item = item_find_in(cx, *(const int64_t *)data, "");
    if (item == NULL)
        return;
    PollTranslation t = {
        .language = "fr",
        .title = "Ailleurs",
        .version = 1,
        .mark = poll_words_mark(cx->arena, poll_words(cx, item->id, "fr")),
        .texts = {"A", "B", "C"}
    };
    poll_translate(cx, item, &t);
}

static void
test_a_failing_statement_keeps_all(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_french_poll(fx, "single", "early");
    g_assert_cmpint(fixture_fail_each(fx, EDNA, translate_work, &id), >, 8);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM poll_option_word WHERE text = 'Vert'"), ==,
                    1);
}

void
poll_word_tests(void)
{
    add_test("/poll_word/each-in-his-language", test_each_reads_it_in_his_language);
    add_test("/poll_word/some-in-the-original", test_some_options_are_named_as_original);
    add_test("/poll_word/a-changed-option-is-stale", test_a_changed_option_is_stale);
    add_test("/poll_word/a-correction-is-told", test_a_correction_after_a_vote_is_told);
    add_test("/poll_word/who-translates", test_who_translates);
    add_test("/poll_word/nothing-typed-is-lost", test_nothing_typed_is_lost);
    add_test("/poll_word/mail-in-the-readers-language", test_the_mail_is_in_the_readers_language);
    add_test("/poll_word/an-answer-in-french", test_an_answer_in_french_is_a_vote);
    add_test("/poll_word/a-failing-statement-keeps-all", test_a_failing_statement_keeps_all);
}
