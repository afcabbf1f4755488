/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One person's record, and the roles that the secretariat gives and ends.
 */
#include "alliance/portrait.h"
#include "base/moment.h"
#include "desk/pages.h"
#include "desk/person_show.html.h"

#include <string.h>

/* clang-format off */
static const Field role_fields[] = {
    {"role",  N_("Role"),      .kind = FIELD_CHOICE},
    {"since", N_("First day"), N_("Such as 2017-03-21. It begins at midnight UTC."), .kind = FIELD_DATE},
    {"until", N_("Last day"),  N_("Empty: until somebody ends it."), .kind = FIELD_DATE, .optional = true},
};
/* clang-format on */

enum { N_ROLE_FIELDS = G_N_ELEMENTS(role_fields) };

/* The fields with the model's roles to choose from. */
static const Field *
fields_of(Ctx *cx)
{
    size_t n = 0;
    while (PERSON_ROLES[n].name != NULL)
        n++;
    Choice *choices = arena_array_of(cx->arena, Choice, n);
    for (size_t i = 0; i < n; i++)
        choices[i] = (Choice){PERSON_ROLES[i].name, PERSON_ROLES[i].label};
    Field *fields = arena_array_of(cx->arena, Field, N_ROLE_FIELDS);
    memcpy(fields, role_fields, sizeof role_fields);
    fields[0].choices = choices;
    fields[0].n_choices = n;
    return fields;
}

static const char *
state_of(const Ctx *cx, const Term *term)
{
    if (term->in_force)
        return N_("in force");
    if (term->until != 0 && term->until <= term->since)
        return N_("taken back before it began");
    return term->since > cx->now ? N_("to come") : N_("ended");
}

static TermRow
row_of(Ctx *cx, const Term *term)
{
    const PersonRole *role = person_role_find(term->role);
    bool void_term = term->until != 0 && term->until <= term->since;
    int64_t last = void_term ? term->since : term->until - 1;
    return (TermRow){.term = term,
                     .label = role != NULL ? role->label : term->role,
                     .state = state_of(cx, term),
                     .first_day = moment_date(cx->arena, term->since),
                     .last_day = term->until != 0 ? moment_date(cx->arena, last) : NULL,
                     .person_id = term->person_id,
                     .id = term->id,
                     .may_end = term->in_force || (term->since > cx->now && !void_term)};
}

/* @failed: the term that could not be ended, and @why. */
static Response *
respond_person(Request *req, const Person *person, Form *form, int64_t failed, const char *why)
{
    Ctx *cx = req->cx;
    TermSpan terms = person_terms(cx, person->id);
    TermRow *rows = arena_array_of(cx->arena, TermRow, terms.n);
    for (size_t i = 0; i < terms.n; i++) {
        rows[i] = row_of(cx, &terms.at[i]);
        rows[i].error = terms.at[i].id == failed ? why : NULL;
    }
    if (form == NULL) {
        form = form_new(req, fields_of(cx), N_ROLE_FIELDS);
        form_set(form, "since", moment_date(cx->arena, cx->now));
    }
    PersonShow view = {
        .person = person, .form = person->left_at == 0 ? form : NULL, .terms = {rows, terms.n}
    };
    Page page = {.title = person->name, .here = HERE(DESK_CRUMB, {N_("People"), "/desk/people"})};
    int status = why != NULL || !form_ok(form) ? 422 : 200;
    return respond_desk(req, status, &page, person_show, &view);
}

Response *
get_desk_person(Request *req)
{
    const Person *person = person_find(req->cx, req_id(req, "id"));
    return person != NULL ? respond_person(req, person, NULL, 0, NULL) : respond_not_found(req);
}

/* Read a whole day; a month or a year would leave the rest to guessing. */
static bool
read_day(Form *form, const char *name, int64_t *ret_moment)
{
    const char *day = form_text(form, name);
    if (*day == '\0')
        return true;
    if (strlen(day) == strlen("2017-03-21") && moment_parse(day, ret_moment))
        return true;
    form_fail(form, name,
              lang_text(form->req->cx->lang, N_("Write a whole day such as 2017-03-21.")));
    return false;
}

/* Has the person this role already at some time between the two? */
static bool
overlaps(Ctx *cx, int64_t person_id, const char *role, int64_t since, int64_t until)
{
    TermSpan terms = person_terms(cx, person_id);
    for (size_t i = 0; i < terms.n; i++) {
        const Term *term = &terms.at[i];
        bool before = until != 0 && until <= term->since;
        bool after = term->until != 0 && term->until <= since;
        bool never = term->until != 0 && term->until <= term->since;
        if (strcmp(term->role, role) == 0 && !before && !after && !never)
            return true;
    }
    return false;
}

/* Check what one field does not know; the days become moments. */
static void
check_term(Form *form, int64_t person_id, int64_t *ret_since, int64_t *ret_until)
{
    Ctx *cx = form->req->cx;
    if (!read_day(form, "since", ret_since) || !read_day(form, "until", ret_until))
        return;
    if (*ret_until != 0)
        *ret_until += MOMENT_DAY;
    if (*ret_until != 0 && *ret_until <= MAX(*ret_since, cx->now))
        form_fail(form, "until",
                  lang_text(cx->lang, N_("The last day must come after the first, and not be past "
                                         "already.")));
    else if (overlaps(cx, person_id, form_text(form, "role"), *ret_since, *ret_until))
        form_fail(form, "role",
                  lang_text(cx->lang, N_("The person has this role at that time "
                                         "already. End that term first.")));
}

Response *
post_desk_role(Request *req)
{
    Ctx *cx = req->cx;
    int64_t since = 0, until = 0;
    const Person *person = person_find(cx, req_id(req, "id"));
    if (person == NULL || person->left_at != 0)
        return respond_not_found(req);
    Form *form = form_read(req, fields_of(cx), N_ROLE_FIELDS);
    if (form_ok(form))
        check_term(form, person->id, &since, &until);
    if (!form_ok(form))
        return respond_person(req, person, form, 0, NULL);
    person_grant(cx, person->id, form_text(form, "role"), since, until);
    return respond_done(req, arena_printf(cx->arena, "/desk/people/%" PRId64, person->id),
                        lang_text(cx->lang, N_("The role is given.")));
}

Response *
post_desk_term(Request *req)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, req_id(req, "id"));
    int64_t id = req_id(req, "term");
    TermSpan terms = person_terms(cx, person != NULL ? person->id : 0);
    bool theirs = false;
    for (size_t i = 0; i < terms.n; i++)
        theirs = theirs || terms.at[i].id == id;
    if (!theirs)
        return respond_not_found(req);
    if (person_needs_term(cx, id))
        return respond_person(
            req, person, NULL, id,
            lang_text(cx->lang,
                      N_("Without this term nobody would be in the secretariat, now or later. Give "
                         "the role to somebody else without an end first; nothing was changed.")));
    person_revoke(cx, id);
    return respond_done(req, arena_printf(cx->arena, "/desk/people/%" PRId64, person->id),
                        lang_text(cx->lang, N_("The role has ended.")));
}

Response *
post_desk_person_picture(Request *req)
{
    Ctx *cx = req->cx;
    int64_t id = req_id(req, "id");
    if (!portrait_remove(cx, id))
        return respond_not_found(req);
    return respond_done(req, arena_printf(cx->arena, "/desk/people/%" PRId64, id),
                        lang_text(cx->lang, N_("The picture was taken away.")));
}
