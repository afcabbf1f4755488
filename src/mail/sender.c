/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One run: what is due is claimed and composed, the postman takes it to the server, and what became
 * of it is written.  Letters travel in bags: those of one claim, with the memory of all of them.
 */
#include "base/limits.h"
#include "db/memo.h"
#include "mail/mail.h"
#include "mail/outbox.h"
#include "mail/outbox.sql.h"
#include "mail/postman.h"

#define ROOM 800       /* letters on their way at most */
#define TOGETHER 200   /* outcomes that are written at once, and letters claimed at once, usually */
#define TOGETHER_MS 20 /* so long the first of them waits for the others */
#define CLAIM_SECONDS 300   /* longer than a letter may be on its way */
#define GIVE_BACK_AFTER 120 /* seconds: what was not tried by then is claimed anew */
#define RUN_SECONDS 10      /* then the job comes again; who wants to stop waits no longer */
#define URGENT 1            /* this priority and better ones go before others on their way */
#define MAX_FAILURES 20     /* of the database, one after the other, */
#define FAILURE_MS 100      /* with a pause after each, before outcomes are given up */
#define MAX_ATTEMPTS 12     /* about two days */
#define BACKOFF_FIRST 60    /* seconds; four times as long with each attempt */
#define BACKOFF_MAX (6 * 3600)

/* What stands in the outbox for a mail that is not sent. */
static const char NOTHING_TO_SAY[] = "there was nothing to say any more";
static const char DOES_NOT_REACH[] = "mails to this address came back; its owner is asked";

/* The letters of one claim. */
typedef struct Bag {
    Arena *arena;
    size_t n_out; /* whose outcome is not written yet */
} Bag;

typedef struct Run {
    Ctx *cx;
    const MailKind *const *kinds;
    const MailSender *sender;
    Postman *postman;
    GPtrArray *back;     /* of Letter: came back, not written yet */
    size_t n_on_the_way; /* given and not come back */
    int64_t until;       /* of the next claim, as Letter.until */
    int64_t n_sent;
} Run;

static int64_t
time_now(const Run *run)
{
    return run->sender->clock != NULL ? run->sender->clock(run->cx) : run->cx->now;
}

/* ---- what became of letters ---- */

static int64_t
next_attempt(int64_t now, int64_t attempts)
{
    int64_t wait = (int64_t)BACKOFF_FIRST << (2 * CLAMP(attempts - 1, 0, 8));
    return now + MIN(wait, BACKOFF_MAX);
}

static void
record(Ctx *cx, const Letter *letter)
{
    const OutboxMail *row = letter->row;
    if (letter->outcome == SMTP_SENT)
        db_run(cx, &SQL_outbox_sent, DB_ARGS(row->id, cx->now));
    else if (letter->outcome == SMTP_UNTRIED)
        db_run(cx, &SQL_outbox_give_back, DB_ARGS(row->id, cx->now));
    else if (letter->outcome == SMTP_REFUSED || row->attempts >= MAX_ATTEMPTS)
        db_run(cx, &SQL_outbox_failed, DB_ARGS(row->id, letter->words));
    else
        db_run(cx, &SQL_outbox_later,
               DB_ARGS(row->id, next_attempt(cx->now, row->attempts), letter->words));
}

/* Forget what came back, and each bag with its last letter. */
static void
drop(Run *run)
{
    for (guint i = 0; i < run->back->len; i++) {
        const Letter *letter = run->back->pdata[i];
        Bag *bag = letter->bag;
        run->n_sent += letter->outcome == SMTP_SENT;
        if (--bag->n_out == 0)
            arena_free(bag->arena);
    }
    g_ptr_array_set_size(run->back, 0);
}

/* ---- claiming ---- */

