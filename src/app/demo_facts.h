/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * demo_facts - the model alliance's public facts, data/alliance.json.
 *
 * The file is compiled in.  It is ours, so a name that is missing is our
 * mistake, but a value may be null: then it is not known.
 */
#pragma once
#include "base/arena.h"

/** One object of a list of facts; lives as long as the arena. */
typedef struct Fact Fact;

typedef struct FactSpan {
    const Fact *const *at;
    size_t n;
} FactSpan;

/** The objects of the list @name: "webinars". */
FactSpan facts_list(Arena *arena, const char *name);

/** The texts of the list @name: "funders". */
const char *const *facts_texts(Arena *arena, const char *name);

/** A member of the object; NULL or 0 if it is not there, null, or of another type. */
const char *fact_text(const Fact *fact, const char *name);
int64_t fact_int(const Fact *fact, const char *name);

/** A compiled-in text of data/: "demo/about.en.md"; NULL if there is none. */
const char *facts_file(Arena *arena, const char *name);

/** A compiled-in file of any content; empty if there is none.  Lives as long as the arena. */
Bytes facts_bytes(Arena *arena, const char *name);
