/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/limits.h"
#include "base/text.h"
#include "mail/mail.h"
#include "mail/outbox.h"
#include "mail/outbox.sql.h"
#include "mail/smtp.h"

#define CLAIM_AT_ONCE 20
#define CLAIM_SECONDS 600 /* longer than a run may take */
#define RUN_SECONDS 60    /* then the job comes again, with a new clock */
#define MAX_ATTEMPTS 12   /* about two days */
#define BACKOFF_FIRST 60  /* seconds; four times as long with each attempt */
#define BACKOFF_MAX (6 * 3600)

/* A mail that this sender has claimed. */
typedef struct Claimed {
    const OutboxMail *row;
    bool composed;
    Mail mail;
} Claimed;

static int
compare_priority(const void *a, const void *b)
{
    const OutboxMail *x = a, *y = b;

    if (x->priority != y->priority)
        return x->priority < y->priority ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Claim and compose in one transaction; afterwards nothing is read while the server is spoken to.
 * Returns how many. */
static size_t
claim(Ctx *cx, const MailKind *const *kinds, const MailSender *sender, Claimed *ret_claimed)
{
    if (db_begin(cx->db, true) != DB_OK)
        return 0;
    DbRows rows = db_all(cx, &SQL_outbox_claim, &OUTBOX_MAIL,
                         DB_ARGS(cx->now, cx->now + CLAIM_SECONDS, CLAIM_AT_ONCE));
    OutboxMail *mails = rows.at;
    if (rows.n > 1)
        qsort(mails, rows.n, sizeof(OutboxMail), compare_priority);
    for (size_t i = 0; i < rows.n; i++) {
        ret_claimed[i].row = &mails[i];
        ret_claimed[i].composed = mail_compose(cx, kinds, sender, &mails[i], &ret_claimed[i].mail);
    }
    return db_end(cx->db, true) == DB_OK ? rows.n : 0;
}

static int64_t
next_attempt(const Ctx *cx, int64_t attempts)
{
    int64_t wait = (int64_t)BACKOFF_FIRST << (2 * CLAMP(attempts - 1, 0, 8));

    return cx->now + MIN(wait, BACKOFF_MAX);
}

/* Write what became of one mail.  If that fails the lease runs out and it is sent again. */
static bool
record(Ctx *cx, const OutboxMail *row, SmtpOutcome outcome, const char *words)
{
    if (db_begin(cx->db, true) != DB_OK)
        return false;
    if (outcome == SMTP_SENT)
        db_run(cx, &SQL_outbox_sent, DB_ARGS(row->id, cx->now));
    else if (outcome == SMTP_REFUSED || row->attempts >= MAX_ATTEMPTS)
        db_run(cx, &SQL_outbox_failed, DB_ARGS(row->id, words));
    else
        db_run(cx, &SQL_outbox_later, DB_ARGS(row->id, next_attempt(cx, row->attempts), words));
    return db_end(cx->db, true) == DB_OK;
}

static SmtpOutcome
send_one(Ctx *cx, Smtp *smtp, const MailSender *sender, const Claimed *claimed,
         const char **ret_words)
{
    if (!claimed->composed) {
        *ret_words = "there was nothing to say any more";
        return SMTP_REFUSED;
    }
    Bytes message = mail_message(cx->arena, claimed->row, &claimed->mail, sender);
    return smtp_send(smtp, cx->arena, sender->address, claimed->row->address, message, ret_words);
}

/* Send a handful; returns false when there is nothing more to do for now. */
static bool
send_some(Ctx *cx, const MailKind *const *kinds, const MailSender *sender, Smtp *smtp,
          int64_t *n_sent)
{
    Claimed claimed[CLAIM_AT_ONCE] = {0};
    size_t n = claim(cx, kinds, sender, claimed);
    SmtpOutcome outcome = SMTP_SENT;
    const char *words = "";

    for (size_t i = 0; i < n; i++) {
        /* Once the server is away the rest is not tried: all of them wait. */
        if (outcome != SMTP_AWAY)
            outcome = send_one(cx, smtp, sender, &claimed[i], &words);
        *n_sent += outcome == SMTP_SENT;
        if (!record(cx, claimed[i].row, outcome, words))
            return false;
    }
    return n == CLAIM_AT_ONCE && outcome != SMTP_AWAY;
}

int64_t
mail_send_due(Ctx *cx, const MailKind *const *kinds, const MailSender *sender)
{
    if (*sender->smtp_url == '\0')
        return 0;

    const char *host = mail_host(cx->arena, sender->base_url);
    g_autoptr(Smtp) smtp = smtp_new(sender->smtp_url, host);
    g_autoptr(GTimer) timer = g_timer_new();
    int64_t n_sent = 0;
    for (bool more = true; more && g_timer_elapsed(timer, NULL) < RUN_SECONDS;) {
        g_autoptr(Arena) arena = arena_new();
        Ctx some = *cx;
        some.arena = arena;
        more = send_some(&some, kinds, sender, smtp, &n_sent);
    }
    return n_sent;
}
