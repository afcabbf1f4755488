/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mention - somebody is named with "@" in what is said, and hears of it.
 *
 * "@" and the whole name, as it stands in the profile, works in a form and in a
 * mail: "@Ann Banda".  It means one person: in a group somebody who is in it,
 * elsewhere somebody of the directory, and whoever wrote there already.  What
 * means nobody, or two, stays what it is: text.  Lines that quote name nobody.
 *
 * A row is kept for each person of each text, so changing it tells nobody
 * twice.  It comes by mail or in a digest, instead of what who follows the text
 * gets; who said "none" of the text or of its group is not told.
 *
 * Read with: follow.h, digest.h, docs/decisions/0046-mentions.md.
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"

/** Where somebody is named. */
typedef struct MentionPlace {
    int64_t item_id;
    int64_t comment_id; /* 0: in how the item begins */
    int64_t author_id;  /* who is not told of being named by himself */
} MentionPlace;

/** Keep whom @text names there, LIMIT_MENTIONS of them.  False: nobody.  No statement without an
 * "@".  Before who follows the item is told. */
bool mention_note(Ctx *cx, const MentionPlace *place, const char *text);

/** Likewise whom an item names as it begins, whoever may see it; *@ret_place is there. */
bool mention_note_beginning(Ctx *cx, int64_t item_id, MentionPlace *ret_place);

/** Tell those who were not told yet.  After who follows the item was told: they were left out. */
void mention_tell(Ctx *cx, const MentionPlace *place);

/** A name behind "@" in a text, and what it means there. */
typedef struct MentionName {
    const char *written; /* if it means nobody, as much as looks like a name */
    const char *name;    /* of the one whom it means; NULL: nobody, or several */
    const char *page;    /* his profile; NULL: not open to the acting person */
    bool several;        /* more than one is called so */
} MentionName;

typedef struct MentionReading {
    const MentionName *at;
    size_t n;
} MentionReading;

/** Read whom @text of the acting person would name there, each once and not himself; nothing is
 *  kept.  No statement without an "@". */
MentionReading mention_read(Ctx *cx, int64_t item_id, const char *text);

/** Say which names were not understood, translated; NULL: all were. */
const char *mention_unclear(Ctx *cx, MentionReading reading);

/** @notice, translated, to who wrote @text; and which names in it were not understood. */
const char *mention_notice(Ctx *cx, int64_t item_id, const char *text, const char *notice);

/** A person as he is named in a text. */
typedef struct Mention {
    int64_t comment_id;
    const char *written; /* behind the "@" */
    const char *page;    /* his profile; NULL: not open to the acting person */
} Mention;

typedef struct MentionSpan {
    const Mention *at;
    size_t n;
} MentionSpan;

/** Those in how the item begins and in its comments whose numbers are from @first to @last. */
MentionSpan mention_list(Ctx *cx, int64_t item_id, int64_t first, int64_t last);

/** A piece of a text. */
typedef struct TextPart {
    const char *text;
    const char *url; /* or NULL */
} TextPart;

typedef struct TextPartSpan {
    const TextPart *at;
    size_t n;
} TextPartSpan;

/** @text with links to whom it names; empty: there are none. */
TextPartSpan mention_parts(Arena *arena, MentionSpan mentions, int64_t comment_id,
                           const char *text);

/** Likewise of a text that is not kept yet. */
TextPartSpan mention_read_parts(Arena *arena, MentionReading reading, const char *text);

/** Likewise of Markdown, as Markdown. */
const char *mention_markdown(Arena *arena, MentionSpan mentions, const char *text);

/** Somebody named its reader; arguments "item" and "comment", which may be 0. */
extern const MailKind MAIL_MENTION;
