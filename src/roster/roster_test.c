/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/figure.h"
#include "base/moment.h"
#include "db/generation.h"
#include "roster/column.h"
#include "roster/roster.h"

#include <string.h>

#define EVERYTHING "8191" /* bits of all fields */

/* Six people: Müller and Мария, whose fields differ; one who left, one to come, one who was away.
 */
static void
make_people(Fixture *fx)
{
    run_sql(
        fx,
        "INSERT INTO interest (slug, name, position) VALUES ('care', 'Care', 1),"
        " ('training', 'Training', 2);"
        "INSERT INTO organisation (id, name, words, type, created_at) VALUES"
        " (1, 'Makerere', 'makerere', 'university', 0);"
        "INSERT INTO person (id, email, name, name_latin, country, organisation,"
        " organisation_id, level, joined_at, left_at, seen_at, shown_public, shown_members)"
        " VALUES"
        " (11, 'a@x.org', 'Anna-Lena Müller', NULL, 'KE', 'Makerere', 1, 'macro',"
        "  1400000000, NULL, 1483000000, 1, " EVERYTHING "),"
        " (12, 'b@x.org', 'Мария Петрова', 'Maria Petrova', 'UG', '', NULL, 'micro',"
        "  1420070400, NULL, NULL, 0, " EVERYTHING "),"
        " (13, 'c@x.org', 'Closed Person', NULL, 'KE', 'Makerere', 1, 'macro',"
        "  1420070400, NULL, NULL, 0, 1),"
        " (14, 'd@x.org', 'Left Lea', NULL, 'KE', '', NULL, NULL,"
        "  1420070400, 1470000000, NULL, 0, " EVERYTHING "),"
        " (15, 'e@x.org', 'Future Fay', NULL, 'KE', '', NULL, NULL,"
        "  1500000000, NULL, NULL, 0, " EVERYTHING "),"
        " (16, 'f@x.org', 'Back Bea', NULL, 'FR', '', NULL, NULL,"
        "  1400000000, NULL, NULL, 0, " EVERYTHING ");"
        "INSERT INTO person_absence (person_id, since, until) VALUES"
        " (16, 1430000000, 1450000000);"
        "INSERT INTO person_interest (person_id, interest) VALUES (11, 'care'),"
        " (11, 'training'), (12, 'care'), (13, 'care');"
        "INSERT INTO person_language (person_id, language) VALUES (11, 'en'), (11, 'sw'),"
        " (12, 'ru'), (13, 'en');"
        "INSERT INTO person_role (person_id, role, since, until) VALUES"
        " (11, 'ambassador', 1400000000, 1483347601), (12, 'ambassador', 1400000000, 1450000000);"
        "INSERT INTO consent_wording (id, purpose, language, version, text, created_at) VALUES"
        " (1, 'directory', 'en', 1, 'Show me.', 0);"
        "INSERT INTO consent (person_id, purpose, wording_id, given, source, evidence,"
        " answered_at) VALUES (11, 'directory', 1, 1, 'join', '', 0),"
        " (12, 'directory', 1, 1, 'join', '', 0), (13, 'directory', 1, 1, 'join', '', 0),"
        " (14, 'directory', 1, 1, 'join', '', 0), (15, 'directory', 1, 1, 'join', '', 0),"
        " (16, 'directory', 1, 1, 'join', '', 0), (16, 'directory', 1, 0, 'preferences', '', 1);");
}

/* The numbers of those found, in order, with blanks between. */
static const char *
ask(Fixture *fx, const char *filter, RosterEye eye)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *fault = NULL;
    RosterQuestion question = {
        .filter = roster_filter_parse(fx->arena, filter, &fault), .eye = eye, .n = 100};
    g_assert_cmpstr(fault, ==, NULL);
    RosterAnswer answer = roster_ask(cx, &question);
    GString *out = arena_string(fx->arena, 64);
    for (size_t i = 0; i < answer.n_ids; i++)
        g_string_append_printf(out, "%s%d", i > 0 ? " " : "", (int)answer.id[i]);
    g_assert_cmpint(answer.n, ==, answer.n_ids);
    fixture_commit(fx);
    return out->str;
}

#define assert_members(fx, filter, expected)                                                       \
    g_assert_cmpstr(ask((fx), (filter), ROSTER_MEMBERS), ==, (expected))