static int
compare_age(const void *a, const void *b)
{
    const OutboxMail *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Claim up to @most of one priority, oldest first. */
static size_t
claim(Run *run, Ctx *cx, Bag *bag, int priority, size_t most, GPtrArray *ret_letters)
{
    DbRows rows = db_all(cx, &SQL_outbox_claim, &OUTBOX_MAIL,
                         DB_ARGS(priority, cx->now, cx->now + CLAIM_SECONDS, most));
    OutboxMail *mails = rows.at;
    if (rows.n > 1)
        qsort(mails, rows.n, sizeof *mails, compare_age);
    for (size_t i = 0; i < rows.n; i++) {
        Letter *letter = arena_new_of(cx->arena, Letter);
        *letter = (Letter){.row = &mails[i], .now = cx->now, .until = run->until, .bag = bag};
        g_ptr_array_add(ret_letters, letter);
    }
    return rows.n;
}

static void
claim_best(Run *run, Ctx *cx, Bag *bag, GPtrArray *ret_letters)
{
    size_t room = run->n_on_the_way == 0 ? ROOM : TOGETHER;
    for (int priority = 0; priority < MAIL_PRIORITIES && room > 0; priority++)
        room -= claim(run, cx, bag, priority, room, ret_letters);
}

static bool
may_reach(const Run *run, Ctx *cx, const OutboxMail *row)
{
    return run->sender->reaches == NULL || run->sender->reaches(cx, row);
}

/* Write the letters, in a transaction that only reads: others may write meanwhile, and what is the
 * same in many letters is made once (db/memo.h).  What has nothing to say any more, or could not
 * be written now, comes back at once. */
static void
compose(Run *run, Ctx *cx, const GPtrArray *letters)
{
    db_use_memo(cx->db, run->sender->memo);
    bool reads = db_begin(cx->db, false) == DB_OK;
    for (guint i = 0; i < letters->len; i++) {
        Letter *letter = letters->pdata[i];
        bool reaches = reads && may_reach(run, cx, letter->row);
        if (reaches && mail_compose(cx, run->kinds, run->sender, letter->row, &letter->mail))
            continue;
        letter->outcome = reads && !db_failed(cx->db) ? SMTP_REFUSED : SMTP_UNTRIED;
        g_strlcpy(letter->words, reaches ? NOTHING_TO_SAY : DOES_NOT_REACH, sizeof letter->words);
    }
    if (reads)
        db_end(cx->db, true);
    db_use_memo(cx->db, NULL);
}

/* Give what was claimed to the postman. */
static void
give(Run *run, const GPtrArray *letters)
{
    for (guint i = 0; i < letters->len; i++) {
        Letter *letter = letters->pdata[i];
        if (letter->outcome != 0) {
            g_ptr_array_add(run->back, letter);
            continue;
        }
        postman_give(run->postman, letter, letter->row->priority <= URGENT);
        run->n_on_the_way++;
    }
}

/* In one transaction write what became of letters and claim others.  False: the database kept
 * nothing; what was claimed is not sent, and what came back is still to be written. */
static bool
exchange(Run *run, bool wants_more)
{
    Bag *bag = NULL;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GPtrArray) letters = g_ptr_array_new();
    Ctx cx = *run->cx;
    cx.arena = arena;
    cx.now = time_now(run);
    if (db_begin(cx.db, true) != DB_OK)
        return false;
    for (guint i = 0; i < run->back->len; i++)
        record(&cx, run->back->pdata[i]);
    if (wants_more) {
        bag = arena_new_of(arena, Bag);
        claim_best(run, &cx, bag, letters);
    }
    if (db_end(cx.db, true) != DB_OK)
        return false;
    drop(run);
    compose(run, &cx, letters);
    if (letters->len > 0)
        *bag = (Bag){g_steal_pointer(&arena), letters->len};
    give(run, letters);
    return true;
}

/* ---- a run ---- */

/* Wait a second for a letter to come back, and a moment for those that come soon after. */
static void
gather(Run *run)
{
    int64_t end = g_get_monotonic_time() + G_TIME_SPAN_SECOND;
    while (run->n_on_the_way > 0 && run->back->len < TOGETHER) {
        int64_t left = end - g_get_monotonic_time();
        Letter *letter = left > 0 ? postman_take(run->postman, left) : NULL;
        if (letter == NULL)
            return;
        if (run->back->len == 0)
            end = g_get_monotonic_time() + TOGETHER_MS * G_TIME_SPAN_MILLISECOND;
        g_ptr_array_add(run->back, letter);
        run->n_on_the_way--;
    }
}

/* Until nothing is due, time is up, or the server or the database is away. */
static void
go_on(Run *run)
{
    g_autoptr(GTimer) timer = g_timer_new();
    int n_failures = 0;
    do {
        bool wants_more = n_failures == 0 && !postman_is_away(run->postman) &&
                          g_timer_elapsed(timer, NULL) < RUN_SECONDS &&
                          run->n_on_the_way + TOGETHER <= ROOM;
        run->until = g_get_monotonic_time() + GIVE_BACK_AFTER * G_TIME_SPAN_SECOND;
        n_failures = exchange(run, wants_more) ? 0 : n_failures + 1;
        if (n_failures > 0)
            g_usleep(FAILURE_MS * G_TIME_SPAN_MILLISECOND);
        gather(run);
    } while (run->n_on_the_way > 0 || (run->back->len > 0 && n_failures < MAX_FAILURES));
}

int64_t
mail_send_due(Ctx *cx, const MailKind *const *kinds, const MailSender *sender)
{
    if (*sender->smtp_url == '\0')
        return 0;
    g_autoptr(Postman) postman = postman_new(sender);
    g_autoptr(GPtrArray) back = g_ptr_array_new();
    Run run = {.cx = cx, .kinds = kinds, .sender = sender, .postman = postman, .back = back};
    go_on(&run);
    drop(&run); /* what could not be written goes again when its lease has run out */
    return run.n_sent;
}
