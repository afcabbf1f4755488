/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * baraza doctor: what is well, what is not, and what to do about it.
 */
#include "alliance/document.h"
#include "alliance/role.h"
#include "alliance/search.h"
#include "alliance/setting.h"
#include "alliance/sight.h"
#include "app/app.sql.h"
#include "app/command.h"
#include "app/instance.h"
#include "db/migrate.h"

#include <stdio.h>
#include <sys/statvfs.h>

#define LEAST_FREE_BYTES ((uint64_t)512 * 1024 * 1024)
#define LATE_SECONDS 3600

typedef enum Health { WELL, WARN, ILL } Health;

typedef struct Finding {
    Health health;
    const char *what; /* for people; in the arena */
} Finding;

typedef struct Patient {
    Ctx *cx;
    const Config *config;
    bool sorts_by_bytes; /* asked before: that has a transaction of its own */
    Arena *arena;        /* owns what follows */
    SightFacts facts;
    SightSpan sights; /* likewise: they were waited for */
} Patient;

static Finding
finding(Health health, const char *what)
{
    return (Finding){health, what};
}

static Finding
check_schema(const Patient *p)
{
    if (!p->sorts_by_bytes)
        return finding(ILL,
                       "it does not sort by bytes: create it with --locale=C --template=template0");
    return finding(WELL,
                   db_is_postgres(p->cx->db) ? "PostgreSQL, up to date" : "SQLite, up to date");
}

static Finding
check_address(const Patient *p)
{
    if (p->cx->app->secure)
        return finding(WELL, p->config->base_url);
    bool is_local = strstr(p->config->base_url, "//127.0.0.1") ||
                    strstr(p->config->base_url, "//localhost");
    return is_local ? finding(WELL, "for this machine only")
                    : finding(ILL, "base_url must be https:// for people to sign in safely");
}

static Finding
check_secretariat(const Patient *p)
{
    TermSpan terms = term_list_role(p->cx, "secretariat");
    if (terms.n == 0)
        return finding(
            ILL,
            "nobody: `baraza user add EMAIL NAME`, then `baraza user grant EMAIL secretariat`");
    return finding(WELL, arena_printf(p->cx->arena, "%zu in office", terms.n));
}

static Finding
check_name(const Patient *p)
{
    const Settings *set = settings(p->cx);
    if (*set->sentence == '\0')
        return finding(WARN, "who it is has not been said: see /desk/settings");
    return finding(WELL, set->name);
}

static Finding
check_mail(const Patient *p)
{
    const Settings *set = settings(p->cx);
    int64_t failed = db_count(p->cx, &SQL_app_count_failed_mails, DB_NO_ARGS);
    if (*set->smtp_url == '\0')
        return finding(set->demo ? WELL : WARN,
                       "no mail server is set: mails are kept in the desk");
    if (failed > 0)
        return finding(
            WARN,
            arena_printf(p->cx->arena, "%" PRId64 " mails were refused: see /desk/outbox", failed));
    return finding(WELL, setting_mail_server(p->cx));
}

static Finding
check_jobs(const Patient *p)
{
    int64_t late = db_count(p->cx, &SQL_app_count_late_jobs, DB_ARGS(p->cx->now - LATE_SECONDS));
    int64_t failed = db_count(p->cx, &SQL_app_count_failed_jobs, DB_NO_ARGS);
    if (failed > 0)
        return finding(
            WARN, arena_printf(p->cx->arena, "%" PRId64 " were given up: see /desk/jobs", failed));
    if (late > 0)
        return finding(
            WARN, arena_printf(p->cx->arena,
                               "%" PRId64 " wait for over an hour: is the server running?", late));
    return finding(WELL, "none is late");
}

static Finding
check_search(const Patient *p)
{
    int64_t missing = db_count(p->cx, &SQL_app_count_not_indexed, DB_NO_ARGS);
    if (missing > 0)
        return finding(WARN,
                       arena_printf(p->cx->arena,
                                    "%" PRId64 " items are not in it: `baraza doctor --reindex`",
                                    missing));
    return finding(WELL, "complete");
}

