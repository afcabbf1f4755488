/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * spf - may mails of a domain come from an address?  As receivers answer it (RFC 7208).
 *
 * What depends on a single mail (macros) or on who asks ("ptr") is not guessed: such a record is
 * SPF_UNSURE.  Asks the DNS, so never in a transaction.
 *
 * Read with: dns.h, docs/decisions/0041-sights.md.
 */
#pragma once
#include "mail/dns.h"

typedef enum SpfResult {
    SPF_NONE = 1, /* the domain says nothing */
    SPF_PASS,
    SPF_NEUTRAL,
    SPF_SOFTFAIL,
    SPF_FAIL,
    SPF_BROKEN, /* the record cannot be used: receivers treat it as if it were none, or refuse */
    SPF_UNSURE, /* nobody answers, or it depends on more than the address */
} SpfResult;

typedef struct SpfAnswer {
    SpfResult result;
    const char *why;      /* of SPF_BROKEN, else NULL: "many" questions to the DNS, "void": names of
                             nobody, "word": not understood, "nowhere": an include without a record,
                             "several" records */
    const char *includes; /* domains that were gone through before it ended, blanks around each */
} SpfAnswer;

/** Ask it of @address ("192.0.2.1") and the record of @domain. */
SpfAnswer spf_check(const DnsLook *look, Arena *arena, const char *domain, const char *address);

/** Those of the lines @texts that are such a record; returns how many, *@ret_record is the first.
 */
size_t spf_find(Arena *arena, const char *texts, const char **ret_record);
