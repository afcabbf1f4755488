/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, the form, and what its templates show.
 */
#pragma once
#include "alliance/contribution.h"
#include "alliance/file.h"
#include "library/library.h"
#include "site/views.h"
#include "web/form.h"

/* contribute_pages.c */
Response *get_contribution_new(Request *req);
Response *post_contribution_new(Request *req);
Response *get_contribution_edit(Request *req);
Response *post_contribution_edit(Request *req);
Response *post_contribution_file_remove(Request *req);

/* contribution_pages.c */
Response *get_contributions(Request *req);
Response *get_contribution_review(Request *req);
Response *post_contribution_review(Request *req);

/* ---- the form (contribute_form.c) ---- */

/** A contribution that there is already, and its editions. */
typedef struct ContributionParts {
    const Item *item;
    const Contribution *contribution;
    EditionSpan editions;
    const Edition *edition; /* the first, which the form writes; NULL: it was taken away */
} ContributionParts;

/** The form: empty, or with what @parts say; NULL: a new one. */
Form *contribute_form_new(Request *req, const ContributionParts *parts);

/** What was typed, checked, and the record that it says. */
Form *contribute_form_read(Request *req, const ContributionParts *parts, WorkDraft *ret_record);

/** Topics, and the file on the edition with this number. */
void contribute_form_beside(const Form *form, int64_t item_id, int64_t edition_id);

/** How many files hang on all editions; @parts NULL: none. */
size_t contribution_count_files(const ContributionParts *parts);

/** "You are here" of the contributor's pages. */
CrumbSpan contribution_crumbs(Ctx *cx);

typedef struct ContributedFile {
    const File *file;
    const char *label; /* what it is, in words; to be translated */
    const Edition *edition;
    bool of_several; /* editions: then it is said of which it is */
} ContributedFile;

typedef struct ContributedFileSpan {
    const ContributedFile *at;
    size_t n;
} ContributedFileSpan;

typedef struct ContributeEdit {
    const Item *item; /* NULL: a new one */
    const char *title, *action;
    const Form *form;
    const char *address;       /* where the same goes by mail; NULL: nowhere */
    ContributedFileSpan files; /* that there are already */
} ContributeEdit;

typedef struct ContributionLine {
    const ContributionRow *row;
    const char *state; /* N_() */
    const char *url;   /* NULL: it may not be seen any more */
} ContributionLine;

typedef struct ContributionLineSpan {
    const ContributionLine *at;
    size_t n;
} ContributionLineSpan;

typedef struct ContributionList {
    const char *address; /* as above */
    ItemSpan waiting;    /* for editors: what was handed in */
    ContributionLineSpan lines;
    LinkSpan pages;
} ContributionList;
