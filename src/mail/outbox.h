/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * outbox - what the files of mail share with each other and with nobody else.
 */
#pragma once
#include "mail/mail.h"

extern const DbType OUTBOX_MAIL; /* all columns of outbox.sql */

/** The host of "https://host:port/": in Message-ID and EHLO. */
const char *mail_host(Arena *arena, const char *base_url);
