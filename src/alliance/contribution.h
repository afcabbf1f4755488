/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * contribution - what a member gives to the library, by the form or by mail.
 *
 * It is a work with its first edition from the beginning, a draft that only its
 * contributor and the editors see, and it is reviewed as a post is (review.h).
 * While it is reviewed the contributor is its author; once it is accepted it is
 * the alliance's like any other work, nobody is its author any more, and its
 * page names the contributor if that was wanted.
 *
 * Read with: contribution_mail.c (what who wrote by mail hears),
 * docs/decisions/0069-contributing.md.
 */
#pragma once
#include "alliance/item.h"
#include "mail/mail.h"

#define CONTRIBUTION_OPEN 30           /* of one member that nobody has decided about */
#define CONTRIBUTION_NOTE 2000         /* characters to the editors */
#define CONTRIBUTION_ADDRESS "library" /* before the "@" of the alliance's own domain */

typedef struct Contribution {
    int64_t item_id, made_at;
    int64_t person_id; /* 0: a former member */
    const char *name;  /* "": likewise */
    bool is_demo, credited, by_mail;
} Contribution;

/** Of the work with this number; NULL: nobody contributed it. */
const Contribution *contribution_find(Ctx *cx, int64_t item_id);

/** Did the acting person contribute it? */
bool contribution_is_mine(Ctx *cx, int64_t item_id);

typedef struct ContributionDraft {
    const char *title, *body, *language;
    const char *pillar, *link, *came_out; /* "" or NULL: none; came_out ISO 8601, reduced */
    bool credited, by_mail;
} ContributionDraft;

/** Make the work and its first edition, as the acting person, who may make works; the files hang on
 *  the edition, @ret_edition.  Returns the work's number; 0: CONTRIBUTION_OPEN of his wait. */
int64_t contribution_insert(Ctx *cx, const ContributionDraft *draft, int64_t *ret_edition);

/** Say whether its page is to name who contributed it. */
void contribution_credit(Ctx *cx, int64_t item_id, bool credited);

/** Hand in a draft of the acting person's, with words to the editors; an editor's own is not
 *  handed in, but published by him. */
void contribution_hand_in(Ctx *cx, int64_t item_id, const char *words);

/** ItemKind.published of works: of a contribution the edition comes out, too, and who gave it is
 *  told; any other work is left alone. */
void contribution_published(Ctx *cx, int64_t item_id);

/** One of the acting person's own. */
typedef struct ContributionRow {
    int64_t id, made_at;
    const char *title, *slug, *status;
    const char *act; /* the last step, as ReviewNote.act; "" none */
    bool is_open;    /* he may see it */
} ContributionRow;

typedef struct ContributionRowSpan {
    const ContributionRow *at;
    size_t n;
} ContributionRowSpan;

/** A page of the acting person's own, the newest first. */
ContributionRowSpan contribution_list(Ctx *cx, int64_t page);
int64_t contribution_count(Ctx *cx);

/** Where mail becomes a contribution, library@ the alliance's domain; NULL: no mail comes in, or a
 *  group has that address. */
const char *contribution_address(Ctx *cx);

/** Answer to a mail that became a contribution; arguments "item", and "left": how many files were
 * left out. */
extern const MailKind MAIL_CONTRIBUTION;
