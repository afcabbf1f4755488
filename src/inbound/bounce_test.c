/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/bounce.h"

#include "base/text.h"
#include "lang/lang.h"
#include "mail_cases.h"

#include <string.h>

static Bounce
classify(Arena *arena, const char *message, bool from_nobody)
{
    Letter letter;
    g_assert_cmpint(letter_read(arena, (Bytes){message, strlen(message)}, &letter), ==, LETTER_OK);
    return bounce_classify(arena, &letter, from_nobody);
}

static void
test_reports_of_servers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    MailCaseSpan cases = mail_cases_read(fx->arena, "bounce.cases");
    g_assert_cmpuint(cases.n, >=, 60);
    for (size_t i = 0; i < cases.n; i++) {
        const MailCase *one = &cases.at[i];
        Bounce got = classify(fx->arena, one->input, false);
        const char *words = arena_printf(fx->arena, "%s %s", bounce_class_name(got.class),
                                         *got.recipient != '\0' ? got.recipient : "-");
        if (strcmp(words, one->words) != 0 || strcmp(got.reason, one->expected) != 0)
            g_error("%s: is %s, status \"%s\": %s", one->name, words, got.status, got.reason);
    }
}

static void
test_every_reason_has_its_french(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const Lang *french = lang_find("fr");
    for (const BounceCode *row = BOUNCE_CODES; row->code != NULL; row++)
        g_assert_cmpstr(lang_text(french, row->reason), !=, row->reason);
    for (const BouncePhrase *row = BOUNCE_PHRASES; row->phrase != NULL; row++)
        g_assert_cmpstr(lang_text(french, row->reason), !=, row->reason);
    for (int class = BOUNCE_NONE; class < BOUNCE_CLASSES; class ++) {
        const char *label = bounce_class_label((BounceClass) class);
        g_assert_cmpstr(lang_text(french, label), !=, label);
        g_assert_cmpint(bounce_class_find(bounce_class_name((BounceClass) class)), ==, class);
    }
    g_assert_cmpint(bounce_class_find(HOSTILE), ==, BOUNCE_NONE);
    (void)fx;
}

/* Phrases are compared with folded text, so they must be folded themselves. */
static void
test_phrases_can_be_found(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *const *lists[] = {BOUNCE_SUBJECTS, AUTO_REPLY_SUBJECTS, BOUNCE_COPY_MARKS};
    for (const BouncePhrase *row = BOUNCE_PHRASES; row->phrase != NULL; row++)
        g_assert_cmpstr(text_fold(fx->arena, row->phrase), ==, row->phrase);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        for (const char *const *words = lists[i]; *words != NULL; words++)
            g_assert_cmpstr(text_fold(fx->arena, *words), ==, *words);
}

/* A subject alone makes no report; an envelope without sender and a subject do. */
static void
test_who_sends_matters(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *message = "From: someone@example.net\nSubject: Undeliverable: x\n\n"
                          "amina@example.org: user unknown";
    g_assert_cmpint(classify(fx->arena, message, false).class, ==, BOUNCE_NONE);
    g_assert_cmpint(classify(fx->arena, message, true).class, ==, BOUNCE_HARD);
}

void
bounce_tests(void)
{
    add_test_once("/bounce/reports-of-servers", test_reports_of_servers);
    add_test_once("/bounce/french", test_every_reason_has_its_french);
    add_test_once("/bounce/phrases", test_phrases_can_be_found);
    add_test_once("/bounce/who-sends", test_who_sends_matters);
}
