/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/setting.h"
#include "alliance/task.h"
#include "lang/format.h"
#include "mail/address.h"

/* What waits, in its own words, and that an answer decides it: "" if there is nothing of it. */
static const char *
details(Ctx *cx, Html *out, const Task *task, const TaskKind *kind)
{
    const char *words = kind->words != NULL ? kind->words(cx, task) : NULL;
    if (words == NULL)
        return "";
    bool by_mail = kind->yes != NULL && settings(cx)->mail_in;
    return arena_printf(out->arena, "\n\n%s%s%s", words, by_mail ? "\n\n" : "",
                        by_mail ? lang_text(out->lang, kind->yes) : "");
}

/* What the mails about tasks have in common; each adds its own first sentence. */
static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, const char *subject, const char *sentence,
        MailDraft *ret_draft)
{
    int64_t id = g_ascii_strtoll(mail_argument(cx, row, "task"), NULL, 10);
    const Task *task = task_find(cx, id);

    /* Done in the meantime: nobody needs to hear of it. */
    if (task == NULL || strcmp(task->state, "open") != 0)
        return false;
    const TaskKind *kind = task_kind_find(task->kind);
    const char *due = format_moment(out->arena, out->lang, task->due_at, out->zone);
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, subject), "subject", task->subject,
                             NULL),
        .body = lang_fill(
            out->arena, "{sentence}\n\n{label}: {subject}\n\n{due}{details}", "sentence",
            lang_text(out->lang, sentence), "label", lang_text(out->lang, task->label), "subject",
            task->subject, "due",
            lang_fill(out->arena, lang_text(out->lang, N_("Due: {when}")), "when", due, NULL),
            "details", kind != NULL ? details(cx, out, task, kind) : "", NULL),
        .action = lang_text(out->lang, N_("Open it")),
        .url = task->url,
        .reason = lang_text(out->lang, N_("You get this because the task is yours or your "
                                          "role's. It is also in your inbox on the desk.")),
        .exchange = {.answers = kind != NULL && kind->yes != NULL ? MAIL_TASK : NULL,
                     .answers_number = id},
    };
    return true;
}

static bool
compose_opened(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return compose(cx, out, row, N_("To do: {subject}"), N_("Something waits for you."), ret_draft);
}

static bool
compose_reminder(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return compose(cx, out, row, N_("Soon due: {subject}"),
                   N_("This still waits for you and is soon due."), ret_draft);
}

static bool
compose_late(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return compose(cx, out, row, N_("Late: {subject}"),
                   N_("This should be done by now. Please see to it, or close it if it is not "
                      "needed any more."),
                   ret_draft);
}

const MailKind MAIL_TASK_OPENED = {.name = "task.opened",
                                   .label = N_("A task waits"),
                                   .priority = 5,
                                   .compose = compose_opened,
                                   .waits = true};
const MailKind MAIL_TASK_REMINDER = {.name = "task.reminder",
                                     .label = N_("Reminder of a task"),
                                     .priority = 5,
                                     .compose = compose_reminder,
                                     .waits = true};
const MailKind MAIL_TASK_ESCALATED = {.name = "task.escalated",
                                      .label = N_("A task is late"),
                                      .priority = 4,
                                      .compose = compose_late,
                                      .waits = true};
