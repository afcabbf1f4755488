/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/task.h"

#include "alliance/comment_life.h"
#include "alliance/discussion.h"
#include "alliance/floor.h"
#include "alliance/group_task.h"
#include "alliance/recording.h"
#include "alliance/registration.h"
#include "alliance/review.h"
#include "alliance/task.sql.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "mail/address.h"

#include <string.h>

/* Who handed it in, and what was said with it. */
static const char *
review_words(Ctx *cx, const Task *task)
{
    const ReviewNote *note = review_handed_in(cx, task->item_id);
    if (note == NULL)
        return NULL;
    return *note->words == '\0' ? note->name
                                : arena_printf(cx->arena, "%s:\n\n%s", note->name, note->words);
}

/* Several are read on the desk. */
static const char *
comment_words(Ctx *cx, const Task *task)
{
    const Comment *comment = comment_find_held(cx, task->item_id);
    return comment != NULL ? arena_printf(cx->arena, "%s:\n\n%s", comment->name, comment->body)
                           : NULL;
}

static const char *
discussion_words(Ctx *cx, const Task *task)
{
    const HeldDiscussion *held = discussion_find_held(cx, task->item_id);
    return held != NULL ? arena_printf(cx->arena, "%s:\n\n%s", held->author, held->body) : NULL;
}

/* Several are read on the desk. */
static const char *
request_words(Ctx *cx, const Task *task)
{
    return group_member_only_words(cx, task->item_id);
}

/* Likewise. */
static const char *
seat_words(Ctx *cx, const Task *task)
{
    const Registration *asked = registration_only_asked(cx, task->item_id);
    return asked != NULL ? arena_printf(cx->arena, "%s:\n\n%s", asked->name, asked->question)
                         : NULL;
}

/* Likewise. */
static const char *
floor_words(Ctx *cx, const Task *task)
{
    const FloorQuestion *held = floor_find_held(cx, task->item_id);
    return held != NULL ? arena_printf(cx->arena, "%s:\n\n%s", held->name, held->text) : NULL;
}

/* What was said of the one comment, below its words. */
static const char *
report_words(Ctx *cx, const Task *task)
{
    if (comment_find_reported(cx, task->item_id) == 0)
        return NULL;
    CommentReportSpan reports = comment_reports(cx, task->item_id);
    GString *words = arena_string(cx->arena, 400);
    g_string_append_printf(words, "%s:\n\n%s\n", reports.at[0].author, reports.at[0].body);
    for (size_t i = 0; i < reports.n; i++)
        g_string_append_printf(words, "\n%s: %s", reports.at[i].name, reports.at[i].reason);
    return words->str;
}

/* More are chased at the next run: a mailbox is not to be flooded by one. */
#define CHASE_AT_ONCE 200

