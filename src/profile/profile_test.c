/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/consent.h"
#include "alliance/interest.h"
#include "alliance/person.h"
#include "alliance/profile.h"

#include <string.h>

/* Ann's profile as her browser sends it; further fields and values follow, then NULL.  A second
 * value of a field is not looked at, so what follows is for fields that are not here. */
#define SAVE(fx, me, ...)                                                                          \
    post(fx, me, "/profile", "name", "Ann Müller", "country", "KE", "show_name", "members",        \
         "show_picture", "members", "show_country", "members", "show_position", "members",         \
         "show_level", "members", "show_languages", "members", "show_interests", "members",        \
         "show_since", "members", "show_email", "secretariat", __VA_ARGS__, NULL)
#define REST                                                                                       \
    "show_headline", "members", "show_about", "members", "show_organisation", "members",           \
        "show_links", "members", "directory", "1"

static const char *
page_of(Fixture *fx, int64_t id)
{
    const char *handle = query_text(
        fx, arena_printf(fx->arena, "SELECT handle FROM person WHERE id = %" PRId64, id));
    return arena_printf(fx->arena, "/members/%s", handle);
}

static void
test_form_has_what_is_known(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, NOBODY, "/profile"), 303);
    Response *res = get(fx, ANN, "/profile");
    assert_status(res, 200);
    assert_shows(res, "value=\"Ann Achieng\"");
    assert_statements(fx, 16);
    assert_shows(get(fx, ANN, "/fr/profile"), "Votre profil");
}

static void
test_what_is_saved_is_shown(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    interest_insert(cx, &(Interest){"advocacy", "Advocacy", "Plaidoyer"});
    fixture_commit(fx);
    Response *res = SAVE(fx, ANN, REST, "headline", "I train", "about", "**Much** to say",
                         "organisation", "Ministry of  Work", "type", "government", "position",
                         "Trainer", "level", "mezzo", "languages", "sw", "languages", "fr",
                         "interests", "advocacy", "link1_url", "https://example.org/a", "link2_url",
                         "https://example.net/", "link2_label", "My blog");
    assert_location(res, "/profile/preview");
    const char *path = page_of(fx, ANN);
    res = get(fx, BOB, path);
    assert_status(res, 200);
    assert_statements(fx, 9);
    static const char *const shown[] = {
        "Ann Müller",         "I train",  "<strong>Much</strong>",
        "Ministry of Work",   "Trainer",  "Mezzo",
        "French and Swahili", "Advocacy", ">example.org</a>",
        ">My blog</a>",       "Kenya",    "Government or public authority"};
    for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
        assert_shows(res, shown[i]);
    assert_hides(res, "ann@example.org");
    assert_hides(res, "ld+json");
    assert_shows(get(fx, BOB, arena_printf(fx->arena, "/fr%s", path)), "Plaidoyer");
    assert_shows(get_json(fx, BOB, arena_printf(fx->arena, "%s.json", path)), "\"I train\"");
    assert_shows(get(fx, ANN, "/profile"), "value=\"My blog\"");
}

static void
test_nobody_there_and_nobody_for_you_read_the_same(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "UPDATE person SET handle = 'ann' WHERE id = 1");
    static const char *const there[] = {"/members/ann", "/members/ann.vcf", "/members/ann.json"};
    static const char *const nowhere[] = {"/members/eve", "/members/eve.vcf", "/members/eve.json"};
    for (size_t i = 0; i < G_N_ELEMENTS(there); i++) {
        const Response *closed = get(fx, BOB, there[i]), *none = get(fx, BOB, nowhere[i]);
        assert_status(closed, 404);
        assert_status(none, 404);
        g_assert_cmpuint(closed->body.n, ==, none->body.n);
    }
    assert_status(get(fx, ANN, "/members/ann"), 200);
    assert_status(get(fx, SAM, "/members/ann"), 200);
    run_sql(fx, "UPDATE person SET erased_at = 1, left_at = 1 WHERE id = 1");
    assert_status(get(fx, SAM, "/members/ann"), 404);
}

