/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/postman.h"

#include "mail/address.h"
#include "mail/outbox.h"

#include <string.h>

#define WORTH_A_CONNECTION 4 /* so many that wait are worth another one */

struct Postman {
    const MailSender *sender;
    GAsyncQueue *given, *done;
    GThread *threads[POSTMAN_CONNECTIONS];
    int n_threads;
    int is_away;  /* atomic */
    int n_broken; /* atomic: one after the other */
};

static Letter end_of_work; /* given to each thread at the end */

/* The sender of the envelope: to whom a mail server reports.  An address of its own for each mail
 * says which one a report is about. */
static const char *
envelope_sender(Arena *arena, const MailSender *sender, const OutboxMail *row)
{
    if (sender->returns_to == NULL)
        return sender->address;
    return mail_address_sign(arena, sender->key, MAIL_BOUNCE, row->id, row->person_id,
                             sender->returns_to);
}

static Bytes
write_message(Arena *arena, const MailSender *sender, const Letter *letter)
{
    if (letter->circular == NULL)
        return mail_message(arena, letter->row, &letter->mail, sender, letter->now);
    return circular_fill(arena, letter->circular, letter->row, &letter->fill, sender, letter->now);
}

static void
deliver(Postman *postman, Smtp *smtp, Letter *letter)
{
    const MailSender *sender = postman->sender;
    g_autoptr(Arena) arena = arena_new();
    const char *words = "";
    Bytes message = write_message(arena, sender, letter);
    const char *from = envelope_sender(arena, sender, letter->row);
    letter->outcome = smtp_send(smtp, arena, from, letter->row->address, message, &words);
    g_strlcpy(letter->words, words, sizeof letter->words);
    if (letter->outcome != SMTP_BROKEN)
        g_atomic_int_set(&postman->n_broken, 0);
    else if (g_atomic_int_add(&postman->n_broken, 1) + 1 >= POSTMAN_CONNECTIONS)
        g_atomic_int_set(&postman->is_away, 1);
    if (letter->outcome == SMTP_AWAY)
        g_atomic_int_set(&postman->is_away, 1);
}

static void *
work(void *data)
{
    Postman *postman = data;
    g_autoptr(Arena) arena = arena_new();
    const MailSender *sender = postman->sender;
    g_autoptr(Smtp)
        smtp = smtp_new(sender->smtp_url, mail_host(arena, sender->base_url), sender->patience);
    for (;;) {
        Letter *letter = g_async_queue_pop(postman->given);
        if (letter == &end_of_work)
            return NULL;
        if (postman_is_away(postman) || g_get_monotonic_time() > letter->until)
            letter->outcome = SMTP_UNTRIED;
        else
            deliver(postman, smtp, letter);
        g_async_queue_push(postman->done, letter);
    }
}

Postman *
postman_new(const MailSender *sender)
{
    Postman *postman = g_new0(Postman, 1);
    postman->sender = sender;
    postman->given = g_async_queue_new();
    postman->done = g_async_queue_new();
    return postman;
}

void
postman_free(Postman *postman)
{
    if (postman == NULL)
        return;
    for (int i = 0; i < postman->n_threads; i++)
        g_async_queue_push(postman->given, &end_of_work);
    for (int i = 0; i < postman->n_threads; i++)
        g_thread_join(postman->threads[i]);
    g_async_queue_unref(postman->given);
    g_async_queue_unref(postman->done);
    g_free(postman);
}

void
postman_give(Postman *postman, Letter *letter, bool urgent)
{
    if (urgent)
        g_async_queue_push_front(postman->given, letter);
    else
        g_async_queue_push(postman->given, letter);
    bool worth = postman->n_threads == 0 ||
                 g_async_queue_length(postman->given) >= WORTH_A_CONNECTION;
    if (worth && postman->n_threads < POSTMAN_CONNECTIONS) {
        postman->threads[postman->n_threads] = g_thread_new("postman", work, postman);
        postman->n_threads++;
    }
}

Letter *
postman_take(Postman *postman, int64_t microseconds)
{
    return g_async_queue_timeout_pop(postman->done, (guint64)microseconds);
}

bool
postman_is_away(const Postman *postman)
{
    return g_atomic_int_get(&postman->is_away) != 0;
}
