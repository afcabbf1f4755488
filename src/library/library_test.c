/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/library_testing.h"

#include <string.h>

/* ---- readers ---- */

static void
test_a_work_shows_its_editions_and_their_plans(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    int64_t first = an_edition(fx, work, "1", "en", "published");
    an_edition(fx, work, "2", "en", "validation");
    an_edition(fx, work, "1", "fr", "published");
    a_file_of(fx, first, "The guide.");
    Response *res = get(fx, NOBODY, "/library/guide");
    assert_status(res, 200);
    assert_statements(fx, 16);
    assert_shows(res, "href=\"/editions/guide-1\"");
    assert_shows(res, "/guide.txt\">Zyxfile</a>");
    assert_shows(res, "<b lang=\"en\" dir=\"auto\">Guide 2 en</b>");
    assert_shows(res, "<b>In validation</b> · planned for March 2017");
    /* Each reader gets the document in the own language. */
    res = get(fx, NOBODY, "/fr/library/guide");
    assert_shows(res, "<dd><a href=\"/fr/editions/guide-1-fr\">1</a>");
    assert_hides(res, "celui-ci est en");
    res = get_json(fx, NOBODY, "/library/guide.json");
    assert_shows(res, "\"state_label\":\"In validation\"");
    assert_status(get(fx, NOBODY, "/library/none"), 404);
}

static void
test_an_edition_leads_to_those_around_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    an_edition(fx, work, "1", "en", "published");
    an_edition(fx, work, "3", "en", "planned");
    an_edition(fx, work, "2", "en", "published");
    an_edition(fx, work, "2", "fr", "planned");
    Response *res = get(fx, NOBODY, "/editions/guide-2");
    assert_status(res, 200);
    assert_statements(fx, 10);
    assert_shows(res,
                 "<dt>Before it</dt><dd><a href=\"/editions/guide-1\">Edition 1</a> · Superseded");
    assert_shows(res, "<dt>After it</dt><dd><a href=\"/editions/guide-3\">Edition 3</a> · Planned");
    assert_shows(res, "href=\"/editions/guide-2-fr\">French</a>");
    /* By the first one the second is found, too. */
    assert_shows(get(fx, NOBODY, "/editions/guide-1"), "/editions/guide-2\">Edition 2</a>");
    assert_status(get(fx, NOBODY, "/editions/none"), 404);
}

static void
test_files_are_kept_back_until_it_is_out(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    int64_t edition = an_edition(fx, work, "1", "en", "validation");
    int64_t file = a_file_of(fx, edition, "Not yet.");
    const char *address = library_path(fx, "/files/", file);
    Response *res = get(fx, NOBODY, "/editions/guide-1");
    assert_shows(res, "Its files will stand here when it is published.");
    assert_hides(res, "Zyxfile");
    assert_status(get(fx, NOBODY, address), 404);
    assert_status(get(fx, ANN, address), 404);
    assert_status(get(fx, EDNA, address), 200);
    assert_shows(get(fx, EDNA, "/editions/guide-1"), "Zyxfile");
    assert_hides(get(fx, NOBODY, "/search?q=zyxfile"), "/editions/guide-1\"");

    change_edition(fx, edition, "1", "published", "");
    assert_status(get(fx, NOBODY, address), 200);
    assert_shows(get(fx, NOBODY, "/search?q=zyxfile"), "/editions/guide-1\"");

    change_edition(fx, edition, "1", "withdrawn", "A wrong table");
    assert_status(get(fx, NOBODY, address), 404);
    res = get(fx, NOBODY, "/editions/guide-1");
    assert_status(res, 200);
    assert_shows(res, "<b>It was withdrawn:</b> <span dir=\"auto\">A wrong table</span>");
    assert_hides(get(fx, NOBODY, "/search?q=zyxfile"), "/editions/guide-1\"");
}

