/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * checkdeps - refuse what would let the house go crooked.
 *
 *     checkdeps FOLDER [STAMP]
 *
 * FOLDER is the project's; STAMP is written if nothing was found.  --no-document leaves out
 * ARCHITECTURE.md, for the tests, whose trees have none.
 */
#include "checkdeps.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Where there is something of ours to read. */
static const char *const FOLDERS[] = {"assets", "migrations", "script", "src",
                                      "tests",  "tools",      NULL};
static const char *const ENDS[] = {".c", ".h", ".html", ".sql", ".css", ".js", ".sh", NULL};
/* Not ours, or not code. */
static const char *const SKIPPED[] = {"node_modules", "corpus", NULL};

void
report(Report *r, const char *path, int line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    g_autofree char *message = g_strdup_vprintf(format, ap);
    va_end(ap);
    if (line > 0)
        fprintf(stderr, "%s:%d: %s\n", path, line, message);
    else
        fprintf(stderr, "%s: %s\n", path, message);
    r->n++;
}

static bool
ends_with(const char *path, const char *const *ends)
{
    for (; *ends != NULL; ends++)
        if (g_str_has_suffix(path, *ends))
            return true;
    return false;
}

static void
check_file(Report *r, const char *root, const char *path)
{
    /* The scripts have no ending. */
    if (!ends_with(path, ENDS) && !g_str_has_prefix(path, "script/"))
        return;
    g_autofree char *full = g_build_filename(root, path, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(full, &text, NULL, &error)) {
        report(r, path, 0, "%s", error->message);
        return;
    }
    Source source = {.root = root, .path = path, .text = text};
    bool is_c = g_str_has_suffix(path, ".c") || g_str_has_suffix(path, ".h");
    check_length(r, &source);
    if (is_c || g_str_has_suffix(path, ".html"))
        check_includes(r, &source);
    if (is_c)
        check_functions(r, &source);
    if (g_str_has_suffix(path, ".sql") && g_str_has_prefix(path, "src/"))
        check_statements(r, &source);
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder in order, so that two runs say the same. */
static GPtrArray *
list_folder(const char *path)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
    for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;)
        if (*name != '.' && !g_strv_contains(SKIPPED, name))
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    return names;
}

static void
check_folder(Report *r, const char *root, const char *folder)
{
    g_autofree char *full = g_build_filename(root, folder, NULL);
    g_autoptr(GPtrArray) names = list_folder(full);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
        g_autofree char *at = g_build_filename(root, path, NULL);
        if (g_file_test(at, G_FILE_TEST_IS_DIR))
            check_folder(r, root, path);
        else
            check_file(r, root, path);
    }
}

int
main(int argc, char **argv)
{
    bool document = !(argc > 1 && strcmp(argv[1], "--no-document") == 0);
    char **args = argv + (document ? 1 : 2);
    int n_args = argc - (int)(args - argv);
    if (n_args < 1 || n_args > 2) {
        fprintf(stderr, "usage: checkdeps [--no-document] FOLDER [STAMP]\n");
        return 2;
    }
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    Report r = {.seen = seen};
    for (const char *const *folder = FOLDERS; *folder != NULL; folder++)
        check_folder(&r, args[0], *folder);
    check_rooms(&r, args[0]);
    if (document)
        check_document(&r, args[0]);
    if (r.n > 0)
        return 1;
    g_autoptr(GError) error = NULL;
    if (n_args == 2 && !g_file_set_contents(args[1], "", 0, &error)) {
        fprintf(stderr, "checkdeps: %s\n", error->message);
        return 1;
    }
    return 0;
}