const TaskKind TASK_KINDS[] = {
    {"item.review", N_("Review a text"), "/desk/pages/{item}", 3 * MOMENT_DAY, MOMENT_DAY,
     "secretariat"},
    {"post.review", N_("Review a post"), "/posts/{item}/review", 3 * MOMENT_DAY, MOMENT_DAY,
     "secretariat", review_words, .answers = MAIL_REVIEW,
     .becomes = N_(
         "Answer this mail to write to its author. To publish it or to give it back, open "
         "it.")},
    {"work.review", N_("Review a contribution to the library"), "/contributions/{item}/review",
     5 * MOMENT_DAY, 2 * MOMENT_DAY, "secretariat", review_words, .answers = MAIL_REVIEW,
     .becomes = N_(
         "Answer this mail to ask who contributed it. To accept or decline it, open it.")},
    {"week.offer", N_("Answer who would like to write"), "/desk/weeks/{item}/writers",
     5 * MOMENT_DAY, 2 * MOMENT_DAY, NULL},
    {"item.translate", N_("Bring a translation up to date"), "/desk/pages/{item}", 14 * MOMENT_DAY,
     3 * MOMENT_DAY, NULL},
    {"comment.review", N_("Look at a first comment"), "/desk/comments", 2 * MOMENT_DAY, MOMENT_DAY,
     "secretariat", comment_words,
     N_("To decide it at once, answer this mail: \"yes\" shows the comment, \"no\" refuses it."),
     N_("Show it"), N_("Refuse it")},
    {"organisation.representative", N_("Decide who speaks for an organisation"),
     "/desk/organisations", 14 * MOMENT_DAY, 3 * MOMENT_DAY, NULL},
    {"join.review", N_("Decide who joins"), "/desk/joining", 5 * MOMENT_DAY, 2 * MOMENT_DAY, NULL},
    {"role.renew", N_("A role ends soon: renew it or let it end"), "/desk/people/{person}",
     30 * MOMENT_DAY, 7 * MOMENT_DAY, NULL},
    {"group.request", N_("Decide who comes into a group"), "/desk/groups/{item}", 5 * MOMENT_DAY,
     2 * MOMENT_DAY, "secretariat", request_words,
     N_("To decide it at once, answer this mail: \"yes\" lets the person in, \"no\" refuses."),
     N_("Let in"), N_("Refuse")},
    {"discussion.review", N_("Look at a first discussion"), "/desk/groups/{item}", 2 * MOMENT_DAY,
     MOMENT_DAY, "secretariat", discussion_words,
     N_("To decide it at once, answer this mail: \"yes\" shows the discussion, \"no\" refuses it."),
     N_("Show it"), N_("Refuse it")},
    {"comment.held", N_("Look at a first comment in a group"), "/desk/groups/{item}",
     2 * MOMENT_DAY, MOMENT_DAY, "secretariat", comment_words,
     N_("To decide it at once, answer this mail: \"yes\" shows the comment, \"no\" refuses it."),
     N_("Show it"), N_("Refuse it")},
    {"comment.report", N_("Decide about a comment that was reported"), "/items/{item}/reports",
     2 * MOMENT_DAY, MOMENT_DAY, "secretariat", report_words,
     N_("To decide it at once, answer this mail: \"yes\" takes the comment away, \"no\" leaves "
        "it."),
     N_("Take it away"), N_("Leave it")},
    {"registration.review", N_("Decide who gets a seat"), "/desk/events/{item}/registrations",
     3 * MOMENT_DAY, MOMENT_DAY, "secretariat", seat_words,
     N_("To decide it at once, answer this mail: \"yes\" gives the seat, \"no\" refuses it."),
     N_("Give a seat"), N_("Refuse")},
    {"floor.review", N_("Look at questions to who speaks"), "/desk/events/{item}/floor", MOMENT_DAY,
     0, "secretariat", floor_words,
     N_("To decide it at once, answer this mail: \"yes\" shows the question, \"no\" hides it."),
     N_("Show it"), N_("Hide it")},
    {"recording.found", N_("Put a recording on the event's page, or leave it"),
     "/desk/events/{item}/meeting", 7 * MOMENT_DAY, 2 * MOMENT_DAY, "secretariat", recording_words},
    {"recording.gone", N_("Look at a recording that is gone from its server"),
     "/desk/events/{item}/meeting", 5 * MOMENT_DAY, 2 * MOMENT_DAY, "secretariat", recording_words},
    {"inbound.review", N_("Decide about a mail that arrived"), "/desk/inbound?state=held",
     5 * MOMENT_DAY, 2 * MOMENT_DAY, NULL},
    {"accession.halted", N_("Take over a table of publications whose sender is no editor any more"),
     "/desk/accessions/{accession}", 5 * MOMENT_DAY, 2 * MOMENT_DAY, "secretariat"},
    {"translation.review", N_("Publish a translation"), "/desk/pages/{item}/translations",
     5 * MOMENT_DAY, 2 * MOMENT_DAY, "secretariat"},
    {0},
};

static const DbType TASK = DB_TYPE(
    Task, DB_FIELD(Task, id), DB_FIELD(Task, item_id), DB_FIELD(Task, person_id),
    DB_FIELD(Task, accession_id), DB_FIELD(Task, assignee_id), DB_FIELD(Task, due_at),
    DB_FIELD(Task, created_at), DB_FIELD(Task, closed_at), DB_FIELD(Task, kind),
    DB_FIELD(Task, subject), DB_FIELD(Task, assignee_role), DB_FIELD(Task, assignee),
    DB_FIELD(Task, state), DB_FIELD(Task, late));

