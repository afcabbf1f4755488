/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file.h"
#include "inbound/inbound.h"
#include "inbound/inbound_testing.h"

#include <string.h>

static const char *
orders(Fixture *fx)
{
    return query_text(fx, "SELECT argument FROM outbox WHERE template = 'file' "
                          "ORDER BY id DESC LIMIT 1");
}

static int64_t
n_orders(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'file'");
}

static int64_t
n_helps(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'inbound.answer'");
}

static void
writes(Fixture *fx, const char *from, const char *to, const char *words)
{
    arrives(fx, from, to, a_mail(fx, from, "", words));
}

/* Two files hang on an item; the address at which Ann's answers about it arrive. */
static const char *
two_files(Fixture *fx, int64_t *ret_item)
{
    *ret_item = an_item(fx);
    Ctx *cx = fixture_begin(fx, EDNA);
    file_attach(cx, *ret_item, file_insert(cx, (Bytes){"Words one", 9}),
                &(FileWords){.name = "one.txt"});
    file_attach(cx, *ret_item, file_insert(cx, (Bytes){"Words two", 9}),
                &(FileWords){.name = "two.txt"});
    fixture_commit(fx);
    return signed_address(fx, MAIL_FETCH, *ret_item, ANN);
}

static void
test_a_word_fetches_a_file(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item;
    const char *to = two_files(fx, &item);
    static const struct {
        const char *words;
        int64_t n; /* mails */
    } cases[] = {
        {"file",                      1},
        {"File.",                     1},
        {"Fichier 2",                 1},
        {"text 1, 2",                 2},
        {"\"text\" 2",                1},
        {"Texte 2 1",                 1},
        {"file 1; 2\n\nAnn",          2},
        {"Light",                     1},
        {"L\xc3\xa9ger 2",            1},
        {"light 2 1",                 0},
        {"\xd9\x85\xd9\x84\xd9\x81",  1},
        {"file 1 2",                  0},
        {"file x",                    0},
        {"file 0",                    0},
        {"file -1",                   0},
        {"please the file",           0},
        {"text 1 1 1",                0},
        {"",                          0},
        {"files",                     0},
        {"file 99999999999999999999", 0},
        {"file 1,1,1,1,1,1",          0},
        {"file 3",                    0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t before = n_orders(fx), helps = n_helps(fx);
        writes(fx, ANN_MAIL, to, cases[i].words);
        if (n_orders(fx) - before != cases[i].n)
            g_error("\"%s\" sent %" PRId64, cases[i].words, n_orders(fx) - before);
        g_assert_cmpint(n_helps(fx) - helps, ==, cases[i].n > 0 ? 0 : 1);
        fx->now += 60;
    }
    /* What there is of them comes, and what is not is said. */
    int64_t helps = n_helps(fx), before = n_orders(fx);
    writes(fx, ANN_MAIL, to, "file 2, 7");
    g_assert_cmpint(n_orders(fx), ==, before + 1);
    g_assert_cmpint(n_helps(fx), ==, helps + 1);
}

static void
test_it_says_which_and_from_where(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item;
    const char *to = two_files(fx, &item);
    int64_t two = query_int(fx, "SELECT file_id FROM item_file WHERE name = 'two.txt'");
    writes(fx, ANN_MAIL, to, "text 2 41");
    const char *order = orders(fx);
    g_assert_nonnull(strstr(order, arena_printf(fx->arena, "\"file\":\"%" PRId64 "\"", two)));
    g_assert_nonnull(strstr(order, "\"wish\":\"text\""));
    g_assert_nonnull(strstr(order, "\"from\":\"41\""));
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM outbox WHERE template = 'file'"), ==, ANN);
}

static void
test_only_its_owner_fetches_and_only_what_is_his(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t item;
    const char *to = two_files(fx, &item);
    writes(fx, "bob@example.org", to, "file");
    g_assert_cmpint(n_orders(fx), ==, 0);
    run_sql(fx,
            arena_printf(fx->arena, "UPDATE item SET holds_files = 1 WHERE id = %" PRId64, item));
    writes(fx, ANN_MAIL, to, "file");
    g_assert_cmpint(n_orders(fx), ==, 0);
    g_assert_cmpint(n_helps(fx), ==, 1);
    g_assert_nonnull(strstr(query_text(fx, "SELECT argument FROM outbox WHERE template = "
                                           "'inbound.answer'"),
                            "There is no file of it any more"));
}

void
inbound_file_tests(void)
{
    add_test("/inbound-file/word", test_a_word_fetches_a_file);
    add_test("/inbound-file/which", test_it_says_which_and_from_where);
    add_test("/inbound-file/whose", test_only_its_owner_fetches_and_only_what_is_his);
}
