/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * curated - lists of works that an editor made, each work with a reason.
 *
 * A list is an item of the kind "list": its title, sentence and introduction,
 * their translations, versions and who may see it are those of every text.
 * Beside it stand the works in an order, each once, with a reason and perhaps
 * a heading; these words are translated beside it, too (curated_text).
 *
 * A work that the acting person may not see is not on the list, neither as a
 * row nor in a number.
 *
 * Read with: item.h, docs/decisions/0070-curated.md.
 */
#pragma once
#include "alliance/item.h"
#include "web/form.h"

#define CURATED_ENTRIES 200 /* works on one list */
#define CURATED_LISTS 50    /* that one work shows */
#define CURATED_HEADING 120 /* characters */
#define CURATED_REASON 600
#define CURATED_LANGUAGES 16 /* in which one entry has words */

/** A work on a list, in the reader's language as far as its words are translated. */
typedef struct CuratedEntry {
    int64_t id, list_id, work_id, changed_at;
    const char *heading, *heading_language; /* "" none */
    const char *reason, *reason_language;
} CuratedEntry;

typedef struct CuratedEntrySpan {
    const CuratedEntry *at;
    size_t n;
} CuratedEntrySpan;

/** What the acting person may see of a list, in order.  One statement. */
CuratedEntrySpan curated_entries(Ctx *cx, int64_t list_id);

/** One of them; NULL if there is none or its work may not be seen. */
const CuratedEntry *curated_find(Ctx *cx, int64_t id);

/** A list on which a work stands, and why. */
typedef struct CuratedPlace {
    int64_t entry_id;
    const char *path, *title, *language;
    const char *reason, *reason_language;
} CuratedPlace;

typedef struct CuratedPlaceSpan {
    const CuratedPlace *at;
    size_t n;
} CuratedPlaceSpan;

/** The lists of a work that the acting person may see, by title, with @drafts also those that are
 *  not published; the caller has found the work.  One statement. */
CuratedPlaceSpan curated_of_work(Ctx *cx, int64_t work_id, bool drafts);

/** The words of an entry in one language. */
typedef struct CuratedText {
    const char *language, *heading, *reason;
} CuratedText;

typedef struct CuratedTextSpan {
    const CuratedText *at;
    size_t n;
} CuratedTextSpan;

/** As they were written first, then each translation. */
CuratedTextSpan curated_texts(Ctx *cx, int64_t entry_id);

/** What is wrong with the first of @texts, which has to have a reason. */
FormFault curated_fault(const CuratedText *text);

typedef enum CuratedOutcome {
    CURATED_OK,
    CURATED_TWICE, /* it is on the list already */
    CURATED_FULL,  /* there are CURATED_ENTRIES */
} CuratedOutcome;

/** Put a work behind the others of a list that the acting person may edit. */
CuratedOutcome curated_add(Ctx *cx, const Item *list, int64_t work_id, const CuratedText *text);

/** Replace the words of an entry: the first as written first, then translations; empty ones are
 *  left out.  False: somebody saved after @changed_at; nothing was done. */
bool curated_save(Ctx *cx, const CuratedEntry *entry, int64_t changed_at, CuratedTextSpan texts);

/** Move an entry to the place @to, 1 the first, among those that the acting person sees; others
 *  close up.  A place behind the last is the last. */
void curated_move(Ctx *cx, const CuratedEntry *entry, int64_t to);

void curated_remove(Ctx *cx, const CuratedEntry *entry);
