/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * task - a step of a workflow that waits for somebody.
 *
 * Features declare their kinds in the table of task.c.  Opening a task queues a
 * mail to whoever has to do it; the job `task.chase` reminds, and hands on what
 * is late.
 *
 * Read with: task_mail.c (what the mails say).
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"

typedef struct Task Task;

typedef struct TaskKind {
    const char *name;          /* "item.review" */
    const char *label;         /* N_("Review") */
    const char *url;           /* where it is done: "/desk/pages/{item}"; also {person},
                                  {accession}, {task} */
    int64_t due_seconds;       /* from opening */
    int64_t remind_seconds;    /* before it is due; 0: no reminder */
    const char *escalate_role; /* gets it when it is late, or NULL */
    /** What waits, in its own words, for the mail, in cx's language where they are ours; NULL:
     *  there are none, or not one alone.  The hook may be NULL. */
    const char *(*words)(Ctx *cx, const Task *task);
    const char *yes; /* N_(): what answering the mail with "yes" or "no" does; NULL: nothing.
                        Who decides is inbound/meaning.c */
    const char *yes_button, *no_button; /* N_(): the same behind the mail's link */
    const char *answers; /* without .yes: the purpose of an answer about the task's item
                            (mail/address.h), or NULL; then: */
    const char *becomes; /* N_(): what it becomes */
} TaskKind;

extern const TaskKind TASK_KINDS[];               /* ends with {0} */
const TaskKind *task_kind_find(const char *name); /* or NULL */

struct Task {
    int64_t id, item_id, person_id, accession_id, assignee_id, due_at, created_at, closed_at;
    const char *kind, *subject, *assignee_role, *assignee, *state;
    const char *label; /* of its kind, English */
    const char *url;
    bool late;
};

typedef struct TaskSpan {
    const Task *at;
    size_t n;
} TaskSpan;

/** Open a task for a role or a person (the other is NULL or 0).  One of the same kind about the
 *  same item that is open already stays the only one.  Returns its id.  Queues the mail. */
int64_t task_open(Ctx *cx, const char *kind, int64_t item_id, int64_t assignee_id,
                  const char *assignee_role, const char *subject);

/** Likewise, for a role, about a person instead of an item; 0 if one is open already. */
int64_t task_open_person(Ctx *cx, const char *kind, int64_t person_id, const char *assignee_role,
                         const char *subject);

/** Likewise, about a table of publications. */
int64_t task_open_accession(Ctx *cx, const char *kind, int64_t accession_id,
                            const char *assignee_role, const char *subject);
void task_close_accession(Ctx *cx, const char *kind, int64_t accession_id);

/** It is done; nothing if none is open.  @item_id 0: of those that are about no item. */
void task_close(Ctx *cx, const char *kind, int64_t item_id);
void task_drop(Ctx *cx, int64_t id);

const Task *task_find(Ctx *cx, int64_t id); /* or NULL */

/** What waits for the acting person, by himself or by his roles, soonest first. */
TaskSpan task_list_mine(Ctx *cx);
int64_t task_count_mine(Ctx *cx);
TaskSpan task_list_open(Ctx *cx, int64_t page); /* everybody's; secretariat */

/** Remind and escalate what is due; returns how many tasks were chased.  A job. */
int64_t task_chase(Ctx *cx);

/* The mails about tasks; their only argument is "task", its id. */
extern const MailKind MAIL_TASK_OPENED;
extern const MailKind MAIL_TASK_REMINDER;
extern const MailKind MAIL_TASK_ESCALATED;
