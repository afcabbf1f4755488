/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * search_word - "did you mean": words that stand in what everybody may read.
 *
 * They are learnt by a job, after a text or a file was indexed, and forgotten
 * by another; so indexing costs nothing more, and a word that has gone is in
 * the table for some time.  Therefore the table only proposes: what is offered
 * was looked for as the acting person first, and found something.
 *
 * Read with: search.h, search_word.sql, docs/decisions/0065-finding.md.
 */
#pragma once
#include "alliance/job.h"
#include "alliance/search.h"

/** Fewer finds than this are few, and another spelling is offered. */
#define SEARCH_FEW 3

/** How much the acting person finds with these words; @data is the caller's. */
typedef int64_t (*SearchCounter)(Ctx *cx, const char *words, const void *data);

/** A spelling of @typed, with which the acting person found @n, that finds more, as @counter
 *  counts: words that are not known replaced by near ones, folded.  NULL: there is none. */
const char *search_meant(Ctx *cx, const char *typed, int64_t n, SearchCounter counter,
                         const void *data);

/** Learn the words of some texts and files that everybody may read; returns how many of these there
 *  were.  A portion of a job. */
int64_t search_learn(Ctx *cx, JobCursor *cursor);
int64_t search_count_unlearnt(Ctx *cx);

/** Forget the words that stand nowhere any more where everybody may read; returns how many.  A job,
 *  with transactions of its own. */
int64_t search_forget(Ctx *cx);
