/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The blog of the demo: a series, a correction, a post that is scheduled, and what author and
 * editor say about the one that waits.  All of it is invented.
 */
#include "alliance/person.h"
#include "alliance/post.h"
#include "alliance/review.h"
#include "alliance/topic.h"
#include "app/app.sql.h"
#include "app/demo.h"
#include "base/moment.h"

#define GROUP "advocacy"
#define WRITERS 4

/* clang-format off */
static const struct {
    const char *slug, *title, *summary, *body, *topics;
    int64_t days; /* before the demo begins; negative: it appears so long after it */
    int64_t place; /* in the series; 0: no part of it */
    const char *correction;
} posts[] = {
    {"first-week-in-the-district", "The first week in the district (demo)",
     "What a new supervisor wants to know, and whom to ask.",
     "This is a demo post; its author is invented.\n\n"
     "A supervisor who comes to a new district begins with a list of names.[^1] We ask three questions first:\n\n"
     "1. Who visits families here, and how often?\n2. Who has talked with them about their work this month?\n"
     "3. What do they write down, and who reads it?\n\n"
     "> I had a supervisor once. She came in her first year, and then the car broke down.\n\n"
     "## What we do with the answers\n\n"
     "| question | answered by | kept in |\n|---|---|---|\n| who visits | the district | a sheet |\n| who talks | the workers | nowhere yet |\n\n"
     "[^1]: In this demo the list is a sheet of paper.",
     "Supervision", 40, 1, NULL},
    {"a-meeting-that-is-not-about-forms", "A meeting that is not about forms (demo)",
     "Half an hour a month in which nobody counts anything.",
     "This is a demo post; its author is invented.\n\n"
     "Our meeting has one rule: the forms stay in the bag. Workers bring one family that they thought about on the way home.\n\n"
     "## Three sentences that help\n\n- What did you see before you said anything?\n- What would the child say about your visit?\n"
     "- What do you need from me until next month?\n\n"
     "The page of [our library](/library) has material on supervision.",
     "Supervision, Training", 24, 2,
     "The first version said that the meeting takes an hour. It takes half an hour."},
    {"what-we-stopped-doing", "What we stopped doing (demo)",
     "A list of forms that nobody missed.",
     "This is a demo post; its author is invented.\n\n"
     "We left out one form each month and waited. Of six forms two were asked for again.",
     "Supervision", 10, 3, NULL},
    {"a-question-for-the-new-year", "A question for the new year (demo)",
     "What would you like to read here in 2017?",
     "This is a demo post; its author is invented.\n\n"
     "Write a comment, or a post of your own: the button stands on the page of the blog.",
     "", -7, 0, NULL},
};
/* clang-format on */

typedef struct Writer {
    int64_t id;
    const char *name;
} Writer;

static const DbType WRITER = DB_TYPE(Writer, DB_FIELD(Writer, id), DB_FIELD(Writer, name));

static void
act_as(Ctx *cx, const Writer *writer)
{
    cx->me = (Viewer){.id = writer->id, .roles = ROLE_MEMBER, .name = writer->name};
}

static void
step(Ctx *cx, int64_t id, const char *name, const char *words, int64_t moment)
{
    const Item *item = item_find_in(cx, id, "");
    if (item != NULL)
        review_step(cx, item, review_step_find("post", name),
                    &(ReviewStepWords){.version = item->version, .words = words, .moment = moment});
}

static int64_t
build_post(Ctx *cx, const Writer *writer, const Viewer *editor, size_t p)
{
    int64_t begin = cx->now;
    cx->now = begin - MAX(posts[p].days, 2) * MOMENT_DAY;
    act_as(cx, writer);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "post",
                                              .slug = posts[p].slug,
                                              .audience = "public",
                                              .pillar = "knowledge",
                                              .language = "en",
                                              .title = posts[p].title,
                                              .summary = posts[p].summary,
                                              .body = posts[p].body,
                                              .author_id = writer->id});
    topic_set(cx, id, posts[p].topics);
    step(cx, id, "hand-in", "", 0);
    cx->me = *editor;
    cx->now += 5 * 3600;
    if (posts[p].days >= 0)
        step(cx, id, "publish", "", 0);
    else
        step(cx, id, "schedule", "", begin - posts[p].days * MOMENT_DAY);
    cx->now += MOMENT_DAY;
    if (posts[p].correction != NULL)
        post_correct(cx, id, posts[p].correction);
    cx->now = begin;
    return id;
}

/* About the post that a member has handed in (demo_texts.c). */
static void
talk(Ctx *cx, const Viewer *editor)
{
    cx->me = *editor;
    const Item *waiting = item_find(cx, "post", "review");
    if (waiting == NULL)
        return;
    const Viewer author = {.id = waiting->author_id, .roles = ROLE_MEMBER, .name = waiting->author};
    review_say(cx, waiting,
               "A demo: who is “we” in the second sentence? Readers in other countries "
               "will ask.");
    cx->me = author;
    review_say(cx, waiting, "A demo: the supervisors of our district. I can write that.");
}

void
demo_build_blog(Ctx *cx)
{
    const Viewer before = cx->me;
    DbRows rows = db_all(cx, &SQL_app_demo_talkers, &WRITER,
                         DB_ARGS(GROUP, cx->now, (int64_t)WRITERS));
    const Writer *writers = rows.at;
    const Person *person = person_find_email(cx, "editor@example.org");
    if (rows.n < WRITERS || person == NULL)
        return;
    const Viewer editor = {
        .id = person->id, .roles = ROLE_MEMBER | ROLE_EDITOR, .name = person->name};
    cx->me = editor;
    int64_t series = demo_publish(
        cx,
        &(ItemDraft){.kind = "series",
                     .slug = "supervision-in-practice",
                     .audience = "public",
                     .pillar = "knowledge",
                     .language = "en",
                     .title = "Supervision in practice (demo)",
                     .summary = "Three short posts by invented people.",
                     .body = "A demo series: its parts have an order, and each leads to the next."},
        "2016-11-20");
    for (size_t p = 0; p < G_N_ELEMENTS(posts) && !db_failed(cx->db); p++) {
        int64_t id = build_post(cx, &writers[p], &editor, p);
        if (posts[p].place != 0)
            post_part_set(cx, id, series, posts[p].place);
    }
    talk(cx, &editor);
    cx->me = before;
}
