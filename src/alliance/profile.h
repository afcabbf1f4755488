/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * profile - what a person shows of the record, and to whom.
 *
 * Each field is open to everybody, to members, or to the secretariat alone.
 * The record keeps two sets of bits, person.shown_public and
 * person.shown_members; the first is part of the second.
 *
 * Read with: docs/decisions/0018-record.md.
 */
#pragma once
#include "db/ctx.h"

typedef enum ProfileField {
    PROFILE_NAME = 1 << 0,
    PROFILE_PICTURE = 1 << 1,
    PROFILE_HEADLINE = 1 << 2,
    PROFILE_ABOUT = 1 << 3,
    PROFILE_COUNTRY = 1 << 4,
    PROFILE_ORGANISATION = 1 << 5,
    PROFILE_POSITION = 1 << 6,
    PROFILE_LEVEL = 1 << 7,
    PROFILE_LANGUAGES = 1 << 8,
    PROFILE_INTERESTS = 1 << 9,
    PROFILE_LINKS = 1 << 10,
    PROFILE_SINCE = 1 << 11, /* since when the person is a member */
    PROFILE_EMAIL = 1 << 12,
} ProfileField;

/** Open to members where its owner has not said otherwise: what the words of the purpose
 *  "directory" (consent.h) name, and no more. */
#define PROFILE_FIRST_MEMBERS                                                                      \
    (PROFILE_NAME | PROFILE_PICTURE | PROFILE_COUNTRY | PROFILE_ORGANISATION | PROFILE_POSITION |  \
     PROFILE_LEVEL | PROFILE_LANGUAGES | PROFILE_INTERESTS | PROFILE_SINCE)
