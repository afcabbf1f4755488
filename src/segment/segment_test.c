/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "roster/segment.h"

#include <string.h>

/* Ann and two more in Kenya, of whom one has left; one agrees to the newsletter. */
static void
make_people(Fixture *fx)
{
    run_sql(fx,
            "UPDATE person SET country = 'KE' WHERE id = 1;"
            "INSERT INTO person (id, email, name, country, joined_at, left_at) VALUES"
            " (11, 'k@x.org', 'Kim', 'KE', 1400000000, NULL),"
            " (12, 'l@x.org', 'Lea', 'KE', 1400000000, 1450000000);"
            "INSERT INTO interest (slug, name, position) VALUES ('care', 'Care', 1);"
            "INSERT INTO person_interest (person_id, interest) VALUES (11, 'care');"
            "INSERT INTO consent_wording (id, purpose, language, version, text, created_at) VALUES"
            " (1, 'newsletter', 'en', 1, 'Write to me.', 0);"
            "INSERT INTO consent (person_id, purpose, wording_id, given, source, evidence,"
            " answered_at) VALUES (11, 'newsletter', 1, 1, 'join', '', 0),"
            " (12, 'newsletter', 1, 1, 'join', '', 0);");
}

static int64_t
keep(Fixture *fx, const char *name, const char *filter)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = 0;
    SegmentDraft draft = {name, "", filter};
    g_assert_cmpint(segment_insert(cx, &draft, &id), ==, SEGMENT_OK);
    fixture_commit(fx);
    return id;
}

static const char *
url_of(Fixture *fx, int64_t id, const char *rest)
{
    return arena_printf(fx->arena, "/desk/segments/%" PRId64 "%s", id, rest);
}

/* ---- the model ---- */

static const char *
walk(Ctx *cx, const Segment *segment, const char *purpose)
{
    GString *out = arena_string(cx->arena, 32);
    int64_t after = 0;
    for (;;) {
        RosterAnswer found = segment_walk(cx, segment, purpose, after, 1);
        if (found.n == 0)
            break;
        after = found.id[0];
        g_string_append_printf(out, "%s%d", out->len > 0 ? " " : "", (int)after);
    }
    return out->str;
}

static void
test_is_live(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    int64_t id = keep(fx, "Kenya", "country=KE");
    Ctx *cx = fixture_begin(fx, NOBODY);
    const Segment *segment = segment_find(cx, id);
    g_assert_cmpint(segment_count(cx, segment, NULL), ==, 2);
    g_assert_cmpstr(walk(cx, segment, NULL), ==, "1 11");
    fixture_commit(fx);
    run_sql(fx, "UPDATE person SET country = 'KE' WHERE id = 2");
    cx = fixture_begin(fx, NOBODY);
    g_assert_cmpstr(walk(cx, segment_find(cx, id), NULL), ==, "1 2 11");
    fixture_commit(fx);
}

/* With a purpose only members who agree, also if the filter asks for those who left. */
static void
test_purpose(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    int64_t all = keep(fx, "All", "country=KE&status=former&status=member");
    int64_t left = keep(fx, "Left", "country=KE&status=former");
    int64_t refuse = keep(fx, "Refuse", "not-agrees=newsletter");
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpstr(walk(cx, segment_find(cx, all), NULL), ==, "1 11 12");
    g_assert_cmpstr(walk(cx, segment_find(cx, all), "newsletter"), ==, "11");
    g_assert_cmpint(segment_count(cx, segment_find(cx, all), "newsletter"), ==, 1);
    g_assert_cmpstr(walk(cx, segment_find(cx, all), "contact"), ==, "");
    g_assert_cmpstr(walk(cx, segment_find(cx, left), NULL), ==, "12");
    g_assert_cmpstr(walk(cx, segment_find(cx, left), "newsletter"), ==, "");
    g_assert_cmpstr(walk(cx, segment_find(cx, refuse), "newsletter"), ==, "");
    fixture_commit(fx);
}

