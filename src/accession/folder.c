/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/folder.h"

#include "base/limits.h"
#include "base/text.h"
#include "lang/lang.h"
#include "web/app.h"

#include <string.h>

/* ---- names ---- */

/* A zip that does not say that its names are UTF-8 has them in the letters of DOS. */
static const char *
readable_name(Arena *arena, const char *name)
{
    if (g_utf8_validate(name, -1, NULL))
        return name;
    g_autofree char *dos = g_convert(name, -1, "UTF-8", "CP437", NULL, NULL, NULL);
    g_autofree char *valid = g_utf8_make_valid(dos != NULL ? dos : name, -1);
    return arena_strdup(arena, valid);
}

const char *
folder_tidy_name(Arena *arena, const char *name)
{
    char *copy = arena_strdup(arena, text_fold_space(arena, readable_name(arena, name)));
    g_strdelimit(copy, "\\", '/');
    for (char *c = copy; *c != '\0'; c++)
        if (g_ascii_iscntrl(*c))
            *c = ' ';
    while (g_str_has_prefix(copy, "./") || *copy == '/')
        copy += *copy == '/' ? 1 : 2;
    return copy;
}

static const char *
base_name(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash != NULL ? slash + 1 : name;
}

/* Folders, and what systems leave in them. */
bool
folder_is_no_document(const char *name)
{
    const char *base = base_name(name);
    return *base == '\0' || *base == '.' || g_str_has_prefix(name, "__MACOSX/") ||
           g_ascii_strcasecmp(base, "Thumbs.db") == 0 ||
           g_ascii_strcasecmp(base, "desktop.ini") == 0;
}

/* ---- taking files ---- */

#define NO_MORE N_("Files: there are as many as there can be; the rest was not read")
#define LONG_NAME N_("Files: the name of one is too long; those behind it were not read")

/* Counted once for all that come at a time. */
static int64_t *
room_of(Ctx *cx, int64_t id, FolderTaken *taken)
{
    if (!taken->is_counted)
        taken->room = accession_room(cx, id);
    taken->is_counted = true;
    return &taken->room;
}

void
folder_add(Ctx *cx, int64_t id, const char *name, Bytes content, FolderTaken *taken)
{
    const char *tidy = folder_tidy_name(cx->arena, name);
    if (taken->words != NULL || folder_is_no_document(tidy))
        return;
    AccessionFile file = {.name = tidy,
                          .fault = accession_file_fault(content, app_file_most(cx->app))};
    if (text_length(tidy) > LIMIT_LINE)
        taken->words = LONG_NAME;
    else if (!accession_add_file(cx, id, &file, content, room_of(cx, id, taken)))
        taken->words = NO_MORE;
    else
        taken->n++;
}

/* What was unpacked can be gone by now, if a day has passed; a number is one content for ever. */
static void
add_unpacked(Ctx *cx, int64_t id, const AccessionFile *file, FolderTaken *taken)
{
    bool is_kept = *file->fault != '\0' ||
                   (file->file_id != 0 && file_find(cx, file->file_id) != NULL);
    if (text_length(file->name) > LIMIT_LINE)
        taken->words = LONG_NAME;
    else if (!is_kept)
        taken->words = N_("Files: not all of the zip could be kept just now; send it once more");
    else if (!accession_add_kept(cx, id, file, room_of(cx, id, taken)))
        taken->words = NO_MORE;
    else
        taken->n++;
}

void
folder_add_unpacked(Ctx *cx, int64_t id, const Unpacked *zip, FolderTaken *taken)
{
    for (size_t i = 0; i < zip->files.n && taken->words == NULL && !db_failed(cx->db); i++)
        add_unpacked(cx, id, &zip->files.at[i], taken);
    if (taken->words == NULL)
        taken->words = zip->words;
}

/* ---- finding them ---- */

/* The ways in which two names can be the same, the strictest first: whole, without folders, and
 * both without capitals and accents. */
static const char *
name_in_way(Arena *arena, int way, const char *name)
{
    const char *part = way % 2 == 1 ? base_name(name) : name;
    return way < 2 ? part : text_fold(arena, part);
}

/* What is called so in this way; nothing, if several are. */
static GHashTable *
names_in_way(Folder *folder, int way)
{
    if (folder->names[way] != NULL)
        return folder->names[way];
    GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < folder->files.n; i++) {
        const char *name = name_in_way(folder->arena, way, folder->files.at[i].name);
        bool is_first = !g_hash_table_contains(names, name);
        g_hash_table_insert(names, (gpointer)(uintptr_t)name,
                            is_first ? (gpointer)(uintptr_t)&folder->files.at[i] : NULL);
    }
    arena_defer(folder->arena, (GDestroyNotify)g_hash_table_unref, names);
    folder->names[way] = names;
    return names;
}

void
folder_init(Folder *folder, Arena *arena, AccessionFileSpan files)
{
    *folder = (Folder){.arena = arena, .files = files};
}

const AccessionFile *
folder_find(Folder *folder, const char *name)
{
    const char *tidy = folder_tidy_name(folder->arena, name);
    for (int way = 0; way < FOLDER_WAYS; way++) {
        gpointer file = NULL;
        if (g_hash_table_lookup_extended(names_in_way(folder, way),
                                         name_in_way(folder->arena, way, tidy), NULL, &file))
            return file;
    }
    return NULL;
}
