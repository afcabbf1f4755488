/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * data - what the pages about all that is held show.
 */
#pragma once
#include "alliance/data_copy.h"
#include "alliance/holding.h"
#include "web/web.h"

/** The crumb of the pages below "My data". */
#define MY_CRUMB {N_("My data"), "/my-data"}

typedef struct HoldingRow {
    const Holding *holding;
    const char *table;
    int64_t n;
} HoldingRow;

typedef struct HoldingRowSpan {
    const HoldingRow *at;
    size_t n;
} HoldingRowSpan;

/** A value as it is read: "Member since", "2 January 2017". */
typedef struct HeldValue {
    const char *label; /* English */
    const char *value;
} HeldValue;

typedef struct HeldValueSpan {
    const HeldValue *at;
    size_t n;
} HeldValueSpan;

typedef struct HeldRow {
    HeldValueSpan values;
} HeldRow;

typedef struct HeldRowSpan {
    const HeldRow *at;
    size_t n;
} HeldRowSpan;

typedef struct MyData {
    HoldingRowSpan rows; /* of which there is something */
    const char *none;    /* what there is nothing of, in words */
    int64_t due_at;      /* to be erased then, or 0 */
} MyData;

typedef struct MyTable {
    const Holding *holding;
    HeldRowSpan rows;
    bool cut; /* there are more */
} MyTable;

/** The page to which the mailed link leads back: "copy", "leave", "erase". */
typedef struct FreshLink {
    const char *next;
} FreshLink;

typedef struct MyCopy {
    const FreshLink *link;
    const DataCopy *copy; /* or NULL */
    DataCopyPartSpan parts;
    bool fresh, waits; /* waits: it is being made */
} MyCopy;

typedef struct Leave {
    const FreshLink *link;
    const char *why_not; /* translated; NULL: it may be done */
    bool fresh, newsletter;
} Leave;
