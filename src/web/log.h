/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * log - one line for each request and event, as key=value pairs (logfmt).
 *
 *     time=2017-01-02T09:00:00Z event=request id=5f3c... method=GET path="/events" status=200 ...
 *
 * A line is written with one write(2), so that threads do not mix theirs.
 * What is secret never gets here: no cookies, no tokens, no query, of a path no
 * parameter named "token", and of a path that no route has nothing that looks
 * like a token or an e-mail address.
 */
#pragma once
#include "base/arena.h"

typedef struct LogLine {
    GString *text; /* owned */
} LogLine;

/** Begin a line about @event, "request" for example, at @now (world time, UTC seconds). */
void log_begin(LogLine *line, const char *event, int64_t now);

void log_text(LogLine *line, const char *key, const char *value); /* NULL: nothing */
void log_int(LogLine *line, const char *key, int64_t value);
void log_real(LogLine *line, const char *key, double value);

/** Write the line to @fd and free it; @fd 0: only free it. */
void log_end(LogLine *line, int fd);
