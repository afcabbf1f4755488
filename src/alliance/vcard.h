/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * vcard - a person's card for address books: vCard 4.0 (RFC 6350).
 */
#pragma once
#include "alliance/profile.h"

/** What stands in a card beside the profile. */
typedef struct VcardSource {
    const Profile *profile;
    const char *url;          /* whole address of the person's page, or NULL */
    const char *country;      /* its name in the reader's language, or "" */
    Bytes picture;            /* its content, or empty */
    const char *picture_type; /* media type */
} VcardSource;

/** Write the card, lines folded at 75 octets between characters, into the arena.  What is empty in
 *  the profile is not in the card. */
const char *vcard_format(Arena *arena, const VcardSource *source);
