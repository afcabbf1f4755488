/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/demo.h"
#include "alliance/file.h"
#include "alliance/interest.h"
#include "alliance/person.h"
#include "alliance/pillar.h"
#include "alliance/redirect.h"
#include "alliance/role.h"
#include "alliance/setting.h"
#include "alliance/supporter.h"
#include "app/demo_facts.h"
#include "app/demo_people.h"
#include "openid/openid.h"

#define N_STAFF 5
#define N_AMBASSADORS 8
#define N_STEERING 13
#define N_FOCAL_POINTS 6
#define FOCAL_POINT_EVERY 61 /* members, so that they are of several countries */
#define TRANSLATOR (N_STAFF + N_AMBASSADORS + N_STEERING + 1)

/* The terms that began when the ambassadors were trained, and when the alliance was launched. */
#define TRAINED_AT ((int64_t)1472688000)  /* 1 September 2016 */
#define TERM_ENDS ((int64_t)1535760000)   /* two years later */
#define LAUNCHED_AT ((int64_t)1370476800) /* 6 June 2013 */

/* clang-format off */
const DemoLogin DEMO_LOGINS[] = {
    {"secretariat", "secretariat@example.org"},
    {"editor",      "editor@example.org"     },
    {"member",      "member@example.org"     },
    {"translator",  "translator@example.org" },
    {0},
};
/* clang-format on */

void
demo_build_settings(Ctx *cx)
{
    static const char *const values[][2] = {
        {"name",          "Global Social Service Workforce Alliance"                          },
        {"short_name",    "GSSWA"                                                             },
        {"sentence",
         "A stronger workforce for children and families, built by the people who do the work"},
        {"introduction",
         "We are social workers, para professionals, managers, teachers and researchers who "
         "exchange what works and speak up together. Joining is free."                        },
        {"contact",       "secretariat@example.org"                                           },
        {"mail_from",     "secretariat@example.org"                                           },
        {"languages",     "en,fr,ar"                                                          },
        {"join_text",     "Joining is free for everyone who works in or for the social service "
                      "workforce. It takes a "
                      "minute; a mail with a link follows."              },
        {"second_factor", "off"                                                               },
        {"demo",          "1"                                                                 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        bool known = setting_update(cx, values[i][0], values[i][1]);
        g_assert(known || db_failed(cx->db));
    }

    static const Pillar pillars[] = {
        {.slug = "convene",
         .name = "Convene and connect",
         .name_fr = "Réunir et relier",
         .sentence = "Meetings, webinars and groups that bring members together.",
         .position = 1},
        {.slug = "knowledge",
         .name = "Advance knowledge",
         .name_fr = "Faire avancer les connaissances",
         .sentence = "Reports, frameworks, evidence and tools.",
         .position = 2},
        {.slug = "advocate",
         .name = "Advocate",
         .name_fr = "Plaider",
         .sentence = "Speaking up for the workforce, together.",
         .position = 3},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pillars); i++)
        pillar_insert(cx, &pillars[i]);

    const char *const *funders = facts_texts(cx->arena, "funders");
    for (int64_t i = 0; funders[i] != NULL; i++)
        supporter_insert(cx, &(Supporter){.kind = "funder", .name = funders[i], .credit = ""});
    supporter_insert(cx, &(Supporter){.kind = "host", .name = "Tides Center", .credit = ""});
}

/* Which roles the n-th member who stayed has.  Invented, like the people. */
static void
grant_roles(Ctx *cx, int64_t person_id, const char *country, int n)
{
    if (n < N_STAFF)
        term_grant(cx, person_id, n == 1 ? "editor" : "secretariat", "", LAUNCHED_AT, 0);
    else if (n > N_STAFF && n <= N_STAFF + N_AMBASSADORS)
        term_grant(cx, person_id, "ambassador", "", TRAINED_AT, TERM_ENDS);
    else if (n > N_STAFF + N_AMBASSADORS && n <= N_STAFF + N_AMBASSADORS + N_STEERING)
        term_grant(cx, person_id, "steering", "", LAUNCHED_AT, 0);
    else if (n == TRANSLATOR)
        term_grant(cx, person_id, "translator", "fr", TRAINED_AT, 0);
    else if (n % FOCAL_POINT_EVERY == 0 && n <= FOCAL_POINT_EVERY * N_FOCAL_POINTS)
        term_grant(cx, person_id, "focal-point", country, TRAINED_AT, 0);
}

