/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mailing/mailing.h"

#include "alliance/audit.h"
#include "alliance/item.h"
#include "alliance/job.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/zone.h"
#include "mailing/mailing.sql.h"
#include "render/json.h"
#include "roster/roster.h"
#include "web/app.h"

#include <string.h>

#define AT_ONCE 5000   /* readers queued in one transaction */
#define RUN_SECONDS 10 /* then the job comes again */

/* clang-format off */
const MailingAct MAILING_ACTS[] = {
    {"hold",   N_("Hold it"),   N_("It is held: mails that were not sent wait."),
     " sending ", "held", "waiting", "held"},
    {"go-on",  N_("Go on"),     N_("It goes on."),
     " held ", "sending", "held", "waiting"},
    {"stop",   N_("Stop it for good"), N_("It is stopped: mails that were not sent stay here."),
     " planned queueing sending held ", "stopped", "waiting", "kept"},
    {0},
};
/* clang-format on */

static const DbType MAILING = DB_TYPE(
    Mailing, DB_FIELD(Mailing, id), DB_FIELD(Mailing, item_id), DB_FIELD(Mailing, send_at),
    DB_FIELD(Mailing, last_person), DB_FIELD(Mailing, n_queued), DB_FIELD(Mailing, created_at),
    DB_FIELD(Mailing, created_by), DB_FIELD(Mailing, filter), DB_FIELD(Mailing, state),
    DB_FIELD(Mailing, title), DB_FIELD(Mailing, kind), DB_FIELD(Mailing, creator),
    DB_FIELD(Mailing, morning), DB_FIELD(Mailing, subject), DB_FIELD(Mailing, subject_b),
    DB_FIELD(Mailing, share), DB_FIELD(Mailing, again), DB_FIELD(Mailing, counts_links));

const Mailing *
mailing_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_mailing_find, &MAILING, DB_ARGS(id));
}

MailingSpan
mailing_list(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(MailingSpan, db_all(cx, &SQL_mailing_list, &MAILING, DB_ARGS(item_id)));
}

MailingSpan
mailing_list_all(Ctx *cx, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;
    return DB_SPAN(MailingSpan,
                   db_all(cx, &SQL_mailing_list_all, &MAILING, DB_ARGS(LIMIT_PAGE_ROWS, offset)));
}

/* ---- who gets it ---- */

/* What readers of texts of a kind agreed to, which is the name of its mails, too.  Nobody agreed to
 * nothing. */
static const char *
purpose_of(const char *name)
{
    const ItemKind *kind = item_kind_find(name);
    return kind != NULL && kind->mailed != NULL ? kind->mailed : "";
}

/* Those who agree to @list, as far as the filter takes them; members, if it says nothing of it. One
 * that asks for what there is not any more asks nobody. */
static bool
question_of(Ctx *cx, const char *filter, const char *list, RosterQuestion *ret_question)
{
    const char *fault = NULL;
    const RosterFilter *chosen = roster_filter_parse(cx->arena, filter, &fault);
    *ret_question = (RosterQuestion){
        .filter = roster_filter_and(cx->arena, chosen, "agrees", list),
        .eye = ROSTER_SECRETARIAT,
    };
    return fault == NULL;
}

static bool
is_trial(const char *subject_b)
{
    return subject_b != NULL && *subject_b != '\0';
}

/* A portion of those who are found: to how many is a mail due?  *@last is the last one looked at,
 * and then that of this portion; false: nobody is left. */
static bool
count_some(Ctx *cx, const MailingPlan *plan, const RosterQuestion *question, int64_t *last,
           int64_t *n)
{
    g_autoptr(Arena) arena = arena_new(); /* of a million not all at once */
    Ctx own = *cx;
    own.arena = arena;
    RosterAnswer readers = roster_walk(&own, question, *last, AT_ONCE);
    if (readers.n_ids == 0)
        return false;
    *n += db_count(&own, &SQL_mailing_count_due,
                   DB_ARGS(plan->item_id, db_numbers(arena, readers.id, readers.n_ids),
                           (int64_t)plan->again, (int64_t)is_trial(plan->subject_b), plan->share));
    *last = readers.id[readers.n_ids - 1];
    return !db_failed(cx->db);
}

/* Of all who are found. */
static int64_t
count_due(Ctx *cx, const MailingPlan *plan, const RosterQuestion *question)
{
    int64_t n = 0, last = 0;
    while (count_some(cx, plan, question, &last, &n))
        ;
    return n;
}

int64_t
mailing_count_readers(Ctx *cx, const MailingPlan *plan)
{
    RosterQuestion question;
    if (!question_of(cx, plan->filter, purpose_of(plan->kind), &question))
        return 0;
    bool is_all = !plan->again && !is_trial(plan->subject_b) &&
                  db_count(cx, &SQL_mailing_count_begun, DB_ARGS(plan->item_id)) == 0;
    return is_all ? roster_ask(cx, &question).n : count_due(cx, plan, &question);
}

