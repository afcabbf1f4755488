/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The polls of the demo: of groups one that is open and one whose rounds were counted; of the whole
 * alliance one that is open and one that is not open yet, in English and French.  What is asked and
 * who votes what is invented.
 */
#include "alliance/person.h"
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

/* Of the whole alliance, with their translations. */
static const struct {
    const char *title, *french_title, *body, *french_body, *kind;
    const char *options[4][2]; /* English, French; NULL: not translated yet */
    int64_t ends;              /* days from now */
    int64_t n_voters;          /* 0: it is not open yet */
    const char *choices[5];
} polls_of_all[] = {
    {"Demo: which day suits you for the monthly call?",
     "Démo : quel jour vous convient pour l’appel mensuel ?",             "A demo poll, and nothing of it is planned. Choose all days that suit you.",
     "Un sondage de démonstration, dont rien n’est prévu. Choisissez tous les jours qui vous "
     "conviennent.",   "several",
     {{"Tuesday", "Mardi"}, {"Wednesday", "Mercredi"}, {"Thursday", "Jeudi"}},
     21, 19,
     {"1", "2,3", "1,3", "3", "2"}},
    {"Demo: what should the next toolkit be about?",
     "Démo : sur quoi la prochaine boîte à outils devrait-elle porter ?", "A demo poll that is not open yet: its editor looks first who gets it in which language.",
     "Un sondage de démonstration, pas encore ouvert : on regarde d’abord qui le reçoit dans "
     "quelle langue.", "single",
     {{"Supervision", "Supervision"}, {"Training", "Formation"}, {"Budgets", NULL}},
     40, 0,
     {NULL}                       },
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

static void
translate(Ctx *cx, const Item *item, size_t p)
{
    PollWordSpan words = poll_words(cx, item->id, "fr");
    PollTranslation french = {.language = "fr",
                              .title = polls_of_all[p].french_title,
                              .body = polls_of_all[p].french_body,
                              .made_from = item->version,
                              .mark = poll_words_mark(cx->arena, words)};
    for (size_t i = 0; i < words.n; i++) {
        const char *text = polls_of_all[p].options[i][1];
        french.texts[i] = text != NULL ? text : "";
    }
    poll_translate(cx, item, &french);
}

/* Nobody is told by mail: the outbox of the demo would be full of it. */
static void
build_poll_of_all(Ctx *cx, size_t p, const Voter *editor, DbRows voters)
{
    const Voter *at = voters.at;
    PollDraft draft = {.title = polls_of_all[p].title,
                       .body = polls_of_all[p].body,
                       .audience = "members",
                       .kind = polls_of_all[p].kind,
                       .most = 3,
                       .zone = "UTC",
                       .closes_at = cx->now + polls_of_all[p].ends * MOMENT_DAY};
    while (draft.n_options < G_N_ELEMENTS(polls_of_all[p].options) &&
           polls_of_all[p].options[draft.n_options][0] != NULL) {
        draft.options[draft.n_options] = polls_of_all[p].options[draft.n_options][0];
        draft.n_options++;
    }
    act_as(cx, editor);
    cx->me.roles |= ROLE_EDITOR;
    int64_t id = poll_insert(cx, NULL, &draft);
    const Item *item = item_find_id(cx, id);
    if (item == NULL)
        return;
    translate(cx, item, p);
    if (polls_of_all[p].n_voters == 0)
        return;
    poll_open(cx, item, 0, false);
    for (int64_t v = 0; v < MIN(polls_of_all[p].n_voters, (int64_t)voters.n); v++) {
        act_as(cx, &at[v]);
        poll_vote(cx, item,
                  polls_of_all[p].choices[v % (int64_t)G_N_ELEMENTS(polls_of_all[p].choices)]);
    }
}

static void
build_polls_of_all(Ctx *cx)
{
    DbRows voters = db_all(cx, &SQL_app_demo_talkers, &VOTER,
                           DB_ARGS("advocacy", cx->now, (int64_t)MOST_VOTERS));
    const Person *person = person_find_email(cx, "editor@example.org");
    if (person == NULL)
        return;
    const Voter editor = {person->id, person->name};
    for (size_t p = 0; p < G_N_ELEMENTS(polls_of_all); p++)
        build_poll_of_all(cx, p, &editor, voters);
}

void
demo_build_polls(Ctx *cx)
{
    const Viewer before = cx->me;
    int64_t now = cx->now;
    for (size_t p = 0; p < G_N_ELEMENTS(polls); p++)
        build_poll(cx, p, now);
    cx->now = now;
    build_polls_of_all(cx);
    cx->me = before;
    cx->now = now;
}
