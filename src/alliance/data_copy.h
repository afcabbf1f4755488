/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * data_copy - a copy of all that is held about a person, for that person.
 *
 * A job makes it: data.json, in the order of HOLDINGS (holding.h), and the files
 * that the person sent.  It is kept for a week, in parts that are each a whole zip
 * and as large as one answer may be.
 *
 * Read with: docs/decisions/0026-privacy.md.
 */
#pragma once
#include "db/ctx.h"
#include "mail/mail.h"

#define DATA_COPY_SECONDS ((int64_t)7 * 24 * 60 * 60)

typedef struct DataCopy {
    int64_t id, asked_at, made_at, expires_at; /* made_at 0: not yet */
} DataCopy;

typedef struct DataCopyPart {
    int64_t copy_id, part, size;
} DataCopyPart;

typedef struct DataCopyPartSpan {
    const DataCopyPart *at;
    size_t n;
} DataCopyPartSpan;

/** Ask for a copy in the acting person's language; an earlier one goes.  While one is being made
 *  that one stays the only one. */
void data_copy_ask(Ctx *cx, int64_t person_id);

/** The person's copy that has not expired, or NULL. */
const DataCopy *data_copy_find(Ctx *cx, int64_t person_id);
DataCopyPartSpan data_copy_parts(Ctx *cx, int64_t copy_id);

/** A part of a copy of that person; n is 0 if there is none, or it has expired. */
Bytes data_copy_read(Ctx *cx, int64_t person_id, int64_t copy_id, int64_t part);

/** Make the copy of this number, unless it is there, and tell its owner.  Returns how many parts,
 *  0 if there is nothing to do.  A job. */
int64_t data_copy_make(Ctx *cx, int64_t copy_id);

/** Delete what has expired; returns how many.  A job. */
int64_t data_copy_delete_expired(Ctx *cx);

extern const MailKind MAIL_DATA_COPY;
