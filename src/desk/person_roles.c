/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The roles of one person: given, ended, and what there was.
 */
#include "alliance/setting.h"
#include "base/moment.h"
#include "desk/page_choices.h"
#include "desk/pages.h"
#include "desk/roles.h"

#include <string.h>

/* clang-format off */
static const Field role_fields[] = {
    {"role",     N_("Role"),      .kind = FIELD_CHOICE},
    {"country",  N_("Country"),   N_("Only of a focal point."), .kind = FIELD_CHOICE, .optional = true, .verbatim = true},
    {"language", N_("Language"),  N_("Only of a translator."),  .kind = FIELD_CHOICE, .optional = true, .verbatim = true},
    {"group",    N_("Group"),     N_("Only of a chair."),       .kind = FIELD_CHOICE, .optional = true, .verbatim = true},
    {"since",    N_("First day"), N_("Such as 2017-03-21."),    .kind = FIELD_DATE},
    {"until",    N_("Last day"),
     N_("Empty: two years for an ambassador, for others until somebody ends it."),
     .kind = FIELD_DATE, .optional = true},
};
/* clang-format on */

enum { N_ROLE_FIELDS = G_N_ELEMENTS(role_fields) };

/* Which field says for what a role is. */
static const struct {
    const char *field;
    RoleScope scope;
} SCOPES[] = {
    {"country",  SCOPE_COUNTRY },
    {"language", SCOPE_LANGUAGE},
    {"group",    SCOPE_GROUP   },
};

static ChoiceSpan
group_choices(Ctx *cx)
{
    ItemSpan groups = item_list(cx, &(ItemFilter){.kind = "group", .every_kind = true});
    Choice *at = arena_array_of(cx->arena, Choice, groups.n);
    for (size_t i = 0; i < groups.n; i++)
        at[i] = (Choice){groups.at[i].slug, groups.at[i].title};
    return (ChoiceSpan){at, groups.n};
}

/* The roles that can be given now: a chair needs a group. */
static ChoiceSpan
role_choices(Ctx *cx, bool has_groups)
{
    RoleKindSpan kinds = role_kinds();
    Choice *at = arena_array_of(cx->arena, Choice, kinds.n);
    size_t n = 0;
    for (size_t i = 0; i < kinds.n; i++)
        if (kinds.at[i].scope != SCOPE_GROUP || has_groups)
            at[n++] = (Choice){kinds.at[i].name, kinds.at[i].label};
    return (ChoiceSpan){at, n};
}

/* The fields with what there is to choose from. */
static const Field *
fields_of(Ctx *cx, size_t *ret_n)
{
    ChoiceSpan groups = group_choices(cx);
    const ChoiceSpan choices[N_ROLE_FIELDS] = {
        role_choices(cx, groups.n > 0),
        country_choices(cx),
        language_choices(cx),
        groups,
    };
    Field *fields = arena_array_of(cx->arena, Field, N_ROLE_FIELDS);
    size_t n = 0;
    for (size_t i = 0; i < N_ROLE_FIELDS; i++) {
        if (strcmp(role_fields[i].name, "group") == 0 && groups.n == 0)
            continue;
        fields[n] = role_fields[i];
        page_choices(&fields[n++], choices[i]);
    }
    *ret_n = n;
    return fields;
}

/* As a list to open each: most of them are left alone. */
static Form *
folded(Form *form)
{
    for (size_t i = 0; i < form->fields.n; i++) {
        FormField *field = &form->fields.at[i];
        field->is_select = field->is_select || field->is_radios;
        field->is_radios = false;
    }
    return form;
}

/* ---- what there is ---- */

RoleKindSpan
role_kinds(void)
{
    size_t n = 0;
    while (ROLES[n].name != NULL)
        n++;
    return (RoleKindSpan){ROLES, n};
}

static bool
never_began(const Term *term)
{
    return term->until != 0 && term->until <= term->since;
}

static bool
ends_soon(const Ctx *cx, const Term *term)
{
    return term->in_force && term->until != 0 && term->until <= cx->now + TERM_SOON;
}

