/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/data_copy.h"

#include "alliance/audit.h"
#include "alliance/data_copy.sql.h"
#include "alliance/file.h"
#include "alliance/holding.h"
#include "alliance/job.h"
#include "alliance/person.h"
#include "alliance/setting.h"
#include "base/moment.h"
#include "render/json.h"
#include "sheet/zip_write.h"

#include <string.h>

/* A part ends before the file with which it would be larger; one file alone is smaller. */
#define PART_BYTES LIMIT_FILE

/* A piece of a file that is packed at once. */
#define PIECE_BYTES (16 * (int64_t)FILE_CHUNK)

typedef struct Waiting {
    int64_t person_id;
    const char *language;
} Waiting;

typedef struct Content {
    Bytes content;
} Content;

static const DbType COPY = DB_TYPE(DataCopy, DB_FIELD(DataCopy, id), DB_FIELD(DataCopy, asked_at),
                                   DB_FIELD(DataCopy, made_at), DB_FIELD(DataCopy, expires_at));
static const DbType PART = DB_TYPE(DataCopyPart, DB_FIELD(DataCopyPart, copy_id),
                                   DB_FIELD(DataCopyPart, part), DB_FIELD(DataCopyPart, size));
static const DbType WAITING = DB_TYPE(Waiting, DB_FIELD(Waiting, person_id),
                                      DB_FIELD(Waiting, language));
static const DbType CONTENT = DB_TYPE(Content, DB_FIELD(Content, content));

void
data_copy_ask(Ctx *cx, int64_t person_id)
{
    const DataCopy *last = data_copy_find(cx, person_id);
    if (last != NULL && last->made_at == 0)
        return;
    holding_erase_rows(cx, "data_copy", person_id);
    int64_t id = db_insert(
        cx, &SQL_data_copy_insert,
        DB_ARGS(person_id, cx->lang->code, cx->now, cx->now + DATA_COPY_SECONDS));
    job_queue(cx, "data-copy.make", arena_printf(cx->arena, "%" PRId64, id), cx->now);
    audit(cx, "person.copy", 0, arena_printf(cx->arena, "#%" PRId64, person_id));
}

const DataCopy *
data_copy_find(Ctx *cx, int64_t person_id)
{
    return db_one(cx, &SQL_data_copy_find, &COPY, DB_ARGS(person_id, cx->now));
}

DataCopyPartSpan
data_copy_parts(Ctx *cx, int64_t copy_id)
{
    return DB_SPAN(DataCopyPartSpan, db_all(cx, &SQL_data_copy_parts, &PART, DB_ARGS(copy_id)));
}

Bytes
data_copy_read(Ctx *cx, int64_t person_id, int64_t copy_id, int64_t part)
{
    const Content *found = db_one(cx, &SQL_data_copy_read, &CONTENT,
                                  DB_ARGS(person_id, copy_id, part, cx->now));
    return found != NULL ? found->content : (Bytes){0};
}

int64_t
data_copy_delete_expired(Ctx *cx)
{
    return db_run(cx, &SQL_data_copy_delete_expired, DB_ARGS(cx->now));
}

/* ---- data.json ---- */

typedef struct Writer {
    Ctx *cx;
    const Holding *holding;
    char **fields; /* names, in their order */
    Json *json;
} Writer;

/* Moments as RFC 3339, so that any program reads them; what is not there is left out. */
static void
write_field(Writer *w, const HeldField *field, const Held *row)
{
    const void *at = (const char *)row + field->offset;
    const char *text = NULL;
    int64_t number = 0;
    switch (field->kind) {
    case HELD_TEXT:
    case HELD_COUNTRY:
    case HELD_LANGUAGE: text = *(const char *const *)at; break;
    case HELD_MOMENT:
    case HELD_DAY: number = *(const int64_t *)at; break;
    case HELD_NUMBER:
    case HELD_SIZE: json_int(w->json, field->name, *(const int64_t *)at); return;
    case HELD_FLAG: json_bool(w->json, field->name, *(const bool *)at); return;
    }
    if (number != 0)
        text = moment_iso(w->cx->arena, number);
    if (text != NULL && *text != '\0')
        json_str(w->json, field->name, text);
}

static bool
write_row(const void *row, void *data)
{
    Writer *w = data;
    json_open_object(w->json, NULL);
    for (char **name = w->fields; *name != NULL; name++)
        write_field(w, held_field(*name), row);
    json_close_object(w->json);
    return true;
}

static void
write_table(Ctx *cx, Json *json, const Holding *holding, int64_t person_id)
{
    g_auto(GStrv) fields = g_strsplit(holding->fields, ",", -1);
    Writer writer = {cx, holding, fields, json};
    json_open_object(json, holding->table);
    json_str(json, "what", lang_text(cx->lang, holding->label));
    json_str(json, "why", lang_text(cx->lang, holding->why));
    json_open_array(json, "rows");
    db_each(cx, holding->list, holding->type, DB_ARGS(person_id, INT64_MAX), write_row, &writer);
    json_close_array(json);
    json_close_object(json);
}

