/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/role.h"

#include "alliance/audit.h"
#include "alliance/profile.h"
#include "alliance/role.sql.h"
#include "alliance/setting.h"
#include "alliance/task.h"
#include "base/limits.h"
#include "base/moment.h"
#include "lang/format.h"

#include <string.h>

/* clang-format off */
const RoleKind ROLES[] = {
    {"secretariat", N_("Secretariat"),
     N_("Everything: members and their data, roles, settings, what is sent and published."),
     SCOPE_NONE, ROLE_MEMBER | ROLE_EDITOR | ROLE_SECRETARIAT, 0},
    {"editor", N_("Editor"),
     N_("Writes, changes and publishes texts and their translations, and decides on comments."),
     SCOPE_NONE, ROLE_MEMBER | ROLE_EDITOR, 0},
    {"translator", N_("Translator"),
     N_("Reads texts for everybody or for members before they are published, and proposes "
        "translations into one language, which an editor publishes."),
     SCOPE_LANGUAGE, ROLE_MEMBER | ROLE_TRANSLATOR, 0},
    {"focal-point", N_("Focal point"),
     N_("Answers for one country. Sees and changes no more than a member."),
     SCOPE_COUNTRY, 0, 0},
    {"chair", N_("Chair"),
     N_("Leads one interest group: decides who comes in and what is shown there."),
     SCOPE_GROUP, 0, 0},
    {"steering", N_("Steering group"),
     N_("Is named on the page about the alliance. Sees and changes no more than a member."),
     SCOPE_NONE, 0, 0},
    {"ambassador", N_("Ambassador"),
     N_("Is counted among the ambassadors. Sees and changes no more than a member."),
     SCOPE_NONE, 0, 2},
    {0},
};
/* clang-format on */

#define TERM_FIELDS                                                                                \
    DB_FIELD(Term, id), DB_FIELD(Term, person_id), DB_FIELD(Term, since), DB_FIELD(Term, until),   \
        DB_FIELD(Term, role), DB_FIELD(Term, scope), DB_FIELD(Term, scope_name),                   \
        DB_FIELD(Term, name), DB_FIELD(Term, position), DB_FIELD(Term, country),                   \
        DB_FIELD(Term, picture_id), DB_FIELD(Term, is_demo), DB_FIELD(Term, in_force),             \
        DB_FIELD(Term, granted_at), DB_FIELD(Term, changed_at), DB_FIELD(Term, granted_by),        \
        DB_FIELD(Term, changed_by)

static const DbType TERM = DB_TYPE(Term, TERM_FIELDS);
static const DbType SHOWN_TERM = DB_TYPE(Term, TERM_FIELDS, DB_FIELD(Term, open));

const RoleKind *
role_find(const char *name)
{
    for (const RoleKind *role = ROLES; role->name != NULL; role++)
        if (strcmp(role->name, name) == 0)
            return role;
    return NULL;
}

uint32_t
role_rights(const char *name)
{
    const RoleKind *role = role_find(name);
    return role != NULL ? role->rights : 0;
}

static bool
is_country(const char *code)
{
    size_t n = 0;
    const FormatCountry *all = format_countries(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].iso2, code) == 0)
            return true;
    return false;
}

bool
role_takes(Ctx *cx, const RoleKind *role, const char *scope)
{
    switch (role->scope) {
    case SCOPE_COUNTRY: return is_country(scope);
    case SCOPE_LANGUAGE: return lang_find(scope) != NULL;
    case SCOPE_GROUP: return db_count(cx, &SQL_role_count_groups, DB_ARGS(scope)) != 0;
    default: return *scope == '\0';
    }
}

bool
role_is_mine(const Ctx *cx, const char *role, const char *scope)
{
    for (size_t i = 0; i < cx->me.n_offices; i++)
        if (strcmp(cx->me.offices[i].role, role) == 0 &&
            strcmp(cx->me.offices[i].scope, scope) == 0)
            return true;
    return false;
}

/* ---- lists ---- */

const char *
term_scope(Ctx *cx, const Lang *lang, const Term *term)
{
    const RoleKind *role = role_find(term->role);
    if (role == NULL || *term->scope == '\0')
        return NULL;
    switch (role->scope) {
    case SCOPE_COUNTRY: return format_country(cx->arena, lang, term->scope);
    case SCOPE_LANGUAGE: return format_language(cx->arena, lang, term->scope);
    case SCOPE_GROUP: return term->scope_name != NULL ? term->scope_name : term->scope;
    default: return NULL;
    }
}

TermSpan
term_list_of(Ctx *cx, int64_t person_id)
{
    return DB_SPAN(TermSpan, db_all(cx, &SQL_term_list_of, &TERM, DB_ARGS(person_id, cx->now)));
}

const Term *
term_find(Ctx *cx, int64_t person_id, int64_t id)
{
    return db_one(cx, &SQL_term_find, &TERM, DB_ARGS(person_id, id, cx->now));
}

static int
compare_names(const void *a, const void *b, void *lang)
{
    return format_compare(lang, ((const Term *)a)->name, ((const Term *)b)->name);
}

/* Who has an office is known by name; the rest is shown as the person shows it. */
static void
close_term(Term *term)
{
    if ((term->open & PROFILE_PICTURE) == 0)
        term->picture_id = 0;
    if ((term->open & PROFILE_POSITION) == 0)
        term->position = NULL;
    if ((term->open & PROFILE_COUNTRY) == 0)
        term->country = NULL;
}

