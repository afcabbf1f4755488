/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/folder.h"

#include "base/limits.h"
#include "base/text.h"
#include "lang/lang.h"
#include "sheet/zip.h"
#include "web/app.h"

#include <string.h>

#define NAME_ROOM 1024    /* bytes of a name in a zip */
#define PIECE (64 * 1024) /* bytes unpacked at once */

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

static const char *
tidy_name(Arena *arena, const char *name)
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
static bool
is_no_document(const char *name)
{
    const char *base = base_name(name);
    return *base == '\0' || *base == '.' || g_str_has_prefix(name, "__MACOSX/") ||
           g_ascii_strcasecmp(base, "Thumbs.db") == 0 ||
           g_ascii_strcasecmp(base, "desktop.ini") == 0;
}

/* ---- taking files ---- */

/* A file and the largest that may come as it does. */
typedef struct Comer {
    const char *name;
    Bytes content;
    int64_t most;
} Comer;

static void
add(Ctx *cx, int64_t id, const Comer *comer, FolderTaken *taken)
{
    const char *tidy = tidy_name(cx->arena, comer->name);
    if (taken->words != NULL || is_no_document(tidy))
        return;
    if (text_length(tidy) > LIMIT_LINE)
        taken->words = N_("Files: the name of one is too long; those behind it were not read");
    else if (!accession_add_file(cx, id, tidy, comer->content, comer->most))
        taken->words = N_("Files: there are as many as there can be; the rest was not read");
    else
        taken->n++;
}

void
folder_add(Ctx *cx, int64_t id, const char *name, Bytes content, FolderTaken *taken)
{
    add(cx, id, &(Comer){name, content, app_file_most(cx->app)}, taken);
}

/* One file of a zip, as far as it may be: a byte more tells that it is too large. */
static bool
unpack(Zip *zip, GString *content, int64_t *left)
{
    char piece[PIECE];
    int got;
    while ((got = zip_read(zip, piece, sizeof piece)) > 0) {
        size_t room = (size_t)LIMIT_FILE + 1 - content->len;
        g_string_append_len(content, piece, (gssize)MIN((size_t)got, room));
        *left -= got;
        if (*left < 0 || content->len > (size_t)LIMIT_FILE)
            break;
    }
    return got >= 0 && *left >= 0;
}

static void
take_zip(Ctx *cx, int64_t id, Bytes bytes, FolderTaken *taken)
{
    g_autoptr(Zip) zip = zip_new(sheet_source_bytes(&bytes));
    int64_t left = ACCESSION_UNPACKED;
    char name[NAME_ROOM];
    if (zip == NULL)
        taken->words = N_("Files: the zip cannot be read");
    while (zip != NULL && taken->words == NULL && zip_next(zip, name, sizeof name)) {
        g_autoptr(GString) content = g_string_new(NULL);
        if (g_str_has_suffix(name, "/"))
            continue;
        if (unpack(zip, content, &left))
            add(cx, id,
                &(Comer){
                    name, {content->str, content->len},
                     LIMIT_FILE
            },
                taken);
        else
            taken->words = left < 0 ? N_("Files: the zip unpacks to too much; send it in parts")
                                    : N_("Files: the zip is broken; what stands before is read");
    }
}

void
folder_take(Ctx *cx, int64_t id, const char *name, Bytes content, FolderTaken *taken)
{
    const FileKind *kind = file_sniff(content);
    if (kind != NULL && strcmp(kind->type, "application/zip") == 0)
        take_zip(cx, id, content, taken);
    else
        folder_add(cx, id, name, content, taken);
}

/* ---- finding them ---- */

/* Ways in which two names can be the same, the strictest first. */
static bool
is_same(Arena *arena, int way, const char *a, const char *b)
{
    switch (way) {
    case 0: return strcmp(a, b) == 0;
    case 1: return strcmp(base_name(a), base_name(b)) == 0;
    case 2: return strcmp(text_fold(arena, a), text_fold(arena, b)) == 0;
    default: return strcmp(text_fold(arena, base_name(a)), text_fold(arena, base_name(b))) == 0;
    }
}

const AccessionFile *
folder_find(Arena *arena, AccessionFileSpan files, const char *name)
{
    const char *tidy = tidy_name(arena, name);
    for (int way = 0; way < 4; way++) {
        const AccessionFile *found = NULL;
        size_t n = 0;
        g_autoptr(Arena) scratch = arena_new();
        for (size_t i = 0; i < files.n; i++)
            if (is_same(scratch, way, files.at[i].name, tidy)) {
                found = &files.at[i];
                n++;
            }
        if (n > 0)
            return n == 1 ? found : NULL;
    }
    return NULL;
}
