/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * agree - what openid_agree.html shows: which tool wants to know what.
 */
#pragma once
#include "web/web.h"

/** One thing that the tool would be told. */
typedef struct AgreeRow {
    const char *label; /* N_() */
    const char *value; /* what it would be told, or NULL */
} AgreeRow;

typedef struct AgreeRowSpan {
    AgreeRow *at;
    size_t n;
} AgreeRowSpan;

typedef struct OpenidAgree {
    const char *name, *host; /* of the tool */
    bool is_demo;
    bool refused;     /* the person may not use it */
    const char *role; /* N_(): that it is for, or NULL */
    AgreeRowSpan rows;
    const char *request; /* goes along */
    const char *back;    /* leads back with a no */
} OpenidAgree;
