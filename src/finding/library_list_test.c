/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_testing.h"
#include "alliance/search_word.h"
#include "alliance/topic.h"
#include "library/library_testing.h"
#include "library/place.h"
#include "web/compress.h"

#include <string.h>

/* What a work of the list is made of. */
typedef struct Made {
    const char *slug, *title, *pillar, *topics, *audience;
    const char *type, *places;      /* of its record; type NULL: it has none */
    const char *language, *edition; /* of its edition and its state; NULL: none */
    const char *year;               /* of the edition, or, without one, of the work */
} Made;

static void
dress(Fixture *fx, Ctx *cx, int64_t id, const Made *made)
{
    if (made->topics != NULL)
        topic_set(cx, id, made->topics);
    if (made->type != NULL)
        work_save(cx, id,
                  &(WorkDraft){
                      .type = made->type,
                      .licence = "",
                      .doi = "",
                      .places = made->places,
                      .authors = {&(const Author){.name = "Josiah Carberry"}, 1}
        });
    if (made->edition != NULL)
        edition_insert(
            cx, item_find_in(cx, id, ""),
            &(EditionDraft){.number = 1,
                            .language = made->language,
                            .title = arena_printf(fx->arena, "As printed %s", made->slug),
                            .summary = "",
                            .body = "",
                            .state = made->edition,
                            .actual_on = made->year});
}

static int64_t
a_made(Fixture *fx, const Made *made)
{
    int64_t id = a_published(fx,
                             (ItemDraft){.kind = "work",
                                         .slug = made->slug,
                                         .title = made->title,
                                         .pillar = made->pillar,
                                         .audience = made->audience,
                                         .actual_on = made->edition == NULL ? made->year : NULL});
    dress(fx, fixture_begin(fx, EDNA), id, made);
    fixture_commit(fx);
    return id;
}

/* clang-format off */
static const Made shelf[] = {
    {"law", "Child law", "convene", "Law", NULL, "law", "KE", "en", "published", "2012-05"},
    {"ley", "Law of care", "convene", "Law, Care", NULL, "law", "UG,global", "fr", "published", "2015"},
    {"guide", "Guide to supervision", "advocate", "Care", NULL, "guide", "KE,UG", "en", "published", "2015-01-02"},
    {"plan", "A plan", NULL, NULL, NULL, "report", "", "es", "planned", "2018"},
    {"bare", "Nothing said", NULL, NULL, NULL, NULL, NULL, NULL, NULL, "2009"},
    {"inner", "For members", NULL, "Inner matters", "members", "slides", "TZ", "sw", "published", "2001"},
};
/* clang-format on */

static void
a_shelf(Fixture *fx)
{
    run_sql(fx, "INSERT INTO pillar (slug, position, name) VALUES ('advocate', 1, 'Advocating'),"
                " ('convene', 2, 'Convening')");
    for (size_t i = 0; i < G_N_ELEMENTS(shelf); i++)
        a_made(fx, &shelf[i]);
}

/* One choice as the page draws it. */
static void
assert_offers(Fixture *fx, const Response *res, const char *url, const char *label, int n)
{
    g_autofree char *escaped = g_markup_escape_text(url, -1);
    assert_shows(res, arena_printf(fx->arena, "<a href=\"%s\"><bdi>%s</bdi> <span>%d</span></a>",
                                   escaped, label, n));
}

/* ---- choices ---- */

static void
test_each_choice_says_how_many_there_are(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_shelf(fx);
    Response *res = get(fx, NOBODY, "/library");
    assert_status(res, 200);
    assert_shows(res, "5 publications");
    assert_offers(fx, res, "/library?pillar=convene", "Convening", 2);
    assert_offers(fx, res, "/library?topic=law", "Law", 2);
    assert_offers(fx, res, "/library?type=law", "Law or policy", 2);
    assert_offers(fx, res, "/library?language=en", "English", 2);
    assert_offers(fx, res, "/library?year=2015", "2015", 2);
    assert_offers(fx, res, "/library?year=2009", "2009", 1);
    assert_offers(fx, res, "/library?place=KE", "Kenya", 2);
    assert_offers(fx, res, "/library?place=africa", "Africa", 3);
    assert_offers(fx, res, "/library?place=global", "Global", 1);
    assert_hides(res, "language=es"); /* its edition is not out */
    assert_hides(res, "year=2018");
    assert_hides(res, "type=slides"); /* for members */
    assert_hides(res, "Inner matters");
    assert_shows(res, "Report · Planned</p>");
    assert_shows(res,
                 "<span class=\"word\"><bdi>Josiah Carberry</bdi></span> <span class=\"word\">2012"
                 "</span> <span class=\"word\">English</span>");
}

