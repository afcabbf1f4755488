/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * baraza migrate, export, import, backup, restore: the database as a whole.
 */
#include "alliance/search.h"
#include "app/command.h"
#include "app/instance.h"
#include "app/progress.h"
#include "db/backup.h"
#include "db/dump.h"

#include <stdio.h>

static void
show(void *data, const char *table, int64_t done, int64_t total)
{
    (void)table;
    progress_show(data, done, total);
}

/* What a command of this file does between opening and closing. */
typedef bool (*DataWork)(Instance *instance, const char *path, const DumpOptions *options,
                         GError **error);

static int
run_with_path(const Command *command, const char *what, DataWork work, int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = command_begin(command, NULL, &argc, &argv, 1, 1);
    if (config == NULL)
        return EXIT_USAGE;
    Progress progress = {.what = what};
    DumpOptions options = {.scope = DUMP_SHARED, .progress = show, .progress_data = &progress};
    g_autoptr(Instance) instance = instance_open(config, &error);
    bool done = instance != NULL && work(instance, argv[1], &options, &error);
    progress_end(&progress);
    return done ? EXIT_DONE : command_fail(error);
}

static bool
make_index(Ctx *cx, void *data, GError **error)
{
    (void)data, (void)error;
    search_reindex(cx);
    return true;
}

static bool
work_export(Instance *instance, const char *path, const DumpOptions *options, GError **error)
{
    return db_export(instance->db, path, options, error);
}

static bool
work_import(Instance *instance, const char *path, const DumpOptions *options, GError **error)
{
    return db_import(instance->db, path, options, error) &&
           instance_write(instance, g_get_prgname(), make_index, NULL, error);
}

static bool
work_backup(Instance *instance, const char *path, const DumpOptions *options, GError **error)
{
    return db_backup(instance->db, path, options->progress, options->progress_data, error);
}

int
run_export(const Command *command, int argc, char **argv)
{
    return run_with_path(command, "Exporting", work_export, argc, argv);
}

int
run_import(const Command *command, int argc, char **argv)
{
    return run_with_path(command, "Importing", work_import, argc, argv);
}

int
run_backup(const Command *command, int argc, char **argv)
{
    return run_with_path(command, "Backing up", work_backup, argc, argv);
}

/* The database that a backup was restored to may be an older program's: bring it up to date. */
static bool
finish_restore(const Config *config, GError **error)
{
    g_autoptr(Instance) instance = instance_open(config, error);
    return instance != NULL && instance_write(instance, g_get_prgname(), make_index, NULL, error);
}

int
run_restore(const Command *command, int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = command_begin(command, NULL, &argc, &argv, 1, 1);
    if (config == NULL)
        return EXIT_USAGE;
    Progress progress = {.what = "Restoring"};
    bool done = db_restore(config->database, argv[1], show, &progress, &error) &&
                finish_restore(config, &error);
    progress_end(&progress);
    return done ? EXIT_DONE : command_fail(error);
}

int
run_migrate(const Command *command, int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = command_begin(command, NULL, &argc, &argv, 0, 0);
    if (config == NULL)
        return EXIT_USAGE;
    g_autoptr(Instance) instance = instance_open(config, &error);
    if (instance == NULL)
        return command_fail(error);
    puts("The database is up to date.");
    return EXIT_DONE;
}
