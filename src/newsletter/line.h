/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * line - an item as a line of Markdown, in mails and in drafts.
 */
#pragma once
#include "site/views.h"

/** Append a line of a list: when, what with a link to it, where, and how the plan moved. */
void line_append(Ctx *cx, GString *out, const ItemCard *card);

/** Likewise for a text that somebody goes on writing: what first, then when it was or is planned
 *  for, where, and what its summary says. */
void line_append_story(Ctx *cx, GString *out, const ItemCard *card);
