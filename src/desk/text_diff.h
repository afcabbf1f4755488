/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * text_diff - two states of an item's texts, compared (diff_show.html).
 */
#pragma once
#include "web/words_diff.h"

typedef struct TextDiff {
    const WordsDiff *title, *summary, *body;
} TextDiff;