static void
test_counts_are_under_the_other_choices(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_shelf(fx);
    Response *res = get(fx, NOBODY, "/library?type=law&place=KE");
    assert_shows(res, "1 publication<");
    assert_shows(res, "Child law");
    assert_hides(res, "Law of care");
    /* Other kinds are counted as if none were chosen, and so are places. */
    assert_offers(fx, res, "/library?type=guide&place=KE", "Guide or manual", 1);
    assert_offers(fx, res, "/library?type=law&place=UG", "Uganda", 1);
    assert_offers(fx, res, "/library?type=law&place=africa", "Africa", 2);
    assert_hides(res, "type=report");
    assert_hides(res, "year=2015");
    /* What is chosen can be taken away, at both places. */
    assert_shows(res, "<a href=\"/library?place=KE\" aria-current=\"true\">");
    assert_shows(res, "<a href=\"/library?type=law\" aria-label=\"Remove the filter: Kenya\">");
    assert_shows(res, "<input type=\"hidden\" name=\"place\" value=\"KE\">");
    /* In whatever order it was asked for, the address of it is one. */
    g_assert_cmpstr(res->kept.link, ==,
                    get(fx, NOBODY, "/library?place=KE&x=1&type=law&more=year")->kept.link);
    g_assert_nonnull(strstr(res->kept.link, "/library?type=law&place=KE>; rel=\"canonical\""));
    /* All choices, and nothing has them. */
    res = get(fx, NOBODY, "/library?type=guide&language=fr");
    assert_shows(res, "No publication has all of this.");
    assert_shows(res, "aria-label=\"Remove the filter: French\"");
}

static void
test_the_same_as_json(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_shelf(fx);
    Response *res = get_json(fx, NOBODY, "/library.json?place=UG&q=care");
    assert_status(res, 200);
    assert_shows(res, "\"n\":1");
    assert_shows(res, "\"name\":\"topic\"");
    assert_shows(res, "\"label\":\"Uganda\"");
    assert_shows(res, "\"url\":\"/library?q=care&type=law&place=UG\"");
    assert_shows(res, "\"languages\":\"fr\"");
    assert_shows(res, "\"path\":\"/library/ley\"");
    assert_hides(res, "/library/inner");
}

static void
test_only_who_may_see_it_counts_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_shelf(fx);
    int64_t draft = a_draft(fx, (ItemDraft){.kind = "work", .slug = "d", .title = "Zyxdraft"});
    dress(fx, fixture_begin(fx, EDNA), draft, &(Made){.slug = "d", .type = "data"});
    fixture_commit(fx);
    Response *res = get(fx, ANN, "/library?type=slides");
    assert_shows(res, "For members");
    assert_shows(res, "1 publication<");
    assert_hides(res, "was left out");
    assert_shows(get(fx, ANN, "/library?q=members"), "/library/inner");
    /* What only others may see is as if it were not there. */
    static const char *const hidden[] = {"/library?type=slides", "/library?place=TZ",
                                         "/library?topic=inner-matters", "/library?type=data"};
    for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++) {
        res = get(fx, NOBODY, hidden[i]);
        assert_shows(res, "Something that was chosen is not in the library");
        assert_shows(res, "5 publications");
    }
    assert_hides(get(fx, NOBODY, "/library?q=members"), "/library/inner");
    assert_hides(get(fx, NOBODY, "/library?q=printed+inner"), "/library/inner");
    assert_hides(get(fx, EDNA, "/library"), "Zyxdraft"); /* a draft is in the desk */
}

/* ---- what is new ---- */

/* Published on the first day, on the day of ANN's last visit, and since; one of these for members.
 */
static void
some_came_later(Fixture *fx)
{
    static const struct {
        const char *slug;
        int64_t days;
    } later[] = {
        {"law",   1},
        {"ley",   7},
        {"guide", 8},
        {"inner", 9},
    };
    a_shelf(fx);
    run_sql(fx, "UPDATE item SET published_at = 1481932800");
    for (size_t i = 0; i < G_N_ELEMENTS(later); i++)
        run_sql(fx, arena_printf(fx->arena,
                                 "UPDATE item SET published_at = %" PRId64 " WHERE slug = '%s'",
                                 1481932800 + later[i].days * 86400, later[i].slug));
    run_sql(fx, "UPDATE person SET seen_at = 1482537600 WHERE id IN (1, 2)"); /* 2016-12-24 */
}

