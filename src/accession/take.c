/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/take.h"

#include "accession/accession.sql.h"
#include "accession/folder.h"
#include "accession/work_entry.h"
#include "alliance/redirect.h"
#include "alliance/search.h"
#include "alliance/topic.h"
#include "base/text.h"
#include "lang/lang.h"
#include "library/doubles.h"

#include <string.h>

/* Rows that come in so far, against which the next ones are compared. */
typedef struct Taking {
    Ctx *cx;
    const Accession *accession;
    Understanding u;
    bool writes;
    GHashTable *titles;    /* of title_keys() -> GPtrArray of AccessionRow */
    GHashTable *dois;      /* folded -> AccessionRow, of several the first; likewise those below */
    GHashTable *files;     /* number of a file */
    GHashTable *olds;      /* old address */
    GHashTable *parts;     /* original, language and number of an edition */
    GHashTable *untouched; /* rows whose works are as they came in */
    GArray *marks;         /* int64_t: places of rows whose works have changed by now */
} Taking;

/* ---- what came before ---- */

static const char *
part_key(Ctx *cx, const AccessionRow *original, const char *language, int64_t number)
{
    return arena_printf(cx->arena, "%" PRId64 " %s %" PRId64, original->place, language, number);
}

static const char *
doi_key(Ctx *cx, const char *doi)
{
    const char *read = *doi != '\0' ? doi_read(cx->arena, doi) : NULL;
    return read != NULL ? text_fold(cx->arena, read) : "";
}

/* The first row of a key stays. */
static void
remember(GHashTable *table, const char *key, AccessionRow *row)
{
    if (*key != '\0' && !g_hash_table_contains(table, key))
        g_hash_table_insert(table, (gpointer)(uintptr_t)key, row);
}

static void
remember_title(Taking *taking, AccessionRow *row)
{
    const RowTitle *title = &taking->u.titles[row - taking->u.rows.at];
    for (size_t i = 0; i < G_N_ELEMENTS(title->keys); i++) {
        GPtrArray *rows = g_hash_table_lookup(taking->titles, title->keys[i]);
        if (rows == NULL) {
            rows = g_ptr_array_new();
            g_hash_table_insert(taking->titles, (gpointer)(uintptr_t)title->keys[i], rows);
        }
        g_ptr_array_add(rows, row);
    }
}

/* The names of its files are found again: none of them is missing in a row that comes in. */
static void
remember_files(Taking *taking, AccessionRow *row)
{
    Ctx *cx = taking->cx;
    g_auto(GStrv) names = work_entry_file_names(cell_of(cx->arena, row->cells, "files"));
    for (char **name = names; *name != NULL; name++) {
        const AccessionFile *file = folder_find(&taking->u.folder, g_strstrip(*name));
        if (file != NULL)
            remember(taking->files, arena_printf(cx->arena, "%" PRId64, file->file_id), row);
    }
}

/* An edition has a number in each language; one that says none is the first. */
static int64_t
number_of(Ctx *cx, const AccessionRow *row)
{
    return MAX(g_ascii_strtoll(cell_of(cx->arena, row->cells, "edition"), NULL, 10), 1);
}

/* This row comes in: what is like it later is not new any more. */
static void
remember_row(Taking *taking, AccessionRow *row)
{
    Ctx *cx = taking->cx;
    const AccessionRow *original = work_entry_original(&taking->u, row);
    const char *language = words_mean(&taking->u.words, "language",
                                      cell_of(cx->arena, row->cells, "language"));
    remember_title(taking, row);
    remember_files(taking, row);
    remember(taking->dois, doi_key(cx, cell_of(cx->arena, row->cells, "doi")), row);
    remember(taking->olds, row->old_path, row);
    remember(taking->parts,
             part_key(cx, original != NULL ? original : row, text_or_empty(language),
                      number_of(cx, row)),
             row);
}

static bool
comes_in(const AccessionRow *row)
{
    const AccessionOutcome *outcome = accession_outcome_find(row->outcome);
    return outcome != NULL && outcome->is_in;
}

