/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * origin - was this request made by a page of ours (against cross-site request forgery)?
 *
 * Two independent answers, both needed for a post with a cookie: what the
 * browser says of the page it came from (Sec-Fetch-Site, Origin, Referer), and
 * a token that only our pages know: a nonce and its MAC with the session's
 * hash.  The nonce is new in each page, so compression tells nothing about it.
 */
#pragma once
#include "web/web.h"

#define TOKEN_FIELD "token" /* the hidden field of html_token() */

/** Is the Host header the host of App.base_url? */
bool origin_host_is_ours(const struct App *app, const Incoming *in);

/** Did a page of ours send it, as far as the browser tells?  One that tells nothing is refused. */
bool origin_is_ours(const Request *req);

/** Make a token for the request's session; NULL for a visitor. */
const char *origin_token(const Request *req);

/** Does the posted token belong to the request's session? */
bool origin_token_is_valid(const Request *req);
