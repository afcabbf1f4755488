/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/walk_in.h"

#include "alliance/person.h"
#include "alliance/person_form.h"
#include "alliance/setting.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/lang.h"

#include <string.h>

#define NAME_MOST 100

/* clang-format off */
static const Field fields[] = {
    {"name",    N_("Name"), .kind = FIELD_LINE, .most = NAME_MOST},
    {"email",   N_("E-mail"), .kind = FIELD_EMAIL, .optional = true},
    {"country", N_("Country"), .kind = FIELD_CHOICE, .narrow = true, .verbatim = true, .optional = true},
};
/* clang-format on */

static Form *
with_countries(Form *form)
{
    PersonChoices countries = person_form_countries(form->req->cx);
    form_choices(form, "country", countries.at, countries.n);
    return form;
}

Form *
walk_in_form_new(Request *req)
{
    return with_countries(form_new(req, fields, G_N_ELEMENTS(fields)));
}

Form *
walk_in_form_read(Request *req)
{
    return with_countries(form_read(req, fields, G_N_ELEMENTS(fields)));
}

Applicant
walk_in_form_applicant(const Form *form)
{
    return walk_in_applicant(form->req->cx, form_text(form, "name"), form_text(form, "email"),
                             form_text(form, "country"));
}

Applicant
walk_in_applicant(Ctx *cx, const char *name, const char *email, const char *country)
{
    const char *folded = text_fold_email(cx->arena, email);
    const Person *person = *folded != '\0' ? person_find_email(cx, folded) : NULL;
    return (Applicant){.person_id = person != NULL ? person->id : 0,
                       .email = folded,
                       .name = name,
                       .country = *country != '\0' ? country : NULL,
                       .language = cx->lang->code,
                       .zone = settings(cx)->zone};
}

static bool
is_country(Ctx *cx, const char *code)
{
    PersonChoices countries = person_form_countries(cx);
    for (size_t i = 0; i < countries.n; i++)
        if (strcmp(countries.at[i].value, code) == 0)
            return true;
    return *code == '\0';
}

bool
walk_in_is_fine(Ctx *cx, const char *name, const char *email, const char *country)
{
    size_t n = text_length(name);
    return n > 0 && n <= NAME_MOST && (*email == '\0' || text_is_email(email)) &&
           is_country(cx, country);
}
