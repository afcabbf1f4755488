/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/reach.h"

#include "alliance/audit.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "inbound/reach.sql.h"
#include "lang/lang.h"

#include <math.h>

/* One mailbox that does not exist is enough; a full one has two days more; what is our own fault
 * (a rule, a block list) hardly touches the reader. */
const ReachRule REACH_RULES[] = {
    {BOUNCE_HARD, LIMIT_BOUNCE_SCORE},
    {BOUNCE_COMPLAINT, LIMIT_BOUNCE_SCORE},
    {BOUNCE_FULL, 1.0},
    {BOUNCE_SOFT, 0.5},
    {BOUNCE_POLICY, 0.25},
    {0},
};

static const DbType REACH = DB_TYPE(Reach, DB_FIELD(Reach, address), DB_FIELD(Reach, score),
                                    DB_FIELD(Reach, scored_at), DB_FIELD(Reach, day_weight),
                                    DB_FIELD(Reach, paused_at));

static const DbType EVENT = DB_TYPE(
    ReachEvent, DB_FIELD(ReachEvent, id), DB_FIELD(ReachEvent, at), DB_FIELD(ReachEvent, paused_at),
    DB_FIELD(ReachEvent, address), DB_FIELD(ReachEvent, class), DB_FIELD(ReachEvent, status),
    DB_FIELD(ReachEvent, reason), DB_FIELD(ReachEvent, said), DB_FIELD(ReachEvent, counted));

static double
weight_of(BounceClass class)
{
    for (const ReachRule *rule = REACH_RULES; rule->class != BOUNCE_NONE; rule++)
        if (rule->class == class)
            return rule->weight;
    return 0;
}

const Reach *
reach_find(Ctx *cx, const char *address)
{
    return db_one(cx, &SQL_reach_find, &REACH, DB_ARGS(text_fold_email(cx->arena, address)));
}

double
reach_score(const Reach *reach, int64_t now)
{
    double days = (double)MAX(now - reach->scored_at, 0) / MOMENT_DAY;
    return reach->score * exp2(-days / LIMIT_BOUNCE_DAYS);
}

/* What the report adds: of one day the heaviest alone counts, however many mails came back. */
static double
add_to(const Reach *old, double weight, int64_t now, double *ret_day)
{
    bool same_day = old != NULL && old->scored_at / MOMENT_DAY == now / MOMENT_DAY;
    double before = same_day ? old->day_weight : 0;
    *ret_day = MAX(before, weight);
    return (old != NULL ? reach_score(old, now) : 0) + *ret_day - before;
}

bool
reach_note(Ctx *cx, const char *address_as_said, const Bounce *bounce, bool counts)
{
    const char *address = text_fold_email(cx->arena, address_as_said);
    double weight = counts ? weight_of(bounce->class) : 0, day;
    db_run(cx, &SQL_reach_insert_event,
           DB_ARGS(address, bounce_class_name(bounce->class), bounce->status, bounce->reason,
                   bounce->said, (int64_t)(counts ? 1 : 0), cx->now));
    if (weight <= 0)
        return false;
    const Reach *old = reach_find(cx, address);
    double score = add_to(old, weight, cx->now, &day);
    bool pauses = score >= LIMIT_BOUNCE_SCORE - 1e-9;
    db_run(cx, &SQL_reach_set,
           DB_ARGS(address, score, day, pauses ? db_int(cx->now) : DB_NONE, cx->now));
    bool is_new = pauses && (old == NULL || old->paused_at == 0);
    if (is_new)
        audit(cx, "mail.pause", 0, address);
    return is_new;
}

const ReachShow *
reach_show(Ctx *cx, const char *address)
{
    DbRows rows = db_all(cx, &SQL_reach_events, &EVENT,
                         DB_ARGS(text_fold_email(cx->arena, address), LIMIT_PAGE_ROWS));
    const ReachEvent *events = rows.at;
    ReachShow *show = arena_new_of(cx->arena, ReachShow);
    *show = (ReachShow){
        .address = address,
        .paused = rows.n > 0 ? events[0].paused_at : 0,
        .events = {events, rows.n > 0 && events[0].id != 0 ? rows.n : 0},
    };
    return show;
}

int64_t
reach_count_paused(Ctx *cx)
{
    return db_count(cx, &SQL_reach_count_paused, DB_NO_ARGS);
}

bool
reach_resume(Ctx *cx, int64_t person_id, const char *address, const char *language)
{
    if (db_run(cx, &SQL_reach_resume, DB_ARGS(text_fold_email(cx->arena, address))) == 0)
        return false;
    audit(cx, "mail.resume", 0, address);
    mail_queue(cx, &MAIL_REACH_TEST, person_id, address, language, (const MailArgument[]){{0}});
    return true;
}

int64_t
reach_clean(Ctx *cx)
{
    int64_t year = cx->now - LIMIT_LETTER_ROW * (int64_t)MOMENT_DAY;
    return db_run(cx, &SQL_reach_clean_events, DB_ARGS(year)) +
           db_run(cx, &SQL_reach_clean_scores, DB_ARGS(year));
}

static bool
compose_test(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    (void)cx, (void)row;
    *ret_draft = (MailDraft){
        .subject = lang_text(out->lang, N_("A test: mail reaches you again")),
        .body = lang_text(out->lang, N_("You, or the secretariat for you, said that this address "
                                        "works again. Since you read this, it does. There is "
                                        "nothing to do.")),
        .reason = lang_text(out->lang, N_("You get this once, because mails to you had come "
                                          "back.")),
    };
    return true;
}

const MailKind MAIL_REACH_TEST = {"reach.test", N_("Test of an address"), 1, compose_test};
