/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * scope - what a tool may be told of a person.
 */
#pragma once
#include "base/arena.h"

typedef enum Scope {
    SCOPE_OPENID = 1 << 0, /* a name of the person's for this tool alone */
    SCOPE_PROFILE = 1 << 1,
    SCOPE_EMAIL = 1 << 2,
    SCOPE_ROLES = 1 << 3, /* what the person is in the alliance */
} Scope;

/** A row for each. */
typedef struct ScopeKind {
    Scope scope;
    const char *name;  /* in the protocol */
    const char *label; /* N_(): in plain words */
} ScopeKind;

extern const ScopeKind SCOPES[]; /* ends with {0} */

/** The scopes in a text with spaces between; those that are not known are left out. */
unsigned scopes_parse(const char *text);

/** The other way round. */
const char *scopes_format(Arena *arena, unsigned scopes);
