/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * inbound - a message arrives, and what becomes of it.
 *
 * inbound_receive() is the one door: the pipe (`baraza mail-in`) and LMTP both
 * call it, in a transaction that writes.  Every message leaves a row, and the
 * same message is taken once.  What an answer means stands in the address that
 * it came to (mail/address.h), and one table says who acts on it: MEANINGS.
 * Only who the address was made for may act by it; anybody else's mail is held
 * until the secretariat has decided.
 *
 * Read with: receive.c (what it is), meaning.c (what it does), decide.c (what
 * was held), docs/decisions/0032-mail-in.md.
 */
#pragma once
#include "alliance/person.h"
#include "alliance/task.h"
#include "inbound/letter.h"
#include "inbound/trim.h"
#include "mail/address.h"
#include "mail/mail.h"

/** What the mail server knows besides the message. */
typedef struct Envelope {
    const char *from; /* "": a report of a server */
    const char *to;   /* one address of ours */
} Envelope;

typedef enum InboundOutcome {
    INBOUND_TAKEN = 1, /* also one that was dropped on purpose */
    INBOUND_AGAIN,     /* it was taken before */
    INBOUND_NO_USER,   /* the address is none of ours */
    INBOUND_BAD,       /* it cannot be read: letter_fault_words() */
    INBOUND_LARGE,     /* it is larger than we take */
    INBOUND_LOOP,      /* it goes round in circles */
} InboundOutcome;

/** Take a message.  The caller has a transaction that writes, acts as nobody, and looks whether it
 *  failed.  @ret_words: one line in English for the mail server, never NULL. */
InboundOutcome inbound_receive(Ctx *cx, const Envelope *envelope, Bytes message,
                               const char **ret_words);

/** May mail for this address come here at all?  For RCPT TO. */
bool inbound_is_ours(Ctx *cx, const char *address);

/* ---- what a mail means ---- */

/** A message for which somebody is to act. */
typedef struct Arrival {
    const MailAddress *address; /* to which it came */
    const char *subject;        /* one line, as it came */
    const char *words;          /* the new ones; "" for none */
    bool doubtful;              /* nobody knows whether its sender was forged */
    LetterFileSpan files;       /* none when it was held in between */
    const char *calendar;       /* what a calendar answered, as answer_read(); or NULL */
} Arrival;

/** What it is about: the subject without marks of an answer, or else how it begins. */
const char *arrival_title(Arena *arena, const Arrival *arrival);

typedef enum MeaningOutcome {
    MEANING_REFUSED = 1, /* nothing was done */
    MEANING_PARTLY,      /* it was done without something that came along */
    MEANING_DONE,
} MeaningOutcome;

/** What may be done by mail: whatever has no row here, and no row in the table of decisions of
 *  meaning.c, may not, since a mail proves no second factor. */
typedef struct Meaning {
    const char *purpose; /* of mail/address.h */
    /** The item that it is about, 0 if none. */
    int64_t (*item)(Ctx *cx, int64_t number);
    /** Act, as cx->me, who is the one the secretariat or the address says.  @ret_note: what was
     *  done or why not, N_(). */
    MeaningOutcome (*run)(Ctx *cx, const Arrival *arrival, const char **ret_note);
    /** Is this the address of who has no record, and for whom the number was made out?  Then that
     *  one may act, as nobody.  NULL: only who has a record. */
    bool (*is_from)(Ctx *cx, int64_t number, const char *address);
    /** Tell who has no record, and for whom the number was made out, that a mail from @from was
     *  dropped in doubt; what came is not told.  NULL: nobody hears of it. */
    void (*doubted)(Ctx *cx, int64_t number, const char *from);
    /** What is written there is kept nowhere, so nobody can decide about it later: in doubt it is
     *  not done. */
    bool sealed;
} Meaning;

extern const Meaning MEANINGS[];                  /* ends with {0} */
const Meaning *meaning_find(const char *purpose); /* or NULL */

/** Run it as @person_id, 0 for who has no record, and be again who one was before. */
MeaningOutcome meaning_run_as(Ctx *cx, const Meaning *meaning, int64_t person_id,
                              const Arrival *arrival, const char **ret_note);

/** May the acting person decide this kind of task without the second factor, and this one? */
bool meaning_may_decide(Ctx *cx, const Task *task);

/** Decide an open task as the acting person.  @ret_note: what was done or why not, N_(). */
bool meaning_decide(Ctx *cx, const Task *task, bool yes, const char **ret_note);

/** "Yes" or "no" in the languages of our members; 0: neither. */
int meaning_answer(Arena *arena, const char *words); /* 1 yes, -1 no */

/* ---- what arrived ---- */

typedef struct Inbound {
    int64_t id, received_at, number, person_id, sender_id, item_id, decided_at;
    const char *envelope_from, *envelope_to, *sender, *sender_name, *subject;
    const char *class, *state, *note, *words, *files, *purpose;
    const char *person, *item_title; /* names, or NULL */
    const char *sender_person;       /* likewise */
} Inbound;

typedef struct InboundSpan {
    const Inbound *at;
    size_t n;
} InboundSpan;

InboundSpan inbound_list(Ctx *cx, const char *state, int64_t page); /* newest first; "": all */
const Inbound *inbound_find(Ctx *cx, int64_t id);                   /* or NULL */
int64_t inbound_count_held(Ctx *cx);

typedef enum InboundDecision {
    DECIDE_OWNER = 1, /* it is from the person for whom the address was made */
    DECIDE_SENDER,    /* it is from the member whose address stands in From */
    DECIDE_DROP,
    DECIDE_BLOCK, /* drop, and whatever else comes from this sender */
} InboundDecision;

typedef enum InboundDecided {
    DECIDED_DONE = 1,
    DECIDED_NOT_HELD,   /* it is not there, or was decided meanwhile */
    DECIDED_IMPOSSIBLE, /* it could not be done in that person's name: @ret_note says why */
} InboundDecided;

/** Decide about one that is held, as the acting person, who is of the secretariat. */
InboundDecided inbound_decide(Ctx *cx, int64_t id, InboundDecision decision, const char **ret_note);

/** Delete what has been kept long enough; returns how many rows changed.  A job. */
int64_t inbound_clean(Ctx *cx);

/** To who sent an answer that could not be used, or not all of it; arguments "note", "subject",
 *  "words" (what was written, so that it is not lost) and "partly", "yes" or "". */
extern const MailKind MAIL_INBOUND_ANSWER;
