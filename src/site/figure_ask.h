/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * figure_ask - what the address of a page of figures asks: as of when, and of whom.
 *
 * Only the secretariat may ask of some; for others a filter in the address says
 * nothing.
 */
#pragma once
#include "roster/label.h"
#include "site/views.h"

typedef struct FigureAsk {
    const char *date;    /* as typed; "" for now */
    const char *problem; /* what is wrong, translated, or NULL */
    int64_t end;         /* as figure_end() has it; with a problem 0 */
    bool is_now;         /* the end is now, whatever the date says */
    const RosterFilter *filter;
    PairSpan kept;     /* the filter as fields that a form sends along */
    const char *only;  /* the filter in words, or NULL */
    const char *whole; /* the same page of everybody */
    LinkSpan segments; /* the same page of kept filters, for who may narrow it */
    const RosterLabels *labels;
} FigureAsk;

FigureAsk figure_ask(Request *req);

/** 200, or 422 with a problem. */
int figure_status(const FigureAsk *ask);

/** @path with the query of this request. */
const char *figure_link(Request *req, const char *path);
