/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * job_show - what job_list.html shows.
 */
#pragma once
#include "alliance/job.h"
#include "desk/neighbours.h"

typedef struct ScheduleRow {
    const Schedule *schedule;
    const char *label;                     /* English */
    int64_t days, hours, minutes, seconds; /* between two runs: one of them, the others are 0 */
} ScheduleRow;

typedef struct ScheduleRowSpan {
    const ScheduleRow *at;
    size_t n;
} ScheduleRowSpan;

typedef struct JobRow {
    const Job *job;
    const char *label, *state; /* English */
    bool failed;               /* given up: may be tried again */
} JobRow;

typedef struct JobRowSpan {
    const JobRow *at;
    size_t n;
} JobRowSpan;

typedef struct JobList {
    ScheduleRowSpan schedule;
    JobRowSpan rows;
    const Neighbours *beside;
} JobList;
