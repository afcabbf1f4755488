/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/library.h"

#include "alliance/download.h"
#include "alliance/holding.h"
#include "alliance/item_row.h"
#include "alliance/search.h"
#include "base/limits.h"
#include "lang/lang.h"
#include "library/library.sql.h"

#include <string.h>

/* clang-format off */
const LibraryWord WORK_TYPES[] = {
    {"report",     N_("Report")},
    {"guide",      N_("Guide or manual")},
    {"framework",  N_("Framework or standard")},
    {"brief",      N_("Brief")},
    {"article",    N_("Article")},
    {"case-study", N_("Case study")},
    {"law",        N_("Law or policy")},
    {"curriculum", N_("Curriculum or training material")},
    {"tool",       N_("Tool or form")},
    {"slides",     N_("Slides")},
    {"recording",  N_("Recording")},
    {"data",       N_("Data")},
    {"other",      N_("Something else")},
    {0},
};

const LibraryWord WORK_LICENCES[] = {
    {"CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"},
    {"CC-BY-SA-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"},
    {"CC-BY-NC-4.0", "CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"},
    {"CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"},
    {"CC-BY-ND-4.0", "CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"},
    {"CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"},
    {"CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"},
    {0},
};

const EditionState EDITION_STATES[] = {
    {"planned",    N_("Planned"),       .is_to_come = true},
    {"validation", N_("In validation"), .is_to_come = true},
    {"published",  N_("Published"),     .is_out = true},
    {"superseded", N_("Superseded"),    .is_out = true},
    {"withdrawn",  N_("Withdrawn")},
    {0},
};
/* clang-format on */

const LibraryWord *
library_word_find(const LibraryWord *words, const char *name)
{
    for (const LibraryWord *word = words; name != NULL && word->name != NULL; word++)
        if (strcmp(word->name, name) == 0)
            return word;
    return NULL;
}

const EditionState *
edition_state_find(const char *name)
{
    for (const EditionState *state = EDITION_STATES; name != NULL && state->name != NULL; state++)
        if (strcmp(state->name, name) == 0)
            return state;
    return NULL;
}

/* ---- works ---- */

static const DbType WORK = DB_TYPE(
    Work, DB_FIELD(Work, id), DB_FIELD(Work, changed_at), DB_FIELD(Work, type),
    DB_FIELD(Work, licence), DB_FIELD(Work, rights), DB_FIELD(Work, doi), DB_FIELD(Work, places),
    DB_FIELD(Work, contributor), DB_FIELD(Work, contributor_page),
    DB_FIELD(Work, contributor_is_demo));

static const DbType AUTHOR = DB_TYPE(Author, DB_FIELD(Author, person_id),
                                     DB_FIELD(Author, organisation_id), DB_FIELD(Author, name),
                                     DB_FIELD(Author, identifier), DB_FIELD(Author, is_gone),
                                     DB_FIELD(Author, is_demo), DB_FIELD(Author, page));

const Work *
work_find(Ctx *cx, int64_t id)
{
    Work *work = arena_new_of(cx->arena, Work);
    const Work *found = db_one(cx, &SQL_library_work_find, &WORK,
                               DB_ARGS(id, cx->me.id, cx->me.roles));
    *work = found != NULL
                ? *found
                : (Work){
                      .id = id, .type = "", .licence = "", .rights = "", .doi = "", .places = ""};
    DbRows rows = db_all(cx, &SQL_library_authors, &AUTHOR, DB_ARGS(id, cx->me.id, cx->me.roles));
    work->authors = DB_SPAN(AuthorSpan, rows);
    return work;
}

/* ---- editions ---- */

static const DbType EDITION = DB_TYPE(
    Edition, DB_FIELD(Edition, id), DB_FIELD(Edition, work_id), DB_FIELD(Edition, number),
    DB_FIELD(Edition, state), DB_FIELD(Edition, reason), DB_FIELD(Edition, out_at),
    DB_FIELD(Edition, slug), DB_FIELD(Edition, title), DB_FIELD(Edition, language),
    DB_FIELD(Edition, summary), DB_FIELD(Edition, body), DB_FIELD(Edition, planned_first),
    DB_FIELD(Edition, planned_on), DB_FIELD(Edition, actual_on), DB_FIELD(Edition, updated_at),
    DB_FIELD(Edition, version), DB_FIELD(Edition, wished));

