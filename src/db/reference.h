/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * reference - the rows that refer to a person, whichever table they are in.
 *
 * What is asked here is asked of every foreign key in the schema, so that a
 * table that is added next year is not forgotten.  Read with: db/schema.h.
 */
#pragma once
#include "db/ctx.h"
#include "db/schema.h"

/** Rows as lines of JSON (db/row.h), in the context's arena. */
typedef struct ReferenceLines {
    const char *const *at;
    size_t n;
} ReferenceLines;

const char *reference_table(const SchemaReference *reference);

/** To whom of @people, a JSON array of ids, rows refer. */
DbIds reference_people(Ctx *cx, const SchemaReference *reference, const char *people);

ReferenceLines reference_lines(Ctx *cx, const SchemaReference *reference, int64_t person);

/** Give the rows of @gone to @stays; delete and return those that @stays has already. */
ReferenceLines reference_move(Ctx *cx, const SchemaReference *reference, int64_t gone,
                              int64_t stays);

/** Give the row of @line back to @gone.  False: it is not with @stays any more. */
bool reference_back(Ctx *cx, const SchemaReference *reference, const char *line, int64_t gone,
                    int64_t stays);

/** Insert a row of @reference's table that was deleted. */
bool reference_insert(Ctx *cx, const SchemaReference *reference, const char *line);

/** The address in a line of reference_person_line(); "" if it is none. */
const char *reference_person_email(Ctx *cx, const char *line);

/** A person's own row as a line of JSON, and the row with its id as such a line has it. */
const char *reference_person_line(Ctx *cx, int64_t person);
bool reference_write_person(Ctx *cx, const char *line);
