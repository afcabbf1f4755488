/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/consent.h"
#include "db/reference.h"
#include "lang/lang.h"
#include "merge/merge.h"

#include <string.h>

#define PAIR "/desk/duplicates/1/2"

/* Bob has something of nearly everything, some of it Ann has, too. */
static void
fill(Fixture *fx)
{
    static const char *const statements[] = {
        "INSERT INTO interest (slug, name, position) VALUES ('a', 'A', 1), ('b', 'B', 2)",
        "INSERT INTO person_interest (person_id, interest) VALUES (1, 'a'), (2, 'a'), (2, 'b')",
        "INSERT INTO person_language (person_id, language) VALUES (1, 'en'), (2, 'en'), (2, 'sw')",
        "INSERT INTO credential (person_id, password, password_at) VALUES (1, 'x', 1), (2, 'y', 2)",
        "INSERT INTO person_role (person_id, role, since) VALUES (2, 'ambassador', 5)",
        "INSERT INTO person_absence (person_id, since, until) VALUES (2, 5, 6)",
        "INSERT INTO person_link (person_id, position, url, label)"
        " VALUES (1, 1, 'https://a.example', 'A'), (2, 1, 'https://b.example', 'B')",
        "INSERT INTO item (kind, slug, title, author_id, texts_by, created_at, updated_at)"
        " VALUES ('post', 'by-bob', 'By Bob', 2, 2, 1, 1)",
        "INSERT INTO comment (item_id, person_id, body, created_at)"
        " SELECT id, 2, 'Hello', 1 FROM item WHERE slug = 'by-bob'",
        "INSERT INTO task (kind, person_id, subject, assignee_id, due_at, created_at)"
        " VALUES ('x', 2, 's', 2, 1, 1)",
        "UPDATE person SET organisation = 'Ministry <b>', country = 'KE' WHERE id IN (1, 2)",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(statements); i++)
        run_sql(fx, statements[i]);
    Ctx *cx = fixture_begin(fx, SAM);
    const ConsentSource source = {"join", "r", "en"};
    consent_answer(cx, BOB, purpose_find("newsletter"), true, &source);
    fixture_commit(fx);
    get(fx, BOB, "/desk"); /* a session */
}

static bool
is_of_merges(const SchemaReference *reference)
{
    static const char *const tables[] = {"merge",          "person_distinct", "person_likeness",
                                         "person_address", "outbox",          NULL};
    return g_strv_contains(tables, reference_table(reference));
}

/* Everything that refers to a person, and the person, as text. */
static char *
state_of(Fixture *fx, int64_t person)
{
    Ctx *cx = fixture_begin(fx, SAM);
    g_autoptr(GString) all = g_string_new(reference_person_line(cx, person));
    for (int r = 0; r < SCHEMA_N_PERSON_REFERENCES; r++) {
        const SchemaReference *reference = &SCHEMA_PERSON_REFERENCES[r];
        ReferenceLines lines = reference_lines(cx, reference, person);
        for (size_t i = 0; i < lines.n && !is_of_merges(reference); i++)
            g_string_append_printf(all, "%s.%s %s", reference_table(reference), reference->column,
                                   lines.at[i]);
    }
    fixture_commit(fx);
    return g_strdup(all->str);
}

static int64_t
references_to(Fixture *fx, int64_t person)
{
    int64_t n = 0;
    Ctx *cx = fixture_begin(fx, SAM);
    for (int r = 0; r < SCHEMA_N_PERSON_REFERENCES; r++)
        if (!is_of_merges(&SCHEMA_PERSON_REFERENCES[r]))
            n += (int64_t)reference_lines(cx, &SCHEMA_PERSON_REFERENCES[r], person).n;
    fixture_commit(fx);
    return n;
}

static Response *
merge(Fixture *fx)
{
    return post(fx, SAM, PAIR, "email", "gone", "name", "stays", "zone", "stays", NULL);
}

static void
test_everything_goes_and_comes_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fill(fx);
    g_autofree char *ann = state_of(fx, ANN), *bob = state_of(fx, BOB);
    g_assert_cmpint(references_to(fx, BOB), >=, 12);
    Response *res = merge(fx);
    assert_status(res, 303);
    assert_location(res, "/desk/people/1");
    g_assert_cmpint(references_to(fx, BOB), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person_interest WHERE person_id = 1"), ==,
                    2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM credential WHERE password = 'x'"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT author_id FROM item WHERE slug = 'by-bob'"), ==, 1);
    g_assert_cmpstr(query_text(fx, "SELECT email FROM person WHERE id = 1"), ==, "bob@example.org");
    g_assert_cmpstr(query_text(fx, "SELECT address FROM person_address"), ==, "ann@example.org");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'person.merged'"),
                    ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.merge'"), ==,
                    1);
    assert_status(merge(fx), 404);
    assert_shows(get(fx, SAM, "/desk/duplicates"), "Make two of them again");
    assert_status(post(fx, EDNA, "/desk/duplicates/merges/1", NULL), 403);
    assert_status(post(fx, SAM, "/desk/duplicates/merges/1", NULL), 303);
    g_autofree char *ann_again = state_of(fx, ANN), *bob_again = state_of(fx, BOB);
    g_assert_cmpstr(ann_again, ==, ann);
    g_assert_cmpstr(bob_again, ==, bob);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person_address"), ==, 0);
    assert_status(post(fx, SAM, "/desk/duplicates/merges/1", NULL), 409);
    assert_status(post(fx, SAM, "/desk/duplicates/merges/9", NULL), 404);
}

