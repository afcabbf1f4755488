/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/setting.h"
#include "alliance/audit.h"
#include "alliance/meeting.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "lang/lang.h"
#include "mail/pace.h"
#include "mail/quiet.h"

#include "alliance/setting.sql.h"
#include "db/memo.h"

#include <errno.h>
#include <string.h>

#define MOST_YEARS 20

typedef bool (*SettingCheck)(Ctx *cx, const char *value);

typedef enum SettingKind { SETTING_TEXT = 1, SETTING_INT, SETTING_FLAG } SettingKind;

typedef struct SettingRow {
    const char *name;
    SettingKind kind;
    size_t offset; /* in Settings */
    const char *initial;
    SettingCheck check;
} SettingRow;

static bool
is_line(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    return strchr(value, '\n') == NULL && text_length(value) <= LIMIT_LINE;
}

static bool
is_name(Ctx *cx, const char *value)
{
    return *value != '\0' && is_line(cx, value);
}

static bool
is_text(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    return strlen(value) <= LIMIT_TEXT;
}

static bool
is_colour(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    return strlen(value) == 7 && value[0] == '#' &&
           strspn(value + 1, "0123456789abcdefABCDEF") == 6;
}

static bool
is_language(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    return lang_find(value) != NULL;
}

static bool
are_languages(Ctx *cx, const char *value)
{
    g_auto(GStrv) codes = g_strsplit(value, ",", -1);
    for (char **code = codes; *code != NULL; code++)
        if (!is_language(cx, *code))
            return false;
    return *codes != NULL;
}

static bool
is_address(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    return *value == '\0' || text_is_email(value);
}

static bool
is_zone(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    return zone_is_valid(value);
}

bool
setting_is_mail_server(const char *value)
{
    static const char *const schemes[] = {"smtp", "smtps", "smtp+starttls", NULL};
    g_autoptr(GUri) uri = g_uri_parse(value, G_URI_FLAGS_NONE, NULL);
    return uri != NULL && g_strv_contains(schemes, g_uri_get_scheme(uri)) &&
           g_uri_get_host(uri) != NULL && *g_uri_get_host(uri) != '\0';
}

static bool
are_servers(Ctx *cx, const char *value)
{
    if (!is_line(cx, value))
        return false;
    if (*value == '\0')
        return true;
    g_auto(GStrv) words = g_strsplit(value, " ", -1);
    for (char **word = words; *word != NULL; word++)
        if (!setting_is_mail_server(*word))
            return false;
    return g_strv_length(words) <= LIMIT_MAIL_SERVERS;
}

static bool
is_meeting_server(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    return *value == '\0' || meeting_is_server(value);
}

static bool
are_rates(Ctx *cx, const char *value)
{
    return is_text(cx, value) && strlen(value) <= LIMIT_PACE_RATES && pace_rates_are_valid(value);
}

static bool
are_hours(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    const Quiet quiet = quiet_parse(value);
    return *value == '\0' || quiet.from != quiet.until;
}

/* The words of the table in web/session.c. */
static bool
is_rule(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    static const char *const rules[] = {"off", "secretariat", "editors", NULL};
    return g_strv_contains(rules, value);
}

static bool
parse_int(const char *value, int64_t *ret_number)
{
    char *end = NULL;
    errno = 0;
    int64_t number = g_ascii_strtoll(value, &end, 10);
    if (end == value || *end != '\0' || errno != 0)
        return false;
    *ret_number = number;
    return true;
}

static bool
is_int(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    int64_t number;
    return parse_int(value, &number);
}

static bool
is_file(Ctx *cx, const char *value)
{
    int64_t id;
    return parse_int(value, &id) &&
           (id == 0 || db_count(cx, &SQL_setting_file_exists, DB_ARGS(id)) == 1);
}

static bool
are_years(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    int64_t years;
    return parse_int(value, &years) && years >= 0 && years <= MOST_YEARS;
}

static bool
is_end(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    return strcmp(value, "leave") == 0 || strcmp(value, "erase") == 0;
}

static bool
is_flag(Ctx *cx G_GNUC_UNUSED, const char *value)
{
    return strcmp(value, "0") == 0 || strcmp(value, "1") == 0;
}

#define AT(field) offsetof(Settings, field)

