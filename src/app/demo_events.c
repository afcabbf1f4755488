/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What is to come when the demo begins, the day that comes again each March, and a call of the
 * demo.
 */
#include "app/demo.h"
#include "app/demo_facts.h"
#include "base/moment.h"

#include <string.h>

#define ANNOUNCED "2016-12-19" /* by the newsletter of the year's end */

void
demo_event(Ctx *cx, int64_t id, const EventDraft *draft)
{
    cx->now = DEMO_NOW;
    const Event *event = event_find(cx, id);
    g_assert(db_failed(cx->db) || (event != NULL && event_fault(draft).field == NULL));
    if (event != NULL)
        event_save(cx, id, event->version, draft);
}

/* The dates that are known are all of the rule, so it began with the first of them. */
static void
build_observance(Ctx *cx)
{
    int64_t id = demo_publish(cx,
                              &(ItemDraft){.kind = "event",
                                           .audience = "public",
                                           .pillar = "advocate",
                                           .language = "en",
                                           .slug = "world-social-work-day",
                                           .title = "World Social Work Day"},
                              ANNOUNCED);
    demo_event(cx, id,
               &(EventDraft){.kind = "observance",
                             .starts = "2012-03-20",
                             .rule = "FREQ=YEARLY;BYMONTH=3;BYDAY=3TU"});
    demo_translate(cx, id, "World Social Work Day");
}

/* An event for what of the year's opportunities is one: the symposium, and what partners hold. */
static void
build_day(Ctx *cx, const Fact *fact)
{
    const char *title = fact_text(fact, "what"), *place = fact_text(fact, "place");
    bool of_partner = g_strcmp0(fact_text(fact, "host"), "partner") == 0;
    bool is_symposium = strstr(title, "Symposium") != NULL;
    if (!of_partner && !is_symposium)
        return;
    int64_t id = demo_publish(cx,
                              &(ItemDraft){.kind = "event",
                                           .audience = "public",
                                           .pillar = "convene",
                                           .language = "en",
                                           .slug = is_symposium ? "symposium-4" : "",
                                           .title = title,
                                           .place = place != NULL ? place : "",
                                           .planned_on = fact_text(fact, "planned")},
                              ANNOUNCED);
    demo_event(cx, id,
               is_symposium ? &(EventDraft){.kind = "symposium",
                                            .series = "Annual symposium",
                                            .number = 4,
                                            .state = "tentative"}
                            : &(EventDraft){.kind = "partner", .state = "tentative"});
    demo_translate(cx, id, title);
}

/* Who was at an event of the alliance is not the demo's to invent, so it has one of its own. */
static void
build_call(Ctx *cx)
{
    int64_t id = demo_publish(cx,
                              &(ItemDraft){.kind = "event",
                                           .audience = "public",
                                           .pillar = "convene",
                                           .language = "en",
                                           .slug = "demo-call",
                                           .title = "A demo: a call that never was",
                                           .summary = "To show what follows an event: who was "
                                                      "there, certificates, questions that were "
                                                      "answered, a survey.",
                                           .place = "Online",
                                           .actual_on = "2017-01-01"},
                              "2017-01-01");
    demo_event(cx, id,
               &(EventDraft){.kind = "call",
                             .starts = "2017-01-01T10:00",
                             .ends = "2017-01-01T11:00",
                             .zone = "Africa/Nairobi"});
}

/* Today, with a door: a ticket, a list, somebody who walks in. */
static void
build_meeting(Ctx *cx)
{
    const char *today = moment_date(cx->arena, cx->now);
    int64_t id = demo_publish(
        cx,
        &(ItemDraft){.kind = "event",
                     .audience = "public",
                     .pillar = "convene",
                     .language = "en",
                     .slug = "demo-meeting",
                     .title = "A demo: an afternoon at a door",
                     .summary = "To show the day of an event: tickets, and a list at the door that "
                                "works without a network.",
                     .place = "A demo: a hall that is nowhere",
                     .planned_on = today},
        ANNOUNCED);
    demo_event(cx, id,
               &(EventDraft){.kind = "call",
                             .starts = arena_printf(cx->arena, "%sT14:00", today),
                             .ends = arena_printf(cx->arena, "%sT17:00", today),
                             .zone = "Africa/Nairobi"});
}

void
demo_build_days(Ctx *cx)
{
    FactSpan facts = facts_list(cx->arena, "opportunities_2017");
    build_observance(cx);
    build_call(cx);
    build_meeting(cx);
    for (size_t i = 0; i < facts.n; i++)
        build_day(cx, facts.at[i]);
}
