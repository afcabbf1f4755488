/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * translation - a text in other languages, beside its original.
 */
#pragma once
#include "alliance/item.h"
#include "alliance/proposal.h"
#include "desk/desk.h"
#include "desk/text_diff.h"
#include "web/form.h"

typedef struct TranslationRow {
    const char *language, *state; /* English: missing, current, stale, proposed */
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
    const Proposal *proposal; /* what waits for an editor, or NULL */
    const TextDiff *proposed; /* from the published translation to it, for who decides, or NULL */
    bool proposes;            /* who asks is its translator: an editor has to publish it */
} TranslationEdit;

/** A text that is to be translated into a language. */
typedef struct TranslationTask {
    int64_t id, listed_at;
    const char *kind, *slug, *status, *language, *title;
    const char *url;   /* where it is translated */
    const char *state; /* "missing", "stale", "partly", "proposed"; English when shown */
    const char *kind_label, *status_label; /* English */
} TranslationTask;

typedef struct TranslationTaskSpan {
    const TranslationTask *at;
    size_t n;
} TranslationTaskSpan;

typedef struct TranslationQueue {
    const Form *form;
    const char *language; /* into which */
    TranslationTaskSpan rows;
    LinkSpan pages;
    int64_t n;
} TranslationQueue;