/* What cannot be read finds nobody, whatever else it says. */
static void
test_broken_is_nobody(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const broken[] = {
        "shoe-size=43", "country=KE&shoe-size=43", "", "joined-from=yesterday", "country=%ff",
        "not-q=ann"};
    make_people(fx);
    int64_t id = keep(fx, "Kenya", "country=KE");
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        run_sql(fx, arena_printf(fx->arena, "UPDATE segment SET filter = '%s'", broken[i]));
        Ctx *cx = fixture_begin(fx, NOBODY);
        const Segment *segment = segment_find(cx, id);
        g_assert_cmpint(segment_count(cx, segment, NULL), ==, 0);
        g_assert_cmpint(segment_count(cx, segment, "newsletter"), ==, 0);
        g_assert_cmpstr(walk(cx, segment, NULL), ==, "");
        fixture_commit(fx);
        assert_shows(get(fx, SAM, url_of(fx, id, "")), "cannot be read any more");
        assert_shows(get(fx, SAM, "/desk/segments"), "cannot be read any more");
    }
}

static void
test_what_is_gone_is_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    int64_t id = keep(fx, "Carers", "country=KE&interest=care");
    assert_hides(get(fx, SAM, url_of(fx, id, "")), "not there any more");
    assert_shows(get(fx, SAM, url_of(fx, id, "")), "Interest: Care");
    run_sql(fx, "DELETE FROM person_interest");
    run_sql(fx, "DELETE FROM interest");
    Response *res = get(fx, SAM, url_of(fx, id, ""));
    assert_shows(res, "finds nobody and leaves nobody out: Interest: care");
    assert_shows(res, "<b>0</b>");
    int64_t organisation = keep(fx, "There", "country=XX&organisation=99&role=boss");
    res = get(fx, SAM, url_of(fx, organisation, ""));
    assert_shows(res, "leaves nobody out: Country: XX; Organisation: 99; Role: boss");
}

/* ---- the pages ---- */

static void
test_keep_and_change(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    assert_location(get(fx, SAM, "/desk/segments/new"), "/desk/people");
    assert_location(get(fx, SAM, "/desk/segments/new?x=1"), "/desk/people");
    Response *res = get(fx, SAM, "/desk/segments/new?country=KE");
    assert_shows(res, "Country: Kenya");
    assert_shows(res, "2 people now");
    res = post(fx, SAM, "/desk/segments/new", "name", " Our  " HOSTILE, "note", "For <b>mails",
               "filter", "country=KE", NULL);
    assert_status(res, 303);
    const char *url = res->location;
    res = get(fx, SAM, url);
    assert_hides(res, "<b>Tom");
    assert_hides(res, "<b>mails");
    assert_shows(res, "Our &lt;b&gt;Tom");
    assert_shows(res, "<b>2</b> people now");
    assert_shows(res, "Made by Sam");
    assert_shows(res, "href=\"/desk/people?country=KE&amp;segment=1\"");
    assert_shows(get(fx, SAM, "/desk/segments"), "Our &lt;b&gt;Tom");
    assert_shows(get_json(fx, SAM, "/desk/segments"), "\"n\":2");
    assert_shows(get(fx, SAM, "/fr/desk/segments"), "Pays : Kenya");

    res = post(fx, SAM, "/desk/segments/1/edit", "name", "Kenya", "note", "", "version", "1", NULL);
    assert_status(res, 303);
    assert_shows(get(fx, SAM, url), "Kenya</h1>");
    res = post(fx, SAM, "/desk/segments/1/edit", "name", "Late", "note", "", "version", "1", NULL);
    assert_status(res, 422);
    assert_shows(res, "Somebody changed this segment meanwhile");

    assert_shows(get(fx, SAM, "/desk/people?not-country=KE&segment=1"), "You are changing whom");
    res = post(fx, SAM, "/desk/segments/1/filter", "filter", "not-country=KE", "version", "2",
               NULL);
    assert_status(res, 303);
    assert_shows(get(fx, SAM, url), "Country: not Kenya");
    assert_status(
        post(fx, SAM, "/desk/segments/1/filter", "filter", "country=UG", "version", "2", NULL),
        409);
    assert_status(post(fx, SAM, "/desk/segments/1/filter", "filter", "", "version", "3", NULL),
                  422);
    assert_shows(get(fx, SAM, url), "Country: not Kenya");
}

