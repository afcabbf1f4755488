/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * topic_edit - how editors keep the vocabulary: adding, changing, merging, the way back, deleting.
 *
 * The caller has asked who may.  Each act is one transaction with a number of statements that does
 * not depend on how many texts have the topic.
 *
 * Read with: vocabulary.h, topic_edit.sql, docs/decisions/0068-vocabulary.md.
 */
#pragma once
#include "alliance/topic.h"
#include "alliance/vocabulary.h"
#include "web/form.h"

/** Of what a topic covers, in characters. */
#define TOPIC_SCOPE_MAX 500

/** Other names of one topic. */
#define TOPIC_LABELS_MAX 40

/** What an editor wrote of a topic.  Texts are "" if there are none. */
typedef struct TopicDraft {
    const char *name, *scope;    /* in the alliance's own language */
    const char *slug;            /* "": made from the name */
    int64_t broader_id;          /* 0: none */
    const VocabularyWord *texts; /* in other languages: .language, .name and .scope */
    size_t n_texts;
    char *const *labels; /* other names, ends with NULL; NULL: none */
} TopicDraft;

/** What is wrong with it, the words translated already and in the arena; {NULL, NULL}: nothing.
 *  @id: the topic that it is to be, 0: a new one.  A field is called as in the form: "name",
 *  "name_fr", "labels", "slug", "broader". */
FormFault topic_fault(Ctx *cx, int64_t id, const TopicDraft *draft);

typedef enum TopicOutcome {
    TOPIC_OK,
    TOPIC_CONFLICT, /* it was changed, merged or deleted in between; nothing was written */
    TOPIC_TAKEN,    /* the address is another one's; nothing was written */
} TopicOutcome;

/** Add one without faults.  Returns its number; 0: the address is another one's. */
int64_t topic_add(Ctx *cx, const TopicDraft *draft);

/** Change the one of which the editor saw @version.  From an address that it had before one is led
 *  to the new one, for ever. */
TopicOutcome topic_save(Ctx *cx, int64_t id, int64_t version, const TopicDraft *draft);

/** Delete one that no text has and to which no other one leads.  False: it is not so (any more). */
bool topic_delete(Ctx *cx, int64_t id, int64_t version);

/** How many texts of a kind have a topic, seen or not. */
typedef struct TopicUse {
    int64_t topic_id, n;
    int64_t last_at; /* the newest came out then, or was begun if it is not out */
    const char *kind;
} TopicUse;

typedef struct TopicUseSpan {
    const TopicUse *at;
    size_t n;
} TopicUseSpan;

/** Of these topics, in the order of their numbers, the most frequent kind first: one statement. */
TopicUseSpan topic_uses(Ctx *cx, const int64_t *ids, size_t n);

/** Why one cannot be merged into another, N_(); NULL: it can. */
const char *topic_merge_fault(const Vocabulary *v, const VocabularyTopic *from,
                              const VocabularyTopic *into);

/** Texts that have both. */
int64_t topic_count_both(Ctx *cx, int64_t from, int64_t into);

/** Let @from lead to @into, and texts have @into instead, once; the versions are those that the
 *  editor saw.  Names and addresses of @from lead to @into from now on. */
TopicOutcome topic_merge(Ctx *cx, const VocabularyTopic *from, const VocabularyTopic *into,
                         int64_t from_version, int64_t into_version);

/** Is there a way back: was @merged merged itself into what it leads to, and that not touched
 * since?
 */
bool topic_may_unmerge(const Vocabulary *v, const VocabularyTopic *merged);

/** Let @merged stand by itself again.  Texts that still have the other one get it back, and lose
 * the other one unless they had both.  False: there is no way back (any more). */
bool topic_unmerge(Ctx *cx, const VocabularyTopic *merged);
