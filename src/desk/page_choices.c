/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/page_choices.h"

#include "alliance/access.h"
#include "alliance/pillar.h"
#include "alliance/setting.h"
#include "lang/format.h"

#include <string.h>

static const Choice states[] = {
    {"draft",     N_("Draft")    },
    {"review",    N_("In review")},
    {"scheduled", N_("Scheduled")},
    {"published", N_("Published")},
    {"archived",  N_("Archived") },
};

/* Groups among which one is chosen. */
#define GROUPS_OFFERED 500

static const Choice audiences[] = {
    {"public",      N_("Everybody")          },
    {"members",     N_("Members")            },
    {"editors",     N_("Editors")            },
    {"group",       N_("Who is in its group")},
    {"secretariat", N_("The secretariat")    },
};

void
page_choices(Field *field, ChoiceSpan choices)
{
    field->choices = choices.at;
    field->n_choices = choices.n;
}

ChoiceSpan
kind_choices(Ctx *cx, bool mine)
{
    size_t n_kinds = 0, n = 0;
    while (ITEM_KINDS[n_kinds].name != NULL)
        n_kinds++;
    Choice *at = arena_array_of(cx->arena, Choice, n_kinds);
    for (size_t i = 0; i < n_kinds; i++)
        if (!mine || (may_create(cx, ITEM_KINDS[i].name) && ITEM_KINDS[i].write == NULL))
            at[n++] = (Choice){ITEM_KINDS[i].name, ITEM_KINDS[i].label};
    return (ChoiceSpan){at, n};
}

ChoiceSpan
state_choices(void)
{
    return (ChoiceSpan){states, G_N_ELEMENTS(states)};
}

ChoiceSpan
audience_choices(Ctx *cx)
{
    bool all = (cx->me.roles & ROLE_SECRETARIAT) != 0;
    return (ChoiceSpan){audiences, G_N_ELEMENTS(audiences) - (all ? 0 : 1)};
}

ChoiceSpan
language_choices(Ctx *cx)
{
    const char *offered = settings(cx)->languages;
    g_auto(GStrv) codes = g_strsplit(offered != NULL ? offered : "", ",", -1);
    Choice *at = arena_array_of(cx->arena, Choice, g_strv_length(codes));
    size_t n = 0;
    for (char **code = codes; *code != NULL; code++) {
        const Lang *lang = lang_find(g_strstrip(*code));
        if (lang != NULL)
            at[n++] = (Choice){lang->code, lang->name};
    }
    return (ChoiceSpan){at, n};
}

ChoiceSpan
pillar_choices(Ctx *cx)
{
    PillarSpan pillars = pillar_list(cx);
    Choice *at = arena_array_of(cx->arena, Choice, pillars.n);
    for (size_t i = 0; i < pillars.n; i++)
        at[i] = (Choice){pillars.at[i].slug, pillar_name(cx, &pillars.at[i])};
    return (ChoiceSpan){at, pillars.n};
}

/* Is the group @id, or what it is a part of, @item_id? */
static bool
is_within(ItemSpan groups, int64_t id, int64_t item_id)
{
    for (size_t steps = 0; id != 0 && steps <= groups.n; steps++) {
        if (id == item_id)
            return true;
        size_t i = 0;
        while (i < groups.n && groups.at[i].id != id)
            i++;
        id = i < groups.n ? groups.at[i].parent_id : 0;
    }
    return false;
}

ChoiceSpan
place_choices(Ctx *cx, const Item *item)
{
    ItemSpan groups = item_list(
        cx, &(ItemFilter){.kind = "group", .unfinished = true, .limit = GROUPS_OFFERED});
    Choice *at = arena_array_of(cx->arena, Choice, groups.n);
    size_t n = 0;
    for (size_t i = 0; i < groups.n; i++)
        if (item == NULL || !is_within(groups, groups.at[i].id, item->id))
            at[n++] = (Choice){arena_printf(cx->arena, "%" PRId64, groups.at[i].id),
                               groups.at[i].title};
    return (ChoiceSpan){at, n};
}

static int
compare_labels(const void *a, const void *b, void *lang)
{
    return format_compare(lang, ((const Choice *)a)->label, ((const Choice *)b)->label);
}

ChoiceSpan
country_choices(Ctx *cx)
{
    size_t n = 0;
    const FormatCountry *all = format_countries(&n);
    Choice *at = arena_array_of(cx->arena, Choice, n);
    for (size_t i = 0; i < n; i++)
        at[i] = (Choice){all[i].iso2, format_country(cx->arena, cx->lang, all[i].iso2)};
    g_qsort_with_data(at, (int)n, sizeof *at, compare_labels, (void *)(uintptr_t)cx->lang);
    return (ChoiceSpan){at, n};
}

const char *
state_label(const char *state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        if (strcmp(states[i].value, state) == 0)
            return states[i].label;
    return state;
}
