/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Works and editions in words.
 */
#include "alliance/document.h"
#include "lang/lang.h"
#include "library/pages.h"
#include "library/place.h"

#include <string.h>

static EditionDownloadSpan
downloads_of(Ctx *cx, FileSpan files, const EditionText *texts)
{
    EditionDownload *downloads = arena_array_of(cx->arena, EditionDownload, files.n);
    for (size_t i = 0; i < files.n; i++) {
        const File *file = &files.at[i];
        const DocumentFormat *format = document_format_find(texts[i].format);
        downloads[i] = (EditionDownload){
            .id = file->id,
            .size = file->size,
            .name = file->name,
            .title = file->title,
            .label = format != NULL && format->label != NULL ? format->label : file_label(file),
            .text_size = texts[i].size};
    }
    return (EditionDownloadSpan){downloads, files.n};
}

EditionLine
edition_line(Ctx *cx, const Item *work, const Edition *edition)
{
    EditionLine line = {.edition = edition,
                        .title = strcmp(edition->title, work->title) != 0 ? edition->title : NULL,
                        .date = edition->actual_on,
                        .files = downloads_of(cx, edition->files, edition->texts)};
    if (line.date == NULL && !edition->is_out && edition->planned_on != NULL) {
        line.date = edition->planned_on;
        line.planned = true;
    }
    if (edition->planned_first != NULL &&
        g_strcmp0(edition->planned_first, edition->planned_on) != 0)
        line.first = edition->planned_first;
    return line;
}

EditionLineSpan
edition_lines(Ctx *cx, const Item *work, EditionSpan editions)
{
    EditionLine *lines = arena_array_of(cx->arena, EditionLine, editions.n);
    for (size_t i = 0; i < editions.n; i++)
        lines[i] = edition_line(cx, work, &editions.at[i]);
    return (EditionLineSpan){lines, editions.n};
}

const WorkFacts *
work_facts(Ctx *cx, const Work *work)
{
    WorkFacts *facts = arena_new_of(cx->arena, WorkFacts);
    const LibraryWord *type = library_word_find(WORK_TYPES, work->type);
    const LibraryWord *licence = library_word_find(WORK_LICENCES, work->licence);
    *facts = (WorkFacts){
        .work = work,
        .type = type != NULL ? type->label : NULL,
        .licence = licence != NULL ? licence->label : NULL,
        .licence_url = licence != NULL ? licence->url : NULL,
        .places = places_write(cx->arena, cx->lang, work->places),
    };
    if (*work->doi != '\0')
        facts->doi_url = doi_url(cx->arena, work->doi);
    return facts;
}
