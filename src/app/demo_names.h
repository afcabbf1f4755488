/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * demo_names - names of invented people, each as its country writes it.
 */
#pragma once
#include "base/arena.h"

/** Chance that is the same for the same seed everywhere (splitmix64). */
typedef struct DemoChance {
    uint64_t state;
} DemoChance;

/** A number from 0 to @n - 1; 0 if @n is 0. */
size_t demo_chance(DemoChance *chance, size_t n);

/** One of @words (ends with NULL, not empty). */
const char *demo_choose(DemoChance *chance, char **words);

typedef struct DemoNames DemoNames;

typedef struct DemoName {
    const char *full;
    const char *latin; /* or NULL if full is in Latin script */
} DemoName;

/** Read data/names.tsv, which is compiled in. */
const DemoNames *demo_names_new(Arena *arena);

/** Invent a name of @culture, which must be in the table. */
DemoName demo_names_invent(Arena *arena, const DemoNames *names, const char *culture,
                           DemoChance *chance);

/** A table's lines as fields: comments and empty lines are skipped, a line has @width fields
 *  divided by tabs.  Each ends with NULL, and so does the list. */
char ***demo_table_rows(Arena *arena, const char *text, size_t width);

/** The words of @text, divided by spaces; ends with NULL. */
char **demo_table_words(Arena *arena, const char *text);
