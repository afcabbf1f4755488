/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/work_entry.h"

#include "accession/column_names.h"
#include "accession/folder.h"
#include "alliance/redirect.h"
#include "alliance/topic.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "lang/lang.h"
#include "library/doubles.h"
#include "library/lines.h"
#include "library/place.h"
#include "web/form.h"
#include "web/web.h"

#include <string.h>

void
work_entry_note(WorkEntry *entry, const char *column, const char *words, const char *value)
{
    row_note_append(entry->notes, &(RowNote){column, words, value});
}

void
work_entry_fault(WorkEntry *entry, const char *column, const char *words, const char *value)
{
    work_entry_note(entry, column, words, value);
    entry->is_refused = true;
}

/* ---- one column each ---- */

typedef void (*ReadColumn)(Understanding *u, WorkEntry *entry, const char *column,
                           const char *text);

/* A line as forms take it. */
static bool
fits(WorkEntry *entry, const char *column, const char *text, size_t most)
{
    if (text_length(text) <= most)
        return true;
    work_entry_fault(entry, column, N_("This is too long."), "");
    return false;
}

static const char *
line_of(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    return fits(entry, column, text, LIMIT_LINE) ? text_fold_space(u->cx->arena, text) : "";
}

static void
read_title(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    entry->title = line_of(u, entry, column, text);
}

static void
read_summary(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    (void)u;
    entry->summary = fits(entry, column, text, LIMIT_SUMMARY) ? text : "";
}

static void
read_description(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    (void)u;
    entry->body = fits(entry, column, text, LIMIT_TEXT / 4) ? text : "";
}

static void
read_authors(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    char *lines = arena_strdup(u->cx->arena, text);
    const char *words = NULL;
    size_t line = 0;
    entry->record.authors = author_lines_parse(u->cx, g_strdelimit(lines, ";", '\n'), &line,
                                               &words);
    if (line != 0)
        work_entry_fault(entry, column, words, arena_printf(u->cx->arena, "%zu", line));
}

static void
read_year(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    (void)u;
    if (strlen(text) != 4 || !date_is_valid(text))
        work_entry_fault(entry, column, N_("This is no year:"), text);
    else
        entry->came_out = text;
}

/* Behind the year, which it has to agree with. */
static void
read_date(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    const char *date = "";
    DateResult result = cell_date(u->cx->arena, &u->dates, text, &date);
    if (result == DATE_EMPTY)
        return;
    if (result == DATE_UNCLEAR)
        work_entry_fault(entry, column,
                         N_("Day and month can be exchanged; write it as 2015-04-03:"), text);
    else if (result == DATE_WRONG || !date_is_valid(date))
        work_entry_fault(entry, column, N_("This is no date:"), text);
    else if (*entry->came_out != '\0' && !g_str_has_prefix(date, entry->came_out))
        work_entry_fault(entry, column, N_("It is not in the year that the row says:"), text);
    else
        entry->came_out = date;
}

static void
read_type(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    entry->record.type = text_or_empty(words_mean(&u->words, column, text));
}

static void
read_licence(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    entry->record.licence = text_or_empty(words_mean(&u->words, column, text));
}

static void
read_language(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    const char *language = words_mean(&u->words, column, text);
    if (language == NULL)
        work_entry_fault(entry, column, N_("No language of this site is called so:"), text);
    else
        entry->language = language;
}

/* Topics and keywords are one list here. */
static void
read_topics(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    Ctx *cx = u->cx;
    GString *topics = arena_string(cx->arena, 64);
    g_string_append(topics, entry->topics);
    g_auto(GStrv) pieces = g_regex_split_simple("[,;\n]", text, 0, 0);
    for (char **piece = pieces; *piece != NULL; piece++) {
        const char *name = text_fold_space(cx->arena, *piece);
        const char *topic = *text_slug(cx->arena, name) != '\0'
                                ? words_mean(&u->words, "topic", name)
                                : NULL;
        if (topic != NULL)
            g_string_append_printf(topics, "%s%s", topics->len > 0 ? "," : "", topic);
    }
    size_t n = 0;
    for (const char *c = topics->str; *c != '\0'; c++)
        n += *c == ',';
    if (n >= TOPICS_MAX)
        work_entry_fault(entry, column, N_("These are too many topics."), "");
    entry->topics = topics->str;
}

