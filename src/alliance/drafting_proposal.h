/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * drafting_proposal - other wordings that people propose for a paragraph of a shared draft.
 *
 * A proposal is a comment, which says why, with a row beside it: the paragraph
 * as its author saw it, and as it should be.  Who agrees says so as to any
 * comment.  Nothing is applied that an editor did not have before him.
 *
 * Read with: drafting.h, comment_life.h, docs/decisions/0060-shared-drafts.md.
 */
#pragma once
#include "alliance/drafting.h"

typedef struct Wording {
    int64_t id; /* of the comment */
    int64_t item_id, paragraph_id, created_at, person_id;
    int64_t paragraph, place, version; /* of the paragraph now: its number, ... */
    const char *present;               /* and its text */
    const char *name, *status, *why;   /* of the comment */
    const char *base, *wording;        /* wording "": to be struck out */
    const char *state;                 /* open, accepted, adapted, rejected, withdrawn */
    const char *reason, *decider;      /* of the decision; "" */
    int64_t decided_at;                /* 0: not decided */
    int64_t n_agree;
    bool is_demo, mine, i_agree;
} Wording;

typedef struct WordingSpan {
    const Wording *at;
    size_t n;
} WordingSpan;

/** A page of LIMIT_PAGE_ROWS of them, those that wait for a decision first, in the order of the
 *  text; @paragraph_id 0: of all.  Held ones as comment_list(). */
WordingSpan wording_list(Ctx *cx, const Item *item, int64_t paragraph_id, int64_t page);
int64_t wording_count(Ctx *cx, const Item *item, int64_t paragraph_id);

/** One, whoever asks; NULL: the comment is no proposal. */
const Wording *wording_find(Ctx *cx, int64_t comment_id);

/** How a proposal stands to its paragraph as it is now. */
typedef enum WordingFit {
    WORDING_FITS,    /* the paragraph is as the proposer saw it */
    WORDING_REBASED, /* it was changed, and both changes go together */
    WORDING_CLASHES, /* they do not: an editor has to write what is meant */
    WORDING_NOWHERE, /* the paragraph is not in the text any more */
} WordingFit;

/** @ret_text: what the paragraph would be; of one that clashes, the wording as it was proposed. */
WordingFit wording_fit(Arena *arena, const Wording *wording, const char **ret_text);

/** Propose, as the acting person who may; @paragraph as he saw it.  Returns the comment. */
int64_t wording_propose(Ctx *cx, const Item *item, const Paragraph *paragraph, const char *wording,
                        const char *why);

/** Make a comment a proposal; @base: the paragraph as its author saw it. */
void wording_attach(Ctx *cx, int64_t comment_id, const char *base, const char *wording);

typedef enum WordingOutcome {
    WORDING_DONE,
    WORDING_DECIDED, /* somebody has decided in the meantime */
    WORDING_CHANGED, /* the paragraph is another one than the editor saw; nothing was done */
    WORDING_FULL,    /* it would be no text any more, see drafting_replace_fault() */
} WordingOutcome;

/** Put @text, which is the proposal or what the editor made of it, into the paragraph whose
 *  @version he saw.  @reason: may be "".  The next two tell the proposer and who follows. */
WordingOutcome wording_accept(Ctx *cx, const Item *item, const Wording *wording, int64_t version,
                              const char *text, const char *reason);
WordingOutcome wording_reject(Ctx *cx, const Item *item, const Wording *wording,
                              const char *reason);

/** Tell its author and who follows the draft what was decided. */
void wording_tell(Ctx *cx, const Wording *wording);

/** What became of it, N_(). */
const char *wording_state_label(const char *state);

/** What was said, as it stands in the record. */
typedef struct RecordRow {
    int64_t id, paragraph, created_at, decided_at, n_agree; /* paragraph 0: of the whole */
    const char *name, *words;
    const char *base, *wording, *state, *reason, *decider; /* of a proposal, else "" */
    bool is_demo, proposes;
} RecordRow;

typedef struct RecordSpan {
    const RecordRow *at;
    size_t n;
} RecordSpan;

/** By paragraph, then what is about the whole; what is held or was taken away is not in it.  For
 *  who sees the item. */
RecordSpan drafting_record(Ctx *cx, int64_t item_id, int64_t limit, int64_t offset);
int64_t drafting_count_record(Ctx *cx, int64_t item_id);

extern const MailKind MAIL_WORDING; /* a decision; argument "comment" */
