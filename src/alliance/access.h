/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * access - who may do what with an item: the one rule.
 *
 * The rule stands twice and nowhere else: as a table in access.c for one item,
 * and as the fragment {visible} in access.sql for lists.  access_test.c walks
 * the whole matrix role × group × audience × status × action and holds the two
 * against each other.
 */
#pragma once
#include "alliance/item.h"

typedef enum Action {
    ACTION_SEE = 1,
    ACTION_COMMENT,
    ACTION_EDIT,      /* texts, dates, files; also translations, which are published at once */
    ACTION_TRANSLATE, /* propose a translation into a language of one's own */
    ACTION_PUBLISH,   /* publish, schedule, archive, change the audience */
    ACTION_DELETE,
    ACTION_LEAD, /* of a group: who comes in, what is shown, pinned, closed, moved */
    N_ACTIONS,
} Action;

/** May the acting person do @action with @item? */
bool may(const Ctx *cx, Action action, const Item *item);

/** May the acting person translate it into @language: as who may edit it, or as its translator,
 * whose translation waits for an editor? */
bool may_translate(const Ctx *cx, const Item *item, const char *language);

/** May the acting person make an item of this kind? */
bool may_create(const Ctx *cx, const char *kind);
