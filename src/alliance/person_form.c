/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/person_form.h"
#include "alliance/consent.h"
#include "alliance/interest.h"
#include "alliance/organisation.h"
#include "db/memo.h"
#include "lang/format.h"

#include "alliance/person.sql.h"

#include <string.h>

#define PROPOSED_ORGANISATIONS 60 /* a phone loads all of them */

/* clang-format off */
const Choice PERSON_LEVEL_CHOICES[PERSON_LEVELS] = {
    {"macro", N_("Macro: policy, laws, budgets, a whole country")      },
    {"mezzo", N_("Mezzo: managing, training, a district, an organisation")},
    {"micro", N_("Micro: with children, families, communities")        },
};
/* clang-format on */

/* Offered to tick: the six of the United Nations, and more that many of our countries speak. */
static const char *const languages[] = {"en", "fr", "es", "pt", "ar", "sw", "am", "hi", "ru", "zh"};

const char *
person_level_label(const char *level)
{
    for (size_t i = 0; level != NULL && i < PERSON_LEVELS; i++)
        if (strcmp(PERSON_LEVEL_CHOICES[i].value, level) == 0)
            return PERSON_LEVEL_CHOICES[i].label;
    return "";
}

typedef struct CountryCode {
    const char *code;
} CountryCode;

static const DbType COUNTRY = DB_TYPE(CountryCode, DB_FIELD(CountryCode, code));

static int
by_label(const void *a, const void *b, void *lang)
{
    const Choice *left = a, *right = b;
    return format_compare(lang, left->label, right->label);
}

PersonChoices
person_form_countries(Ctx *cx)
{
    DbRows rows = db_all_kept(cx, &SQL_person_form_countries, &COUNTRY, DB_NO_ARGS);
    const CountryCode *codes = rows.at;
    Choice *choices = arena_array_of(cx->arena, Choice, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        choices[i] = (Choice){codes[i].code, format_country(cx->arena, cx->lang, codes[i].code)};
    g_qsort_with_data(choices, (int)rows.n, sizeof *choices, by_label, (void *)(uintptr_t)cx->lang);
    return (PersonChoices){choices, rows.n};
}

PersonChoices
person_form_types(Ctx *cx)
{
    size_t n = 0;
    while (ORGANISATION_TYPES[n].name != NULL)
        n++;
    Choice *types = arena_array_of(cx->arena, Choice, n);
    for (size_t i = 0; i < n; i++)
        types[i] = (Choice){ORGANISATION_TYPES[i].name, ORGANISATION_TYPES[i].label};
    return (PersonChoices){types, n};
}

static PersonChoices
interests_of(Ctx *cx)
{
    InterestSpan all = interest_list(cx);
    Choice *choices = arena_array_of(cx->arena, Choice, all.n);
    for (size_t i = 0; i < all.n; i++)
        choices[i] = (Choice){all.at[i].slug, interest_name(cx, &all.at[i])};
    return (PersonChoices){choices, all.n};
}

static bool
is_usual(const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
        if (strcmp(languages[i], code) == 0)
            return true;
    return false;
}

static PersonChoices
languages_of(Ctx *cx, const char *spoken)
{
    g_auto(GStrv) more = g_strsplit(spoken != NULL ? spoken : "", ",", -1);
    size_t n = 0;
    Choice *choices = arena_array_of(cx->arena, Choice,
                                     G_N_ELEMENTS(languages) + g_strv_length(more));
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
        choices[n++].value = languages[i];
    for (char **code = more; *code != NULL; code++)
        if (**code != '\0' && !is_usual(*code))
            choices[n++].value = arena_strdup(cx->arena, *code);
    for (size_t i = 0; i < n; i++)
        choices[i].label = format_language(cx->arena, cx->lang, choices[i].value);
    return (PersonChoices){choices, n};
}

static PersonChoices
organisations_of(Ctx *cx)
{
    OrganisationSpan known = organisation_list_first(cx, PROPOSED_ORGANISATIONS);
    Choice *choices = arena_array_of(cx->arena, Choice, known.n);
    for (size_t i = 0; i < known.n; i++)
        choices[i] = (Choice){known.at[i].name, known.at[i].name};
    return (PersonChoices){choices, known.n};
}

static void
offer(Form *form, const char *name, PersonChoices choices)
{
    form_choices(form, name, choices.at, choices.n);
}

void
person_form_offer(Form *form, const char *spoken)
{
    Ctx *cx = form->req->cx;
    offer(form, "country", person_form_countries(cx));
    offer(form, "interests", interests_of(cx));
    offer(form, "languages", languages_of(cx, spoken));
    offer(form, "type", person_form_types(cx));
    offer(form, "organisation", organisations_of(cx));
}

void
person_form_purposes(Form *form, const char *name, bool all)
{
    GArray *choices = g_array_new(false, false, sizeof(Choice));
    arena_defer(form->req->cx->arena, (GDestroyNotify)g_array_unref, choices);
    for (const Purpose *purpose = PURPOSES; purpose->name != NULL; purpose++) {
        const Choice choice = {purpose->name, purpose->wording};
        if (all || purpose->open)
            g_array_append_val(choices, choice);
    }
    form_choices(form, name, (const Choice *)(const void *)choices->data, choices->len);
}

const char *
person_form_ticked(const Form *form, const char *name)
{
    GString *list = arena_string(form->req->cx->arena, 64);
    for (size_t i = 0; i < form->fields.n; i++) {
        const FormField *f = &form->fields.at[i];
        for (size_t o = 0; strcmp(f->name, name) == 0 && o < f->options.n; o++)
            if (f->options.at[o].chosen)
                g_string_append_printf(list, "%s%s", list->len > 0 ? "," : "",
                                       f->options.at[o].value);
    }
    return list->str;
}