/* A file of an edition, and whether the acting person may have it. */
typedef struct EditionFile {
    int64_t edition_id, id, size, created_at, n_pages, text_size, light_size, n_fetched, n_month;
    const char *hash, *type, *name, *title, *alt, *format;
    bool is_open;
} EditionFile;

static const DbType EDITION_FILE = DB_TYPE(
    EditionFile, DB_FIELD(EditionFile, edition_id), DB_FIELD(EditionFile, id),
    DB_FIELD(EditionFile, size), DB_FIELD(EditionFile, created_at), DB_FIELD(EditionFile, hash),
    DB_FIELD(EditionFile, type), DB_FIELD(EditionFile, name), DB_FIELD(EditionFile, title),
    DB_FIELD(EditionFile, alt), DB_FIELD(EditionFile, format), DB_FIELD(EditionFile, n_pages),
    DB_FIELD(EditionFile, text_size), DB_FIELD(EditionFile, light_size),
    DB_FIELD(EditionFile, n_fetched), DB_FIELD(EditionFile, n_month),
    DB_FIELD(EditionFile, is_open));

static void
take_files(Ctx *cx, Edition *edition, DbRows rows)
{
    const EditionFile *all = rows.at;
    File *files = arena_array_of(cx->arena, File, rows.n);
    EditionText *texts = arena_array_of(cx->arena, EditionText, rows.n);
    size_t n = 0;
    for (size_t i = 0; i < rows.n; i++) {
        const EditionFile *file = &all[i];
        if (file->edition_id != edition->id)
            continue;
        if (!file->is_open) {
            edition->n_held++;
            continue;
        }
        texts[n] = (EditionText){file->format,     file->n_pages,   file->text_size,
                                 file->light_size, file->n_fetched, file->n_month};
        files[n++] = (File){.id = file->id,
                            .size = file->size,
                            .created_at = file->created_at,
                            .hash = file->hash,
                            .type = file->type,
                            .name = file->name,
                            .title = *file->title != '\0' ? file->title : file->name,
                            .alt = file->alt};
    }
    edition->texts = texts;
    edition->files = (FileSpan){files, n};
}

EditionSpan
edition_list(Ctx *cx, int64_t work_id)
{
    DbRows rows = db_all(cx, &SQL_library_editions, &EDITION,
                         DB_ARGS(work_id, cx->me.id, cx->me.roles, (int64_t)LIMIT_EDITIONS));
    Edition *editions = rows.at;
    if (rows.n == 0)
        return (EditionSpan){NULL, 0};
    DbRows files = db_all(cx, &SQL_library_files, &EDITION_FILE,
                          DB_ARGS(work_id, cx->me.id, cx->me.roles, download_month(cx)));
    for (size_t i = 0; i < rows.n; i++) {
        Edition *edition = &editions[i];
        const EditionState *state = edition_state_find(edition->state);
        edition->path = item_path(cx->arena, "edition", edition->slug);
        edition->state_label = state != NULL ? state->label : edition->state;
        edition->is_out = state != NULL && state->is_out;
        edition->is_to_come = state != NULL && state->is_to_come;
        take_files(cx, edition, files);
    }
    return DB_SPAN(EditionSpan, rows);
}

const Edition *
edition_current(EditionSpan editions, const char *language)
{
    const Edition *first = NULL;
    for (size_t i = 0; i < editions.n; i++) {
        const Edition *edition = &editions.at[i];
        if (!edition->is_out)
            continue;
        if (strcmp(edition->language, language) == 0)
            return edition;
        if (first == NULL)
            first = edition;
    }
    return first;
}

const Edition *
edition_of(EditionSpan editions, int64_t number, const char *language)
{
    for (size_t i = 0; i < editions.n; i++)
        if (editions.at[i].number == number && strcmp(editions.at[i].language, language) == 0)
            return &editions.at[i];
    return NULL;
}

/* ---- a member who goes ---- */

void
library_forget(Ctx *cx, int64_t person_id)
{
    holding_erase_rows(cx, "library_author", person_id);
    db_run(cx, &SQL_library_touch_works_of, DB_ARGS(person_id, cx->now));
    search_index_of(cx, &SQL_library_works_of, person_id);
}
