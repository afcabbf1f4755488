/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * report - who was there, by the report that a webinar service gives as a table.
 *
 * Services write other columns, lines above them, one line for each time that
 * somebody came in, and those who did not come.  The columns are found by what
 * their headings mean (sheet/column.h), wherever the line of headings stands.
 * Somebody is known by the address, else by a name that only one has.
 *
 * Read with: alliance/attendance.h.
 */
#pragma once
#include "alliance/attendance.h"

#define REPORT_ROWS 100000  /* lines that are read */
#define REPORT_UNKNOWN 1000 /* people that are listed */

typedef struct ReportPerson {
    const char *name, *email; /* as the report has them, "" */
} ReportPerson;

typedef struct ReportPersonSpan {
    const ReportPerson *at;
    size_t n;
} ReportPersonSpan;

typedef struct Report {
    int64_t n_noted;          /* registrations that are known to have been there only now */
    int64_t n_again;          /* that were noted before */
    ReportPersonSpan unknown; /* who is not registered, each once */
    const char *fault;        /* translated: why nothing, or not all, was read; or NULL */
} Report;

/** Read @file and note who of the event's registrations was there. */
Report report_note(Ctx *cx, const Item *event, Bytes file);
