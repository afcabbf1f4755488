/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * listen - a thread that hears which tables other nodes wrote (PostgreSQL's
 * NOTIFY); for src/db only.
 *
 * A message is the sender's node and its TableSet, in hexadecimal.  A node
 * leaves its own messages out: db_end() has moved the numbers already.
 *
 * Read with: db/generation.h.
 */
#pragma once
#include "db/db.h"

#define LISTEN_CHANNEL "baraza_generation"
#define LISTEN_MESSAGE (16 + DB_MAX_TABLES / 4 + 1) /* with its NUL */

typedef struct Listener Listener;

typedef void (*ListenTables)(void *data, const TableSet *tables);
typedef void (*ListenLost)(void *data);

/** Start to listen.  @on_tables is called in the thread for each commit of another node than
 *  @node, @on_lost each time that messages may have been missed. */
Listener *listener_new(const char *address, uint64_t node, ListenTables on_tables,
                       ListenLost on_lost, void *data);
void listener_free(Listener *listener);

/** Are messages coming in?  Any thread may ask. */
bool listener_is_connected(const Listener *listener);

/** Write a message, and read one; false if it is none. */
void listen_format(uint64_t node, const TableSet *tables, char message[LISTEN_MESSAGE]);
bool listen_parse(const char *message, uint64_t *ret_node, TableSet *ret_tables);

/* A connection that only listens, from postgres.c. */
typedef struct ListenChannel ListenChannel;
typedef void (*ListenMessage)(void *data, const char *message);

/** Connect and listen; NULL if the server is away. */
ListenChannel *listen_channel_open(const char *address);
void listen_channel_close(ListenChannel *channel);
int listen_channel_socket(const ListenChannel *channel);

/** Take what has come in; false if the connection is lost. */
bool listen_channel_read(ListenChannel *channel, ListenMessage on_message, void *data);