static void
test_an_edition_follows_its_work(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_draft(fx, (ItemDraft){.kind = "work", .slug = "guide", .title = "A guide"});
    int64_t edition = an_edition(fx, work, "1", "en", "published");
    const char *address = library_path(fx, "/files/", a_file_of(fx, edition, "Hidden."));
    assert_status(get(fx, NOBODY, "/editions/guide-1"), 404);
    assert_status(get(fx, NOBODY, address), 404);
    Ctx *cx = fixture_begin(fx, EDNA);
    item_publish(cx, work);
    fixture_commit(fx);
    assert_status(get(fx, NOBODY, "/editions/guide-1"), 200);
    assert_status(get(fx, NOBODY, address), 200);
}

/* ---- who made it ---- */

static Response *
save_authors(Fixture *fx, int64_t me, int64_t work, const char *authors, const char *doi)
{
    const char *version = query_text(
        fx, arena_printf(fx->arena,
                         "SELECT coalesce(max(changed_at), 0) FROM library_work"
                         " WHERE item_id = %" PRId64,
                         work));
    return post(fx, me, library_path(fx, "/desk/library/", work), "type", "guide", "authors",
                authors, "licence", "CC-BY-4.0", "rights", HOSTILE, "doi", doi, "version", version,
                NULL);
}

static void
test_authors_are_members_organisations_and_others(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET handle = 'annhandle', name = 'Ann Achieng', shown_members = 3,"
                " shown_public = 3 WHERE id = 1");
    int64_t work = a_work(fx);
    assert_status(save_authors(fx, EDNA, work,
                               "Josiah Carberry https://orcid.org/0000-0002-1825-0097\n\n"
                               "/members/annhandle\nThe alliance\n" HOSTILE "\n",
                               "https://doi.org/10.5555/12345678"),
                  303);
    Response *res = get(fx, NOBODY, "/library/guide");
    assert_shows(res, "<bdi>Josiah Carberry</bdi> <a class=\"meta\" "
                      "href=\"https://orcid.org/0000-0002-1825-0097\">");
    assert_shows(res, "<a href=\"/members/annhandle\">Ann Achieng</a>");
    assert_shows(res, "https://creativecommons.org/licenses/by/4.0/");
    assert_shows(res, "<a href=\"https://doi.org/10.5555/12345678\">10.5555/12345678</a>");
    assert_hides(res, "<b>Tom");
    assert_shows(get(fx, NOBODY, "/search?q=carberry"), "/library/guide");
    /* What the form shows can be saved as it is. */
    assert_shows(get(fx, EDNA, library_path(fx, "/desk/library/", work)),
                 "Ann Achieng /members/annhandle");
}

static void
test_wrong_records_are_refused_at_their_field(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    int64_t other = a_published(fx, (ItemDraft){.kind = "work", .slug = "b", .title = "B"});
    assert_status(save_authors(fx, EDNA, other, "B", "10.5555/1"), 303);
    static const struct {
        const char *authors, *doi, *words;
    } cases[] = {
        {"A\nB https://orcid.org/0000-0002-1825-0098", "",          "Line 2: this is no address"  },
        {"Ann /members/nobodyhere",                    "",          "Line 1: no member has"       },
        {"/organisations/none",                        "",          "Line 1: no organisation has" },
        {"https://ror.org/05xpvk416",                  "",          "Line 1: write the name first"},
        {"A",                                          "11.1/x",    "Write a DOI"                 },
        {"A",                                          "10.5555/1", "has this DOI already"        },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Response *res = save_authors(fx, EDNA, work, cases[i].authors, cases[i].doi);
        assert_status(res, 422);
        assert_shows(res, cases[i].words);
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_author"), ==, 1);
}

static void
test_identifiers_are_proved(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_assert_true(author_identifier_is_valid("https://orcid.org/0000-0002-1694-233X"));
    g_assert_true(author_identifier_is_valid("https://ror.org/05xpvk416"));
    static const char *const wrong[] = {"https://orcid.org/0000-0002-1694-2330",
                                        "https://orcid.org/0000-0002-1694-233x",
                                        "https://ror.org/05xpvk417",
                                        "https://ror.org/15xpvk416",
                                        "https://ror.org/05xpvu416",
                                        "http://orcid.org/0000-0002-1694-233X",
                                        ""};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
        g_assert_false(author_identifier_is_valid(wrong[i]));
    g_assert_cmpstr(doi_read(fx->arena, " doi: 10.1000/182 "), ==, "10.1000/182");
    g_assert_null(doi_read(fx->arena, "10.1000/"));
    g_assert_null(doi_read(fx->arena, "10.abc/182"));
    g_assert_null(doi_read(fx->arena, "10.1000/1\"><b"));
}

static void
test_an_erased_member_is_not_found_as_author(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET handle = 'annhandle', name = 'Ann Zyxname', shown_members = 3,"
                " shown_public = 3 WHERE id = 1");
    int64_t work = a_work(fx);
    assert_status(save_authors(fx, EDNA, work, "/members/annhandle", ""), 303);
    assert_shows(get(fx, NOBODY, "/search?q=zyxname"), "/library/guide");
    library_forget(fixture_begin(fx, SAM), ANN);
    fixture_commit(fx);
    run_sql(fx, "UPDATE person SET erased_at = 1 WHERE id = 1");
    assert_shows(get(fx, NOBODY, "/library/guide"), "A former member");
    assert_hides(get(fx, NOBODY, "/search?q=zyxname"), "/library/guide");
}

