/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * search_excerpt - what a word is, and the piece of text around one.
 */
#pragma once
#include "alliance/search.h"

#define SEARCH_WORDS_ASKED 12 /* of a query; further ones are left out */
#define SEARCH_WORDS_ALL SIZE_MAX

/* Texts of each rank that a search looks at, newest first. */
#define SEARCH_CANDIDATES 10000

/* Pages of files, likewise. */
#define SEARCH_PAGES 4000

/** The words of @text, folded, divided by single spaces; at most @max.  A word is a run of
 *  letters, digits and marks of any script. */
const char *search_words(Arena *arena, const char *text, size_t max);

/** The words of what somebody @typed, at most SEARCH_WORDS_ASKED of its first LIMIT_SEARCH
 *  characters: longer queries are cut, not refused, for the first words say what is looked for. */
const char *search_asked(Ctx *cx, const char *typed);

/** Fill the hit's excerpt from its summary and body around the first of @words. */
void search_excerpt(Ctx *cx, const char *words, SearchHit *hit);

/** Likewise .page_before and so on from the text of the page, and where that is; nothing if the hit
 *  has none. */
void search_excerpt_page(Ctx *cx, const char *words, SearchHit *hit);
