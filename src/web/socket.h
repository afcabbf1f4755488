/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * socket - where the server listens, and who is at the other end.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

struct sockaddr;

#define SOCKET_ADDRESS_SIZE 46 /* the longest IPv6 address as text, and its end */

/**
 * Listen on @address, an IPv4 or IPv6 address in numbers, and @port; 0: one that is free.  The
 * descriptor is the caller's to close; -1 with @error when the address isn't one or is taken.
 */
int socket_listen(const char *address, int port, GError **error);

/** The port that @listening, from socket_listen(), is bound to. */
int socket_port(int listening);

/** Write the address of @from as numbers into @text. */
void socket_address(const struct sockaddr *from, char text[SOCKET_ADDRESS_SIZE]);

/** Is this the address of the machine itself? */
bool socket_is_loopback(const char *address);

/**
 * Replace @text by the last address in @forwarded, the value of X-Forwarded-For: the one that our
 * own proxy saw and wrote.  Without one, or with one that is too long, @text stays.
 */
void socket_address_forwarded(const char *forwarded, char text[SOCKET_ADDRESS_SIZE]);
