/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * instance - an alliance's database, opened with everything that works on it.
 *
 * Commands and the server share it; free it last.
 */
#pragma once
#include "app/config.h"
#include "web/app.h"

typedef struct Instance {
    App app;
    Db *db; /* the command's own connection */
    const Config *config;
} Instance;

/** Open the database, bring its schema up to date, load the key and the clock.
 *  @error: ERROR_DATABASE, ERROR_CONFIG.  Free with instance_free(). */
Instance *instance_open(const Config *config, GError **error);
void instance_free(Instance *instance);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Instance, instance_free)

/** Read again what the settings say about the process: the clock and the demo's banner. */
bool instance_reload(Instance *instance, GError **error);

/** Make a context for work outside a request, in the alliance's language, as nobody.
 *  @arena owns it; @who is the request id in logs and audit rows: "baraza import". */
Ctx *instance_context(Instance *instance, Arena *arena, const char *who);

/** Read the texts of files that wait (alliance/document.h), for at most as long as one run of the
 *  job; the rest is the server's. */
bool instance_read_documents(Instance *instance, GError **error);

/** Work to be done in one transaction; what it returns false for is rolled back. */
typedef bool (*InstanceWork)(Ctx *cx, void *data, GError **error);

/** Run @work in a write transaction, for work that says nothing to anybody: it is run again while
 *  another writer is in the way, for as long as a statement waits for a lock.  As instance_write().
 */
bool instance_write_patiently(Instance *instance, const char *who, InstanceWork work, void *data,
                              GError **error);

/** Run @work in a write transaction.  A database failure becomes ERROR_DATABASE. */
bool instance_write(Instance *instance, const char *who, InstanceWork work, void *data,
                    GError **error);
