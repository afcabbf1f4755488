/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The interest groups of the demo: who is in them, who chairs them, what they talk about.  When
 * they began and what came out of them are facts; members and their words are invented.
 */
#include "alliance/comment.h"
#include "alliance/digest.h"
#include "alliance/discussion.h"
#include "alliance/follow.h"
#include "alliance/person.h"
#include "alliance/role.h"
#include "app/app.sql.h"
#include "app/demo.h"
#include "base/moment.h"
#include "lang/lang.h"

#include <string.h>

#define MOST_TALKERS 4

static const struct {
    const char *slug, *joining, *inside, *chairs[2]; /* the chairs' countries */
    const char *interest;                            /* whose members are in it */
    int64_t most;                                    /* members of the demo */
    const char *objectives;
} groups[] = {
    {"para-professionals",
     "open",                          "public",
     {"ZA", "US"},
     "para-professionals",                                                    60,
     "Guiding principles, functions and competencies: 100%\nA second edition: 50%"  },
    {"building-evidence",
     "open",                          "members",
     {"KE", NULL},
     "evidence",                                                              40,
     "An evidence matrix of about 200 resources: 60%"                               },
    {"case-management",
     "open",                          "public",
     {NULL, NULL},
     "case-management",                                                       33,
     "Core concepts and principles: 0%\nA compendium of tools: 0%"                  },
    {"advocacy",
     "open",                          "public",
     {"IN", NULL},
     "advocacy",                                                              40,
     "Key messages for five audiences: 40%"                                         },
    {"supervision",        "request", "group",   {NULL, NULL}, "supervision", 12, ""},
};

static const struct {
    const char *group, *title, *body;
    const char *answers[MOST_TALKERS];
    bool pinned, solved;
} talks[] = {
    {"para-professionals",
     "Please say who you are and where you work",             "A demo discussion. **Two sentences** are enough: your work, and what you hope for here.",
     {"A demo: I train community workers in two districts, and hope for material in other "
      "languages.",
      "A demo: I supervise eight child and youth care workers."},
     true,  false},
    {"para-professionals",
     "Which competencies do you train first?",                "A demo discussion. We have five days for a first training. What would you leave for later?",
     {"A demo: communication first, all else builds on it.",
      "A demo: we begin with confidentiality, because questions about it come on the first day.",
      "A demo: thank you, we take these two."},
     false, true },
    {"building-evidence",
     "Studies on supervision that are not in the matrix yet", "A demo discussion, for members only. Please give author, year and country.",
     {"A demo: @{chair}, I know of two and will send them."},
     false, false},
    {"advocacy",
     "A message for the media in one sentence",               "A demo discussion. What would you say to a journalist who has one minute?",
     {"A demo: behind every child who is safe stands somebody whose work it is."},
     false, false},
};

typedef struct Talker {
    int64_t id;
    const char *name;
} Talker;

static const DbType TALKER = DB_TYPE(Talker, DB_FIELD(Talker, id), DB_FIELD(Talker, name));

/* Act as a member, who may chair the group. */
static void
act_as(Ctx *cx, const Talker *talker, const Office *office)
{
    cx->me = (Viewer){.id = talker->id,
                      .roles = ROLE_MEMBER,
                      .name = talker->name,
                      .offices = office,
                      .n_offices = office != NULL ? 1 : 0};
}

static void
fill_group(Ctx *cx, size_t i)
{
    const Item *page = item_find(cx, "group", groups[i].slug);
    if (page == NULL)
        return;
    const GroupDraft draft = {.summary = page->summary,
                              .terms = page->body,
                              .planned_on = page->planned_on,
                              .actual_on = page->actual_on,
                              .dormant_on = "",
                              .joining = groups[i].joining,
                              .inside = groups[i].inside,
                              .objectives = objectives_parse(cx->arena, groups[i].objectives)};
    ItemOutcome outcome = group_update(cx, page, page->version, &draft);
    g_assert(outcome == ITEM_OK || db_failed(cx->db));
    db_run(cx, &SQL_app_demo_fill_group,
           DB_ARGS(page->id, groups[i].interest, cx->now, groups[i].most));
    for (size_t c = 0; c < G_N_ELEMENTS(groups[i].chairs); c++) {
        const char *country = groups[i].chairs[c];
        int64_t person = country != NULL ? db_count(cx, &SQL_app_demo_find_chair, DB_ARGS(country))
                                         : 0;
        if (person != 0)
            term_grant(cx, person, "chair", groups[i].slug, cx->now - 300 * (int64_t)MOMENT_DAY, 0);
    }
}

/* The chair begins, members answer, the chair shows what they wrote first. */
static void
build_talk(Ctx *cx, size_t t)
{
    const Viewer before = cx->me;
    const Office office = {"chair", talks[t].group};
    DbRows rows = db_all(cx, &SQL_app_demo_talkers, &TALKER,
                         DB_ARGS(talks[t].group, cx->now, (int64_t)MOST_TALKERS + 1));
    const Talker *talkers = rows.at;
    if (rows.n <= MOST_TALKERS)
        return;
    bool held = false;
    act_as(cx, &talkers[0], &office);
    const Item *page = item_find(cx, "group", talks[t].group);
    const DiscussionDraft draft = {.title = talks[t].title, .body = talks[t].body};
    int64_t id = discussion_insert(cx, page, group_find(cx, page), &draft, &held);
    int64_t comment = 0;
    for (size_t i = 0; i < MOST_TALKERS && talks[t].answers[i] != NULL; i++) {
        cx->now += 2 * 3600;
        act_as(cx, &talkers[i + 1], NULL);
        comment = comment_insert(
            cx, id, 0, lang_fill(cx->arena, talks[t].answers[i], "chair", talkers[0].name, NULL));
        act_as(cx, &talkers[0], &office);
        comment_moderate(cx, comment, true);
    }
    const Item *item = item_find_id(cx, id);
    if (talks[t].pinned)
        discussion_act(cx, item, DISCUSSION_PIN);
    if (talks[t].solved)
        discussion_solve(cx, item, comment);
    cx->me = before;
}

/* The member who signs in for a look wants all that is said in a group, in one mail a day. */
static void
want_one_mail_a_day(Ctx *cx)
{
    const Person *person = person_find_email(cx, "member@example.org");
    if (person == NULL)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++) {
        const Item *page = item_find(cx, "group", groups[i].slug);
        if (page != NULL)
            follow_set(cx, page->id, person->id, FOLLOW_EVERYTHING);
    }
    digest_set_pace(cx, person->id, DIGEST_DAILY);
}

/* What the job does after a talk, and in the morning that follows. */
static void
send_digests(Ctx *cx)
{
    for (int day = 0; day <= 1; day++) {
        cx->now += day * MOMENT_DAY;
        digest_work(cx, &(JobCursor){0});
    }
}

void
demo_build_groups(Ctx *cx)
{
    int64_t now = cx->now;
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++)
        fill_group(cx, i);
    want_one_mail_a_day(cx);
    for (size_t t = 0; t < G_N_ELEMENTS(talks); t++) {
        cx->now = now - (int64_t)(G_N_ELEMENTS(talks) - t) * 3 * MOMENT_DAY;
        build_talk(cx, t);
        send_digests(cx);
    }
    cx->now = now;
}
