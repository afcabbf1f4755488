/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * web_testing - routes that only tests have, and requests that no browser would send.
 */
#pragma once
#include "testing.h"
#include "web/form.h"

#define TEST_HOST "127.0.0.1:8080"
#define TEST_ORIGIN "http://" TEST_HOST

/** Replace the features' routes by those of web_testing.c:
 *
 *     GET  /               GET /open (reads "setting")    GET /member, /editor, /secretariat
 *     GET  /uncached       GET /headed (a header of its own)    GET /cookie (sets one)
 *     GET  /break (a statement that fails)     GET /status/{n}     GET /text/{name}
 *     POST /write, /member/write (insert the field "name" as a setting), /foreign, /upload
 *     POST /start/{id}, /end (sessions), /done (a notice) */
void use_test_routes(Fixture *fx);
const RouteTable *const *test_routes(void);

/** What a browser of @me would send; change it, then send_raw(). */
Incoming a_request(Fixture *fx, Method method, int64_t me, const char *target);

/** As a_request(POST), with a body of "name=value&..." as it is. */
Incoming a_post(Fixture *fx, int64_t me, const char *target, const char *body);

/** @text n times, in the fixture's arena. */
const char *repeat(Fixture *fx, const char *text, size_t n);

/** How many settings there are that begin with "test-": what the routes have written. */
int64_t n_written(Fixture *fx);
