/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A certificate of attendance: its owner takes it along, anybody checks it.
 */
#include "lang/lang.h"
#include "registration/certificate_show.h"
#include "registration/certificate_show.html.h"
#include "registration/pages.h"
#include "web/app.h"

Response *
get_registration_certificate(Request *req)
{
    Ctx *cx = req->cx;
    Bytes pdf;
    const Registration *found = registration_find_token(cx, req_text(req, "token"));
    const Certificate *certificate = found != NULL ? certificate_of(cx, found) : NULL;
    if (certificate == NULL)
        return respond_error(req, 410,
                             lang_text(cx->lang, N_("There is no certificate for this link. It is "
                                                    "there once the event is over and its "
                                                    "organiser has noted who was there.")));
    if (!certificate_draw(cx, certificate, &pdf))
        return respond_error(req, 500,
                             lang_text(cx->lang, N_("The certificate could not be made.")));
    Response *res = respond_bytes(req, "application/pdf", pdf);
    respond_header(
        res, "Content-Disposition",
        arena_printf(cx->arena, "attachment; filename=\"certificate-%s.pdf\"", certificate->code));
    respond_header(res, "Cache-Control", "no-store");
    respond_header(res, "X-Robots-Tag", "noindex");
    return res;
}

/* One answer for what never was and for what is not any more: nobody learns which. */
Response *
get_certificate(Request *req)
{
    Ctx *cx = req->cx;
    const Certificate *certificate = certificate_find(cx, req_text(req, "code"));
    if (certificate == NULL)
        return respond_error(req, 404,
                             lang_text(cx->lang, N_("No valid certificate has this address. Look "
                                                    "whether it is typed as it is printed.")));
    const CertificateShow view = {
        .certificate = certificate,
        .settings = settings(cx),
        .url = page_address(cx, arena_printf(cx->arena, "/certificates/%s", certificate->code)),
        .today = cx->now};
    Page page = {.title = lang_text(cx->lang, N_("Certificate of attendance")), .hidden = true};
    return respond_page(req, 200, &page, certificate_show, &view);
}
