/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/label.h"
#include "alliance/consent.h"
#include "alliance/group.h"
#include "alliance/organisation.h"
#include "alliance/role.h"
#include "lang/format.h"

#include <string.h>

/* A value of the program's own, and its name. */
typedef struct Word {
    const char *value, *label; /* label: N_() */
} Word;

/* clang-format off */
/* UN M49, as the table of countries has them. */
static const Word regions[] = {
    {"Africa",   N_("Africa")  },
    {"Americas", N_("Americas")},
    {"Asia",     N_("Asia")    },
    {"Europe",   N_("Europe")  },
    {"Oceania",  N_("Oceania") },
    {0},
};

static const Word subregions[] = {
    {"Australia and New Zealand", N_("Australia and New Zealand")},
    {"Caribbean",                 N_("Caribbean")                },
    {"Central America",           N_("Central America")          },
    {"Central Asia",              N_("Central Asia")             },
    {"Channel Islands",           N_("Channel Islands")          },
    {"Eastern Africa",            N_("Eastern Africa")           },
    {"Eastern Asia",              N_("Eastern Asia")             },
    {"Eastern Europe",            N_("Eastern Europe")           },
    {"Melanesia",                 N_("Melanesia")                },
    {"Micronesia",                N_("Micronesia")               },
    {"Middle Africa",             N_("Middle Africa")            },
    {"Northern Africa",           N_("Northern Africa")          },
    {"Northern America",          N_("Northern America")         },
    {"Northern Europe",           N_("Northern Europe")          },
    {"Polynesia",                 N_("Polynesia")                },
    {"South America",             N_("South America")            },
    {"South-eastern Asia",        N_("South-eastern Asia")       },
    {"Southern Africa",           N_("Southern Africa")          },
    {"Southern Asia",             N_("Southern Asia")            },
    {"Southern Europe",           N_("Southern Europe")          },
    {"Western Africa",            N_("Western Africa")           },
    {"Western Asia",              N_("Western Asia")             },
    {"Western Europe",            N_("Western Europe")           },
    {0},
};

static const Word levels[] = {
    {"macro", N_("Macro")},
    {"mezzo", N_("Mezzo")},
    {"micro", N_("Micro")},
    {0},
};

static const Word deeds[] = {
    {"wrote",     N_("Wrote something that was published")},
    {"commented", N_("Commented")                         },
    {"translated", N_("Translated something")},
    {0},
};

static const Word statuses[] = {
    {"member",     N_("Member")        },
    {"former",     N_("Former member") },
    {"subscriber", N_("Subscriber, never a member")},
    {0},
};
/* clang-format on */

RosterLabels
roster_labels(Ctx *cx)
{
    return (RosterLabels){cx, interest_list(cx)};
}

/* ---- one function for each kind of value ---- */

static const char *
word_label(const Ctx *cx, const Word *words, const char *value)
{
    for (; words->value != NULL; words++)
        if (strcmp(words->value, value) == 0)
            return lang_text(cx->lang, words->label);
    return value;
}

static const char *
region_label(const RosterLabels *labels, const char *value)
{
    return word_label(labels->cx, regions, value);
}

static const char *
subregion_label(const RosterLabels *labels, const char *value)
{
    return word_label(labels->cx, subregions, value);
}

static const char *
level_label(const RosterLabels *labels, const char *value)
{
    return word_label(labels->cx, levels, value);
}

static const char *
deed_label(const RosterLabels *labels, const char *value)
{
    return word_label(labels->cx, deeds, value);
}

static const char *
status_label(const RosterLabels *labels, const char *value)
{
    return word_label(labels->cx, statuses, value);
}

static const char *
country_label(const RosterLabels *labels, const char *value)
{
    return format_country(labels->cx->arena, labels->cx->lang, value);
}

static const char *
language_label(const RosterLabels *labels, const char *value)
{
    return format_language(labels->cx->arena, labels->cx->lang, value);
}

static const char *
type_label(const RosterLabels *labels, const char *value)
{
    for (const OrganisationType *type = ORGANISATION_TYPES; type->name != NULL; type++)
        if (strcmp(type->name, value) == 0)
            return lang_text(labels->cx->lang, type->label);
    return value;
}

static const char *
interest_label(const RosterLabels *labels, const char *value)
{
    for (size_t i = 0; i < labels->interests.n; i++)
        if (strcmp(labels->interests.at[i].slug, value) == 0)
            return interest_name(labels->cx, &labels->interests.at[i]);
    return value;
}