static Bytes
make_json(Ctx *cx, int64_t person_id)
{
    Json json;
    GString *text = arena_string(cx->arena, 64 * 1024);
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "alliance", settings(cx)->name);
    json_str(&json, "made", moment_iso(cx->arena, cx->now));
    for (const Holding *row = HOLDINGS; row->table != NULL; row++)
        write_table(cx, &json, row, person_id);
    json_close_object(&json);
    return (Bytes){text->str, text->len};
}

/* ---- the zips ---- */

typedef struct Packing {
    Ctx *cx;
    int64_t copy_id, n_parts;
    ZipWriter *zip;
} Packing;

/* Keep the part in work; false if it could not be made. */
static bool
end_part(Packing *p)
{
    Bytes zip = zip_writer_end(p->zip);
    if (zip.n > 0)
        db_run(p->cx, &SQL_data_copy_insert_part, DB_ARGS(p->copy_id, ++p->n_parts, zip.n, zip));
    g_clear_pointer(&p->zip, zip_writer_free);
    return zip.n > 0;
}

static bool
pack_file(Packing *p, const Held *held)
{
    Ctx *cx = p->cx;
    const File *file = file_find(cx, held->id);
    if (file == NULL)
        return true;
    if (zip_writer_size(p->zip) + (size_t)file->size > PART_BYTES) {
        if (!end_part(p))
            return false;
        p->zip = zip_writer_new();
    }
    /* What was read of one file is let go before the next. */
    g_autoptr(Arena) arena = arena_new();
    Ctx reading = *cx;
    reading.arena = arena;
    const char *name = held->title != NULL ? held->title : "";
    zip_writer_begin(p->zip, arena_printf(cx->arena, "files/%" PRId64 "-%s", held->id, name),
                     file->created_at, false);
    for (int64_t at = 0; at < file->size; at += PIECE_BYTES)
        zip_writer_add(p->zip, file_read(&reading, file, at, PIECE_BYTES));
    return true;
}

static bool
pack(Packing *p, int64_t person_id)
{
    Ctx *cx = p->cx;
    const Holding *files = holding_find("file");
    p->zip = zip_writer_new();
    zip_writer_begin(p->zip, "data.json", cx->now, true);
    zip_writer_add(p->zip, make_json(cx, person_id));
    DbRows rows = db_all(cx, files->list, files->type, DB_ARGS(person_id, INT64_MAX));
    const Held *held = rows.at;
    bool ok = true;
    for (size_t i = 0; ok && i < rows.n; i++)
        ok = pack_file(p, &held[i]);
    ok = ok && end_part(p);
    zip_writer_free(p->zip);
    return ok && !db_failed(cx->db);
}

int64_t
data_copy_make(Ctx *cx, int64_t copy_id)
{
    const Waiting *waiting = db_one(cx, &SQL_data_copy_find_waiting, &WAITING, DB_ARGS(copy_id));
    const Person *person = waiting != NULL ? person_find(cx, waiting->person_id) : NULL;
    if (person == NULL)
        return 0;
    const Lang *lang = lang_find(waiting->language);
    cx->lang = lang != NULL ? lang : cx->lang;
    Packing packing = {.cx = cx, .copy_id = copy_id};
    if (!pack(&packing, person->id))
        return 0;
    db_run(cx, &SQL_data_copy_made, DB_ARGS(copy_id, cx->now, cx->now + DATA_COPY_SECONDS));
    const MailArgument arguments[] = {
        {.name = "name", .value = person_called(person)},
        {.name = "alliance", .value = settings(cx)->name},
        {0},
    };
    mail_queue(cx, &MAIL_DATA_COPY, person->id, person->email, person->language, arguments);
    return packing.n_parts;
}

/* ---- the mail ---- */

static bool
compose_data_copy(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *text = lang_text(
        out->lang,
        N_("Hello {name},\n\n"
           "the copy of what {alliance} holds about you is ready. Fetch it within a week; "
           "then it is deleted. You have to sign in anew for it, so that nobody else "
           "gets it."));
    *ret_draft = (MailDraft){
        .subject = lang_text(out->lang, N_("The copy of your data is ready")),
        .body = lang_fill(cx->arena, text, "name", mail_argument(cx, row, "name"), "alliance",
                          mail_argument(cx, row, "alliance"), NULL),
        .action = lang_text(out->lang, N_("Fetch the copy")),
        .url = "/my-data/copy",
        .reason = lang_text(out->lang, N_("You get this mail because you asked for a copy of your "
                                          "data."))};
    return true;
}

const MailKind MAIL_DATA_COPY = {.name = "data-copy",
                                 .label = N_("Copy of somebody's data"),
                                 .priority = 4,
                                 .compose = compose_data_copy};
