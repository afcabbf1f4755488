/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The link in each mail about a poll of the whole alliance that ends these mails without signing
 * in. Opening it changes nothing; its button does, and mail programs press it by themselves (RFC
 * 8058).
 */
#include "poll/pages.h"
#include "poll/poll_end.html.h"

#include "alliance/standing_link.h"

static int64_t
person_of(Request *req)
{
    return standing_link_find(req->cx, POLL_END_USE, req_text(req, "token"));
}

static Response *
respond_end(Request *req, int64_t person_id)
{
    Ctx *cx = req->cx;
    const PollEnd view = {.token = req_text(req, "token"),
                          .comes = poll_takes_mails(cx, person_id),
                          .preferences = standing_link_new(cx, LINK_PREFERENCES, person_id)};
    Page page = {.title = lang_text(cx->lang, N_("Mails about polls")), .hidden = true};
    return respond_page(req, 200, &page, poll_end, &view);
}

Response *
get_poll_mails(Request *req)
{
    int64_t person_id = person_of(req);
    return person_id != 0 ? respond_end(req, person_id) : respond_link_ended(req);
}

Response *
post_poll_mails(Request *req)
{
    int64_t person_id = person_of(req);
    if (person_id == 0)
        return respond_link_ended(req);
    poll_take_mails(req->cx, person_id, false);
    return respond_end(req, person_id);
}
