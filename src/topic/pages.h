/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its templates show.
 */
#pragma once
#include "alliance/topic_edit.h"
#include "site/views.h"
#include "web/form.h"

/* list_pages.c */
Response *get_topics(Request *req);
Response *get_desk_topics(Request *req);

/* show_pages.c */
Response *get_topic(Request *req);
Response *get_topic_atom(Request *req);

/* desk_pages.c */
Response *get_desk_topic_new(Request *req);
Response *post_desk_topic_new(Request *req);
Response *get_desk_topic(Request *req);
Response *post_desk_topic(Request *req);
Response *post_desk_topic_delete(Request *req);

/* merge_pages.c */
Response *get_desk_topic_merge(Request *req);
Response *post_desk_topic_merge(Request *req);
Response *post_desk_topic_undo(Request *req);

/* ---- for readers ---- */

/** A topic with its address. */
typedef struct TopicLink {
    const char *name, *url;
    const char *language; /* of the name; NULL: the reader's */
    int64_t n_texts;      /* that have it and may be seen; 0: only its parts have some */
} TopicLink;

typedef struct TopicLinkSpan {
    const TopicLink *at;
    size_t n;
} TopicLinkSpan;

/** One that is a part of none, with its parts. */
typedef struct TopicBranch {
    const TopicLink *topic;
    const char *scope, *scope_language;
    TopicLinkSpan parts;
} TopicBranch;

typedef struct TopicBranchSpan {
    const TopicBranch *at;
    size_t n;
} TopicBranchSpan;

typedef struct TopicList {
    TopicBranchSpan branches;
    SafeHtml linked_data; /* in its <script> */
} TopicList;

typedef struct TopicShow {
    const char *name, *language;        /* language as in TopicLink */
    const char *scope, *scope_language; /* scope "" not said */
    const char *labels;                 /* other names, commas between; "" none */
    const TopicLink *whole;             /* of which it is a part, or NULL */
    TopicLinkSpan parts;
    LinkSpan kinds; /* "all" first; empty if there is one kind only */
    int64_t n;      /* of the kind that was chosen */
    const ItemCards *cards;
    const char *feed, *library, *edit; /* the last two, or NULL */
    SafeHtml linked_data;
} TopicShow;

/** The topics that the acting person may know of by what has them: by number to Topic.n_items. */
typedef struct TopicCounts {
    const Topic *at;
    size_t n;
} TopicCounts;

TopicCounts topic_counts(Ctx *cx);
TopicLink topic_link(Ctx *cx, const VocabularyTopic *topic, TopicCounts counts);

/** The parts of a topic of which something can be seen, by name. */
TopicLinkSpan topic_parts(Ctx *cx, const Vocabulary *v, const VocabularyTopic *whole,
                          TopicCounts counts);

/** schema.org's DefinedTerm, which is SKOS's Concept, and the set of all of them, as a <script>. */
SafeHtml topic_linked_data(Ctx *cx, const Vocabulary *v, const VocabularyTopic *topic,
                           TopicLinkSpan parts);
SafeHtml topics_linked_data(Ctx *cx, TopicBranchSpan branches);

/** Other names of a topic: labels, and names of what was merged into it; NULL-terminated. */
const char *const *topic_labels(Ctx *cx, const Vocabulary *v, const VocabularyTopic *topic);

/* ---- for editors ---- */

/** How many texts of a kind have it. */
typedef struct UseRow {
    const char *label; /* N_(), of the kind, plural */
    int64_t n;
} UseRow;

typedef struct UseRowSpan {
    const UseRow *at;
    size_t n;
} UseRowSpan;

typedef struct TopicRow {
    int64_t id, n, last_at; /* last_at 0: never used */
    const char *name, *language, *slug, *url;
    const char *whole;   /* name, or NULL */
    const char *missing; /* languages without a name, in words; "" none */
    UseRowSpan uses;
} TopicRow;

typedef struct TopicRowSpan {
    TopicRow *at;
    size_t n;
} TopicRowSpan;

typedef struct TopicDesk {
    const char *words; /* looked for; "" none */
    TopicRowSpan rows;
    int64_t n; /* on all pages */
    LinkSpan pages;
} TopicDesk;

/** A topic that was merged into the one that is shown. */
typedef struct MergedRow {
    int64_t id, merged_at;
    const char *name, *slug;
    bool may_undo;
} MergedRow;

typedef struct MergedRowSpan {
    const MergedRow *at;
    size_t n;
} MergedRowSpan;

typedef struct TopicEdit {
    const char *title, *action;
    const VocabularyTopic *topic; /* NULL: a new one; then nothing below */
    const Form *form;
    UseRowSpan uses;
    int64_t n, last_at;
    MergedRowSpan merged;
    bool may_delete;
} TopicEdit;

typedef struct TopicMerge {
    const VocabularyTopic *from;
    const VocabularyTopic *into; /* NULL: not chosen yet */
    const char *name, *into_name, *action, *back;
    const char *typed, *fault; /* fault: translated, or NULL */
    LinkSpan offered;          /* names */
    UseRowSpan uses;
    int64_t n, n_both, n_addresses; /* addresses that will lead on */
} TopicMerge;

/** The form of @topic, or of a new one (NULL): as it is, or with what was typed. */
Form *topic_edit_form(Request *req, const VocabularyTopic *topic);
Form *topic_edit_read(Request *req, const VocabularyTopic *topic);

/** What the form says, checked: what does not fit is an error of the form. */
TopicDraft topic_edit_draft(Form *form, int64_t id);

/** The uses of one topic in @uses, with their sum and the newest. */
UseRowSpan topic_use_rows(Ctx *cx, TopicUseSpan uses, int64_t id, int64_t *ret_n,
                          int64_t *ret_last);

/** The standing topic in the path {id}, or NULL. */
const VocabularyTopic *topic_asked(const Request *req, const Vocabulary *v);

const char *topic_desk_path(Ctx *cx, int64_t id, const char *rest);
