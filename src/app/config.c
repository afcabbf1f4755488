/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/config.h"
#include "base/error.h"
#include "base/limits.h"

#define GROUP "baraza"
#define DEFAULT_FILE "baraza.conf"

typedef enum KeyKind { KEY_TEXT, KEY_NUMBER, KEY_FLAG } KeyKind;

typedef struct Key {
    const char *name, *variable, *fallback;
    size_t offset;
    KeyKind kind;
    int least, most; /* of a number */
    bool reloads;
} Key;

/* clang-format off */
#define TEXT(name, variable, fallback) \
    {#name, variable, fallback, G_STRUCT_OFFSET(Config, name), KEY_TEXT, 0, 0, false}
#define NUMBER(name, variable, fallback, least, most) \
    {#name, variable, fallback, G_STRUCT_OFFSET(Config, name), KEY_NUMBER, least, most, false}
#define FLAG(name, variable, fallback, reloads) \
    {#name, variable, fallback, G_STRUCT_OFFSET(Config, name), KEY_FLAG, 0, 0, reloads}
/* clang-format on */

static const Key keys[] = {
    TEXT(database, "BARAZA_DATABASE", "baraza.db"),
    TEXT(base_url, "BARAZA_BASE_URL", "http://127.0.0.1:8080"),
    TEXT(lmtp, "BARAZA_LMTP", ""),
    TEXT(listen, "BARAZA_LISTEN", "127.0.0.1"),
    NUMBER(port, "BARAZA_PORT", "8080", 1, 65535),
    NUMBER(workers, "BARAZA_WORKERS", "4", 1, 256),
    NUMBER(job_threads, "BARAZA_JOB_THREADS", "1", 0, 16),
    NUMBER(smtp_seconds, "BARAZA_SMTP_SECONDS", "120", 1, 120),
    NUMBER(file_megabytes, "BARAZA_FILE_MEGABYTES", "200", 1, 1000),
    NUMBER(room_megabytes, "BARAZA_ROOM_MEGABYTES", "2000", 1, 1000000),
    FLAG(behind_proxy, "BARAZA_BEHIND_PROXY", "false", false),
    FLAG(log_requests, "BARAZA_LOG_REQUESTS", "true", true),
};

static bool
key_set(Config *config, const Key *key, const char *value, GError **error)
{
    void *slot = (char *)config + key->offset;
    gint64 number = 0;

    switch (key->kind) {
    case KEY_TEXT:
        g_free(*(char **)slot);
        *(char **)slot = g_strdup(value);
        return true;
    case KEY_NUMBER:
        if (!g_ascii_string_to_signed(value, 10, key->least, key->most, &number, NULL)) {
            g_set_error(error, BARAZA_ERROR, ERROR_CONFIG, "%s must be a number from %d to %d",
                        key->name, key->least, key->most);
            return false;
        }
        *(int *)slot = (int)number;
        return true;
    case KEY_FLAG:
        *(bool *)slot = g_str_equal(value, "true");
        if (*(bool *)slot || g_str_equal(value, "false"))
            return true;
        g_set_error(error, BARAZA_ERROR, ERROR_CONFIG, "%s must be true or false", key->name);
        return false;
    }
    g_assert_not_reached();
}

static const Key *
key_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (g_str_equal(keys[i].name, name))
            return &keys[i];
    return NULL;
}

static bool
read_file(Config *config, const char *path, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, error)) {
        g_prefix_error(error, "%s: ", path);
        return false;
    }
    g_auto(GStrv) names = g_key_file_get_keys(file, GROUP, NULL, error);
    if (names == NULL) {
        g_prefix_error(error, "%s: ", path);
        return false;
    }
    for (char **name = names; *name != NULL; name++) {
        const Key *key = key_find(*name);
        if (key == NULL) {
            g_set_error(error, BARAZA_ERROR, ERROR_CONFIG, "%s: there is no key %s", path, *name);
            return false;
        }
        g_autofree char *value = g_key_file_get_string(file, GROUP, *name, error);
        if (value == NULL || !key_set(config, key, value, error)) {
            g_prefix_error(error, "%s: ", path);
            return false;
        }
    }
    return true;
}

static bool
read_environment(Config *config, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *value = g_getenv(keys[i].variable);
        if (value != NULL && !key_set(config, &keys[i], value, error)) {
            g_prefix_error(error, "%s: ", keys[i].variable);
            return false;
        }
    }
    return true;
}

static bool
check(Config *config, GError **error)
{
    if (config->room_megabytes * MEGABYTE < config->file_megabytes * MEGABYTE + LIMIT_BODY_BESIDE) {
        g_set_error(error, BARAZA_ERROR, ERROR_CONFIG,
                    "room_megabytes must be at least %d more than file_megabytes",
                    (int)(LIMIT_BODY_BESIDE / MEGABYTE));
        return false;
    }
    if (!g_str_has_prefix(config->base_url, "http://") &&
        !g_str_has_prefix(config->base_url, "https://")) {
        g_set_error(error, BARAZA_ERROR, ERROR_CONFIG,
                    "base_url must begin with http:// or https://: %s", config->base_url);
        return false;
    }
    while (g_str_has_suffix(config->base_url, "/"))
        config->base_url[strlen(config->base_url) - 1] = '\0';
    return true;
}

Config *
config_load(const char *path, GError **error)
{
    g_autoptr(Config) config = g_new0(Config, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        g_assert_true(key_set(config, &keys[i], keys[i].fallback, NULL));

    bool named = path != NULL && *path != '\0';
    config->path = g_strdup(named ? path : "");
    if (named || g_file_test(DEFAULT_FILE, G_FILE_TEST_EXISTS))
        if (!read_file(config, named ? path : DEFAULT_FILE, error))
            return NULL;
    if (!read_environment(config, error) || !check(config, error))
        return NULL;
    return g_steal_pointer(&config);
}

static bool
key_is_same(const Config *a, const Config *b, const Key *key)
{
    const char *left = (const char *)a + key->offset, *right = (const char *)b + key->offset;
    switch (key->kind) {
    case KEY_TEXT: return g_str_equal(*(const char *const *)left, *(const char *const *)right);
    case KEY_NUMBER: return *(const int *)left == *(const int *)right;
    case KEY_FLAG: return *(const bool *)left == *(const bool *)right;
    }
    g_assert_not_reached();
}

bool
config_reload(Config *config, char **ret_waiting, GError **error)
{
    g_autoptr(Config) fresh = config_load(config->path, error);
    if (fresh == NULL)
        return false;
    GString *waiting = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (!keys[i].reloads && !key_is_same(config, fresh, &keys[i]))
            g_string_append_printf(waiting, "%s%s", waiting->len > 0 ? ", " : "", keys[i].name);
    config->log_requests = fresh->log_requests;
    *ret_waiting = g_string_free(waiting, FALSE);
    return true;
}

void
config_free(Config *config)
{
    if (config == NULL)
        return;
    g_free(config->database);
    g_free(config->base_url);
    g_free(config->listen);
    g_free(config->lmtp);
    g_free(config->path);
    g_free(config);
}
