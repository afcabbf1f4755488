/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * second - what the pages of the second factor show.
 */
#pragma once
#include "alliance/second_factor.h"
#include "web/form.h"

typedef struct CodeLine {
    const char *code;
} CodeLine;

typedef struct CodeLineSpan {
    const CodeLine *at;
    size_t n;
} CodeLineSpan;

typedef struct Second {
    const Form *form;   /* a code, to put it in force or to change something; or NULL */
    int64_t since;      /* in force since then; 0: not */
    int64_t n_codes;    /* recovery codes that are left */
    const char *secret; /* to type in, in groups; NULL: none was begun */
    const char *address;
    SafeHtml picture; /* the address as a QR code */
    bool may_begin;   /* the session is fresh */
    bool wanted;      /* the desk waits for it */
} Second;

typedef struct SecondCodes {
    CodeLineSpan codes;
} SecondCodes;
