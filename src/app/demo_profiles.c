/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What the demo's invented people say of themselves, and to whom.
 */
#include "alliance/consent.h"
#include "alliance/profile.h"
#include "app/demo.h"
#include "app/demo_names.h"
#include "app/demo_people.h"

#include <string.h>

#define OPEN                                                                                       \
    (PROFILE_NAME | PROFILE_PICTURE | PROFILE_HEADLINE | PROFILE_ABOUT | PROFILE_COUNTRY |         \
     PROFILE_ORGANISATION | PROFILE_POSITION | PROFILE_LANGUAGES | PROFILE_INTERESTS |             \
     PROFILE_LINKS)

/* How people decide, as shares of a hundred. */
typedef struct Manner {
    size_t share;
    bool agrees; /* to stand in the directory */
    int64_t to_public, to_members;
} Manner;

static const Manner manners[] = {
    {55, true,  0,                              PROFILE_FIRST_MEMBERS | PROFILE_HEADLINE},
    {15, true,  OPEN,                           OPEN | PROFILE_LEVEL | PROFILE_SINCE    },
    {10, true,  PROFILE_NAME | PROFILE_COUNTRY, PROFILE_FIRST_MEMBERS | PROFILE_EMAIL   },
    {8,  true,  0,                              PROFILE_NAME | PROFILE_COUNTRY          },
    {12, false, 0,                              PROFILE_FIRST_MEMBERS                   },
};

/* Whoever has an office of the alliance is seen by everybody. */
static const Manner of_office = {0, true, OPEN, PROFILE_ALL & ~PROFILE_EMAIL};

typedef struct Words {
    const char *language, *level, *headline;
} Words;

static const Words headlines[] = {
    {"en", "macro", "Plans the workforce with ministries and councils"},
    {"en", "mezzo", "Trains and supervises teams in the districts"    },
    {"en", "micro", "Works with children and their families"          },
    {"fr", "macro", "Planifie les effectifs avec les ministères"      },
    {"fr", "mezzo", "Forme et encadre des équipes dans les régions"   },
    {"fr", "micro", "Travaille avec les enfants et leurs familles"    },
    {"es", "micro", "Trabaja con niñas, niños y sus familias"         },
    {"pt", "micro", "Trabalha com crianças e as suas famílias"        },
};

static const char *const about =
    "I have worked in this field for some years and would like to hear from colleagues who are "
    "building up **supervision**.\n\n- what works with few supervisors\n- what can be learned "
    "across borders\n";

/* The kinds of data/demo_work.tsv as types of organisations. */
static const char *const types[][2] = {
    {"UN agency",                "international"},
    {"academia",                 "university"   },
    {"civil society",            "ngo"          },
    {"faith-based organisation", "faith"        },
    {"government",               "government"   },
    {"non-profit",               "ngo"          },
    {"professional association", "association"  },
};

static const char *
type_of(const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (strcmp(types[i][0], kind) == 0)
            return types[i][1];
    return "";
}

static const Manner *
choose_manner(DemoChance *chance)
{
    size_t n = demo_chance(chance, 100), i = 0;
    while (i + 1 < G_N_ELEMENTS(manners) && n >= manners[i].share)
        n -= manners[i++].share;
    return &manners[i];
}

static const char *
headline_of(const DemoPerson *p)
{
    for (size_t i = 0; i < G_N_ELEMENTS(headlines); i++)
        if (strcmp(headlines[i].language, p->language) == 0 &&
            g_strcmp0(headlines[i].level, p->level) == 0)
            return headlines[i].headline;
    return "";
}

/* A few write where they work in their own way, so that there is something to make one. */
static const char *
spell(Ctx *cx, const char *organisation, DemoChance *chance)
{
    if (demo_chance(chance, 60) > 0)
        return organisation;
    return arena_printf(cx->arena, "The %s, Ltd.", organisation);
}

/* Two subjects. */
static const char *
choose_interests(Ctx *cx, DemoChance *chance)
{
    InterestSpan all = interest_list(cx);
    if (all.n == 0)
        return "";
    size_t first = demo_chance(chance, all.n);
    return arena_printf(cx->arena, "%s,%s", all.at[first].slug,
                        all.at[(first + 1 + demo_chance(chance, all.n - 1)) % all.n].slug);
}

void
demo_build_profile(Ctx *cx, int64_t id, const DemoPerson *p, bool has_office, DemoChance *chance)
{
    static const ProfileLink link = {"https://example.org/", "example.org"};
    const Manner *manner = has_office ? &of_office : choose_manner(chance);
    bool says_more = has_office || demo_chance(chance, 4) == 0;
    const char *spoken = strcmp(p->language, "en") != 0 && demo_chance(chance, 3) > 0
                             ? arena_printf(cx->arena, "%s,en", p->language)
                             : p->language;
    const ProfileDraft draft = {
        .name = p->name,
        .name_latin = p->name_latin != NULL ? p->name_latin : "",
        .headline = headline_of(p),
        .about = says_more && strcmp(p->language, "en") == 0 ? about : "",
        .country = p->country,
        .organisation = spell(cx, p->organisation, chance),
        .organisation_type = type_of(p->kind),
        .position = p->position,
        .level = p->level,
        .languages = spoken,
        .interests = choose_interests(cx, chance),
        .links = {&link, says_more ? 1 : 0},
        .to_public = manner->to_public,
        .to_members = manner->to_members,
    };
    cx->now = p->joined_at;
    profile_save(cx, id, &draft);
    if (manner->agrees)
        consent_answer(cx, id, purpose_find("directory"), true,
                       &(ConsentSource){"join", "demo", "en"});
}
