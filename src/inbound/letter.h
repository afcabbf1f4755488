/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * letter - a message as it arrives (RFC 5322, MIME), read within limits.
 *
 * Everything here comes from strangers: sizes are bounded before GMime sees the
 * bytes, every text is valid UTF-8 without control characters, and nothing of
 * it is believed.  What a letter means is decided elsewhere.
 *
 * Read with: trim.h (the new words of an answer), bounce.h (what a report of a
 * mail server says), plain.h (HTML as text).
 */
#pragma once
#include "base/arena.h"

typedef enum LetterFault {
    LETTER_OK = 0,
    LETTER_EMPTY,   /* no header at all */
    LETTER_LARGE,   /* more bytes than LIMIT_LETTER */
    LETTER_HEADERS, /* headers too long or too many */
    LETTER_NESTED,  /* parts in parts in parts */
    LETTER_PARTS,   /* too many parts */
} LetterFault;

/** A file that came along. */
typedef struct LetterFile {
    const char *name; /* as its sender calls it, or "" */
    const char *type; /* media type as the sender says; the file store sniffs */
    Bytes content;
} LetterFile;

typedef struct LetterFileSpan {
    const LetterFile *at;
    size_t n;
} LetterFileSpan;

/** What a report says of one recipient (RFC 3464, 2.3).  What is not there is "". */
typedef struct LetterReport {
    const char *recipient;  /* Original-Recipient if it names an address, else Final-Recipient */
    const char *action;     /* failed, delayed, delivered, relayed, expanded: lower case */
    const char *status;     /* "5.1.1" */
    const char *diagnostic; /* the server's own words */
} LetterReport;

typedef struct LetterReportSpan {
    const LetterReport *at;
    size_t n;
} LetterReportSpan;

typedef struct AddressSpan {
    const char *const *at;
    size_t n;
} AddressSpan;

/** Never NULL, "" where the message has nothing. */
typedef struct Letter {
    const char *from, *from_name; /* the first author; the address as text_fold_email() has it */
    const char *return_path;      /* as a header says, without brackets; "<>" is "" */
    AddressSpan to;               /* To, Cc, Delivered-To, X-Original-To */
    const char *subject;          /* one line */
    const char *message_id, *in_reply_to, *references; /* without brackets; the last with them */
    int64_t date;                                      /* 0: none, or none that exists */

    /* What programs say of themselves. */
    const char *auto_submitted, *precedence; /* lower case */
    bool has_suppress;                       /* X-Auto-Response-Suppress, X-Autoreply and kin */
    bool is_list;                            /* List-Id, List-Unsubscribe */
    size_t n_received, n_delivered;          /* headers of these names: hops */
    const char *results;   /* the values of Authentication-Results, a line each (verdict.h) */
    const char *delivered; /* the values of Delivered-To and X-Loop, a line each, lower case */

    const char *text; /* the words: text/plain, else HTML made plain; line ends are "\n" */
    bool is_from_html;
    LetterFileSpan files;
    const char *calendar; /* what a calendar answers: as answer_read(), "" */

    /* Reports. */
    bool is_report;           /* multipart/report, or a part that is a delivery status */
    LetterReportSpan reports; /* RFC 3464 */
    const char *feedback;     /* RFC 5965: "abuse", ...; "": no complaint */
    const char *complainer;   /* to whom the mail went that is complained of */
    const char *returned_id;  /* Message-ID of the mail that comes back, without brackets */
    const char *returned_to;  /* its To */
    const char *failed;       /* X-Failed-Recipients: the first address */
} Letter;

/** Read a message.  LETTER_OK: @ret_letter is filled, with everything in @arena but the content of
 *  files, which lives as long as @arena too.  Anything else: nothing is written. */
LetterFault letter_read(Arena *arena, Bytes message, Letter *ret_letter);

/** What is wrong, in English words for a mail server's log. */
const char *letter_fault_words(LetterFault fault);
