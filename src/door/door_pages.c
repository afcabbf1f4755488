/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The page of the door, and its list on one sheet: to print, and, as JSON, for telephones to keep.
 */
#include "alliance/registration_mail.h"
#include "base/limits.h"
#include "door/door_list.html.h"
#include "door/door_show.html.h"
#include "door/pages.h"
#include "lang/lang.h"
#include "registration/walk_in.h"

static DoorPersonSpan
part_of(DoorPersonSpan all, int64_t page)
{
    size_t from = MIN((size_t)(page - 1) * LIMIT_PAGE_ROWS, all.n);
    return (DoorPersonSpan){all.at + from, MIN(all.n - from, (size_t)LIMIT_PAGE_ROWS)};
}

/* Of a post that is answered with the page there is no search and no second page. */
Response *
respond_door(Request *req, const Door *door, const Form *code, const Form *walk_in)
{
    Ctx *cx = req->cx;
    const char *query = req_query(req, "q");
    DoorPersonSpan all = door_people(cx, door), found = door_search(cx, all, query);
    const DoorCount count = door_count(all);
    const DoorShow view = {.door = door,
                           .n_came = count.came,
                           .n_expected = count.expected,
                           .query = query,
                           .people = part_of(found, req_page(req)),
                           .pages = link_pages(req, (int64_t)found.n),
                           .code = code != NULL ? code : door_code_new(req),
                           .walk_in = walk_in != NULL ? walk_in : walk_in_form_new(req),
                           .kept_days = REGISTRATION_KEPT / MOMENT_DAY};
    Page page = {.title = lang_text(cx->lang, N_("At the door")),
                 .here = HERE({door->event->title, door->event->path}),
                 .hidden = true};
    bool is_fine = form_ok(view.code) && form_ok(view.walk_in);
    Response *res = respond_page(req, is_fine ? 200 : 422, &page, door_show, &view);
    respond_allow_scripts(res);
    respond_allow_camera(res);
    return res;
}

Response *
get_door(Request *req)
{
    Response *refused = NULL;
    const Door *door = door_of(req, &refused);
    if (door == NULL)
        return refused;
    Response *res = respond_door(req, door, NULL, NULL);
    door_remember(req, res, door);
    return res;
}

Response *
get_door_list(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Door *door = door_of(req, &refused);
    if (door == NULL)
        return refused;
    DoorPersonSpan all = door_people(cx, door);
    const DoorCount count = door_count(all);
    const Occurrence *chosen = when_chosen(cx, event_occurrences(cx, door->event->id));
    const DoorList view = {.door = door,
                           .when = when_lines(cx, door->event, when_of(cx, door->event, chosen)),
                           .n_came = count.came,
                           .n_expected = count.expected,
                           .people = all,
                           .today = cx->now};
    Page page = {
        .title = lang_text(cx->lang, N_("The list of the door")),
        .here = HERE({door->event->title, door->event->path}, {N_("At the door"), door->path}),
        .hidden = true};
    return respond_page(req, 200, &page, door_list, &view);
}
