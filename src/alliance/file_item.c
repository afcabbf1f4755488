/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The files that hang on an item, what is said about them, and the end of those that hang nowhere.
 */
#include "alliance/audit.h"
#include "alliance/document.h"
#include "alliance/download.h"
#include "alliance/file.h"
#include "alliance/file.sql.h"
#include "alliance/file_row.h"
#include "alliance/file_shelf.h"
#include "alliance/search.h"
#include "base/text.h"
#include "web/app.h"

#include <string.h>

#define NAME_MOST 100     /* bytes: with its escapes it must fit into a segment of an address */
#define EXTENSION_MOST 10 /* longer ones are no extension */

static const DbType FILE_TYPE = DB_TYPE(File, FILE_FIELDS);
static const DbType FILE_TEXT = DB_TYPE(FileText, DB_FIELD(FileText, language),
                                        DB_FIELD(FileText, body));

FileSpan
file_list(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(FileSpan, db_all(cx, &SQL_file_list, &FILE_TYPE, DB_ARGS(item_id)));
}

FileSpan
file_list_below(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(FileSpan, db_all(cx, &SQL_file_list_below, &FILE_TYPE, DB_ARGS(item_id)));
}

FileTextSpan
file_list_texts(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(FileTextSpan, db_all(cx, &SQL_file_list_texts, &FILE_TEXT, DB_ARGS(item_id)));
}

/* ---- its name ---- */

/* What cannot be seen, such as marks that turn the direction of reading, would let a name pass for
 * another one. */
static bool
is_unseen(gunichar u)
{
    GUnicodeType type = g_unichar_type(u);
    return type == G_UNICODE_FORMAT || type == G_UNICODE_CONTROL;
}

static const char *
without_unseen(Arena *arena, const char *name)
{
    GString *seen = arena_string(arena, strlen(name) + 1);
    for (const char *c = name; *c != '\0'; c = g_utf8_next_char(c))
        if (!is_unseen(g_utf8_get_char(c)))
            g_string_append_unichar(seen, g_utf8_get_char(c));
    return seen->str;
}

/* The first bytes of a name, up to a whole character, and its extension. */
static const char *
cut_name(Arena *arena, const char *name)
{
    const char *dot = strrchr(name, '.');
    const char *extension = dot != NULL && strlen(dot) <= EXTENSION_MOST ? dot : "";
    if (strlen(name) <= NAME_MOST)
        return name;
    const char *end = g_utf8_find_prev_char(name, name + NAME_MOST - strlen(extension) + 1);
    return arena_printf(arena, "%.*s%s", (int)(end - name), name, extension);
}

/* A name that can stand in an address and in a header: no slashes, quotes, control characters. */
static const char *
safe_name(Arena *arena, const char *name)
{
    const char *slash = strrchr(name, '/'), *back = strrchr(name, '\\');
    const char *base = MAX(slash != NULL ? slash + 1 : name, back != NULL ? back + 1 : name);
    const char *seen = text_fold_space(arena, without_unseen(arena, base));
    char *copy = arena_strdup(arena, cut_name(arena, seen));
    g_strdelimit(copy, "\"<>|?*:;", '-');
    return *copy != '\0' && strcmp(copy, ".") != 0 && strcmp(copy, "..") != 0 ? copy : "file";
}

/* ---- on an item ---- */

/* The item has changed, and is found by other words; @gone_id: what was taken from it, or 0. */
static void
note_act(Ctx *cx, const char *action, int64_t item_id, int64_t gone_id, const char *name)
{
    db_run(cx, &SQL_file_touch_item, DB_ARGS(item_id, gone_id, cx->now));
    audit(cx, action, item_id, name);
    search_index(cx, item_id);
}

void
file_attach(Ctx *cx, int64_t item_id, int64_t file_id, const FileWords *words)
{
    const char *name = safe_name(cx->arena, text_or_empty(words->name));
    db_run(cx, &SQL_file_attach,
           DB_ARGS(item_id, file_id, name, text_or_empty(words->title), text_or_empty(words->alt)));
    document_ask(cx, file_id, false);
    note_act(cx, "file.attach", item_id, 0, name);
}

bool
file_describe(Ctx *cx, int64_t item_id, const File *file, const FileWords *words)
{
    if (db_run(cx, &SQL_file_describe,
               DB_ARGS(item_id, file->id, text_or_empty(words->title),
                       text_or_empty(words->alt))) == 0)
        return false;
    note_act(cx, "file.describe", item_id, 0, file->name);
    return true;
}

bool
file_detach(Ctx *cx, int64_t item_id, const File *file)
{
    if (db_run(cx, &SQL_file_detach, DB_ARGS(item_id, file->id)) == 0)
        return false;
    note_act(cx, "file.detach", item_id, file->id, file->name);
    file_forget(cx, file->id);
    return true;
}

bool
file_set_picture(Ctx *cx, int64_t item_id, const File *file)
{
    int64_t id = file != NULL ? file->id : 0;
    if (db_run(cx, &SQL_file_set_picture, DB_ARGS(item_id, id, cx->now)) == 0)
        return false;
    audit(cx, "file.picture", item_id, file != NULL ? file->name : "");
    return true;
}

void
file_forget(Ctx *cx, int64_t id)
{
    if (db_run(cx, &SQL_file_forget, DB_ARGS(id, cx->now)) == 0)
        return;
    db_run(cx, &SQL_file_delete_chunks, DB_ARGS(id));
    file_shelf_drop(cx->app->shelf, id);
    document_forget(cx, id);
    download_forget(cx, id);
}

/* ---- in a text ---- */

bool
file_stands_in(const char *text, int64_t id)
{
    char address[32];
    size_t n = (size_t)g_snprintf(address, sizeof address, "/files/%" PRId64, id);
    for (const char *at = text; (at = strstr(at, address)) != NULL; at += n)
        if (!g_ascii_isdigit(at[n]))
            return true;
    return false;
}

bool
file_stands_on(const Item *item, const File *file)
{
    return file_is_picture(file) && (file->id == item->image_id ||
                                     (item->body != NULL && file_stands_in(item->body, file->id)));
}
