/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/curated.h"

#include "alliance/audit.h"
#include "alliance/curated.sql.h"
#include "alliance/item_row.h"
#include "lang/lang.h"

#include <string.h>

/* ---- reading ---- */

#define ENTRY_FIELDS(T)                                                                            \
    DB_FIELD(T, id), DB_FIELD(T, list_id), DB_FIELD(T, work_id), DB_FIELD(T, changed_at),          \
        DB_FIELD(T, heading), DB_FIELD(T, heading_language), DB_FIELD(T, reason),                  \
        DB_FIELD(T, reason_language)

static const DbType ENTRY = DB_TYPE(CuratedEntry, ENTRY_FIELDS(CuratedEntry));

CuratedEntrySpan
curated_entries(Ctx *cx, int64_t list_id)
{
    return DB_SPAN(CuratedEntrySpan, db_all(cx, &SQL_curated_entries, &ENTRY,
                                            DB_ARGS(list_id, cx->lang->code, cx->me.id,
                                                    cx->me.roles, (int64_t)CURATED_ENTRIES)));
}

const CuratedEntry *
curated_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_curated_find, &ENTRY,
                  DB_ARGS(id, cx->lang->code, cx->me.id, cx->me.roles));
}

typedef struct PlaceRow {
    int64_t id;
    const char *slug, *title, *language, *reason, *reason_language;
} PlaceRow;

static const DbType PLACE = DB_TYPE(
    PlaceRow, DB_FIELD(PlaceRow, id), DB_FIELD(PlaceRow, slug), DB_FIELD(PlaceRow, title),
    DB_FIELD(PlaceRow, language), DB_FIELD(PlaceRow, reason), DB_FIELD(PlaceRow, reason_language));

CuratedPlaceSpan
curated_of_work(Ctx *cx, int64_t work_id, bool drafts)
{
    DbRows rows = db_all(
        cx, &SQL_curated_of_work, &PLACE,
        DB_ARGS(work_id, drafts, cx->lang->code, cx->me.id, cx->me.roles, (int64_t)CURATED_LISTS));
    const PlaceRow *found = rows.at;
    CuratedPlace *places = arena_array_of(cx->arena, CuratedPlace, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        places[i] = (CuratedPlace){.entry_id = found[i].id,
                                   .path = item_path(cx->arena, "list", found[i].slug),
                                   .title = found[i].title,
                                   .language = found[i].language,
                                   .reason = found[i].reason,
                                   .reason_language = found[i].reason_language};
    return (CuratedPlaceSpan){places, rows.n};
}

static const DbType TEXT = DB_TYPE(CuratedText, DB_FIELD(CuratedText, language),
                                   DB_FIELD(CuratedText, heading), DB_FIELD(CuratedText, reason));

CuratedTextSpan
curated_texts(Ctx *cx, int64_t entry_id)
{
    return DB_SPAN(CuratedTextSpan, db_all(cx, &SQL_curated_texts, &TEXT, DB_ARGS(entry_id)));
}

/* ---- writing ---- */

FormFault
curated_fault(const CuratedText *text)
{
    if (*text->reason == '\0')
        return (FormFault){"reason", N_("Say in a sentence why it is on the list")};
    return (FormFault){NULL, NULL};
}

static void
note(Ctx *cx, const char *action, int64_t list_id, int64_t work_id)
{
    audit(cx, action, list_id, arena_printf(cx->arena, "%" PRId64, work_id));
}

CuratedOutcome
curated_add(Ctx *cx, const Item *list, int64_t work_id, const CuratedText *text)
{
    if (db_count(cx, &SQL_curated_count, DB_ARGS(list->id)) >= CURATED_ENTRIES)
        return CURATED_FULL;
    if (db_run(cx, &SQL_curated_insert,
               DB_ARGS(list->id, work_id, text->language, text->heading, text->reason, cx->now)) ==
        0)
        return CURATED_TWICE;
    note(cx, "list.add", list->id, work_id);
    return CURATED_OK;
}

bool
curated_save(Ctx *cx, const CuratedEntry *entry, int64_t changed_at, CuratedTextSpan texts)
{
    if (db_run(cx, &SQL_curated_update,
               DB_ARGS(entry->id, changed_at, texts.at[0].heading, texts.at[0].reason, cx->now)) ==
        0)
        return false;
    db_run(cx, &SQL_curated_forget_texts, DB_ARGS(entry->id));
    for (size_t i = 1; i < texts.n; i++)
        if (*texts.at[i].heading != '\0' || *texts.at[i].reason != '\0')
            db_run(
                cx, &SQL_curated_insert_text,
                DB_ARGS(entry->id, texts.at[i].language, texts.at[i].heading, texts.at[i].reason));
    note(cx, "list.change", entry->list_id, entry->work_id);
    return true;
}

/* Before which of those that are seen it comes to stand at @to; 0: behind the last. */
static int64_t
neighbour_at(CuratedEntrySpan seen, int64_t id, int64_t to)
{
    int64_t place = 1;
    for (size_t i = 0; i < seen.n; i++)
        if (seen.at[i].id != id && place++ == MAX(to, 1))
            return seen.at[i].id;
    return 0;
}

typedef struct OrderRow {
    int64_t id, place;
} OrderRow;

static const DbType ORDER = DB_TYPE(OrderRow, DB_FIELD(OrderRow, id), DB_FIELD(OrderRow, place));

/* Only what moves is written. */
static void
put(Ctx *cx, const OrderRow *row, int64_t place)
{
    if (row->place != place)
        db_run(cx, &SQL_curated_put, DB_ARGS(row->id, place));
}

void
curated_move(Ctx *cx, const CuratedEntry *entry, int64_t to)
{
    int64_t before = neighbour_at(curated_entries(cx, entry->list_id), entry->id, to);
    DbRows rows = db_all(cx, &SQL_curated_order, &ORDER, DB_ARGS(entry->list_id));
    const OrderRow *all = rows.at, *moved = NULL;
    for (size_t i = 0; i < rows.n; i++)
        if (all[i].id == entry->id)
            moved = &all[i];
    if (moved == NULL)
        return;
    int64_t place = 1;
    for (size_t i = 0; i < rows.n; i++) {
        if (&all[i] == moved)
            continue;
        if (all[i].id == before)
            put(cx, moved, place++);
        put(cx, &all[i], place++);
    }
    if (before == 0)
        put(cx, moved, place);
}

void
curated_remove(Ctx *cx, const CuratedEntry *entry)
{
    db_run(cx, &SQL_curated_delete, DB_ARGS(entry->id));
    note(cx, "list.remove", entry->list_id, entry->work_id);
}
