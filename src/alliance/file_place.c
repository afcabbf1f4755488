/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Where files hang that somebody may have.
 */
#include "alliance/file_mail.h"
#include "alliance/file_mail.sql.h"

static const DbType PLACE = DB_TYPE(
    FilePlace, DB_FIELD(FilePlace, item_id), DB_FIELD(FilePlace, file_id),
    DB_FIELD(FilePlace, size), DB_FIELD(FilePlace, kind), DB_FIELD(FilePlace, slug),
    DB_FIELD(FilePlace, item_title), DB_FIELD(FilePlace, language), DB_FIELD(FilePlace, name),
    DB_FIELD(FilePlace, title), DB_FIELD(FilePlace, type), DB_FIELD(FilePlace, format),
    DB_FIELD(FilePlace, n_pages), DB_FIELD(FilePlace, text_size), DB_FIELD(FilePlace, light_id),
    DB_FIELD(FilePlace, light_size), DB_FIELD(FilePlace, edition), DB_FIELD(FilePlace, reason));

const FilePlace *
file_place_find(Ctx *cx, int64_t file_id, int64_t item_id)
{
    return db_one(cx, &SQL_file_place_find, &PLACE,
                  DB_ARGS(file_id, item_id, cx->me.id, cx->me.roles));
}

const FilePlace *
file_place_find_shut(Ctx *cx, int64_t file_id, int64_t item_id)
{
    return db_one(cx, &SQL_file_place_find_shut, &PLACE,
                  DB_ARGS(file_id, item_id, cx->me.id, cx->me.roles));
}

static File
file_of(const FilePlace *place)
{
    return (File){.id = place->file_id,
                  .size = place->size,
                  .type = place->type,
                  .name = place->name,
                  .title = place->title};
}

FilePlaceSpan
file_place_list(Ctx *cx, int64_t item_id)
{
    DbRows rows = db_all(cx, &SQL_file_place_list, &PLACE,
                         DB_ARGS(item_id, cx->me.id, cx->me.roles));
    const Item *item = rows.n > 0 ? item_find_id(cx, item_id) : NULL;
    FilePlace *places = rows.at;
    size_t n = 0;
    for (size_t i = 0; i < rows.n && item != NULL; i++) {
        const File file = file_of(&places[i]);
        if (!file_stands_on(item, &file))
            places[n++] = places[i];
    }
    return (FilePlaceSpan){places, n};
}

FileLine
file_place_line(Ctx *cx, const FilePlace *place)
{
    const File file = file_of(place);
    return file_line(cx, &file, (FileMade){place->format, place->text_size, place->light_size});
}
