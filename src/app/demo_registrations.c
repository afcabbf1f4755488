/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Members of the demo who are registered for the symposium that is to come.  The symposium is a
 * fact; who comes, and what they ask, is invented.
 */
#include "alliance/registration.h"
#include "app/app.sql.h"
#include "app/demo.h"

#define COMERS ((int64_t)14)
#define SYMPOSIUM "symposium-4"
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

void
demo_build_registrations(Ctx *cx)
{
    const Viewer before = cx->me;
    int64_t now = cx->now;
    const Item *event = item_find(cx, "event", SYMPOSIUM);
    if (event == NULL) /* a year whose facts have none */
        return;
    registration_terms_save(
        cx, event->id,
        &(RegistrationTerms){
            .is_open = true, .guests = true, .recording = true, .reminders = "week,day"});
    DbRows rows = db_all(cx, &SQL_app_demo_talkers, &COMER, DB_ARGS(GROUP, now, COMERS));
    const Comer *comers = rows.at;
    for (size_t i = 0; i < rows.n; i++) {
        cx->me = (Viewer){.id = comers[i].id, .roles = ROLE_MEMBER, .name = comers[i].name};
        cx->now = now - (int64_t)(rows.n - i) * 7200;
        const Applicant who = registration_applicant(cx);
        const RegistrationWish wish = {.people = i % 6 == 3 ? 8 : 1,
                                       .recording = i % 5 == 4,
                                       .question = questions[i % G_N_ELEMENTS(questions)]};
        const Registration *made = NULL;
        registration_ask(cx, event, &who, &wish, &made);
    }
    cx->me = before;
    cx->now = now;
}
