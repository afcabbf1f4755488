/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Leaving, being erased, changing one's mind, and saying that one is still here.
 */
#include "alliance/consent.h"
#include "alliance/inactivity.h"
#include "alliance/leaving.h"
#include "alliance/standing_link.h"
#include "desk/desk.h"
#include "privacy/data.h"
#include "privacy/erase.html.h"
#include "privacy/keep_me.html.h"
#include "privacy/leave.html.h"
#include "privacy/pages.h"
#include "privacy/still_here.html.h"
#include "site/doors.h"
#include "web/session.h"

/* Why the acting person can not go; NULL: nothing hinders. */
static const char *
why_not(Ctx *cx)
{
    return leaving_is_last(cx, cx->me.id) ? lang_text(cx->lang, LEAVING_LAST) : NULL;
}

/* ---- leaving ---- */

static Response *
respond_leave(Request *req, int status)
{
    static const FreshLink link = {"leave"};
    Ctx *cx = req->cx;
    Leave view = {.link = &link,
                  .why_not = why_not(cx),
                  .fresh = session_is_fresh(cx),
                  .newsletter = consent_holds(cx, cx->me.id, "newsletter")};
    Page page = {.title = lang_text(cx->lang, N_("Leave the alliance")),
                 .here = HERE(DOOR_CRUMB, MY_CRUMB)};
    return respond_desk(req, status, &page, leave, &view);
}

Response *
get_leave(Request *req)
{
    return respond_leave(req, 200);
}

Response *
post_leave(Request *req)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, cx->me.id);
    if (person == NULL)
        return respond_not_found(req);
    if (!session_is_fresh(cx) || why_not(cx) != NULL)
        return respond_leave(req, 422);
    leaving_end(cx, person, desk_is_pressed(req, "newsletter"));
    cx->me.session = 0; /* it has ended: what is said travels in a cookie */
    Response *res = respond_done(req, "/",
                                 lang_text(cx->lang, N_("Your membership has ended. Thank you for "
                                                        "the time with us.")));
    session_end(req, res);
    return res;
}

/* ---- being erased ---- */

static Response *
respond_erase(Request *req, int status)
{
    static const FreshLink link = {"erase"};
    Ctx *cx = req->cx;
    const Erasure *erasure = erasure_find(cx, cx->me.id);
    Erase view = {.link = &link,
                  .why_not = why_not(cx),
                  .due_at = erasure != NULL ? erasure->due_at : 0,
                  .fresh = session_is_fresh(cx)};
    Page page = {.title = lang_text(cx->lang, N_("Be erased")), .here = HERE(DOOR_CRUMB, MY_CRUMB)};
    return respond_desk(req, status, &page, erase, &view);
}

Response *
get_erase(Request *req)
{
    return respond_erase(req, 200);
}

Response *
post_erase(Request *req)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, cx->me.id);
    if (person == NULL)
        return respond_not_found(req);
    if (!session_is_fresh(cx) || why_not(cx) != NULL)
        return respond_erase(req, 422);
    erasure_ask(cx, person, "");
    cx->me.session = 0; /* it has ended: what is said travels in a cookie */
    Response *res = respond_done(req, "/",
                                 lang_text(cx->lang, N_("You will be erased after 14 days. A mail "
                                                        "tells how to change your mind.")));
    session_end(req, res);
    return res;
}

Response *
post_erase_undo(Request *req)
{
    Ctx *cx = req->cx;
    if (!erasure_undo(cx, cx->me.id))
        return respond_not_found(req);
    return respond_done(req, "/preferences",
                        lang_text(cx->lang, N_("You stay. What you agreed to was taken back: here "
                                               "you can agree again.")));
}

/* ---- by the link in a mail ---- */

static Response *
respond_ended(Request *req)
{
    const char *why = N_("This link is of no use any more, or not complete. Nothing was changed. "
                         "Sign in and open \"My data\" to see how things stand.");
    return respond_error(req, 410, lang_text(req->cx->lang, why));
}

static const Erasure *
find_erasure(Request *req)
{
    int64_t id = standing_link_find(req->cx, LINK_KEEP_ME, req_text(req, "token"));
    return id != 0 ? erasure_find(req->cx, id) : NULL;
}

Response *
get_erasure_token(Request *req)
{
    Ctx *cx = req->cx;
    const Erasure *erasure = find_erasure(req);
    if (erasure == NULL)
        return respond_ended(req);
    KeepMe view = {.token = req_text(req, "token"), .due_at = erasure->due_at};
    Page page = {.title = lang_text(cx->lang, N_("Do not erase me")), .hidden = true};
    return respond_page(req, 200, &page, keep_me, &view);
}

Response *
post_erasure_token(Request *req)
{
    Ctx *cx = req->cx;
    const Erasure *erasure = find_erasure(req);
    if (erasure == NULL)
        return respond_ended(req);
    session_note_seen(cx, erasure->person_id);
    erasure_undo(cx, erasure->person_id);
    return respond_done(req, "/sign-in?next=/preferences",
                        lang_text(cx->lang, N_("You stay. What you agreed to was taken back: sign "
                                               "in, and you can agree again.")));
}

Response *
get_still_here(Request *req)
{
    Ctx *cx = req->cx;
    const char *token = req_text(req, "token");
    if (standing_link_find(cx, LINK_STILL_HERE, token) == 0)
        return respond_ended(req);
    StillHere view = {.token = token};
    Page page = {.title = lang_text(cx->lang, N_("Are you still here?")), .hidden = true};
    return respond_page(req, 200, &page, still_here, &view);
}

Response *
post_still_here(Request *req)
{
    Ctx *cx = req->cx;
    int64_t id = standing_link_find(cx, LINK_STILL_HERE, req_text(req, "token"));
    if (id == 0)
        return respond_ended(req);
    inactivity_stop(cx, id);
    return respond_done(req, "/", lang_text(cx->lang, N_("Good to know: you stay a member.")));
}
