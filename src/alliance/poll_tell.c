/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/poll_tell.h"

#include "alliance/audit.h"
#include "alliance/follow.h"
#include "alliance/person.h"
#include "alliance/poll.h"
#include "lang/lang.h"

#include "alliance/poll.sql.h"

#include <stdlib.h>
#include <string.h>

#define TO_MANY 8           /* as MailKind.priority: what a few wait for goes first */
#define REMINDED_AT_ONCE 20 /* polls in one run of the job; the rest in the next */

/* ---- how many ---- */

static const DbType REACH = DB_TYPE(PollReach, DB_FIELD(PollReach, language),
                                    DB_FIELD(PollReach, n));

/* In the language that their mails have: of those that the program has not, English. */
static void
add_reach(PollAudience *audience, PollReach *reaches, const PollReach *row)
{
    const Lang *lang = lang_find(row->language);
    const char *language = lang != NULL ? lang->code : LANG_ENGLISH->code;
    size_t i = 0;
    while (i < audience->languages.n && strcmp(reaches[i].language, language) != 0)
        i++;
    if (i == audience->languages.n)
        reaches[audience->languages.n++] = (PollReach){language, 0};
    reaches[i].n += row->n;
    audience->n += row->n;
}

static int
compare_reaches(const void *a, const void *b)
{
    int64_t n = ((const PollReach *)a)->n, other = ((const PollReach *)b)->n;
    return n < other ? 1 : n > other ? -1 : 0;
}

PollAudience
poll_audience(Ctx *cx, int64_t item_id)
{
    DbRows rows = db_all(cx, &SQL_poll_reach, &REACH, DB_ARGS(item_id, cx->now));
    const PollReach *at = rows.at;
    PollReach *reaches = arena_array_of(cx->arena, PollReach, rows.n);
    PollAudience audience = {.languages = {.at = reaches}};
    for (size_t i = 0; i < rows.n; i++) {
        if (*at[i].language == '\0')
            audience.unwilling = at[i].n;
        else if (strcmp(at[i].language, "-") == 0)
            audience.unreachable = at[i].n;
        else
            add_reach(&audience, reaches, &at[i]);
    }
    if (audience.languages.n > 1)
        qsort(reaches, audience.languages.n, sizeof *reaches, compare_reaches);
    return audience;
}

/* ---- telling ---- */

/* What is told, and to whom of the whole alliance: "all", "silent", who has not voted, "voted". */
typedef struct PollNews {
    const MailKind *kind;
    const char *who, *argument;
    int64_t deadline; /* until when one can act; 0: always */
} PollNews;

static const char *
argument_of(Ctx *cx, int64_t item_id)
{
    return arena_printf(cx->arena, "{\"poll\":\"%" PRId64 "\"}", item_id);
}

/* Returns how many get a mail, at once or in a digest. */
static int64_t
tell_all(Ctx *cx, int64_t id, const PollNews *news)
{
    int64_t n = db_run(cx, &SQL_poll_tell,
                       DB_ARGS(news->kind->name, id, news->who, news->argument, (int64_t)TO_MANY,
                               news->deadline, cx->now));
    return n + db_run(cx, &SQL_poll_gather,
                      DB_ARGS(news->kind->name, id, news->who, news->deadline, cx->now));
}

static void
tell_group(Ctx *cx, const Poll *poll)
{
    const FollowNews news = {.kind = &MAIL_POLL_BEGUN,
                             .item_id = poll->id,
                             .argument = argument_of(cx, poll->id),
                             .deadline = poll->closes_at};
    follow_tell_group(cx, &news);
}

void
poll_published(Ctx *cx, int64_t item_id)
{
    const Poll *poll = poll_find(cx, item_id);
    if (poll == NULL || db_run(cx, &SQL_poll_claim, DB_ARGS(item_id, cx->now)) == 0)
        return;
    if (poll->group_id != 0) {
        tell_group(cx, poll);
        return;
    }
    if (!poll->mails)
        return;
    int64_t n = tell_all(cx, item_id,
                         &(PollNews){.kind = &MAIL_POLL_BEGUN,
                                     .who = "all",
                                     .argument = argument_of(cx, item_id),
                                     .deadline = poll->closes_at});
    audit(cx, "poll.mail", item_id, arena_printf(cx->arena, "%" PRId64, n));
}

void
poll_tell_result(Ctx *cx, int64_t item_id)
{
    const FollowNews news = {
        .kind = &MAIL_POLL_RESULT, .item_id = item_id, .argument = argument_of(cx, item_id)};
    follow_tell(cx, &news);
    const Poll *poll = poll_find(cx, item_id);
    if (poll == NULL || !poll->mails)
        return;
    tell_all(cx, item_id,
             &(PollNews){.kind = &MAIL_POLL_RESULT,
                         .who = "voted",
                         .argument = arena_printf(
                             cx->arena, "{\"poll\":\"%" PRId64 "\",\"as\":\"voter\"}", item_id)});
}

void
poll_confirm(Ctx *cx, int64_t item_id, const char *choice)
{
    const Person *person = person_find(cx, cx->me.id);
    if (person == NULL)
        return;
    mail_queue(cx, &MAIL_POLL_VOTE, person->id, person->email, person->language,
               (const MailArgument[]){
                   {"poll", arena_printf(cx->arena, "%" PRId64, item_id)},
                   {"choice", choice, .secret = true},
                   {0}
    });
}

/* ---- before it closes ---- */

typedef struct Soon {
    int64_t id, closes_at;
} Soon;

static const DbType SOON = DB_TYPE(Soon, DB_FIELD(Soon, id), DB_FIELD(Soon, closes_at));

int64_t
poll_remind_due(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_poll_remindable, &SOON,
                         DB_ARGS(cx->now + POLL_REMIND_LATEST, cx->now + POLL_REMIND_BEFORE,
                                 cx->now - POLL_REMIND_AFTER, (int64_t)REMINDED_AT_ONCE));
    const Soon *soon = rows.at;
    for (size_t i = 0; i < rows.n && !db_failed(cx->db); i++) {
        if (db_run(cx, &SQL_poll_claim_reminder, DB_ARGS(soon[i].id, cx->now)) == 0)
            continue;
        tell_all(cx, soon[i].id,
                 &(PollNews){.kind = &MAIL_POLL_REMINDER,
                             .who = "silent",
                             .argument = argument_of(cx, soon[i].id),
                             .deadline = soon[i].closes_at});
    }
    return (int64_t)rows.n;
}

int64_t
poll_count_reminders(Ctx *cx)
{
    return db_count(cx, &SQL_poll_count_to_remind,
                    DB_ARGS(cx->now + POLL_REMIND_LATEST, cx->now + POLL_REMIND_BEFORE,
                            cx->now - POLL_REMIND_AFTER));
}

/* ---- whether somebody wants it ---- */

bool
poll_takes_mails(Ctx *cx, int64_t person_id)
{
    return db_count(cx, &SQL_poll_mails, DB_ARGS(person_id)) == 1;
}

void
poll_take_mails(Ctx *cx, int64_t person_id, bool wants)
{
    if (db_run(cx, &SQL_poll_take_mails, DB_ARGS(person_id, (int64_t)wants)) == 1)
        audit(cx, "person.polls", 0,
              arena_printf(cx->arena, "#%" PRId64 ": %s", person_id, wants ? "on" : "off"));
}
