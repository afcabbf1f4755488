/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Works and editions in words.
 */
#include "alliance/download.h"
#include "lang/lang.h"
#include "library/pages.h"
#include "library/place.h"

#include <string.h>

static FileLineSpan
files_of(Ctx *cx, const Edition *edition)
{
    FileLine *lines = arena_array_of(cx->arena, FileLine, edition->files.n);
    for (size_t i = 0; i < edition->files.n; i++) {
        const EditionText *text = &edition->texts[i];
        lines[i] = file_line(cx, &edition->files.at[i],
                             (FileMade){text->format, text->size, text->light_size});
        lines[i].n_fetched = text->n_fetched;
        lines[i].n_month = text->n_month;
        lines[i].month = download_month(cx);
    }
    return (FileLineSpan){lines, edition->files.n};
}

EditionLine
edition_line(Ctx *cx, const Item *work, const Edition *edition)
{
    EditionLine line = {.edition = edition,
                        .title = strcmp(edition->title, work->title) != 0 ? edition->title : NULL,
                        .date = edition->actual_on,
                        .files = files_of(cx, edition)};
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

/* They come by type. */
RelationGroupSpan
relation_groups(Ctx *cx, int64_t work_id)
{
    RelationSpan all = relation_list(cx, work_id);
    RelationGroup *groups = arena_array_of(cx->arena, RelationGroup, all.n);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        if (n == 0 || groups[n - 1].type != all.at[i].type)
            groups[n++] = (RelationGroup){
                all.at[i].type, {&all.at[i], 0}
            };
        groups[n - 1].relations.n++;
    }
    return (RelationGroupSpan){groups, n};
}
