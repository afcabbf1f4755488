/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What was given out of editions, and making it anew.
 */
#include "alliance/job.h"
#include "alliance/pillar.h"
#include "alliance/setting.h"
#include "alliance/topic.h"
#include "base/moment.h"
#include "lang/lang.h"
#include "library/place.h"
#include "oai/oai.h"
#include "web/app.h"

#include "oai/oai.sql.h"

#include <string.h>

/* A datestamp lies so many seconds ahead: longer than the transaction that writes it takes. */
#define SETTLE 10
#define UPDATE_ROWS 200 /* in one portion of the job */
#define RUN_SECONDS 60.0
#define LAYOUT "2" /* another one when our XML changes: all records are made anew */

/* clang-format off */
const OaiFormat OAI_FORMATS[] = {
    {"oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
     "http://www.openarchives.org/OAI/2.0/oai_dc/", oai_write_dublin_core},
    {"oai_datacite", "http://schema.datacite.org/oai/oai-1.1/oai.xsd",
     "http://schema.datacite.org/oai/oai-1.1/", oai_write_datacite},
    {0},
};
/* clang-format on */

const OaiFormat *
oai_format_find(const char *prefix)
{
    for (const OaiFormat *format = OAI_FORMATS; format->prefix != NULL; format++)
        if (strcmp(format->prefix, prefix) == 0)
            return format;
    return NULL;
}

/* ---- making records ---- */

typedef struct StaleRow {
    int64_t id, work_id;
    const char *pillar, *type, *language, *source;
} StaleRow;

static const DbType STALE = DB_TYPE(StaleRow, DB_FIELD(StaleRow, id), DB_FIELD(StaleRow, work_id),
                                    DB_FIELD(StaleRow, pillar), DB_FIELD(StaleRow, type),
                                    DB_FIELD(StaleRow, language), DB_FIELD(StaleRow, source));

/* What stands in every record, so that a change of it makes all anew. */
static const char *
maker(Ctx *cx)
{
    return arena_printf(cx->arena, LAYOUT " %s %s", cx->app->base_url, settings(cx)->name);
}

static const char *const *
subjects_of(Ctx *cx, const Item *work)
{
    TopicSpan topics = topic_list_of(cx, work->id);
    PillarSpan pillars = pillar_list(cx);
    const char **subjects = arena_array_of(cx->arena, const char *, topics.n + 2);
    size_t n = 0;
    for (size_t i = 0; i < pillars.n; i++)
        if (g_strcmp0(pillars.at[i].slug, work->pillar) == 0)
            subjects[n++] = pillar_name(cx, &pillars.at[i]);
    for (size_t i = 0; i < topics.n; i++)
        subjects[n++] = topics.at[i].name;
    subjects[n] = NULL;
    return subjects;
}

/* The year in which it came out, as it is printed or as we know it. */
static int64_t
year_of(Ctx *cx, const Citation *citation, const Edition *edition)
{
    return g_ascii_strtoll(*citation->date != '\0' ? citation->date
                                                   : moment_iso(cx->arena, edition->out_at),
                           NULL, 10);
}

static const char *
write_with(Ctx *cx, const OaiFormat *format, const OaiSource *source)
{
    Html out = {
        .text = arena_string(cx->arena, 2048), .arena = cx->arena, .lang = cx->lang, .prefix = ""};
    format->write(&out, source);
    return out.text->str;
}

static void
put_record(Ctx *cx, const StaleRow *row)
{
    const Item *work = item_find_in(cx, row->work_id, "");
    EditionSpan editions = edition_list(cx, row->work_id);
    const Edition *edition = NULL;
    for (size_t i = 0; i < editions.n; i++)
        if (editions.at[i].id == row->id)
            edition = &editions.at[i];
    if (work == NULL || edition == NULL)
        return;
    const Work *record = work_find(cx, work->id);
    const Citation citation = citation_of(cx, work, record, edition);
    const OaiSource source = {.work = work,
                              .record = record,
                              .edition = edition,
                              .editions = editions,
                              .citation = &citation,
                              .subjects = subjects_of(cx, work),
                              .places = place_names(cx->arena, cx->lang, record->places),
                              .year = year_of(cx, &citation, edition)};
    db_run(cx, &SQL_oai_put,
           DB_ARGS(row->id, cx->now + SETTLE, row->pillar, row->type, row->language, row->source,
                   write_with(cx, &OAI_FORMATS[0], &source),
                   write_with(cx, &OAI_FORMATS[1], &source)));
}

int64_t
oai_update(Ctx *cx, JobCursor *cursor)
{
    DbRows rows = db_all(cx, &SQL_oai_stale, &STALE,
                         DB_ARGS(maker(cx), cx->now, cursor->after, (int64_t)UPDATE_ROWS));
    const StaleRow *stale = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        put_record(cx, &stale[i]);
    cursor->more = rows.n == UPDATE_ROWS;
    if (cursor->more)
        cursor->after = stale[rows.n - 1].id;
    int64_t gone = cursor->more ? 0 : db_run(cx, &SQL_oai_delete_gone, DB_ARGS(cx->now + SETTLE));
    return (int64_t)rows.n + gone;
}

/* Asked without a lock, since it looks at every edition; usually the answer is no. */
static bool
is_stale(Ctx *cx)
{
    bool stale = db_begin(cx->db, false) == DB_OK && oai_count_stale(cx) > 0;
    return db_end(cx->db, true) == DB_OK && stale;
}

const char *
oai_run(Ctx *cx, const char *argument G_GNUC_UNUSED, GError **error)
{
    return is_stale(cx) ? job_run_portions(cx, oai_update, RUN_SECONDS, error) : NULL;
}

int64_t
oai_count_stale(Ctx *cx)
{
    return db_count(cx, &SQL_oai_count_stale, DB_ARGS(maker(cx)));
}

/* ---- giving them out ---- */

static const DbType RECORD = DB_TYPE(OaiRecord, DB_FIELD(OaiRecord, id), DB_FIELD(OaiRecord, stamp),
                                     DB_FIELD(OaiRecord, is_deleted), DB_FIELD(OaiRecord, pillar),
                                     DB_FIELD(OaiRecord, type), DB_FIELD(OaiRecord, language),
                                     DB_FIELD(OaiRecord, metadata));

OaiRecordSpan
oai_list(Ctx *cx, const OaiList *list)
{
    return DB_SPAN(OaiRecordSpan, db_all(cx, &SQL_oai_list, &RECORD,
                                         DB_ARGS(list->format->prefix, list->pillar, list->type,
                                                 list->language, list->from, list->until,
                                                 list->after_stamp, list->after_id, list->limit)));
}

const OaiRecord *
oai_find(Ctx *cx, int64_t id, const OaiFormat *format)
{
    return db_one(cx, &SQL_oai_find, &RECORD, DB_ARGS(id, format->prefix));
}

int64_t
oai_earliest(Ctx *cx)
{
    return db_count(cx, &SQL_oai_earliest, DB_ARGS(cx->now));
}

static const DbType SET = DB_TYPE(OaiSet, DB_FIELD(OaiSet, what), DB_FIELD(OaiSet, value));

OaiSetSpan
oai_sets(Ctx *cx)
{
    return DB_SPAN(OaiSetSpan, db_all(cx, &SQL_oai_sets, &SET, DB_NO_ARGS));
}
