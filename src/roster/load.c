/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/load.h"
#include "base/text.h"

#include "roster/roster.sql.h"

#include <string.h>

/* ---- words ---- */

static bool
is_plain(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* Letters and figures as they are, one blank for whatever stands between. */
static void
append_words(GString *out, const char *folded)
{
    bool apart = out->len > 0;
    for (const char *c = folded; *c != '\0'; c++) {
        bool counts = g_ascii_isalnum(*c) || (unsigned char)*c >= 0x80;
        if (counts && apart && out->len > 0)
            g_string_append_c(out, ' ');
        if (counts)
            g_string_append_c(out, g_ascii_tolower(*c));
        apart = !counts;
    }
}

void
roster_words(GString *out, const char *text)
{
    if (is_plain(text)) {
        append_words(out, text);
        return;
    }
    g_autoptr(Arena) arena = arena_new();
    append_words(out, text_fold(arena, text));
}

/* ---- the row of a person ---- */

typedef struct PersonRow {
    int64_t id, organisation_id, joined_at, left_at, seen_at, shown_public, shown_members;
    const char *name, *name_latin, *email, *country, *region, *subregion, *organisation, *type,
        *level, *language;
} PersonRow;

static const DbType PERSON_ROW = DB_TYPE(
    PersonRow, DB_FIELD(PersonRow, id), DB_FIELD(PersonRow, organisation_id),
    DB_FIELD(PersonRow, joined_at), DB_FIELD(PersonRow, left_at), DB_FIELD(PersonRow, seen_at),
    DB_FIELD(PersonRow, shown_public), DB_FIELD(PersonRow, shown_members),
    DB_FIELD(PersonRow, name), DB_FIELD(PersonRow, name_latin), DB_FIELD(PersonRow, email),
    DB_FIELD(PersonRow, country), DB_FIELD(PersonRow, region), DB_FIELD(PersonRow, subregion),
    DB_FIELD(PersonRow, organisation), DB_FIELD(PersonRow, type), DB_FIELD(PersonRow, level),
    DB_FIELD(PersonRow, language));

typedef struct Load {
    Columns *columns;
    GString *text, *address; /* used for each row again */
    int64_t next;            /* nobody before this is left from an earlier reading */
    Mark mark;               /* the column that is being read */
    int64_t person;
} Load;

/* First what the person is sorted by: the name in Latin letters if there is one. */
static void
put_words(Load *load, size_t at, const PersonRow *row)
{
    bool both = row->name_latin != NULL && *row->name_latin != '\0';
    g_string_truncate(load->text, 0);
    roster_words(load->text, both ? row->name_latin : row->name);
    if (both)
        roster_words(load->text, row->name);
    g_string_truncate(load->address, 0);
    roster_words(load->address, row->email);
    columns_set_words(load->columns, at, load->text->str, load->address->str);
}

static void
put_place(Load *load, size_t at, const PersonRow *row)
{
    g_string_truncate(load->text, 0);
    if (*row->country != '\0')
        g_string_append_printf(load->text, "%s\n%s\n%s", row->country, row->region, row->subregion);
    columns_set_mark(load->columns, MARK_PLACE, at, load->text->str);
}

static void
put_organisation(Load *load, size_t at, const PersonRow *row)
{
    g_string_truncate(load->text, 0);
    if (*row->organisation != '\0' || row->organisation_id != 0) {
        g_autoptr(GString) words = g_string_new(NULL);
        roster_words(words, row->organisation);
        g_string_append_printf(load->text, "%s\n%s\n%" PRId64, row->type, words->str,
                               row->organisation_id);
    }
    columns_set_mark(load->columns, MARK_ORGANISATION, at, load->text->str);
}

static bool
visit_person(const void *data, void *user)
{
    const PersonRow *row = data;
    Load *load = user;
    Columns *columns = load->columns;
    columns_drop(columns, load->next, row->id - 1);
    load->next = row->id + 1;

    size_t at = columns_place(columns, row->id);
    columns_set_number(columns, &columns->joined, at, row->joined_at);
    columns_set_number(columns, &columns->left, at, row->left_at);
    columns_set_number(columns, &columns->seen, at, row->seen_at);
    columns->to_all[at] = (uint16_t)row->shown_public;
    columns->to_members[at] = (uint16_t)(row->shown_members | row->shown_public);
    columns_set_mark(columns, MARK_LEVEL, at, row->level);
    columns_set_mark(columns, MARK_READS, at, row->language);
    put_words(load, at, row);
    put_place(load, at, row);
    put_organisation(load, at, row);
    return true;
}

/* ---- what hangs on it ---- */

typedef struct TokenRow {
    int64_t person_id;
    const char *token;
} TokenRow;

static const DbType TOKEN_ROW = DB_TYPE(TokenRow, DB_FIELD(TokenRow, person_id),
                                        DB_FIELD(TokenRow, token));

/* All tokens of a person are there. */
static void
put_tokens(Load *load)
{
    size_t at = 0;
    if (load->text->len > 0 && columns_find(load->columns, load->person, &at))
        columns_set_mark(load->columns, load->mark, at, load->text->str);
    g_string_truncate(load->text, 0);
}

static bool
visit_token(const void *data, void *user)
{
    const TokenRow *row = data;
    Load *load = user;
    if (row->person_id != load->person)
        put_tokens(load);
    load->person = row->person_id;
    if (load->text->len > 0)
        g_string_append_c(load->text, '\n');
    g_string_append(load->text, row->token);
    return true;
}

typedef struct AbsenceRow {
    int64_t person_id, since, until;
} AbsenceRow;

static const DbType ABSENCE_ROW = DB_TYPE(AbsenceRow, DB_FIELD(AbsenceRow, person_id),
                                          DB_FIELD(AbsenceRow, since), DB_FIELD(AbsenceRow, until));

static bool
visit_absence(const void *data, void *user)
{
    const AbsenceRow *row = data;
    Absence absence = {row->person_id, row->since, row->until};
    g_array_append_val(((Load *)user)->columns->absences, absence);
    return true;
}

void
columns_load(Ctx *cx, Columns *columns, int64_t low, int64_t high)
{
    static const struct {
        Mark mark;
        const Sql *sql;
    } lists[] = {
        {MARK_LANGUAGES, &SQL_roster_languages},
        {MARK_INTERESTS, &SQL_roster_interests},
        {MARK_GROUPS,    &SQL_roster_groups   },
        {MARK_TERMS,     &SQL_roster_terms    },
        {MARK_PURPOSES,  &SQL_roster_purposes },
        {MARK_DEEDS,     &SQL_roster_deeds    },
    };
    const DbValue *args = DB_ARGS(low, high);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) address = g_string_new(NULL);
    Load load = {.columns = columns, .text = text, .address = address, .next = low};

    db_each(cx, &SQL_roster_people, &PERSON_ROW, args, visit_person, &load);
    columns_drop(columns, load.next, high);
    g_string_truncate(text, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        load.mark = lists[i].mark;
        load.person = 0;
        db_each(cx, lists[i].sql, &TOKEN_ROW, args, visit_token, &load);
        put_tokens(&load);
    }
    columns_drop_absences(columns, low, high);
    db_each(cx, &SQL_roster_absences, &ABSENCE_ROW, args, visit_absence, &load);
}