static const char *
state_of(const Ctx *cx, const Term *term)
{
    if (term->in_force)
        return ends_soon(cx, term) ? N_("ends soon") : N_("in force");
    if (never_began(term))
        return N_("taken back before it began");
    return term->since > cx->now ? N_("to come") : N_("ended");
}

TermRowSpan
term_rows(Ctx *cx, TermSpan terms)
{
    TermRow *rows = arena_array_of(cx->arena, TermRow, terms.n);
    for (size_t i = 0; i < terms.n; i++) {
        const Term *term = &terms.at[i];
        const RoleKind *role = role_find(term->role);
        rows[i] = (TermRow){.term = term,
                            .label = role != NULL ? role->label : term->role,
                            .scope = term_scope(cx, cx->lang, term),
                            .state = state_of(cx, term),
                            .first_day = term_first_day(cx, term),
                            .last_day = term_last_day(cx, term),
                            .ends_soon = ends_soon(cx, term),
                            .person_id = term->person_id,
                            .id = term->id,
                            .may_end = term->in_force ||
                                       (term->since > cx->now && !never_began(term))};
        rows[i].typed = rows[i].last_day != NULL ? rows[i].last_day : "";
    }
    return (TermRowSpan){rows, terms.n};
}

const PersonRoles *
person_roles_new(Request *req, const Person *person, const RoleFault *fault)
{
    Ctx *cx = req->cx;
    TermRowSpan terms = term_rows(cx, term_list_of(cx, person->id));
    for (size_t i = 0; i < terms.n; i++)
        if (fault->term != 0 && terms.at[i].id == fault->term) {
            TermRow *row = (TermRow *)&terms.at[i];
            row->error = fault->error;
            row->typed = fault->typed != NULL ? fault->typed : row->typed;
        }
    PersonRoles *view = arena_new_of(cx->arena, PersonRoles);
    *view = (PersonRoles){
        .person = person, .terms = terms, .kinds = role_kinds(), .zone = settings(cx)->zone};
    if (person->left_at != 0)
        return view;
    size_t n = 0;
    Form *form = fault->form;
    if (form == NULL) {
        const Field *fields = fields_of(cx, &n);
        form = form_new(req, fields, n);
        form_set(form, "since", moment_date_in(cx->arena, cx->now, settings(cx)->zone));
    }
    view->form = folded(form);
    return view;
}

/* ---- what is changed ---- */

static void
fail(Form *form, const char *field, const char *text)
{
    form_fail(form, field, lang_text(form->req->cx->lang, text));
}

/* For what the role is to be given: exactly one choice if it is for something, else none. */
static const char *
read_scope(Form *form, const RoleKind *role)
{
    const char *scope = "";
    for (size_t i = 0; i < form->fields.n; i++)
        for (size_t k = 0; k < G_N_ELEMENTS(SCOPES); k++) {
            const char *field = SCOPES[k].field;
            if (strcmp(form->fields.at[i].name, field) != 0)
                continue;
            bool is_said = *form_text(form, field) != '\0',
                 is_asked = role->scope == SCOPES[k].scope;
            if (is_asked)
                scope = form_text(form, field);
            if (is_asked && !is_said)
                fail(form, field, N_("Choose for which one the role is."));
            if (is_said && !is_asked)
                fail(form, field, N_("The role is not for one of these: leave it out."));
        }
    return scope;
}

static void
read_days(Form *form, const RoleKind *role, int64_t *ret_since, int64_t *ret_until)
{
    Ctx *cx = form->req->cx;
    const char *last = form_text(form, "until");
    /* A month or a year would leave the rest to guessing. */
    if (!term_parse_first(cx, form_text(form, "since"), ret_since)) {
        fail(form, "since", N_("Write a whole day such as 2017-03-21."));
        return;
    }
    *ret_until = role_usual_end(cx, role, *ret_since);
    if (*last != '\0' && !term_parse_last(cx, last, ret_until))
        fail(form, "until", N_("Write a whole day such as 2017-03-21."));
    else if (*ret_until != 0 && *ret_until <= MAX(*ret_since, cx->now))
        fail(form, "until", N_("The last day must come after the first, and not be past already."));
}