/* The first @n_done of @rows are decided; those before @end are to be. */
static void
taking_init(Taking *taking, Ctx *cx, const Accession *accession, AccessionRowSpan rows,
            size_t n_done, size_t end)
{
    *taking = (Taking){.cx = cx,
                       .accession = accession,
                       .writes = strcmp(accession->state, "apply") == 0,
                       .titles = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                                       (GDestroyNotify)g_ptr_array_unref),
                       .dois = g_hash_table_new(g_str_hash, g_str_equal),
                       .files = g_hash_table_new(g_str_hash, g_str_equal),
                       .olds = g_hash_table_new(g_str_hash, g_str_equal),
                       .parts = g_hash_table_new(g_str_hash, g_str_equal),
                       .untouched = g_hash_table_new(NULL, NULL),
                       .marks = g_array_new(FALSE, FALSE, sizeof(int64_t))};
    understanding_init(&taking->u, cx, accession, rows);
    understanding_expect(&taking->u, n_done, end);
    bool counts = taking->u.words.counts;
    taking->u.words.counts = false; /* they were counted when it was their turn */
    for (size_t i = 0; i < n_done; i++)
        if (comes_in(&rows.at[i]))
            remember_row(taking, &rows.at[i]);
    taking->u.words.counts = counts;
}

static void
taking_clear(Taking *taking)
{
    GHashTable *const tables[] = {taking->titles, taking->dois,  taking->files,
                                  taking->olds,   taking->parts, taking->untouched};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
        g_hash_table_unref(tables[i]);
    g_array_unref(taking->marks);
}

/* ---- deciding ---- */

static const char *
line_text(Ctx *cx, const AccessionRow *row)
{
    return arena_printf(cx->arena, "%" PRId64, row->line);
}

static void
fault_if_there(Taking *taking, WorkEntry *entry, GHashTable *table, const char *key, RowNote note)
{
    const AccessionRow *row = *key != '\0' ? g_hash_table_lookup(table, key) : NULL;
    if (row != NULL)
        work_entry_fault(entry, note.column, note.words, line_text(taking->cx, row));
}

/* The forms' own rules; what one of them says about a field is said about its column. */
static void
check_record(Taking *taking, WorkEntry *entry)
{
    Ctx *cx = taking->cx;
    const EditionDraft edition = {
        .number = number_of(cx, entry->row), .language = entry->language, .state = "published"};
    const FormFault faults[] = {work_fault(cx, 0, &entry->record),
                                edition_fault(&edition, (EditionSpan){NULL, 0}, 0)};
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++)
        if (faults[i].field != NULL)
            work_entry_fault(entry, faults[i].field, faults[i].words, "");
    fault_if_there(taking, entry, taking->dois, doi_key(cx, entry->record.doi),
                   (RowNote){"doi", N_("The same DOI stands in row"), ""});
    fault_if_there(taking, entry, taking->olds, entry->old_path,
                   (RowNote){"old", N_("The same old address stands in row"), ""});
}

static void
check_translation(Taking *taking, WorkEntry *entry)
{
    Ctx *cx = taking->cx;
    if (entry->original == NULL)
        return;
    if (!comes_in(entry->original))
        work_entry_fault(entry, "translation", N_("The row that it translates is left out:"),
                         line_text(cx, entry->original));
    fault_if_there(
        taking, entry, taking->parts,
        part_key(cx, entry->original, entry->language, number_of(cx, entry->row)),
        (RowNote){"translation", N_("The same edition in the same language stands in row"), ""});
}

static const AccessionRow *
same_title(Taking *taking, const char *title)
{
    Arena *arena = taking->cx->arena;
    const char *keys[2];
    title_keys(arena, title, keys);
    for (size_t k = 0; k < G_N_ELEMENTS(keys); k++) {
        const GPtrArray *rows = g_hash_table_lookup(taking->titles, keys[k]);
        for (guint i = 0; rows != NULL && i < rows->len; i++) {
            const AccessionRow *row = g_ptr_array_index(rows, i);
            if (titles_are_alike(arena, title, row->title))
                return row;
        }
    }
    return NULL;
}

