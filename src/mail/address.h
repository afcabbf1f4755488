/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * address - mail addresses of our own that say what arrives at them, and whose it is.
 *
 *     reply+ceaaaaaaaaaaaatq...@alliance.example     an answer to comment 39, from person 7
 *     bounce+beaaaaaaaaaaa...@alliance.example       what became of mail 4711
 *
 * Nothing is stored: number and person stand in the address under a MAC of the
 * instance's key, so it can neither be guessed nor changed.  What is signed is
 * the word in front and the letter of the purpose too.  Mail systems fold the
 * case of letters and cut after 64 octets: base32, in lower case, is what
 * passes all of them.
 *
 * Whoever knows such an address can write to it: it says where a message
 * belongs, not who sent it.  The receiver compares the sender.
 *
 * Read with: docs/decisions/0032-mail-in.md.
 */
#pragma once
#include "base/secret.h"

#define MAIL_LOCAL_MAX 64 /* octets before the "@": RFC 5321, 4.5.3.1.1 */

/* Purposes.  A letter that was sent out once keeps its meaning for ever. */
#define MAIL_ANSWERS                                                                               \
    "a" /* number: the registration whose owner answers the organiser's questions, or says yes or  \
           no */
#define MAIL_BOUNCE "b"    /* number: the outbox's row.  VERP: the sender of the envelope */
#define MAIL_COMMENT "c"   /* number: the item below which an answer becomes a comment */
#define MAIL_PARAGRAPH "d" /* number: the paragraph of a shared draft on which it is a comment */
#define MAIL_REVIEW                                                                                \
    "e" /* number: the reviewed text about which it says something to author and editors */
#define MAIL_LIBRARY "h" /* never signed: everybody may know it.  A mail becomes a contribution */
#define MAIL_PACE "f"    /* number: none.  A word says how often the person gets mails */
#define MAIL_FETCH "l"   /* number: the item whose files a word asks for */
#define MAIL_TOPIC "g"   /* number: the group in which a mail becomes a discussion */
#define MAIL_POLL "p"    /* number: the poll in which numbers of options are a vote */
#define MAIL_TASK "t"    /* number: the task that a "yes" or "no" decides */
#define MAIL_FLOOR                                                                                 \
    "q" /* number: the registration whose owner asks at its event, or gives a voice */
#define MAIL_WRITER "w" /* number: the row of who was asked to write for a week; yes or no */
#define MAIL_REGISTRATION_ANSWER                                                                   \
    "r" /* number: the registration; a calendar's answer, yes or no                                \
         */

/** What a signed address says. */
typedef struct MailAddress {
    const char *purpose;       /* one of the above */
    int64_t number, person_id; /* neither is negative; 0: of nobody, of nothing */
} MailAddress;

/** Write the address at @domain; in the arena.  @purpose: one of the above, else it is our
 *  mistake. */
const char *mail_address_sign(Arena *arena, const uint8_t key[SECRET_SIZE], const char *purpose,
                              int64_t number, int64_t person_id, const char *domain);

/** Read an address, or what stands before its "@", in letters of any case.  False, and nothing is
 *  written: it is not one of ours, or was made up or damaged. */
bool mail_address_open(const uint8_t key[SECRET_SIZE], const char *address,
                       MailAddress *ret_address);
