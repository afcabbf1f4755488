/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "checkdeps.h"

#include <string.h>

#define DOCUMENT "ARCHITECTURE.md"

/* A table of Markdown, read row by row. */
typedef struct Table {
    char **lines; /* of the document */
    int at;       /* index of the next row */
} Table;

/* Go to the rows of the table whose first heading is @heading. */
static bool
table_find(Table *table, const char *heading)
{
    g_autofree char *begin = g_strdup_printf("| %s |", heading);
    for (int i = 0; table->lines[i] != NULL; i++) {
        if (!g_str_has_prefix(table->lines[i], begin) || table->lines[i + 1] == NULL)
            continue;
        table->at = i + 2;
        return true;
    }
    return false;
}

/* Read the next row's first and third cell.  False at the end of the table. */
static bool
table_next(Table *table, char **ret_first, char **ret_third)
{
    const char *line = table->lines[table->at];
    if (line == NULL || *line != '|')
        return false;
    g_auto(GStrv) cells = g_strsplit(line, "|", -1);
    guint n = g_strv_length(cells);
    g_free(*ret_first);
    g_free(*ret_third);
    *ret_first = g_strdup(n > 1 ? g_strstrip(cells[1]) : "");
    *ret_third = g_strdup(n > 3 ? g_strstrip(cells[3]) : "");
    table->at++;
    return true;
}

/* Check the next row against what it should be. */
static void
check_row(Report *r, Table *table, const char *first, const char *third)
{
    g_autofree char *is_first = NULL;
    g_autofree char *is_third = NULL;
    if (!table_next(table, &is_first, &is_third))
        report(r, DOCUMENT, table->at, "the table lacks the row of %s: %s", first, third);
    else if (strcmp(is_first, first) != 0 || strcmp(is_third, third) != 0)
        report(r, DOCUMENT, table->at,
               "the row says \"%s: %s\", the table of tools/checkdeps/house.c \"%s: %s\"", is_first,
               is_third, first, third);
}

static void
check_end(Report *r, Table *table)
{
    g_autofree char *first = NULL;
    g_autofree char *third = NULL;
    while (table_next(table, &first, &third))
        report(r, DOCUMENT, table->at, "%s is not in the table of tools/checkdeps/house.c", first);
}

static void
check_layers(Report *r, Table *table)
{
    for (const Layer *l = LAYERS; l->folder != NULL; l++) {
        g_autofree char *first = g_strdup_printf("`%s`", l->folder);
        check_row(r, table, first, l->may);
    }
    check_end(r, table);
}

static void
check_libraries(Report *r, Table *table)
{
    for (const Library *l = LIBRARIES; l->name != NULL; l++) {
        g_autofree char *files = g_strjoinv("`, `", (char **)l->files);
        g_autofree char *third = g_strdup_printf("`%s`", files);
        check_row(r, table, l->name, l->files[0] != NULL ? third : "everywhere");
    }
    check_end(r, table);
}

void
check_document(Report *r, const char *root)
{
    g_autofree char *path = g_build_filename(root, DOCUMENT, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, NULL, &error)) {
        report(r, DOCUMENT, 0, "%s", error->message);
        return;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    Table table = {.lines = lines};
    if (table_find(&table, "folder"))
        check_layers(r, &table);
    else
        report(r, DOCUMENT, 0, "the table of folders is missing");
    if (table_find(&table, "library"))
        check_libraries(r, &table);
    else
        report(r, DOCUMENT, 0, "the table of libraries is missing");
}
