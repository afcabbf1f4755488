/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/audit.h"

#include "alliance/audit.sql.h"
#include "base/limits.h"
#include "base/text.h"

static const DbType AUDIT_ROW = DB_TYPE(
    AuditRow, DB_FIELD(AuditRow, id), DB_FIELD(AuditRow, at), DB_FIELD(AuditRow, person_id),
    DB_FIELD(AuditRow, item_id), DB_FIELD(AuditRow, person), DB_FIELD(AuditRow, action),
    DB_FIELD(AuditRow, subject), DB_FIELD(AuditRow, request_id));

void
audit(Ctx *cx, const char *action, int64_t item_id, const char *subject)
{
    const char *line = text_shorten(cx->arena, subject != NULL ? subject : "", LIMIT_LINE);

    db_run(
        cx, &SQL_audit_insert,
        DB_ARGS(cx->now, DB_OR_NULL(cx->me.id), action, DB_OR_NULL(item_id), line, cx->request_id));
}

AuditSpan
audit_list(Ctx *cx, const char *action, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;

    return DB_SPAN(AuditSpan,
                   db_all(cx, &SQL_audit_list, &AUDIT_ROW,
                          DB_ARGS(action != NULL ? action : "", LIMIT_PAGE_ROWS, offset)));
}