TermSpan
term_list_role(Ctx *cx, const char *role)
{
    DbRows rows = db_all(cx, &SQL_term_list_role, &SHOWN_TERM,
                         DB_ARGS(role, cx->now, cx->me.id, cx->me.roles));
    Term *terms = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        close_term(&terms[i]);
    if (rows.n > 1)
        g_qsort_with_data(rows.at, (int)rows.n, sizeof(Term), compare_names,
                          (void *)(uintptr_t)cx->lang);
    return DB_SPAN(TermSpan, rows);
}

TermSpan
term_list(Ctx *cx, const char *role, TermWhen when, int64_t page)
{
    return DB_SPAN(TermSpan, db_all(cx, &SQL_term_list, &TERM,
                                    DB_ARGS(role, (int64_t)when, cx->now, cx->now + TERM_SOON,
                                            (int64_t)LIMIT_PAGE_ROWS,
                                            (page > 1 ? page - 1 : 0) * LIMIT_PAGE_ROWS)));
}

int64_t
term_count(Ctx *cx, const char *role, TermWhen when)
{
    return db_count(cx, &SQL_term_count,
                    DB_ARGS(role, (int64_t)when, cx->now, cx->now + TERM_SOON));
}

/* ---- changes ---- */

/* A task to renew a term is of no use any more once the term was seen to. */
static void
close_settled(Ctx *cx)
{
    db_run(cx, &SQL_role_close_settled,
           DB_ARGS(cx->now, cx->now + TERM_SOON, DB_OR_NULL(cx->me.id)));
}

int64_t
term_grant(Ctx *cx, int64_t person_id, const char *role, const char *scope, int64_t since,
           int64_t until)
{
    int64_t id = db_insert(
        cx, &SQL_term_grant,
        DB_ARGS(person_id, role, scope, since, DB_OR_NULL(until), cx->now, DB_OR_NULL(cx->me.id)));
    if (id == 0)
        return 0;
    if (strcmp(role, "chair") == 0)
        db_run(cx, &SQL_role_seat_chair, DB_ARGS(scope, person_id, cx->now));
    const char *of = *scope != '\0' ? arena_printf(cx->arena, "%s %s", role, scope) : role;
    audit(cx, "person.grant", 0, arena_printf(cx->arena, "%s: #%" PRId64, of, person_id));
    close_settled(cx);
    return id;
}

/* Is @until, 0 for never, before the end that the term has? */
static bool
is_shorter(Ctx *cx, int64_t id, int64_t until)
{
    int64_t now = db_count(cx, &SQL_term_end, DB_ARGS(id));
    return until != 0 && (now == 0 || until < now);
}

TermOutcome
term_set_end(Ctx *cx, int64_t id, int64_t until)
{
    if (is_shorter(cx, id, until) && db_count(cx, &SQL_term_is_needed, DB_ARGS(id, cx->now)) != 0)
        return TERM_NEEDED;
    if (db_count(cx, &SQL_term_overlaps, DB_ARGS(id, DB_OR_NULL(until))) != 0)
        return TERM_OVERLAPS;
    if (db_run(cx, &SQL_term_set_end,
               DB_ARGS(id, DB_OR_NULL(until), cx->now, DB_OR_NULL(cx->me.id))) == 0)
        return TERM_OVER;
    bool ends = until != 0 && until <= cx->now;
    const char *end = until != 0 ? moment_iso(cx->arena, until) : "no end";
    audit(cx, ends ? "person.revoke" : "person.term", 0,
          ends ? arena_printf(cx->arena, "#%" PRId64, id)
               : arena_printf(cx->arena, "#%" PRId64 ": %s", id, end));
    close_settled(cx);
    return TERM_OK;
}

void
role_move_group(Ctx *cx, const char *slug, const char *to)
{
    db_run(cx, &SQL_role_move_group, DB_ARGS(slug, to));
}

/* ---- days ---- */

bool
term_parse_first(Ctx *cx, const char *first, int64_t *ret_since)
{
    return date_begin_in(first, settings(cx)->zone, ret_since);
}

bool
term_parse_last(Ctx *cx, const char *last, int64_t *ret_until)
{
    int64_t next;
    if (!date_begin_in(last, "UTC", &next))
        return false;
    const char *day_after = moment_date(cx->arena, next + MOMENT_DAY);
    return date_begin_in(day_after, settings(cx)->zone, ret_until);
}

const char *
term_first_day(Ctx *cx, const Term *term)
{
    return moment_date_in(cx->arena, term->since, settings(cx)->zone);
}

const char *
term_last_day(Ctx *cx, const Term *term)
{
    if (term->until == 0)
        return NULL;
    int64_t last = term->until <= term->since ? term->since : term->until - 1;
    return moment_date_in(cx->arena, last, settings(cx)->zone);
}

int64_t
role_usual_end(Ctx *cx, const RoleKind *role, int64_t since)
{
    const char *zone = settings(cx)->zone, *first = moment_date_in(cx->arena, since, zone);
    int64_t until = 0;
    if (role->years == 0)
        return 0;
    int year = (int)g_ascii_strtoll(first, NULL, 10) + role->years;
    /* The years after a 29 February end with a 28th. */
    if (!date_begin_in(arena_printf(cx->arena, "%04d%s", year, first + 4), zone, &until))
        (void)date_begin_in(arena_printf(cx->arena, "%04d-03-01", year), zone, &until);
    return until;
}
