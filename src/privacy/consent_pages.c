/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The ledger of what a person agreed to; the secretariat adds what came on paper, and has erased
 * who asked for it.
 */
#include "alliance/leaving.h"
#include "alliance/person_form.h"
#include "desk/desk.h"
#include "privacy/consents.h"
#include "privacy/consents.html.h"
#include "privacy/pages.h"
#include "privacy/person_privacy.html.h"
#include "site/doors.h"

#include <string.h>

/* clang-format off */
static const Choice answers[] = {
    {"1", N_("Yes")},
    {"0", N_("No") },
};

static const Field answer_fields[] = {
    {"purpose",  N_("Purpose"),  .kind = FIELD_CHOICE},
    {"given",    N_("Answer"),   .kind = FIELD_CHOICE, .choices = answers, .n_choices = G_N_ELEMENTS(answers)},
    {"evidence", N_("Evidence"), N_("What proves it, such as: form signed in Kampala on 3 March, folder 12."),
     .kind = FIELD_LINE},
};

static const Field erasing_fields[] = {
    {"note", N_("How do you know of the wish?"), N_("Such as: letter of 3 March. It goes with the rest."),
     .kind = FIELD_LINE},
};
/* clang-format on */

enum {
    N_ANSWER_FIELDS = G_N_ELEMENTS(answer_fields),
    N_ERASING_FIELDS = G_N_ELEMENTS(erasing_fields),
};

static const Consents *
ledger_of(Ctx *cx, int64_t person_id)
{
    ConsentSpan all = consent_list(cx, person_id);
    ConsentRow *rows = arena_array_of(cx->arena, ConsentRow, all.n);
    for (size_t i = 0; i < all.n; i++) {
        const Purpose *purpose = purpose_find(all.at[i].purpose);
        rows[i] = (ConsentRow){.consent = &all.at[i],
                               .label = purpose != NULL ? purpose->label : all.at[i].purpose,
                               .source = consent_source_label(all.at[i].source)};
    }
    Consents *ledger = arena_new_of(cx->arena, Consents);
    ledger->rows = (ConsentRowSpan){rows, all.n};
    return ledger;
}

Response *
get_my_consents(Request *req)
{
    Ctx *cx = req->cx;
    MyConsents view = {.ledger = ledger_of(cx, cx->me.id)};
    Page page = {.title = lang_text(cx->lang, N_("What you agreed to")),
                 .here = HERE(DOOR_CRUMB, {N_("My data"), "/my-data"})};
    return respond_desk(req, 200, &page, consents, &view);
}

/* ---- the secretariat's page ---- */

/* On paper everything can be answered. */
static Form *
with_purposes(Form *form)
{
    person_form_purposes(form, "purpose", true);
    return form;
}

/* @form, @erasing: what was sent and refused, or NULL. */
static Response *
respond_privacy(Request *req, const Person *person, Form *form, Form *erasing)
{
    Ctx *cx = req->cx;
    const Erasure *erasure = erasure_find(cx, person->id);
    int status = form == NULL && erasing == NULL ? 200 : 422;
    if (form == NULL)
        form = with_purposes(form_new(req, answer_fields, N_ANSWER_FIELDS));
    if (erasing == NULL)
        erasing = form_new(req, erasing_fields, N_ERASING_FIELDS);
    PersonPrivacy view = {
        .person = person,
        .ledger = ledger_of(cx, person->id),
        .form = form,
        .erasing = erasing,
        .due_at = erasure != NULL ? erasure->due_at : 0,
        .note = erasure != NULL && *erasure->note != '\0' ? erasure->note : NULL,
    };
    const char *url = arena_printf(cx->arena, "/desk/people/%" PRId64, person->id);
    Page page = {
        .title = lang_text(cx->lang, N_("Consents and erasing")),
        .here = HERE(DESK_CRUMB, {N_("People"), "/desk/people"}, {person_called(person), url}),
    };
    return respond_desk(req, status, &page, person_privacy, &view);
}

static const Person *
find_person(Request *req)
{
    return person_find(req->cx, req_id(req, "id"));
}

static Response *
respond_back(Request *req, const Person *person, const char *notice)
{
    return respond_done(
        req, arena_printf(req->cx->arena, "/desk/people/%" PRId64 "/privacy", person->id),
        lang_text(req->cx->lang, notice));
}

Response *
get_desk_privacy(Request *req)
{
    const Person *person = find_person(req);
    return person != NULL ? respond_privacy(req, person, NULL, NULL) : respond_not_found(req);
}

Response *
post_desk_consent(Request *req)
{
    Ctx *cx = req->cx;
    const Person *person = find_person(req);
    if (person == NULL)
        return respond_not_found(req);
    Form *form = with_purposes(form_read(req, answer_fields, N_ANSWER_FIELDS));
    if (!form_ok(form))
        return respond_privacy(req, person, form, NULL);
    const ConsentSource source = {"secretariat", form_text(form, "evidence"), person->language};
    const Purpose *purpose = purpose_find(form_text(form, "purpose"));
    bool given = strcmp(form_text(form, "given"), "1") == 0;
    if (!consent_answer(cx, person->id, purpose, given, &source)) {
        form_fail(form, "given", lang_text(cx->lang, N_("This is what holds already.")));
        return respond_privacy(req, person, form, NULL);
    }
    return respond_back(req, person, N_("The answer is noted."));
}

static Response *
undo(Request *req, const Person *person)
{
    erasure_undo(req->cx, person->id);
    return respond_back(req, person, N_("The person stays."));
}

Response *
post_desk_erasure(Request *req)
{
    Ctx *cx = req->cx;
    const Person *person = find_person(req);
    if (person == NULL)
        return respond_not_found(req);
    if (desk_is_pressed(req, "undo"))
        return undo(req, person);
    Form *form = form_read(req, erasing_fields, N_ERASING_FIELDS);
    if (leaving_is_last(cx, person->id))
        form_fail(form, "note", lang_text(cx->lang, LEAVING_LAST));
    if (!form_ok(form))
        return respond_privacy(req, person, NULL, form);
    erasure_ask(cx, person, form_text(form, "note"));
    return respond_back(req, person, N_("The person is told, and erased after 14 days."));
}
