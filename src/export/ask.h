/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * ask - what export_ask.html shows.
 */
#pragma once
#include "export/export.h"
#include "web/form.h"

typedef struct ExportTime {
    const ExportPast *past;
    const char *format, *eye; /* N_() */
} ExportTime;

typedef struct ExportTimeSpan {
    const ExportTime *at;
    size_t n;
} ExportTimeSpan;

typedef struct ExportAsk {
    const char *wanted, *list; /* the filter in words, ""; the list it is from */
    int64_t n;                 /* people whom the secretariat sees */
    const Form *form;
    int64_t n_times; /* they were taken out */
    ExportTimeSpan times;
} ExportAsk;
