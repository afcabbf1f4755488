/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * document_testing - files with text for tests, and the mails that bring them.
 */
#pragma once
#include "testing.h"

#include "alliance/document.h"
#include "alliance/item.h"
#include "mail/mail.h"

/** Hang @content on an item of Edna's as @name; its text waits to be read. */
int64_t a_document(Fixture *fx, int64_t item, const char *name, Bytes content);

/** Let the job read what waits. */
void read_documents(Fixture *fx);

/** The newest mail as it would be sent now, one of @kinds, with its files read, and the whole
 * message. False: it says nothing. */
bool newest_letter(Fixture *fx, const MailKind *const *kinds, Mail *ret_mail,
                   const char **ret_message);

void assert_has(const char *text, const char *words);
