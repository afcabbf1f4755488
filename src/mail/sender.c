/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One run: what is due is claimed and composed, the postman takes it to the server, and what became
 * of it is written.  Letters travel in bags: those of one claim, with the memory of all of them.
 */
#include "base/limits.h"
#include "base/text.h"
#include "db/memo.h"
#include "mail/gate.h"
#include "mail/mail.h"
#include "mail/outbox.h"
#include "mail/outbox.sql.h"
#include "mail/postman.h"
#include "mail/underway.h"

#define ROOM 800       /* letters on their way at most */
#define TOGETHER 200   /* outcomes that are written at once, and letters claimed at once, usually */
#define FIRST 4        /* letters, until the server has answered one */
#define CLAIMS 50      /* one after the other, when most of what was claimed has to wait */
#define TOGETHER_MS 20 /* so long the first of them waits for the others */
#define GIVE_BACK_AFTER 120 /* seconds: what was not tried by then is claimed anew */
#define RUN_SECONDS 10      /* then the job comes again; who wants to stop waits no longer ... */
#define RUN_MOST 150        /* ... but for a letter that hangs; so long others go on meanwhile */
#define MAX_FAILURES 600    /* of the database, one after the other, */
#define FAILURE_MS 100      /* with a pause after each, before outcomes are given up */
#define MAX_ATTEMPTS 12     /* about two days */
#define BACKOFF_FIRST 60    /* seconds; four times as long with each attempt */

/* What stands in the outbox for a mail that is not sent. */
static const char NOTHING_TO_SAY[] = "there was nothing to say any more";
static const char NO_ADDRESS[] = "this is no address";
static const char FILE_IS_GONE[] = "a file of it could not be read";
static const char DOES_NOT_REACH[] = "mails to this address came back; its owner is asked";

/* The letters of one claim. */
typedef struct Bag {
    Arena *arena;
    size_t n_out;     /* whose outcome is not written yet */
    int64_t attached; /* bytes of files that go along with them */
} Bag;

typedef struct Run {
    Ctx *cx;
    const MailKind *const *kinds;
    const MailSender *sender;
    Postman *postman;
    Gate *gate;
    bool has_held;       /* of the last claims: behind what waits there may be others */
    GPtrArray *back;     /* of Letter: came back, not written yet */
    size_t n_on_the_way; /* given and not come back */
    int64_t attached;    /* bytes of files in memory */
    int64_t until;       /* of the next claim, as Letter.until */
    int64_t n_sent;
    bool is_answered; /* the server has said something to a letter */
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
    return now + MIN(wait, OUTBOX_BACKOFF_MOST);
}

/* A server that cannot be reached says nothing of a mail. */
static bool
is_hopeless(const Letter *letter)
{
    return letter->outcome == SMTP_REFUSED ||
           (letter->outcome != SMTP_AWAY && letter->row->attempts >= MAX_ATTEMPTS);
}

static void
record(Ctx *cx, const Letter *letter)
{
    const OutboxMail *row = letter->row;
    /* Not now: it counts as underway until this transaction has ended, and who claimed it meanwhile
     * would leave it to nobody until its lease runs out. */
    if (letter->outcome == SMTP_UNTRIED)
        db_run(cx, &SQL_outbox_give_back, DB_ARGS(row->id, cx->now + 1));
    else if (is_hopeless(letter))
        db_run(cx, &SQL_outbox_failed, DB_ARGS(row->id, letter->words));
    else
        db_run(cx, &SQL_outbox_later,
               DB_ARGS(row->id, next_attempt(cx->now, row->attempts), letter->words));
}

/* Most were sent: they are one statement. */
static void
record_all(Ctx *cx, const GPtrArray *back)
{
    int64_t *sent = arena_array_of(cx->arena, int64_t, MAX(back->len, 1));
    size_t n_sent = 0;
    for (guint i = 0; i < back->len; i++) {
        const Letter *letter = back->pdata[i];
        if (letter->outcome == SMTP_SENT)
            sent[n_sent++] = letter->row->id;
        else
            record(cx, letter);
    }
    if (n_sent > 0)
        db_run(cx, &SQL_outbox_sent, DB_ARGS(db_numbers(cx->arena, sent, n_sent), cx->now));
}

