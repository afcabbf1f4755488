/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * known - the part of a person's record that lists speak of.
 */
#pragma once
#include "db/ctx.h"

typedef struct Known {
    int64_t id;
    const char *email, *name, *name_latin, *country, *organisation, *position, *level; /* or "" */
    int64_t joined_at;
    bool has_gone;      /* left, is erased or about to be */
    bool is_subscriber; /* was never a member: joined_at is when the record was made */
} Known;

/** Has anybody a former address?  So that a long list need not ask for each row. */
bool known_has_addresses(Ctx *cx);

/** The record with this address, whatever the case of its letters here; or NULL. */
const Known *known_find(Ctx *cx, const char *email, bool has_addresses);
const Known *known_find_id(Ctx *cx, int64_t id);

/** Write it; @organisation_id 0: as it was. */
void known_save(Ctx *cx, const Known *person, int64_t organisation_id);

/** A number as a note has it. */
const char *known_number(Ctx *cx, int64_t number);
