/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mbox - messages of an archive, one behind the other in a file (RFC 4155), as mail programs read
 * it in.
 *
 * Lines that look like the beginning of a message, also quoted ones, are quoted
 * once more ("mboxrd"), so that they can be given back exactly.
 */
#pragma once
#include "base/arena.h"

typedef struct MboxMessage {
    const char *name, *address; /* of the author; an address that may be known */
    const char *subject, *text; /* plain text, lines end with "\n" */
    const char *id, *answers;   /* Message-ID without brackets; of what it answers, or NULL */
    int64_t at;                 /* UTC */
} MboxMessage;

/** Append the message, with the line that begins it and the empty one that ends it. */
void mbox_append(GString *out, const MboxMessage *message);