static int64_t
grant(Form *form, int64_t person_id)
{
    Ctx *cx = form->req->cx;
    const RoleKind *role = form_ok(form) ? role_find(form_text(form, "role")) : NULL;
    int64_t since = 0, until = 0;
    if (role == NULL)
        return 0;
    const char *scope = read_scope(form, role);
    read_days(form, role, &since, &until);
    if (!form_ok(form))
        return 0;
    int64_t id = term_grant(cx, person_id, role->name, scope, since, until);
    if (id == 0)
        fail(form, "role",
             N_("The person has this role at that time already. End that term first."));
    return id;
}

static Response *
respond_roles(Request *req, int64_t person, const char *notice)
{
    return respond_done(req, arena_printf(req->cx->arena, "/desk/people/%" PRId64, person),
                        lang_text(req->cx->lang, notice));
}

Response *
post_desk_role(Request *req)
{
    Ctx *cx = req->cx;
    size_t n = 0;
    const Person *person = person_find(cx, req_id(req, "id"));
    if (person == NULL || person->left_at != 0)
        return respond_not_found(req);
    const Field *fields = fields_of(cx, &n);
    Form *form = form_read(req, fields, n);
    if (grant(form, person->id) == 0)
        return respond_person(req, person, &(RoleFault){.form = form});
    return respond_roles(req, person->id, N_("The role is given."));
}

/* Why was the end of a term not set? */
static const char *
refusal(TermOutcome outcome)
{
    switch (outcome) {
    case TERM_NEEDED:
        return N_(
            "Without this term nobody would be in the secretariat, now or later. Give the role "
            "to somebody else without an end first; nothing was changed.");
    case TERM_OVERLAPS:
        return N_("The next term of the same role begins before that day. Nothing was changed.");
    default: return N_("This term has ended already. Give the role anew.");
    }
}

/* Show again what was typed as the term's last day, and what is wrong with it. */
static Response *
respond_fault(Request *req, const Term *term, const char *typed, const char *error)
{
    const Person *person = person_find(req->cx, term->person_id);
    if (person == NULL)
        return respond_not_found(req);
    return respond_person(req, person,
                          &(RoleFault){.term = term->id, .typed = typed, .error = error});
}

static Response *
set_end(Request *req, const Term *term, int64_t until, const char *typed)
{
    Ctx *cx = req->cx;
    TermOutcome outcome = term_set_end(cx, term->id, until);
    if (outcome != TERM_OK)
        return respond_fault(req, term, typed, lang_text(cx->lang, refusal(outcome)));
    return respond_roles(req, term->person_id,
                         until == cx->now ? N_("The role has ended.") : N_("The end is set."));
}

Response *
post_desk_term(Request *req)
{
    const Term *term = term_find(req->cx, req_id(req, "id"), req_id(req, "term"));
    return term != NULL ? set_end(req, term, req->cx->now, NULL) : respond_not_found(req);
}

Response *
post_desk_term_end(Request *req)
{
    static const Field fields[] = {
        {"until", N_("Last day"), .kind = FIELD_DATE, .optional = true},
    };
    Ctx *cx = req->cx;
    const Term *term = term_find(cx, req_id(req, "id"), req_id(req, "term"));
    if (term == NULL)
        return respond_not_found(req);
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    const char *last = form_text(form, "until");
    int64_t until = 0;
    if (form_ok(form) && *last != '\0' && !term_parse_last(cx, last, &until))
        fail(form, "until", N_("Write a whole day such as 2017-03-21."));
    else if (form_ok(form) && until != 0 && until <= MAX(term->since, cx->now))
        fail(form, "until", N_("The last day must come after the first, and not be past already."));
    if (form_ok(form))
        return set_end(req, term, until, last);
    return respond_fault(req, term, form->fields.at[0].value, form->errors.at[0].error);
}
