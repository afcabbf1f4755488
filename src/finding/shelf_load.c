/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "finding/shelf_load.h"

#include "db/memo.h"
#include "finding/shelf.sql.h"
#include "finding/shelf_draft.h"

#define PORTION 2000       /* works that are read at a time */
#define MOST_CHANGED 20000 /* works; if more have changed, all are read */

static const ChangeTable NOTES = {&SQL_shelf_bell, &SQL_shelf_changed, &SQL_shelf_forget_changes};

/* ---- rows ---- */

typedef struct WorkRow {
    int64_t id, published_at, listed_at;
    bool is_out;
    const char *circle;
} WorkRow;

static const DbType WORK_ROW = DB_TYPE(
    WorkRow, DB_FIELD(WorkRow, id), DB_FIELD(WorkRow, published_at), DB_FIELD(WorkRow, listed_at),
    DB_FIELD(WorkRow, is_out), DB_FIELD(WorkRow, circle));

static bool
take_work(const void *data, void *user)
{
    const WorkRow *row = data;
    ShelfDraft *draft = user;
    if (row->is_out) {
        const DraftWork work = {row->id, row->published_at, row->listed_at,
                                circle_number(draft->circles, row->circle)};
        g_array_append_val(draft->works, work);
    }
    return true;
}

typedef struct TextRow {
    int64_t text_id, item_id, work_id;
    const char *language, *circle;
    bool is_own;
} TextRow;

static const DbType TEXT_ROW = DB_TYPE(
    TextRow, DB_FIELD(TextRow, text_id), DB_FIELD(TextRow, item_id), DB_FIELD(TextRow, work_id),
    DB_FIELD(TextRow, language), DB_FIELD(TextRow, circle), DB_FIELD(TextRow, is_own));

static bool
take_text(const void *data, void *user)
{
    const TextRow *row = data;
    ShelfDraft *draft = user;
    ShelfText text = {.text_id = row->text_id,
                      .item_id = row->item_id,
                      .language = g_intern_string(row->language),
                      .of_edition = row->item_id != row->work_id,
                      .is_own = row->is_own};
    if (shelf_draft_find(draft, row->work_id, &text.work)) {
        text.circle = circle_number(draft->circles, row->circle);
        g_array_append_val(draft->texts, text);
    }
    return true;
}

typedef struct MarkRow {
    int64_t work_id, facet;
    const char *value;
} MarkRow;

static const DbType MARK_ROW = DB_TYPE(MarkRow, DB_FIELD(MarkRow, work_id),
                                       DB_FIELD(MarkRow, facet), DB_FIELD(MarkRow, value));

typedef struct RegionRow {
    const char *country, *region;
} RegionRow;

static const DbType REGION_ROW = DB_TYPE(RegionRow, DB_FIELD(RegionRow, country),
                                         DB_FIELD(RegionRow, region));

/* While rows are read. */
typedef struct Load {
    ShelfDraft draft;
    GHashTable *regions; /* code of a country -> region */
} Load;

/* "KE,UG,global": each place and, of a country, the region around it. */
static void
mark_places(Load *load, uint32_t work, const char *places)
{
    g_auto(GStrv) codes = g_strsplit(places, ",", -1);
    for (char **code = codes; *code != NULL; code++) {
        const char *region = g_hash_table_lookup(load->regions, *code);
        shelf_draft_mark(&load->draft, FACET_PLACE, work, *code);
        if (region != NULL && *region != '\0')
            shelf_draft_mark(&load->draft, FACET_PLACE, work, region);
    }
}

static bool
take_mark(const void *data, void *user)
{
    const MarkRow *row = data;
    Load *load = user;
    uint32_t work = 0;
    if (!shelf_draft_find(&load->draft, row->work_id, &work) || row->facet < 0 ||
        row->facet >= N_FACETS)
        return true;
    if (row->facet == FACET_PLACE)
        mark_places(load, work, row->value);
    else
        shelf_draft_mark(&load->draft, (Facet)row->facet, work, row->value);
    return true;
}

/* ---- reading ---- */

static GHashTable *
read_regions(Ctx *cx)
{
    GHashTable *regions = g_hash_table_new(g_str_hash, g_str_equal);
    DbRows rows = db_all_kept(cx, &SQL_shelf_regions, &REGION_ROW, DB_NO_ARGS);
    const RegionRow *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        g_hash_table_insert(regions, (gpointer)(uintptr_t)at[i].country,
                            (gpointer)(uintptr_t)at[i].region);
    return regions;
}

static void
read_portion(Ctx *cx, Load *load, const int64_t *works, size_t n)
{
    const DbValue *args = DB_ARGS(db_numbers(cx->arena, works, n));
    db_each(cx, &SQL_shelf_works, &WORK_ROW, args, take_work, &load->draft);
    db_each(cx, &SQL_shelf_marks, &MARK_ROW, args, take_mark, load);
    db_each(cx, &SQL_shelf_texts, &TEXT_ROW, args, take_text, &load->draft);
}

/* @arena: of the new shelf; the context's own is for what is needed no longer. */
static Shelf *
change(Ctx *cx, Arena *arena, const Shelf *old, DbIds changed)
{
    Load load = {.regions = read_regions(cx)};
    shelf_draft_begin(&load.draft, arena, old);
    load.draft.changed = changed;
    for (size_t i = 0; i < changed.n; i += PORTION)
        read_portion(cx, &load, &changed.at[i], MIN(PORTION, changed.n - i));
    Shelf *shelf = shelf_draft_merge(&load.draft, old);
    shelf_draft_end(&load.draft);
    g_hash_table_unref(load.regions);
    return shelf;
}

/* A note about 0 says that all may have changed. */
static bool
asks_for_all(const Changes *news)
{
    return news->all || news->rows.n > MOST_CHANGED || (news->rows.n > 0 && news->rows.at[0] == 0);
}

static const void *
follow(Ctx *cx, const void *unused G_GNUC_UNUSED, const void *data)
{
    static const Shelf empty = {0};
    const Shelf *old = data != NULL ? data : &empty;
    g_autoptr(Arena) arena = arena_new();
    Ctx own = *cx;
    own.arena = arena;
    ChangesHeard heard = old->heard;
    const Changes news = changes_since(&own, &NOTES, &heard);
    if (data != NULL && !news.all && news.rows.n == 0)
        return data;
    Shelf *shelf = asks_for_all(&news) ? change(&own, cx->arena, &empty,
                                                db_ids(&own, &SQL_shelf_numbers, DB_NO_ARGS))
                                       : change(&own, cx->arena, old, news.rows);
    shelf->heard = heard;
    return shelf;
}

const Shelf *
shelf_load(Ctx *cx)
{
    return db_followed(cx, "library.shelf", shelf_tables(), follow, NULL);
}

const TableSet *
shelf_tables(void)
{
    return &SQL_shelf_bell.reads;
}

int64_t
shelf_forget_changes(Ctx *cx)
{
    return changes_forget(cx, &NOTES);
}