static const char *
role_label(const RosterLabels *labels, const char *value)
{
    const RoleKind *role = role_find(value);
    return role != NULL ? lang_text(labels->cx->lang, role->label) : value;
}

static const char *
purpose_label(const RosterLabels *labels, const char *value)
{
    const Purpose *purpose = purpose_find(value);
    return purpose != NULL ? lang_text(labels->cx->lang, purpose->label) : value;
}

/* Its name as the record has it. */
static const char *
organisation_label(const RosterLabels *labels, const char *value)
{
    const char *name = organisation_name(labels->cx, g_ascii_strtoll(value, NULL, 10));
    return name != NULL ? name : value;
}

static const char *
group_label(const RosterLabels *labels, const char *value)
{
    const char *name = group_name(labels->cx, g_ascii_strtoll(value, NULL, 10));
    return name != NULL ? name : value;
}

static const struct {
    const char *dimension;
    const char *(*label)(const RosterLabels *labels, const char *value);
} makers[] = {
    {"country",      country_label     },
    {"region",       region_label      },
    {"subregion",    subregion_label   },
    {"type",         type_label        },
    {"organisation", organisation_label},
    {"level",        level_label       },
    {"language",     language_label    },
    {"interest",     interest_label    },
    {"group",        group_label       },
    {"reads",        language_label    },
    {"role",         role_label        },
    {"agrees",       purpose_label     },
    {"did",          deed_label        },
    {"status",       status_label      },
};

const char *
roster_label(const RosterLabels *labels, const RosterDimension *dimension, const char *value)
{
    for (size_t i = 0; i < G_N_ELEMENTS(makers); i++)
        if (strcmp(makers[i].dimension, dimension->name) == 0)
            return makers[i].label(labels, value);
    return value;
}

/* What has no name is its own; a country of a code that there is not is, too. */
bool
roster_value_exists(const RosterLabels *labels, const RosterDimension *dimension, const char *value)
{
    if (dimension->kind != ROSTER_VALUES && dimension->kind != ROSTER_STATUS)
        return true;
    const char *label = roster_label(labels, dimension, value);
    bool is_code = strcmp(dimension->name, "country") == 0 || dimension->field == 0;
    return label != value && !(is_code && strcmp(label, value) == 0);
}

/* ---- a filter in words ---- */

static const char *
values_label(const RosterLabels *labels, const RosterCondition *condition)
{
    Arena *arena = labels->cx->arena;
    const char *all = roster_label(labels, condition->dimension, condition->values[0]);
    bool together = roster_is_words(condition->dimension);
    for (size_t i = 1; i < condition->n; i++) {
        const char *next = roster_label(labels, condition->dimension, condition->values[i]);
        all = together ? arena_printf(arena, "%s %s", all, next)
                       : lang_fill(arena, lang_text(labels->cx->lang, N_("{one} or {other}")),
                                   "one", all, "other", next, NULL);
    }
    return all;
}

const char *
roster_filter_label(const RosterLabels *labels, const RosterFilter *filter)
{
    Ctx *cx = labels->cx;
    const char *all = "";
    for (size_t i = 0; i < filter->n; i++) {
        const RosterCondition *condition = &filter->at[i];
        const char *form = condition->negated ? N_("{what}: not {values}") : N_("{what}: {values}");
        const char *one = lang_fill(cx->arena, lang_text(cx->lang, form), "what",
                                    lang_text(cx->lang, condition->dimension->label), "values",
                                    values_label(labels, condition), NULL);
        all = i == 0 ? one : arena_printf(cx->arena, "%s; %s", all, one);
    }
    return all;
}

/* ---- choices ---- */

static int
compare_choices(const void *a, const void *b, void *lang)
{
    return format_compare(lang, ((const RosterChoice *)a)->label, ((const RosterChoice *)b)->label);
}

RosterChoiceSpan
roster_choices(const RosterLabels *labels, const RosterDimension *dimension, RosterCountSpan counts)
{
    RosterChoice *at = arena_array_of(labels->cx->arena, RosterChoice, counts.n + 1);
    for (size_t i = 0; i < counts.n; i++)
        at[i] = (RosterChoice){counts.at[i].value,
                               roster_label(labels, dimension, counts.at[i].value), counts.at[i].n};
    g_qsort_with_data(at, (int)counts.n, sizeof *at, compare_choices,
                      (void *)(uintptr_t)labels->cx->lang);
    return (RosterChoiceSpan){at, counts.n};
}
