/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The audit log, newest first.
 */
#include "desk/audit_log.html.h"
#include "desk/audit_show.h"
#include "desk/pages.h"

Response *
get_desk_audit(Request *req)
{
    Ctx *cx = req->cx;
    const char *action = req_query(req, "action");
    AuditSpan rows = audit_list(cx, action, req_page(req));
    AuditShow view = {.action = action,
                      .all = link_with(req, "action", NULL),
                      .rows = rows,
                      .beside = neighbours(req, rows.n)};
    Page page = {.title = lang_text(cx->lang, N_("Audit log")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, 200, &page, audit_log, &view);
}
