/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * link - how often the links of a mailing are followed, by all readers together.
 *
 * Off unless the editor asks for it, and the mail says so.  Each address that
 * stands in the issue gets a number; the mail leads to "/go/12/3", which adds
 * one to a count and sends the reader on.  Whoever asks there is not looked
 * for: no session is read, no line of the log of requests is written, and the
 * address is the same in everybody's mail.  Programs that look at links before
 * the reader does are counted too.
 *
 * Read with: docs/decisions/0037-outcome.md.
 */
#pragma once
#include "web/web.h"

/** An address of a mailing's mails. */
typedef struct MailingLink {
    int64_t number;
    const char *url; /* whole */
    int64_t n;       /* how often it was followed */
} MailingLink;

typedef struct MailingLinkSpan {
    const MailingLink *at;
    size_t n;
} MailingLinkSpan;

/** Give numbers to the addresses in the issue, in every language, and to that of its own page. */
void link_number(Ctx *cx, int64_t mailing_id, int64_t item_id);

/** All of them, by number; without the counts, so that counting changes no letter. */
MailingLinkSpan link_list(Ctx *cx, int64_t mailing_id);

/** With the counts, most followed first. */
MailingLinkSpan link_list_counted(Ctx *cx, int64_t mailing_id);

Response *get_go(Request *req);
