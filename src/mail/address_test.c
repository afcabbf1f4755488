/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/address.h"

#include "testing.h"

#include <string.h>

static const uint8_t KEY[SECRET_SIZE] = {1, 2, 3}, OTHER[SECRET_SIZE] = {1, 2, 4};

static const char *
signed_address(Fixture *fx, const char *purpose, int64_t number, int64_t person_id)
{
    return mail_address_sign(fx->arena, KEY, purpose, number, person_id, "alliance.example");
}

static void
test_what_was_signed_is_read(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const purposes[] = {MAIL_BOUNCE, MAIL_COMMENT, MAIL_PACE, MAIL_TASK};
    static const int64_t numbers[] = {0, 1, 39, 65535, 4294967296, INT64_MAX};
    for (size_t i = 0; i < G_N_ELEMENTS(purposes); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(numbers); j++) {
            const char *address = signed_address(fx, purposes[i], numbers[j], 7);
            MailAddress found = {0};
            g_assert_cmpuint(strcspn(address, "@"), <=, MAIL_LOCAL_MAX);
            g_assert_true(g_str_has_suffix(address, "@alliance.example"));
            g_assert_true(mail_address_open(KEY, address, &found));
            g_assert_cmpstr(found.purpose, ==, purposes[i]);
            g_assert_cmpint(found.number, ==, numbers[j]);
            g_assert_cmpint(found.person_id, ==, 7);
        }
    g_assert_true(g_str_has_prefix(signed_address(fx, MAIL_BOUNCE, 1, 0), "bounce+b"));
    g_assert_true(g_str_has_prefix(signed_address(fx, MAIL_COMMENT, 1, 0), "reply+c"));
}

static void
test_case_and_domain_do_not_matter(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *address = signed_address(fx, MAIL_COMMENT, 39, 7);
    g_autofree char *upper = g_ascii_strup(address, -1);
    g_autofree char *local = g_strndup(address, strcspn(address, "@"));
    MailAddress found = {0};
    g_assert_true(mail_address_open(KEY, upper, &found));
    g_assert_cmpint(found.number, ==, 39);
    g_assert_true(mail_address_open(KEY, local, &found));
    g_assert_cmpint(found.person_id, ==, 7);
}

/* Mails that were sent keep their addresses: this one was made by another program, by the book. */
static void
test_an_address_stays_valid(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_cmpstr(signed_address(fx, MAIL_COMMENT, 39, 7), ==,
                    "reply+caaaaaaaaaaacoaaaaaaaaaaaa6lzmsyzcpvi6erkp4why@alliance.example");
}

/* Each letter replaced by each other one: none of them is an address. */
static void
test_a_changed_letter_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *address = signed_address(fx, MAIL_COMMENT, 39, 7);
    g_autofree char *changed = g_strdup(address);
    MailAddress found = {.number = -1};
    for (size_t i = 0; i < strcspn(address, "@"); i++) {
        for (const char *c = "abcdefghijklmnopqrstuvwxyz234567+@= \xc3"; *c != '\0'; c++) {
            if (*c == address[i])
                continue;
            changed[i] = *c;
            g_assert_false(mail_address_open(KEY, changed, &found));
        }
        changed[i] = address[i];
    }
    g_assert_true(mail_address_open(KEY, changed, &(MailAddress){0}));
    g_assert_false(mail_address_open(OTHER, address, &found));
    g_assert_cmpint(found.number, ==, -1);
}

static void
test_what_is_none_of_ours_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *address = signed_address(fx, MAIL_BOUNCE, 39, 0);
    const char *const wrong[] = {
        "",
        "@",
        "+",
        "reply+",
        "reply+c",
        "ann@example.org",
        HOSTILE,
        arena_printf(fx->arena, "x%s", address),
        arena_printf(fx->arena, " %s", address),
        arena_printf(fx->arena, "reply+%s", address + strlen("bounce+")),
        arena_printf(fx->arena, "%.*sa@alliance.example", (int)strcspn(address, "@"), address),
        address + strlen("bounce+"),
    };
    MailAddress found;
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_false(mail_address_open(KEY, wrong[i], &found));
}

void
mail_address_tests(void)
{
    add_test_once("/mail_address/what-was-signed-is-read", test_what_was_signed_is_read);
    add_test_once("/mail_address/case-and-domain-do-not-matter",
                  test_case_and_domain_do_not_matter);
    add_test_once("/mail_address/stays-valid", test_an_address_stays_valid);
    add_test_once("/mail_address/a-changed-letter-is-refused", test_a_changed_letter_is_refused);
    add_test_once("/mail_address/none-of-ours", test_what_is_none_of_ours_is_refused);
}
