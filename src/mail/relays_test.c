/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/relays.h"
#include "mail/underway.h"
#include "testing.h"

static size_t
picked(Relays *relays, size_t n)
{
    size_t place = 99;
    return relays_pick(relays, n, &place) ? place : 99;
}

/* The best that does not rest; who takes a mail again rests no longer. */
static void
test_the_next_is_taken(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(Relays) relays = relays_new();
    g_assert_cmpuint(picked(relays, 0), ==, 99);
    g_assert_cmpuint(picked(relays, 2), ==, 0);
    relays_rest(relays, 0);
    g_assert_cmpuint(picked(relays, 1), ==, 99);
    g_assert_cmpuint(picked(relays, 2), ==, 1);
    relays_rest(relays, 1);
    g_assert_cmpuint(picked(relays, 2), ==, 99);
    relays_wake(relays, 0);
    g_assert_cmpuint(picked(relays, 2), ==, 0);
}

/* A mail is one's who claims it until he is done; without a memory it is everybody's. */
static void
test_a_mail_is_in_one_hand(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(Underway) underway = underway_new();
    g_assert_true(underway_add(underway, 1));
    g_assert_false(underway_add(underway, 1));
    g_assert_true(underway_add(underway, G_MAXINT64));
    underway_remove(underway, 1);
    g_assert_true(underway_add(underway, 1));
    g_assert_true(underway_add(NULL, 1));
    g_assert_true(underway_add(NULL, 1));
    underway_remove(NULL, 1);
}

void
relays_tests(void)
{
    add_test_once("/relays/the-next-is-taken", test_the_next_is_taken);
    add_test_once("/relays/a-mail-is-in-one-hand", test_a_mail_is_in_one_hand);
}
