/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * merge - records that may be one person's, and making two of them one.
 *
 * All that refers to the record that goes is given to the one that stays, for
 * every foreign key of the schema (db/reference.h).  What both have, such as
 * the same interest, stays once.  The rows as they were are kept, and the record
 * that went stays as an empty row, so that all of it can be undone for some time.
 *
 * Read with: likeness.c (who may be the same), docs/decisions/0024-merge.md.
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"
#include "web/web.h"

#define MERGE_UNDO_SECONDS ((int64_t)30 * 24 * 60 * 60)
#define LIKENESS_BATCH 2000 /* people of one transaction of the job */

extern const RouteTable merge_routes;
extern const MailKind MAIL_MERGED;

/** What a record says, as far as one has to choose. */
typedef struct MergePerson {
    int64_t id, picture_id, organisation_id, joined_at, version;
    const char *email, *name, *name_latin, *country, *organisation, *position, *headline, *about,
        *level, *language, *zone; /* "": not said */
    bool has_gone;                /* erased, or merged already */
} MergePerson;

const MergePerson *merge_find_person(Ctx *cx, int64_t id); /* or NULL */

/** A field whose value is chosen. */
typedef struct MergeField {
    const char *name, *label; /* label: N_() */
    size_t offset;            /* of a text in MergePerson */
} MergeField;

extern const MergeField MERGE_FIELDS[]; /* ends with {0} */

const char *merge_value(const MergePerson *person, const MergeField *field);

/** Make two records one.  @chosen: what the one that stays says from then on.  Returns the merge's
 *  id; 0: one of them is gone already, or both are the same. */
int64_t merge_people(Ctx *cx, int64_t gone_id, const MergePerson *chosen);

typedef struct Merge {
    int64_t id, stays_id, gone_id, stays_version, merged_at, undone_at;
    const char *stays_before, *gone_before, *name; /* name of who stays */
} Merge;

typedef struct MergeSpan {
    const Merge *at;
    size_t n;
} MergeSpan;

const Merge *merge_find(Ctx *cx, int64_t id); /* or NULL */
MergeSpan merge_list(Ctx *cx);                /* those that can be undone, newest first */

typedef enum MergeUndo {
    MERGE_UNDONE,
    MERGE_TOO_LATE, /* or done already, or who stays was merged into another since */
    MERGE_TAKEN,    /* the address of who went belongs to somebody else by now */
} MergeUndo;

/** Make two records of one again.  *@ret_kept: rows that somebody changed since, and which stay;
 *  the record itself counts as one, if it was changed. */
MergeUndo merge_undo(Ctx *cx, const Merge *merge, int64_t *ret_kept);

/** A job: end what can no longer be undone; returns how many. */
int64_t merge_clear_old(Ctx *cx);

/* ---- who may be the same ---- */

typedef struct LikePair {
    int64_t id, other_id; /* id is the smaller */
    const char *name, *other_name, *email, *other_email, *reason;
} LikePair;

typedef struct LikePairSpan {
    const LikePair *at;
    size_t n;
} LikePairSpan;

LikePairSpan likeness_list(Ctx *cx, int64_t page);

/** These two are not one; both orders mean the same. */
void likeness_deny(Ctx *cx, int64_t id, int64_t other_id);

/** The job "people.compare": write down what is compared. */
const char *likeness_run(Ctx *cx, const char *argument, GError **error);
