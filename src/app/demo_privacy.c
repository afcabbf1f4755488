/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What the demo's people agreed to, so that the ledger has something to show.
 */
#include "alliance/consent.h"
#include "alliance/person.h"
#include "app/demo.h"

#include <string.h>

static const struct {
    const char *purpose;
    bool given;
    int64_t at;
    const char *source, *evidence;
} answers[] = {
    {"newsletter", true,  1370523600 /* 2013-06-06 13:00 */, "join",        "demo"                },
    {"contact",    true,  1370523600,                        "join",        "demo"                },
    {"contact",    false, 1421057400 /* 2015-01-12 10:10 */, "preferences", "link in a mail, demo"},
    {"directory",  true,  1472716800 /* 2016-09-01 08:00 */, "secretariat",
     "Form signed in Nairobi (demo)"                                                              },
};

void
demo_build_consents(Ctx *cx)
{
    int64_t now = cx->now;
    for (const DemoLogin *login = DEMO_LOGINS; login->role != NULL; login++) {
        const Person *person = person_find_email(cx, login->email);
        for (size_t i = 0; person != NULL && i < G_N_ELEMENTS(answers); i++) {
            const ConsentSource source = {answers[i].source, answers[i].evidence, "en"};
            cx->now = answers[i].at;
            consent_answer(cx, person->id, purpose_find(answers[i].purpose), answers[i].given,
                           &source);
        }
    }
    cx->now = now;
}
