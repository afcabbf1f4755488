/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * atom - the frame of a feed for feed readers (Atom, RFC 4287).
 *
 * Each room writes what its entries have besides; all are in the reader's language.
 */
#pragma once
#include "web/web.h"

typedef struct AtomFeed {
    const char *name;   /* of what is in it, behind the alliance's; NULL: everything */
    const char *page;   /* path at which the same stands for people */
    int64_t updated_at; /* of its newest entry, UTC; 0: there is none */
} AtomFeed;

/** Begin the feed at the address that was asked for, with its title, links and author. */
Html *atom_begin(Request *req, const AtomFeed *feed);

/** Begin an entry; @id is a whole address that stays when title or address change. */
void atom_entry(Html *out, const char *language, const char *id, const char *title);

/** Append a link to a path of this site. */
void atom_link(Html *out, const Ctx *cx, const char *rel, const char *type, const char *path);

/** Append an author; @address: a whole one, or NULL. */
void atom_author(Html *out, const char *name, const char *address);

void atom_entry_end(Html *out);
Response *atom_end(Request *req, Html *out);
