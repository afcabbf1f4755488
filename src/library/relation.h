/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * relation - what works are to each other, and to what is elsewhere.
 *
 * Each is one row, and both works show it, each from its own side: types come
 * in pairs, and between two works the first of a pair is kept.  A work that
 * the acting person may not see is not there, for pages, counts and machines.
 *
 * Read with: library.h, docs/decisions/0070-curated.md.
 */
#pragma once
#include "alliance/item.h"
#include "web/form.h"

#define RELATIONS_MOST 100      /* of one work, from both sides */
#define RELATION_TITLE_MOST 300 /* characters, of what is elsewhere */

/** A type, as DataCite's relationType names it. */
typedef struct RelationType {
    const char *name, *inverse; /* "IsPartOf", "HasPart" */
    const char *label;          /* N_("Is part of") */
    const char *linked;         /* property of schema.org that says the same, or NULL */
    bool is_first;              /* of its pair */
    bool is_order;              /* it cannot lead back to where it came from */
} RelationType;

extern const RelationType RELATION_TYPES[];               /* end with {0} */
const RelationType *relation_type_find(const char *name); /* or NULL */

typedef struct Relation {
    int64_t id;
    const RelationType *type;     /* from the side of the work that was asked about */
    int64_t other_id;             /* 0: elsewhere */
    const char *title, *language; /* language NULL: not known */
    const char *url; /* path of the other work, or the whole address of what is elsewhere */
    const char *doi; /* of either; "" none */
    bool is_elsewhere, is_draft; /* is_draft: only editors see it still */
} Relation;

typedef struct RelationSpan {
    const Relation *at;
    size_t n;
} RelationSpan;

/** What the work is to others that the acting person may see, by type, then oldest first.  One
 *  statement. */
RelationSpan relation_list(Ctx *cx, int64_t work_id);

/** What an editor says: the work is .type to .other_id, or to what is at .url. */
typedef struct RelationDraft {
    const RelationType *type; /* NULL: none was chosen */
    int64_t other_id;         /* 0: elsewhere */
    const char *url, *title;  /* "" if other_id is given */
} RelationDraft;

/** What is wrong with it: fields are "type", "other", "title". */
FormFault relation_fault(Ctx *cx, int64_t work_id, const RelationDraft *draft);

/** Keep it; the caller has asked relation_fault().  False: somebody else said the same meanwhile.
 */
bool relation_insert(Ctx *cx, int64_t work_id, const RelationDraft *draft);

/** Take one away, from either side.  False: there was none. */
bool relation_delete(Ctx *cx, int64_t work_id, int64_t id);
