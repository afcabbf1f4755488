/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * doors - what is somebody's own here: profile, mails, data, ways of signing in.
 *
 * One table.  The page "/account" shows it with a sentence each; on every page
 * behind one of these doors the frame draws it as a menu.  A new room of one's
 * own adds a row.
 */
#pragma once
#include "web/web.h"

typedef struct Door {
    const char *label, *hint; /* N_() */
    const char *url;
    uint32_t who;   /* one of these roles; 0: whoever is signed in, former members too */
    bool is_shared; /* its pages have no need of this menu: a room for everybody, the list itself */
    bool here;      /* in lists: the request is behind this one */
} Door;

/** The crumb that pages behind a door begin with. */
#define DOOR_CRUMB {N_("You"), "/account"}

typedef struct DoorSpan {
    const Door *at;
    size_t n;
} DoorSpan;

/** The doors of the acting person, in order; none for a visitor. */
DoorSpan door_list(const Request *req);

/** Is this request behind a door of the acting person's own? */
bool door_is_here(const Request *req);

/** Is @path the address @url, or below it? */
bool path_is_within(const char *path, const char *url);
