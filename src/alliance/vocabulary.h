/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * vocabulary - all topics with all their names, in memory.
 *
 * It is everybody's, so the process keeps it while the tables stand still (db/memo.h).  A topic
 * that was merged into another stays as a row that leads there, with its names and former
 * addresses: so whoever types one of them, or comes by one of them, arrives in one step.  "Found"
 * means the topic that stands, never one that leads on.
 *
 * Read with: topic.h (of which texts), topic_edit.h, docs/decisions/0068-vocabulary.md.
 */
#pragma once
#include "db/ctx.h"

/** What is said of a topic besides its row. */
typedef struct VocabularyWord {
    int64_t topic_id;
    const char *kind;     /* "text": in .language; "label": another name; "slug": former address */
    const char *language; /* of a text; else "" */
    const char *name, *scope;
} VocabularyWord;

typedef struct VocabularyTopic {
    int64_t id, version;
    int64_t broader_id;     /* of which it is a part; 0: of none */
    const char *slug;       /* in addresses */
    const char *name;       /* in the alliance's own language */
    const char *scope;      /* what it covers and what not; "" not said */
    int64_t merged_into;    /* it leads to this one; 0: it stands by itself */
    int64_t merged_first;   /* into which it was merged itself; 0 */
    int64_t merged_at;      /* 0 */
    int64_t merged_version; /* of that one, right then */
    const VocabularyWord *words;
    size_t n_words;
} VocabularyTopic;

typedef struct Vocabulary {
    const VocabularyTopic *at; /* by id */
    size_t n;
    GHashTable *by_id, *by_slug, *by_word;
} Vocabulary;

/** All of it; never NULL.  Two statements when it has changed. */
const Vocabulary *vocabulary(Ctx *cx);

/** The row of this number, merged or not, or NULL. */
const VocabularyTopic *vocabulary_row(const Vocabulary *v, int64_t id);

/** The topic to which @topic leads: itself, if it stands. */
const VocabularyTopic *vocabulary_standing(const Vocabulary *v, const VocabularyTopic *topic);

/** The topic at an address, present or former; NULL: none. */
const VocabularyTopic *vocabulary_find_slug(const Vocabulary *v, const char *slug);

/** The present address of the topic that had @slug; NULL: @slug is the present one, or nobody's. */
const char *vocabulary_leads_to(const Vocabulary *v, const char *slug);

/** The topic of a name in any language, an alternative label or an address, whatever its case and
 *  accents; NULL: none. */
const VocabularyTopic *vocabulary_find_name(Arena *arena, const Vocabulary *v, const char *name);

/** The topic with a name that is spelt nearly like @name; NULL: none. */
const VocabularyTopic *vocabulary_find_near(Arena *arena, const Vocabulary *v, const char *name);

/** Its name in the reader's language, else the alliance's own; *@ret_language (or NULL) is the
 *  language of the name if it is not the reader's, else NULL. */
const char *vocabulary_name(const Ctx *cx, const VocabularyTopic *topic, const char **ret_language);

/** Likewise what it covers; "" if that is said in neither. */
const char *vocabulary_scope(const Ctx *cx, const VocabularyTopic *topic,
                             const char **ret_language);

/** What is said of it in @language, or NULL. */
const VocabularyWord *vocabulary_text(const VocabularyTopic *topic, const char *language);

/** The alliance's own language, in which names are without a translation. */
const struct Lang *vocabulary_language(const Ctx *cx);
