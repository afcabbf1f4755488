/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * baraza migrate, export, import, backup, restore: the database as a whole.
 */
#include "alliance/document.h"
#include "alliance/search.h"
#include "app/command.h"
#include "app/instance.h"
#include "app/list_command.h"
#include "app/progress.h"
#include "db/backup.h"
#include "db/dump.h"

#include <stdio.h>
#include <string.h>

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
    document_ask_all(cx);
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
           instance_write(instance, g_get_prgname(), make_index, NULL, error) &&
           instance_read_documents(instance, error);
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

static bool
is_one_of(const char *word, const char *first, const char *second, const char *third)
{
    return word == NULL || strcmp(word, first) == 0 || strcmp(word, second) == 0 ||
           g_strcmp0(word, third) == 0;
}

/* A folder is an export, a file is a list of members. */
int
run_import(const Command *command, int argc, char **argv)
{
    ListOptions list = {0};
    const GOptionEntry options[] = {
        {"apply", 0, 0, G_OPTION_ARG_NONE, &list.apply, "Of a list: write it", NULL},
        {"mode", 0, 0, G_OPTION_ARG_STRING, &list.mode, "Of a list: add, fill, overwrite", "MODE"},
        {"dates", 0, 0, G_OPTION_ARG_STRING, &list.dates,
         "Of a list: 03/04/2016 begins with day or month", "day|month"},
        {"columns", 0, 0, G_OPTION_ARG_STRING, &list.columns,
         "Of a list: what its columns are, such as name,email,-,country", "NAMES"},
        {0},
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = command_begin(command, options, &argc, &argv, 1, 1);
    if (config == NULL || !is_one_of(list.mode, "add", "fill", "overwrite") ||
        !is_one_of(list.dates, "day", "month", "month"))
        return EXIT_USAGE;
    Progress progress = {.what = "Importing"};
    DumpOptions dump = {.scope = DUMP_SHARED, .progress = show, .progress_data = &progress};
    g_autoptr(Instance) instance = instance_open(config, &error);
    bool is_list = g_file_test(argv[1], G_FILE_TEST_IS_REGULAR);
    bool done = instance != NULL && (is_list ? list_command(instance, argv[1], &list, &error)
                                             : work_import(instance, argv[1], &dump, &error));
    progress_end(&progress);
    return done ? EXIT_DONE : command_fail(error);
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