#define assert_all(fx, filter, expected)                                                           \
    g_assert_cmpstr(ask((fx), (filter), ROSTER_SECRETARIAT), ==, (expected))

static void
test_values(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_all(fx, "", "1 11 16 2 13 3 12 4");
    assert_all(fx, "country=KE", "11 13");
    assert_all(fx, "country=KE&country=UG", "11 13 12");
    assert_all(fx, "country=KE&level=micro", "");
    assert_all(fx, "region=Africa&not-country=KE", "12");
    assert_all(fx, "subregion=Eastern%20Africa", "11 13 12");
    assert_all(fx, "type=university", "11 13");
    assert_all(fx, "organisation=1&interest=training", "11");
    assert_all(fx, "language=sw&language=ru", "11 12");
    assert_all(fx, "not-interest=care&not-country=XX", "1 16 2 3 4");
    assert_all(fx, "agrees=directory", "11 13 12");
    assert_all(fx, "country=Africa", "");
    assert_all(fx, "country=K", "");
    assert_all(fx, "unknown=KE&country=", "1 11 16 2 13 3 12 4");
}

static void
test_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_all(fx, "q=muller", "11");
    assert_all(fx, "q=M%C3%9CLLER%20anna", "11");
    assert_all(fx, "q=lena", "11");
    assert_all(fx, "q=ena", "");
    assert_all(fx, "q=maria", "12");
    assert_all(fx, "q=%D0%BC%D0%B0%D1%80%D0%B8%D1%8F%20petrova", "12");
    assert_all(fx, "q=x.org", "");
    assert_all(fx, "q=-%20%27", "1 11 16 2 13 3 12 4");
    assert_all(fx, "q=%3Cb%3ETom", "");
}

/* Every beginning of every word finds its owner; one that ends within a letter is nobody's query.
 */
static void
test_beginnings_of_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *word, *owner;
    } names[] = {
        {"anna",    "11"},
        {"lena",    "11"},
        {"muller",  "11"},
        {"maria",   "12"},
        {"мария",   "12"},
        {"петрова", "12"},
    };
    make_people(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        for (size_t n = 1; n <= strlen(names[i].word); n++) {
            const char *beginning = arena_strndup(fx->arena, names[i].word, n);
            uint64_t bits = columns_beginnings(beginning);
            g_assert_cmphex(bits & columns_beginnings(names[i].word), ==, bits);
            if (g_utf8_validate(beginning, -1, NULL))
                g_assert_nonnull(
                    strstr(ask(fx, arena_printf(fx->arena, "q=%s", beginning), ROSTER_SECRETARIAT),
                           names[i].owner));
        }
}

static void
test_words_of_address_and_organisation(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_all(fx, "address=a%40x.org", "11");
    assert_all(fx, "address=A%40X.", "11");
    assert_all(fx, "address=x.org&country=KE", "11 13");
    assert_all(fx, "organisation-name=MAKER", "11 13");
    assert_all(fx, "organisation-name=university", "");
    assert_all(fx, "organisation-name=1", "");
    assert_members(fx, "address=a%40x.org", "");
    assert_members(fx, "organisation-name=makerere", "11");
    run_sql(fx, "UPDATE person SET email = 'other@y.org' WHERE id = 11");
    assert_all(fx, "address=x.org&country=KE", "13");
    assert_all(fx, "address=other%20y", "11");
}

static const char *
walk(Fixture *fx, const char *filter, RosterEye eye, size_t most)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *fault = NULL;
    RosterQuestion question = {.filter = roster_filter_parse(fx->arena, filter, &fault),
                               .eye = eye};
    GString *out = arena_string(fx->arena, 64);
    RosterAnswer found;
    int64_t after = 0;
    do {
        found = roster_walk(cx, &question, after, most);
        g_assert_cmpint(found.n, ==, found.n_ids);
        for (size_t i = 0; i < found.n_ids; i++)
            g_string_append_printf(out, "%s%d", out->len > 0 ? " " : "", (int)found.id[i]);
        after = found.n_ids > 0 ? found.id[found.n_ids - 1] : after;
    } while (found.n_ids == most);
    fixture_commit(fx);
    return out->str;
}

