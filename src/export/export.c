/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "export/export.h"
#include "alliance/audit.h"
#include "alliance/consent.h"
#include "alliance/role.h"
#include "export/format.h"
#include "roster/label.h"

#include "export/export.sql.h"

#include <string.h>

enum { PORTION = 1000, LAST_TIMES = 10 };

/* clang-format off */
const ExportEye EXPORT_EYES[] = {
    {"secretariat", N_("Everything the secretariat knows"), ROSTER_SECRETARIAT, ROLE_SECRETARIAT},
    {"members",     N_("What members may see"),             ROSTER_MEMBERS,     ROLE_MEMBER},
    {"public",      N_("What everybody may see"),           ROSTER_PUBLIC,      0},
    {0},
};
/* clang-format on */

const ExportEye *
export_eye_find(const char *name)
{
    for (const ExportEye *eye = EXPORT_EYES; eye->name != NULL; eye++)
        if (strcmp(eye->name, name) == 0)
            return eye;
    return NULL;
}

/* ---- records ---- */

static const DbType RECORD = DB_TYPE(
    ExportRecord, DB_FIELD(ExportRecord, id), DB_FIELD(ExportRecord, left_at),
    DB_FIELD(ExportRecord, seen_at), DB_FIELD(ExportRecord, language),
    DB_FIELD(ExportRecord, zone));

typedef struct Token {
    int64_t person_id;
    const char *text, *scope; /* scope: of a term, or NULL */
} Token;

static const DbType TERM = DB_TYPE(Token, DB_FIELD(Token, person_id), DB_FIELD(Token, text),
                                   DB_FIELD(Token, scope));
static const DbType PURPOSE = DB_TYPE(Token, DB_FIELD(Token, person_id), DB_FIELD(Token, text));

static const char *
term_label(const Ctx *cx, const Token *token)
{
    const RoleKind *role = role_find(token->text);
    const char *label = role != NULL ? lang_text(cx->lang, role->label) : token->text;
    return *token->scope == '\0' ? label : arena_printf(cx->arena, "%s (%s)", label, token->scope);
}

static const char *
purpose_label(const Ctx *cx, const Token *token)
{
    const Purpose *purpose = purpose_find(token->text);
    return purpose != NULL ? lang_text(cx->lang, purpose->label) : token->text;
}

/* The words of the tokens of one person, from *@at on. */
static const char *
join_tokens(const Ctx *cx, DbRows rows, int64_t person, size_t *at,
            const char *(*label)(const Ctx *cx, const Token *token))
{
    const Token *tokens = rows.at;
    GString *list = arena_string(cx->arena, 32);
    for (; *at < rows.n && tokens[*at].person_id <= person; ++*at)
        if (tokens[*at].person_id == person)
            g_string_append_printf(list, "%s%s", list->len > 0 ? "\n" : "",
                                   label(cx, &tokens[*at]));
    return list->str;
}

static const ExportRecord *
load_records(Ctx *cx, RosterAnswer people, size_t *ret_n)
{
    const char *ids = db_numbers(cx->arena, people.id, people.n_ids);
    DbRows rows = db_all(cx, &SQL_export_records, &RECORD, DB_ARGS(ids));
    DbRows terms = db_all(cx, &SQL_export_terms, &TERM, DB_ARGS(ids, cx->now));
    DbRows purposes = db_all(cx, &SQL_export_purposes, &PURPOSE, DB_ARGS(ids));
    ExportRecord *records = rows.at;
    for (size_t i = 0, term = 0, purpose = 0; i < rows.n; i++) {
        records[i].roles = join_tokens(cx, terms, records[i].id, &term, term_label);
        records[i].agrees = join_tokens(cx, purposes, records[i].id, &purpose, purpose_label);
    }
    *ret_n = rows.n;
    return records;
}

/* ---- writing ---- */

static void
flush(ExportWriter *out)
{
    out->failed |= !response_file_append(out->export->file, out->text);
}

