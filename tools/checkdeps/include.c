/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "checkdeps.h"

#include <string.h>

bool
path_is_test(const char *path)
{
    return g_str_has_prefix(path, "tests/") || g_str_has_suffix(path, "_test.c") ||
           g_str_has_suffix(path, "_testing.c") || g_str_has_suffix(path, "_testing.h");
}

static void
check_library(Report *r, const Source *source, int line, const char *header)
{
    const Library *library = library_of(header);
    if (library == NULL && !header_is_system(header))
        report(r, source->path, line,
               "<%s> is of no library of ours: decide, then write it into tools/checkdeps/house.c",
               header);
    if (library == NULL || library->files[0] == NULL ||
        g_strv_contains(library->files, source->path))
        return;
    g_autofree char *files = g_strjoinv(" and ", (char **)library->files);
    report(r, source->path, line, "<%s>: each library's headers are included by one file, %s by %s",
           header, library->name, files);
}

/* Say what the table says.  A room's README.md may let it include another room. */
static void
check_layer(Report *r, const Source *source, int line, const char *header)
{
    g_autofree char *folder = g_strndup(header, strcspn(header, "/"));
    const Layer *from = layer_of(source->path), *to = layer_named(source->root, folder);
    if (from == NULL)
        return;
    if (to == NULL) {
        report(r, source->path, line, "\"%s\": %s is no folder of ours", header, folder);
        return;
    }
    if (layer_may(from, to) || (from->room && to->room && room_uses(source->root, from, to)))
        return;
    if (from->room && to->room)
        report(r, source->path, line,
               "\"%s\": a room includes another only if its README.md says \"Uses: %s\"", header,
               folder);
    else
        report(r, source->path, line, "\"%s\": %s may include %s, not %s", header, from->folder,
               from->may, to->folder);
}

static void
check_ours(Report *r, const Source *source, int line, const char *header)
{
    if (strstr(header, "..") != NULL) {
        report(r, source->path, line, "\"%s\": write the path from src, without ..", header);
        return;
    }
    if (!path_is_test(source->path) && g_str_has_suffix(header, "testing.h")) {
        report(r, source->path, line,
               "\"%s\": only *_test.c and *_testing.* include what tests share", header);
        return;
    }
    if (strchr(header, '/') != NULL)
        check_layer(r, source, line, header);
    else if (g_str_has_prefix(source->path, "src/") && !path_is_test(source->path))
        report(r, source->path, line, "\"%s\": name the folder too, \"folder/%s\"", header, header);
}

/* What @line includes: from after its quote or <, to the other one.  NULL if it does not. */
static char *
included(const char *line, const char *word, char *ret_quote)
{
    const char *at = line + strspn(line, " \t#{");
    if (!g_str_has_prefix(at, word))
        return NULL;
    at += strlen(word);
    at += strspn(at, " \t");
    const char *end = *at == '<' ? strchr(at, '>') : *at == '"' ? strchr(at + 1, '"') : NULL;
    if (end == NULL)
        return NULL;
    *ret_quote = *at;
    return g_strndup(at + 1, (gsize)(end - at - 1));
}

void
check_includes(Report *r, const Source *source)
{
    bool html = g_str_has_suffix(source->path, ".html");
    g_autofree char *blank = html ? g_strdup(source->text) : blank_out(source->text, false);
    g_auto(GStrv) lines = g_strsplit(source->text, "\n", -1);
    g_auto(GStrv) code = g_strsplit(blank, "\n", -1);
    for (int i = 0; lines[i] != NULL; i++) {
        const char *start = code[i] + strspn(code[i], " \t");
        char quote = '\0';
        if (!g_str_has_prefix(start, html ? "{{use " : "#"))
            continue;
        g_autofree char *header = included(lines[i], html ? "use" : "include", &quote);
        if (header != NULL && quote == '<')
            check_library(r, source, i + 1, header);
        else if (header != NULL)
            check_ours(r, source, i + 1, header);
    }
}

/* ---- rooms ---- */

bool
room_uses(const char *root, const Layer *from, const Layer *to)
{
    g_autofree char *path = g_build_filename(root, from->folder, "README.md", NULL);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return false;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        if (!g_str_has_prefix(*line, "Uses:"))
            continue;
        g_auto(GStrv) words = g_strsplit_set(*line, " ,.", -1);
        if (g_strv_contains((const char *const *)words, layer_name(to)))
            return true;
    }
    return false;
}

/* Does @from reach @to by "Uses:", in at most @depth steps? */
static bool
room_reaches(const char *root, const Layer *from, const Layer *to, int depth)
{
    if (room_uses(root, from, to))
        return true;
    for (const Layer *via = LAYERS; depth > 0 && via->folder != NULL; via++)
        if (via->room && via != from && room_uses(root, from, via) &&
            room_reaches(root, via, to, depth - 1))
            return true;
    return false;
}

static int
n_layers(void)
{
    int n = 0;
    while (LAYERS[n].folder != NULL)
        n++;
    return n;
}

void
check_rooms(Report *r, const char *root)
{
    g_autofree char *src = g_build_filename(root, "src", NULL);
    g_autoptr(GDir) folder = g_dir_open(src, 0, NULL);
    for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *path = g_strdup_printf("src/%s/", name);
        g_autofree char *full = g_build_filename(root, path, NULL);
        if (g_file_test(full, G_FILE_TEST_IS_DIR) && layer_of(path) == NULL)
            report(r, path, 0, "write the folder into the table of tools/checkdeps/house.c");
    }
    for (const Layer *room = LAYERS; room->folder != NULL; room++) {
        g_autofree char *readme = g_build_filename(room->folder, "README.md", NULL);
        if (room->room && room_reaches(root, room, room, n_layers()))
            report(r, readme, 0, "\"Uses:\" leads back to %s: rooms make no circle",
                   layer_name(room));
    }
}