static void
test_walk(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    for (size_t most = 1; most < 10; most++) {
        g_assert_cmpstr(walk(fx, "", ROSTER_SECRETARIAT, most), ==, "1 2 3 4 11 12 13 16");
        g_assert_cmpstr(walk(fx, "country=KE", ROSTER_SECRETARIAT, most), ==, "11 13");
        g_assert_cmpstr(walk(fx, "country=KE", ROSTER_MEMBERS, most), ==, "11");
        g_assert_cmpstr(walk(fx, "country=XX", ROSTER_SECRETARIAT, most), ==, "");
    }
}

/* More than are looked at together, with somebody away at the far end. */
static void
test_walk_of_many(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "INSERT INTO person (id, email, name, joined_at)"
                " WITH RECURSIVE number (n) AS"
                "  (SELECT 100 UNION ALL SELECT n + 1 FROM number WHERE n < 70099)"
                " SELECT n, n || '@x.org', 'Many', 1400000000 FROM number");
    run_sql(fx, "INSERT INTO person_absence (person_id, since, until)"
                " VALUES (70000, 1480000000, 1490000000), (150, 1480000000, 1490000000)");
    Ctx *cx = fixture_begin(fx, NOBODY);
    RosterQuestion question = {.eye = ROSTER_SECRETARIAT};
    int64_t n = 0, after = 0;
    for (RosterAnswer found = {.n = 1}; found.n > 0;) {
        found = roster_walk(cx, &question, after, 999);
        for (size_t i = 0; i < found.n_ids; i++) {
            g_assert_cmpint(found.id[i], >, after);
            g_assert_true(found.id[i] != 70000 && found.id[i] != 150);
            after = found.id[i];
        }
        n += found.n;
    }
    g_assert_cmpint(n, ==, 70000 + 4 - 2);
    g_assert_cmpint(n, ==, roster_ask(cx, &question).n);
    fixture_commit(fx);
}

static void
test_dates_and_status(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_all(fx, "joined-from=2015", "13 12");
    assert_all(fx, "joined-from=2014-05-13&joined-until=2014&country=FR", "16");
    assert_all(fx, "seen-from=2016-12", "11");
    assert_all(fx, "seen-until=2016-11&country=KE", "13");
    assert_all(fx, "status=former", "14");
    assert_all(fx, "status=former&status=member&country=KE", "11 13 14");
    run_sql(fx, "UPDATE person SET name = '', erased_at = 1 WHERE id = 14");
    assert_all(fx, "status=former", "");
    const char *fault = NULL;
    roster_filter_parse(fx->arena, "joined-from=yesterday", &fault);
    g_assert_nonnull(fault);
}

static void
test_terms_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_all(fx, "role=ambassador", "11");
    assert_all(fx, "not-role=ambassador&country=UG", "12");
    assert_all(fx, "role=secretariat", "4");
    fx->now += 1;
    assert_all(fx, "role=ambassador", "");
}

/* Nobody is found by what he closed, neither by having it nor by not having it. */
static void
test_closed_fields(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_members(fx, "", "11 13 12");
    assert_members(fx, "country=KE", "11");
    assert_members(fx, "not-country=KE", "12");
    assert_members(fx, "interest=care", "11 12");
    assert_members(fx, "language=en", "11");
    assert_members(fx, "level=macro", "11");
    assert_members(fx, "type=university", "11");
    assert_members(fx, "joined-from=2015", "12");
    assert_members(fx, "q=closed", "13");
    g_assert_cmpstr(ask(fx, "", ROSTER_PUBLIC), ==, "11");
    g_assert_cmpstr(ask(fx, "country=KE", ROSTER_PUBLIC), ==, "");
    run_sql(fx, "UPDATE person SET shown_members = 0 WHERE id = 13");
    assert_members(fx, "", "11 12");
    assert_members(fx, "q=closed", "");
    static const char *const theirs[] = {
        "role=ambassador",  "not-role=ambassador", "group=1",   "not-group=1",
        "agrees=directory", "seen-until=2020",     "did=wrote", "reads=en"};
    for (size_t i = 0; i < G_N_ELEMENTS(theirs); i++)
        assert_members(fx, theirs[i], "");
}