/* Write one portion; *@after is moved on.  False: it was the last. */
static bool
write_portion(Ctx *cx, Export *export, ExportWriter *out, int64_t *after)
{
    RosterQuestion question = {.filter = export->filter, .eye = export->eye->eye};
    RosterAnswer found = roster_walk(cx, &question, *after, PORTION);
    if (found.n_ids == 0)
        return false;
    *after = found.id[found.n_ids - 1];
    const Viewer viewer = {.roles = export->eye->roles};
    ProfileSpan people = profile_list_whole(cx, found.id, found.n_ids, &viewer);
    size_t n_records = 0;
    const ExportRecord *records = NULL;
    if (export->eye->eye == ROSTER_SECRETARIAT)
        records = load_records(cx, found, &n_records);
    for (size_t i = 0, r = 0; i < people.n; i++) {
        while (r < n_records && records[r].id < people.at[i].id)
            r++;
        ExportPerson person = {&people.at[i], records != NULL ? &records[r] : NULL};
        export->format->add(out, cx, &person);
        export->n++;
    }
    return found.n_ids == PORTION;
}

static void
write_all(Ctx *cx, Export *export, ExportWriter *out)
{
    bool more = true;
    for (int64_t after = 0; more && !out->failed;) {
        g_autoptr(Arena) arena = arena_new();
        Ctx reading = *cx;
        reading.arena = arena;
        if (db_begin(cx->db, false) != DB_OK) {
            out->failed = true;
            return;
        }
        more = write_portion(&reading, export, out, &after);
        out->failed |= db_failed(cx->db);
        db_end(cx->db, false);
        flush(out);
    }
}

void
export_make(Ctx *cx, Export *export)
{
    g_autoptr(GError) error = NULL;
    export->file = response_file_new(cx->arena, &error);
    if (export->file == NULL) {
        g_warning("a list of people could not be made: %s", error->message);
        return;
    }
    ExportWriter out = {.cx = cx, .export = export, .text = arena_string(cx->arena, 64 * 1024)};
    export->format->begin(&out);
    write_all(cx, export, &out);
    export->format->end(&out);
    flush(&out);
    if (out.failed)
        export->file = NULL;
}

/* ---- what was done ---- */

static const char *
list_fields(Arena *arena, const Export *export)
{
    GString *list = arena_string(arena, 128);
    for (size_t i = 0; i < export->n_fields; i++)
        g_string_append_printf(list, "%s%s", i > 0 ? "," : "", export->fields[i]->name);
    return list->str;
}

void
export_note(Ctx *cx, const Export *export)
{
    const char *fields = list_fields(cx->arena, export);
    RosterLabels labels = roster_labels(cx);
    db_run(cx, &SQL_export_insert,
           DB_ARGS(cx->me.id, cx->now, export->filter_text, export->format->name, export->eye->name,
                   fields, export->n, export->file->size));
    audit(cx, "people.export", 0,
          arena_printf(cx->arena, "%s, %s, %" PRId64 " people (%s); %s", export->format->name,
                       export->eye->name, export->n, roster_filter_label(&labels, export->filter),
                       fields));
}

static const DbType PAST = DB_TYPE(ExportPast, DB_FIELD(ExportPast, made_at),
                                   DB_FIELD(ExportPast, rows_n), DB_FIELD(ExportPast, format),
                                   DB_FIELD(ExportPast, eye), DB_FIELD(ExportPast, fields),
                                   DB_FIELD(ExportPast, name));

ExportPastSpan
export_list(Ctx *cx, const char *filter)
{
    return DB_SPAN(ExportPastSpan,
                   db_all(cx, &SQL_export_list, &PAST, DB_ARGS(filter, (int64_t)LAST_TIMES)));
}

int64_t
export_count(Ctx *cx, const char *filter)
{
    return db_count(cx, &SQL_export_count, DB_ARGS(filter));
}
