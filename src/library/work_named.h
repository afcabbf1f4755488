/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * work_named - the work that an editor means by a number, an address, a DOI or a title.
 *
 * Read with: search.h.
 */
#pragma once
#include "alliance/item.h"
#include "web/form.h"

#define WORKS_OFFERED 12 /* if a title could be several */

typedef struct WorkNamed {
    const Item *work; /* that is meant; or NULL */
    const char *url;  /* an address elsewhere; or NULL */
    ItemSpan several; /* if it is neither: works that have the words */
} WorkNamed;

/** What the form asks then (work_several.html). */
typedef struct WorkSeveral {
    ItemSpan works; /* none: it is clear */
} WorkSeveral;

/** What is meant by @typed among the works that the acting person may see. */
WorkNamed work_named(Ctx *cx, const char *typed);

/** The work that the field "other" of @form means, or the one whose button "pick" was pressed.  If
 *  it is none, the field says so, and *@ret_several has those that could be meant.  @ret_url: an
 *  address elsewhere is right as well; NULL: only works are. */
const Item *work_named_in(Form *form, WorkSeveral *ret_several, const char **ret_url);
