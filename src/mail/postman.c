/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/postman.h"

#include "mail/address.h"
#include "mail/outbox.h"
#include "mail/relays.h"

#include <string.h>

#define WORTH_A_CONNECTION 4 /* so many that wait are worth another one */

struct Postman {
    const MailSender *sender;
    GAsyncQueue *given, *done;
    GThread *threads[POSTMAN_CONNECTIONS];
    int n_threads;
    GPtrArray *servers; /* of char *: their addresses, best first */
    Relays *relays, *own_relays;
    int place;    /* atomic: of the server that is tried */
    int is_away;  /* atomic: none can be reached */
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

/* The connection of a thread, and the place of the server to which it leads. */
typedef struct Link {
    Smtp *smtp; /* or NULL */
    int place;
} Link;

static void
link_clear(Link *link)
{
    smtp_free(link->smtp);
    link->smtp = NULL;
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Link, link_clear)

/* Let @link lead to the server that all try now. */
static void
turn(const Postman *postman, Arena *arena, Link *link)
{
    const MailSender *sender = postman->sender;
    int place = g_atomic_int_get(&postman->place);
    if (link->smtp != NULL && link->place == place)
        return;
    link_clear(link);
    link->place = place;
    link->smtp = smtp_new(postman->servers->pdata[place], mail_host(arena, sender->base_url),
                          sender->patience);
}

/* The server at @place is away: let it rest.  False: there is no other to turn to. */
static bool
turn_away(Postman *postman, int place)
{
    size_t next;
    relays_rest(postman->relays, (size_t)place);
    if (!relays_pick(postman->relays, postman->servers->len, &next))
        return false;
    g_atomic_int_set(&postman->place, (int)next);
    return true;
}

/* Several conversations that broke off, one after the other, are the server's fault. */
static bool
is_server_broken(Postman *postman, SmtpOutcome outcome)
{
    if (outcome == SMTP_BROKEN)
        return g_atomic_int_add(&postman->n_broken, 1) + 1 >= POSTMAN_CONNECTIONS;
    g_atomic_int_set(&postman->n_broken, 0);
    return false;
}

/* By the first server that can be reached. */
static void
deliver(Postman *postman, Link *link, Letter *letter)
{
    const MailSender *sender = postman->sender;
    g_autoptr(Arena) arena = arena_new();
    const char *words = "";
    Bytes message = write_message(arena, sender, letter);
    const char *from = envelope_sender(arena, sender, letter->row);
    bool goes_on = false;
    do {
        turn(postman, arena, link);
        letter->outcome = smtp_send(link->smtp, arena, from, letter->row->address, message, &words);
        goes_on = letter->outcome == SMTP_AWAY && turn_away(postman, link->place);
    } while (goes_on);
    g_strlcpy(letter->words, words, sizeof letter->words);
    if (letter->outcome == SMTP_SENT)
        relays_wake(postman->relays, (size_t)link->place);
    bool broken = is_server_broken(postman, letter->outcome);
    if (letter->outcome == SMTP_AWAY || (broken && !turn_away(postman, link->place)))
        g_atomic_int_set(&postman->is_away, 1);
}

static void *
work(void *data)
{
    Postman *postman = data;
    g_auto(Link) link = {0};
    for (;;) {
        Letter *letter = g_async_queue_pop(postman->given);
        if (letter == &end_of_work)
            return NULL;
        if (postman_is_away(postman) || g_get_monotonic_time() > letter->until)
            letter->outcome = SMTP_UNTRIED;
        else
            deliver(postman, &link, letter);
        g_async_queue_push(postman->done, letter);
    }
}

static GPtrArray *
servers_of(const char *addresses)
{
    GPtrArray *servers = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) words = g_strsplit(addresses, " ", -1);
    for (char **word = words; *word != NULL && servers->len < LIMIT_MAIL_SERVERS; word++)
        if (**word != '\0')
            g_ptr_array_add(servers, g_strdup(*word));
    return servers;
}

Postman *
postman_new(const MailSender *sender)
{
    Postman *postman = g_new0(Postman, 1);
    size_t place = 0;
    postman->sender = sender;
    postman->servers = servers_of(sender->smtp_url);
    postman->own_relays = sender->relays == NULL ? relays_new() : NULL;
    postman->relays = sender->relays != NULL ? sender->relays : postman->own_relays;
    if (relays_pick(postman->relays, postman->servers->len, &place))
        postman->place = (int)place; /* if all rest, the best is tried all the same */
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
    g_ptr_array_unref(postman->servers);
    relays_free(postman->own_relays);
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