static Finding
check_disk(const Patient *p)
{
    struct statvfs disk;
    g_autofree char *folder = g_path_get_dirname(p->config->database);
    if (db_is_postgres(p->cx->db) || statvfs(folder, &disk) != 0)
        return finding(WELL, "kept by the database server");
    uint64_t n_free = (uint64_t)disk.f_bavail * disk.f_frsize;
    const char *text = arena_printf(p->cx->arena, "%" PRIu64 " MB free", n_free / (1024 * 1024));
    return finding(n_free < LEAST_FREE_BYTES ? WARN : WELL, text);
}

static const struct {
    const char *name;
    Finding (*check)(const Patient *patient);
} checks[] = {
    {"database",     check_schema     },
    {"address",      check_address    },
    {"secretariat",  check_secretariat},
    {"alliance",     check_name       },
    {"mail",         check_mail       },
    {"jobs",         check_jobs       },
    {"search index", check_search     },
    {"disk",         check_disk       },
};

/* What others see of our mails; nothing of it keeps the server from running. */
static void
print_sights(const Patient *patient)
{
    static const char *const words[] = {[SIGHT_GOOD] = "well",
                                        [SIGHT_WRONG] = "look",
                                        [SIGHT_UNSURE] = "?   ",
                                        [SIGHT_OTHERS] = "well"};
    Ctx *cx = patient->cx;
    for (size_t i = 0; i < patient->sights.n; i++) {
        const Sight *sight = &patient->sights.at[i];
        const char *advice = sight_advice(cx, sight);
        printf("%s  %-13s %s\n", words[sight_state(sight)], sight->topic, sight_says(cx, sight));
        if (*sight->found != '\0')
            printf("%20s%s %s\n", "", lang_text(cx->lang, N_("What stands there:")), sight->found);
        if (*advice != '\0')
            printf("%20s%s\n", "", advice);
        if (*sight->record_value != '\0')
            printf("%20s%s  %s  %s\n", "", sight->record_name, sight->record_type,
                   sight->record_value);
    }
}

/* Print every finding; @data counts those that are ill. */
static bool
examine(Ctx *cx, void *data, GError **error)
{
    static const char *const words[] = {[WELL] = "well", [WARN] = "look", [ILL] = "ILL "};
    Patient *patient = data;
    (void)error;
    patient->cx = cx;
    bool is_well = true;
    for (size_t i = 0; i < G_N_ELEMENTS(checks) && !db_failed(cx->db); i++) {
        Finding f = checks[i].check(patient);
        printf("%s  %-13s %s\n", words[f.health], checks[i].name, f.what);
        is_well = is_well && f.health != ILL;
    }
    print_sights(patient);
    return is_well;
}

static bool
read_facts(Ctx *cx, void *data, GError **error G_GNUC_UNUSED)
{
    Patient *patient = data;
    cx->arena = patient->arena;
    patient->facts = sight_facts(cx);
    return true;
}

static bool
reindex(Ctx *cx, void *data, GError **error)
{
    (void)data, (void)error;
    printf("%" PRId64 " items indexed\n", search_reindex(cx));
    printf("%" PRId64 " files to be read anew by the server\n", document_ask_all(cx));
    return true;
}

int
run_doctor(const Command *command, int argc, char **argv)
{
    gboolean make_index = FALSE;
    const GOptionEntry options[] = {
        {"reindex", 0, 0, G_OPTION_ARG_NONE, &make_index, "Make the search index anew", NULL},
        {0},
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = command_begin(command, options, &argc, &argv, 0, 0);
    if (config == NULL)
        return EXIT_USAGE;
    g_autoptr(Instance) instance = instance_open(config, &error);
    if (instance == NULL)
        return command_fail(error);
    if (make_index && !instance_write(instance, g_get_prgname(), reindex, NULL, &error))
        return command_fail(error);
    g_autoptr(Arena) arena = arena_new();
    Patient patient = {
        .config = config, .sorts_by_bytes = db_sorts_by_bytes(instance->db), .arena = arena};
    if (!instance_write(instance, g_get_prgname(), read_facts, &patient, &error))
        return command_fail(error);
    patient.sights = sight_look(&instance->app, arena, &patient.facts);
    bool is_well = instance_write(instance, g_get_prgname(), examine, &patient, &error);
    if (error != NULL)
        return command_fail(error);
    return is_well ? EXIT_DONE : EXIT_FAILED;
}