static void
read_places(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    Ctx *cx = u->cx;
    GString *codes = arena_string(cx->arena, 64);
    g_auto(GStrv) pieces = g_regex_split_simple("[,;\n\xd8\x8c]", text, 0, 0);
    for (char **piece = pieces; *piece != NULL; piece++) {
        const char *name = text_fold_space(cx->arena, *piece);
        const char *code = *name != '\0' ? words_mean(&u->words, "place", name) : NULL;
        if (code != NULL)
            g_string_append_printf(codes, "%s%s", codes->len > 0 ? "," : "", code);
    }
    const char *wrong = NULL;
    entry->record.places = places_read(cx->arena, cx->lang, codes->str, &wrong);
    if (entry->record.places == NULL)
        work_entry_fault(entry, column, N_("These are too many places"), "");
}

static void
read_rights(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    entry->record.rights = line_of(u, entry, column, text);
}

static void
read_funder(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    entry->funder = line_of(u, entry, column, text);
}

static void
read_doi(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    entry->record.doi = line_of(u, entry, column, text);
}

static void
read_edition(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    (void)u;
    if (!g_ascii_string_to_signed(text, 10, 1, EDITION_NUMBER_MOST, NULL, NULL))
        work_entry_fault(entry, column, N_("This is no number of an edition:"), text);
}

static void
read_edition_title(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    entry->edition_title = line_of(u, entry, column, text);
}

static void
read_alt(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    entry->alt = line_of(u, entry, column, text);
}

static void
read_link(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    (void)u;
    if (form_is_url(text))
        entry->link = text;
    else
        work_entry_fault(entry, column, N_("This is no web address that begins with https://:"),
                         text);
}

/* Of a whole address what stands behind the host counts.  NULL: it is no address of a page. */
static const char *
old_path(const char *text)
{
    const char *host = form_is_url(text) ? strstr(text, "://") + 3 : NULL;
    const char *path = host != NULL ? strchr(host, '/') : text;
    return path != NULL && path_is_local(path) && strcmp(path, "/") != 0 ? path : NULL;
}

static void
read_old(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    const char *path = old_path(text);
    if (path == NULL)
        work_entry_fault(entry, column, N_("This is no address of a page of the old site:"), text);
    else if (g_hash_table_contains(u->leading, path))
        work_entry_fault(entry, column, N_("This old address leads somewhere already:"), path);
    else
        entry->old_path = arena_strdup(u->cx->arena, path);
}

/* ---- files ---- */

static const char *
file_words(const AccessionFile *file)
{
    if (file == NULL)
        return N_("There is no file of this name, or several:");
    if (strcmp(file->fault, "unknown") == 0)
        return N_("This kind of file is not known here:");
    return *file->fault != '\0' ? N_("This file is too large:") : NULL;
}

static bool
has_file(const WorkEntry *entry, const AccessionFile *file)
{
    for (size_t i = 0; i < entry->n_files; i++)
        if (entry->files[i] == file || entry->files[i]->file_id == file->file_id)
            return true;
    return false;
}

char **
work_entry_file_names(const char *cell)
{
    return g_regex_split_simple("[;|\n]", cell, 0, 0);
}

static void
read_files(Understanding *u, WorkEntry *entry, const char *column, const char *text)
{
    g_auto(GStrv) names = work_entry_file_names(text);
    for (char **name = names; *name != NULL; name++) {
        const char *wanted = arena_strdup(u->cx->arena, g_strstrip(*name));
        if (*wanted == '\0')
            continue;
        const AccessionFile *file = folder_find(&u->folder, wanted);
        const char *words = file_words(file);
        if (words != NULL)
            work_entry_fault(entry, column, words, wanted);
        else if (entry->n_files == LIMIT_ITEM_FILES)
            work_entry_fault(entry, column, N_("These are too many files."), "");
        else if (!has_file(entry, file))
            entry->files[entry->n_files++] = file;
    }
}

/* By its number as spreadsheets show it, or by its title. */
const AccessionRow *
work_entry_original(const Understanding *u, const AccessionRow *row)
{
    Arena *arena = u->cx->arena;
    const char *text = cell_of(arena, row->cells, "translation");
    gint64 line = 0;
    bool is_number = g_ascii_string_to_signed(text, 10, 1, G_MAXINT64, &line, NULL);
    RowTitle title;
    title_keys(arena, text, title.keys);
    for (size_t i = 0; i < u->rows.n && *text != '\0'; i++) {
        const AccessionRow *other = &u->rows.at[i];
        bool is_meant = is_number ? other->line == line
                                  : *title.keys[0] != '\0' &&
                                        strcmp(u->titles[i].keys[0], title.keys[0]) == 0;
        if (is_meant && other != row)
            return other;
    }
    return NULL;
}

