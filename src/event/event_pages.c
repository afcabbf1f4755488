/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One event.
 */
#include "alliance/access.h"
#include "alliance/week.h"
#include "event/event_show.html.h"
#include "event/pages.h"
#include "site/site.h"

#include <string.h>

#define NEXT_DATES 5

static const When *
when_with_next(Ctx *cx, const Event *event)
{
    OccurrenceSpan occurrences = event_occurrences(cx, event->id);
    const When *when = when_of(cx, event, when_chosen(cx, occurrences));
    if (occurrences.n < 2)
        return when;
    When *repeated = arena_new_of(cx->arena, When);
    *repeated = *when;
    repeated->next = when_next(cx, occurrences, NEXT_DATES);
    return repeated;
}

#define YEARS_SHOWN 12 /* of what comes again */

static Response *
respond_event(Request *req, const Item *found, const Event *event)
{
    Ctx *cx = req->cx;
    ItemShow *text = item_show_headed(req, found);
    bool sees_link = event->join_public || (cx->me.roles & ROLE_MEMBER) != 0;
    const When *when = when_with_next(cx, event);
    bool has_day = when->clock != NULL || strlen(when->day) == strlen("2017-03-16");
    EventShow view = {.item = text->item,
                      .event = event,
                      .label = event_label(event),
                      .pillar = text->pillar,
                      .when = when,
                      .join_link = sees_link ? event->join_link : NULL,
                      .join_hidden = event->join_link != NULL && !sees_link,
                      .calendar = has_day ? arena_printf(cx->arena, "%s.ics", event->path) : NULL,
                      .may_edit = may(cx, ACTION_EDIT, found),
                      .may_lead = may(cx, ACTION_LEAD, found),
                      .figures = attendance_figures(cx, event->id),
                      .draft = found->published_at == 0,
                      .after = text->n_children > 0 ? event_after_new(req, event) : NULL,
                      .box = register_box_new(cx, event),
                      .floor = floor_box_new(cx, found),
                      .survey = survey_box_new(cx, event->id),
                      .text = text};
    if (strcmp(event->kind, "observance") == 0)
        view.years = week_list_of(cx, event->id, YEARS_SHOWN);
    return respond_page(req, 200, item_page(cx, text->item), event_show, &view);
}

Response *
get_event(Request *req)
{
    Ctx *cx = req->cx;
    const char *slug = req_text(req, "slug");
    bool wants_entry = g_str_has_suffix(slug, ".ics");
    if (wants_entry)
        slug = arena_strndup(cx->arena, slug, strlen(slug) - strlen(".ics"));
    const Item *item = item_find(cx, "event", slug);
    const Event *event = item != NULL ? event_find(cx, item->id) : NULL;
    if (event != NULL)
        return wants_entry ? respond_event_calendar(req, event) : respond_event(req, item, event);
    Response *old = site_not_found(req);
    return old != NULL ? old : respond_not_found(req);
}
