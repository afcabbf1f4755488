/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * working - the page of a table while a job works on its rows.  It looks again by itself.
 */
#pragma once
#include "desk/desk.h"

typedef struct Working {
    const char *name, *state; /* of the table; N_() */
    const char *url;          /* its own */
    int64_t n_done, n_rows;
    bool counted; /* the rows are */
} Working;

/** Answer that the table is in another state by now. */
Response *respond_changed_meanwhile(Request *req);

/** Answer with it in @page, whose title is the name. */
Response *respond_working(Request *req, Page *page, const Working *view);
