/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mail_cases - mails as files of tests/mail: what came, and what it is to give.
 *
 * A case: a line "### name words", the mail, a line "### =>", what is expected.
 */
#pragma once
#include "testing.h"

typedef struct MailCase {
    const char *name, *words; /* of its first line */
    const char *input;
    const char *expected; /* without empty lines at its ends */
} MailCase;

typedef struct MailCaseSpan {
    const MailCase *at;
    size_t n;
} MailCaseSpan;

/** All cases of tests/mail/@file; a test that needs them fails without it. */
MailCaseSpan mail_cases_read(Arena *arena, const char *file);