int64_t
mailing_insert(Ctx *cx, const MailingPlan *plan)
{
    int64_t id = db_insert(cx, &SQL_mailing_insert,
                           DB_ARGS(plan->item_id, plan->filter, plan->send_at,
                                   (int64_t)plan->morning, plan->subject ? plan->subject : "",
                                   plan->subject_b ? plan->subject_b : "", plan->share,
                                   (int64_t)plan->again, (int64_t)plan->counts_links,
                                   DB_OR_NULL(cx->me.id), cx->now));
    audit(cx, "mailing.plan", plan->item_id, arena_printf(cx->arena, "#%" PRId64, id));
    return id;
}

bool
mailing_may(const Mailing *mailing, const MailingAct *act)
{
    g_autofree char *state = g_strdup_printf(" %s ", mailing->state);
    return strstr(act->from, state) != NULL;
}

bool
mailing_do(Ctx *cx, const Mailing *mailing, const MailingAct *act)
{
    if (!mailing_may(mailing, act) ||
        db_run(cx, &SQL_mailing_set_state, DB_ARGS(mailing->id, mailing->state, act->to)) == 0)
        return false;
    db_run(cx, &SQL_mailing_set_mails, DB_ARGS(mailing->id, act->mails_from, act->mails_to));
    if (strcmp(act->to, "stopped") == 0)
        db_run(cx, &SQL_mailing_set_mails, DB_ARGS(mailing->id, "held", act->mails_to));
    audit(cx, arena_printf(cx->arena, "mailing.%s", act->name), mailing->item_id,
          arena_printf(cx->arena, "#%" PRId64, mailing->id));
    return true;
}

/* ---- queueing ---- */

typedef struct Zone {
    const char *zone;
} Zone;

static const DbType ZONE = DB_TYPE(Zone, DB_FIELD(Zone, zone));

/* By clock, when it goes there; as JSON.  "{}": everywhere at once. */
static const char *
moments_of(Ctx *cx, const Mailing *mailing)
{
    if (!mailing->morning)
        return "{}";
    GString *text = arena_string(cx->arena, 1024);
    Json out;
    json_init(&out, text);
    json_open_object(&out, NULL);
    DbRows rows = db_all(cx, &SQL_mailing_zones, &ZONE, DB_NO_ARGS);
    const Zone *zones = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        json_int(&out, zones[i].zone,
                 zone_morning(cx->arena, mailing->send_at, zone_of_clock(cx->arena, zones[i].zone),
                              ZONE_EVERY_DAY));
    json_close_object(&out);
    return text->str;
}

/* What each mail of a subject carries: as JSON, the same in all of them. */
static const char *
argument_of(Ctx *cx, const Mailing *mailing, const char *letter, const char *subject)
{
    GString *text = arena_string(cx->arena, 128);
    Json out;
    json_init(&out, text);
    json_open_object(&out, NULL);
    json_str(&out, "item", arena_printf(cx->arena, "%" PRId64, mailing->item_id));
    json_str(&out, "from", arena_printf(cx->arena, "%" PRId64 "%s", mailing->id, letter));
    if (mailing->counts_links)
        json_str(&out, "counts", arena_printf(cx->arena, "%" PRId64, mailing->id));
    if (*subject != '\0')
        json_str(&out, "subject", subject);
    json_close_object(&out);
    return text->str;
}

void
mailing_queue_to(Ctx *cx, const Mailing *mailing, const int64_t *ids, size_t n_ids, bool is_last)
{
    bool trial = is_trial(mailing->subject_b);
    int64_t last = n_ids > 0 ? ids[n_ids - 1] : mailing->last_person;
    int64_t n = db_run(cx, &SQL_mailing_queue,
                       DB_ARGS(mailing->id, mailing->item_id, purpose_of(mailing->kind),
                               db_numbers(cx->arena, ids, n_ids),
                               argument_of(cx, mailing, trial ? "a" : "", mailing->subject),
                               argument_of(cx, mailing, "b", mailing->subject_b),
                               moments_of(cx, mailing), mailing->send_at, (int64_t)mailing->again,
                               (int64_t)trial, mailing->share, cx->now));
    db_run(cx, &SQL_mailing_move_on,
           DB_ARGS(mailing->id, mailing->last_person, last, n, is_last ? "sending" : "queueing"));
}

/* Queue the next readers of @mailing. */
static void
queue_some(Ctx *cx, const Mailing *mailing)
{
    RosterQuestion question;
    RosterAnswer readers = {0};
    if (question_of(cx, mailing->filter, purpose_of(mailing->kind), &question))
        readers = roster_walk(cx, &question, mailing->last_person, AT_ONCE);
    mailing_queue_to(cx, mailing, readers.id, readers.n_ids, readers.n_ids < AT_ONCE);
}

/* Some readers of one mailing. */
static int64_t
work_on(Ctx *cx, JobCursor *cursor)
{
    const Mailing *mailing = db_one(cx, &SQL_mailing_next, &MAILING, DB_ARGS(cx->now));
    if (mailing != NULL)
        queue_some(cx, mailing);
    else
        db_run(cx, &SQL_mailing_end, DB_NO_ARGS);
    cursor->more = mailing != NULL;
    return 0;
}

int64_t
mailing_count_running(Ctx *cx)
{
    return db_count(cx, &SQL_mailing_count_running, DB_ARGS(cx->now));
}

const char *
mailing_run(Ctx *cx, const char *argument G_GNUC_UNUSED, GError **error)
{
    return job_run_portions(cx, work_on, RUN_SECONDS, error);
}
