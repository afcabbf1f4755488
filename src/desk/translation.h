/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * translation - a text in other languages, beside its original.
 */
#pragma once
#include "alliance/item.h"
#include "desk/desk.h"
#include "desk/text_diff.h"
#include "web/form.h"

typedef struct TranslationRow {
    const char *language, *state; /* English: missing, current, stale */
    bool stale;
} TranslationRow;

typedef struct TranslationRowSpan {
    const TranslationRow *at;
    size_t n;
} TranslationRowSpan;

typedef struct TranslationList {
    const Item *item;
    TranslationRowSpan rows;
} TranslationList;

typedef struct TranslationEdit {
    const Item *item; /* the original */
    const char *language;
    const Form *form;
    const TextDiff *changed;  /* in the original since it was translated; NULL: nothing */
    const TextDiff *conflict; /* from what somebody else saved to what was typed, or NULL */
} TranslationEdit;
