/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * baraza import-works TABLE FOLDER: publications from the command line, for folders that are too
 * large for a form.
 */
#include "accession/cells.h"
#include "accession/column_names.h"
#include "accession/folder.h"
#include "accession/table.h"
#include "app/command.h"
#include "app/instance.h"
#include "app/progress.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdio.h>
#include <string.h>

typedef struct WorksOptions {
    gboolean dry_run, publish, take_doubles;
    char *language;
} WorksOptions;

/* What is done, and where; .data is of one step. */
typedef struct Works {
    Instance *instance;
    const WorksOptions *options;
    int64_t id;
    const char *table, *folder; /* paths */
    const char *path, *name;    /* of a file: on the disk, in the folder */
} Works;

/* ---- reading ---- */

static bool
read_bytes(const char *path, GBytes **ret_bytes, GError **error)
{
    g_autoptr(GMappedFile) map = g_mapped_file_new(path, FALSE, error);
    if (map == NULL)
        return false;
    *ret_bytes = g_mapped_file_get_bytes(map);
    return true;
}

static Bytes
bytes_of(GBytes *bytes)
{
    gsize n = 0;
    const void *at = g_bytes_get_data(bytes, &n);
    return (Bytes){at, n};
}

static bool
insert_table(Ctx *cx, void *data, GError **error)
{
    Works *works = data;
    g_autoptr(GBytes) bytes = NULL;
    AccessionTable table;
    const char *words = NULL;
    const Lang *lang = works->options->language != NULL ? lang_find(works->options->language)
                                                        : NULL;
    if (!read_bytes(works->table, &bytes, error))
        return false;
    if (g_bytes_get_size(bytes) > LIMIT_FILE ||
        !table_read(cx->arena, cx->lang, bytes_of(bytes), &table, &words)) {
        g_set_error(error, BARAZA_ERROR, ERROR_INPUT, "%s: %s", works->table,
                    words != NULL ? words : "too large");
        return false;
    }
    g_autofree char *name = g_path_get_basename(works->table);
    g_autofree char *shown = g_filename_display_name(name);
    cx->lang = lang != NULL ? lang : cx->lang;
    works->id = accession_insert(
        cx, shown, &table, (AccessionRules){works->options->publish, works->options->take_doubles});
    return true;
}

static bool
insert_file(Ctx *cx, void *data, GError **error)
{
    const Works *works = data;
    g_autoptr(GBytes) bytes = NULL;
    FolderTaken taken = {0};
    if (!read_bytes(works->path, &bytes, error))
        return false;
    folder_add(cx, works->id, works->name, bytes_of(bytes), &taken);
    if (taken.words != NULL)
        g_set_error(error, BARAZA_ERROR, ERROR_INPUT, "%s: %s", works->path, taken.words);
    return taken.words == NULL;
}

/* Folders in folders, as deep as they go; what is a link to elsewhere is passed over. */
static bool
insert_folder(Works *works, const char *path, const char *below, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, error);
    const char *entry;
    bool ok = dir != NULL;
    while (ok && (entry = g_dir_read_name(dir)) != NULL) {
        g_autofree char *full = g_build_filename(path, entry, NULL);
        g_autofree char *name = g_strconcat(below, *below != '\0' ? "/" : "", entry, NULL);
        if (g_file_test(full, G_FILE_TEST_IS_SYMLINK))
            continue;
        works->path = full;
        works->name = name;
        ok = g_file_test(full, G_FILE_TEST_IS_DIR)
                 ? insert_folder(works, full, name, error)
                 : instance_write(works->instance, g_get_prgname(), insert_file, works, error);
    }
    return ok;
}

/* ---- working ---- */

static bool
apply(Ctx *cx, void *data, GError **error)
{
    const Works *works = data;
    const Accession *accession = accession_find(cx, works->id);
    if (accession != NULL && accession_begin(cx, accession, "apply"))
        return true;
    g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "somebody else works on it");
    return false;
}

typedef struct Step {
    JobCursor cursor;
    Works *works;
    bool is_over;
    int64_t n_done, n_rows;
} Step;

static bool
work_on(Ctx *cx, void *data, GError **error)
{
    Step *step = data;
    (void)error;
    accession_portion(cx, &step->cursor);
    const Accession *accession = accession_find(cx, step->works->id);
    step->is_over = accession == NULL || !accession_is_working(accession);
    step->n_done = accession != NULL ? accession->n_done : 0;
    step->n_rows = accession != NULL ? accession->n_rows : 0;
    return true;
}

