/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The programme of the second symposium.  That there were three panels and that the report of 2015
 * came out is known; who spoke, when and where is not, so all of that is invented and says so.
 */
#include "alliance/person.h"
#include "alliance/programme.h"
#include "app/app.sql.h"
#include "app/demo.h"

#include <string.h>

#define SYMPOSIUM "symposium-2"
#define MADE_UP                                                                                    \
    "A demo: that this panel was held is known, its hour, its room and who spoke are not."

/* clang-format off */
static const struct {
    const char *title, *kind, *from, *to, *room, *summary;
    const char *moderator, *speakers[3]; /* the countries of demo members */
    bool has_slides;
} sessions[] = {
    {"Welcome, and the report of 2015", "opening", "09:00", "09:45", "Hall",
     "A demo: that the report was launched at this symposium is known, the rest is not.",
     NULL, {"US"}, false},
    {"Panel: planning the workforce", "panel", "10:00", "11:15", "Hall", MADE_UP,
     "KE", {"TZ", "ZA"}, true},
    {"Panel: developing the workforce", "panel", "11:30", "12:45", "Hall", MADE_UP,
     "IN", {"ET", "UG"}, true},
    {"Lunch", "break", "12:45", "13:45", "", "", NULL, {NULL}, false},
    {"Panel: supporting the workforce", "panel", "13:45", "15:00", "Hall", MADE_UP,
     "ZA", {"KE", "PH"}, true},
    {"Demo workshop: reading the report's tables", "workshop", "13:45", "14:20", "Room 2",
     "A demo, to show what happens at the same time. It was not part of the symposium.",
     NULL, {"NG"}, false},
    {"Demo workshop: from a table to a message", "workshop", "14:25", "15:00", "Room 2",
     "A demo, likewise.", NULL, {"GH"}, false},
    {"Closing", "closing", "15:15", "15:45", "Hall", "", NULL, {NULL}, false},
};
/* clang-format on */

/* A demo member of that country, or nobody. */
static void
add_speaker(Ctx *cx, const char *country, bool moderates, SpeakerDraft *people, size_t *n)
{
    int64_t id = country != NULL ? db_count(cx, &SQL_app_demo_find_chair, DB_ARGS(country)) : 0;
    const Person *person = id != 0 ? person_find(cx, id) : NULL;
    if (person == NULL)
        return;
    people[(*n)++] = (SpeakerDraft){.person_id = id,
                                    .name = person->name,
                                    .affiliation = person->organisation,
                                    .moderates = moderates};
}

static void
attach_slides(Ctx *cx, int64_t id, const char *title)
{
    const char *text = arena_printf(
        cx->arena, "%s\n\nA demo: the slides of this panel are not part of the demo's data.\n",
        title);
    file_attach(cx, id, file_insert(cx, (Bytes){text, strlen(text)}),
                &(FileWords){.name = "slides.txt",
                             .title = arena_printf(cx->arena, "Slides (demo): %s", title)});
}

static void
build_session(Ctx *cx, const Event *event, size_t i)
{
    SpeakerDraft people[4];
    size_t n = 0;
    add_speaker(cx, sessions[i].moderator, true, people, &n);
    for (size_t s = 0; s < G_N_ELEMENTS(sessions[i].speakers); s++)
        add_speaker(cx, sessions[i].speakers[s], false, people, &n);
    const char *day = event->actual_on;
    int64_t id = programme_insert(
        cx, event,
        &(SessionDraft){
            .title = sessions[i].title,
            .language = "en",
            .kind = sessions[i].kind,
            .starts = arena_printf(cx->arena, "%sT%s", day, sessions[i].from),
            .ends = arena_printf(cx->arena, "%sT%s", day, sessions[i].to),
            .room = sessions[i].room,
            .summary = sessions[i].summary,
            .speakers = {people, n}
    });
    demo_translate(cx, id, sessions[i].title);
    if (sessions[i].has_slides)
        attach_slides(cx, id, sessions[i].title);
}

static void
build_summary(Ctx *cx, const Item *item)
{
    int64_t id = programme_begin_summary(cx, item);
    const Item *summary = item_find_in(cx, id, "");
    if (summary == NULL)
        return;
    item_update(cx, id, summary->version,
                &(ItemDraft){.language = "en",
                             .title = summary->title,
                             .body = "What is known:\n\n- three panels: planning, developing and "
                                     "supporting the workforce\n- the report of 2015 was launched"
                                     "\n\nThis summary is a demo, and so are the hours, rooms, "
                                     "speakers and slides in the programme.",
                             .parent_id = item->id});
}

void
demo_build_programme(Ctx *cx)
{
    const Item *item = item_find(cx, "event", SYMPOSIUM);
    const Event *event = item != NULL ? event_find(cx, item->id) : NULL;
    if (event == NULL || event->actual_on == NULL)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(sessions) && !db_failed(cx->db); i++)
        build_session(cx, event, i);
    build_summary(cx, item);
}
