/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/item.h"
#include "newsletter/review.h"
#include "testing.h"

#include <string.h>

#define URL "/desk/newsletter/review"

static void
publish(Fixture *fx, ItemDraft draft)
{
    Ctx *cx = fixture_begin(fx, SAM);
    draft.language = "en";
    item_publish(cx, item_insert(cx, &draft));
    fixture_commit(fx);
}

/* A pillar, and what happened before, in and after 2016. */
static void
some_years(Fixture *fx)
{
    run_sql(fx, "INSERT INTO pillar (slug, name, name_fr, sentence, position)"
                " VALUES ('convene', 'Convene & <b>connect', 'Réunir', '', 1)");
    run_sql(fx, "UPDATE person SET joined_at = 1404172799 WHERE id IN (1, 2)"); /* June 2014 */
    run_sql(fx, "UPDATE person SET joined_at = 1469750400 WHERE id IN (3, 4)"); /* July 2016 */
    run_sql(fx, "UPDATE person SET country = 'TZ' WHERE id <> 2");
    run_sql(fx, "UPDATE person SET left_at = 1469750400, country = 'KE' WHERE id = 2");
    run_sql(fx, "INSERT INTO person_role (person_id, role, scope, since, until)"
                " VALUES (1, 'ambassador', '', 1472688000, 1535760000)");
    publish(fx, (ItemDraft){.kind = "event",
                            .pillar = "convene",
                            .title = "Symposium *three*",
                            .summary = "Over 300 <b>people",
                            .place = "online",
                            .planned_on = "2016-05",
                            .actual_on = "2016-06-02"});
    publish(fx, (ItemDraft){.kind = "event", .title = "Webinar ahead", .planned_on = "2016-12"});
    publish(fx, (ItemDraft){.kind = "work", .title = "Old work", .actual_on = "2015-06"});
    publish(fx, (ItemDraft){.kind = "work",
                            .title = "Inside work",
                            .audience = "members",
                            .actual_on = "2016-06"});
    publish(fx, (ItemDraft){.kind = "campaign", .title = "The week", .actual_on = "2016-09-26"});
    publish(fx, (ItemDraft){.kind = "opportunity", .title = "In autumn", .planned_on = "2016-10"});
    publish(fx, (ItemDraft){.kind = "opportunity", .title = "Next one", .planned_on = "2017-03"});
}

static const char *
drafted(Fixture *fx)
{
    return query_text(fx, "SELECT body FROM item WHERE kind = 'newsletter' ORDER BY id DESC");
}

/* What happened stands there with a link and its date; what did not, or not for all, does not. */
static void
test_a_year_is_drafted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    some_years(fx);
    Response *res = post(fx, EDNA, URL, "period", "2016", NULL);
    assert_status(res, 303);
    assert_statements(fx, 40);
    const char *body = drafted(fx);
    static const char *const stands[] = {
        "At the end of 2016 there were {figure:members@2016} of us, in {figure:countries@2016}",
        "At the end of 2015 there were {figure:members@2015}, in {figure:countries@2015}.",
        "## Convene \\& \\<b\\>connect\n",
        "- **[Symposium \\*three\\*](/events/symposium-three)**, Thursday, 2 June 2016, online "
        "(first planned for May 2016). Over 300 \\<b\\>people\n",
        "## And besides\n\n- **[The week](/campaigns/the-week)**, Monday, 26 September 2016.\n",
        "- **Ambassadors.** {figure:ambassadors@2016} members are ambassadors of the alliance. New "
        "terms began in September 2016.",
        "## What comes next\n\n{year:2017}",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(stands); i++)
        if (strstr(body, stands[i]) == NULL)
            g_error("\"%s\" does not stand in\n%s", stands[i], body);
    static const char *const absent[] = {"Old work", "Inside work", "Webinar ahead", "Next one"};
    for (size_t i = 0; i < G_N_ELEMENTS(absent); i++)
        g_assert_null(strstr(body, absent[i]));
    g_assert_cmpstr(query_text(fx, "SELECT title || ', ' || status || ', ' || author FROM item"
                                   " WHERE kind = 'newsletter'"),
                    ==, "What we did in 2016, draft, Edna Editor");
}

/* Numbers are those of then, with who has left since; and the draft is a text like others. */
static void
test_its_figures_are_live_then_frozen(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    some_years(fx);
    post(fx, EDNA, URL, "period", "2016", "then", "2014-06", NULL);
    int64_t id = query_int(fx, "SELECT id FROM item WHERE kind = 'newsletter'");
    Response *res = get(fx, EDNA, "/newsletter/what-we-did-in-2016");
    assert_shows(res, "At the end of 2016 there were 3 of us, in 1 countries.");
    assert_shows(res, "At the end of June 2014 there were 2, in 2.");
    assert_shows(res, "Next one");
    Ctx *cx = fixture_begin(fx, EDNA);
    item_publish(cx, id);
    fixture_commit(fx);
    run_sql(fx, "UPDATE person SET joined_at = 0");
    res = get(fx, NOBODY, "/newsletter/what-we-did-in-2016");
    assert_shows(res, "At the end of June 2014 there were 2, in 2.");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM figure_frozen"), ==, 5);
}

static void
test_what_was_not_found_is_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    some_years(fx);
    Response *res = get(fx, EDNA, URL);
    assert_status(res, 200);
    assert_shows(res, "nothing found, left out");
    assert_shows(res, "value=\"2016\"");
    assert_shows(get_json(fx, EDNA, URL), "\"label\":\"Campaigns\",\"n\":1");
    res = post(fx, EDNA, URL, "period", "2016-06..2016-08", "look", "1", NULL);
    assert_status(res, 200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE kind = 'newsletter'"), ==, 0);
    post(fx, EDNA, URL, "period", "2016-06..2016-08", NULL);
    res = get(fx, EDNA, "/desk/newsletter");
    assert_shows(res, "left out: Groups, Library, Reports, Frameworks, Blog, Campaigns, "
                      "Ambassadors.");
    g_assert_nonnull(strstr(drafted(fx), "{year:2016-09..2016-12}"));
    /* The year that runs ends now. */
    post(fx, EDNA, URL, "period", "2017", NULL);
    g_assert_nonnull(strstr(drafted(fx), "There are {figure:members} of us now"));
}

static void
test_only_what_can_be_drafted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const wrong[][2] = {
        {"",      ""       },
        {"2019",  ""       },
        {"2016",  "2016-01"},
        {"2016",  "x"      },
        {HOSTILE, ""       },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        Response *res = post(fx, EDNA, URL, "period", wrong[i][0], "then", wrong[i][1], NULL);
        assert_status(res, 422);
        assert_hides(res, "<b>Tom");
    }
    assert_status(post(fx, ANN, URL, "period", "2016", NULL), 403);
    assert_status(get(fx, ANN, URL), 403);
    assert_status(get(fx, NOBODY, URL), 303);
    int nth = 1;
    while (post_failing_at(fx, nth, EDNA, URL, "period", "2016", NULL)->status == 500) {
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE kind = 'newsletter'"), ==,
                        0);
        nth++;
    }
    g_assert_cmpint(nth, >, 10);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item WHERE kind = 'newsletter'"), ==, 1);
}

void
review_tests(void)
{
    add_test("/review/a-year-is-drafted", test_a_year_is_drafted);
    add_test("/review/its-figures-are-live-then-frozen", test_its_figures_are_live_then_frozen);
    add_test("/review/what-was-not-found-is-said", test_what_was_not_found_is_said);
    add_test("/review/only-what-can-be-drafted", test_only_what_can_be_drafted);
}
