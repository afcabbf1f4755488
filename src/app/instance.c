/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/instance.h"
#include "alliance/document.h"
#include "alliance/role.h"
#include "alliance/setting.h"
#include "app/app.sql.h"
#include "app/jobs.h"
#include "app/routes.h"
#include "base/error.h"
#include "base/secret.h"
#include "db/migrate.h"
#include "lang/lang.h"
#include "mail/dns.h"
#include "mail/smtp.h"
#include "site/site.h"
#include "web/fetch.h"

#include <string.h>

#define PATIENCE (5 * G_TIME_SPAN_SECOND) /* as long as a statement waits for a lock */
#define NAP 20000                         /* microseconds, between two attempts */

static int64_t
clock_now(App *app)
{
    return g_get_real_time() / G_USEC_PER_SEC + app->clock_offset;
}

static void
random_bytes(App *app, void *bytes, size_t n)
{
    (void)app;
    secret_random(bytes, n);
}

static bool
outcome_error(DbOutcome outcome, GError **error)
{
    static const char *const words[] = {
        [DB_OK] = "",
        [DB_ROLLED_BACK] = "it was rolled back",
        [DB_FAILED] = "a statement failed",
        [DB_BUSY] = "another writer held it for too long; nothing was changed, try again",
        [DB_AWAY] = "it cannot be reached",
        [DB_FULL] = "the disk is full; nothing was changed",
    };
    if (outcome == DB_OK)
        return true;
    g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "database: %s", words[outcome]);
    return false;
}

Ctx *
instance_context(Instance *instance, Arena *arena, const char *who)
{
    Ctx *cx = arena_new_of(arena, Ctx);
    *cx = (Ctx){.arena = arena,
                .db = instance->db,
                .app = &instance->app,
                .lang = LANG_ENGLISH,
                .now = clock_now(&instance->app),
                .request_id = who};
    return cx;
}

/* False: @work says why, and nothing was kept; else *@ret_outcome tells whether it was. */
static bool
write_once(Instance *instance, const char *who, InstanceWork work, void *data, GError **error,
           DbOutcome *ret_outcome)
{
    g_autoptr(Arena) arena = arena_new();
    Ctx *cx = instance_context(instance, arena, who);
    *ret_outcome = db_begin(instance->db, true);
    if (*ret_outcome != DB_OK)
        return true;
    bool keep = work(cx, data, error);
    *ret_outcome = db_end(instance->db, keep);
    return keep;
}

bool
instance_write(Instance *instance, const char *who, InstanceWork work, void *data, GError **error)
{
    DbOutcome outcome = DB_OK;
    return write_once(instance, who, work, data, error, &outcome) && outcome_error(outcome, error);
}

bool
instance_write_patiently(Instance *instance, const char *who, InstanceWork work, void *data,
                         GError **error)
{
    int64_t until = g_get_monotonic_time() + PATIENCE;
    for (;;) {
        g_autoptr(GError) reason = NULL;
        DbOutcome outcome = DB_OK;
        bool keep = write_once(instance, who, work, data, &reason, &outcome);
        if (reason != NULL) {
            g_propagate_error(error, g_steal_pointer(&reason));
            return false;
        }
        if (outcome != DB_BUSY || g_get_monotonic_time() >= until)
            return outcome_error(outcome, error) && keep;
        g_usleep(NAP);
    }
}

typedef struct Key {
    Bytes value;
} Key;

static const DbType KEY = DB_TYPE(Key, DB_FIELD(Key, value));

/* The signing key: made once, kept with the database. */
static bool
load_key(Ctx *cx, void *data, GError **error)
{
    App *app = data;
    (void)error;
    uint8_t fresh[sizeof app->key];
    secret_random(fresh, sizeof fresh);
    db_run(cx, &SQL_app_insert_key, DB_ARGS(((Bytes){fresh, sizeof fresh})));

    static const Key none;
    const Key *key = db_one(cx, &SQL_app_find_key, &KEY, DB_NO_ARGS);
    if (key == NULL)
        key = &none;
    if (key->value.n == sizeof app->key)
        memcpy(app->key, key->value.at, sizeof app->key);
    return key->value.n == sizeof app->key;
}

static bool
load_settings(Ctx *cx, void *data, GError **error)
{
    App *app = data;
    (void)error;
    const Settings *set = settings(cx);
    app->clock_offset = set->clock_offset;
    app->demo = set->demo;
    return !db_failed(cx->db);
}

bool
instance_reload(Instance *instance, GError **error)
{
    return instance_write_patiently(instance, "baraza reload", load_settings, &instance->app,
                                    error);
}

static void
app_init(App *app, const Config *config)
{
    *app = (App){
        .base_url = config->base_url,
        .database = config->database,
        .secure = g_str_has_prefix(config->base_url, "https://"),
        .file_most = config->file_megabytes * MEGABYTE,
        .body_room = config->room_megabytes * MEGABYTE,
        .clock = clock_now,
        .random = random_bytes,
        .dns = dns_ask,
        .smtp_look = smtp_look,
        .fetch = fetch,
        .routes = ROUTES,
        .mails = MAILS,
        .jobs = JOBS,
        .forgets = FORGETS,
        .rights_of = role_rights,
        .frame = site_frame,
        .not_found = site_not_found,
    };
}

Instance *
instance_open(const Config *config, GError **error)
{
    g_autoptr(Instance) instance = g_new0(Instance, 1);
    instance->config = config;
    app_init(&instance->app, config);
    instance->db = db_open(config->database, error);
    if (instance->db == NULL || !db_migrate(instance->db, error))
        return NULL;
    if (!instance_write_patiently(instance, "baraza open", load_key, &instance->app, error) ||
        !instance_reload(instance, error))
        return NULL;
    return g_steal_pointer(&instance);
}

void
instance_free(Instance *instance)
{
    if (instance == NULL)
        return;
    if (instance->db != NULL)
        db_close(instance->db);
    g_free(instance);
}

bool
instance_read_documents(Instance *instance, GError **error)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GError) failure = NULL;
    document_run(instance_context(instance, arena, g_get_prgname()), "", &failure);
    if (failure == NULL)
        return true;
    g_propagate_error(error, g_steal_pointer(&failure));
    return false;
}
