/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * client_data - what the browser says that it asked for (WebAuthn, 5.8.1).
 */
#pragma once
#include "base/arena.h"

/** The members that are looked at; NULL where they are missing. */
typedef struct ClientData {
    const char *type, *challenge, *origin; /* as they are written, escapes and all */
    bool cross_origin;
} ClientData;

/** Read one JSON object; members that are not known are passed over.  False: it is none, or a known
 *  member is there twice or has another type. */
bool client_data_read(Arena *arena, Bytes json, ClientData *ret);
