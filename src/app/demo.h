/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * demo - the model alliance of the founding newsletter, made from data/.
 *
 * Its facts are public ones; its people are invented and marked.  Built with
 * the same model functions that editors' pages call, so nothing in the demo
 * can do what a real alliance can not.  The same seed gives the same rows but
 * for what is random in a real one, too, such as people's addresses.
 */
#pragma once
#include "alliance/event.h"
#include "alliance/item.h"
#include "app/demo_names.h"
#include "app/demo_people.h"

/** The instance's clock when the demo is made: 2 January 2017, 08:00 UTC. */
#define DEMO_NOW ((int64_t)1483344000)

/** One of the people who can sign in to look around. */
typedef struct DemoLogin {
    const char *role; /* N_("secretariat") */
    const char *email;
} DemoLogin;

extern const DemoLogin DEMO_LOGINS[]; /* ends with {0} */

/** Called with what is done of what there is to do. */
typedef void (*DemoProgress)(int64_t done, int64_t total, void *data);

/** Fill the empty database of @cx, in the caller's transaction; @cx->now is moved. */
void demo_build(Ctx *cx, uint64_t seed, DemoProgress progress, void *data);

/* ---- its parts, in this order ---- */
void demo_build_settings(Ctx *cx);                                                 /* demo.c */
void demo_build_people(Ctx *cx, uint64_t seed, DemoProgress progress, void *data); /* demo.c */
/** What a person says of himself, to whom; @has_office: an officer of the alliance. */
void demo_build_profile(Ctx *cx, int64_t id, const DemoPerson *person, bool has_office,
                        DemoChance *chance); /* demo_profiles.c */
void demo_build_pages(Ctx *cx);  /* demo_texts.c: pages and the newsletter, in English and French */
void demo_build_events(Ctx *cx); /* demo_items.c: webinars, symposia, weeks */
void
demo_build_days(Ctx *cx); /* demo_events.c: what is to come in 2017, the day each March, a call */
void demo_build_works(Ctx *cx);   /* demo_items.c: groups, reports, editions */
void demo_build_library(Ctx *cx); /* demo_library.c: records and editions of works */
void demo_build_year(Ctx *cx); /* demo_items.c: the ten opportunities of 2017, and all on a sheet */
void demo_build_waiting(Ctx *cx); /* demo_texts.c: what a member sent to the editors */

void demo_build_segments(Ctx *cx);      /* demo_segments.c */
void demo_build_groups(Ctx *cx);        /* demo_groups.c: who is in them, what they talk about */
void demo_build_drafts(Ctx *cx);        /* demo_drafts.c: what they write together */
void demo_build_topics(Ctx *cx);        /* demo_topics.c: what texts are about */
void demo_build_lists(Ctx *cx);         /* demo_lists.c: works that go together */
void demo_build_accession(Ctx *cx);     /* demo_accession.c: works that wait to come in */
void demo_build_blog(Ctx *cx);          /* demo_blog.c: posts, a series, what is said about one */
void demo_build_weeks(Ctx *cx);         /* demo_weeks.c: themed weeks, past and to come */
void demo_build_polls(Ctx *cx);         /* demo_polls.c: what they vote on */
void demo_build_registrations(Ctx *cx); /* demo_registrations.c: who comes to the symposium */
void demo_build_questions(Ctx *cx);     /* demo_questions.c: what is asked there, and a survey */
void demo_build_floor(Ctx *cx);         /* demo_floor.c: what is asked of who speaks */
void demo_build_programme(Ctx *cx);     /* demo_programme.c: of the second symposium */
void demo_build_mail(Ctx *cx);          /* demo_mail.c: who reads the newsletter, what came back */
void demo_build_consents(Ctx *cx);      /* demo_privacy.c: what the DEMO_LOGINS agreed to */

/** Make an item as an editor would on that day, and publish it.  @date: ISO 8601. */
int64_t demo_publish(Ctx *cx, const ItemDraft *draft, const char *date);

/** Say what an event is beside its text, as an editor would today. */
void demo_event(Ctx *cx, int64_t id, const EventDraft *draft); /* demo_events.c */

/** Translate an item's title into French if data/demo/titles.fr.tsv has it. */
void demo_translate(Ctx *cx, int64_t id, const char *title);