static void
find_original(Understanding *u, WorkEntry *entry)
{
    const char *text = cell_of(u->cx->arena, entry->row->cells, "translation");
    entry->original = work_entry_original(u, entry->row);
    if (*text == '\0')
        return;
    if (entry->original == NULL)
        work_entry_fault(entry, "translation",
                         N_("There is no other row with this number or title:"), text);
    else if (*cell_of(u->cx->arena, entry->original->cells, "translation") != '\0')
        work_entry_fault(entry, "translation", N_("That row is a translation itself:"), text);
}

/* A year stands before the date that has to agree with it; what a row translates is read before
 * all.
 */
static const struct {
    const char *column;
    ReadColumn read;
} READERS[] = {
    {"title",         read_title        },
    {"summary",       read_summary      },
    {"description",   read_description  },
    {"authors",       read_authors      },
    {"year",          read_year         },
    {"date",          read_date         },
    {"type",          read_type         },
    {"topics",        read_topics       },
    {"keywords",      read_topics       },
    {"places",        read_places       },
    {"language",      read_language     },
    {"licence",       read_licence      },
    {"rights",        read_rights       },
    {"funder",        read_funder       },
    {"doi",           read_doi          },
    {"edition",       read_edition      },
    {"edition-title", read_edition_title},
    {"files",         read_files        },
    {"alt",           read_alt          },
    {"link",          read_link         },
    {"old",           read_old          },
};

/* ---- the whole row ---- */

void
understanding_init(Understanding *u, Ctx *cx, const Accession *accession, AccessionRowSpan rows)
{
    *u = (Understanding){.cx = cx, .rows = rows};
    folder_init(&u->folder, cx->arena, accession_files(cx, accession->id));
    words_init(&u->words, cx, accession->id, strcmp(accession->state, "check") == 0);
    RowTitle *titles = arena_array_of(cx->arena, RowTitle, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        title_keys(cx->arena, rows.at[i].title, titles[i].keys);
        date_column_see(cx->arena, &u->dates, cell_of(cx->arena, rows.at[i].cells, "date"));
    }
    u->titles = titles;
}

void
understanding_expect(Understanding *u, size_t from, size_t to)
{
    Arena *arena = u->cx->arena;
    GPtrArray *paths = g_ptr_array_new();
    for (size_t i = from; i < to; i++) {
        const char *path = old_path(cell_of(arena, u->rows.at[i].cells, "old"));
        if (path != NULL)
            g_ptr_array_add(paths, (gpointer)(uintptr_t)path);
    }
    u->leading = redirect_among(u->cx, (const char *const *)paths->pdata, paths->len);
    g_ptr_array_unref(paths);
}

/* What one column alone does not tell. */
static void
check_whole(Understanding *u, WorkEntry *entry)
{
    bool has_picture = false;
    for (size_t i = 0; i < entry->n_files; i++)
        has_picture |= file_is_picture(&(File){.type = entry->files[i]->type});
    if (*entry->title == '\0')
        work_entry_fault(entry, "title", N_("There is no title."), "");
    if (*entry->language == '\0' && *cell_of(u->cx->arena, entry->row->cells, "language") == '\0')
        work_entry_fault(entry, "language", N_("There is no language."), "");
    if (has_picture && *entry->alt == '\0')
        work_entry_fault(entry, "alt", N_("Say what the picture shows."), "");
    if (entry->n_files == 0 && *entry->link == '\0' && !entry->is_refused)
        work_entry_note(entry, "files",
                        N_("Neither a file nor an address: readers get the description alone."),
                        "");
}

/* Of a translation some columns are those of the work that it translates. */
static bool
is_of_original(WorkEntry *entry, const char *name)
{
    if (entry->original == NULL || !column_name_find(name)->of_work)
        return false;
    work_entry_note(entry, name, N_("Left out: it is that of the row which this one translates."),
                    "");
    return true;
}

void
work_entry_read(Understanding *u, AccessionRow *row, WorkEntry *ret_entry)
{
    Arena *arena = u->cx->arena;
    *ret_entry = (WorkEntry){
        .row = row,
        .notes = arena_string(arena, 64),
        .title = "",
        .summary = "",
        .body = "",
        .language = "",
        .funder = "",
        .link = "",
        .topics = "",
        .old_path = "",
        .came_out = "",
        .edition_title = "",
        .alt = "",
        .record = {.type = "", .licence = "", .rights = "", .doi = ""}
    };
    find_original(u, ret_entry);
    for (size_t i = 0; i < G_N_ELEMENTS(READERS); i++) {
        const char *name = READERS[i].column, *text = cell_of(arena, row->cells, name);
        if (*text != '\0' && !is_of_original(ret_entry, name))
            READERS[i].read(u, ret_entry, name, text);
    }
    check_whole(u, ret_entry);
}
