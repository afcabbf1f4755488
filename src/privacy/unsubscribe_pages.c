/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Ending one list by the link in each of its mails.  Programs of mail do it by themselves, by a
 * POST (RFC 8058); opening the link shows a button, so who only looks at links ends nothing.
 */
#include "alliance/consent.h"
#include "alliance/mailing_count.h"
#include "alliance/person.h"
#include "alliance/standing_link.h"
#include "privacy/pages.h"
#include "privacy/preferences.h"
#include "privacy/unsubscribe.html.h"

/* Whose list it is about. */
typedef struct Asked {
    const Person *person;
    const Purpose *purpose;
} Asked;

static bool
find_asked(Request *req, Asked *ret_asked)
{
    Ctx *cx = req->cx;
    const Purpose *purpose = purpose_find(req_text(req, "list"));
    if (purpose == NULL)
        return false;
    const char *use = standing_link_to_end(cx->arena, purpose->name);
    int64_t id = standing_link_find(cx, use, req_text(req, "token"));
    const Person *person = id != 0 ? person_find(cx, id) : NULL;
    if (person == NULL)
        return false;
    *ret_asked = (Asked){person, purpose};
    return true;
}

static Response *
respond_unsubscribe(Request *req, const Asked *asked)
{
    Ctx *cx = req->cx;
    const Person *person = asked->person;
    const Unsubscribe view = {
        .label = lang_text(cx->lang, asked->purpose->label),
        .list = asked->purpose->name,
        .token = req_text(req, "token"),
        .from = req_query(req, "from"),
        .preferences = standing_link_new(cx, LINK_PREFERENCES, person->id),
        .agrees = consent_holds(cx, person->id, asked->purpose->name),
    };
    Page page = {.title = lang_text(cx->lang, N_("Mails that you do not want")), .hidden = true};
    return respond_page(req, 200, &page, unsubscribe, &view);
}

Response *
get_unsubscribe(Request *req)
{
    Asked asked;
    return find_asked(req, &asked) ? respond_unsubscribe(req, &asked) : respond_link_ended(req);
}

Response *
post_unsubscribe(Request *req)
{
    Ctx *cx = req->cx;
    Asked asked;
    if (!find_asked(req, &asked))
        return respond_link_ended(req);
    const ConsentSource source = {
        .source = "unsubscribe",
        .evidence = arena_printf(cx->arena, "link in a mail, %s", cx->request_id),
        .language = cx->lang->code,
    };
    if (consent_answer(cx, asked.person->id, asked.purpose, false, &source))
        mailing_count_ended(cx, req_query(req, "from"));
    return respond_unsubscribe(req, &asked);
}