/* Is it in the table or in the library already, as far as one can see? */
static bool
note_doubles(Taking *taking, WorkEntry *entry)
{
    Ctx *cx = taking->cx;
    int64_t ids[LIMIT_ITEM_FILES];
    const AccessionRow *earlier = NULL;
    for (size_t i = 0; i < entry->n_files; i++) {
        ids[i] = entry->files[i]->file_id;
        const AccessionRow *row = g_hash_table_lookup(taking->files,
                                                      arena_printf(cx->arena, "%" PRId64, ids[i]));
        earlier = earlier != NULL ? earlier : row;
    }
    if (earlier != NULL)
        work_entry_note(entry, "files", N_("The same file stands in row"), line_text(cx, earlier));
    const AccessionRow *same = same_title(taking, entry->title);
    if (same != NULL)
        work_entry_note(entry, "title", N_("The same title stands in row"), line_text(cx, same));
    WorkDoubleSpan doubles = work_doubles_of_new(cx, entry->title, ids, entry->n_files);
    bool in_table = earlier != NULL || same != NULL;
    for (size_t i = 0; i < doubles.n && !in_table; i++)
        work_entry_note(entry, doubles.at[i].by_file ? "files" : "title",
                        doubles.at[i].by_file ? N_("The library has the same file:")
                                              : N_("The library has the same title:"),
                        doubles.at[i].title);
    return in_table || doubles.n > 0;
}

static const char *
outcome_of(Taking *taking, WorkEntry *entry)
{
    check_record(taking, entry);
    check_translation(taking, entry);
    if (entry->is_refused)
        return "refused";
    if (entry->original != NULL)
        return "edition";
    entry->row->is_double = note_doubles(taking, entry);
    return entry->row->is_double && !accession_takes(taking->accession, entry->row) ? "double"
                                                                                    : "add";
}

/* ---- writing ---- */

/* A later edition in its language may be there before it. */
static const char *
state_of(Ctx *cx, const WorkEntry *entry, const Item *work)
{
    bool is_superseded = entry->original != NULL &&
                         edition_has_later(cx, work->id, number_of(cx, entry->row),
                                           entry->language);
    return is_superseded ? "superseded" : "published";
}

/* Its edition, with the files. */
static int64_t
insert_edition(Taking *taking, const WorkEntry *entry, const Item *work)
{
    Ctx *cx = taking->cx;
    const char *title = *entry->edition_title != '\0' ? entry->edition_title : entry->title;
    int64_t id = edition_insert(cx, work,
                                &(EditionDraft){.number = number_of(cx, entry->row),
                                                .language = entry->language,
                                                .title = title,
                                                .summary = "",
                                                .body = "",
                                                .state = state_of(cx, entry, work),
                                                .reason = "",
                                                .actual_on = entry->came_out});
    for (size_t i = 0; i < entry->n_files && id != 0; i++)
        file_attach(cx, id, entry->files[i]->file_id,
                    &(FileWords){.name = entry->files[i]->name, .alt = entry->alt});
    return id;
}

static const char *
edition_path(Ctx *cx, int64_t id)
{
    const Item *edition = item_find_in(cx, id, "");
    return edition != NULL ? edition->path : NULL;
}

static void
lead_there(Taking *taking, const WorkEntry *entry, const char *path)
{
    if (*entry->old_path != '\0' && path != NULL)
        redirect_insert(taking->cx, entry->old_path, path);
}

static int64_t
insert_work(Taking *taking, const WorkEntry *entry)
{
    Ctx *cx = taking->cx;
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "work",
                                              .slug = "",
                                              .audience = "public",
                                              .language = entry->language,
                                              .title = entry->title,
                                              .summary = entry->summary,
                                              .body = entry->body,
                                              .credit = entry->funder,
                                              .link = *entry->link != '\0' ? entry->link : NULL});
    const Item *work = id != 0 ? item_find_in(cx, id, "") : NULL;
    if (work == NULL)
        return 0;
    topic_set(cx, id, entry->topics);
    work_save(cx, id, &entry->record);
    insert_edition(taking, entry, work);
    lead_there(taking, entry, work->path);
    if (taking->accession->publishes)
        item_publish(cx, id);
    return id;
}

