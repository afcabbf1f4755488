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

static const char *
hash_of(Fixture *fx, const char *password)
{
    Ctx cx = {.arena = fx->arena, .db = fx->db};
    return password_hash(&cx, password);
}

static void
give_password(Fixture *fx, int64_t id, const char *password)
{
    const char *hash = hash_of(fx, password);
    Ctx *cx = fixture_begin(fx, id);
    password_set(cx, person_find(cx, id), hash);
    fixture_commit(fx);
}

/* @id types @password, as a request would: looked at, computed, believed or not. */
static PasswordTry *
typed(Fixture *fx, int64_t id, const char *password)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    PasswordTry *attempt = password_look(cx, person_find(cx, id));
    fixture_commit(fx);
    password_compute(cx, attempt, password);
    return attempt;
}

static bool
believed(Fixture *fx, int64_t id, const PasswordTry *attempt)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    bool fits = password_fits(cx, person_find(cx, id), attempt);
    fixture_commit(fx);
    return fits;
}

static bool
fits(Fixture *fx, int64_t id, const char *password)
{
    return believed(fx, id, typed(fx, id, password));
}

static void
test_fits_in_either_form(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_password(fx, ANN, "caf\xc3\xa9 au lait, goats");
    g_assert_true(fits(fx, ANN, "caf\xc3\xa9 au lait, goats"));
    g_assert_true(fits(fx, ANN, "cafe\xcc\x81 au lait, goats"));
    g_assert_false(fits(fx, ANN, "cafe au lait, goats"));
    g_assert_false(fits(fx, BOB, "caf\xc3\xa9 au lait, goats"));
    g_assert_false(fits(fx, NOBODY, "caf\xc3\xa9 au lait, goats"));
}

static void
test_changed_meanwhile_is_not_believed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_password(fx, ANN, GOOD);
    PasswordTry *attempt = typed(fx, ANN, GOOD);
    g_assert_true(believed(fx, ANN, attempt));
    give_password(fx, BOB, GOOD);
    g_assert_false(believed(fx, BOB, attempt));
    give_password(fx, ANN, GOOD); /* the same one, with another salt */
    g_assert_false(believed(fx, ANN, attempt));
    attempt = typed(fx, ANN, GOOD);
    run_sql(fx, "DELETE FROM credential WHERE person_id = 1");
    g_assert_false(believed(fx, ANN, attempt));
}

static void
test_hash_of_today_is_kept(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_password(fx, ANN, GOOD);
    const char *before = query_text(fx, "SELECT password FROM credential");
    g_assert_true(g_str_has_prefix(before, "$argon2id$v=19$m=19456,t=2,p=1$"));
    g_assert_true(fits(fx, ANN, GOOD));
    g_assert_cmpstr(query_text(fx, "SELECT password FROM credential"), ==, before);
}

static void
test_hash_of_the_past_is_made_anew(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_password(fx, ANN, GOOD);
    PasswordTry *attempt = typed(fx, ANN, GOOD);
    attempt->anew = hash_of(fx, GOOD);
    g_assert_true(believed(fx, ANN, attempt));
    g_assert_cmpstr(query_text(fx, "SELECT password FROM credential"), ==, attempt->anew);
}

/* A malformed hash of nobody would be refused at once. */
static void
test_nobody_costs_as_much(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    give_password(fx, ANN, GOOD);
    int64_t best[2] = {G_MAXINT64, G_MAXINT64};
    for (int i = 0; i < 6; i++) {
        int64_t start = g_get_monotonic_time();
        g_assert_false(fits(fx, i % 2 == 0 ? ANN : NOBODY, "another one, no goats"));
        best[i % 2] = MIN(best[i % 2], g_get_monotonic_time() - start);
    }
    g_assert_cmpint(best[1] * 2, >, best[0]);
    g_assert_cmpint(best[0] * 2, >, best[1]);
}

static void
set_one(Ctx *cx, const void *hash)
{
    const Person *ann = person_find(cx, ANN);
    if (ann != NULL)
        password_set(cx, ann, hash);
}

static void
test_failure_leaves_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpint(fixture_fail_each(fx, ANN, set_one, hash_of(fx, GOOD)), >=, 4);
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
    add_test("/credential/changed-meanwhile-is-not-believed",
             test_changed_meanwhile_is_not_believed);
    add_test("/credential/hash-of-the-past-is-made-anew", test_hash_of_the_past_is_made_anew);
    add_test("/credential/is-not-exported", test_is_not_exported);
    add_test("/credential/failure-leaves-nothing", test_failure_leaves_nothing);
}
