/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Members of the demo who are registered for the symposium that is to come, which is a fact, who
 * were at the demo's own call, and who have a ticket for its own meeting.  Who comes or came, and
 * what they ask, is invented.
 */
#include "alliance/attendance.h"
#include "alliance/registration.h"
#include "app/app.sql.h"
#include "app/demo.h"

#define COMERS ((int64_t)14)
#define SYMPOSIUM "symposium-4"
#define CALL "demo-call"           /* who was there has a certificate */
#define MEETING "demo-meeting"     /* it has a door */
#define GROUP "para-professionals" /* from which they are taken */

/* Asked in turn; "": nothing. */
static const char *const questions[] = {
    "A demo: will there be interpretation into French?",
    "",
    "A demo: how do you count supervision hours in a district of three people?",
    "",
    "",
};

typedef struct Comer {
    int64_t id;
    const char *name;
} Comer;

static const DbType COMER = DB_TYPE(Comer, DB_FIELD(Comer, id), DB_FIELD(Comer, name));

/* The comer whose eyes @cx has from now on. */
static Applicant
become(Ctx *cx, const Comer *comer)
{
    cx->me = (Viewer){.id = comer->id, .roles = ROLE_MEMBER, .name = comer->name};
    return registration_applicant(cx);
}

static void
build_symposium(Ctx *cx, const Comer *comers, size_t n)
{
    int64_t now = cx->now;
    const Item *event = item_find(cx, "event", SYMPOSIUM);
    if (event == NULL) /* a year whose facts have none */
        return;
    registration_terms_save(
        cx, event->id,
        &(RegistrationTerms){
            .is_open = true, .guests = true, .recording = true, .reminders = "week,day"});
    for (size_t i = 0; i < n; i++) {
        cx->now = now - (int64_t)(n - i) * 7200;
        const Applicant who = become(cx, &comers[i]);
        const RegistrationWish wish = {.people = i % 6 == 3 ? 8 : 1,
                                       .recording = i % 5 == 4,
                                       .question = questions[i % G_N_ELEMENTS(questions)],
                                       .question_open = i % G_N_ELEMENTS(questions) == 2};
        const Registration *made = NULL;
        registration_ask(cx, event, &who, &wish, &made);
    }
    cx->now = now;
}

/* Every other one of them was there. */
static void
build_call(Ctx *cx, const Comer *comers, size_t n)
{
    const Item *event = item_find(cx, "event", CALL);
    if (event == NULL)
        return;
    const Viewer organiser = cx->me;
    registration_terms_save(cx, event->id, &(RegistrationTerms){.certificates = true});
    for (size_t i = 0; i < n; i += 2) {
        const Applicant who = become(cx, &comers[i]);
        cx->me = organiser;
        attendance_walk_in(cx, event->id, &who, NULL);
    }
}

/* Of those who have a seat the first one is there already. */
static void
build_meeting(Ctx *cx, const Comer *comers, size_t n)
{
    const Item *event = item_find(cx, "event", MEETING);
    if (event == NULL)
        return;
    registration_terms_save(cx, event->id,
                            &(RegistrationTerms){.is_open = true, .guests = true, .door = true});
    for (size_t i = 0; i < n; i++) {
        const Registration *made = NULL;
        const Applicant who = become(cx, &comers[i]);
        registration_ask(cx, event, &who, &(RegistrationWish){.people = 1}, &made);
        if (i == 0 && made != NULL)
            attendance_note(cx, made, ATTENDANCE_DOOR);
    }
}

void
demo_build_registrations(Ctx *cx)
{
    const Viewer before = cx->me;
    DbRows rows = db_all(cx, &SQL_app_demo_talkers, &COMER, DB_ARGS(GROUP, cx->now, COMERS));
    build_call(cx, rows.at, rows.n);
    build_symposium(cx, rows.at, rows.n);
    build_meeting(cx, rows.at, rows.n);
    cx->me = before;
}
