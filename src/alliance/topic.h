/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * topic - subjects that items are about.
 *
 * Which items have which topic stands here; what a topic is called and covers is the vocabulary's.
 *
 * Read with: vocabulary.h, topic_edit.h (how editors change it), topic_form.h (how texts get one).
 */
#pragma once
#include "alliance/item.h"
#include "alliance/vocabulary.h"

/** Topics of one item; what is named beyond them is left out. */
#define TOPICS_MAX 20

/** Of a name, in characters. */
#define TOPIC_NAME_MAX 80

typedef struct Topic {
    int64_t id, n_items;
    const char *slug;
    const char *name; /* in the reader's language, else in the alliance's own */
} Topic;

typedef struct TopicSpan {
    const Topic *at;
    size_t n;
} TopicSpan;

TopicSpan topic_list(Ctx *cx); /* with at least one item to be seen that is out */
TopicSpan topic_list_of(Ctx *cx, int64_t item_id);

/** Rows of topics with their names in the reader's language; no statement for who reads the
 *  alliance's own. */
TopicSpan topic_named(Ctx *cx, DbRows rows);

/** What topic_name() needs: NULL, without a statement, for who reads the alliance's own language.
 */
const Vocabulary *topic_names(Ctx *cx);

/** The reader's name of one topic; @name is the alliance's own. */
const char *topic_name(const Ctx *cx, const Vocabulary *names, int64_t id, const char *name);

/** Their names as topic_set() reads them. */
const char *topic_names_of(Ctx *cx, int64_t item_id);

/** One of the names that somebody typed. */
typedef struct TopicTyped {
    const char *name;
    int64_t id;       /* the topic of that name; 0: there is none */
    const char *near; /* without one: the name of one that is spelt nearly so; or NULL */
} TopicTyped;

typedef struct TopicTypedSpan {
    const TopicTyped *at;
    size_t n;
} TopicTypedSpan;

/** Understand @names (comma separated): in any language, by any label.  Each topic stands there
 *  once; at most TOPICS_MAX. */
TopicTypedSpan topic_read(Ctx *cx, const char *names);

/** Make @names the topics of an item; what is not known is made.  People are asked before:
 *  topic_form.h. */
void topic_set(Ctx *cx, int64_t item_id, const char *names);

/** Make a topic of this name, with an address from it.  Returns its number; 0: the address is
 *  another one's. */
int64_t topic_make(Ctx *cx, const char *name);

/** The numbers of those that most texts have. */
DbIds topic_most_used(Ctx *cx, int64_t most);

/** How many items of a kind a topic has, parts of it included, that the acting person may see. */
typedef struct TopicKind {
    const char *kind;
    int64_t n;
} TopicKind;

typedef struct TopicKindSpan {
    const TopicKind *at;
    size_t n;
} TopicKindSpan;

TopicKindSpan topic_kinds(Ctx *cx, const char *slug);
