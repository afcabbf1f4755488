/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The report of a webinar service is read in, and what it says is shown.
 */
#include "alliance/audit.h"
#include "desk/desk.h"
#include "lang/lang.h"
#include "registration/pages.h"
#include "registration/report_show.html.h"

/* clang-format off */
static const Field fields[] = {
    {"report", N_("Report of who was there"),
     N_("A table (CSV or XLSX) as the service gives it, with addresses or names."),
     .kind = FIELD_FILE},
};
/* clang-format on */

static Response *
respond_report(Request *req, const Item *event, const Form *form, const Report *report)
{
    const ReportShow view = {.event = event, .form = form, .report = report};
    const char *list = arena_printf(req->cx->arena, "/desk/events/%" PRId64 "/registrations",
                                    event->id);
    Page page = {
        .title = lang_text(req->cx->lang, N_("Who was there")),
        .here = HERE(DESK_CRUMB, {event->title, event->path}, {N_("Registrations"), list})};
    bool is_bad = !form_ok(form) || (report != NULL && report->fault != NULL);
    return respond_desk(req, is_bad ? 422 : 200, &page, report_show, &view);
}

Response *
get_desk_report(Request *req)
{
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    return respond_report(req, event, form_new(req, fields, G_N_ELEMENTS(fields)), NULL);
}

/* What could be read stays noted, also of a file that ends badly: it is said how far it went. */
Response *
post_desk_report(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    const Upload *file = form_upload(form, "report");
    if (!form_ok(form) || file == NULL)
        return respond_report(req, event, form, NULL);
    const Report report = report_note(cx, event, file->bytes);
    audit(cx, "registration.report", event->id,
          arena_printf(cx->arena, "%" PRId64 " noted", report.n_noted));
    Response *res = respond_report(req, event, form, &report);
    res->keeps = true;
    return res;
}