static void
test_follows_every_change(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_all(fx, "country=KE", "11 13");
    run_sql(fx, "UPDATE person SET country = 'UG' WHERE id = 11");
    assert_all(fx, "country=KE", "13");
    run_sql(fx, "INSERT INTO person (id, email, name, country, joined_at)"
                " VALUES (17, 'n@x.org', 'New Ned', 'KE', 0)");
    assert_all(fx, "country=KE", "13 17");
    run_sql(fx, "DELETE FROM person WHERE id = 13");
    assert_all(fx, "country=KE", "17");
    run_sql(fx, "INSERT INTO person_interest (person_id, interest) VALUES (17, 'care')");
    assert_all(fx, "interest=care&country=KE", "17");
    run_sql(fx, "DELETE FROM person_interest WHERE person_id = 17");
    assert_all(fx, "interest=care", "11 12");
    run_sql(fx, "INSERT INTO item (id, kind, slug, title, created_at, updated_at)"
                " VALUES (40, 'group', 'g', 'G', 0, 0);"
                "INSERT INTO group_member (group_id, person_id, state, since)"
                " VALUES (40, 11, 'in', 0), (40, 12, 'asked', 0)");
    assert_all(fx, "group=40", "11");
    run_sql(fx, "UPDATE group_member SET state = 'in' WHERE person_id = 12");
    assert_all(fx, "group=40", "11 12");
    run_sql(fx, "DELETE FROM group_member WHERE person_id = 11");
    assert_all(fx, "group=40", "12");
    run_sql(fx, "DELETE FROM item WHERE id = 40");
    assert_all(fx, "group=40", "");
    run_sql(fx, "UPDATE organisation SET type = 'government' WHERE id = 1");
    assert_all(fx, "type=government", "11");
    run_sql(fx, "UPDATE person_role SET until = 1 WHERE person_id = 4");
    assert_all(fx, "role=secretariat", "");
    run_sql(fx, "DELETE FROM interest WHERE slug = 'care'");
    assert_all(fx, "interest=care", "");
    run_sql(fx, "INSERT INTO item (id, kind, slug, title, author_id, created_at, updated_at)"
                " VALUES (1, 'page', 'p', 'P', 16, 0, 0)");
    assert_all(fx, "did=wrote", "");
    run_sql(fx, "UPDATE item SET status = 'published' WHERE id = 1");
    assert_all(fx, "did=wrote", "16");
    run_sql(fx,
            "INSERT INTO comment (item_id, person_id, body, created_at) VALUES (1, 12, 'x', 0)");
    assert_all(fx, "did=commented", "12");
    assert_all(fx, "did=translated", "");
    run_sql(fx, "INSERT INTO item_translation (item_id, language, title, made_from, texts_by,"
                " updated_at) VALUES (1, 'fr', 'P', 1, 11, 0)");
    assert_all(fx, "did=translated", "11");
    run_sql(fx, "UPDATE item_translation SET texts_by = 12");
    assert_all(fx, "did=translated", "12");
    run_sql(fx, "INSERT INTO proposal (item_id, language, title, summary, body, note, made_from,"
                " version, proposed_by, proposed_at)"
                " VALUES (1, 'fr', 'P', '', '', '', 1, 1, 12, 0), (1, 'ar', 'P', '', '', '', 1, 1,"
                " 11, 0)");
    assert_all(fx, "did=translated", "11 12");
    run_sql(fx, "UPDATE proposal SET proposed_by = 16 WHERE language = 'ar'");
    assert_all(fx, "did=translated", "16 12");
    run_sql(fx, "DELETE FROM proposal");
    assert_all(fx, "did=translated", "12");
    run_sql(fx, "DELETE FROM item");
    assert_all(fx, "did=commented&did=wrote&did=translated", "");
}

/* The highest number goes and is given again, to somebody else: a note tells of the one who went.
 */
static void
test_numbers_are_given_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_all(fx, "country=FR", "16");
    run_sql(fx, "DELETE FROM person WHERE id = 16;"
                "INSERT INTO person (id, email, name, country, joined_at)"
                " VALUES (16, 'n@x.org', 'New Ned', 'UG', 0), (17, 'm@x.org', 'New Mae', 'FR', 0)");
    assert_all(fx, "country=FR", "17");
    assert_all(fx, "country=UG", "12 16");
    run_sql(fx, "DELETE FROM person WHERE id IN (16, 17)");
    assert_all(fx, "country=FR", "");
    run_sql(fx, "INSERT INTO person (id, email, name, country, joined_at)"
                " VALUES (16, 'o@x.org', 'New Oma', 'FR', 0)");
    assert_all(fx, "country=FR", "16");
}

