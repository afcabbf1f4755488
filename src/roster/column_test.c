/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/column.h"
#include "testing.h"

#define MANY 70000 /* more than two bytes can number */

static const char *
text_of(const Columns *columns, Mark mark, size_t at)
{
    return columns->dictionary[mark].texts->pdata[columns_number(&columns->mark[mark], at)];
}

/* However many there are, each keeps its own, and their numbers take the bytes that they need. */
static void
test_texts_of_many(void)
{
    static const struct {
        size_t until, size;
    } sizes[] = {
        {127,   1},
        {32767, 2},
        {MANY,  4},
    };
    Columns columns;
    columns_init(&columns);
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        for (; n < sizes[i].until; n++) {
            g_autofree char *text = g_strdup_printf("text %zu", n);
            size_t at = columns_place(&columns, (int64_t)n + 1);
            columns_set_mark(&columns, MARK_ORGANISATION, at, text);
            columns_set_mark(&columns, MARK_LEVEL, at, n % 2 == 0 ? "even" : "");
        }
        g_assert_cmpuint(columns.mark[MARK_ORGANISATION].size, ==, sizes[i].size);
        g_assert_cmpuint(columns.mark[MARK_LEVEL].size, ==, 1);
    }
    for (size_t at = 0; at < MANY; at++) {
        g_autofree char *text = g_strdup_printf("text %zu", at);
        g_assert_cmpstr(text_of(&columns, MARK_ORGANISATION, at), ==, text);
        g_assert_cmpstr(text_of(&columns, MARK_LEVEL, at), ==, at % 2 == 0 ? "even" : "");
    }
    columns_clear(&columns);
}

/* Before 1970, long after, and a record's number of eight bytes. */
static void
test_numbers_of_all_sizes(void)
{
    static const struct {
        int64_t number;
        size_t size;
    } rows[] = {
        {0,          1},
        {127,        1},
        {-128,       1},
        {128,        2},
        {-32768,     2},
        {-32769,     4},
        {INT32_MAX,  4},
        {INT32_MIN,  4},
        {2147483648, 8},
        {INT64_MAX,  8},
        {INT64_MIN,  8},
        {1,          8},
    };
    Columns columns;
    columns_init(&columns);
    for (size_t at = 0; at < G_N_ELEMENTS(rows); at++) {
        columns_place(&columns, (int64_t)at + 1);
        columns_set_number(&columns, &columns.joined, at, rows[at].number);
        g_assert_cmpuint(columns.joined.size, ==, rows[at].size);
        for (size_t i = 0; i <= at; i++)
            g_assert_cmpint(columns_number(&columns.joined, i), ==, rows[i].number);
    }
    size_t at = columns_place(&columns, INT64_MAX);
    g_assert_cmpint(columns_number(&columns.joined, at), ==, 0);
    g_assert_true(columns_find(&columns, INT64_MAX, &at));
    g_assert_cmpint(columns_number(&columns.id, 0), ==, 1);
    columns_clear(&columns);
}

/* Who is placed again, or has gone, leaves nothing to others, and what was his counts as waste. */
static void
test_words_of_each(void)
{
    Columns columns;
    columns_init(&columns);
    columns_set_words(&columns, columns_place(&columns, 2), "bob banda", "bob example org");
    columns_set_words(&columns, columns_place(&columns, 1), "", "");
    columns_place(&columns, 3);
    g_assert_cmpstr(columns_words(&columns, WORDS_NAME, 1), ==, "bob banda");
    g_assert_cmpstr(columns_words(&columns, WORDS_ADDRESS, 1), ==, "bob example org");
    for (size_t at = 0; at < 3; at += 2) {
        g_assert_cmpstr(columns_words(&columns, WORDS_NAME, at), ==, "");
        g_assert_cmpstr(columns_words(&columns, WORDS_ADDRESS, at), ==, "");
    }
    columns_drop(&columns, 3, 3);
    g_assert_cmpuint(columns.words.waste, ==, 0);
    size_t at = columns_place(&columns, 2);
    g_assert_cmpstr(columns_words(&columns, WORDS_NAME, at), ==, "");
    g_assert_cmpuint(columns.words.waste, ==, sizeof "bob banda" + sizeof "bob example org");
    columns_clear(&columns);
}

void
column_tests(void)
{
    g_test_add_func("/column/texts-of-many", test_texts_of_many);
    g_test_add_func("/column/numbers-of-all-sizes", test_numbers_of_all_sizes);
    g_test_add_func("/column/words-of-each", test_words_of_each);
}
