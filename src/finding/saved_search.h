/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * saved_search - searches of the library that somebody wants to be told of.
 *
 * A saved search is the query of the list's address and nothing else.  A job
 * looks once a day, with the eyes of whose it is, whether a work that fits was
 * published since it looked last, and one mail says what is new for all of a
 * person's searches.
 *
 * Read with: list.h, shelf.h, docs/decisions/0071-saved-searches.md.
 */
#pragma once
#include "alliance/job.h"
#include "finding/list.h"

#define SAVED_SEARCHES_MOST 50 /* of a person */

typedef struct SavedSearch {
    int64_t id, created_at, looked_at; /* looked_at: what was published later is new */
    const char *query;                 /* "q=supervision&topic=planning"; "": all works */
    bool mails;                        /* what is new comes by mail */
} SavedSearch;

typedef struct SavedSearchSpan {
    const SavedSearch *at;
    size_t n;
} SavedSearchSpan;

/** Those of the acting person, the last one first. */
SavedSearchSpan saved_search_list(Ctx *cx);

/** Save what @query asks, its page and what the list does not know left out; one that is saved
 *  already comes by mail again.  False: there are SAVED_SEARCHES_MOST. */
bool saved_search_add(Ctx *cx, const char *query);

/** Those of another person, and what is not there, stay as they are. */
void saved_search_delete(Ctx *cx, int64_t id);
void saved_search_set_mails(Ctx *cx, int64_t id, bool mails);

/** No search of the person comes by mail any more. */
void saved_search_stop(Ctx *cx, int64_t person_id);

/** One of the acting person's; NULL: it is not. */
const SavedSearch *saved_search_find(Ctx *cx, int64_t id);

/** What it asks, from the beginning, of each choice LIMIT_SEARCH characters; in the arena. */
ShelfQuestion saved_search_question(Arena *arena, const char *query);

/** What the acting person finds of what was published after @since and not after @until, the first
 *  @most of it.  Nothing, if it asks for a choice that none of that has. */
ShelfAnswer saved_search_ask(Ctx *cx, const ShelfQuestion *question, int64_t since, int64_t until,
                             int64_t most);

/** What it asks in the reader's words, commas between: "supervision, Planning, 2016". */
const char *saved_search_words(Ctx *cx, const ShelfQuestion *question);

/** Is there anybody for whom to look? */
int64_t saved_search_count_due(Ctx *cx);

/** Look for some of them, and queue their mails; a portion of a job. */
int64_t saved_search_look(Ctx *cx, JobCursor *cursor);

/** What is new; arguments "searches" ("12@1483228800 13@1483315200": a search and since when) and
 *  "until". */
extern const MailKind MAIL_SAVED_SEARCH;

/** What the token of the link is for that stops these mails, and the path before it. */
#define SAVED_SEARCH_END_USE "end saved searches"
#define SAVED_SEARCH_END_PATH "/library/searches/end"
