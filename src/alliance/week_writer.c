/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/week_writer.h"

#include "alliance/access.h"
#include "alliance/audit.h"
#include "alliance/person.h"
#include "alliance/setting.h"
#include "alliance/task.h"
#include "alliance/week_writer.sql.h"
#include "base/moment.h"
#include "lang/lang.h"

#include <string.h>

#define OFFER_TASK "week.offer"
#define REMIND_AT_ONCE 200 /* the rest at the next run */
#define WEEK_AHEAD (7 * MOMENT_DAY)

static const DbType WRITER = DB_TYPE(
    WeekWriter, DB_FIELD(WeekWriter, id), DB_FIELD(WeekWriter, week_id),
    DB_FIELD(WeekWriter, person_id), DB_FIELD(WeekWriter, changed_at), DB_FIELD(WeekWriter, day_id),
    DB_FIELD(WeekWriter, post_id), DB_FIELD(WeekWriter, state), DB_FIELD(WeekWriter, words),
    DB_FIELD(WeekWriter, name), DB_FIELD(WeekWriter, email), DB_FIELD(WeekWriter, language),
    DB_FIELD(WeekWriter, is_demo), DB_FIELD(WeekWriter, topic), DB_FIELD(WeekWriter, post_title),
    DB_FIELD(WeekWriter, post_status));

/* clang-format off */
static const struct {
    const char *state, *label;
} STATES[] = {
    {"asked",    N_("was asked")},
    {"offered",  N_("would like to write")},
    {"writes",   N_("writes")},
    {"declined", N_("does not write")},
};
/* clang-format on */

const char *
week_writer_label(const char *state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(STATES); i++)
        if (strcmp(STATES[i].state, state) == 0)
            return STATES[i].label;
    return state;
}

WeekWriterSpan
week_writers(Ctx *cx, int64_t week_id)
{
    return DB_SPAN(WeekWriterSpan,
                   db_all(cx, &SQL_week_writers, &WRITER, DB_ARGS(week_id, (int64_t)WEEK_WRITERS)));
}

const WeekWriter *
week_writer_mine(Ctx *cx, int64_t week_id)
{
    return cx->me.id == 0 ? NULL
                          : db_one(cx, &SQL_week_writer_mine, &WRITER, DB_ARGS(week_id, cx->me.id));
}

const WeekWriter *
week_writer_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_week_writer_find, &WRITER, DB_ARGS(id));
}

/* ---- coming to it ---- */

static bool
insert(Ctx *cx, const Item *campaign, int64_t person_id, int64_t day_id, const char *state,
       const char *words)
{
    return db_run(cx, &SQL_week_writer_insert,
                  DB_ARGS(campaign->id, person_id, DB_OR_NULL(day_id), state, words, cx->now,
                          (int64_t)WEEK_WRITERS)) == 1;
}

static void
tell(Ctx *cx, int64_t writer_id, const char *what)
{
    const WeekWriter *writer = week_writer_find(cx, writer_id);
    if (writer == NULL || *writer->email == '\0')
        return;
    const MailArgument arguments[] = {
        {.name = "writer", .value = arena_printf(cx->arena, "%" PRId64, writer->id)},
        {.name = "what", .value = what},
        {0},
    };
    mail_queue(cx, &MAIL_WEEK_WRITER, writer->person_id, writer->email, writer->language,
               arguments);
}

bool
week_writer_offer(Ctx *cx, const Item *campaign, int64_t day_id, const char *words)
{
    if (!insert(cx, campaign, cx->me.id, day_id, "offered", words))
        return false;
    audit(cx, "week.offer", campaign->id, "");
    task_open(cx, OFFER_TASK, campaign->id, 0, "editor", campaign->title);
    return true;
}

