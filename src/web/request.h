/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * request - what came over the wire, taken apart and checked.
 *
 * Everything is bounded by base/limits.h and is UTF-8 afterwards; nothing
 * here looks at the database.  Read with: web/multipart.h.
 */
#pragma once
#include "web/web.h"

/** The method of this name; 0: one that no address takes. */
Method request_method(const char *name);

/** Fill in the headers, each as @find gives it or NULL. */
void request_read_headers(Incoming *in, const char *(*find)(void *data, const char *name),
                          void *data);

/** Take the target apart: path, language, ".json", query.  Sets @req->path, ->query,
 *  ->wants_json and the context's language.  Returns 0, or the status to refuse with. */
int request_read_target(Request *req);

/** How large a body the request's route takes, in bytes. */
int64_t request_body_most(const Request *req);

/** Read the posted body into fields and uploads.  Returns 0, or the status to refuse with. */
int request_read_body(Request *req);

/** Decode "a=b&c=d" into @ret_pairs.  @text must be followed by NUL-free bytes only within @n.
 *  Returns 0 or the status to refuse with. */
int request_decode_pairs(Arena *arena, const char *text, size_t n, PairSpan *ret_pairs);

/** Decode percent signs (and "+" if @plus) into the arena; NULL if it is not well-formed or not
 *  clean UTF-8. */
const char *request_decode(Arena *arena, const char *text, size_t n, bool plus);

/** The value of the cookie @name in a Cookie header, or NULL. */
const char *request_cookie(Arena *arena, const char *header, const char *name);

/** Does If-None-Match (or NULL) name this ETag?  Weak ones compare equal too (RFC 9110, 13.1.2). */
bool request_names_etag(const char *if_none_match, const char *etag);

/** Does an Accept header prefer JSON to HTML?  Of two that are wanted alike the first. */
bool request_accepts_json(const char *accept);
