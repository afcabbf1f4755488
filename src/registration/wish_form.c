/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/wish_form.h"

#include "alliance/floor.h"
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

/* Where questions from the floor are put. */
static const Field open_question = {"question_open", N_("Others may read this question, without my name"),
    N_("It can then stand among the questions of all, who can give it their voice. Not ticked, only who organises the event reads it."),
    .kind = FIELD_FLAG, .optional = true};
/* clang-format on */

enum { N_MOST = G_N_ELEMENTS(who) + 1 + G_N_ELEMENTS(details) + 1 };

static const QuestionFormHints hints = {N_("If you come."), N_("If you cannot come.")};

static size_t
fields_of(Ctx *cx, const WishForm *wish, bool guest, Field *fields)
{
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(who) && guest; i++)
        fields[n++] = who[i];
    if (wish->terms->recording)
        fields[n++] = choice;
    for (size_t i = 0; i < G_N_ELEMENTS(details); i++)
        fields[n++] = details[i];
    if (wish->has_floor)
        fields[n++] = open_question;
    return n + question_form_fields(cx, wish->asked, &hints, fields + n);
}

/* Names of countries come from the table, in the reader's language. */
static void
finish(WishForm *wish, bool guest)
{
    question_form_mark(wish->form, wish->asked);
    if (!guest)
        return;
    PersonChoices countries = person_form_countries(wish->form->req->cx);
    form_choices(wish->form, "country", countries.at, countries.n);
}

static WishForm
make(Request *req, const RegistrationTerms *terms, bool guest,
     Form *(*form_make)(Request *req, const Field *fields, size_t n))
{
    Ctx *cx = req->cx;
    WishForm wish = {.terms = terms,
                     .has_floor = floor_terms(cx, terms->item_id) != NULL,
                     .asked = question_asked(cx, terms->item_id, QUESTION_REGISTRATION, NULL)};
    Field *fields = arena_array_of(cx->arena, Field, N_MOST + wish.asked.n);
    size_t n = fields_of(cx, &wish, guest, fields);
    wish.form = form_make(req, fields, n);
    finish(&wish, guest);
    return wish;
}

WishForm
wish_form_new(Request *req, const RegistrationTerms *terms, bool guest)
{
    WishForm wish = make(req, terms, guest, form_new);
    if (terms->recording)
        form_set(wish.form, "wish", "come");
    form_set_int(wish.form, "people", 1);
    return wish;
}

static bool
wants_recording(const WishForm *wish)
{
    return wish->terms->recording && strcmp(form_text(wish->form, "wish"), "recording") == 0;
}

static const char *
part_of(const WishForm *wish)
{
    return wants_recording(wish) ? "missed" : "came";
}

WishForm
wish_form_read(Request *req, const RegistrationTerms *terms, bool guest)
{
    WishForm wish = make(req, terms, guest, form_read);
    question_form_check(wish.form, wish.asked, part_of(&wish));
    return wish;
}

void
wish_form_show(const WishForm *wish, const Registration *registration)
{
    Ctx *cx = wish->form->req->cx;
    if (wish->terms->recording)
        form_set(wish->form, "wish",
                 strcmp(registration->state, "recording") == 0 ? "recording" : "come");
    form_set_int(wish->form, "people", registration->people);
    form_set(wish->form, "question", registration->question);
    if (wish->has_floor)
        form_set_int(wish->form, "question_open", registration->question_open);
    if (wish->asked.n > 0)
        question_form_show(wish->form, wish->asked,
                           answer_of(cx, registration->id, QUESTION_REGISTRATION));
}

RegistrationWish
wish_form_wish(const WishForm *wish)
{
    return (RegistrationWish){
        .recording = wants_recording(wish),
        .people = form_int(wish->form, "people"),
        .question = form_text(wish->form, "question"),
        .question_open = wish->has_floor && form_flag(wish->form, "question_open"),
    };
}

AnswerSpan
wish_form_answers(const WishForm *wish)
{
    return question_form_answers(wish->form, wish->asked, part_of(wish));
}
