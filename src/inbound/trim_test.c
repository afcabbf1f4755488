/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/trim.h"

#include "mail_cases.h"

#include <string.h>

static const char *const kinds[] = {
    [TRIM_WHOLE] = "whole",     [TRIM_TOP] = "top",
    [TRIM_BOTTOM] = "bottom",   [TRIM_INTERLEAVED] = "interleaved",
    [TRIM_FORWARD] = "forward",
};

static void
test_answers_of_mail_programs(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    MailCaseSpan cases = mail_cases_read(fx->arena, "trim.cases");
    g_assert_cmpuint(cases.n, >=, 50);
    for (size_t i = 0; i < cases.n; i++) {
        const MailCase *one = &cases.at[i];
        TrimKind kind;
        const char *got = trim_reply(fx->arena, one->input, &kind);
        if (strcmp(got, one->expected) != 0 || strcmp(kinds[kind], one->words) != 0)
            g_error("%s (%s): is %s:\n%s\n", one->name, one->words, kinds[kind], got);
    }
}

/* What was trimmed has nothing more to trim, unless its quotations were kept. */
static void
test_trimming_twice_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    MailCaseSpan cases = mail_cases_read(fx->arena, "trim.cases");
    for (size_t i = 0; i < cases.n; i++) {
        TrimKind kind;
        const char *once = trim_reply(fx->arena, cases.at[i].input, &kind);
        g_assert_cmpstr(trim_reply(fx->arena, once, &kind), ==, once);
    }
}

static void
test_a_long_text_is_quick(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *text = arena_string(fx->arena, 200000);
    for (int i = 0; i < 4000; i++)
        g_string_append(text, "On 2 January somebody wrote: a line\n");
    gint64 begun = g_get_monotonic_time();
    TrimKind kind;
    const char *got = trim_reply(fx->arena, text->str, &kind);
    g_assert_cmpuint(strlen(got), ==, text->len - 1);
    g_assert_cmpint(g_get_monotonic_time() - begun, <, 20 * G_USEC_PER_SEC);
}

void
trim_tests(void)
{
    add_test_once("/trim/mail-programs", test_answers_of_mail_programs);
    add_test_once("/trim/twice", test_trimming_twice_changes_nothing);
    add_test_once("/trim/long", test_a_long_text_is_quick);
}