/* clang-format off */
static const SettingRow SETTINGS[] = {
    {"name",         SETTING_TEXT, AT(name),         N_("Our alliance"), is_name},
    {"short_name",   SETTING_TEXT, AT(short_name),   N_("Alliance"),     is_name},
    {"sentence",     SETTING_TEXT, AT(sentence),     "",                 is_line},
    {"introduction", SETTING_TEXT, AT(introduction), "",                 is_text},
    {"brand",        SETTING_TEXT, AT(brand),        "#0b5d5e",          is_colour},
    {"brand_dark",   SETTING_TEXT, AT(brand_dark),   "#5fc2bd",          is_colour},
    {"language",     SETTING_TEXT, AT(language),     "en",               is_language},
    {"languages",    SETTING_TEXT, AT(languages),    "en,fr",            are_languages},
    {"contact",      SETTING_TEXT, AT(contact),      "",                 is_address},
    {"zone",         SETTING_TEXT, AT(zone),         "UTC",              is_zone},
    {"join_text",    SETTING_TEXT, AT(join_text),    "",                 is_text},
    {"second_factor", SETTING_TEXT, AT(second_factor), "secretariat",    is_rule},
    {"smtp_url",     SETTING_TEXT, AT(smtp_url),     "",                 are_servers},
    {"mail_from",    SETTING_TEXT, AT(mail_from),    "",                 is_address},
    {"pacing",       SETTING_FLAG, AT(pacing),       "0",                is_flag},
    {"pace_rates",   SETTING_TEXT, AT(pace_rates),   "",                 are_rates},
    {"quiet",        SETTING_TEXT, AT(quiet),        "",                 are_hours},
    {"mail_in",      SETTING_FLAG, AT(mail_in),      "0",                is_flag},
    {"authserv_id",  SETTING_TEXT, AT(authserv_id),  "",                 is_line},
    {"meeting_server", SETTING_TEXT, AT(meeting_server), "",             is_meeting_server},
    {"meeting_secret", SETTING_TEXT, AT(meeting_secret), "",             is_line},
    {"mark_id",      SETTING_INT,  AT(mark_id),      "0",                is_file},
    {"clock_offset", SETTING_INT,  AT(clock_offset), "0",                is_int},
    {"inactive_years", SETTING_TEXT, AT(inactive_years), "0",            are_years},
    {"inactive_end", SETTING_TEXT, AT(inactive_end), "leave",            is_end},
    {"welcome",      SETTING_FLAG, AT(welcome),      "1",                is_flag},
    {"join_review",  SETTING_FLAG, AT(join_review),  "0",                is_flag},
    {"demo",         SETTING_FLAG, AT(demo),         "0",                is_flag},
};
/* clang-format on */

static const SettingRow *
row_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(SETTINGS); i++)
        if (strcmp(SETTINGS[i].name, name) == 0)
            return &SETTINGS[i];
    return NULL;
}

/* Put a value into its field; one that does not parse any more leaves the initial one. */
static void
put(Settings *into, const SettingRow *row, const char *value)
{
    void *field = (char *)into + row->offset;
    int64_t number = 0;
    switch (row->kind) {
    case SETTING_TEXT: *(const char **)field = value; return;
    case SETTING_INT:
        if (parse_int(value, &number))
            *(int64_t *)field = number;
        return;
    case SETTING_FLAG: *(bool *)field = strcmp(value, "1") == 0; return;
    }
    g_assert_not_reached();
}

typedef struct SettingValue {
    const char *name, *value;
} SettingValue;

static const DbType SETTING_VALUE = DB_TYPE(SettingValue, DB_FIELD(SettingValue, name),
                                            DB_FIELD(SettingValue, value));

const Settings *
settings(Ctx *cx)
{
    if (cx->settings != NULL)
        return cx->settings;
    Settings *all = arena_new_of(cx->arena, Settings);
    for (size_t i = 0; i < G_N_ELEMENTS(SETTINGS); i++)
        put(all, &SETTINGS[i], SETTINGS[i].initial);

    DbRows rows = db_all_kept(cx, &SQL_setting_list, &SETTING_VALUE, DB_NO_ARGS);
    const SettingValue *values = rows.at;
    for (size_t i = 0; i < rows.n; i++) {
        const SettingRow *row = row_find(values[i].name);
        if (row != NULL) /* else of a later version of the program */
            put(all, row, values[i].value);
    }
    cx->settings = all;
    return all;
}

const char *
setting_text(Ctx *cx, const char *name)
{
    const SettingRow *row = row_find(name);
    g_assert(row != NULL && row->kind != SETTING_INT);
    const char *field = (const char *)settings(cx) + row->offset;
    if (row->kind == SETTING_FLAG)
        return *(const bool *)field ? "1" : "0";
    return *(const char *const *)(const void *)field;
}

/* "smtps://mail.example:465" of an address with a name and a password; NULL: it is none. */
static const char *
without_password(Arena *arena, const char *server)
{
    g_autoptr(GUri) uri = g_uri_parse(server, G_URI_FLAGS_HAS_PASSWORD, NULL);
    if (uri == NULL)
        return NULL;
    g_autofree char *address = g_uri_to_string_partial(uri, G_URI_HIDE_USERINFO);
    return arena_strdup(arena, address);
}

const char *
setting_mail_server(Ctx *cx)
{
    GString *shown = arena_string(cx->arena, 64);
    g_auto(GStrv) words = g_strsplit(settings(cx)->smtp_url, " ", -1);
    for (char **word = words; *word != NULL; word++) {
        const char *address = without_password(cx->arena, *word);
        if (address != NULL)
            g_string_append_printf(shown, "%s%s", shown->len > 0 ? " " : "", address);
    }
    return shown->str;
}

const char *
setting_mail_server_whole(Ctx *cx, const char *shown)
{
    g_auto(GStrv) words = g_strsplit(settings(cx)->smtp_url, " ", -1);
    for (char **word = words; *word != NULL; word++) {
        const char *address = without_password(cx->arena, *word);
        if (address != NULL && strcmp(address, shown) == 0)
            return arena_strdup(cx->arena, *word);
    }
    return shown;
}

bool
setting_update(Ctx *cx, const char *name, const char *value)
{
    const SettingRow *row = row_find(name);
    if (row == NULL || !row->check(cx, value))
        return false;
    db_run(cx, &SQL_setting_write, DB_ARGS(name, value));
    /* The value may be a server's password: the audit log has the name alone. */
    audit(cx, "setting.update", 0, name);
    cx->settings = NULL;
    return true;
}