static int64_t
insert_translation(Taking *taking, const WorkEntry *entry)
{
    Ctx *cx = taking->cx;
    const Item *work = item_find_in(cx, entry->original->work_id, "");
    if (work == NULL)
        return 0;
    item_translate(cx, work->id, 0,
                   &(ItemDraft){.language = entry->language,
                                .title = entry->title,
                                .summary = entry->summary,
                                .body = entry->body});
    int64_t edition = insert_edition(taking, entry, work);
    if (*entry->old_path != '\0')
        lead_there(taking, entry, edition_path(cx, edition));
    return work->id;
}

static void
count_files(Taking *taking, const WorkEntry *entry)
{
    for (size_t i = 0; i < entry->n_files && taking->u.words.counts; i++)
        db_run(taking->cx, &SQL_accession_name_file,
               DB_ARGS(taking->accession->id, entry->files[i]->name));
}

/* ---- marks ---- */

/* A work that somebody has changed since it came in keeps the mark that says so. */
static bool
is_untouched(Taking *taking, const WorkEntry *entry)
{
    return entry->original == NULL || g_hash_table_contains(taking->untouched, entry->original);
}

/* Nobody has touched what comes in just now; of the originals of these rows that are there already
 * one asks before the first of them is changed. */
static void
find_untouched(Taking *taking, size_t from, size_t to)
{
    Ctx *cx = taking->cx;
    AccessionRowSpan rows = taking->u.rows;
    int64_t *places = arena_array_of(cx->arena, int64_t, to - from + 1);
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        const AccessionRow *original = work_entry_original(&taking->u, &rows.at[i]);
        g_hash_table_add(taking->untouched, &rows.at[i]);
        if (original != NULL && (size_t)(original - rows.at) < from)
            places[n++] = original->place;
    }
    const DbIds as_marked = n > 0 ? db_ids(cx, &SQL_accession_as_marked,
                                           DB_ARGS(taking->accession->id,
                                                   db_numbers(cx->arena, places, n)))
                                  : (DbIds){NULL, 0};
    for (size_t i = 0; i < rows.n && as_marked.n > 0; i++)
        for (size_t k = 0; k < as_marked.n; k++)
            if (rows.at[i].place == as_marked.at[k])
                g_hash_table_add(taking->untouched, &rows.at[i]);
}

static void
mark_later(Taking *taking, int64_t place)
{
    g_array_append_val(taking->marks, place);
}

static void
set_marks(Taking *taking)
{
    const GArray *marks = taking->marks;
    if (marks->len > 0)
        db_run(taking->cx, &SQL_accession_mark,
               DB_ARGS(taking->accession->id,
                       db_numbers(taking->cx->arena, (const int64_t *)(const void *)marks->data,
                                  marks->len)));
}

/* ---- rows ---- */

static void
take_row(Taking *taking, AccessionRow *row)
{
    Ctx *cx = taking->cx;
    WorkEntry entry;
    row->is_double = false;
    work_entry_read(&taking->u, row, &entry);
    row->outcome = outcome_of(taking, &entry);
    row->old_path = comes_in(row) ? entry.old_path : "";
    bool marks = taking->writes && comes_in(row) && is_untouched(taking, &entry);
    int64_t original = entry.original != NULL ? entry.original->place : row->place;
    if (comes_in(row)) {
        if (taking->writes)
            row->work_id = entry.original != NULL ? insert_translation(taking, &entry)
                                                  : insert_work(taking, &entry);
        remember_row(taking, row);
    }
    count_files(taking, &entry);
    db_run(cx, &SQL_accession_decide,
           DB_ARGS(taking->accession->id, row->place, row->outcome, entry.notes->str, row->old_path,
                   row->is_double, DB_OR_NULL(row->work_id)));
    if (marks) {
        mark_later(taking, row->place);
        mark_later(taking, original);
    }
}

void
take_rows(Ctx *cx, const Accession *accession, AccessionRowSpan rows, size_t from, size_t to)
{
    Taking taking;
    taking_init(&taking, cx, accession, rows, from, to);
    if (taking.writes) {
        find_untouched(&taking, from, to);
        search_hold(cx);
    }
    for (size_t i = from; i < to && !db_failed(cx->db); i++)
        take_row(&taking, &rows.at[i]);
    if (taking.writes) {
        search_release(cx);
        set_marks(&taking);
    }
    taking_clear(&taking);
}