static void
test_names_are_unique(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    keep(fx, "Müller's", "country=KE");
    keep(fx, "Other", "country=UG");
    Response *res = post(fx, SAM, "/desk/segments/new", "name", "MULLER'S", "filter", "level=macro",
                         NULL);
    assert_status(res, 422);
    assert_shows(res, "Another segment has this name");
    assert_shows(res, "value=\"level=macro\"");
    res = post(fx, SAM, "/desk/segments/2/edit", "name", "muller's", "version", "1", NULL);
    assert_status(res, 422);
    assert_shows(res, "Another segment has this name");
    assert_status(post(fx, SAM, "/desk/segments/1/edit", "name", "Muller's", "version", "1", NULL),
                  303);
    assert_status(post(fx, SAM, "/desk/segments/new", "name", "", "filter", "level=macro", NULL),
                  422);
    assert_status(post(fx, SAM, "/desk/segments/new", "name", "All", "filter", "", NULL), 422);
    assert_status(post(fx, SAM, "/desk/segments/new", "name", "All", "filter", "x=1", NULL), 422);
    GString *large = arena_string(fx->arena, 4000);
    for (int i = 0; i < 30; i++)
        g_string_append_printf(large, "%sinterest=%0*d", i > 0 ? "&" : "", 80, i);
    assert_status(post(fx, SAM, "/desk/segments/new", "name", "All", "filter", large->str, NULL),
                  422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM segment"), ==, 2);
}

static void
test_delete(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_people(fx);
    int64_t id = keep(fx, "Kenya", "country=KE");
    run_sql(fx, "INSERT INTO people_export (person_id, made_at, filter, format, eye, fields,"
                " rows_n, size) VALUES (4, 0, 'country=KE', 'csv', 'members', 'name', 2, 9)");
    Response *res = get(fx, SAM, url_of(fx, id, "/delete"));
    assert_shows(res, "It finds 2 people now.");
    assert_shows(res, "taken out as a file 1 time.");
    assert_status(post(fx, SAM, url_of(fx, id, "/delete"), NULL), 303);
    assert_status(get(fx, SAM, url_of(fx, id, "")), 404);
    assert_status(post(fx, SAM, url_of(fx, id, "/delete"), NULL), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM people_export"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action LIKE 'segment.%'"), ==,
                    2);
}

static void
test_is_for_the_secretariat(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = keep(fx, "Secret segment", "country=KE");
    static const char *const pages[] = {"/desk/segments", "/desk/segments/new?country=KE",
                                        "/desk/segments/1", "/desk/segments/1/edit",
                                        "/desk/segments/1/delete"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_status(get(fx, NOBODY, pages[i]), 303);
        assert_status(get(fx, ANN, pages[i]), 403);
        assert_status(get(fx, EDNA, pages[i]), 403);
        assert_status(get(fx, SAM, pages[i]), 200);
    }
    assert_status(post(fx, EDNA, "/desk/segments/new", "name", "x", "filter", "country=KE", NULL),
                  403);
    assert_status(post(fx, EDNA, url_of(fx, id, "/delete"), NULL), 403);
    assert_status(post(fx, EDNA, url_of(fx, id, "/filter"), "filter", "level=macro", NULL), 403);
    assert_status(get(fx, SAM, "/desk/segments/99"), 404);
    assert_status(get(fx, SAM, "/desk/segments/99/edit"), 404);
    assert_status(get(fx, SAM, "/desk/segments/x"), 404);
    assert_status(post(fx, SAM, "/desk/segments/99/edit", "name", "x", NULL), 404);
    assert_status(post(fx, SAM, "/desk/segments/99/filter", "filter", "level=macro", NULL), 404);
    assert_shows(get(fx, SAM, "/figures/members"), "Secret segment");
    assert_hides(get(fx, ANN, "/figures/members"), "Secret segment");
    assert_hides(get(fx, NOBODY, "/figures/members"), "Secret segment");
}

static void
test_failure(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    get(fx, SAM, "/desk/segments");
    for (int nth = 2; nth <= 5; nth++) {
        Response *res = post_failing_at(fx, nth, SAM, "/desk/segments/new", "name", "Kenya",
                                        "filter", "country=KE", NULL);
        assert_status(res, 500);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM segment"), ==, 0);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action LIKE 'segment%'"),
                        ==, 0);
    }
    get(fx, SAM, "/desk/segments");
    assert_statements(fx, 6);
}

void
segment_tests(void)
{
    add_test("/segment/is-live", test_is_live);
    add_test("/segment/purpose", test_purpose);
    add_test("/segment/broken-is-nobody", test_broken_is_nobody);
    add_test("/segment/what-is-gone-is-said", test_what_is_gone_is_said);
    add_test("/segment/keep-and-change", test_keep_and_change);
    add_test("/segment/names-are-unique", test_names_are_unique);
    add_test("/segment/delete", test_delete);
    add_test("/segment/is-for-the-secretariat", test_is_for_the_secretariat);
    add_test("/segment/failure", test_failure);
}
