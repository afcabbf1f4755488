/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * ask - what a harvester asks, read and checked.
 *
 * For src/oai only.
 */
#pragma once
#include "oai/oai.h"
#include "web/web.h"

typedef enum OaiVerb {
    OAI_NO_VERB,
    OAI_IDENTIFY,
    OAI_LIST_FORMATS,
    OAI_LIST_SETS,
    OAI_LIST_IDENTIFIERS,
    OAI_LIST_RECORDS,
    OAI_GET_RECORD,
} OaiVerb;

typedef struct OaiAsk {
    OaiVerb verb;
    PairSpan arguments; /* as they came, to be said back; none if they are wrong */
    int64_t id;         /* of the identifier; 0: it is none of ours */
    bool has_identifier;
    OaiList list;    /* of the lists, and .format of GetRecord */
    const char *set; /* of the list, or "" */
    int64_t n_given; /* records before this part of the list */
    bool goes_on;    /* came with a resumption token */
    /* What is wrong, as the protocol calls it, and in words; NULL: nothing. */
    const char *error, *why;
} OaiAsk;

/** What @req asks; in the arena. */
const OaiAsk *oai_ask(Request *req);

/** "alliance.example": the host of this repository; "" if it has none. */
const char *oai_host(Ctx *cx);

/** "oai:alliance.example:12". */
const char *oai_identifier(Ctx *cx, int64_t id);

/** "pillar-planning"; what the protocol has no room for is as in addresses, with "!" for "%". */
const char *oai_set_write(Arena *arena, const char *what, const char *value);

/** "pillar-planning" into the fields of @list; false: there can be no such set. */
bool oai_set_read(Arena *arena, const char *set, OaiList *list);

/** Where the list of @ask goes on behind @last, when @n_given records were given. */
const char *oai_token_write(Arena *arena, const OaiAsk *ask, const OaiRecord *last,
                            int64_t n_given);

/** Read such a token into @ask; false: it is none. */
bool oai_token_read(Arena *arena, const char *token, OaiAsk *ask);
