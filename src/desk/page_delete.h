/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * page_delete - what goes with a text that is deleted.
 */
#pragma once
#include "alliance/item.h"
#include "desk/desk.h"

typedef struct PageDelete {
    const Item *item;
    int64_t n_below; /* items in it */
} PageDelete;