static void
test_what_was_changed_since_stays(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fill(fx);
    assert_status(post(fx, SAM, PAIR, "email", "stays", "name", "stays", "zone", "stays", NULL),
                  303);
    run_sql(fx, "UPDATE person SET headline = 'New', version = version + 1 WHERE id = 1");
    run_sql(fx, "UPDATE task SET assignee_id = 4 WHERE kind = 'x'");
    assert_status(post(fx, SAM, "/desk/duplicates/merges/1", NULL), 303);
    g_assert_cmpstr(query_text(fx, "SELECT headline FROM person WHERE id = 1"), ==, "New");
    g_assert_cmpint(query_int(fx, "SELECT assignee_id FROM task WHERE kind = 'x'"), ==, 4);
    g_assert_cmpint(query_int(fx, "SELECT author_id FROM item WHERE slug = 'by-bob'"), ==, 2);
    g_assert_cmpstr(query_text(fx, "SELECT email FROM person WHERE id = 2"), ==, "bob@example.org");
}

static void
test_undo_has_its_time(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fill(fx);
    merge(fx);
    fx->now += MERGE_UNDO_SECONDS + 1;
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(merge_clear_old(cx), ==, 1);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person WHERE id = 2"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM merge_row"), ==, 0);
    assert_status(post(fx, SAM, "/desk/duplicates/merges/1", NULL), 404);
}

static void
compare(Fixture *fx)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GError) error = NULL;
    Ctx cx = {.arena = arena,
              .db = fx->db,
              .app = &fx->app,
              .lang = LANG_ENGLISH,
              .now = fx->now,
              .request_id = "compare"};
    likeness_run(&cx, "", &error);
    g_assert_no_error(error);
}

static void
test_likely_pairs_are_found(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const people[] = {
        "'a.lima@gmail.com', 'Ana', '', NULL",
        "'alima+x@googlemail.com', 'Anna', '', NULL",
        "'x@example.org', 'Juma Mwangi', 'M', NULL",
        "'y@example.org', 'MWANGI, Juma', 'm', NULL",
        "'z@example.org', 'محمد علي', '', 'Ali Mohamed'",
        "'w@example.org', 'Mohamed Ali', '', NULL",
        "'a.b@example.org', 'One', '', NULL",
        "'ab@example.org', 'Two', '', NULL",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
        g_autofree char *sql = g_strdup_printf(
            "INSERT INTO person (email, name, organisation, name_latin, joined_at) VALUES (%s, 1)",
            people[i]);
        run_sql(fx, sql);
    }
    compare(fx);
    compare(fx);
    Response *res = get(fx, SAM, "/desk/duplicates");
    assert_status(res, 200);
    assert_statements(fx, 8);
    assert_shows(res, "/desk/duplicates/5/6");
    assert_shows(res, "/desk/duplicates/7/8");
    assert_shows(res, "/desk/duplicates/9/10");
    assert_hides(res, "/desk/duplicates/11/12");
    assert_status(post(fx, SAM, "/desk/duplicates/6/5", "distinct", "1", NULL), 303);
    assert_hides(get(fx, SAM, "/desk/duplicates"), "/desk/duplicates/5/6");
}

static void
test_pages_are_the_secretariats(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fill(fx);
    static const char *const pages[] = {"/desk/duplicates", PAIR};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_status(get(fx, NOBODY, pages[i]), 303);
        assert_status(get(fx, ANN, pages[i]), 403);
        assert_status(get(fx, EDNA, pages[i]), 403);
        assert_status(get(fx, SAM, pages[i]), 200);
    }
    assert_shows(get(fx, SAM, "/fr" PAIR), "Une personne ou deux");
    assert_status(get(fx, SAM, "/desk/duplicates/1/1"), 404);
    assert_status(get(fx, SAM, "/desk/duplicates/1/99"), 404);
    assert_status(post(fx, EDNA, PAIR, "email", "stays", "name", "stays", "zone", "stays", NULL),
                  403);
    assert_status(post(fx, SAM, PAIR, "email", "boss", "name", "stays", "zone", "stays", NULL),
                  422);
    int64_t before = references_to(fx, BOB);
    for (int nth = 5; nth < 60; nth += 6)
        assert_status(post_failing_at(fx, nth, SAM, PAIR, "email", "gone", "name", "stays", "zone",
                                      "stays", NULL),
                      500);
    g_assert_cmpint(references_to(fx, BOB), ==, before);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM merge"), ==, 0);
}

void
merge_tests(void)
{
    add_test("/merge/everything-goes-and-comes-back", test_everything_goes_and_comes_back);
    add_test("/merge/changed-since-stays", test_what_was_changed_since_stays);
    add_test("/merge/undo-has-its-time", test_undo_has_its_time);
    add_test("/merge/likely-pairs", test_likely_pairs_are_found);
    add_test("/merge/pages-are-the-secretariats", test_pages_are_the_secretariats);
}
