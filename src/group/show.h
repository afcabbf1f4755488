/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * show - what the pages of groups show.
 */
#pragma once
#include "alliance/discussion.h"
#include "alliance/group.h"
#include "alliance/group_member.h"
#include "site/item_show.h"
#include "site/views.h"
#include "web/form.h"

/** Discussions in a list (discussion_rows.html). */
typedef struct DiscussionRows {
    DiscussionSpan all;
} DiscussionRows;

/** A group in a list. */
typedef struct GroupRow {
    const Item *item;
    const Group *group;
    bool proposed, is_in;
} GroupRow;

typedef struct GroupRowSpan {
    const GroupRow *at;
    size_t n;
} GroupRowSpan;

/** Groups in one state. */
typedef struct GroupSection {
    const char *label; /* English */
    GroupRowSpan rows;
} GroupSection;

typedef struct GroupSectionSpan {
    const GroupSection *at;
    size_t n;
} GroupSectionSpan;

typedef struct GroupList {
    int64_t n;
    GroupSectionSpan sections;
    LinkSpan pages;
} GroupList;

typedef struct GroupShow {
    const Item *item;
    const ItemShow *show; /* terms of reference, files, languages, what came out of it */
    const Group *group;
    const char *joining, *inside; /* in words, English */
    bool proposed, launched, dormant;
    bool is_in, asked, invited; /* the reader */
    bool may_join, may_ask, may_talk, may_lead, signed_in;
    const Form *form;    /* to ask; with may_ask */
    const Form *mails;   /* what comes by mail; of who is in it */
    const char *address; /* to begin a discussion by mail, or NULL */
    ChairSpan chairs;
    ObjectiveSpan objectives;
    const DiscussionRows *discussions;
    bool has_discussions, more; /* more than these */
    GroupRowSpan parts;
} GroupShow;

typedef struct GroupEdit {
    const Item *item;
    const Form *form;
} GroupEdit;

typedef struct GroupMembers {
    const Item *item;
    int64_t n;
    GroupMemberSpan members;
    LinkSpan pages;
    bool may_lead;
} GroupMembers;

/** What waits for the chairs. */
typedef struct GroupWaiting {
    const Item *item;
    GroupMemberSpan asked;
    HeldDiscussionSpan held;
    HeldCommentSpan comments;
    const Form *form; /* to invite */
} GroupWaiting;

typedef struct DiscussionList {
    const Item *item;
    int64_t n;
    const DiscussionRows *rows;
    LinkSpan pages;
    bool may_talk;
} DiscussionList;

typedef struct DiscussionNew {
    const Item *item;
    const char *inside; /* who will read it, English */
    const Form *form;
} DiscussionNew;

typedef struct DiscussionSplit {
    const Item *item;
    const Comment *comment;
    const Form *form;
} DiscussionSplit;

typedef struct DiscussionShow {
    const ItemShow *show;
    const Discussion *discussion;
    bool closed, may_lead, may_close;
    bool outside;    /* of its group: to take part, the reader has to come in */
    ItemSpan groups; /* to which the reader may move it */
} DiscussionShow;
