/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * show - what the room's templates show.
 */
#pragma once
#include "alliance/person.h"
#include "desk/desk.h"
#include "roster/segment.h"
#include "web/form.h"

typedef struct SegmentRow {
    const Segment *segment;
    const char *wanted; /* the filter in words */
    int64_t n;          /* people now */
    bool is_broken;     /* it cannot be read: then n is 0 */
} SegmentRow;

typedef struct SegmentRowSpan {
    const SegmentRow *at;
    size_t n;
} SegmentRowSpan;

typedef struct SegmentList {
    SegmentRowSpan rows;
} SegmentList;

/** How many of a segment agree to a purpose. */
typedef struct SegmentPurpose {
    const char *label;
    int64_t n;
} SegmentPurpose;

typedef struct SegmentPurposeSpan {
    const SegmentPurpose *at;
    size_t n;
} SegmentPurposeSpan;

typedef struct SegmentShow {
    const Segment *segment;
    const char *wanted, *gone; /* as in SegmentReading */
    bool is_broken;
    int64_t n, n_exports;
    SegmentPurposeSpan purposes;
    PersonSpan people;                              /* the newest */
    const char *list, *change, *take_out, *figures; /* addresses */
} SegmentShow;

typedef struct SegmentEdit {
    const char *heading, *url, *back;
    const char *wanted; /* the filter in words */
    int64_t n;          /* people now */
    const Form *form;
} SegmentEdit;