/* ---- editors ---- */

static void
test_wrong_editions_are_refused_at_their_field(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    int64_t edition = an_edition(fx, work, "1", "en", "published");
    Response *res = post(fx, EDNA, library_path(fx, "new", work), "number", "1", "language", "en",
                         "title", HOSTILE, "state", "planned", NULL);
    assert_status(res, 422);
    assert_shows(res, "There is this edition in this language already");
    assert_shows(res, "&lt;b&gt;Tom");
    static const struct {
        const char *state, *words;
    } cases[] = {
        {"planned",   "It was published; withdraw it instead"},
        {"withdrawn", "Say why it was withdrawn"             },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        res = post(fx, EDNA, library_path(fx, "/desk/editions/", edition), "number", "1",
                   "language", "en", "title", "Guide", "state", cases[i].state, "version", "1",
                   NULL);
        assert_status(res, 422);
        assert_shows(res, cases[i].words);
    }
    res = post(fx, EDNA, library_path(fx, "/desk/editions/", edition), "number", "1", "language",
               "en", "title", "Guide", "state", "published", "version", "77", NULL);
    assert_status(res, 409);
}

static void
test_what_was_out_is_withdrawn_not_deleted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    int64_t out = an_edition(fx, work, "1", "en", "published");
    int64_t planned = an_edition(fx, work, "2", "en", "planned");
    const char *delete_out = arena_printf(fx->arena, "/desk/editions/%" PRId64 "/delete", out);
    const char *delete_planned = arena_printf(fx->arena, "/desk/editions/%" PRId64 "/delete",
                                              planned);
    assert_shows(get(fx, EDNA, delete_out), "Withdraw it instead");
    assert_shows(post(fx, EDNA, delete_out, NULL), "Withdraw it instead");
    assert_status(post(fx, EDNA, delete_planned, NULL), 303);
    assert_status(get(fx, NOBODY, "/editions/guide-1"), 200);
    assert_status(get(fx, NOBODY, "/editions/guide-2"), 404);
}

static void
test_only_who_may_edit_gets_to_the_record(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    int64_t edition = an_edition(fx, work, "1", "en", "published");
    int64_t page = a_published(fx, (ItemDraft){.slug = "p", .title = "P"});
    const char *const paths[] = {
        library_path(fx, "/desk/library/", work), library_path(fx, "new", work),
        library_path(fx, "/desk/editions/", edition),
        arena_printf(fx->arena, "/desk/editions/%" PRId64 "/delete", edition)};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        assert_status(get(fx, NOBODY, paths[i]), 303);
        assert_status(get(fx, ANN, paths[i]), 403);
        assert_status(post(fx, ANN, paths[i], NULL), 403);
        assert_status(get(fx, EDNA, paths[i]), 200);
    }
    assert_status(get(fx, EDNA, library_path(fx, "/desk/library/", page)), 404);
    assert_status(get(fx, EDNA, library_path(fx, "/desk/editions/", work)), 404);
    assert_status(get(fx, EDNA, "/desk/library/999"), 404);
}

