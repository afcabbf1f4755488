/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/newsletter_testing.h"

#include "alliance/consent.h"
#include "alliance/item.h"
#include "mailing/mailing.h"

#define BODY                                                                                       \
    "## News\n\nThere are {figure:members} of us. Read [the report](/library/report).\n\n"         \
    "{year:2017}\n\n![A map](/files/7/map.png)\n"

int64_t
issue_new(Fixture *fx, const char *title)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "newsletter",
                                              .language = "en",
                                              .title = title,
                                              .author = "Edna Editor",
                                              .summary = "What moved us",
                                              .body = BODY});
    item_publish(cx, id);
    int64_t chance = item_insert(cx, &(ItemDraft){.kind = "opportunity",
                                                  .language = "en",
                                                  .title = "Webinar *one*",
                                                  .place = "online",
                                                  .planned_on = "2017-03"});
    item_publish(cx, chance);
    fixture_commit(fx);
    return id;
}

void
reader_agrees(Fixture *fx, int64_t person)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const ConsentSource source = {"join", "", "en"};
    consent_answer(cx, person, purpose_find("newsletter"), true, &source);
    fixture_commit(fx);
}

void
mailings_run(Fixture *fx)
{
    Ctx job = *fixture_begin(fx, SAM);
    job.me = (Viewer){0};
    fixture_commit(fx);
    g_autoptr(GError) error = NULL;
    mailing_run(&job, "", &error);
}
