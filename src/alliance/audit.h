/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * audit - who did what and when; rows are only added.
 */
#pragma once
#include "db/ctx.h"

typedef struct AuditRow {
    int64_t id, at, person_id, item_id;
    const char *person; /* name, or NULL: the program or a former member */
    const char *action, *subject, *request_id;
} AuditRow;

typedef struct AuditSpan {
    const AuditRow *at;
    size_t n;
} AuditSpan;

/** Note an act of the acting person.  @subject: plain text without secrets; @item_id or 0. */
void audit(Ctx *cx, const char *action, int64_t item_id, const char *subject);

/** Newest first; @action NULL or "": all. */
AuditSpan audit_list(Ctx *cx, const char *action, int64_t page);