bool
week_writer_ask(Ctx *cx, const Item *campaign, int64_t person_id, int64_t day_id, const char *words)
{
    if (!insert(cx, campaign, person_id, day_id, "asked", words))
        return false;
    int64_t id = db_count(cx, &SQL_week_writer_id, DB_ARGS(campaign->id, person_id));
    audit(cx, "week.ask", campaign->id, arena_printf(cx->arena, "#%" PRId64, person_id));
    tell(cx, id, "asked");
    return true;
}

/* ---- yes or no ---- */

/* Editors have nothing to do here any more once all offers are answered. */
static void
close_task(Ctx *cx, int64_t week_id)
{
    if (db_count(cx, &SQL_week_writer_count_offered, DB_ARGS(week_id)) == 0)
        task_close(cx, OFFER_TASK, week_id);
}

static bool
is_my_turn(Ctx *cx, const WeekWriter *writer)
{
    if (strcmp(writer->state, "asked") == 0)
        return cx->me.id == writer->person_id;
    const Item *campaign = item_find_id(cx, writer->week_id);
    return strcmp(writer->state, "offered") == 0 && campaign != NULL &&
           may(cx, ACTION_EDIT, campaign);
}

bool
week_writer_answer(Ctx *cx, const WeekWriter *writer, bool yes)
{
    bool was_offered = strcmp(writer->state, "offered") == 0;
    if (!is_my_turn(cx, writer) ||
        db_run(cx, &SQL_week_writer_decide,
               DB_ARGS(writer->id, writer->state, yes ? "writes" : "declined", cx->now)) == 0)
        return false;
    audit(cx, yes ? "week.writes" : "week.declined", writer->week_id,
          arena_printf(cx->arena, "#%" PRId64, writer->person_id));
    if (was_offered) {
        tell(cx, writer->id, yes ? "accepted" : "refused");
        close_task(cx, writer->week_id);
    }
    return true;
}

/* ---- the post ---- */

int64_t
week_writer_begin(Ctx *cx, const WeekWriter *writer, const Item *campaign)
{
    if (writer->person_id != cx->me.id || strcmp(writer->state, "writes") != 0)
        return 0;
    if (writer->post_id != 0)
        return writer->post_id;
    const char *words = lang_text(cx->lang, N_("For {campaign}"));
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "post",
                                              .slug = "",
                                              .audience = campaign->audience,
                                              .pillar = campaign->pillar,
                                              .language = cx->lang->code,
                                              .title = writer->topic != NULL
                                                           ? writer->topic
                                                           : lang_fill(cx->arena, words, "campaign",
                                                                       campaign->title, NULL),
                                              .author_id = cx->me.id});
    db_run(cx, &SQL_week_writer_set_post, DB_ARGS(writer->id, id, cx->now));
    if (writer->day_id != 0)
        week_post_add(cx, writer->day_id, id);
    return id;
}

/* ---- the deadline ---- */

static const char *
day_from_now(Ctx *cx, int64_t seconds)
{
    return moment_date_in(cx->arena, cx->now + seconds, settings(cx)->zone);
}

int64_t
week_writer_count_due(Ctx *cx)
{
    return db_count(
        cx, &SQL_week_writer_count_due,
        DB_ARGS(day_from_now(cx, 0), day_from_now(cx, MOMENT_DAY), day_from_now(cx, WEEK_AHEAD)));
}

int64_t
week_writer_remind(Ctx *cx)
{
    const DbIds due = db_ids(cx, &SQL_week_writer_due,
                             DB_ARGS(day_from_now(cx, 0), day_from_now(cx, MOMENT_DAY),
                                     day_from_now(cx, WEEK_AHEAD), (int64_t)REMIND_AT_ONCE));
    for (size_t i = 0; i < due.n && !db_failed(cx->db); i++) {
        tell(cx, due.at[i], "reminder");
        db_run(cx, &SQL_week_writer_note_reminded,
               DB_ARGS(due.at[i], day_from_now(cx, MOMENT_DAY)));
    }
    return (int64_t)due.n;
}
