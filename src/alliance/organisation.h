/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * organisation - where people work; one record however its name is written.
 *
 * A spelling that was merged into another record stays as a row that leads to
 * it, so who types it next arrives there, and the merge can be undone.
 *
 * Read with: docs/decisions/0025-organisations.md.
 */
#pragma once
#include "db/ctx.h"

typedef struct OrganisationType {
    const char *name;  /* in the database: "government" */
    const char *label; /* N_() */
} OrganisationType;

extern const OrganisationType ORGANISATION_TYPES[]; /* ends with {0} */

/** The type in words, untranslated; "" if none is said. */
const char *organisation_type_label(const char *type);

typedef struct Organisation {
    int64_t id;
    const char *slug, *name;
    const char *words;   /* the name folded */
    const char *type;    /* of ORGANISATION_TYPES, or "" */
    const char *country; /* ISO 3166-1 alpha-2, or NULL */
    const char *website; /* http or https, or NULL */
    const char *about;   /* Markdown */
    int64_t merged_into; /* but a spelling of that one; 0: a record */
    int64_t n_shown;     /* of lists: members who show the acting person that they are there */
} Organisation;

typedef struct OrganisationSpan {
    const Organisation *at;
    size_t n;
} OrganisationSpan;

/** The first @limit records, those that have been here longest: to suggest while somebody types.
 *  Only those where two people or more are, or that say something about themselves: what one
 *  member wrote is not told to others by a list. */
OrganisationSpan organisation_list_first(Ctx *cx, int64_t limit);

/** The record with this name in this country (NULL: none said), made if there is none; 0 for a name
 *  without letters.  Case, accents and blanks make no difference.  @type: of ORGANISATION_TYPES or
 *  ""; it is kept if none was known. */
int64_t organisation_named(Ctx *cx, const char *name, const char *type, const char *country);

/** Likewise; @ret_is_new: the record was made for it. */
int64_t organisation_named_or_new(Ctx *cx, const char *name, const char *type, const char *country,
                                  bool *ret_is_new);

const char *organisation_name(Ctx *cx, int64_t id); /* or NULL */

/** The record to which a spelling leads, or itself; 0: there is none. */
int64_t organisation_root(Ctx *cx, int64_t id);

/** The record or spelling at an address; NULL: none, or none of which the acting person knows. */
const Organisation *organisation_find(Ctx *cx, const char *slug);
const Organisation *organisation_find_id(Ctx *cx, int64_t id);

/** What a list asks for; NULL or "": any. */
typedef struct OrganisationFilter {
    const char *words, *country, *type;
    int64_t page;  /* 1, 2, ... */
    int64_t limit; /* how many on a page; 0: LIMIT_PAGE_ROWS */
} OrganisationFilter;

/** Records, without spellings, that the acting person knows of, by name: somebody shows him to be
 *  there, or it says something about itself.  The secretariat knows all. */
OrganisationSpan organisation_list(Ctx *cx, const OrganisationFilter *filter);
int64_t organisation_count(Ctx *cx, const OrganisationFilter *filter);

/** Countries of all records, as ISO 3166-1 alpha-2. */
typedef struct OrganisationCountry {
    const char *code;
} OrganisationCountry;

typedef struct OrganisationCountrySpan {
    const OrganisationCountry *at;
    size_t n;
} OrganisationCountrySpan;

OrganisationCountrySpan organisation_countries(Ctx *cx);

typedef struct OrganisationDraft {
    const char *name, *type, *country, *website, *about; /* "" where nothing is said */
} OrganisationDraft;

typedef enum OrganisationOutcome {
    ORGANISATION_OK = 0,
    ORGANISATION_GONE,  /* there is no such record */
    ORGANISATION_TAKEN, /* another record has this name in this country */
} OrganisationOutcome;

/** Change a record; people who are there carry its new name.  The caller has asked whether the
 *  acting person may. */
OrganisationOutcome organisation_update(Ctx *cx, int64_t id, const OrganisationDraft *draft);

/** Put a person there, 0: nowhere; the record's name is the person's then. */
void organisation_join(Ctx *cx, int64_t person_id, int64_t organisation_id);
