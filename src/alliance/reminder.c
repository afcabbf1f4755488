/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/reminder.h"

#include "alliance/answer_open.h"
#include "alliance/registration.sql.h"
#include "alliance/registration_mail.h"
#include "base/moment.h"
#include "lang/lang.h"
#include "mail/address.h"

#include <string.h>

#define HOUR ((int64_t)3600)
#define AT_ONCE 50                      /* events, more at the next run */
#define KEPT (30 * (int64_t)MOMENT_DAY) /* what was sent, after it began */

const Reminder REMINDERS[] = {
    {"week", 7 * MOMENT_DAY, MOMENT_DAY, N_("A week before"), N_("In a week: {event}")},
    {"day", MOMENT_DAY, 6 * HOUR, N_("A day before"), N_("Tomorrow: {event}")},
    {"hour", HOUR, HOUR / 2, N_("An hour before"), N_("In one hour: {event}")},
    {0},
};

typedef struct Due {
    int64_t item_id, starts_at;
} Due;

static const DbType DUE = DB_TYPE(Due, DB_FIELD(Due, item_id), DB_FIELD(Due, starts_at));

/* Of whole days nobody knows the hour. */
static bool
is_of_days(const Reminder *reminder)
{
    return reminder->before >= MOMENT_DAY;
}

static int64_t
run_one(Ctx *cx, const Reminder *reminder)
{
    int64_t until = cx->now + reminder->before, n = 0;
    DbRows rows = db_all(cx, &SQL_reminder_due, &DUE,
                         DB_ARGS(reminder->name, until - reminder->late, until,
                                 is_of_days(reminder), (int64_t)AT_ONCE));
    const Due *due = rows.at;
    for (size_t i = 0; i < rows.n && !db_failed(cx->db); i++) {
        if (db_run(cx, &SQL_reminder_note,
                   DB_ARGS(due[i].item_id, due[i].starts_at, reminder->name)) == 0)
            continue;
        db_run(cx, &SQL_reminder_queue,
               DB_ARGS(due[i].item_id, due[i].starts_at, reminder->name, MAIL_REMINDER.priority,
                       cx->now));
        n++;
    }
    return n;
}

int64_t
reminder_run(Ctx *cx)
{
    int64_t n = 0;
    for (const Reminder *reminder = REMINDERS; reminder->name != NULL; reminder++)
        n += run_one(cx, reminder);
    if (n > 0)
        db_run(cx, &SQL_reminder_forget_old, DB_ARGS(cx->now - KEPT));
    return n;
}

int64_t
reminder_count_due(Ctx *cx)
{
    int64_t n = 0;
    for (const Reminder *reminder = REMINDERS; reminder->name != NULL; reminder++) {
        int64_t until = cx->now + reminder->before;
        n += db_count(cx, &SQL_reminder_count_due,
                      DB_ARGS(reminder->name, until - reminder->late, until, is_of_days(reminder)));
    }
    return n;
}

/* ---- the mail ---- */

static const Reminder *
reminder_find(const char *name)
{
    for (const Reminder *reminder = REMINDERS; reminder->name != NULL; reminder++)
        if (strcmp(reminder->name, name) == 0)
            return reminder;
    return NULL;
}

/* It is still to begin then, and its reader still has a seat. */
static bool
is_true_still(Ctx *cx, const OutboxMail *row, const RegistrationStory *story)
{
    int64_t starts = mail_argument_number(cx, row, "starts");
    return story->occurrence != NULL && story->occurrence->starts_at == starts &&
           starts > cx->now && !story->when->cancelled &&
           strcmp(story->registration->state, "in") == 0;
}

/* What one must answer is said in the first of the reminders that go out before it begins; who came
   later has read it in the confirmation. */
static QuestionSpan
open_of(Ctx *cx, const RegistrationStory *story, const Reminder *reminder)
{
    int64_t n_before = db_count(
        cx, &SQL_reminder_count_others,
        DB_ARGS(story->event->id, story->occurrence->starts_at, reminder->name));
    Ctx reader = story->reader;
    return n_before > 0 ? (QuestionSpan){0} : answer_open(&reader, story->registration);
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    RegistrationStory story;
    const Reminder *reminder = reminder_find(mail_argument(cx, row, "reminder"));
    if (reminder == NULL || !registration_story(cx, out, row, &story) ||
        !is_true_still(cx, row, &story))
        return false;
    const char *title = story.event->title;
    QuestionSpan open = open_of(cx, &story, reminder);
    const char *first = lang_text(out->lang,
                                  N_("you are registered for \"{event}\", which begins soon:"));
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, reminder->subject), "event", title,
                             NULL),
        .body = arena_printf(out->arena, "%s\n\n%s\n\n%s%s%s", registration_greeting(&story),
                             lang_fill(out->arena, first, "event", title, NULL),
                             when_lines(&story.reader, story.event, story.when),
                             answer_open_words(&story, open), registration_link_words(&story)),
        .action = answer_open_action(&story, open),
        .url = registration_path(&story),
        .reason = lang_text(out->lang, N_("You get this because you registered for this event.")),
        .exchange = answer_open_exchange(&story, open),
    };
    return true;
}

const MailKind MAIL_REMINDER = {.name = "registration.reminder",
                                .label = N_("An event begins soon"),
                                .priority = 3,
                                .compose = compose};
