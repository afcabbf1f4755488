/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Themed weeks of the demo.  That the week of 2016 had a blog and a question each day is known, and
 * its theme; topics, questions, posts and answers are invented and say so.  Of the week of 2017
 * the month is known.
 */
#include "alliance/comment_life.h"
#include "alliance/person.h"
#include "alliance/post.h"
#include "alliance/week_writer.h"
#include "app/app.sql.h"
#include "app/demo.h"
#include "base/moment.h"

#define GROUP "advocacy"
#define TALKERS 6

/* clang-format off */
static const struct {
    const char *held_on, *topic, *question;
    const char *slug, *title, *summary, *body; /* of its post; NULL: none */
    const char *answers[2];
} days[] = {
    {"2016-09-26", "What a worker costs, and what one saves (demo)",
     "Which number would convince the person who decides about your budget?",
     "a-number-that-travels", "A number that travels (demo)",
     "One figure, told in three offices.",
     "This is a demo post; its author is invented.\n\nWe told the same figure in three offices. In the first they wrote it down. "
     "In the second they asked where it was from. In the third they had it already.\n\nThe third office had heard it from the second.",
     {"A demo: the cost of one child in residential care for one month.", "A demo: how many families each of us visits, and how many wait."}},
    {"2016-09-27", "Who decides, and who is asked (demo)",
     "Whom do you have to persuade before a post is created in your district?",
     NULL, NULL, NULL, NULL, {"A demo: the district planner, and before her the man who types her tables.", NULL}},
    {"2016-09-28", "Evidence that fits on one page (demo)",
     "What would you leave out so that everything fits on one page?",
     "one-page-two-sides", "One page, two sides (demo)",
     "What stays when everything else has to go.",
     "This is a demo post; its author is invented.\n\nOn the first side stands what we ask for. On the second side stands one family, without its name. "
     "Nothing else found room, and nobody missed it.",
     {"A demo: the history of our programme. Nobody ever asked for it.", "A demo: our logo."}},
    {"2016-09-29", "Speaking with other sectors (demo)",
     "Which teacher, nurse or police officer do you work with, and on what?",
     NULL, NULL, NULL, NULL, {"A demo: the head teacher calls me before she calls the parents.", NULL}},
    {"2016-09-30", "What we do on Monday (demo)",
     "What will you do next Monday that you would not have done without this week?",
     "before-monday", "Before Monday (demo)", "Five small things that need no budget.",
     "This is a demo post; its author is invented.\n\n1. Write down the number.\n2. Call one person who decides.\n3. Thank one who did.\n4. Ask a colleague what she would cut.\n5. Go home on time.",
     {"A demo: I will take the planner along on a visit.", NULL}},
};
/* clang-format on */

typedef struct Talker {
    int64_t id;
    const char *name;
} Talker;

static const DbType TALKER = DB_TYPE(Talker, DB_FIELD(Talker, id), DB_FIELD(Talker, name));

static Viewer
as(const Talker *talker)
{
    return (Viewer){.id = talker->id, .roles = ROLE_MEMBER, .name = talker->name};
}

static int64_t
hour_of(const char *day, const char *clock)
{
    int64_t moment = 0;
    g_autofree char *text = g_strdup_printf("%sT%sZ", day, clock);
    gboolean known = moment_parse(text, &moment);
    g_assert(known);
    return moment;
}

/* Written by a member, published by an editor on the day. */
static int64_t
build_post(Ctx *cx, size_t d, const Talker *writer, const Viewer *editor)
{
    if (days[d].slug == NULL)
        return 0;
    cx->now = hour_of(days[d].held_on, "05:00");
    cx->me = as(writer);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "post",
                                              .slug = days[d].slug,
                                              .audience = "public",
                                              .pillar = "advocate",
                                              .language = "en",
                                              .title = days[d].title,
                                              .summary = days[d].summary,
                                              .body = days[d].body,
                                              .author_id = writer->id});
    cx->me = *editor;
    item_publish(cx, id);
    return id;
}

static void
build_answers(Ctx *cx, size_t d, int64_t day_id, const Talker *talkers, const Viewer *editor)
{
    for (size_t i = 0; i < G_N_ELEMENTS(days[d].answers) && days[d].answers[i] != NULL; i++) {
        cx->now = hour_of(days[d].held_on, "10:00") + (int64_t)i * 3 * 3600;
        cx->me = as(&talkers[(d + 2 * i + 1) % TALKERS]);
        int64_t id = comment_insert(cx, day_id, 0, days[d].answers[i]);
        cx->me = *editor;
        comment_moderate(cx, id, true);
    }
}

