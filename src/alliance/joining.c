/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/joining.h"
#include "alliance/audit.h"
#include "alliance/consent.h"
#include "alliance/leaving.h"
#include "alliance/organisation.h"
#include "alliance/person.h"
#include "alliance/profile.h"
#include "alliance/setting.h"
#include "alliance/task.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "web/session.h"

#include "alliance/joining.sql.h"
#include "alliance/welcome.h"

static const DbType JOINING = DB_TYPE(
    Joining, DB_FIELD(Joining, id), DB_FIELD(Joining, created_at), DB_FIELD(Joining, email),
    DB_FIELD(Joining, name), DB_FIELD(Joining, country), DB_FIELD(Joining, organisation),
    DB_FIELD(Joining, organisation_type), DB_FIELD(Joining, level), DB_FIELD(Joining, interests),
    DB_FIELD(Joining, languages), DB_FIELD(Joining, purposes), DB_FIELD(Joining, language),
    DB_FIELD(Joining, zone), DB_FIELD(Joining, state), DB_FIELD(Joining, evidence));

/* ---- asking ---- */

static const char *
insert(Ctx *cx, const Joining *typed, const char *email)
{
    const char *token = session_token(cx);
    db_run(cx, &SQL_joining_insert,
           DB_ARGS(secret_hash(cx->arena, token), email, typed->name, typed->country,
                   typed->organisation, typed->organisation_type, typed->level, typed->interests,
                   typed->languages, typed->purposes, typed->language, cx->request_id, cx->now,
                   cx->now + JOINING_SECONDS));
    return token;
}

void
joining_ask(Ctx *cx, const Joining *typed)
{
    const char *email = text_fold_email(cx->arena, typed->email);
    const Person *person = person_find_email(cx, email);
    if (person != NULL && person_is_member(person, cx->now)) {
        const MailArgument known[] = {
            {.name = "name", .value = person->name},
            {.name = "alliance", .value = settings(cx)->name},
            {0},
        };
        mail_queue(cx, &MAIL_JOIN_KNOWN, person->id, email, person->language, known);
        return;
    }
    const MailArgument arguments[] = {
        {.name = "name", .value = typed->name},
        {.name = "alliance", .value = settings(cx)->name},
        {.name = "token", .value = insert(cx, typed, email), .secret = true},
        {0},
    };
    mail_queue(cx, &MAIL_JOIN_CONFIRM, 0, email, typed->language, arguments);
}

const Joining *
joining_find(Ctx *cx, const char *token)
{
    return db_one(cx, &SQL_joining_find, &JOINING, DB_ARGS(secret_hash(cx->arena, token), cx->now));
}

/* ---- becoming a member ---- */

static void
add_consents(Ctx *cx, int64_t person_id, const Joining *j)
{
    const ConsentSource source = {"join", j->evidence, j->language};
    g_auto(GStrv) names = g_strsplit(j->purposes, ",", -1);
    for (char **name = names; *name != NULL; name++) {
        const Purpose *purpose = purpose_find(*name);
        if (purpose != NULL)
            consent_answer(cx, person_id, purpose, true, &source);
    }
}

/* The record of who was known before, as a subscriber or as a member who left; 0: nobody was. */
static int64_t
take_up(Ctx *cx, const Joining *j, const char *zone)
{
    int64_t id = db_insert(cx, &SQL_joining_become,
                           DB_ARGS(j->email, j->name, j->country, j->organisation, j->level,
                                   j->language, zone, cx->now));
    if (id == 0) {
        db_run(cx, &SQL_joining_note_absence, DB_ARGS(j->email, cx->now));
        id = db_insert(cx, &SQL_joining_return, DB_ARGS(j->email, cx->now));
    }
    if (id != 0)
        erasure_undo(cx, id); /* who comes back does not wish to be erased */
    return id;
}

static int64_t
make_person(Ctx *cx, const Joining *j, const char *zone, bool *ret_welcomed)
{
    int64_t id = take_up(cx, j, zone);
    if (id == 0)
        id = person_insert(cx, &(Person){.email = j->email,
                                         .name = j->name,
                                         .country = j->country,
                                         .organisation = j->organisation,
                                         .level = j->level,
                                         .language = j->language,
                                         .zone = zone,
                                         .joined_at = cx->now});
    if (id == 0)
        return 0;
    int64_t organisation = organisation_named(cx, j->organisation, j->organisation_type,
                                              j->country);
    if (organisation != 0)
        organisation_join(cx, id, organisation);
    profile_add_interests(cx, id, j->interests);
    profile_add_languages(cx, id, j->languages);
    add_consents(cx, id, j);
    *ret_welcomed = welcome_queue(cx, id);
    return id;
}

int64_t
joining_confirm(Ctx *cx, const Joining *joining, const char *zone)
{
    int64_t id = 0, kept = 0;
    bool welcomed = false;
    if (settings(cx)->join_review) {
        kept = joining->id;
        if (db_count(cx, &SQL_joining_count_waiting, DB_NO_ARGS) == 0)
            task_open(cx, "join.review", 0, 0, "secretariat", joining->name);
        db_run(cx, &SQL_joining_wait, DB_ARGS(joining->id, zone));
    } else {
        id = make_person(cx, joining, zone, &welcomed);
    }
    db_run(cx, &SQL_joining_delete_email, DB_ARGS(joining->email, kept));
    return id;
}

/* ---- the secretariat's word ---- */

JoiningSpan
joining_list_waiting(Ctx *cx)
{
    return DB_SPAN(JoiningSpan, db_all(cx, &SQL_joining_list_waiting, &JOINING,
                                       DB_ARGS((int64_t)LIMIT_PAGE_ROWS)));
}

bool
joining_decide(Ctx *cx, int64_t id, bool take, const char *reason)
{
    const Joining *j = db_one(cx, &SQL_joining_find_waiting, &JOINING, DB_ARGS(id));
    if (j == NULL)
        return false;
    bool welcomed = false;
    int64_t person_id = take ? make_person(cx, j, j->zone, &welcomed) : 0;
    const MailArgument arguments[] = {
        {.name = "name", .value = j->name},
        {.name = "alliance", .value = settings(cx)->name},
        {.name = "reason", .value = reason},
        {0},
    };
    /* The welcome says it, too. */
    if (!welcomed)
        mail_queue(cx, take ? &MAIL_JOIN_TAKEN : &MAIL_JOIN_REFUSED, person_id, j->email,
                   j->language, arguments);
    db_run(cx, &SQL_joining_delete_email, DB_ARGS(j->email, (int64_t)0));
    audit(cx, take ? "joining.take" : "joining.refuse", 0, reason);
    if (db_count(cx, &SQL_joining_count_waiting, DB_NO_ARGS) == 0)
        task_close(cx, "join.review", 0);
    return true;
}

int64_t
joining_delete_expired(Ctx *cx)
{
    return db_run(cx, &SQL_joining_delete_expired, DB_ARGS(cx->now));
}
