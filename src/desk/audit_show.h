/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * audit_show - what audit_log.html shows.
 */
#pragma once
#include "alliance/audit.h"
#include "desk/neighbours.h"

typedef struct AuditShow {
    const char *action; /* the filter, or "" */
    const char *all;    /* address without the filter */
    AuditSpan rows;
    const Neighbours *beside;
} AuditShow;
