/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * poll_word - the options of a poll in the language of who reads it.
 *
 * A vote is the number of an option, so a ballot mixes languages without harm.
 * What counts is the original: a translation is kept beside the option as it
 * stood when it was translated, and once that has another text the original is
 * shown until the translation is renewed.  Translating stays possible after the
 * first vote, since it changes no choice; what readers had before them until
 * then is in the audit log, and the poll says that and when it was corrected.
 *
 * Read with: poll.h, docs/decisions/0076-polls-of-all.md.
 */
#pragma once
#include "alliance/item.h"
#include "base/limits.h"

/** An option as somebody reads it. */
typedef struct PollOption {
    int64_t number;
    const char *text, *language; /* in the reader's language, else the original */
    const char *original, *original_language;
    bool translated;
    int64_t corrected_at; /* its translations into this language, after a vote; 0: not */
} PollOption;

typedef struct PollOptionSpan {
    const PollOption *at;
    size_t n;
} PollOptionSpan;

/** The options of an item in @language as far as they are translated into it; "": the original. */
PollOptionSpan poll_options(Ctx *cx, int64_t item_id, const char *language);

/** What a reader must know of the language of some options. */
typedef struct PollWording {
    bool translated;      /* one of them is */
    bool foreign;         /* one of them is not in the reader's language: the original is shown */
    const char *language; /* of the original */
    int64_t corrected_at; /* 0: not */
} PollWording;

PollWording poll_wording(PollOptionSpan options, const char *language);

/* ---- translating ---- */

/** An option and what there is of it in a language. */
typedef struct PollWord {
    int64_t number, corrected_at;
    const char *original, *text;         /* text "": not translated as it stands now */
    const char *old_original, *old_text; /* as it stood when it was, and that; "" */
} PollWord;

typedef struct PollWordSpan {
    const PollWord *at;
    size_t n;
} PollWordSpan;

PollWordSpan poll_words(Ctx *cx, int64_t item_id, const char *language);

/** A mark of all that stands there, to see whether somebody has changed it. */
const char *poll_words_mark(Arena *arena, PollWordSpan words);

typedef struct PollTranslation {
    const char *language, *title, *body;
    int64_t version, made_from;            /* as of item_translate() */
    const char *mark;                      /* of the words that the translator saw */
    const char *texts[LIMIT_POLL_OPTIONS]; /* by number, from 1 on; "": shown in the original */
} PollTranslation;

/** Write question, explanation and options of the poll @item in a language, for who may
 *  ACTION_LEAD, as long as there is the poll.  ITEM_CONFLICT: somebody changed something in
 *  between, and nothing is written. */
ItemOutcome poll_translate(Ctx *cx, const Item *item, const PollTranslation *translation);

/** How it stands with a poll in a language. */
typedef struct PollTongue {
    int64_t id;
    const char *language;
    int64_t state;     /* 3: all is there */
    const char *label; /* English */
    bool wanting;
} PollTongue;

typedef struct PollTongueSpan {
    const PollTongue *at;
    size_t n;
} PollTongueSpan;

/** Of polls with these numbers, in each language that the alliance offers but a poll's own; by
 *  number, then language. */
PollTongueSpan poll_tongues(Ctx *cx, const int64_t *ids, size_t n);
