/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The facts of data/alliance.json as items.
 */
#include "alliance/file.h"
#include "alliance/item.h"
#include "app/demo.h"
#include "app/demo_facts.h"
#include "base/moment.h"
#include "base/text.h"

#include <string.h>

/* The pillars as the facts name them and as addresses do. */
static const char *
pillar_slug(const char *name)
{
    static const struct {
        const char *name, *slug;
    } pillars[] = {
        {"Convene and connect", "convene"  },
        {"Advance knowledge",   "knowledge"},
        {"Advocate",            "advocate" },
    };
    for (size_t i = 0; name != NULL && i < G_N_ELEMENTS(pillars); i++)
        if (g_str_equal(pillars[i].name, name))
            return pillars[i].slug;
    return NULL;
}

/* Has the day been when the demo's clock stands at its beginning? */
static bool
is_past(const char *date)
{
    int64_t end = 0;
    return date != NULL && date_end(date, &end) && end <= DEMO_NOW;
}

/* "over 300 people from 42 countries", or "" if nothing is known. */
static const char *
attendance(Ctx *cx, const Fact *fact)
{
    int64_t people = fact_int(fact, "participants"), countries = fact_int(fact, "countries");
    if (people == 0)
        return "";
    const char *over = g_strcmp0(fact_text(fact, "qualifier"), "over") == 0 ? "Over " : "";
    if (countries == 0)
        return arena_printf(cx->arena, "%s%" PRId64 " people took part.", over, people);
    return arena_printf(cx->arena, "%s%" PRId64 " people from %" PRId64 " countries took part.",
                        over, people, countries);
}

static const char *
capitalised(Ctx *cx, const char *text)
{
    char *copy = arena_strdup(cx->arena, text);
    *copy = g_ascii_toupper(*copy);
    return copy;
}

static void
build_webinar(Ctx *cx, const Fact *fact)
{
    const char *date = fact_text(fact, "date"), *subject = fact_text(fact, "subject");
    int64_t number = fact_int(fact, "number");
    if (!is_past(date))
        return;

    const char *announced = fact_text(fact, "announced");
    ItemDraft draft = {
        .kind = "event",
        .audience = "public",
        .pillar = "convene",
        .slug = arena_printf(cx->arena, number ? "webinar-%" PRId64 : "webinar-2014-09", number),
        .actual_on = date,
        .place = "Online",
        .spoken = "en",
        .language = "en"};
    draft.title = number == 0 ? "Webinar of September 2014"
                  : subject   ? arena_printf(cx->arena, "Webinar %" PRId64 ": %s", number, subject)
                              : arena_printf(cx->arena, "Webinar %" PRId64, number);
    draft.summary = attendance(cx, fact);
    if (announced != NULL)
        draft.body = arena_printf(cx->arena, "Announced in three places at once: %s.", announced);
    int64_t id = demo_publish(cx, &draft, date);
    EventDraft event = {.kind = "webinar", .series = "Webinars", .number = number};
    if (announced != NULL) { /* as the text says it, on the clocks of three places */
        event.starts = arena_printf(cx->arena, "%sT08:30", date);
        event.ends = arena_printf(cx->arena, "%sT10:00", date);
        event.zone = "America/New_York";
        event.zones = "Africa/Johannesburg,Asia/Jakarta";
    }
    demo_event(cx, id, &event);
}

static void
build_symposium(Ctx *cx, const Fact *fact)
{
    static const char *const ordinals[] = {"", "First", "Second", "Third"};
    const char *date = fact_text(fact, "date"), *form = fact_text(fact, "form");
    int64_t number = fact_int(fact, "number");
    if (!is_past(date) || number >= (int64_t)G_N_ELEMENTS(ordinals))
        return;

    int64_t id = demo_publish(
        cx,
        &(ItemDraft){.kind = "event",
                     .audience = "public",
                     .pillar = "convene",
                     .language = "en",
                     .slug = arena_printf(cx->arena, "symposium-%" PRId64, number),
                     .title = arena_printf(cx->arena, "%s annual symposium", ordinals[number]),
                     .summary = attendance(cx, fact),
                     .body = form ? arena_printf(cx->arena, "%s.", capitalised(cx, form)) : "",
                     .actual_on = date},
        date);
    demo_event(cx, id,
               &(EventDraft){.kind = "symposium", .series = "Annual symposium", .number = number});
}

static void
build_week(Ctx *cx, const Fact *fact)
{
    const char *from = fact_text(fact, "from"), *form = fact_text(fact, "form");
    if (!is_past(from))
        return;

    demo_publish(
        cx,
        &(ItemDraft){.kind = "campaign",
                     .audience = "public",
                     .pillar = "advocate",
                     .language = "en",
                     .slug = arena_printf(cx->arena, "week-%" PRId64, fact_int(fact, "year")),
                     .title = arena_printf(cx->arena, "Social Service Workforce Week %" PRId64,
                                           fact_int(fact, "year")),
                     .summary = fact_text(fact, "theme"),
                     .body = form ? arena_printf(cx->arena, "%s.", capitalised(cx, form)) : "",
                     .actual_on = from},
        from);
}