/* To whom a mail about a task goes. */
typedef struct Assigned {
    int64_t id, assignee_id; /* task; person or 0 */
    const char *assignee_role;
} Assigned;

static const DbType ASSIGNED = DB_TYPE(Assigned, DB_FIELD(Assigned, id),
                                       DB_FIELD(Assigned, assignee_id),
                                       DB_FIELD(Assigned, assignee_role));

typedef struct Reader {
    int64_t id;
    const char *email, *language;
} Reader;

static const DbType READER = DB_TYPE(Reader, DB_FIELD(Reader, id), DB_FIELD(Reader, email),
                                     DB_FIELD(Reader, language));

const TaskKind *
task_kind_find(const char *name)
{
    for (const TaskKind *kind = TASK_KINDS; kind->name != NULL; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

/* A task of before they said which table they are about leads to where all tables stand. */
static const char *
url_of_kind(Ctx *cx, const TaskKind *kind, const Task *task)
{
    static const char behind[] = "/{accession}";
    size_t n = strlen(kind->url);
    return task->accession_id == 0 && g_str_has_suffix(kind->url, behind)
               ? arena_strndup(cx->arena, kind->url, n - strlen(behind))
               : kind->url;
}

/* Put the task's numbers into its kind's address. */
static const char *
task_url(Ctx *cx, const TaskKind *kind, const Task *task)
{
    const char *item = arena_printf(cx->arena, "%" PRId64, task->item_id);
    const char *person = arena_printf(cx->arena, "%" PRId64, task->person_id);
    const char *accession = arena_printf(cx->arena, "%" PRId64, task->accession_id);
    const char *id = arena_printf(cx->arena, "%" PRId64, task->id);

    return lang_fill(cx->arena, url_of_kind(cx, kind, task), "item", item, "person", person,
                     "accession", accession, "task", id, NULL);
}

static TaskSpan
complete(Ctx *cx, DbRows rows)
{
    Task *tasks = rows.at;

    for (size_t i = 0; i < rows.n; i++) {
        const TaskKind *kind = task_kind_find(tasks[i].kind);
        tasks[i].url = kind != NULL ? task_url(cx, kind, &tasks[i]) : "/desk";
        tasks[i].label = kind != NULL ? kind->label : tasks[i].kind;
    }
    return (TaskSpan){.at = tasks, .n = rows.n};
}

static void
queue_mail(Ctx *cx, const MailKind *mail, const Assigned *to)
{
    const MailArgument arguments[] = {
        {"task", arena_printf(cx->arena, "%" PRId64, to->id)},
        {0},
    };
    const Reader *reader = NULL;

    if (to->assignee_role != NULL)
        mail_queue_role(cx, mail, to->assignee_role, arguments);
    else if (to->assignee_id != 0)
        reader = db_one(cx, &SQL_task_assignee, &READER, DB_ARGS(to->assignee_id));
    if (reader != NULL)
        mail_queue(cx, mail, reader->id, reader->email, reader->language, arguments);
}

/* What a task is about; what it is not is 0. */
typedef struct About {
    int64_t item_id, person_id, accession_id;
} About;

/* 0: one about the same is open already. */
static int64_t
open_about(Ctx *cx, const char *kind_name, About about, int64_t assignee_id,
           const char *assignee_role, const char *subject)
{
    const TaskKind *kind = task_kind_find(kind_name);
    g_assert(kind != NULL && (assignee_id != 0) != (assignee_role != NULL));
    const char *line = text_fold_space(cx->arena, subject);

    int64_t id = db_insert(
        cx, &SQL_task_insert,
        DB_ARGS(kind->name, DB_OR_NULL(about.item_id), DB_OR_NULL(about.person_id),
                DB_OR_NULL(about.accession_id), DB_OR_NULL(assignee_id), assignee_role,
                text_shorten(cx->arena, line, LIMIT_LINE), cx->now + kind->due_seconds, cx->now));
    if (id != 0)
        queue_mail(cx, &MAIL_TASK_OPENED, &(Assigned){id, assignee_id, assignee_role});
    return id;
}

int64_t
task_open(Ctx *cx, const char *kind, int64_t item_id, int64_t assignee_id,
          const char *assignee_role, const char *subject)
{
    int64_t id = open_about(cx, kind, (About){.item_id = item_id}, assignee_id, assignee_role,
                            subject);
    return id != 0 ? id : db_count(cx, &SQL_task_find_open, DB_ARGS(kind, item_id));
}

int64_t
task_open_person(Ctx *cx, const char *kind, int64_t person_id, const char *assignee_role,
                 const char *subject)
{
    g_assert(person_id != 0);
    return open_about(cx, kind, (About){.person_id = person_id}, 0, assignee_role, subject);
}

int64_t
task_open_accession(Ctx *cx, const char *kind, int64_t accession_id, const char *assignee_role,
                    const char *subject)
{
    g_assert(accession_id != 0);
    return open_about(cx, kind, (About){.accession_id = accession_id}, 0, assignee_role, subject);
}

void
task_close_accession(Ctx *cx, const char *kind, int64_t accession_id)
{
    db_run(cx, &SQL_task_close_accession,
           DB_ARGS(kind, accession_id, DB_OR_NULL(cx->me.id), cx->now));
}

void
task_close(Ctx *cx, const char *kind, int64_t item_id)
{
    db_run(cx, &SQL_task_close, DB_ARGS(kind, item_id, DB_OR_NULL(cx->me.id), cx->now));
}

void
task_drop(Ctx *cx, int64_t id)
{
    db_run(cx, &SQL_task_drop, DB_ARGS(id, DB_OR_NULL(cx->me.id), cx->now));
}

const Task *
task_find(Ctx *cx, int64_t id)
{
    TaskSpan found = complete(cx, db_all(cx, &SQL_task_find, &TASK, DB_ARGS(id, cx->now)));

    return found.n > 0 ? &found.at[0] : NULL;
}

TaskSpan
task_list_mine(Ctx *cx)
{
    return complete(cx, db_all(cx, &SQL_task_list_mine, &TASK,
                               DB_ARGS(cx->me.id, cx->me.roles, cx->now, LIMIT_PAGE_ROWS)));
}

int64_t
task_count_mine(Ctx *cx)
{
    return db_count(cx, &SQL_task_count_mine, DB_ARGS(cx->me.id, cx->me.roles, cx->now));
}

TaskSpan
task_list_open(Ctx *cx, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;

    return complete(
        cx, db_all(cx, &SQL_task_list_open, &TASK, DB_ARGS(cx->now, LIMIT_PAGE_ROWS, offset)));
}

static int64_t
queue_mails(Ctx *cx, const MailKind *mail, DbRows rows)
{
    const Assigned *at = rows.at;

    for (size_t i = 0; i < rows.n; i++)
        queue_mail(cx, mail, &at[i]);
    return (int64_t)rows.n;
}

int64_t
task_chase(Ctx *cx)
{
    int64_t n = 0;

    for (const TaskKind *kind = TASK_KINDS; kind->name != NULL; kind++) {
        if (kind->remind_seconds != 0) {
            DbRows soon = db_all(
                cx, &SQL_task_remind, &ASSIGNED,
                DB_ARGS(kind->name, cx->now + kind->remind_seconds, cx->now, CHASE_AT_ONCE));
            n += queue_mails(cx, &MAIL_TASK_REMINDER, soon);
        }
        if (kind->escalate_role != NULL) {
            DbRows late = db_all(cx, &SQL_task_escalate, &ASSIGNED,
                                 DB_ARGS(kind->name, kind->escalate_role, cx->now, CHASE_AT_ONCE));
            n += queue_mails(cx, &MAIL_TASK_ESCALATED, late);
        }
    }
    return n;
}
