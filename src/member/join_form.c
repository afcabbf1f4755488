/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "member/join_form.h"
#include "alliance/person_form.h"
#include "base/zone.h"
#include "lang/format.h"

/* clang-format off */
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
    {"purposes",     N_("What may we do besides?"),
     N_("Each is your choice, and you can change it at any time. Membership needs none of them."),
     .kind = FIELD_CHOICES, .optional = true},
    {"website",      N_("Website"), .kind = FIELD_TRAP, .optional = true},
    /* What can wait is folded: these are the last. */
    {"level",        N_("Level of your work"), .kind = FIELD_CHOICE, .optional = true,
     .choices = PERSON_LEVEL_CHOICES, .n_choices = PERSON_LEVELS},
    {"interests",    N_("What interests you?"), .kind = FIELD_CHOICES, .optional = true,
     .verbatim = true},
    {"languages",    N_("Languages in which you work"), .kind = FIELD_CHOICES, .optional = true,
     .verbatim = true},
};
/* clang-format on */

enum { N_WAITING = 3 };

/* ---- the form ---- */

static Form *
offer(Form *form)
{
    person_form_offer(form, NULL);
    person_form_purposes(form, "purposes", true);
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

JoinFormParts
join_form_parts(const Form *form)
{
    size_t n_first = form->fields.n - N_WAITING;
    JoinFormParts parts = {
        .first = *form, .waiting = {form->fields.at + n_first, N_WAITING}
    };
    parts.first.fields.n = n_first;
    return parts;
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
                     .interests = person_form_ticked(form, "interests"),
                     .languages = person_form_ticked(form, "languages"),
                     .purposes = person_form_ticked(form, "purposes"),
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
