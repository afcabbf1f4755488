/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "member/join_form.h"
#include "alliance/consent.h"
#include "alliance/interest.h"
#include "alliance/organisation.h"
#include "base/zone.h"
#include "db/memo.h"
#include "lang/format.h"
#include "member/member.sql.h"

#include <string.h>

#define PROPOSED_ORGANISATIONS 60 /* a phone loads all of them */

/* clang-format off */
static const Choice levels[] = {
    {"macro", N_("Macro: policy, laws, budgets, a whole country")      },
    {"mezzo", N_("Mezzo: managing, training, a district, an organisation")},
    {"micro", N_("Micro: with children, families, communities")        },
};

static const Field fields[] = {
    {"name",         N_("Name"),    N_("As you want to be called, in any script."),
     .kind = FIELD_LINE, .autocomplete = "name"},
    {"email",        N_("E-mail"),  N_("We send a link there. Nobody else sees it."),
     .kind = FIELD_EMAIL, .autocomplete = "email"},
    {"country",      N_("Country"), N_("Where you work."),
     .kind = FIELD_CHOICE, .verbatim = true, .autocomplete = "country"},
    {"organisation", N_("Organisation"), .kind = FIELD_LINE, .optional = true, .verbatim = true,
     .autocomplete = "organization"},
    {"type",         N_("What kind of organisation is it?"),
     .kind = FIELD_CHOICE, .optional = true},
    {"level",        N_("Level of your work"), .kind = FIELD_CHOICE, .optional = true,
     .choices = levels, .n_choices = G_N_ELEMENTS(levels)},
    {"interests",    N_("What interests you?"), .kind = FIELD_CHOICES, .optional = true,
     .verbatim = true},
    {"languages",    N_("Languages in which you work"), .kind = FIELD_CHOICES, .optional = true,
     .verbatim = true},
    {"purposes",     N_("What may we do besides?"),
     N_("Each is your choice, and you can change it at any time. Membership needs none of them."),
     .kind = FIELD_CHOICES, .optional = true},
    {"website",      N_("Website"), .kind = FIELD_TRAP, .optional = true},
};
/* clang-format on */

/* Offered to tick: the six of the United Nations, and more that many of our countries speak. */
static const char *const languages[] = {"en", "fr", "es", "pt", "ar", "sw", "am", "hi", "ru", "zh"};

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

static void
choose_country(Form *form)
{
    Ctx *cx = form->req->cx;
    DbRows rows = db_all_kept(cx, &SQL_member_countries, &COUNTRY, DB_NO_ARGS);
    const CountryCode *codes = rows.at;
    Choice *choices = arena_array_of(cx->arena, Choice, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        choices[i] = (Choice){codes[i].code, format_country(cx->arena, cx->lang, codes[i].code)};
    g_qsort_with_data(choices, (int)rows.n, sizeof *choices, by_label, (void *)(uintptr_t)cx->lang);
    form_choices(form, "country", choices, rows.n);
}

static void
choose_interests(Form *form)
{
    Ctx *cx = form->req->cx;
    InterestSpan all = interest_list(cx);
    Choice *choices = arena_array_of(cx->arena, Choice, all.n);
    for (size_t i = 0; i < all.n; i++)
        choices[i] = (Choice){all.at[i].slug, interest_name(cx, &all.at[i])};
    form_choices(form, "interests", choices, all.n);
}

static void
choose_languages(Form *form)
{
    Ctx *cx = form->req->cx;
    Choice *choices = arena_array_of(cx->arena, Choice, G_N_ELEMENTS(languages));
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++)
        choices[i] = (Choice){languages[i], format_language(cx->arena, cx->lang, languages[i])};
    form_choices(form, "languages", choices, G_N_ELEMENTS(languages));
}

static void
propose_organisations(Form *form)
{
    Ctx *cx = form->req->cx;
    OrganisationSpan known = organisation_list_first(cx, PROPOSED_ORGANISATIONS);
    Choice *choices = arena_array_of(cx->arena, Choice, known.n);
    for (size_t i = 0; i < known.n; i++)
        choices[i] = (Choice){known.at[i].name, known.at[i].name};
    form_choices(form, "organisation", choices, known.n);
}

static void
choose_from_tables(Form *form)
{
    Arena *arena = form->req->cx->arena;
    size_t n = 0;
    while (ORGANISATION_TYPES[n].name != NULL)
        n++;
    Choice *types = arena_array_of(arena, Choice, n);
    for (size_t i = 0; i < n; i++)
        types[i] = (Choice){ORGANISATION_TYPES[i].name, ORGANISATION_TYPES[i].label};
    form_choices(form, "type", types, n);
    for (n = 0; PURPOSES[n].name != NULL;)
        n++;
    Choice *purposes = arena_array_of(arena, Choice, n);
    for (size_t i = 0; i < n; i++)
        purposes[i] = (Choice){PURPOSES[i].name, PURPOSES[i].wording};
    form_choices(form, "purposes", purposes, n);
}

/* ---- the form ---- */

static Form *
offer(Form *form)
{
    choose_country(form);
    choose_interests(form);
    choose_languages(form);
    choose_from_tables(form);
    propose_organisations(form);
    return form;
}

Form *
join_form_new(Request *req)
{
    return offer(form_new(req, fields, G_N_ELEMENTS(fields)));
}

Form *
join_form_read(Request *req)
{
    return offer(form_read(req, fields, G_N_ELEMENTS(fields)));
}

bool
join_form_is_trapped(const Form *form)
{
    return *form_text(form, "website") != '\0';
}

/* The ticked values of a field with commas between. */
static const char *
ticked(const Form *form, const char *name)
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

Joining
join_form_value(const Form *form)
{
    const char *level = form_text(form, "level");
    return (Joining){.email = form_text(form, "email"),
                     .name = form_text(form, "name"),
                     .country = form_text(form, "country"),
                     .organisation = form_text(form, "organisation"),
                     .organisation_type = form_text(form, "type"),
                     .level = *level != '\0' ? level : NULL,
                     .interests = ticked(form, "interests"),
                     .languages = ticked(form, "languages"),
                     .purposes = ticked(form, "purposes"),
                     .language = form->req->cx->lang->code};
}

/* ---- the time zone ---- */

ZoneChoices
join_zones(Ctx *cx, const char *country)
{
    const char *const *zones = zones_of_country(cx->arena, country);
    size_t n = g_strv_length((char **)(uintptr_t)zones);
    Choice *at = arena_array_of(cx->arena, Choice, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *now = format_moment(cx->arena, cx->lang, cx->now, zones[i]);
        at[i] = (Choice){zones[i], arena_printf(cx->arena, "%s: %s", zones[i], now)};
    }
    at[n] = (Choice){"UTC", "UTC"};
    return (ZoneChoices){at, n + 1};
}
