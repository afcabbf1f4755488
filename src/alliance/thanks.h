/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * thanks - the mails after an event: what came out of it, for who came and who could not.
 *
 * The organiser sends them, once recordings, slides or a summary are there, and
 * again when more is.  What each was told is a row: nobody hears of the same
 * thing twice.  Each mail is written when it is sent, with its reader's eyes.
 *
 * Read with: thanks_mail.c (the words), registration.h, programme.h,
 * docs/decisions/0053-thanks.md.
 */
#pragma once
#include "alliance/event.h"
#include "alliance/registration.h"
#include "mail/mail.h"

/** Readers for whom something is new, and who get the same words. */
typedef struct ThanksGroup {
    const char *wording; /* came, absent; neutral: nobody's presence was noted */
    bool again;          /* they had a mail before */
    int64_t n;
    int64_t sample_id; /* the registration of one of them */
} ThanksGroup;

typedef struct ThanksGroupSpan {
    const ThanksGroup *at;
    size_t n;
} ThanksGroupSpan;

/** To whom thanks_send() would send now. */
ThanksGroupSpan thanks_groups(Ctx *cx, int64_t item_id);

/** Who was told something so far. */
typedef struct ThanksSoFar {
    int64_t n, last_at; /* registrations; UTC, 0: never */
} ThanksSoFar;

/** Never NULL. */
const ThanksSoFar *thanks_so_far(Ctx *cx, int64_t item_id);

/** Why no mail can be sent whatever there is, N_(); NULL: nothing is in the way.  @terms or NULL.
 */
const char *thanks_obstacle(const RegistrationTerms *terms, int64_t now);

/** Queue a mail to everybody for whom something is new, and note what it tells; returns how many.
 *  Who presses twice waits for the first, and finds nothing new. */
int64_t thanks_send(Ctx *cx, int64_t item_id);

/** What a group reads. */
typedef struct ThanksLetter {
    const char *label; /* N_(), who they are */
    const char *subject, *body;
    int64_t n;
} ThanksLetter;

/** In cx's language and with its eyes, as @group's sample would get it. */
ThanksLetter thanks_preview(Ctx *cx, const Event *event, const ThanksGroup *group);

/** Arguments "registration" and "round". */
extern const MailKind MAIL_THANKS;