static void
insert_one(Ctx *cx, const void *data)
{
    const Item *work = item_find_in(cx, *(const int64_t *)data, "");
    if (work != NULL)
        edition_insert(cx, work,
                       &(EditionDraft){.number = 2,
                                       .language = "en",
                                       .title = "T",
                                       .summary = "",
                                       .body = "",
                                       .state = "published"});
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    an_edition(fx, work, "1", "en", "published");
    g_assert_cmpint(fixture_fail_each(fx, EDNA, insert_one, &work), >=, 8);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_edition"), ==, 1);
    g_assert_cmpstr(query_text(fx, "SELECT state FROM library_edition"), ==, "published");
}

/* ---- "tell me when it is out" ---- */

static int64_t
tell(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    int64_t n = library_tell(cx);
    fixture_commit(fx);
    return n;
}

static void
test_who_asked_is_told_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    int64_t edition = an_edition(fx, work, "1", "en", "planned");
    assert_shows(get(fx, ANN, "/editions/guide-1"), "Tell me when it is out");
    assert_status(post(fx, NOBODY, "/editions/guide-1/tell", "tell", "1", NULL), 403);
    assert_status(post(fx, ANN, "/editions/guide-1/tell", "tell", "1", NULL), 303);
    assert_status(post(fx, ANN, "/editions/guide-1/tell", "tell", "1", NULL), 303);
    assert_status(post(fx, BOB, "/editions/guide-1/tell", "tell", "1", NULL), 303);
    assert_status(post(fx, BOB, "/editions/guide-1/tell", "tell", "", NULL), 303);
    assert_shows(get(fx, ANN, "/editions/guide-1"), "You will get one mail when it is out.");
    g_assert_cmpint(tell(fx), ==, 0);
    change_edition(fx, edition, "1", "published", "");
    g_assert_cmpint(tell(fx), ==, 1);
    g_assert_cmpint(tell(fx), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE template = 'edition'"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT person_id FROM outbox WHERE template = 'edition'"), ==,
                    ANN);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_wish"), ==, 0);
    assert_hides(get(fx, ANN, "/editions/guide-1"), "Tell me when it is out");
}

static void
test_who_waits_for_what_is_withdrawn_gets_no_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    int64_t edition = an_edition(fx, work, "1", "en", "planned");
    assert_status(post(fx, ANN, "/editions/guide-1/tell", "tell", "1", NULL), 303);
    change_edition(fx, edition, "1", "withdrawn", "It will not be written");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM library_wish"), ==, 0);
    g_assert_cmpint(tell(fx), ==, 0);
}

void
library_tests(void)
{
    add_test("/library/a-work-shows-its-editions", test_a_work_shows_its_editions_and_their_plans);
    add_test("/library/an-edition-leads-around", test_an_edition_leads_to_those_around_it);
    add_test("/library/files-are-kept-back", test_files_are_kept_back_until_it_is_out);
    add_test("/library/an-edition-follows-its-work", test_an_edition_follows_its_work);
    add_test("/library/authors", test_authors_are_members_organisations_and_others);
    add_test("/library/wrong-records", test_wrong_records_are_refused_at_their_field);
    add_test("/library/identifiers", test_identifiers_are_proved);
    add_test("/library/an-erased-author", test_an_erased_member_is_not_found_as_author);
    add_test("/library/wrong-editions", test_wrong_editions_are_refused_at_their_field);
    add_test("/library/withdrawn-not-deleted", test_what_was_out_is_withdrawn_not_deleted);
    add_test("/library/who-may-edit", test_only_who_may_edit_gets_to_the_record);
    add_test("/library/failures", test_a_failure_changes_nothing);
    add_test("/library/told-once", test_who_asked_is_told_once);
    add_test("/library/withdrawn-tells-nobody", test_who_waits_for_what_is_withdrawn_gets_no_mail);
}
