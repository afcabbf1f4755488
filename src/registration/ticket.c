/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/ticket.h"

#include "alliance/registration_code.h"
#include "draw/qr.h"
#include "lang/lang.h"
#include "site/views.h"

SafeHtml
ticket_picture(Request *req, const char *ticket)
{
    Html *out = html_begin(req);
    qr_write(out, registration_ticket_url(req->cx, ticket),
             lang_text(req->cx->lang, N_("The ticket as a square code for a camera")));
    return html_taken(out);
}
