/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Questions from the floor: at the symposium that is to come, which is a fact, and at the demo's
 * own call, where they were answered.  All questions and answers are invented and say so.
 */
#include "alliance/floor.h"
#include "app/app.sql.h"
#include "app/demo.h"

#define SYMPOSIUM "symposium-4"
#define CALL "demo-call"
#define GROUP "para-professionals" /* from which people are taken */
#define ASKERS ((int64_t)9)

/* clang-format off */
static const struct {
    const char *event, *text, *answer; /* answer NULL: none yet */
    int64_t recorded;                  /* seconds; -1: not said */
    size_t n_votes;
    bool unnamed;
} questions[] = {
    {CALL, "A demo: can the survey be answered by telephone?",
     "A demo: not yet; somebody can read it out and fill it in.", 754, 5, false},
    {CALL, "A demo: who may see that I was there?",
     "A demo: who organises the call. The page has numbers only.", 1310, 4, true},
    {CALL, "A demo: how long is a certificate valid?", "", 1688, 1, false},
    {SYMPOSIUM, "A demo: which of the panels will have interpretation?", NULL, -1, 6, false},
    {SYMPOSIUM, "A demo: will somebody speak about pay?", NULL, -1, 4, true},
    {SYMPOSIUM, "A demo: can a district office watch together?", NULL, -1, 2, false},
};
/* clang-format on */

typedef struct Asker {
    int64_t id;
    const char *name;
} Asker;

static const DbType ASKER = DB_TYPE(Asker, DB_FIELD(Asker, id), DB_FIELD(Asker, name));

static FloorTaker
become(Ctx *cx, const Item *event, const FloorTerms *terms, const Asker *asker)
{
    FloorTaker taker = {0};
    cx->me = (Viewer){.id = asker->id, .roles = ROLE_MEMBER, .name = asker->name};
    floor_taker_me(cx, event, terms, &taker);
    taker.leads = true; /* nobody has to look at what the demo asks */
    return taker;
}

static void
build_question(Ctx *cx, size_t i, const Item *event, const Asker *askers, size_t n)
{
    const Viewer organiser = cx->me;
    const FloorTerms *terms = floor_terms(cx, event->id);
    FloorTaker taker = become(cx, event, terms, &askers[i % n]);
    floor_ask(cx, event, terms, &taker,
              &(FloorDraft){.text = questions[i].text, .unnamed = questions[i].unnamed});
    int64_t number = floor_terms(cx, event->id)->n_open + floor_terms(cx, event->id)->n_answered;
    for (size_t v = 0; v < MIN(questions[i].n_votes, n); v++) {
        taker = become(cx, event, terms, &askers[(i + 1 + v) % n]);
        floor_vote(cx, &taker, floor_find_number(cx, event->id, number, &taker), true);
    }
    cx->me = organiser;
    if (questions[i].answer != NULL)
        floor_answer(cx, event, floor_find_number(cx, event->id, number, &taker),
                     questions[i].answer, questions[i].recorded);
}

void
demo_build_floor(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_app_demo_talkers, &ASKER, DB_ARGS(GROUP, cx->now, ASKERS));
    for (size_t i = 0; i < G_N_ELEMENTS(questions) && rows.n > 0; i++) {
        const Item *event = item_find(cx, "event", questions[i].event);
        if (event == NULL) /* a year whose facts have none */
            continue;
        if (floor_terms(cx, event->id) == NULL)
            floor_terms_save(cx, event->id, &(FloorTerms){.is_open = true, .guests = true});
        build_question(cx, i, event, rows.at, rows.n);
    }
}
