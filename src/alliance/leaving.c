/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/leaving.h"

#include "alliance/audit.h"
#include "alliance/consent.h"
#include "alliance/holding.h"
#include "alliance/leaving.sql.h"
#include "alliance/portrait.h"
#include "alliance/setting.h"
#include "lang/lang.h"
#include "web/session.h"

#include <string.h>

/* More are erased at the next run. */
#define ERASE_AT_ONCE 20

static const DbType ERASURE = DB_TYPE(Erasure, DB_FIELD(Erasure, person_id),
                                      DB_FIELD(Erasure, asked_at), DB_FIELD(Erasure, due_at),
                                      DB_FIELD(Erasure, note));

const char LEAVING_LAST[] = N_("Without this person nobody would be in the secretariat, now or "
                               "later. Give the role to somebody "
                               "else without an end first; nothing was changed.");

bool
leaving_is_last(Ctx *cx, int64_t person_id)
{
    return db_count(cx, &SQL_leaving_is_last, DB_ARGS(person_id, cx->now)) != 0;
}

static const char *
number_of(Ctx *cx, const Person *person)
{
    return arena_printf(cx->arena, "#%" PRId64, person->id);
}

/* Take back all answers, but for the one to @keep, which may be NULL. */
static void
withdraw_all(Ctx *cx, const Person *person, const char *keep, const char *why)
{
    const ConsentSource source = {
        .source = cx->me.id == person->id ? "preferences" : "secretariat",
        .evidence = arena_printf(cx->arena, "%s, %s", why, cx->request_id),
        .language = person->language,
    };
    for (const Purpose *purpose = PURPOSES; purpose->name != NULL; purpose++)
        if (keep == NULL || strcmp(purpose->name, keep) != 0)
            consent_answer(cx, person->id, purpose, false, &source);
}

/* Nobody acts as the person any more. */
static void
sign_out(Ctx *cx, const Person *person)
{
    session_end_all(cx, person->id);
    holding_erase_rows(cx, "api_token", person->id);
    holding_erase_rows(cx, "mail_token", person->id);
}

static void
give_up_office(Ctx *cx, const Person *person)
{
    db_run(cx, &SQL_leaving_end_terms, DB_ARGS(person->id, cx->now));
    db_run(cx, &SQL_leaving_free_tasks, DB_ARGS(person->id));
}

static void
end_membership(Ctx *cx, const Person *person, const char *keep, const char *why)
{
    withdraw_all(cx, person, keep, why);
    give_up_office(cx, person);
    sign_out(cx, person);
    db_run(cx, &SQL_leaving_end, DB_ARGS(person->id, cx->now));
    audit(cx, "person.leave", 0, number_of(cx, person));
    const MailArgument arguments[] = {
        {.name = "name", .value = person_called(person)},
        {.name = "alliance", .value = settings(cx)->name},
        {.name = "why", .value = why},
        {0},
    };
    mail_queue(cx, &MAIL_LEFT, person->id, person->email, person->language, arguments);
}

void
leaving_end(Ctx *cx, const Person *person, bool keep_newsletter)
{
    end_membership(cx, person, keep_newsletter ? "newsletter" : NULL, "left");
}

void
leaving_end_unseen(Ctx *cx, const Person *person)
{
    end_membership(cx, person, NULL, "not seen");
}

/* ---- being erased ---- */

const Erasure *
erasure_find(Ctx *cx, int64_t person_id)
{
    return db_one(cx, &SQL_erasure_find, &ERASURE, DB_ARGS(person_id));
}

bool
erasure_ask(Ctx *cx, const Person *person, const char *note)
{
    int64_t due_at = cx->now + ERASURE_SECONDS;
    if (db_run(cx, &SQL_erasure_ask, DB_ARGS(person->id, note, cx->now, due_at)) == 0)
        return false;
    withdraw_all(cx, person, NULL, "asked to be erased");
    sign_out(cx, person);
    audit(cx, "person.erase.ask", 0, number_of(cx, person));
    const MailArgument arguments[] = {
        {.name = "name", .value = person_called(person)},
        {.name = "alliance", .value = settings(cx)->name},
        {.name = "due", .value = arena_printf(cx->arena, "%" PRId64, due_at)},
        {.name = "own", .value = cx->me.id == person->id ? "1" : "0"},
        {0},
    };
    mail_queue(cx, &MAIL_ERASURE, person->id, person->email, person->language, arguments);
    return true;
}

bool
erasure_undo(Ctx *cx, int64_t person_id)
{
    if (holding_erase_rows(cx, "erasure", person_id) == 0)
        return false;
    audit(cx, "person.erase.undo", 0, arena_printf(cx->arena, "#%" PRId64, person_id));
    return true;
}

void
erasure_run(Ctx *cx, const Person *person)
{
    give_up_office(cx, person);
    portrait_remove(cx, person->id);
    holding_erase(cx, person->id);
    audit(cx, "person.erase", 0, number_of(cx, person));
}

int64_t
erasure_count_due(Ctx *cx)
{
    return db_count(cx, &SQL_erasure_count_due, DB_ARGS(cx->now));
}

int64_t
erasure_run_due(Ctx *cx)
{
    int64_t n = 0;
    DbRows due = db_all(cx, &SQL_erasure_list_due, &ERASURE,
                        DB_ARGS(cx->now, (int64_t)ERASE_AT_ONCE));
    const Erasure *at = due.at;
    for (size_t i = 0; i < due.n; i++) {
        const Person *person = person_find(cx, at[i].person_id);
        if (person == NULL || leaving_is_last(cx, person->id))
            continue;
        erasure_run(cx, person);
        n++;
    }
    return n;
}