static void
test_bad_input_stays_in_the_form(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = SAVE(fx, ANN, REST, "headline", HOSTILE, "link1_url", "javascript:alert(1)",
                         "link2_label", "A link", "level", "boss", "languages", "xx");
    assert_status(res, 422);
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "value=\"javascript:alert(1)\"");
    assert_shows(res, "Write the address, too");
    assert_shows(res, "value=\"A link\"");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM person_link"), ==, 0);
    assert_status(post(fx, ANN, "/profile", NULL), 422);

    res = post(fx, ANN, "/profile", "name", "\xd8\xb9\xd8\xb1\xd8\xa8", "country", "KE", NULL);
    assert_status(res, 422);
    assert_shows(res, "Write your name in Latin letters, too.");
    assert_status(post(fx, NOBODY, "/profile", "name", "X", NULL), 403);
    g_assert_cmpstr(query_text(fx, "SELECT name FROM person WHERE id = 1"), ==, "Ann Achieng");
}

static void
test_hostile_text_is_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const texts[] = {"headline", "about", "organisation", "position"};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        assert_status(SAVE(fx, ANN, "show_headline", "public", "show_about", "public",
                           "show_organisation", "public", "show_links", "public", "directory", "1",
                           texts[i], HOSTILE "</script><script>", "link1_url",
                           "https://example.org/?a=1&b=2", "link1_label", HOSTILE),
                      303);
    run_sql(fx, "UPDATE person SET shown_public = 4095, shown_members = 4095,"
                " headline = name || '</script><script>' WHERE id = 1");
    const int64_t viewers[] = {NOBODY, BOB};
    for (size_t i = 0; i < G_N_ELEMENTS(viewers); i++) {
        const Response *res = get(fx, viewers[i], page_of(fx, ANN));
        assert_status(res, 200);
        assert_hides(res, "<b>Tom");
        assert_hides(res, "<script>");
    }
    assert_shows(get(fx, NOBODY, page_of(fx, ANN)), "application/ld+json");
}

/* The name is searched as it is written, in Latin letters, and without accents. */
static void
test_both_names_are_found(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    SAVE(fx, ANN, REST, "name_latin", "");
    assert_shows(get(fx, SAM, "/desk/people?q=muller"), "Ann Müller");
    static const char *const ali = "\xd8\xb9\xd9\x84\xd9\x8a";
    Response *res = post(
        fx, BOB, "/profile", "name", ali, "name_latin", "Alī Ben", "country", "TN", "show_name",
        "public", "show_picture", "members", "show_headline", "members", "show_about", "members",
        "show_country", "members", "show_organisation", "members", "show_position", "members",
        "show_level", "members", "show_languages", "members", "show_interests", "members",
        "show_links", "members", "show_since", "members", "show_email", "members", NULL);
    assert_status(res, 303);
    assert_shows(get(fx, SAM, "/desk/people?q=ali+ben"), ali);
    assert_shows(get(fx, SAM, "/desk/people?q=%D8%B9%D9%84%D9%8A"), ali);
    g_assert_cmpstr(query_text(fx, "SELECT shown_public || ' ' || shown_members FROM person"
                                   " WHERE id = 2"),
                    ==, "1 8191");
}

static void
test_preview_shows_what_others_see(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, ANN, "/profile/preview"), "Other members do not see you");
    SAVE(fx, ANN, REST, "headline", "I train");
    Response *res = get(fx, ANN, "/profile/preview");
    assert_shows(res, "I train");
    assert_hides(res, "ann@example.org");
    assert_hides(res, "not shown here");
    run_sql(fx, "UPDATE person SET shown_members = 1 WHERE id = 1");
    res = get(fx, ANN, "/profile/preview");
    assert_hides(res, "I train");
    assert_shows(res, "not shown here: Headline, Country");
    assert_shows(get(fx, ANN, "/profile/preview?as=public"), "Visitors do not see you");
    assert_shows(get(fx, ANN, "/fr/profile/preview?as=public"), "Les visiteurs ne vous voient pas");
}

