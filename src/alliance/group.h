/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * group - an interest group beside its page: its life, its rules, its objectives.
 *
 * The page is an item of kind "group": title, summary, terms of reference
 * (body), the day it was to begin (planned_on) and began (actual_on).  Before
 * that it is proposed and collects who is interested; since dormant_on it
 * rests.
 *
 * Read with: docs/decisions/0039-groups.md, alliance/group_member.h.
 */
#pragma once
#include "alliance/item.h"

typedef struct Group {
    int64_t id;
    const char *joining;    /* open, request, invitation */
    const char *inside;     /* audience of what is said in it: public, members, group */
    const char *dormant_on; /* or NULL */
    const char *state;      /* proposed, launched, dormant */
    int64_t n_members;      /* of a proposed one: who is interested */
    const char *mine;       /* in, asked, invited, "" : the acting person */
} Group;

typedef struct GroupSpan {
    const Group *at;
    size_t n;
} GroupSpan;

/** What is known of the group of this page, .n_members left out. */
const Group *group_find(Ctx *cx, const Item *page);

/** Likewise with .n_members. */
const Group *group_find_counted(Ctx *cx, const Item *page);

/** Of all of @pages, in their order; two statements however many there are. */
GroupSpan group_list(Ctx *cx, ItemSpan pages);

/** The group in which the item is, whoever asks; of a group itself; 0: none. */
int64_t group_around(Ctx *cx, int64_t item_id);

/** Its name in the language of the page, whoever asks; NULL: there is none. */
const char *group_name(Ctx *cx, int64_t id);

/** In words, English: "Every member can come in". */
const char *group_joining_label(const char *joining);
const char *group_inside_label(const char *inside);

typedef struct Objective {
    int64_t number, progress; /* progress: per cent */
    const char *text;
} Objective;

typedef struct ObjectiveSpan {
    const Objective *at;
    size_t n;
} ObjectiveSpan;

ObjectiveSpan group_objectives(Ctx *cx, int64_t group_id);

/** One a line, the progress at its end: "Agree on principles: 60%".  Without it, nothing is done
 *  yet; of more than LIMIT_OBJECTIVES the rest is left out. */
ObjectiveSpan objectives_parse(Arena *arena, const char *text);
const char *objectives_format(Arena *arena, ObjectiveSpan objectives);

/** Who chairs a group. */
typedef struct Chair {
    const char *name, *page; /* page NULL: not shown to the acting person */
    const char *country;     /* or NULL */
    bool is_demo;
    int64_t since, until;
} Chair;

typedef struct ChairSpan {
    const Chair *at;
    size_t n;
} ChairSpan;

/** In office now, longest first. */
ChairSpan group_chairs(Ctx *cx, const Item *page);

typedef struct GroupDraft {
    const char *summary, *terms; /* of the page, in its own language */
    const char *planned_on, *actual_on, *dormant_on, *joining, *inside;
    ObjectiveSpan objectives;
} GroupDraft;

/** Change it; @version is the page's that the writer saw.  A narrower .inside narrows what is in
 * the group already; a wider one leaves that as it was said.  The caller has asked ACTION_LEAD. */
ItemOutcome group_update(Ctx *cx, const Item *page, int64_t version, const GroupDraft *draft);
