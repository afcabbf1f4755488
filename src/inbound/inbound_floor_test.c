/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Questions to who speaks, by mail.
 */
#include "alliance/floor.h"
#include "alliance/registration_mail.h"
#include "inbound/inbound_testing.h"

#include <string.h>

#define BOB_MAIL "bob@example.org"

static int64_t
a_floor_by_mail(Fixture *fx, const FloorTerms *terms)
{
    int64_t event = a_webinar(fx, &(RegistrationTerms){.is_open = true, .guests = true});
    Ctx *cx = fixture_begin(fx, EDNA);
    floor_terms_save(cx, event, terms);
    fixture_commit(fx);
    return event;
}

static int64_t
n_questions(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM floor_question");
}

static int64_t
votes_of(Fixture *fx, int64_t number)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT n_votes FROM floor_question WHERE number = %" PRId64,
                                      number));
}

static void
test_words_are_a_question(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_floor_by_mail(fx, &(FloorTerms){.is_open = true});
    int64_t ann = register_one(fx, ANN, event), bob = register_one(fx, BOB, event);
    const char *to = signed_address(fx, MAIL_FLOOR, ann, ANN);
    arrives(fx, ANN_MAIL, to,
            a_mail(fx, ANN_MAIL, "", "How is it paid? " HOSTILE "\n\n> Take part\n"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpstr(query_text(fx, "SELECT text FROM floor_question"), ==,
                    "How is it paid? " HOSTILE);
    g_assert_cmpstr(query_text(fx, "SELECT status FROM floor_question"), ==, "held");

    /* The organiser decides by "yes". */
    int64_t task = query_int(fx, "SELECT id FROM task WHERE kind = 'floor.review'");
    arrives(fx, BOB_MAIL, signed_address(fx, MAIL_TASK, task, BOB),
            a_mail(fx, BOB_MAIL, "", "yes"));
    g_assert_cmpstr(query_text(fx, "SELECT status FROM floor_question"), ==, "held");
    arrives(fx, "sam@example.org", signed_address(fx, MAIL_TASK, task, SAM),
            a_mail(fx, "sam@example.org", "", "yes"));
    g_assert_cmpstr(query_text(fx, "SELECT status FROM floor_question"), ==, "shown");

    /* Somebody else's mail to that address asks nothing. */
    arrives(fx, BOB_MAIL, to, a_mail(fx, BOB_MAIL, "", "In her name?"));
    g_assert_cmpstr(state_of(fx), ==, "answer held");
    char *words = g_strnfill(FLOOR_TEXT + 1, 'x');
    arrives(fx, BOB_MAIL, signed_address(fx, MAIL_FLOOR, bob, BOB),
            a_mail(fx, BOB_MAIL, "", words));
    g_free(words);
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    run_sql(fx, "UPDATE floor_terms SET is_open = 0");
    arrives(fx, ANN_MAIL, to, a_mail(fx, ANN_MAIL, "", "Too late?"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpint(n_questions(fx), ==, 1);
}

static void
test_numbers_give_a_voice(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_floor_by_mail(fx, &(FloorTerms){.is_open = true});
    int64_t ann = register_one(fx, ANN, event), guest = register_one(fx, NOBODY, event);
    const char *hers = signed_address(fx, MAIL_FLOOR, ann, ANN);
    const char *his = signed_address(fx, MAIL_FLOOR, guest, NOBODY);
    arrives(fx, ANN_MAIL, hers, a_mail(fx, ANN_MAIL, "", "One?"));
    arrives(fx, GUEST, his, a_mail(fx, GUEST, "", "Two?"));
    run_sql(fx, "UPDATE floor_question SET status = 'shown'");
    arrives(fx, GUEST, his, a_mail(fx, GUEST, "", "1, 2\n"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    arrives(fx, GUEST, his, a_mail(fx, GUEST, "", "#1\n"));
    arrives(fx, ANN_MAIL, hers, a_mail(fx, ANN_MAIL, "", "2 77\n"));
    g_assert_cmpstr(state_of(fx), ==, "answer done");
    g_assert_cmpint(votes_of(fx, 1), ==, 1); /* once */
    g_assert_cmpint(votes_of(fx, 2), ==, 2);
    arrives(fx, ANN_MAIL, hers, a_mail(fx, ANN_MAIL, "", "77"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    arrives(fx, GUEST, his, a_mail(fx, GUEST, "", "-1, 2"));
    g_assert_cmpint(votes_of(fx, 1), ==, 0); /* taken back */
    g_assert_cmpint(votes_of(fx, 2), ==, 2);
    arrives(fx, ANN_MAIL, hers, a_mail(fx, ANN_MAIL, "", "2 of us ask?"));
    g_assert_cmpint(n_questions(fx), ==, 3);

    /* An address is of no use once the registration is another's. */
    run_sql(fx, arena_printf(fx->arena, "UPDATE registration SET person_id = 2 WHERE id = %" PRId64,
                             ann));
    arrives(fx, ANN_MAIL, hers, a_mail(fx, ANN_MAIL, "", "In his name?"));
    g_assert_cmpstr(state_of(fx), ==, "answer refused");
    g_assert_cmpint(n_questions(fx), ==, 3);
}

static void
test_mails_say_where_one_asks(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t event = a_floor_by_mail(fx, &(FloorTerms){.is_open = true});
    int64_t ann = register_one(fx, ANN, event);
    const char *address = signed_address(fx, MAIL_FLOOR, ann, ANN);
    Ctx *cx = fixture_begin(fx, NOBODY);
    RegistrationStory story;
    g_assert_true(registration_story_of(cx, registration_find(cx, ann), cx->lang, &story));
    const char *words = registration_link_words(&story);
    g_assert_nonnull(strstr(words, "/floor/"));
    g_assert_nonnull(strstr(words, address));
    fixture_commit(fx);
    run_sql(fx, "UPDATE floor_terms SET is_open = 0");
    cx = fixture_begin(fx, NOBODY);
    g_assert_cmpstr(registration_link_words(&story), ==, "");
    fixture_commit(fx);
}

void
inbound_floor_tests(void)
{
    add_test("/inbound-floor/words-are-a-question", test_words_are_a_question);
    add_test("/inbound-floor/numbers-give-a-voice", test_numbers_give_a_voice);
    add_test("/inbound-floor/mails-say-where-one-asks", test_mails_say_where_one_asks);
}
