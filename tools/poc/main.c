/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * poc - compile and check PO files.
 *
 *     poc --compile OUT.c po/fr.po po/ar.po
 *     poc --check po/fr.po [--partial po/ar.po]... --texts FILES...
 *     poc --list FILES...
 *
 * --check fails if a text of the .html and .c FILES has no translation in the
 * first file, if a translation is used nowhere in either, or if a file is not
 * well-formed.  --list prints the texts of FILES as entries to be translated.
 */
#include "po.h"
#include "source.h"
#include "texts.h"

#include <stdio.h>
#include <string.h>

static PoFile *
load(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *source = source_read(path, &error);
    PoFile *file = source != NULL ? po_parse(source, path, &error) : NULL;
    if (file == NULL)
        fprintf(stderr, "%s\n", error->message);
    return file;
}

static int
compile(int argc, char **argv)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)po_free);
    for (int i = 1; i < argc; i++) {
        PoFile *file = load(argv[i]);
        if (file == NULL)
            return 1;
        g_ptr_array_add(files, file);
    }
    g_autofree char *code = po_compile(files);
    g_autoptr(GError) error = NULL;
    if (!g_file_set_contents(argv[0], code, -1, &error)) {
        fprintf(stderr, "poc: %s\n", error->message);
        return 1;
    }
    return 0;
}

static GPtrArray *
collect(char **paths)
{
    g_autoptr(GPtrArray) texts = texts_new();
    for (; *paths != NULL; paths++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *source = source_read(*paths, &error);
        if (source == NULL || !texts_collect(texts, source, *paths, &error)) {
            fprintf(stderr, "%s\n", error->message);
            return NULL;
        }
    }
    return g_steal_pointer(&texts);
}

static int
check(int argc, char **argv)
{
    g_autoptr(GPtrArray) texts = NULL;
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)po_free);
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--partial") == 0)
            continue;
        if (strcmp(argv[i], "--texts") == 0) {
            if ((texts = collect(argv + i + 1)) == NULL)
                return 1;
            break;
        }
        PoFile *file = load(argv[i]);
        if (file == NULL)
            return 1;
        g_ptr_array_add(files, file);
    }
    if (texts == NULL || files->len == 0)
        return 2;
    g_autoptr(GString) report = g_string_new(NULL);
    for (guint i = 0; i < files->len; i++)
        texts_compare(texts, files->pdata[i], i == 0, report);
    fputs(report->str, stderr);
    return report->len > 0;
}

static int
list(char **paths)
{
    g_autoptr(GPtrArray) texts = collect(paths);
    if (texts == NULL)
        return 1;
    g_autoptr(GString) out = g_string_new(NULL);
    texts_print(texts, out);
    fputs(out->str, stdout);
    return 0;
}

int
main(int argc, char **argv)
{
    int status = 2;
    if (argc > 2 && strcmp(argv[1], "--compile") == 0)
        status = compile(argc - 2, argv + 2);
    else if (argc > 2 && strcmp(argv[1], "--check") == 0)
        status = check(argc - 2, argv + 2);
    else if (argc > 2 && strcmp(argv[1], "--list") == 0)
        status = list(argv + 2);
    if (status == 2)
        fprintf(stderr, "usage: poc --compile OUT.c PO...\n"
                        "       poc --check PO [--partial PO]... --texts FILE...\n"
                        "       poc --list FILE...\n");
    return status;
}
