/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c), and what its pages show.
 */
#pragma once
#include "alliance/drafting_proposal.h"
#include "drafting/guest.h"
#include "site/item_show.h"
#include "site/views.h"
#include "web/form.h"
#include "web/words_diff.h"

/** A draft of the request that the acting person may see, and what he may do there. */
typedef struct DraftAsked {
    const Item *item;
    const Drafting *drafting;
    bool is_open, is_final, is_mine, may_edit, may_propose;
} DraftAsked;

typedef struct DraftList {
    const Item *group; /* NULL: all */
    int64_t n;
    DraftingRowSpan drafts;
    LinkSpan pages;
    bool may_begin;
} DraftList;

/** A paragraph as it is read. */
typedef struct ParagraphLine {
    const Paragraph *paragraph;
    SafeHtml html;
} ParagraphLine;

typedef struct ParagraphLineSpan {
    const ParagraphLine *at;
    size_t n;
} ParagraphLineSpan;

typedef struct DraftShow {
    const DraftAsked *asked;
    const ItemShow *show;
    const char *closes; /* in the draft's zone; NULL: not said */
    ParagraphLineSpan lines;
    LinkSpan parts; /* of a long text; empty: all of it is here */
    ParagraphSpan gone;
    DraftingEditorSpan editors;
    const char *work, *work_title; /* address of the publication that it became; or NULL */
    bool opens_members, opens_public, outside;
} DraftShow;

typedef struct DraftText {
    const DraftAsked *asked;
    ParagraphLineSpan lines;
} DraftText;

typedef struct DraftEdit {
    const char *action, *heading;
    const Item *group; /* of a new one; or NULL */
    const Form *form;
    const WordsDiff *conflict; /* from what somebody else saved to what was typed; or NULL */
    const char *saved;         /* what somebody else saved, with .conflict */
} DraftEdit;

typedef struct ParagraphEdit {
    const DraftAsked *asked;
    const Paragraph *paragraph;
    const Form *form;
    const WordsDiff *conflict; /* as of DraftEdit */
    const char *saved;
} ParagraphEdit;

/** A proposed wording as it is shown. */
typedef struct WordingCard {
    const Wording *wording;
    const char *state; /* English */
    const WordsDiff *diff;
    const char *page; /* of the proposal by itself */
    bool open, held, rebased, clashes, nowhere, strikes, forgotten, may_agree, may_decide;
} WordingCard;

typedef struct WordingCardSpan {
    const WordingCard *at;
    size_t n;
} WordingCardSpan;

typedef struct ParagraphShow {
    const DraftAsked *asked;
    const ItemShow *show; /* its comments are those about the paragraph */
    const Paragraph *paragraph;
    SafeHtml html;
    bool gone;
    int64_t before, after; /* numbers of its neighbours, 0: none */
    WordingCardSpan wordings;
    const Form *form;          /* to propose; or NULL */
    const Form *guest;         /* to say something without being a member; or NULL */
    const WordsDiff *conflict; /* what became of the paragraph while somebody typed; or NULL */
} ParagraphShow;

typedef struct GuestSent {
    const char *email;
} GuestSent;

typedef struct GuestConfirm {
    const Item *item;
    const Guest *guest;
    const char *token;
    const WordsDiff *diff; /* NULL: no other words are proposed */
} GuestConfirm;

typedef struct WordingList {
    const DraftAsked *asked;
    int64_t n;
    WordingCardSpan wordings;
    LinkSpan pages;
} WordingList;

typedef struct WordingDecide {
    const DraftAsked *asked;
    const WordingCard *card;
    const WordsDiff *proposed; /* from what the proposer saw to what he wants, if it was rebased */
    const Form *form;          /* NULL: the reader does not decide, or it was decided */
    const char *changed; /* the paragraph now, if it is another one than was looked at; or NULL */
} WordingDecide;

typedef struct DraftHistory {
    const DraftAsked *asked;
    RevisionSpan revisions;
    const char *note; /* of the present text */
} DraftHistory;