static void
build_each(Ctx *cx, const char *list, void (*build)(Ctx *cx, const Fact *fact))
{
    FactSpan facts = facts_list(cx->arena, list);
    for (size_t i = 0; i < facts.n; i++)
        build(cx, facts.at[i]);
}

void
demo_build_events(Ctx *cx)
{
    build_each(cx, "webinars", build_webinar);
    build_each(cx, "symposia", build_symposium);
    build_each(cx, "weeks", build_week);
}

/* The groups that exist when the demo begins, and those that are being prepared. */
static void
build_group(Ctx *cx, const Fact *fact)
{
    const char *name = fact_text(fact, "name"), *planned = fact_text(fact, "launch_planned");
    const char *start = fact_text(fact, "start"), *output = fact_text(fact, "output");
    if (start != NULL)
        planned = arena_printf(cx->arena, "%" PRId64, fact_int(fact, "year"));

    int64_t id = demo_publish(
        cx,
        &(ItemDraft){.kind = "group",
                     .audience = "public",
                     .pillar = "convene",
                     .language = "en",
                     .slug = "",
                     .title = name,
                     .summary = start ? arena_printf(cx->arena, "%s.", capitalised(cx, start))
                                : planned
                                    ? "Opens early in 2017; 33 people from 19 countries scoped it."
                                    : "An interest group, open to every member.",
                     .body = output == NULL ? ""
                                            : arena_printf(cx->arena, "%s\n\n%s.",
                                                           planned ? "What the group will work on:"
                                                                   : "What the group works on:",
                                                           output),
                     .actual_on = fact_text(fact, "since"),
                     .planned_on = planned},
        planned                    ? "2016-11-15"
        : fact_text(fact, "since") ? "2013-09-16"
                                   : "2016-07-20");
    demo_translate(cx, id, name);
}

static void
build_report(Ctx *cx, const Fact *fact)
{
    const char *date = fact_text(fact, "published");
    if (!is_past(date))
        return;
    int64_t year = fact_int(fact, "year"), countries = fact_int(fact, "countries");
    demo_publish(
        cx,
        &(ItemDraft){
            .kind = "work",
            .audience = "public",
            .pillar = "knowledge",
            .language = "en",
            .slug = arena_printf(cx->arena, "state-of-the-workforce-%" PRId64, year),
            .title = arena_printf(cx->arena, "The State of the Social Service Workforce %" PRId64,
                                  year),
            .summary = arena_printf(cx->arena, "%" PRId64 " pages on %s countries.",
                                    fact_int(fact, "pages"), countries == 15 ? "15" : "eight"),
            .actual_on = date},
        date);
}

void
demo_build_works(Ctx *cx)
{
    build_each(cx, "interest_groups", build_group);
    build_each(cx, "reports", build_report);
    demo_publish(
        cx,
        &(ItemDraft){.kind = "work",
                     .audience = "public",
                     .pillar = "knowledge",
                     .language = "en",
                     .slug = "para-professionals",
                     .title = "Para Professionals in the Social Service Workforce: Guiding "
                              "Principles, Functions and Competencies",
                     .summary = "What para professionals do and have to be able to do.",
                     .actual_on = "2015-09"},
        "2015-09-30");
}

static void
build_opportunity(Ctx *cx, const Fact *fact)
{
    const char *title = fact_text(fact, "what"), *planned = fact_text(fact, "planned");
    const char *text = fact_text(fact, "text"), *place = fact_text(fact, "place");
    bool of_partner = g_strcmp0(fact_text(fact, "host"), "partner") == 0;
    /* What the facts say of later than the demo's clock is not known yet. */
    bool later = text != NULL && strstr(text, "2018") != NULL;

    int64_t id = demo_publish(
        cx,
        &(ItemDraft){.kind = "opportunity",
                     .audience = "public",
                     .slug = "",
                     .title = title,
                     .language = "en",
                     .pillar = pillar_slug(fact_text(fact, "pillar")),
                     .summary = of_partner ? "Held by a partner of the alliance."
                                : text && !later
                                    ? arena_printf(cx->arena, "%s.", capitalised(cx, text))
                                    : "",
                     .place = place ? place : "",
                     .planned_on = date_is_valid(planned) ? planned : "2017"},
        "2016-12-19");
    demo_translate(cx, id, title);
}

/* The same list as a file of the newsletter: to print, or to send on where there is no network. */
static void
attach_year(Ctx *cx)
{
    GString *text = arena_string(cx->arena, 1024);
    FactSpan facts = facts_list(cx->arena, "opportunities_2017");
    g_string_append(text, "Opportunities in 2017, as planned in December 2016\n\n");
    for (size_t i = 0; i < facts.n; i++) {
        const char *place = fact_text(facts.at[i], "place");
        g_string_append_printf(text, "%-12s%s%s%s\n", fact_text(facts.at[i], "planned"),
                               fact_text(facts.at[i], "what"), place ? ", " : "",
                               place ? place : "");
    }
    const Item *newsletter = item_find(cx, "newsletter", "2016-year-end");
    file_attach(cx, newsletter->id, file_insert(cx, (Bytes){text->str, text->len}),
                &(FileWords){.name = "opportunities-2017.txt", .title = "The year on one sheet"});
}

void
demo_build_year(Ctx *cx)
{
    build_each(cx, "opportunities_2017", build_opportunity);
    attach_year(cx);
}
