/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * words - what is written for things that have a list here: types, licences, languages, topics,
 * places.
 *
 * What is not known is asked about once for the whole table, with what is near,
 * and never taken for it.
 */
#pragma once
#include "accession/accession.h"
#include "alliance/vocabulary.h"
#include "desk/page_choices.h"

#define WORD_LEFT_OUT "-"
#define WORD_NEW "+"

/** What is asked of the lists while rows are worked on. */
typedef struct Words {
    Ctx *cx;
    int64_t accession_id;
    AccessionWordSpan known;  /* with answers */
    ChoiceSpan languages;     /* in which an edition can be */
    const Vocabulary *topics; /* NULL: not asked yet; what these rows make is new to all of them */
    bool counts;              /* a check: what is not known is noted */
} Words;

/** A list that words are looked up in. */
typedef struct WordKind {
    const char *name;  /* in the database: "topic" */
    const char *label; /* N_("Topic") */
    bool can_be_new;   /* a word can be made one of them */
    /** What @text means; NULL: it is not in the list. */
    const char *(*find)(Words *words, const char *text);
    /** Put what @text can mean into @choices; returns how much. */
    size_t (*choices)(Ctx *cx, const char *text, Choice *choices);
    bool is_suggested; /* the choices are few, all of them near */
} WordKind;

extern const WordKind WORD_KINDS[];               /* end with {0} */
const WordKind *word_kind_find(const char *name); /* one of them */

void words_init(Words *words, Ctx *cx, int64_t accession_id, bool counts);

/** What @text means in a list, as the record keeps it (a topic: a name); NULL: nothing, and it is
 *  noted. */
const char *words_mean(Words *words, const char *kind, const char *text);

/** What can be answered about a word, the last being to leave it out. */
ChoiceSpan word_choices(Ctx *cx, const AccessionWord *word);

/** The label of what is spelt nearly so, or NULL. */
const char *word_near(Ctx *cx, const AccessionWord *word);
