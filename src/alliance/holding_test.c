/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/holding.h"

#include "alliance/comment.h"
#include "alliance/consent.h"
#include "alliance/credential.h"
#include "alliance/figure.h"
#include "alliance/leaving.h"
#include "db/driver.h"
#include "db/row.h"
#include "db/schema.h"
#include "testing.h"
#include "web/session.h"

#include <string.h>

/* Is @column one of those in the row's list? */
static bool
is_told(const Holding *holding, const char *column)
{
    g_auto(GStrv) columns = g_strsplit(holding != NULL ? holding->columns : "", ",", -1);
    return g_strv_contains((const char *const *)columns, column);
}

/* What points to people and is nobody's: a bell that is emptied, and what hangs on a told row. */
static const char *const others[] = {"person_change.person_id", NULL};

/* By foreign keys, whatever the columns are called. */
static void
test_every_reference_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *sql = fx->database == NULL
                          ? "SELECT group_concat(m.name || '.' || f.\"from\", ' ')"
                            "  FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f"
                            " WHERE m.type = 'table' AND f.\"table\" = 'person'"
                          : "SELECT string_agg(c.conrelid::regclass || '.' || a.attname, ' ')"
                            "  FROM pg_constraint c JOIN pg_attribute a"
                            "    ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)"
                            " WHERE c.contype = 'f' AND c.confrelid = 'person'::regclass";
    g_auto(GStrv) references = g_strsplit(query_text(fx, sql), " ", -1);
    g_assert_cmpuint(g_strv_length(references), >, 20);
    for (char **reference = references; *reference != NULL; reference++) {
        g_auto(GStrv) parts = g_strsplit(*reference, ".", 2);
        if (!is_told(holding_find(parts[0]), parts[1]))
            g_error("%s points to a person: tell of it in alliance/holding.c", *reference);
    }
}

/* By names: addresses, and numbers without a foreign key. */
static void
test_every_address_is_told(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    static const char *const names[] = {"person_id", "author_id", "email", "address", NULL};
    for (int i = 0; i < SCHEMA_N_TABLES; i++) {
        const SchemaTable *table = &SCHEMA_TABLES[i];
        const Holding *holding = holding_find(table->name);
        for (int c = 0; c < table->n_columns; c++) {
            const char *column = table->columns[c].name;
            g_autofree char *place = g_strdup_printf("%s.%s", table->name, column);
            if (!g_strv_contains(names, column) || g_strv_contains(others, place) ||
                strcmp(place, "person.email") == 0)
                continue;
            if (!is_told(holding, column))
                g_error("%s is somebody's: tell of it in alliance/holding.c", place);
        }
    }
}

/* Each table's columns are read, have labels, and are counted. */
static void
test_table_is_sound(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, ANN);
    const int64_t *counts = holding_counts(cx, ANN);
    g_assert_cmpint(db_count_statements(fx->db), ==, 1);
    for (size_t i = 0; HOLDINGS[i].table != NULL; i++) {
        const Holding *holding = &HOLDINGS[i];
        g_auto(GStrv) fields = g_strsplit(holding->fields, ",", -1);
        size_t n = 0;
        for (const DbField *field = holding->type->fields; field->column != NULL; field++)
            n += strcmp(field->column, "id") != 0;
        g_assert_cmpuint(g_strv_length(fields), ==, n);
        for (char **name = fields; *name != NULL; name++)
            g_assert_nonnull(held_field(*name)->label);
        DbRows rows = db_all(cx, holding->list, holding->type, DB_ARGS(ANN, (int64_t)1000));
        g_assert_cmpuint(rows.n, ==, (size_t)counts[i]);
    }
    g_assert_cmpint(counts[0], ==, 1);
    fixture_commit(fx);
}

/* ---- erasing ---- */

static void
ask_for_a_group(Fixture *fx)
{
    run_sql(fx, "INSERT INTO item (id, kind, slug, title, created_at, updated_at)"
                " VALUES (80, 'group', 'g', 'G', 1, 1);"
                "INSERT INTO group_member (group_id, person_id, state, note, since)"
                " VALUES (80, 1, 'asked', 'Zyxnote', 1)");
}