/* The box stands for the ledger's purpose: both ways are answers. */
static void
test_leaving_the_directory_is_an_answer(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    SAVE(fx, ANN, REST);
    assert_status(get(fx, BOB, page_of(fx, ANN)), 200);
    SAVE(fx, ANN, "show_headline", "members", "show_about", "members", "show_organisation",
         "members", "show_links", "members");
    assert_status(get(fx, BOB, page_of(fx, ANN)), 404);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM consent WHERE source = 'preferences'"), ==,
                    2);
}

static const char *
badge_of(Fixture *fx)
{
    return arena_printf(fx->arena, "/badge/%s", query_text(fx, "SELECT token FROM badge"));
}

static void
test_badge_is_there_while_it_is_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(post(fx, ANN, "/profile/badge", "on", "1", NULL), 303);
    const char *path = badge_of(fx);
    Response *res = get(fx, NOBODY, path);
    assert_status(res, 200);
    assert_shows(res, "Ann Achieng");
    assert_shows(res, "since 13 May 2014");
    assert_shows(res, "noindex");
    assert_hides(res, "ann@example.org");
    assert_statements(fx, 4);
    assert_shows(get(fx, ANN, "/profile"), path);
    res = get(fx, NOBODY, arena_printf(fx->arena, "%s/picture.svg", path));
    assert_status(res, 200);
    g_assert_nonnull(strstr(body_of(res), "Member since 13 May 2014"));
    assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/fr%s", path)), "est membre de");

    run_sql(fx, "UPDATE person SET left_at = 1480000000 WHERE id = 1");
    assert_shows(get(fx, NOBODY, path), "until 24 November 2016");
    run_sql(fx, "UPDATE person SET left_at = NULL WHERE id = 1");
    assert_status(post(fx, ANN, "/profile/badge", "on", "0", NULL), 303);
    assert_status(get(fx, NOBODY, path), 404);
    assert_status(get(fx, NOBODY, arena_printf(fx->arena, "%s/picture.svg", path)), 404);
    assert_status(post(fx, NOBODY, "/profile/badge", "on", "1", NULL), 403);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM badge"), ==, 0);
}

static void
test_nothing_is_half_saved(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const state =
        "SELECT (SELECT count(*) FROM person_link) + (SELECT count(*) FROM person_language)"
        " + (SELECT count(*) FROM organisation) + (SELECT count(*) FROM consent)"
        " + (SELECT count(*) FROM person WHERE headline <> '')";
    int nth = 1;
    for (Response *res; nth < 60; nth++) {
        res = post_failing_at(
            fx, nth, ANN, "/profile", "name", "Ann", "country", "KE", "show_name", "members",
            "show_picture", "members", "show_country", "members", "show_position", "members",
            "show_level", "members", "show_languages", "members", "show_interests", "members",
            "show_since", "members", "show_email", "secretariat", REST, "headline", "I train",
            "languages", "sw", "organisation", "Here", "link1_url", "https://example.org/", NULL);
        if (res->status == 303)
            break;
        assert_status(res, 500);
        g_assert_cmpint(query_int(fx, state), ==, 0);
    }
    g_assert_cmpint(nth, >, 15);
    g_assert_cmpint(nth, <, 60);
}

void
profile_tests(void)
{
    add_test("/profile/form-has-what-is-known", test_form_has_what_is_known);
    add_test("/profile/what-is-saved-is-shown", test_what_is_saved_is_shown);
    add_test("/profile/nobody-there-and-nobody-for-you-read-the-same",
             test_nobody_there_and_nobody_for_you_read_the_same);
    add_test("/profile/bad-input-stays-in-the-form", test_bad_input_stays_in_the_form);
    add_test("/profile/hostile-text-is-text", test_hostile_text_is_text);
    add_test("/profile/both-names-are-found", test_both_names_are_found);
    add_test("/profile/preview-shows-what-others-see", test_preview_shows_what_others_see);
    add_test("/profile/leaving-the-directory-is-an-answer",
             test_leaving_the_directory_is_an_answer);
    add_test("/profile/badge-is-there-while-it-is-on", test_badge_is_there_while_it_is_on);
    add_test("/profile/nothing-is-half-saved", test_nothing_is_half_saved);
}