/* The n-th member who stayed signs in with this address instead of an invented one, or NULL. */
static const char *
login_of(int n)
{
    static const int logins[] = {0, 1, N_STAFF, TRANSLATOR}; /* by DEMO_LOGINS */
    for (size_t i = 0; i < G_N_ELEMENTS(logins); i++)
        if (logins[i] == n)
            return DEMO_LOGINS[i].email;
    return NULL;
}

static int64_t
insert_picture(Ctx *cx)
{
    Bytes picture = facts_bytes(cx->arena, "demo/editor.png");
    g_assert(picture.n > 0);
    return file_insert(cx, picture);
}

void
demo_build_people(Ctx *cx, uint64_t seed, DemoProgress progress, void *data)
{
    DemoPersonSpan people = demo_person_list(cx->arena, seed);
    int64_t picture_id = insert_picture(cx);
    DemoChance chance = {seed};
    int n_stayed = 0;
    for (size_t i = 0; i < people.n && !db_failed(cx->db); i++) {
        const DemoPerson *p = &people.at[i];
        const char *login = p->left_at == 0 ? login_of(n_stayed) : NULL;
        Person person = {
            .email = login ? login : p->email,
            .name = p->name,
            .name_latin = p->name_latin,
            .country = p->country,
            .organisation = p->organisation,
            .position = p->position,
            .headline = "",
            .level = p->level,
            .language = login ? "en" : p->language,
            .zone = p->zone,
            .picture_id = n_stayed == 1 && login ? picture_id : 0,
            .joined_at = p->joined_at,
            .left_at = p->left_at,
            .is_demo = true,
        };
        int64_t id = person_insert(cx, &person);
        bool has_office = p->left_at == 0 && n_stayed < N_STAFF + N_AMBASSADORS + N_STEERING + 1;
        demo_build_profile(cx, id, p, has_office, &chance);
        if (p->left_at == 0)
            grant_roles(cx, id, p->country, n_stayed++);
        if (progress != NULL)
            progress((int64_t)i + 1, (int64_t)people.n, data);
    }
}

static void
build_interests(Ctx *cx)
{
    static const Interest interests[] = {
        {"planning",           "Planning the workforce",  "Planifier les effectifs"},
        {"training",           "Education and training",  "Éducation et formation" },
        {"supervision",        "Supervision and support", "Supervision et soutien" },
        {"case-management",    "Case management",         "Gestion de cas"         },
        {"para-professionals", "Para professionals",      "Paraprofessionnels"     },
        {"evidence",           "Building evidence",       "Données probantes"      },
        {"advocacy",           "Advocacy",                "Plaidoyer"              },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(interests); i++)
        interest_insert(cx, &interests[i]);
}

/* Addresses of the old site that still arrive from elsewhere. */
static void
build_redirects(Ctx *cx)
{
    static const char *const moved[][2] = {
        {"/toolkit/planning",                              "/knowledge"                          },
        {"/get-involved/working-group/para-professionals", "/groups/para-professionals"          },
        {"/get-involved/working-group/building-evidence",  "/groups/building-evidence"           },
        {"/social-service-workforce-week-2016",            "/campaigns/week-2016"                },
        {"/state-social-service-workforce-2015-report",    "/library/state-of-the-workforce-2015"},
        {"/resources/blog",                                "/newsletter"                         },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(moved); i++)
        redirect_insert(cx, moved[i][0], moved[i][1]);
}

void
demo_build(Ctx *cx, uint64_t seed, DemoProgress progress, void *data)
{
    cx->now = DEMO_NOW;
    demo_build_settings(cx);
    build_interests(cx);
    demo_build_people(cx, seed, progress, data);
    cx->now = DEMO_NOW;
    demo_build_pages(cx);
    demo_build_events(cx);
    demo_build_days(cx);
    demo_build_works(cx);
    demo_build_library(cx);
    demo_build_year(cx);
    demo_build_waiting(cx);
    demo_build_consents(cx);
    demo_build_segments(cx);
    demo_build_groups(cx);
    demo_build_polls(cx);
    demo_build_drafts(cx);
    demo_build_topics(cx);
    demo_build_lists(cx);
    demo_build_accession(cx);
    demo_build_blog(cx);
    demo_build_weeks(cx);
    demo_build_mail(cx);
    demo_build_programme(cx);
    demo_build_registrations(cx);
    demo_build_questions(cx);
    demo_build_floor(cx);
    build_redirects(cx);
    openid_build_demo(cx);
    cx->now = DEMO_NOW;
}