/* Forget what came back, and each bag with its last letter. */
static void
drop(Run *run)
{
    for (guint i = 0; i < run->back->len; i++) {
        const Letter *letter = run->back->pdata[i];
        Bag *bag = letter->bag;
        run->n_sent += letter->outcome == SMTP_SENT;
        underway_remove(run->sender->underway, letter->row->id);
        if (--bag->n_out > 0)
            continue;
        run->attached -= bag->attached;
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

/* Claim up to @most of one priority, oldest first.  What this process has on its way, its lease run
 * out or not, stays where it is. */
static size_t
claim(Run *run, Ctx *cx, Bag *bag, int priority, size_t most, GPtrArray *ret_letters)
{
    DbRows rows = db_all(cx, &SQL_outbox_claim, &OUTBOX_MAIL,
                         DB_ARGS(priority, cx->now, cx->now + OUTBOX_LEASE, most));
    OutboxMail *mails = rows.at;
    if (rows.n > 1)
        qsort(mails, rows.n, sizeof *mails, compare_age);
    for (size_t i = 0; i < rows.n; i++) {
        if (!underway_add(run->sender->underway, mails[i].id))
            continue;
        Letter *letter = arena_new_of(cx->arena, Letter);
        *letter = (Letter){.row = &mails[i], .now = cx->now, .until = run->until, .bag = bag};
        g_ptr_array_add(ret_letters, letter);
    }
    return rows.n;
}

static void
claim_best(Run *run, Ctx *cx, Bag *bag, size_t room, GPtrArray *ret_letters)
{
    for (int priority = 0; priority < MAIL_PRIORITIES && room > 0; priority++)
        room -= claim(run, cx, bag, priority, room, ret_letters);
}

/* Claim, and again for those that have to wait, until there is enough to do. */
static void
claim_some(Run *run, Ctx *cx, Bag *bag, GPtrArray *ret_letters)
{
    size_t room = !run->is_answered ? FIRST : run->n_on_the_way == 0 ? ROOM : TOGETHER;
    g_autoptr(GPtrArray) claimed = g_ptr_array_new();
    run->has_held = true;
    for (int i = 0; i < CLAIMS && run->has_held && room > 0; i++) {
        g_ptr_array_set_size(claimed, 0);
        claim_best(run, cx, bag, room, claimed);
        run->has_held = gate_hold(run->gate, cx, claimed) > 0;
        room -= claimed->len;
        g_ptr_array_extend(ret_letters, claimed, NULL, NULL);
    }
}

/* Ask of all letters at once whether they may go. */
static MailTurn *
screen(Run *run, Ctx *cx, const GPtrArray *letters)
{
    MailTurn *turns = arena_array_of(cx->arena, MailTurn, MAX(letters->len, 1));
    for (guint i = 0; i < letters->len; i++) {
        const Letter *letter = letters->pdata[i];
        const MailKind *kind = mail_kind_find(run->kinds, letter->row->template);
        turns[i] = (MailTurn){letter->row, kind != NULL ? kind->list : NULL, .agrees = true};
    }
    if (run->sender->screen != NULL)
        run->sender->screen(cx, turns, letters->len);
    return turns;
}

/* A circular is made once; others are written one by one. */
static bool
write_letter(Run *run, Ctx *cx, Letter *letter)
{
    const MailKind *kind = mail_kind_find(run->kinds, letter->row->template);
    if (kind == NULL || !kind->is_circular)
        return mail_write(cx, run->kinds, run->sender, letter->row, &letter->mail);
    letter->circular = circular_for(cx, run->kinds, run->sender, letter->row, &letter->fill);
    return letter->circular != NULL;
}

/* Read the files of a letter, if there is room for them in memory now; else it waits its turn.
 * Returns 0, or what became of it. */
static SmtpOutcome
take_files(Run *run, Ctx *cx, Letter *letter)
{
    Bag *bag = letter->bag;
    int64_t size = mail_files_size(&letter->mail);
    if (letter->circular != NULL || letter->mail.files.n == 0)
        return 0;
    if (run->attached > 0 && run->attached + size > MAIL_FILES_MOST)
        return SMTP_UNTRIED;
    run->attached += size;
    bag->attached += size;
    if (mail_read_files(cx, &letter->mail))
        return 0;
    g_strlcpy(letter->words, FILE_IS_GONE, sizeof letter->words);
    return db_failed(cx->db) ? SMTP_UNTRIED : SMTP_REFUSED;
}

/* Why the letter is not written, or NULL. */
static const char *
why_not(const Letter *letter, const MailTurn *turn)
{
    if (!text_is_email(letter->row->address)) /* it could say more to a server */
        return NO_ADDRESS;
    return turn->bounces ? DOES_NOT_REACH : turn->agrees ? NULL : NOTHING_TO_SAY;
}

/* Write it, if it may go.  Returns 0, or what became of it: nothing, when the database did not say
 * all that was asked of it. */
static SmtpOutcome
prepare(Run *run, Ctx *cx, Letter *letter, const MailTurn *turn)
{
    const char *why = why_not(letter, turn);
    if (why == NULL && !write_letter(run, cx, letter))
        why = NOTHING_TO_SAY;
    if (db_failed(cx->db))
        return SMTP_UNTRIED;
    if (why == NULL)
        return take_files(run, cx, letter);
    g_strlcpy(letter->words, why, sizeof letter->words);
    return SMTP_REFUSED;
}

/* Write the letters, in a transaction that only reads: others may write meanwhile, and what is the
 * same in many letters is made once (db/memo.h).  What may not go, has nothing to say any more, or
 * could not be written now, comes back at once. */
static void
compose(Run *run, Ctx *cx, const GPtrArray *letters)
{
    db_use_memo(cx->db, run->sender->memo);
    bool reads = letters->len > 0 && db_begin(cx->db, false) == DB_OK;
    const MailTurn *turns = reads ? screen(run, cx, letters) : NULL;
    for (guint i = 0; i < letters->len; i++) {
        Letter *letter = letters->pdata[i];
        letter->outcome = reads ? prepare(run, cx, letter, &turns[i]) : SMTP_UNTRIED;
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
        postman_give(run->postman, letter, letter->row->priority <= GATE_URGENT);
        run->n_on_the_way++;
    }
}

static void
unclaim(Run *run, const GPtrArray *letters)
{
    for (guint i = 0; i < letters->len; i++) {
        const Letter *letter = letters->pdata[i];
        underway_remove(run->sender->underway, letter->row->id);
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
    record_all(&cx, run->back);
    gate_record(run->gate, &cx, run->back);
    run->has_held = false;
    if (wants_more) {
        bag = arena_new_of(arena, Bag);
        *bag = (Bag){0};
        claim_some(run, &cx, bag, letters);
    }
    if (db_end(cx.db, true) != DB_OK) {
        unclaim(run, letters);
        return false;
    }
    drop(run);
    compose(run, &cx, letters);
    if (letters->len > 0)
        *bag = (Bag){g_steal_pointer(&arena), letters->len, bag->attached};
    give(run, letters);
    return true;
}

/* ---- a run ---- */

static bool
is_answer(SmtpOutcome outcome)
{
    return outcome == SMTP_SENT || outcome == SMTP_LATER || outcome == SMTP_REFUSED;
}

/* Wait a second for a letter to come back, and a moment for those that come soon after.  False:
 * none did, though some are on their way. */
static bool
gather(Run *run)
{
    int64_t end = g_get_monotonic_time() + G_TIME_SPAN_SECOND;
    while (run->n_on_the_way > 0 && run->back->len < TOGETHER) {
        int64_t left = end - g_get_monotonic_time();
        Letter *letter = left > 0 ? postman_take(run->postman, left) : NULL;
        if (letter == NULL)
            return run->back->len > 0;
        if (run->back->len == 0)
            end = g_get_monotonic_time() + TOGETHER_MS * G_TIME_SPAN_MILLISECOND;
        run->is_answered |= is_answer(letter->outcome);
        g_ptr_array_add(run->back, letter);
        run->n_on_the_way--;
    }
    return true;
}

/* Others do not wait for a letter that hangs. */
static bool
has_time(double seconds, bool hangs)
{
    return seconds < RUN_SECONDS || (hangs && seconds < RUN_MOST);
}

/* Until nothing is due, time is up, or the server or the database is away. */
static void
go_on(Run *run)
{
    g_autoptr(GTimer) timer = g_timer_new();
    int n_failures = 0;
    bool hangs = false;
    do {
        bool wants_more = n_failures == 0 && !postman_is_away(run->postman) &&
                          has_time(g_timer_elapsed(timer, NULL), hangs) &&
                          run->n_on_the_way + TOGETHER <= ROOM;
        run->until = g_get_monotonic_time() + GIVE_BACK_AFTER * G_TIME_SPAN_SECOND;
        n_failures = exchange(run, wants_more) ? 0 : n_failures + 1;
        if (n_failures > 0)
            g_usleep(FAILURE_MS * G_TIME_SPAN_MILLISECOND);
        hangs = !gather(run);
    } while (run->n_on_the_way > 0 || run->has_held ||
             (run->back->len > 0 && n_failures < MAX_FAILURES));
}

int64_t
mail_send_due(Ctx *cx, const MailKind *const *kinds, const MailSender *sender)
{
    if (*sender->smtp_url == '\0')
        return 0;
    g_autoptr(Postman) postman = postman_new(sender);
    g_autoptr(GPtrArray) back = g_ptr_array_new();
    g_autoptr(Gate) gate = gate_new(sender, kinds);
    Run run = {
        .cx = cx, .kinds = kinds, .sender = sender, .postman = postman, .gate = gate, .back = back};
    go_on(&run);
    drop(&run); /* what could not be written goes again when its lease has run out */
    return run.n_sent;
}