static void
build_past(Ctx *cx, const Talker *talkers, const Viewer *editor)
{
    const Item *campaign = item_find(cx, "campaign", "week-2016");
    week_save(cx, &(Week){.id = campaign->id,
                          .first_on = "2016-09-26",
                          .last_on = "2016-09-30",
                          .hashtag = "",
                          .mail_at = ""});
    for (size_t d = 0; d < G_N_ELEMENTS(days) && !db_failed(cx->db); d++) {
        int64_t post = build_post(cx, d, &talkers[d % TALKERS], editor);
        cx->now = hour_of(days[d].held_on, "05:00");
        int64_t id = week_day_insert(cx, campaign,
                                     &(WeekDayDraft){.held_on = days[d].held_on,
                                                     .topic = days[d].topic,
                                                     .question = days[d].question,
                                                     .language = "en",
                                                     .posts = &post,
                                                     .n_posts = post != 0 ? 1 : 0});
        demo_translate(cx, id, days[d].topic);
        build_answers(cx, d, id, talkers, editor);
    }
}

/* One has offered to write, one writes, and one, who can sign in to the demo, was asked. */
static void
build_next(Ctx *cx, const Talker *talkers, const Viewer *editor)
{
    int64_t id = demo_publish(
        cx,
        &(ItemDraft){.kind = "campaign",
                     .audience = "public",
                     .pillar = "advocate",
                     .language = "en",
                     .slug = "week-2017",
                     .title = "Social Service Workforce Week 2017",
                     .summary = "Open for contributors (demo)",
                     .body = "That a week is planned for September 2017 is known. The call and its "
                             "deadline are a demo.",
                     .planned_on = "2017-09"},
        "2017-01-01");
    week_save(cx, &(Week){.id = id, .hashtag = "", .mail_at = "08:00", .call_until = "2017-08-31"});
    demo_translate(cx, id, "Social Service Workforce Week 2017");
    const Item *campaign = item_find_in(cx, id, "");
    const Person *member = person_find_email(cx, "member@example.org");
    week_writer_ask(cx, campaign, member->id, 0,
                    "A demo: would you tell how your district got its first supervisor?");
    cx->me = as(&talkers[2]);
    week_writer_offer(cx, campaign, 0, "A demo: what families say about the forms we fill in.");
    cx->me = as(&talkers[TALKERS - 1]);
    week_writer_offer(cx, campaign, 0, "A demo: a day with a para professional, hour by hour.");
    const WeekWriter *writer = week_writer_mine(cx, id);
    cx->me = *editor;
    week_writer_answer(cx, writer, true);
}

/* That it comes each March is an event; what members do this year is a campaign. */
static void
build_observance(Ctx *cx)
{
    const Item *day = item_find(cx, "event", "world-social-work-day");
    int64_t id = demo_publish(
        cx,
        &(ItemDraft){.kind = "campaign",
                     .audience = "public",
                     .pillar = "advocate",
                     .language = "en",
                     .slug = "world-social-work-day-2017",
                     .title = "World Social Work Day 2017",
                     .summary = "Collective advocacy on World Social Work Day",
                     .planned_on = "2017-03-21"},
        "2017-01-01");
    week_save(cx, &(Week){.id = id,
                          .first_on = "2017-03-21",
                          .last_on = "2017-03-21",
                          .hashtag = "",
                          .mail_at = "",
                          .observance_id = day->id});
    demo_translate(cx, id, "World Social Work Day 2017");
}

void
demo_build_weeks(Ctx *cx)
{
    const Viewer before = cx->me;
    int64_t now = cx->now;
    DbRows rows = db_all(cx, &SQL_app_demo_talkers, &TALKER,
                         DB_ARGS(GROUP, cx->now, (int64_t)TALKERS));
    const Talker *talkers = rows.at;
    const Person *person = person_find_email(cx, "editor@example.org");
    if (rows.n < TALKERS || person == NULL)
        return;
    const Viewer editor = {
        .id = person->id, .roles = ROLE_MEMBER | ROLE_EDITOR, .name = person->name};
    cx->me = editor;
    build_past(cx, talkers, &editor);
    cx->now = now;
    cx->me = editor;
    build_next(cx, talkers, &editor);
    build_observance(cx);
    cx->me = before;
    cx->now = now;
}
