/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/credential.h"

#include "alliance/common_password.h"
#include "db/dump.h"
#include "testing.h"

#define GOOD "olive grove, 7 goats"

static void
test_common_ones_are_known(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const bad[] = {
        "password123",  "P@ssw0rd2024!", "1234567890",       "qwertyuiop",     "2017-03-21",
        "aaaaaaaaaaaa", "abcdefghijkl",  "passwordpassword", "Football!!2016", "0987654321",
        "poiuytrewq",   "+254712345678", "ababababababab",   "PASSWORD!!!!",
    };
    static const char *const good[] = {GOOD, "correct horse battery", "مطر على سطح قديم",
                                       "kettle-of-7-moons"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        if (!password_is_common(fx->arena, bad[i]))
            g_error("%s is not known", bad[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        if (password_is_common(fx->arena, good[i]))
            g_error("%s is refused", good[i]);
}

static void
test_the_list_is_in_order(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const list[] = {
#include "data/common_passwords.inc"
    };
    g_assert_cmpuint(G_N_ELEMENTS(list), >, 3000);
    for (size_t i = 1; i < G_N_ELEMENTS(list); i++)
        g_assert_cmpstr(list[i - 1], <, list[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(list); i++)
        g_assert_true(password_is_common(fx->arena, list[i]));
}

static void
test_own_words_are_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    const Person *ann = person_find(cx, ANN);
    static const char *const bad[] = {"short",           "Ann Achieng",    "annachieng2017!",
                                      "ann@example.org", "Our alliance 1", "éééé ééé"};
    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
        if (password_fault(cx, ann, bad[i]) == NULL)
            g_error("%s is taken", bad[i]);
    g_assert_null(password_fault(cx, ann, GOOD));
    g_assert_null(password_fault(cx, ann, HOSTILE));
    fixture_commit(fx);
}

static void
test_fits_in_either_form(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    const Person *ann = person_find(cx, ANN), *bob = person_find(cx, BOB);
    password_set(cx, ann, "caf\xc3\xa9 au lait, goats");
    g_assert_true(password_fits(cx, ann, "caf\xc3\xa9 au lait, goats"));
    g_assert_true(password_fits(cx, ann, "cafe\xcc\x81 au lait, goats"));
    g_assert_false(password_fits(cx, ann, "cafe au lait, goats"));
    g_assert_false(password_fits(cx, bob, "caf\xc3\xa9 au lait, goats"));
    g_assert_false(password_fits(cx, NULL, "caf\xc3\xa9 au lait, goats"));
    fixture_commit(fx);
}

static void
test_hash_of_today_is_kept(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    const Person *ann = person_find(cx, ANN);
    password_set(cx, ann, GOOD);
    fixture_commit(fx);
    const char *before = query_text(fx, "SELECT password FROM credential");
    g_assert_true(g_str_has_prefix(before, "$argon2id$v=19$m=19456,t=2,p=1$"));
    cx = fixture_begin(fx, ANN);
    g_assert_true(password_fits(cx, ann, GOOD));
    fixture_commit(fx);
    g_assert_cmpstr(query_text(fx, "SELECT password FROM credential"), ==, before);
}

/* A malformed hash of nobody would be refused at once. */
static void
test_nobody_costs_as_much(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    const Person *ann = person_find(cx, ANN);
    password_set(cx, ann, GOOD);
    int64_t best[2] = {G_MAXINT64, G_MAXINT64};
    for (int i = 0; i < 6; i++) {
        int64_t start = g_get_monotonic_time();
        g_assert_false(password_fits(cx, i % 2 == 0 ? ann : NULL, "another one, no goats"));
        best[i % 2] = MIN(best[i % 2], g_get_monotonic_time() - start);
    }
    fixture_commit(fx);
    g_assert_cmpint(best[1] * 2, >, best[0]);
    g_assert_cmpint(best[0] * 2, >, best[1]);
}

static void
set_one(Ctx *cx, const void *data)
{
    (void)data;
    const Person *ann = person_find(cx, ANN);
    if (ann != NULL)
        password_set(cx, ann, GOOD);
}

static void
test_failure_leaves_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpint(fixture_fail_each(fx, ANN, set_one, NULL), >=, 4);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM credential"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit"), ==, 0);
}

static void
test_is_not_exported(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpint(dump_find_rule("credential")->how, ==, DUMP_PRIVATE);
}

void
credential_tests(void)
{
    add_test("/credential/common-ones-are-known", test_common_ones_are_known);
    add_test("/credential/the-list-is-in-order", test_the_list_is_in_order);
    add_test("/credential/own-words-are-refused", test_own_words_are_refused);
    add_test("/credential/fits-in-either-form", test_fits_in_either_form);
    add_test("/credential/hash-of-today-is-kept", test_hash_of_today_is_kept);
    add_test("/credential/nobody-costs-as-much", test_nobody_costs_as_much);
    add_test("/credential/is-not-exported", test_is_not_exported);
    add_test("/credential/failure-leaves-nothing", test_failure_leaves_nothing);
}
