/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * http_watch - deadlines of connections, for http.c only.
 *
 * libmicrohttpd closes what is idle; somebody who sends one byte now and then
 * is never idle.  So every connection has a moment by which its headers, then
 * its body, must be complete; a thread shuts those that are late.
 */
#pragma once
#include "web/metrics.h"

typedef struct HttpWatch HttpWatch;

HttpWatch *http_watch_new(int header_seconds, int idle_seconds, Metrics *metrics);
void http_watch_free(HttpWatch *watch);

/** A connection as the watch knows it; the server keeps it with the socket. */
typedef struct Watched Watched;

/** Watch the socket @fd from now on: its headers are due. */
Watched *http_watch_open(HttpWatch *watch, int fd);

/** Forget it, before the socket is closed. */
void http_watch_close(HttpWatch *watch, Watched *watched);

/** The headers are complete, and @n bytes are to come for which there is more time; 0: a body that
 *  needs no more than any. */
void http_watch_body(Watched *watched, int64_t n);

void http_watch_work(Watched *watched);                   /* ours to answer: no deadline */
void http_watch_idle(HttpWatch *watch, Watched *watched); /* the next request may come */
