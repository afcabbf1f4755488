/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/listen.h"

#include <poll.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define AGAIN_MS 500 /* between two attempts to connect */

struct Listener {
    GThread *thread;
    int stop; /* eventfd: readable when the thread shall end */
    atomic_bool connected;
    char *address;
    uint64_t node;
    ListenTables on_tables;
    ListenLost on_lost;
    void *data;
};

void
listen_format(uint64_t node, const TableSet *tables, char message[LISTEN_MESSAGE])
{
    g_snprintf(message, 17, "%016" G_GINT64_MODIFIER "x", node);
    for (size_t word = 0; word < G_N_ELEMENTS(tables->bits); word++)
        g_snprintf(message + (word + 1) * 16, 17, "%016" G_GINT64_MODIFIER "x", tables->bits[word]);
}

bool
listen_parse(const char *message, uint64_t *ret_node, TableSet *ret_tables)
{
    uint64_t words[1 + G_N_ELEMENTS(ret_tables->bits)] = {0};
    if (strlen(message) != LISTEN_MESSAGE - 1)
        return false;
    for (size_t i = 0; i < LISTEN_MESSAGE - 1; i++) {
        int digit = g_ascii_xdigit_value(message[i]);
        if (digit < 0)
            return false;
        words[i / 16] = words[i / 16] << 4 | (uint64_t)digit;
    }
    *ret_node = words[0];
    memcpy(ret_tables->bits, words + 1, sizeof ret_tables->bits);
    return true;
}

static void
hear(void *data, const char *message)
{
    Listener *self = data;
    uint64_t node = 0;
    TableSet tables;
    if (!listen_parse(message, &node, &tables))
        self->on_lost(self->data);
    else if (node != self->node)
        self->on_tables(self->data, &tables);
}

/* Wait for a message or for @timeout_ms; false when the thread shall end. */
static bool
wait_for(const Listener *self, int socket, int timeout_ms)
{
    struct pollfd fds[] = {
        {.fd = self->stop, .events = POLLIN},
        {.fd = socket,     .events = POLLIN},
    };
    poll(fds, socket >= 0 ? 2 : 1, timeout_ms);
    return fds[0].revents == 0;
}

static void *
listen_thread(void *data)
{
    Listener *self = data;
    bool go_on = true;
    while (go_on) {
        ListenChannel *channel = listen_channel_open(self->address);
        if (channel == NULL) {
            go_on = wait_for(self, -1, AGAIN_MS);
            continue;
        }
        self->on_lost(self->data);
        self->connected = true;
        do
            go_on = wait_for(self, listen_channel_socket(channel), -1);
        while (go_on && listen_channel_read(channel, hear, self));
        self->connected = false;
        listen_channel_close(channel);
    }
    return NULL;
}

Listener *
listener_new(const char *address, uint64_t node, ListenTables on_tables, ListenLost on_lost,
             void *data)
{
    Listener *self = g_new0(Listener, 1);
    self->address = g_strdup(address);
    self->node = node;
    self->on_tables = on_tables;
    self->on_lost = on_lost;
    self->data = data;
    self->stop = eventfd(0, EFD_CLOEXEC);
    self->thread = g_thread_new("listen", listen_thread, self);
    return self;
}

void
listener_free(Listener *self)
{
    if (self == NULL)
        return;
    eventfd_write(self->stop, 1);
    g_thread_join(self->thread);
    close(self->stop);
    g_free(self->address);
    g_free(self);
}

bool
listener_is_connected(const Listener *self)
{
    return self->connected;
}
