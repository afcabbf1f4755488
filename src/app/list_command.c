/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * baraza import FILE: a list of members from the command line, for lists that are too large for a
 * form.  Baraza import FOLDER is an export, see data_commands.c.
 */
#include "app/list_command.h"
#include "app/progress.h"
#include "base/error.h"
#include "base/limits.h"
#include "import/import.h"
#include "import/match.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What does not fit through a form is worth longer transactions: the pages of the indexes, which
 * every batch touches nearly all of, are then written less often. */
#define LARGE_LIST LIMIT_FILE
#define LARGE_BATCH 50000

typedef struct List {
    Ctx *cx;
    const ListOptions *options;
    int64_t id;
    SheetSource source;
    Progress progress;
} List;

static bool
read_file(void *data, int64_t from, void *room, size_t n)
{
    const int *fd = data;
    char *to = room;
    while (n > 0) {
        ssize_t got = pread(*fd, to, n, from);
        if (got <= 0)
            return false;
        to += got;
        from += got;
        n -= (size_t)got;
    }
    return true;
}

static void
show(void *data, int64_t done, int64_t total)
{
    progress_show(data, done, total);
}

static bool
kept(List *list, GError **error)
{
    if (db_end(list->cx->db, true) == DB_OK)
        return true;
    g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "%s", db_message(list->cx->db));
    return false;
}

static bool
begin(List *list, GError **error)
{
    if (db_begin(list->cx->db, true) == DB_OK)
        return true;
    g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "the database is busy or away");
    return false;
}

static bool
work(List *list, const char *what, GError **error)
{
    bool ended = false;
    list->progress = (Progress){.what = what};
    const ImportWork job = {.id = list->id,
                            .source = list->source,
                            .batch = list->source.size > LARGE_LIST ? LARGE_BATCH : 0,
                            .progress = show,
                            .progress_data = &list->progress};
    bool ok = import_work(list->cx, &job, &ended, error);
    progress_end(&list->progress);
    return ok;
}

/* ---- what the columns are ---- */

static bool
is_meaning(Ctx *cx, const char *name)
{
    size_t n = 0;
    const Meaning *all = meanings(cx->arena, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].name, name) == 0)
            return true;
    return false;
}

static void
print_sheet(const Import *import)
{
    g_auto(GStrv) names = g_strsplit(import->sheets, "\n", -1);
    guint n = g_strv_length(names);
    if (n > 1 && import->sheet >= 1 && import->sheet <= n)
        printf("Sheet %" PRId64 " of %u: %s\n", import->sheet, n, names[import->sheet - 1]);
}

/* As the command line says, else as it was guessed; "-" is a column that is not used. */
static bool
set_rules(List *list, GError **error)
{
    Ctx *cx = list->cx;
    const ListOptions *o = list->options;
    Import rules = *import_find(cx, list->id);
    print_sheet(&rules);
    ImportColumnSpan columns = import_columns(cx, list->id);
    const char **named = arena_array_of(cx->arena, const char *, columns.n + 1);
    char **words = g_strsplit(o->columns != NULL ? o->columns : "", ",", -1);
    arena_defer(cx->arena, (GDestroyNotify)g_strfreev, words);
    for (size_t i = 0, n = g_strv_length(words); i < columns.n; i++) {
        const char *word = i < n ? words[i] : columns.at[i].meaning;
        named[i] = strcmp(word, "-") == 0 ? "" : word;
        if (!is_meaning(cx, named[i])) {
            g_set_error(error, BARAZA_ERROR, ERROR_INPUT, "a column cannot be: %s", named[i]);
            return false;
        }
        printf("%3zu %-30s %s\n", i + 1, columns.at[i].header,
               *named[i] != '\0' ? named[i] : "(not used)");
        if (strcmp(named[i], "joined") == 0 && columns.at[i].n_unclear > 0 && o->dates == NULL &&
            (columns.at[i].day_first > 0) == (columns.at[i].month_first > 0))
            printf("    %" PRId64 " dates such as 03/04/2016 are unclear: say --dates day or "
                   "--dates month\n",
                   columns.at[i].n_unclear);
    }
    rules.mode = o->mode != NULL ? o->mode : "add";
    rules.dates = o->dates != NULL ? o->dates : "";
    import_set_rules(cx, &rules, named, columns.n);
    return import_begin(cx, import_find(cx, list->id), "check");
}

static bool
match(List *list, GError **error)
{
    if (!begin(list, error))
        return false;
    const Import *import = import_find(list->cx, list->id);
    bool readable = strcmp(import->state, "match") == 0;
    if (!readable)
        g_set_error(error, BARAZA_ERROR, ERROR_INPUT, "%s", import->fault);
    bool ok = readable && set_rules(list, error);
    return kept(list, ok ? error : NULL) && ok;
}

/* ---- what it came to ---- */

static bool
print_counts(List *list, GError **error)
{
    if (!begin(list, error))
        return false;
    PartCounts counts = part_count(list->cx, list->id);
    const Import *import = import_find(list->cx, list->id);
    bool done = strcmp(import->state, "done") == 0;
    for (int i = 1; i < N_OUTCOMES; i++)
        if (counts.of[i] > 0)
            printf("%10" PRId64 "  %s\n", counts.of[i],
                   done ? OUTCOME_LABELS[i] : OUTCOME_PLANS[i]);
    printf("%10" PRId64 "  rows in all; each of them: /desk/import/%" PRId64 "\n", counts.of[0],
           list->id);
    ImportSpellingSpan unknown = import_spellings(list->cx, list->id);
    for (size_t i = 0; i < unknown.n; i++)
        printf("%10" PRId64 "  rows with an unknown country: %s\n", unknown.at[i].n_rows,
               unknown.at[i].text);
    if (!done)
        puts("Nothing was written. Say --apply to do it.");
    return kept(list, error);
}

/* From the first look straight to the import: what a dry run would say, the import says. */
static bool
apply(List *list, GError **error)
{
    if (!begin(list, error))
        return false;
    bool ok = import_skip_check(list->cx, list->id);
    return kept(list, error) && ok && work(list, "Reading in", error);
}

static bool
insert(List *list, const char *path, GError **error)
{
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *shown = g_filename_display_name(name);
    if (!begin(list, error))
        return false;
    list->id = import_insert(list->cx, shown, 0);
    return kept(list, error);
}

static bool
read_list(List *list, const char *path, GError **error)
{
    return insert(list, path, error) && work(list, "Looking", error) && match(list, error) &&
           (list->options->apply ? apply(list, error) : work(list, "Checking", error)) &&
           print_counts(list, error);
}

bool
list_command(Instance *instance, const char *path, const ListOptions *options, GError **error)
{
    g_autoptr(Arena) arena = arena_new();
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        g_set_error(error, BARAZA_ERROR, ERROR_SYSTEM, "%s: %s", path, g_strerror(errno));
        return false;
    }
    List list = {
        .cx = instance_context(instance, arena, g_get_prgname()),
        .options = options,
        .source = {read_file, &fd, (int64_t)st.st_size}
    };
    bool ok = read_list(&list, path, error);
    close(fd);
    return ok;
}
