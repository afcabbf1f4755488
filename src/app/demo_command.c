/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * baraza demo: make the demo alliance, and print a sign-in link for each role.
 */
#include "alliance/person.h"
#include "alliance/setting.h"
#include "app/app.sql.h"
#include "app/command.h"
#include "app/demo.h"
#include "app/instance.h"
#include "app/progress.h"
#include "base/error.h"
#include "site/sign_in.h"

#include <stdio.h>

#define DEFAULT_SEED 2016

static void
show(int64_t done, int64_t total, void *data)
{
    progress_show(data, done, total);
}

typedef struct Plan {
    uint64_t seed;
    Progress progress;
} Plan;

static bool
build(Ctx *cx, void *data, GError **error)
{
    Plan *plan = data;
    if (db_count(cx, &SQL_app_is_empty, DB_NO_ARGS) != 0) {
        g_set_error(
            error, BARAZA_ERROR, ERROR_INPUT,
            "the database is not empty; the demo needs one of its own (--config, BARAZA_DATABASE)");
        return false;
    }
    /* From now on the instance's clock stands where the demo begins, and goes on from there. */
    int64_t offset = DEMO_NOW - (cx->app->clock(cx->app) - cx->app->clock_offset);
    const char *text = arena_printf(cx->arena, "%" PRId64, offset);
    demo_build(cx, plan->seed, show, &plan->progress);
    return setting_update(cx, "clock_offset", text);
}

static bool
print_links(Ctx *cx, void *data, GError **error)
{
    (void)data, (void)error;
    for (const DemoLogin *login = DEMO_LOGINS; login->role != NULL; login++) {
        const Person *person = person_find_email(cx, login->email);
        if (person != NULL)
            printf("sign in as %-12s %s\n", login->role, sign_in_link(cx, person->id, "/"));
    }
    return true;
}

int
run_demo(const Command *command, int argc, char **argv)
{
    gint64 seed = DEFAULT_SEED;
    gboolean only_links = FALSE;
    const GOptionEntry options[] = {
        {"seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Invent other people", "N"},
        {"links", 0, 0, G_OPTION_ARG_NONE, &only_links,
         "Make no demo, print sign-in links for the one there is", NULL},
        {0},
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = command_begin(command, options, &argc, &argv, 0, 0);
    if (config == NULL)
        return EXIT_USAGE;
    g_autoptr(Instance) instance = instance_open(config, &error);
    if (instance == NULL)
        return command_fail(error);

    Plan plan = {.seed = (uint64_t)seed, .progress = {.what = "Making the demo"}};
    bool made = only_links || instance_write(instance, g_get_prgname(), build, &plan, &error);
    progress_end(&plan.progress);
    if (!made || !instance_reload(instance, &error) ||
        (!only_links && !instance_read_documents(instance, &error)) ||
        !instance_write(instance, g_get_prgname(), print_links, NULL, &error))
        return command_fail(error);
    return EXIT_DONE;
}
