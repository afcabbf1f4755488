/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * follow - who gets the new comments of a text by mail.
 *
 * Its author does, and who said so below it; the row of `follow` that a person
 * has for it is the last word of both.  A mail goes out when a comment is shown,
 * so a held one waits with it, and is composed when it is sent: who may not see
 * the text by then gets none.  Its Reply-To says that an answer is a comment
 * (mail/address.h), and each mail ends its own text with one click.
 *
 * Read with: comment.c (when a mail is due), inbound/meaning.c (what an answer
 * does), docs/decisions/0038-comments-by-mail.md.
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"

/** Does the acting person follow the item?  One statement. */
bool follow_is_mine(Ctx *cx, int64_t item_id);

/** What a person wants to get by mail: of a text its comments, of a group its discussions. */
typedef enum FollowWants {
    FOLLOW_NOTHING = 0,
    FOLLOW_IT = 1, /* comments on a text; what begins in a group, as who is in it gets unasked */
    FOLLOW_EVERYTHING = 2, /* of a group: the comments of its discussions, too */
} FollowWants;

/** Say what @person_id wants of the item from now on. */
void follow_set(Ctx *cx, int64_t item_id, int64_t person_id, FollowWants wants);

/** What the acting person, who is in the group, wants of it. */
FollowWants follow_of_group(Ctx *cx, int64_t group_id);

/** What the token in a mail is for that ends it; in the arena. */
const char *follow_end_use(Arena *arena, int64_t item_id);

/** Does the person get comments by mail at all? */
bool follow_mails(Ctx *cx, int64_t person_id);
void follow_set_mails(Ctx *cx, int64_t person_id, bool wants);

/** Queue a mail of a comment that is shown now to everybody who follows its item, but not to
 *  @author_id, who wrote it. */
void follow_tell(Ctx *cx, int64_t item_id, int64_t comment_id, int64_t author_id);

/** Queue a mail to everybody who follows the item, but not to @but (0: to all).  One statement,
 * however many follow; @argument is JSON. */
void follow_tell_of(Ctx *cx, const MailKind *kind, int64_t item_id, const char *argument,
                    int64_t but);

/** Likewise to everybody who is in the item's group and wants its mails, but not to its author: it
 * has begun. */
void follow_tell_group(Ctx *cx, const MailKind *kind, int64_t item_id, const char *argument);

/** Does the acting person still want such a mail?  For who composes it; access is asked apart. */
bool follow_still(Ctx *cx, int64_t item_id);
bool follow_still_group(Ctx *cx, int64_t item_id);

/** A new comment; argument "comment", its id. */
extern const MailKind MAIL_FOLLOW;
