/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * record_form - what is said of a work beside its texts, between forms and the record.
 *
 * Two forms ask for it, so it is no part of either: the desk's record of a work (desk_pages.c) and
 * the form in which a member contributes one (contributing/contribute_form.c).
 *
 * Read with: library.h, lines.h, place.h.
 */
#pragma once
#include "library/library.h"
#include "web/form.h"

/** The choices of "type" and "licence" in a form that has both. */
Form *work_form_choices(Form *form);

/** What a form says with "type", "licence", "rights", "places" and "authors"; a DOI that it does
 * not ask for stays as it is.  @id: of the item, 0: a new one.  What is wrong is said at its field.
 */
WorkDraft work_form_draft(Form *form, int64_t id);
