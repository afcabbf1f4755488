/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * follow - who is told by mail what is said about a text, or begins in a group.
 *
 * Of a text its author is, and who said so below it; the row of `follow` that a person
 * has for it is the last word of both.  Each mail comes at once or waits for a digest (digest.h).
 * A mail goes out when a comment is shown, so a held one waits with it, and is composed when it is
 * sent: who may not see the text by then gets none.  Its Reply-To says that an answer is a comment
 * (mail/address.h), and each mail ends its own text with one click.
 *
 * Read with: comment.c (when a mail is due), inbound/meaning.c (what an answer
 * does), docs/decisions/0038-comments-by-mail.md, 0042-digest.md.
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"

struct Comment;

/** Does the acting person follow the item?  One statement. */
bool follow_is_mine(Ctx *cx, int64_t item_id);

/** What a person wants to get by mail: of a text its comments, of a group its discussions. */
typedef enum FollowWants {
    FOLLOW_NOTHING = 0,
    FOLLOW_IT = 1, /* comments on a text; what begins in a group, as who is in it gets unasked */
    FOLLOW_EVERYTHING = 2, /* of a group: the comments of its discussions, too */
    FOLLOW_MENTIONS = 3,   /* of a group: only where the person is named (mention.h) */
} FollowWants;

/** Say what @person_id wants of the item from now on. */
void follow_set(Ctx *cx, int64_t item_id, int64_t person_id, FollowWants wants);

/** What the acting person, who is in the group, wants of it. */
FollowWants follow_of_group(Ctx *cx, int64_t group_id);

/** What the token in a mail is for that ends it; in the arena. */
const char *follow_end_use(Arena *arena, int64_t item_id);

/** What the acting person gets by mail: a group he is in, a text he follows or wrote. */
typedef struct Followed {
    int64_t id;
    const char *kind, *title, *language, *slug;
    const char *path;
    bool is_group;
} Followed;

typedef struct FollowedSpan {
    const Followed *at;
    size_t n;
} FollowedSpan;

/** Up to @most of what he may see, groups first, then the newest. */
FollowedSpan follow_list(Ctx *cx, int64_t most);

/** One of these; NULL: he gets none of its mails. */
const Followed *follow_find(Ctx *cx, int64_t item_id);

/** Does the person get comments by mail at all? */
bool follow_mails(Ctx *cx, int64_t person_id);
void follow_set_mails(Ctx *cx, int64_t person_id, bool wants);

/** What who follows is told, by a mail at once or in the next digest, as each has chosen. */
typedef struct FollowNews {
    const MailKind *kind; /* of the mail that goes out at once; digest_mail.c knows it, too */
    int64_t item_id;
    int64_t comment_id;   /* 0: it is no comment */
    const char *argument; /* of the mail, JSON */
    int64_t but;          /* of who follows it, who did it and knows; 0: nobody */
    int64_t deadline;     /* until when one can act, UTC; 0: always */
} FollowNews;

/** Tell everybody who follows the item.  Two statements, however many follow. */
void follow_tell(Ctx *cx, const FollowNews *news);

/** Likewise everybody but its author who is in the item's group and wants its mails: it has begun.
 */
void follow_tell_group(Ctx *cx, const FollowNews *news);

/** Tell of a comment that is shown now; not @author_id, who wrote it. */
void follow_tell_comment(Ctx *cx, int64_t item_id, int64_t comment_id, int64_t author_id);

/** What makes a mail a part of what is said about an item: it is answered by a comment, @answers or
 *  another purpose of mail/address.h; ends what is told of @ends_id, an item or a group, by a list
 *  of the name @list; and offers fewer mails. */
MailExchange follow_exchange(Arena *arena, const char *answers, int64_t item_id, int64_t ends_id,
                             const char *list);

/** Likewise of a mail about a comment, answered by one at the same place. */
MailExchange follow_exchange_of(Arena *arena, const struct Comment *comment);

/** Does the acting person still want such a mail?  For who composes it; access is asked apart. */
bool follow_still(Ctx *cx, int64_t item_id);
bool follow_still_group(Ctx *cx, int64_t item_id);

/** A new comment; argument "comment", its id. */
extern const MailKind MAIL_FOLLOW;
