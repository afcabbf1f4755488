/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * drafting - a text that a group writes together.
 *
 * An item of kind "drafting" in the group, whose body is the text as it is now.
 * Each of its paragraphs has a number for good, by which comments hang on it
 * (comment.h, CommentPlace) and other wordings are proposed
 * (drafting_proposal.h).  It is archived while it is closed.
 *
 * Read with: drafting_align.h, docs/decisions/0060-shared-drafts.md.
 */
#pragma once
#include "alliance/group.h"
#include "mail/mail.h"

typedef struct Drafting {
    int64_t id;
    const char *state; /* open, closed, final */
    int64_t closes_at; /* 0: until an editor closes it */
    const char *zone;  /* IANA, in which that is announced */
    int64_t event_id;  /* the deadline in calendars, 0: none */
    int64_t work_id;   /* the publication that it became, 0: none */
    bool is_editor;    /* the acting person was added */
    int64_t n_open;    /* proposals that wait for a decision */
} Drafting;

/** The record of an item, whoever asks; NULL: it is no shared draft. */
const Drafting *drafting_find(Ctx *cx, int64_t item_id);

/** Can it be talked about now? */
bool drafting_is_open(const Ctx *cx, const Drafting *drafting);

/** Is the acting person, who sees it, one of its editors: who began it and whom the editors added
 * as long as they are in the group, and who leads the group? */
bool drafting_is_mine(const Ctx *cx, const Item *item, const Drafting *drafting);

/** May the acting person change the text and decide: as an editor, until it is final? */
bool drafting_may_edit(const Ctx *cx, const Item *item, const Drafting *drafting);

/** May the acting person propose wordings? */
bool drafting_may_propose(const Ctx *cx, const Item *item, const Drafting *drafting);

/** A draft in a list. */
typedef struct DraftingRow {
    int64_t id, closes_at, n_open;
    const char *slug, *title, *summary, *path;
    bool is_closed, is_final;
} DraftingRow;

typedef struct DraftingRowSpan {
    const DraftingRow *at;
    size_t n;
} DraftingRowSpan;

/** A page of those that the acting person may see, open ones first; @group_id 0: all. */
DraftingRowSpan drafting_list(Ctx *cx, int64_t group_id, int64_t page);
int64_t drafting_count_all(Ctx *cx, int64_t group_id); /* at most ITEM_COUNT_MOST */

/* ---- paragraphs ---- */

typedef struct Paragraph {
    int64_t id, number; /* number: as it is called, for good */
    int64_t place;      /* 1, 2, ... in the text; 0: not there any more */
    int64_t version;    /* counts its wordings */
    const char *body;   /* Markdown, as it is or was last */
    int64_t split_from; /* number of the one that it was split off from; 0 */
    int64_t went_into;  /* number of the one into which it went; 0 */
    int64_t n_said;     /* comments on it that are shown, proposals among them */
    int64_t n_open;     /* proposals for it that wait for a decision */
} Paragraph;

typedef struct ParagraphSpan {
    const Paragraph *at;
    size_t n;
} ParagraphSpan;

/** Those of the text in its order, then those that are not there any more, by number. */
ParagraphSpan drafting_paragraphs(Ctx *cx, int64_t item_id);

/** How many of them stand in the text. */
size_t drafting_standing(ParagraphSpan all);

/** The one that is called so; NULL: there is none. */
const Paragraph *drafting_paragraph(ParagraphSpan all, int64_t number);

/** The item of a paragraph; 0: there is no such paragraph. */
int64_t drafting_of_paragraph(Ctx *cx, int64_t paragraph_id);

/* ---- writing ---- */

/** Who may read and comment, and until when. */
typedef struct DraftingTerms {
    const char *opens; /* group, members, public */
    int64_t closes_at; /* 0: until an editor closes it */
    const char *zone;  /* IANA */
} DraftingTerms;

/** May the acting person begin one in @group: NULL, or why not (N_())? */
const char *drafting_may_not_begin(Ctx *cx, const Item *group, const Group *facts);

/** Begin one and tell the group by mail; the caller has asked.  Returns its item. */
int64_t drafting_insert(Ctx *cx, const Item *group, const Group *facts, const char *title,
                        const char *body, const DraftingTerms *terms);

/** What is to be written. */
typedef struct DraftingText {
    const char *title, *body; /* body: of the whole, or of .paragraph */
    const char *note;         /* why, for the history */
    int64_t paragraph;        /* number of the only one that is changed; 0: the whole */
} DraftingText;

/** Why a body cannot be written, N_(); NULL: it can. */
const char *drafting_fault(Arena *arena, const char *body);

/** Likewise, the text of @item with @body in the place of one paragraph, which is @was now. */
const char *drafting_replace_fault(Ctx *cx, const Item *item, const char *was, const char *body);

/** Save; @item is the draft as it is now, @version the one that the editor saw.  Of a @text with a
 *  paragraph the body may have several, or none: then it is struck out. */
ItemOutcome drafting_save(Ctx *cx, const Item *item, int64_t version, const DraftingText *text);

/** Make an earlier state the current one. */
ItemOutcome drafting_restore(Ctx *cx, const Item *item, const Revision *revision);

/* ---- its life; the caller has asked drafting_may_edit() ---- */

/** What is said of @item now, as terms. */
DraftingTerms drafting_terms(const Item *item, const Drafting *drafting);

/** Open it to others, or for another time; a closed one is open again. */
void drafting_set_terms(Ctx *cx, const Item *item, const DraftingTerms *terms);

/** False: it is not open. */
bool drafting_close(Ctx *cx, const Item *item);

/** Nothing is changed any more.  False: wordings wait for a decision, or it is final already. */
bool drafting_finish(Ctx *cx, const Item *item);

/** It became this publication. */
void drafting_set_work(Ctx *cx, const Item *item, int64_t work_id);

/** Close what is due; returns how many.  A job. */
int64_t drafting_close_due(Ctx *cx);
int64_t drafting_count_due(Ctx *cx);

/** Somebody who was added. */
typedef struct DraftingEditor {
    int64_t person_id;
    const char *name;
    bool is_demo;
} DraftingEditor;

typedef struct DraftingEditorSpan {
    const DraftingEditor *at;
    size_t n;
} DraftingEditorSpan;

DraftingEditorSpan drafting_editors(Ctx *cx, int64_t item_id);

/** Add whoever in the group has this name.  NULL: done, else why not (N_()). */
const char *drafting_add_editor(Ctx *cx, const Item *item, const char *name);
void drafting_remove_editor(Ctx *cx, const Item *item, int64_t person_id);

/** Tell the group that one has begun. */
void drafting_tell(Ctx *cx, int64_t item_id, int64_t closes_at);

extern const MailKind MAIL_DRAFTING; /* one has begun; argument "item" */
