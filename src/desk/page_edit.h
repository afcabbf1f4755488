/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * page_edit - the form in which a text is written, and what can be done with it.
 */
#pragma once
#include "alliance/item.h"
#include "desk/desk.h"
#include "desk/text_diff.h"
#include "web/form.h"

/** A step in an item's life that a button on its page takes. */
typedef struct PageAct {
    const char *name, *label;
} PageAct;

typedef struct PageActSpan {
    const PageAct *at;
    size_t n;
} PageActSpan;

typedef struct PageEdit {
    const char *title;
    const Item *item;         /* the original's texts; NULL: a new one */
    const char *status_label; /* English; with item */
    const Form *form;
    PageActSpan acts;
    const Form *schedule;  /* NULL: not now, or not by this person */
    const char *zone;      /* of the schedule's time */
    const char *room;      /* where what is beside the texts is changed, or NULL; then: */
    const char *room_name; /* N_() */
    bool may_delete;

    SafeHtml preview; /* what was typed, as readers would see it */
    const char *preview_title, *preview_summary;
    bool has_preview;

    const TextDiff *conflict; /* from what somebody else saved to what was typed, or NULL */
} PageEdit;

/** The form of @item, or of a new one (NULL): empty, or with what was typed. */
Form *page_form_new(Request *req, const Item *item);
Form *page_form_read(Request *req, const Item *item);

/** What the form says, on top of what it leaves alone of @item (or NULL). */
ItemDraft page_draft(Ctx *cx, const Form *form, const Item *item);

/** Answer with the form and what can be done; @view has what is special this time. */
Response *respond_page_edit(Request *req, int status, PageEdit *view);

/** What the acting person can do with @item now (page_acts.c). */
PageActSpan page_acts(Ctx *cx, const Item *item);
bool page_may_schedule(const Ctx *cx, const Item *item);
Form *page_schedule_form(Request *req);

/** The item in the path {id}, its original's texts, if the acting person may change it; NULL:
 * @ret_refused is the answer. */
const Item *page_find_editable(Request *req, Response **ret_refused);

/** Likewise, of what is not written in a room of its own. */
const Item *page_find_of_desk(Request *req, Response **ret_refused);

/** From what was saved, @now, to what was typed in @form; the next save of the form goes on top of
 * @now. */
const TextDiff *page_conflict(Ctx *cx, const Item *now, Form *form);

/** "/desk/pages/12". */
const char *page_url(Ctx *cx, const Item *item);
