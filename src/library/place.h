/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * place - where a work is about: countries, regions, the world.
 *
 * Kept as codes with commas between: "KE" (ISO 3166-1 alpha-2), "africa" (UN
 * M49, small letters), "global".
 */
#pragma once
#include "base/arena.h"
#include "lang/lang.h"

#define PLACES_MOST 60 /* of one work */

/** A place in the reader's language; the code itself if it is none. */
const char *place_name(Arena *arena, const Lang *lang, const char *code);

/** The names of "KE,africa", as places_read() takes it; ends with NULL. */
const char *const *place_names(Arena *arena, const Lang *lang, const char *codes);

/** "Kenya, Africa" of "KE,africa", as places_read() takes it. */
const char *places_write(Arena *arena, const Lang *lang, const char *codes);

/** The codes of what somebody @typed with commas or lines between, each once.  NULL: *@ret_wrong is
 *  what is no place, or NULL if they are more than PLACES_MOST. */
const char *places_read(Arena *arena, const Lang *lang, const char *typed, const char **ret_wrong);
