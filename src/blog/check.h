/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * check - what is wrong with a post before others have it.
 */
#pragma once
#include "desk/review_page.h"

/** Look at the texts as @item has them (title, summary, body); .id is 0 of a new one.  Links into
 *  this site are followed as far as CHECK_LINKS. */
ReviewFaultSpan post_check(Ctx *cx, const Item *item);

#define CHECK_LINKS 40
