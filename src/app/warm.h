/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * warm - read everybody, and what the library has, into memory right after the start, while the
 * first visitors are on their way.
 *
 * With a million people, or a hundred thousand works, that takes seconds, which the first page
 * would wait for.  It is a thread of its own, for it is this process's memory that is filled: a job
 * would run on one node only.
 */
#pragma once
#include "web/app.h"

/** Read all of it by @db, which keeps what it reads in a memo.  What fails the first page tries
 * again, and says. */
void warm_memory(App *app, Db *db);

/** The same on a thread and a connection of its own.  @app lives until the thread that is returned
 * has been joined (g_thread_join()). */
GThread *warm_start(App *app);