static void
test_what_is_new_since_the_last_visit(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    some_came_later(fx);
    for (int i = 0; i < 2; i++) { /* today's own visit does not count */
        Response *res = get(fx, ANN, "/library");
        assert_shows(res, "New since your last visit on Saturday, 24 December 2016: "
                          "<a href=\"/library?since=2016-12-24\">3 publications</a>");
    }
    assert_shows(get(fx, BOB, "/fr/library"), "Nouveau depuis votre dernière visite, le");
    assert_shows(get(fx, ANN, "/library.json"), "\"n_new\":3");
    /* It is counted in the look that made the list. */
    get(fx, EDNA, "/library");
    int few = fx->statements;
    assert_shows(get(fx, ANN, "/library"), "New since");
    assert_statements(fx, few);
    assert_hides(get(fx, ANN, "/library?type=law"), "New since");
    assert_hides(get(fx, NOBODY, "/library"), "New since");
    assert_hides(get(fx, EDNA, "/library"), "New since"); /* was never here before */
    fx->now += 86400;
    get(fx, ANN, "/library");
    assert_hides(get(fx, ANN, "/library"), "New since"); /* nothing came since */
}

static void
test_from_a_day_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    some_came_later(fx);
    Response *res = get(fx, NOBODY, "/library?since=2016-12-24");
    assert_shows(res, "2 publications");
    assert_shows(res, "Added since Saturday, 24 December 2016");
    assert_shows(res, "<input type=\"hidden\" name=\"since\" value=\"2016-12-24\">");
    assert_offers(fx, res, "/library?since=2016-12-24&type=guide", "Guide or manual", 1);
    assert_offers(fx, res, "/library?since=2016-12-24&type=law", "Law or policy", 1);
    assert_hides(res, "/library/inner");
    g_assert_nonnull(strstr(res->kept.link, "/library?since=2016-12-24>"));
    assert_shows(get(fx, ANN, "/library?since=2016-12-24"), "/library/inner");
    assert_shows(get(fx, NOBODY, "/library?since=2016-12-24&type=law"),
                 "<a href=\"/library?type=law\" aria-label");
    assert_shows(get(fx, NOBODY, "/library?since=2016-12-26"), "No publication has all of this.");
    static const char *const no_days[] = {"2016", "2016-02-30", "x", "%22%3E", "20161224"};
    for (size_t i = 0; i < G_N_ELEMENTS(no_days); i++) {
        res = get(fx, NOBODY, arena_printf(fx->arena, "/library?since=%s", no_days[i]));
        assert_status(res, 200);
        assert_shows(res, "5 publications");
        assert_shows(res, "was left out");
        assert_hides(res, "name=\"since\"");
        g_assert_null(strstr(res->kept.link, "since"));
    }
}

static void
test_hostile_choices_are_left_out(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_shelf(fx);
    static const char *const hostile[] = {
        "%3Cscript%3E", "law%27%20OR%201=1--", "%22", "%01", "%D8%B9%D8%B1%D8%A8", "-1", "LAW"};
    for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
        Response *res = get(fx, NOBODY, arena_printf(fx->arena, "/library?type=%s", hostile[i]));
        if (res->status == 400) /* control characters do not get so far */
            continue;
        assert_status(res, 200);
        assert_shows(res, "5 publications");
        assert_shows(res, "was left out");
        assert_hides(res, "<script>");
        g_assert_null(strstr(res->kept.link, "type"));
        assert_hides(res, "/library?type=law&amp;type");
    }
    g_autofree char *run = g_strnfill(10000, 'a');
    Response *res = get(fx, NOBODY, arena_printf(fx->arena, "/library?place=%s", run));
    g_assert_true(res->status == 200 || res->status == 414 || res->status == 400);
    res = get(fx, NOBODY, "/library?q=%3Cb%3ETom%20%26%20%22Ann%22&page=x&more=%3Cb%3E");
    assert_status(res, 200);
    assert_shows(res, "value=\"&lt;b&gt;Tom &amp; &quot;Ann&quot;\"");
    assert_status(get(fx, NOBODY, "/library?page=99999"), 200);
    assert_shows(get(fx, NOBODY, "/library?q=!!!"), "No publication has all of this.");
}

