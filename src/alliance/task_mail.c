/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/setting.h"
#include "alliance/standing_link.h"
#include "alliance/task.h"
#include "lang/format.h"
#include "mail/address.h"

/* @words, and that an answer decides it. */
static const char *
details(Ctx *cx, Html *out, const TaskKind *kind, const char *words)
{
    const char *hint = kind->yes != NULL ? kind->yes : kind->becomes;
    bool by_mail = hint != NULL && settings(cx)->mail_in;
    return arena_printf(out->arena, "\n\n%s%s%s", words, by_mail ? "\n\n" : "",
                        by_mail ? lang_text(out->lang, hint) : "");
}

/* What can be decided by a button is, behind a link that is the reader's own. */
static void
lead_to(Ctx *cx, Html *out, const OutboxMail *row, const Task *task, bool is_decided,
        MailDraft *draft)
{
    draft->action = lang_text(out->lang, is_decided ? N_("Look and decide") : N_("Open it"));
    draft->url = task->url;
    if (!is_decided)
        return;
    const char *use = standing_link_to_decide(out->arena, task->id);
    draft->url = arena_printf(out->arena, "/decide/%" PRId64 "/%s", task->id,
                              standing_link_token(cx, use, row->person_id, row->links_n));
}

/* What the mails about tasks have in common; each adds its own first sentence. */
static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, const char *subject, const char *sentence,
        MailDraft *ret_draft)
{
    int64_t id = mail_argument_number(cx, row, "task");
    const Task *task = task_find(cx, id);

    /* Done in the meantime: nobody needs to hear of it. */
    if (task == NULL || strcmp(task->state, "open") != 0)
        return false;
    const TaskKind *kind = task_kind_find(task->kind);
    Ctx reader = *cx;
    reader.lang = out->lang;
    const char *words = kind != NULL && kind->words != NULL ? kind->words(&reader, task) : NULL;
    const char *due = format_moment(out->arena, out->lang, task->due_at, out->zone);
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, subject), "subject", task->subject,
                             NULL),
        .body = lang_fill(
            out->arena, "{sentence}\n\n{what}\n\n{due}{details}", "sentence",
            lang_text(out->lang, sentence), "what",
            lang_fill(out->arena, lang_text(out->lang, N_("{label}: {value}")), "label",
                      lang_text(out->lang, task->label), "value", task->subject, NULL),
            "due",
            lang_fill(out->arena, lang_text(out->lang, N_("Due: {when}")), "when", due, NULL),
            "details", words != NULL ? details(cx, out, kind, words) : "", NULL),
        .reason = lang_text(out->lang, N_("You get this because the task is yours or your "
                                          "role's. It is also in your inbox on the desk.")),
        .exchange = {.answers = kind != NULL && kind->yes != NULL ? MAIL_TASK : NULL,
                     .answers_number = id},
    };
    if (kind != NULL && kind->answers != NULL)
        ret_draft->exchange = (MailExchange){.answers = kind->answers,
                                             .answers_number = task->item_id};
    lead_to(cx, out, row, task, words != NULL && kind->yes != NULL, ret_draft);
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
