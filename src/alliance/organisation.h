/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * organisation - where people work; one record however its name is written.
 */
#pragma once
#include "db/ctx.h"

typedef struct OrganisationType {
    const char *name;  /* in the database: "government" */
    const char *label; /* N_() */
} OrganisationType;

extern const OrganisationType ORGANISATION_TYPES[]; /* ends with {0} */

typedef struct Organisation {
    int64_t id;
    const char *name;
} Organisation;

typedef struct OrganisationSpan {
    const Organisation *at;
    size_t n;
} OrganisationSpan;

/** The first @limit records, those that have been here longest: to suggest while somebody types. */
OrganisationSpan organisation_list_first(Ctx *cx, int64_t limit);

/** The record with this name in this country (NULL: none said), made if there is none; 0 for a name
 *  without letters.  Case, accents and blanks make no difference.  @type: of ORGANISATION_TYPES or
 *  ""; it is kept if none was known. */
int64_t organisation_named(Ctx *cx, const char *name, const char *type, const char *country);