static void
test_many_values_have_more(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    for (int i = 0; i < 25; i++) {
        const char *slug = arena_printf(fx->arena, "w%d", i);
        const char *topic = arena_printf(fx->arena, "Topic %c", 'A' + i % 12);
        a_made(fx, &(Made){.slug = slug, .title = slug, .topics = topic, .type = "report"});
    }
    Response *res = get(fx, NOBODY, "/library");
    assert_shows(res, "topic=topic-j");
    assert_hides(res, "topic=topic-l");
    assert_shows(res, "<a href=\"/library?more=topic\"");
    res = get(fx, NOBODY, "/library?more=topic");
    assert_shows(res, "topic=topic-l");
    assert_hides(res, "<a href=\"/library?more=topic\"");
    /* Pages of what was chosen. */
    assert_shows(get(fx, NOBODY, "/library?type=report"),
                 "<a href=\"/library?type=report&amp;page=2\">2</a>");
    res = get(fx, NOBODY, "/library?page=2&type=report");
    assert_shows(res, "href=\"/library/w0\"");
    assert_hides(res, "href=\"/library/w24\"");
    g_assert_nonnull(strstr(res->kept.link, "?type=report&page=2>"));
}

static void
test_it_stays_small_and_asks_few_times(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_shelf(fx);
    get(fx, ANN, "/library?q=law");
    int few = fx->statements;
    for (int i = 0; i < 30; i++) {
        const char *slug = arena_printf(fx->arena, "report-on-the-workforce-%d", i);
        a_made(fx, &(Made){.slug = slug,
                           .title = arena_printf(fx->arena, "The law of district %d, reported", i),
                           .topics = arena_printf(fx->arena, "Workforce matter %d", i),
                           .type = "report",
                           .places = "KE,UG,TZ,RW,BI,ET,SD,SO,MG,MU,ZM,ZW",
                           .language = "en",
                           .edition = "published",
                           .year = arena_printf(fx->arena, "%d", 1980 + i)});
    }
    Response *res = get(fx, ANN, "/library?q=law&type=report");
    assert_statements(fx, MAX(few, 14));
    res = get(fx, NOBODY, "/library?q=law&place=KE");
    size_t n = 0;
    g_free(compress_new(ENCODING_BROTLI, res->body, &n));
    g_assert_cmpuint(n, >, 0);
    g_assert_cmpuint(n, <=, 14 * 1024);
}

/* ---- words ---- */

static void
test_words_find_works_editions_and_files(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_shelf(fx);
    a_published(fx, (ItemDraft){.kind = "post", .slug = "p", .title = "Supervision blog"});
    int64_t edition = query_int(fx, "SELECT id FROM item WHERE title = 'As printed ley'");
    int64_t held = query_int(fx, "SELECT id FROM item WHERE title = 'As printed plan'");
    static const char text[] = "First zyxword page.\n";
    a_document(fx, edition, "annex.txt", (Bytes){text, sizeof text - 1});
    a_document(fx, held, "plan.txt", (Bytes){text, sizeof text - 1});
    read_documents(fx);
    Response *res = get(fx, NOBODY, "/library?q=SUPERVISI%C3%93N");
    assert_shows(res, "href=\"/library/guide\"");
    assert_shows(res, "1 publication<");
    assert_hides(res, "blog");
    /* By what stands on the edition, by who made it. */
    assert_shows(get(fx, NOBODY, "/library?q=printed+ley"), "href=\"/library/ley\"");
    assert_shows(get(fx, NOBODY, "/library?q=carberry&place=KE"), "2 publications");
    /* By a page of its file; that of an edition which is not out is its editors'. */
    res = get(fx, NOBODY, "/library?q=zyxword");
    assert_shows(res, "href=\"/library/ley\"");
    assert_shows(res, "annex.txt</bdi></a>");
    assert_shows(res, "First <mark>zyxword</mark> page.");
    assert_hides(res, "plan.txt");
    assert_offers(fx, res, "/library?q=zyxword&type=law", "Law or policy", 1);
    assert_hides(res, "type=report");
    assert_shows(get(fx, EDNA, "/library?q=zyxword"), "plan.txt</bdi></a>");
    /* Titles come first. */
    res = get(fx, NOBODY, "/library?q=law");
    g_assert_true(strstr(body_of(res), "/library/ley\"") < strstr(body_of(res), "/library/law\""));
}

static void
learn(Fixture *fx)
{
    JobCursor cursor = {.more = true};
    Ctx *cx = fixture_begin(fx, NOBODY);
    while (cursor.more)
        search_learn(cx, &cursor);
    fixture_commit(fx);
}

