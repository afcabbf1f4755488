/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_request - a file by mail for who is no member: a form, a small mail, a button.
 *
 * Until the owner of the address has pressed it nothing large goes anywhere.  No record is made;
 * row and mails are deleted once the file was sent, or after two days.
 *
 * Read with: file_mail.h.
 */
#pragma once
#include "alliance/file_mail.h"

#define FILE_REQUEST_DAYS 2 /* its link works so long, and then nothing of it is kept */
#define FILE_REQUESTS 5     /* open ones of one address at most */

typedef struct FileRequest {
    int64_t id, file_id, item_id;
    const char *email; /* folded */
    const char *wish;  /* as in file_wish_parse() */
    const char *language;
} FileRequest;

/** Keep the wish for the file at @place, which a visitor may have, and mail the link to @email,
 *  which is folded.  Does nothing for an address that has too many; the caller's answer must not
 *  tell. */
void file_request_make(Ctx *cx, const FilePlace *place, const char *wish, const char *email);

/** The one whose link has @token, while it works; or NULL. */
const FileRequest *file_request_find(Ctx *cx, const char *token);

/** Where its file is, as a visitor may have it; NULL: not any more. */
const FilePlace *file_request_place(Ctx *cx, const FileRequest *request);

/** The owner of the address has pressed the button: the file goes, and the request. */
void file_request_send(Ctx *cx, const FileRequest *request, const FilePlace *place);

/** Delete what is over, of the outbox too; returns how many rows.  A job. */
int64_t file_request_clean(Ctx *cx);
int64_t file_request_count_over(Ctx *cx);

/** The link; arguments "file", "item", secret "token". */
extern const MailKind MAIL_FILE_LINK;