/* When more has changed than the notes say, all is read again. */
static void
test_forgotten_notes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_all(fx, "country=KE", "11 13");
    run_sql(fx, "UPDATE person SET country = 'UG' WHERE id = 11;"
                "UPDATE person SET seen_at = 7 WHERE id = 12; DELETE FROM person_change"
                " WHERE id < (SELECT max(id) FROM person_change)");
    assert_all(fx, "country=KE", "13");
    run_sql(fx, "DELETE FROM person_change");
    assert_all(fx, "country=KE", "13");
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(roster_forget_changes(cx), ==, 0);
    fixture_commit(fx);
}

static void
test_fresh_costs_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_all(fx, "country=KE", "11 13");
    if (db_generations(fx->db) == NULL)
        return;
    Ctx *cx = fixture_begin(fx, NOBODY);
    RosterQuestion question = {.eye = ROSTER_SECRETARIAT};
    g_assert_cmpint(roster_ask(cx, &question).n, ==, 8);
    g_assert_cmpint(db_count_statements(fx->db), ==, 0);
    g_assert_cmpint(
        (int64_t)db_tables_read(fx->db).bits[0] + (int64_t)db_tables_read(fx->db).bits[1], !=, 0);
    fixture_commit(fx);
}

static void
test_pages_and_orders(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    Ctx *cx = fixture_begin(fx, NOBODY);
    const int64_t by_name[] = {1, 11, 16, 2, 13, 3, 12, 4};
    const int64_t by_joined[] = {13, 12, 4, 3, 2, 1, 11, 16};
    for (size_t first = 0; first < 9; first++)
        for (size_t n = 1; n < 10; n++) {
            RosterQuestion question = {.eye = ROSTER_SECRETARIAT, .first = first, .n = n};
            RosterAnswer a = roster_ask(cx, &question);
            question.order = ROSTER_BY_JOINED;
            RosterAnswer b = roster_ask(cx, &question);
            g_assert_cmpint(a.n, ==, 8);
            g_assert_cmpint(a.n_ids, ==, first < 8 ? MIN(n, 8 - first) : 0);
            g_assert_cmpint(b.n_ids, ==, a.n_ids);
            for (size_t i = 0; i < a.n_ids; i++) {
                g_assert_cmpint(a.id[i], ==, by_name[first + i]);
                g_assert_cmpint(b.id[i], ==, by_joined[first + i]);
            }
        }
    fixture_commit(fx);
}

/* Many whose names begin alike, in no order: each page is in order, and each person on one page. */
static void
test_many_of_one_beginning(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    enum { N = 2000, FIRST = 1000, STEP = 7919, PAGE = 45 };
    make_people(fx);
    run_sql(fx,
            "INSERT INTO person (id, email, handle, name, joined_at, shown_public, shown_members)"
            " WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number"
            " WHERE n < 1999) SELECT 1000 + n, 's' || n || '@x.org', 'same' || n,"
            " 'Same ' || (10000 + (n * 7919) % 2000), 1400000000, 0, 0 FROM number");
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *fault = NULL;
    const RosterFilter *filter = roster_filter_parse(fx->arena, "q=same", &fault);
    for (size_t first = 0; first < N; first += PAGE) {
        const RosterQuestion question = {
            .filter = filter, .eye = ROSTER_SECRETARIAT, .first = first, .n = PAGE};
        RosterAnswer answer = roster_ask(cx, &question);
        g_assert_cmpint(answer.n, ==, N);
        g_assert_cmpuint(answer.n_ids, ==, MIN(PAGE, N - first));
        for (size_t i = 0; i < answer.n_ids; i++)
            g_assert_cmpint((answer.id[i] - FIRST) * STEP % N, ==, first + i);
    }
    fixture_commit(fx);
}

static void
assert_counts(Fixture *fx, const char *dimension, RosterEye eye, const char *expected)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    RosterQuestion question = {.eye = eye};
    RosterCountSpan counts = roster_count_by(cx, &question, roster_dimension_find(dimension));
    GString *out = arena_string(fx->arena, 64);
    for (size_t i = 0; i < counts.n; i++)
        g_string_append_printf(out, "%s%s %d", i > 0 ? ", " : "", counts.at[i].value,
                               (int)counts.at[i].n);
    g_assert_cmpstr(out->str, ==, expected);
    fixture_commit(fx);
}

