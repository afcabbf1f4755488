/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The polls of the demo: one that is open, one whose rounds were counted.  What is asked and who
 * votes what is invented.
 */
#include "alliance/poll.h"
#include "app/app.sql.h"
#include "app/demo.h"
#include "base/moment.h"

#include <string.h>

#define MOST_VOTERS 24

static const struct {
    const char *group, *title, *body, *kind;
    const char *options[5];
    int64_t begins, ends; /* days from now */
    bool secret;
    int64_t n_voters;
    const char *choices[7]; /* voted in turn */
} polls[] = {
    {"advocacy",
     "Which audience do we write key messages for first?", "A demo poll. Number the audiences; what wins gets its messages this spring.",
     "ranked",  {"Ministries", "Media", "Donors", "Universities"},
     -20,
     -6,
     false,    20,
     {"1,3", "2,4,1", "3,1", "4,2", "2,1", "1,4", "3,2"}    },
    {"para-professionals",
     "When should the group meet?",                        "A demo poll. Choose all times at which you could be there.",
     "several", {"Tuesday, 08:00 UTC", "Tuesday, 14:00 UTC", "Thursday, 08:00 UTC"},
     -20,
     18, true,
     17,           {"1", "2,3", "2", "1,3", "3", "2", "1,2"}},
};

typedef struct Voter {
    int64_t id;
    const char *name;
} Voter;

static const DbType VOTER = DB_TYPE(Voter, DB_FIELD(Voter, id), DB_FIELD(Voter, name));

static void
act_as(Ctx *cx, const Voter *voter)
{
    cx->me = (Viewer){.id = voter->id, .roles = ROLE_MEMBER, .name = voter->name};
}

static void
build_poll(Ctx *cx, size_t p, int64_t now)
{
    DbRows rows = db_all(cx, &SQL_app_demo_talkers, &VOTER,
                         DB_ARGS(polls[p].group, cx->now, (int64_t)MOST_VOTERS));
    const Voter *voters = rows.at;
    if ((int64_t)rows.n <= polls[p].n_voters)
        return;
    cx->now = now + polls[p].begins * MOMENT_DAY;
    act_as(cx, &voters[0]);
    const Item *group = item_find(cx, "group", polls[p].group);
    PollDraft draft = {.title = polls[p].title,
                       .body = polls[p].body,
                       .audience = "public",
                       .kind = polls[p].kind,
                       .most = 3,
                       .secret = polls[p].secret,
                       .zone = "Africa/Nairobi",
                       .closes_at = now + polls[p].ends * MOMENT_DAY};
    while (draft.n_options < G_N_ELEMENTS(polls[p].options) &&
           polls[p].options[draft.n_options] != NULL) {
        draft.options[draft.n_options] = polls[p].options[draft.n_options];
        draft.n_options++;
    }
    int64_t id = poll_insert(cx, group, &draft);
    const Item *item = item_find_id(cx, id);
    for (int64_t v = 0; v < polls[p].n_voters && item != NULL; v++) {
        cx->now += 3600;
        act_as(cx, &voters[v]);
        poll_vote(cx, item, polls[p].choices[v % (int64_t)G_N_ELEMENTS(polls[p].choices)]);
    }
    cx->me = (Viewer){0};
    cx->now = MIN(draft.closes_at, now);
    poll_close_due(cx);
}

void
demo_build_polls(Ctx *cx)
{
    const Viewer before = cx->me;
    int64_t now = cx->now;
    for (size_t p = 0; p < G_N_ELEMENTS(polls); p++)
        build_poll(cx, p, now);
    cx->me = before;
    cx->now = now;
}