typedef struct DraftRevision {
    const DraftAsked *asked;
    const Revision *revision;
    const Revision *with; /* compared with this one; NULL: with the present text */
    RevisionSpan others;
    const WordsDiff *title, *body;
} DraftRevision;

typedef struct DraftSettings {
    const DraftAsked *asked;
    const Form *form, *editor;
    DraftingEditorSpan editors;
    bool is_closed, may_finish, may_publish;
} DraftSettings;

typedef struct RecordLine {
    const RecordRow *row;
    const char *state; /* English; "" of a comment */
} RecordLine;

typedef struct RecordLineSpan {
    const RecordLine *at;
    size_t n;
} RecordLineSpan;

typedef struct RecordShow {
    const DraftAsked *asked;
    int64_t n;
    RecordLineSpan lines;
    LinkSpan pages;
} RecordShow;

/** The draft of the request's {slug}; NULL: there is none that the acting person may see. */
const DraftAsked *draft_asked(Request *req);

/** Likewise for who changes it; NULL and the answer. */
const DraftAsked *draft_editable(Request *req, Response **ret_refusal);

/** The address of a draft, with more behind it: "/edit". */
const char *draft_url(Ctx *cx, const Item *item, const char *more);

/** One paragraph; *@level is that of the last heading before it, and becomes that of its own. */
SafeHtml paragraph_html(Arena *arena, const char *body, int *level);

/** How proposals are shown to the acting person. */
WordingCardSpan wording_cards(Ctx *cx, const DraftAsked *asked, WordingSpan wordings);

/** Answer with a file of this name. */
Response *respond_draft_file(Request *req, const char *type, const GString *text, const char *name);

/* draft_pages.c */
Response *get_drafts(Request *req);
Response *get_group_drafts(Request *req);
Response *get_draft(Request *req);
Response *get_draft_text(Request *req);
Response *get_draft_markdown(Request *req);

/* edit_pages.c */
Response *get_draft_new(Request *req);
Response *post_draft_new(Request *req);
Response *get_draft_edit(Request *req);
Response *post_draft_edit(Request *req);
Response *get_paragraph_edit(Request *req);
Response *post_paragraph_edit(Request *req);

/** The fields that say for whom and until when a draft is open, and what they hold. */
extern const Field TERMS_FIELDS[];
extern const size_t N_TERMS_FIELDS;
void terms_set(Form *form, const DraftingTerms *terms);
/** What is wrong with them stands at the field. */
DraftingTerms terms_read(Form *form);

/* paragraph_pages.c */
Response *get_paragraph(Request *req);
Response *post_paragraph_wording(Request *req);

/** The paragraph of the request's {number} in a draft; NULL: there is none. */
const Paragraph *paragraph_asked(Request *req, ParagraphSpan all);

/** The page; @form: a proposal of a member, or a remark of somebody else, that was refused, or
 * NULL;
 *  @conflict: what became of the paragraph meanwhile, or NULL. */
Response *respond_paragraph(Request *req, int status, const DraftAsked *asked, ParagraphSpan all,
                            const Form *form, const WordsDiff *conflict);

/* guest_pages.c */
Response *post_guest(Request *req);
Response *get_guest_token(Request *req);
Response *post_guest_token(Request *req);

/** The form for who is no member. */
Form *guest_form(Request *req, const Paragraph *paragraph);

/* decide_pages.c */
Response *get_wordings(Request *req);
Response *get_wording(Request *req);
Response *post_wording(Request *req);

/* history_pages.c */
Response *get_draft_history(Request *req);
Response *get_draft_revision(Request *req);
Response *post_draft_revision(Request *req);

/* terms_pages.c */
Response *get_draft_settings(Request *req);
Response *post_draft_settings(Request *req);
Response *post_draft_act(Request *req);

/* record_pages.c */
Response *get_record(Request *req);
Response *get_record_csv(Request *req);
