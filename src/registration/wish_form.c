/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/wish_form.h"

#include "alliance/person_form.h"

#include <string.h>

#define NAME_MOST 100 /* characters */

/* clang-format off */
static const Field who[] = {
    {"name",    N_("Name"), .kind = FIELD_LINE, .most = NAME_MOST, .autocomplete = "name"},
    {"email",   N_("E-mail"), N_("We send a link there. Nobody else sees it but who organises the event."),
     .kind = FIELD_EMAIL, .autocomplete = "email"},
    {"country", N_("Country"), N_("For the figures, and for your time zone."), .kind = FIELD_CHOICE,
     .narrow = true, .verbatim = true, .autocomplete = "country"},
    {"website", N_("Website"), .kind = FIELD_TRAP, .optional = true},
};

static const Choice wishes[] = {
    {"come",      N_("I come")},
    {"recording", N_("I cannot come: send me the recording")},
};

static const Field choice = {"wish", N_("Do you come?"), .kind = FIELD_CHOICE, .choices = wishes,
                             .n_choices = G_N_ELEMENTS(wishes)};

static const Field details[] = {
    {"people",   N_("How many of you?"),
     N_("If you watch together before one screen: that needs one seat."), .kind = FIELD_INT, .least = 1,
     .most = REGISTRATION_PEOPLE},
    {"question", N_("A question for who speaks, or what you need"),
     N_("Such as interpretation or captions. Who organises the event reads it."), .kind = FIELD_TEXT,
     .optional = true, .rows = 3, .most = REGISTRATION_QUESTION},
};
/* clang-format on */

enum { N_MOST = G_N_ELEMENTS(who) + 1 + G_N_ELEMENTS(details) };

static const Field *
fields_of(Ctx *cx, const RegistrationTerms *terms, bool guest, size_t *ret_n)
{
    Field *fields = arena_array_of(cx->arena, Field, N_MOST);
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(who) && guest; i++)
        fields[n++] = who[i];
    if (terms->recording)
        fields[n++] = choice;
    for (size_t i = 0; i < G_N_ELEMENTS(details); i++)
        fields[n++] = details[i];
    *ret_n = n;
    return fields;
}

/* Names of countries come from the table, in the reader's language. */
static Form *
with_choices(Form *form, bool guest)
{
    if (!guest)
        return form;
    PersonChoices countries = person_form_countries(form->req->cx);
    form_choices(form, "country", countries.at, countries.n);
    return form;
}

Form *
wish_form_new(Request *req, const RegistrationTerms *terms, bool guest)
{
    size_t n = 0;
    const Field *fields = fields_of(req->cx, terms, guest, &n);
    Form *form = with_choices(form_new(req, fields, n), guest);
    if (terms->recording)
        form_set(form, "wish", "come");
    form_set_int(form, "people", 1);
    return form;
}

Form *
wish_form_read(Request *req, const RegistrationTerms *terms, bool guest)
{
    size_t n = 0;
    const Field *fields = fields_of(req->cx, terms, guest, &n);
    return with_choices(form_read(req, fields, n), guest);
}

void
wish_form_show(Form *form, const RegistrationTerms *terms, const Registration *registration)
{
    if (terms->recording)
        form_set(form, "wish",
                 strcmp(registration->state, "recording") == 0 ? "recording" : "come");
    form_set_int(form, "people", registration->people);
    form_set(form, "question", registration->question);
}

RegistrationWish
wish_form_wish(const Form *form, const RegistrationTerms *terms)
{
    return (RegistrationWish){
        .recording = terms->recording && strcmp(form_text(form, "wish"), "recording") == 0,
        .people = form_int(form, "people"),
        .question = form_text(form, "question"),
    };
}
