/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/sight.h"

#include "alliance/setting.h"
#include "alliance/sight.sql.h"
#include "alliance/sight_checks.h"
#include "base/error.h"
#include "base/moment.h"
#include "web/app.h"

#include <string.h>

static const DbType SIGHT = DB_TYPE(Sight, DB_FIELD(Sight, topic), DB_FIELD(Sight, finding),
                                    DB_FIELD(Sight, subject), DB_FIELD(Sight, found),
                                    DB_FIELD(Sight, record_name), DB_FIELD(Sight, record_type),
                                    DB_FIELD(Sight, record_value), DB_FIELD(Sight, looked_at));

static const char *
host_of(Arena *arena, const char *base_url)
{
    const char *host = strstr(base_url, "://");
    host = host != NULL ? host + 3 : base_url;
    return arena_strndup(arena, host, strcspn(host, ":/"));
}

SightFacts
sight_facts(Ctx *cx)
{
    const Settings *set = settings(cx);
    const char *at = strrchr(set->mail_from, '@');
    SightFacts facts = {.domain = at != NULL ? at + 1 : "",
                        .sender = set->mail_from,
                        .host = host_of(cx->arena, cx->app->base_url),
                        .servers = set->smtp_url,
                        .keys = mail_key_list(cx)};
    for (size_t i = 0; i < facts.keys.n; i++)
        facts.n_signing += facts.keys.at[i].seen_at != 0;
    return facts;
}

bool
sight_is_wanted(const SightFacts *facts)
{
    bool is_reachable = strchr(facts->host, '.') != NULL && !g_str_has_prefix(facts->host, "127.");
    return *facts->domain != '\0' && *facts->servers != '\0' && is_reachable;
}

SightSpan
sight_look(App *app, Arena *arena, const SightFacts *facts)
{
    int64_t until = g_get_monotonic_time() + SIGHT_SECONDS * G_TIME_SPAN_SECOND;
    g_autoptr(GArray) seen = g_array_new(false, true, sizeof(Sight));
    Looking looking = {
        app, arena, facts, {app->dns, until},
           seen
    };
    if (sight_is_wanted(facts))
        sight_checks_run(&looking);
    Sight *at = arena_array_of(arena, Sight, MAX(seen->len, 1));
    if (seen->len > 0)
        memcpy(at, seen->data, seen->len * sizeof(Sight));
    return (SightSpan){at, seen->len};
}

void
sight_keep(Ctx *cx, SightSpan seen)
{
    db_run(cx, &SQL_sight_delete_all, DB_NO_ARGS);
    for (size_t i = 0; i < seen.n; i++) {
        const Sight *s = &seen.at[i];
        db_run(cx, &SQL_sight_insert,
               DB_ARGS(i + 1, s->topic, s->finding, s->subject, s->found, s->record_name,
                       s->record_type, s->record_value, cx->now));
    }
}

SightSpan
sight_list(Ctx *cx)
{
    return DB_SPAN(SightSpan, db_all(cx, &SQL_sight_list, &SIGHT, DB_NO_ARGS));
}

int64_t
sight_count_due(Ctx *cx)
{
    const SightFacts facts = sight_facts(cx);
    return sight_is_wanted(&facts) &&
           db_count(cx, &SQL_sight_looked_at, DB_NO_ARGS) <= cx->now - MOMENT_DAY;
}

const char *
sight_run(Ctx *cx, const char *argument G_GNUC_UNUSED, GError **error)
{
    bool is_read = db_begin(cx->db, false) == DB_OK;
    const SightFacts facts = is_read ? sight_facts(cx) : (SightFacts){0};
    if (is_read && db_end(cx->db, true) == DB_OK) {
        SightSpan seen = sight_look(cx->app, cx->arena, &facts);
        if (db_begin(cx->db, true) == DB_OK) {
            sight_keep(cx, seen);
            if (db_end(cx->db, true) == DB_OK)
                return NULL;
        }
    }
    g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "the database kept nothing");
    return NULL;
}