static void
test_another_spelling_is_offered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_shelf(fx);
    a_published(fx, (ItemDraft){.kind = "post", .slug = "p", .title = "Quarterly thoughts"});
    learn(fx);
    Response *res = get(fx, NOBODY, "/library?q=supervizion&type=law");
    assert_shows(res,
                 "Did you mean: <a href=\"/library?q=supervision\" dir=\"auto\">supervision</a>");
    assert_shows(get(fx, NOBODY, "/fr/library?q=gude+supervison"),
                 "<a href=\"/fr/library?q=guide%20supervision\"");
    /* Not what no work has, nor what only others may see. */
    assert_hides(get(fx, NOBODY, "/library?q=quartrely"), "Did you mean");
    assert_hides(get(fx, NOBODY, "/library?q=membres"), "Did you mean");
    assert_hides(get(fx, NOBODY, "/library?q=supervision"), "Did you mean");
}

/* ---- where a work is about ---- */

static Response *
save_places(Fixture *fx, int64_t me, int64_t work, const char *places)
{
    const char *version = query_text(
        fx, arena_printf(fx->arena,
                         "SELECT coalesce(max(changed_at), 0) FROM library_work"
                         " WHERE item_id = %" PRId64,
                         work));
    return post(fx, me, library_path(fx, "/desk/library/", work), "type", "guide", "places", places,
                "version", version, NULL);
}

static void
test_places_are_countries_and_regions(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    assert_status(
        save_places(fx, EDNA, work, "Kenya, uganda; Côte d'Ivoire,AFRICA, kenya,, global"), 303);
    g_assert_cmpstr(query_text(fx, "SELECT places FROM library_work"), ==,
                    "KE,UG,CI,africa,global");
    assert_shows(get(fx, NOBODY, "/library/guide"),
                 "<dd>Kenya, Uganda, Côte d’Ivoire, Africa, Global");
    assert_shows(get(fx, NOBODY, "/fr/library/guide"), "Ouganda");
    assert_shows(get(fx, EDNA, library_path(fx, "/desk/library/", work)),
                 "value=\"Kenya, Uganda, Côte d’Ivoire, Africa, Global\"");
    /* What the form shows in a language can be saved in it. */
    const Lang *fr = lang_find("fr");
    const char *wrong = NULL;
    g_assert_cmpstr(
        places_read(fx->arena, fr, places_write(fx->arena, fr, "CI,africa,global"), &wrong), ==,
        "CI,africa,global");
    Response *res = save_places(fx, EDNA, work, "Kenya, <b>Nowhere</b>");
    assert_status(res, 422);
    assert_shows(res, "“&lt;b&gt;Nowhere&lt;/b&gt;” is no country and no region here");
    assert_shows(res, "value=\"Kenya, &lt;b&gt;Nowhere&lt;/b&gt;\"");
    assert_status(save_places(fx, ANN, work, "Kenya"), 403);
    g_assert_cmpstr(query_text(fx, "SELECT places FROM library_work"), ==,
                    "KE,UG,CI,africa,global");
}

static void
ask_all(Ctx *cx, const void *unused G_GNUC_UNUSED)
{
    work_save(cx, 1, &(WorkDraft){.type = "law", .licence = "", .doi = "", .places = "KE"});
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    assert_status(save_places(fx, EDNA, work, "Kenya"), 303);
    assert_status(post_failing_at(fx, 5, EDNA, library_path(fx, "/desk/library/", work), "type",
                                  "guide", "places", "Uganda", "version",
                                  query_text(fx, "SELECT changed_at FROM library_work"), NULL),
                  500);
    g_assert_cmpstr(query_text(fx, "SELECT places FROM library_work"), ==, "KE");
    g_assert_cmpint(fixture_fail_each(fx, EDNA, ask_all, NULL), >=, 3);
    assert_shows(get(fx, NOBODY, "/library?place=KE"), "1 publication<");
}

void
library_list_tests(void)
{
    add_test("/library_list/counts", test_each_choice_says_how_many_there_are);
    add_test("/library_list/under-other-choices", test_counts_are_under_the_other_choices);
    add_test("/library_list/json", test_the_same_as_json);
    add_test("/library_list/who-may-see", test_only_who_may_see_it_counts_it);
    add_test("/library_list/new", test_what_is_new_since_the_last_visit);
    add_test("/library_list/from-a-day-on", test_from_a_day_on);
    add_test("/library_list/hostile", test_hostile_choices_are_left_out);
    add_test("/library_list/more", test_many_values_have_more);
    add_test("/library_list/small", test_it_stays_small_and_asks_few_times);
    add_test("/library_list/words", test_words_find_works_editions_and_files);
    add_test("/library_list/spelling", test_another_spelling_is_offered);
    add_test("/library_list/places", test_places_are_countries_and_regions);
    add_test("/library_list/failures", test_a_failure_changes_nothing);
}