/* A server that runs takes its turns in the same work. */
static bool
work(Works *works, const char *what, GError **error)
{
    Progress progress = {.what = what};
    Step step = {.works = works};
    bool ok = true;
    while (ok && !step.is_over) {
        ok = instance_write(works->instance, g_get_prgname(), work_on, &step, error);
        progress_show(&progress, step.n_done, step.n_rows);
    }
    progress_end(&progress);
    return ok;
}

/* ---- what it came to ---- */

static void
print_notes(Ctx *cx, const AccessionRow *row)
{
    RowNoteSpan notes = row_notes(cx->arena, row->notes);
    for (size_t i = 0; i < notes.n; i++) {
        const ColumnName *column = column_name_find(notes.at[i].column);
        const char *words = lang_fill(cx->arena, notes.at[i].words, "line", notes.at[i].value,
                                      NULL);
        printf("      %s%s%s %s\n", column != NULL ? column->label : "", column != NULL ? ": " : "",
               words, strcmp(words, notes.at[i].words) == 0 ? notes.at[i].value : "");
    }
}

static void
print_rows(Ctx *cx, const Accession *accession, bool done)
{
    AccessionRowSpan rows = accession_show_rows(cx, accession->id, "", 0, ACCESSION_ROWS);
    for (size_t i = 0; i < rows.n; i++) {
        const AccessionOutcome *outcome = accession_outcome_find(rows.at[i].outcome);
        if (*rows.at[i].notes == '\0' || outcome == NULL)
            continue;
        printf("%5" PRId64 " %s: %s\n", rows.at[i].line, rows.at[i].title,
               done ? outcome->done : outcome->plan);
        print_notes(cx, &rows.at[i]);
    }
    AccessionCountSpan counts = accession_count(cx, accession->id);
    for (size_t i = 0; i < counts.n; i++) {
        const AccessionOutcome *outcome = accession_outcome_find(counts.at[i].outcome);
        if (outcome != NULL)
            printf("%10" PRId64 "  %s\n", counts.at[i].n_rows,
                   done ? outcome->done : outcome->plan);
    }
}

static bool
print_result(Ctx *cx, void *data, GError **error)
{
    const Works *works = data;
    const Accession *accession = accession_find(cx, works->id);
    (void)error;
    print_rows(cx, accession, !works->options->dry_run);
    AccessionWordSpan words = accession_words(cx, works->id);
    for (size_t i = 0; i < words.n; i++)
        printf("%10" PRId64 "  rows with an unknown word (%s): %s\n", words.at[i].n_rows,
               words.at[i].kind, words.at[i].text);
    AccessionFileSpan files = accession_files(cx, works->id);
    for (size_t i = 0; i < files.n; i++)
        if (*files.at[i].fault != '\0')
            printf("  refused: %s\n", files.at[i].name);
        else if (files.at[i].n_rows == 0)
            printf("  no row names: %s\n", files.at[i].name);
    printf("%10" PRId64 "  rows in all: /desk/accessions/%" PRId64 "\n", accession->n_rows,
           works->id);
    if (works->options->dry_run)
        puts("Nothing was written. Say it without --dry-run, or go on in the desk.");
    return true;
}

static bool
bring_in(Works *works, GError **error)
{
    const char *who = g_get_prgname();
    if (!instance_write(works->instance, who, insert_table, works, error) ||
        !insert_folder(works, works->folder, "", error) || !work(works, "Checking", error))
        return false;
    if (works->options->dry_run)
        return instance_write(works->instance, who, print_result, works, error);
    return instance_write(works->instance, who, apply, works, error) &&
           work(works, "Bringing in", error) &&
           instance_write(works->instance, who, print_result, works, error) &&
           instance_read_documents(works->instance, error);
}

int
run_import_works(const Command *command, int argc, char **argv)
{
    WorksOptions o = {0};
    const GOptionEntry options[] = {
        {"dry-run", 0, 0, G_OPTION_ARG_NONE, &o.dry_run, "Only say what would become of rows",
         NULL},
        {"publish", 0, 0, G_OPTION_ARG_NONE, &o.publish, "Publish at once; else they are drafts",
         NULL},
        {"take-doubles", 0, 0, G_OPTION_ARG_NONE, &o.take_doubles,
         "Also what may be in the library already", NULL},
        {"language", 0, 0, G_OPTION_ARG_STRING, &o.language,
         "In which the words of the table are, such as fr", "CODE"},
        {0},
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = command_begin(command, options, &argc, &argv, 2, 2);
    if (config == NULL)
        return EXIT_USAGE;
    g_autoptr(Instance) instance = instance_open(config, &error);
    Works works = {.instance = instance, .options = &o, .table = argv[1], .folder = argv[2]};
    bool done = instance != NULL && bring_in(&works, &error);
    g_free(o.language);
    return done ? EXIT_DONE : command_fail(error);
}