static void
test_counts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_counts(fx, "country", ROSTER_SECRETARIAT, "KE 2, FR 1, UG 1");
    assert_counts(fx, "region", ROSTER_SECRETARIAT, "Africa 3, Europe 1");
    assert_counts(fx, "interest", ROSTER_SECRETARIAT, "care 3, training 1");
    assert_counts(fx, "interest", ROSTER_MEMBERS, "care 2, training 1");
    assert_counts(fx, "role", ROSTER_SECRETARIAT, "ambassador 1, editor 1, secretariat 1");
    assert_counts(fx, "level", ROSTER_SECRETARIAT, "macro 2, micro 1");
}

/* As of every day in which somebody came or went the figures' own statement counts as many. */
static void
test_past_agrees_with_figures(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const days[] = {"2013-12-31", "2014-05-12", "2014-05-13", "2014-12-31",
                                       "2015-01-01", "2016-07-30", "2016-07-31", "2016-12-31"};
    make_people(fx);
    run_sql(fx, "DELETE FROM person_absence");
    Ctx *cx = fixture_begin(fx, NOBODY);
    for (size_t i = 0; i < G_N_ELEMENTS(days); i++) {
        RosterQuestion question = {.eye = ROSTER_SECRETARIAT};
        g_assert_true(date_end(days[i], &question.at));
        g_assert_cmpint(roster_ask(cx, &question).n, ==, figure_count(cx, "members", days[i]));
    }
    fixture_commit(fx);
}

static void
test_months(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    Ctx *cx = fixture_begin(fx, NOBODY);
    RosterQuestion question = {.eye = ROSTER_SECRETARIAT};
    RosterMonthSpan months = roster_months(cx, &question);
    g_assert_cmpint(months.n, ==, 33); /* May 2014 to January 2017 */
    g_assert_cmpstr(months.at[0].month, ==, "2014-05");
    g_assert_cmpint(months.at[0].joined, ==, 6);
    g_assert_cmpint(months.at[8].joined, ==, 3);
    g_assert_cmpstr(months.at[11].month, ==, "2015-04"); /* Bea goes */
    g_assert_cmpint(months.at[11].left, ==, 1);
    g_assert_cmpint(months.at[11].members, ==, 8);
    g_assert_cmpstr(months.at[19].month, ==, "2015-12"); /* and comes back */
    g_assert_cmpint(months.at[19].members, ==, 9);
    g_assert_cmpint(months.at[26].left, ==, 1);
    g_assert_cmpint(months.at[32].members, ==, 8);
    question.at = 1440000000; /* she is away */
    g_assert_cmpint(roster_ask(cx, &question).n, ==, 8);
    fixture_commit(fx);
}

static void
ask_everybody(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    RosterQuestion question = {.eye = ROSTER_SECRETARIAT, .n = 10};
    roster_ask(cx, &question);
}

static void
test_failure_is_forgotten(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, ask_everybody, NULL), >=, 8);
    assert_all(fx, "country=KE", "11 13");
}

void
roster_tests(void)
{
    add_test("/roster/values", test_values);
    add_test("/roster/words", test_words);
    add_test("/roster/beginnings-of-words", test_beginnings_of_words);
    add_test("/roster/words-of-address-and-organisation", test_words_of_address_and_organisation);
    add_test("/roster/walk", test_walk);
    add_test("/roster/walk-of-many", test_walk_of_many);
    add_test("/roster/dates-and-status", test_dates_and_status);
    add_test("/roster/terms-end", test_terms_end);
    add_test("/roster/closed-fields", test_closed_fields);
    add_test("/roster/follows-every-change", test_follows_every_change);
    add_test("/roster/numbers-are-given-again", test_numbers_are_given_again);
    add_test("/roster/forgotten-notes", test_forgotten_notes);
    add_test("/roster/fresh-costs-nothing", test_fresh_costs_nothing);
    add_test("/roster/pages-and-orders", test_pages_and_orders);
    add_test("/roster/many-of-one-beginning", test_many_of_one_beginning);
    add_test("/roster/counts", test_counts);
    add_test("/roster/past-agrees-with-figures", test_past_agrees_with_figures);
    add_test("/roster/months", test_months);
    add_test("/roster/failure-is-forgotten", test_failure_is_forgotten);
}
