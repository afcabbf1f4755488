/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * How often what somebody follows comes, and which of it: behind the link in each of these mails,
 * by one button and without signing in.  Opening the link changes nothing.  Programs of mail that
 * end a digest by themselves (RFC 8058) say no choice: then none of it comes any more.
 */
#include "alliance/digest.h"
#include "alliance/follow.h"
#include "alliance/person.h"
#include "alliance/standing_link.h"
#include "privacy/pace.html.h"
#include "privacy/pages.h"
#include "privacy/preferences.h"
#include "web/session.h"

#define FOLLOWED_MOST 50 /* are listed; who follows more has them one after the other */

/* As the reader of the mail sees it: what is not for him any more has no place here. */
static FollowedSpan
followed_by(Ctx *cx, int64_t person_id)
{
    Viewer before = cx->me;
    cx->me = session_viewer(cx, person_id);
    FollowedSpan followed = follow_list(cx, FOLLOWED_MOST + 1);
    cx->me = before;
    return followed;
}

/* @saved: a choice was kept; @stopped: of one text or group, or NULL. */
static Response *
respond_pace(Request *req, int64_t person_id, bool saved, const Followed *stopped)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, person_id);
    bool comes = person != NULL && person->comment_mails;
    PaceChoice *choices = arena_array_of(cx->arena, PaceChoice, N_PACES);
    for (size_t i = 0; i < N_PACES; i++) {
        bool is_now = comes && person->pace == g_ascii_strtoll(PACES[i].value, NULL, 10);
        choices[i] = (PaceChoice){PACES[i].value, PACES[i].label, is_now};
    }
    FollowedSpan followed = comes ? followed_by(cx, person_id) : (FollowedSpan){0};
    const Pace view = {
        .token = req_text(req, "token"),
        .choices = {choices, N_PACES},
        .comes = comes,
        .saved = saved,
        .stopped = stopped,
        .followed = {followed.at, MIN(followed.n, FOLLOWED_MOST)},
        .more = followed.n > FOLLOWED_MOST,
        .preferences = standing_link_new(cx, LINK_PREFERENCES, person_id),
    };
    Page page = {.title = lang_text(cx->lang, N_("How often we write to you")), .hidden = true};
    return respond_page(req, 200, &page, pace, &view);
}

Response *
get_pace(Request *req)
{
    int64_t person_id = standing_link_find(req->cx, LINK_PACE, req_text(req, "token"));
    return person_id != 0 ? respond_pace(req, person_id, false, NULL) : respond_link_ended(req);
}

static Response *
stop_one(Request *req, int64_t person_id)
{
    Ctx *cx = req->cx;
    Viewer before = cx->me;
    cx->me = session_viewer(cx, person_id);
    const Followed *one = follow_find(cx, g_ascii_strtoll(req_field(req, "stop"), NULL, 10));
    cx->me = before;
    if (one != NULL)
        follow_set(cx, one->id, person_id, FOLLOW_NOTHING);
    return respond_pace(req, person_id, one != NULL, one);
}

Response *
post_pace(Request *req)
{
    Ctx *cx = req->cx;
    int64_t person_id = standing_link_find(cx, LINK_PACE, req_text(req, "token"));
    if (person_id == 0)
        return respond_link_ended(req);
    if (*req_field(req, "stop") != '\0')
        return stop_one(req, person_id);
    const char *days = req_field(req, "days");
    int64_t pace = *days != '\0' ? g_ascii_strtoll(days, NULL, 10) : DIGEST_AS_PERSON;
    bool comes = digest_is_pace(pace);
    if (comes)
        digest_set_pace(cx, person_id, pace);
    follow_set_mails(cx, person_id, comes);
    return respond_pace(req, person_id, true, NULL);
}
