/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * desk - the rooms behind the counter, inside the site's frame.
 *
 * A page of the desk answers with respond_desk(), as pages of the site do with
 * respond_page(): the desk's menu stands above it.  A new room adds a row to
 * the menu in frame.c and its addresses to routes.c.
 */
#pragma once
#include "mail/mail.h"
#include "site/views.h"
#include "web/web.h"

extern const RouteTable desk_routes;

/** Put the desk's menu above @body, unless the page is behind one of the acting person's own
 *  doors (site/doors.h), and answer with the site's frame. */
Response *respond_desk_framed(Request *req, int status, Page *page, Html *body);

/** As respond_page(), for a page of the desk; its JSON is without the menu. */
#define respond_desk(req, status, page, name, view)                                                \
    ({                                                                                             \
        Response *desk_res_;                                                                       \
        if ((req)->wants_json) {                                                                   \
            desk_res_ = respond_page((req), (status), (page), name, (view));                       \
        } else {                                                                                   \
            Html *desk_out_ = html_begin(req);                                                     \
            name##_html(desk_out_, (view));                                                        \
            desk_res_ = respond_desk_framed((req), (status), (page), desk_out_);                   \
        }                                                                                          \
        desk_res_;                                                                                 \
    })

/** Answer with a mail as it looks in a mail program: its own colours stand in it, it loads nothing
 *  and does nothing. */
Response *respond_mail_html(Request *req, const Mail *mail);

/** The crumb that every page below the desk's first begins with. */
#define DESK_CRUMB {N_("Desk"), "/desk"}

/** Has the acting person the editor's or the secretariat's part? */
bool desk_is_editor(const Ctx *cx);

/** The item of this kind with this number, its original's texts, if the acting person may change
 * it; else NULL, and the answer is in *@ret_refused. */
const Item *desk_editable(Request *req, const char *kind, int64_t id, Response **ret_refused);

/** Was the form sent by the button @name? */
bool desk_is_pressed(const Request *req, const char *name);