/* Ann's own record; her words are easy to find. */
static void
describe_ann(Fixture *fx)
{
    run_sql(fx,
            "UPDATE person SET name = 'Zyxann Zyxname', name_latin = 'Zyxlatin', country = 'KE',"
            " organisation = 'Zyxwork', position = 'Zyxposition', headline = 'Zyxheadline',"
            " about = 'Zyxabout', handle = 'zyxhandle', level = 'macro',"
            " email = 'zyxann@example.org', seen_at = 1483228800, shown_public = 3 WHERE id = 1;"
            "INSERT INTO organisation (id, name, words, created_at)"
            " VALUES (70, 'Zyxwork', 'zyxwork', 1);"
            "UPDATE person SET organisation_id = 70 WHERE id = 1;");
}

/* Ann as one who has been everywhere. */
static void
fill(Fixture *fx)
{
    describe_ann(fx);
    run_sql(
        fx,
        "INSERT INTO interest (slug, name, position) VALUES ('advocacy', 'Advocacy', 1);"
        "INSERT INTO person_interest (person_id, interest) VALUES (1, 'advocacy');"
        "INSERT INTO person_language (person_id, language) VALUES (1, 'sw');"
        "INSERT INTO person_link (person_id, position, url, label)"
        " VALUES (1, 1, 'https://zyx.example', 'Zyxlink');"
        "INSERT INTO person_absence (person_id, since, until)"
        " VALUES (1, 1420070400, 1422748800);"
        "INSERT INTO person_role (person_id, role, since) VALUES (1, 'ambassador', 1400000000);"
        "INSERT INTO task (kind, subject, assignee_id, due_at, created_at)"
        " VALUES ('item.translate', 'Translate it', 1, 1, 1);"
        "INSERT INTO task (kind, subject, assignee_role, state, due_at, created_at)"
        " VALUES ('join.review', 'Zyxann Zyxname', 'secretariat', 'done', 1, 1);"
        "INSERT INTO audit (at, person_id, action, subject)"
        " VALUES (1, 4, 'mail.retry', 'sign-in: zyxann@example.org');"
        "INSERT INTO audit (at, person_id, action, subject)"
        " VALUES (1, 4, 'x', 'Zyxann Zyxname');"
        "INSERT INTO inactivity (person_id, warned_at) VALUES (1, 1);"
        "INSERT INTO outbox (template, address, language, argument, send_at, created_at)"
        " VALUES ('join.confirm', 'zyxann@example.org', 'en', 'Zyxname', 1, 1);"
        "INSERT INTO inbound (identity, received_at, envelope_from, envelope_to, sender,"
        " sender_name, subject, class, state, note, words, files, purpose, number) VALUES"
        " ('1', 1, 'x@example.org', 'd@example.org', 'zyxann@example.org', 'Zyxname', 'Zyx',"
        " 'answer', 'held', '', 'Zyxwords', '', '', 0),"
        " ('2', 1, '', 'd@example.org', 'mailer-daemon@example.org', '', '', 'hard', 'done', '',"
        " 'no <zyxann@example.org> here', '', '', 0);"
        "INSERT INTO bounce (address, class, status, reason, said, counted, at)"
        " VALUES ('zyxann@example.org', 'hard', '', '', 'Zyxann', 1, 1);"
        "INSERT INTO mail_reach (address, score, scored_at, day_weight, paused_at)"
        " VALUES ('zyxann@example.org', 3, 1, 3, 1);"
        "INSERT INTO sender_block (address, blocked_at) VALUES ('zyxann@example.org', 1)");
    ask_for_a_group(fx);
    Ctx *cx = fixture_begin(fx, ANN);
    const ConsentSource source = {"secretariat", "Zyxevidence", "en"};
    consent_answer(cx, ANN, purpose_find("newsletter"), true, &source);
    const Person *ann = person_find(cx, ANN);
    password_set(cx, ann, "Zyxpassword of Ann 1");
    session_new(cx, ANN, "link", "Zyxdevice");
    session_new_api_token(cx, ANN, "Zyxtoken", 0);
    int64_t item = item_insert(cx, &(ItemDraft){.kind = "post",
                                                .slug = "",
                                                .title = "A post",
                                                .body = "Words for others.",
                                                .language = "en",
                                                .audience = "public",
                                                .author = "Zyxann Zyxname",
                                                .author_id = ANN});
    item_publish(cx, item);
    comment_insert(cx, item, 0, "A comment for others.");
    fixture_commit(fx);
}

typedef struct Walk {
    const SchemaTable *table;
    GString *line;
    const char *word;
} Walk;

static bool
look_at_row(const DbValue *values, void *data)
{
    Walk *walk = data;
    g_string_truncate(walk->line, 0);
    row_format(walk->line, walk->table, values);
    g_autofree char *folded = g_ascii_strdown(walk->line->str, -1);
    if (strstr(folded, walk->word) != NULL)
        g_error("%s still has it: %s", walk->table->name, walk->line->str);
    return true;
}

/* Is @word in no column of any table? */
static void
assert_nowhere(Fixture *fx, const char *word)
{
    g_autoptr(GString) line = g_string_new(NULL);
    fixture_begin(fx, NOBODY);
    for (int i = 0; i < SCHEMA_N_TABLES; i++) {
        const SchemaTable *table = &SCHEMA_TABLES[i];
        if (table->is_derived)
            continue;
        DbKind kinds[DB_MAX_ARGS];
        for (int c = 0; c < table->n_columns; c++)
            kinds[c] = table->columns[c].kind;
        Walk walk = {table, line, word};
        db_walk(fx->db, &table->dump, DB_NO_ARGS, kinds, table->n_columns, look_at_row, &walk);
    }
    fixture_commit(fx);
}

static void
erase(Ctx *cx, const void *unused G_GNUC_UNUSED)
{
    const Person *ann = person_find(cx, ANN);
    if (ann != NULL)
        erasure_run(cx, ann);
}

static const char *
figures(Fixture *fx)
{
    static const char *const dates[] = {"2014-06", "2015-01", "2016-12", "2017-01-02"};
    GString *all = arena_string(fx->arena, 64);
    Ctx *cx = fixture_begin(fx, NOBODY);
    for (size_t i = 0; i < G_N_ELEMENTS(dates); i++)
        g_string_append_printf(
            all, "%" PRId64 "/%" PRId64 "/%" PRId64 " ", figure_count(cx, "members", dates[i]),
            figure_count(cx, "countries", dates[i]), figure_count(cx, "ambassadors", dates[i]));
    fixture_commit(fx);
    return all->str;
}

static void
test_nothing_of_an_erased_person_is_left(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fill(fx);
    fx->now += 86400;
    const char *before = figures(fx);
    Ctx *cx = fixture_begin(fx, NOBODY);
    cx->now = fx->now;
    erase(cx, NULL);
    fixture_commit(fx);
    assert_nowhere(fx, "zyx");
    g_assert_cmpstr(figures(fx), ==, before);
    g_assert_cmpstr(query_text(fx, "SELECT country || ' ' || joined_at || ' ' || email FROM person"
                                   " WHERE id = 1"),
                    ==, "KE 1400000000 erased 1");
    static const char *const empty[] = {"session",         "api_token",   "credential",
                                        "consent",         "person_link", "outbox",
                                        "person_language", "inactivity"};
    for (size_t i = 0; i < G_N_ELEMENTS(empty); i++)
        g_assert_cmpint(
            query_int(fx, arena_printf(fx->arena, "SELECT count(*) FROM %s WHERE person_id = 1",
                                       empty[i])),
            ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person_absence"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE assignee_role = 'secretariat'"
                                  " AND assignee_id IS NULL AND state = 'open'"),
                    ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM organisation"), ==, 0);

    /* What was written for others stays. */
    Response *res = get(fx, NOBODY, "/blog/a-post");
    assert_status(res, 200);
    assert_shows(res, "Words for others.");
    assert_shows(res, "A former member");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM comment WHERE person_id = 1"), ==, 1);

    /* The address is free again, and the row is nobody's. */
    assert_status(get(fx, SAM, "/desk/people/1"), 404);
    assert_hides(get(fx, SAM, "/desk/people"), "/desk/people/1\"");
    cx = fixture_begin(fx, SAM);
    g_assert_null(person_find(cx, ANN));
    g_assert_cmpint(
        person_insert(
            cx, &(Person){.email = "zyxann@example.org", .name = "New", .joined_at = TEST_NOW}),
        >, ANN);
    fixture_commit(fx);
}

static void
test_erasing_is_whole_or_not_at_all(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fill(fx);
    int failed = fixture_fail_each(fx, SAM, erase, NULL);
    g_assert_cmpint(failed, >, 20);
    g_assert_cmpstr(query_text(fx, "SELECT name FROM person WHERE id = 1"), ==, "Zyxann Zyxname");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent"), ==, 1);
}

void
holding_tests(void)
{
    add_test("/holding/every-reference-is-told", test_every_reference_is_told);
    add_test("/holding/every-address-is-told", test_every_address_is_told);
    add_test("/holding/table-is-sound", test_table_is_sound);
    add_test("/holding/nothing-of-an-erased-person-is-left",
             test_nothing_of_an_erased_person_is_left);
    add_test("/holding/erasing-is-whole-or-not-at-all", test_erasing_is_whole_or_not_at_all);
}
