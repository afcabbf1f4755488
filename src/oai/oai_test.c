/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/topic.h"
#include "library/library_testing.h"
#include "oai/ask.h"

#include <string.h>

/* ---- asking ---- */

static void
update(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    for (JobCursor cursor = {.more = true}; cursor.more;)
        oai_update(cx, &cursor);
    fixture_commit(fx);
}

/* What changed is made anew, and time goes by until it is given out. */
static void
settle(Fixture *fx)
{
    fx->now += 1;
    update(fx);
    fx->now += 10;
}

static void
assert_well_formed(const char *xml)
{
    static const GMarkupParser nothing;
    g_autoptr(GError) error = NULL;
    GMarkupParseContext *context = g_markup_parse_context_new(&nothing, 0, NULL, NULL);
    g_markup_parse_context_parse(context, xml, -1, &error);
    g_assert_no_error(error);
    g_assert_true(g_markup_parse_context_end_parse(context, &error));
    g_markup_parse_context_free(context);
}

static Response *
ask(Fixture *fx, const char *question)
{
    Response *res = get(fx, NOBODY, arena_printf(fx->arena, "/oai?%s", question));
    assert_status(res, 200);
    assert_well_formed(body_of(res));
    return res;
}

#define RECORDS "verb=ListRecords&metadataPrefix=oai_dc"

static size_t
count_of(const Response *res, const char *what)
{
    size_t n = 0;
    for (const char *at = body_of(res); (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

/* ---- the verbs ---- */

static void
test_says_what_it_is(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = ask(fx, "verb=Identify");
    assert_shows(res, "<protocolVersion>2.0</protocolVersion>");
    assert_shows(res, "<earliestDatestamp>2017-01-02T09:00:00Z</earliestDatestamp>");
    assert_shows(res, "<deletedRecord>persistent</deletedRecord>");
    assert_shows(res, "/oai</baseURL>");
    assert_shows(ask(fx, "verb=ListSets"), "<error code=\"noSetHierarchy\">");
    an_edition(fx, a_work(fx), "1", "en", "published");
    settle(fx);
    assert_shows(ask(fx, "verb=ListSets"),
                 "<set><setSpec>language-en</setSpec><setName>English</setName></set>");
    res = ask(fx, "verb=ListMetadataFormats");
    assert_shows(res, "<metadataPrefix>oai_dc</metadataPrefix>");
    assert_shows(res, "<metadataPrefix>oai_datacite</metadataPrefix>");
}

static void
test_gives_what_is_out(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    int64_t first = an_edition(fx, work, "1", "en", "published");
    an_edition(fx, work, "2", "en", "planned");
    a_file_of(fx, first, "The guide.");
    assert_shows(ask(fx, RECORDS), "<error code=\"noRecordsMatch\">");
    settle(fx);
    Response *res = ask(fx, RECORDS);
    assert_statements(fx, 5);
    g_assert_cmpint((int)count_of(res, "<record>"), ==, 1);
    assert_shows(res, "<dc:title>Guide 1 en</dc:title>");
    assert_shows(res, "<dc:format>text/plain</dc:format>");
    assert_shows(res, "/guide.txt</dc:identifier>");
    assert_shows(res, "<setSpec>language-en</setSpec>");
    assert_hides(res, "resumptionToken");
    res = ask(fx, "verb=ListRecords&metadataPrefix=oai_datacite&set=language-en");
    assert_shows(res, "<identifier identifierType=\"URL\">");
    assert_shows(res, "<version>1</version>");
    assert_shows(ask(fx, RECORDS "&set=language-fr"), "noRecordsMatch");
    res = ask(fx, "verb=ListIdentifiers&metadataPrefix=oai_dc");
    assert_hides(res, "dc:title");
    const char *one = arena_printf(fx->arena, "oai:127.0.0.1:%" PRId64, first);
    assert_shows(res, arena_printf(fx->arena, "<identifier>%s</identifier>", one));
    res = ask(fx,
              arena_printf(fx->arena, "verb=GetRecord&metadataPrefix=oai_dc&identifier=%s", one));
    assert_shows(res, "<dc:title>Guide 1 en</dc:title>");
}

static void
test_a_form_may_be_posted(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_edition(fx, a_work(fx), "1", "en", "published");
    settle(fx);
    const char *form = "verb=ListRecords&metadataPrefix=oai_dc";
    Response *res = send_raw(fx, &(Incoming){
                                     .method = POST,

                                     .target = "/oai",
                                     .host = strstr(fx->app.base_url, "://") + 3,
                                     .content_type = "application/x-www-form-urlencoded",
                                     .body = {form, strlen(form)}
    });
    assert_status(res, 200);
    assert_shows(res, "<dc:title>Guide 1 en</dc:title>");
}

/* ---- what changes ---- */

static int64_t
stamp_of(Fixture *fx, int64_t edition)
{
    return query_int(
        fx,
        arena_printf(fx->arena, "SELECT stamp FROM oai_record WHERE item_id = %" PRId64, edition));
}

static void
test_a_date_changes_with_what_is_given(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t edition = an_edition(fx, a_work(fx), "1", "en", "published");
    settle(fx);
    int64_t before = stamp_of(fx, edition);
    run_sql(fx, "UPDATE item SET updated_at = updated_at + 5, body = 'Other.'");
    settle(fx);
    g_assert_cmpint(stamp_of(fx, edition), ==, before);
    change_edition(fx, edition, "1", "published", "");
    settle(fx);
    g_assert_cmpint(stamp_of(fx, edition), >, before);
    assert_shows(ask(fx, RECORDS), "<dc:title>Guide</dc:title>");
    /* Settings stand in each record. */
    before = stamp_of(fx, edition);
    a_setting(fx, "name", "Another name");
    settle(fx);
    g_assert_cmpint(stamp_of(fx, edition), >, before);
    assert_shows(ask(fx, RECORDS), "<dc:publisher>Another name</dc:publisher>");
}

/* Two changes in one second: the second one is not lost. */
static void
test_a_change_in_the_same_second(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t edition = an_edition(fx, a_work(fx), "1", "en", "published");
    update(fx);
    a_file_of(fx, edition, "The guide.");
    settle(fx);
    assert_shows(ask(fx, RECORDS), "/guide.txt</dc:identifier>");
}

/* What is stamped now is committed before its stamp is asked for. */
static void
test_a_date_is_given_out_when_it_has_come(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_edition(fx, a_work(fx), "1", "en", "published");
    fx->now += 1;
    update(fx);
    assert_shows(ask(fx, RECORDS), "noRecordsMatch");
    fx->now += 9;
    assert_shows(ask(fx, RECORDS), "noRecordsMatch");
    fx->now += 1;
    assert_shows(ask(fx, RECORDS), "<datestamp>2017-01-02T09:00:11Z</datestamp>");
}

static void
test_what_is_gone_is_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const ways[] = {
        "UPDATE library_edition SET state = 'withdrawn'",
        "UPDATE item SET audience = 'members' WHERE kind = 'work'",
        "UPDATE item SET status = 'draft' WHERE kind = 'edition'",
        "DELETE FROM item WHERE kind = 'edition'",
    };
    int64_t work = a_work(fx);
    int64_t edition = an_edition(fx, work, "1", "en", "published");
    settle(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        int64_t before = stamp_of(fx, edition);
        run_sql(fx, ways[i]);
        settle(fx);
        Response *res = ask(fx, RECORDS);
        assert_shows(res, "<header status=\"deleted\">");
        assert_hides(res, "<metadata>");
        g_assert_cmpint(stamp_of(fx, edition), >, before);
        assert_hides(ask(fx, "verb=ListRecords&metadataPrefix=oai_datacite"), "Guide");
        run_sql(fx, "UPDATE library_edition SET state = 'published';"
                    "UPDATE item SET audience = 'public', status = 'published'");
        settle(fx);
    }
    assert_shows(ask(fx, RECORDS), "<header status=\"deleted\">");
}

static void
test_what_is_not_for_all_is_not_given(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_published(
        fx,
        (ItemDraft){.kind = "work", .slug = "closed", .title = "Closed", .audience = "members"});
    an_edition(fx, work, "1", "en", "published");
    settle(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM oai_record"), ==, 0);
    assert_shows(ask(fx, RECORDS), "noRecordsMatch");
}

static void
test_who_is_erased_is_in_no_record(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_work(fx);
    an_edition(fx, work, "1", "en", "published");
    Ctx *cx = fixture_begin(fx, EDNA);
    const Author ann = {.person_id = ANN, .name = "Zyxann", .identifier = ""};
    work_save(cx, work,
              &(WorkDraft){
                  .type = "guide", .licence = "", .rights = "", .doi = "", .authors = {&ann, 1}
    });
    fixture_commit(fx);
    settle(fx);
    assert_shows(ask(fx, RECORDS), "<dc:creator>Zyxann</dc:creator>");
    cx = fixture_begin(fx, NOBODY);
    library_forget(cx, ANN);
    fixture_commit(fx);
    settle(fx);
    assert_hides(ask(fx, RECORDS), "Zyxann");
    assert_hides(ask(fx, "verb=ListRecords&metadataPrefix=oai_datacite"), "Zyxann");
}

/* ---- long lists ---- */

static void
make_many(Fixture *fx, int n)
{
    for (int i = 0; i < n; i++)
        run_sql(fx, arena_printf(fx->arena,
                                 "INSERT INTO oai_record (item_id, stamp, is_deleted, pillar, type,"
                                 " language, source, dc, datacite) VALUES (%d, %" PRId64
                                 ", 1, '', 'guide', 'en', '', '', '')",
                                 1000 + i, TEST_NOW - 1000 + i / 3));
}

static const char *
token_in(Fixture *fx, const Response *res)
{
    const char *at = strstr(body_of(res), "<resumptionToken");
    g_assert_nonnull(at);
    at = strchr(at, '>') + 1;
    return arena_strndup(fx->arena, at, strcspn(at, "<"));
}

static void
test_a_long_list_comes_in_parts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_many(fx, 250);
    Response *res = ask(fx, RECORDS "&set=type-guide");
    assert_shows(res, "<resumptionToken cursor=\"0\">");
    size_t n = count_of(res, "<record>");
    g_assert_cmpint((int)n, ==, 100);
    const char *first = token_in(fx, res);
    res = ask(fx, arena_printf(fx->arena, "verb=ListRecords&resumptionToken=%s", first));
    assert_shows(res, "<resumptionToken cursor=\"100\">");
    n += count_of(res, "<record>");
    /* One that was given changes meanwhile: it comes once more, and nothing is left out. */
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE oai_record SET stamp = %" PRId64 " WHERE item_id = 1000",
                             fx->now));
    res = ask(fx,
              arena_printf(fx->arena, "verb=ListRecords&resumptionToken=%s", token_in(fx, res)));
    assert_shows(res, "<resumptionToken cursor=\"200\"></resumptionToken>");
    n += count_of(res, "<record>");
    g_assert_cmpint((int)n, ==, 251);
    /* The first token is as good as before. */
    fx->now += 3600;
    res = ask(fx, arena_printf(fx->arena, "verb=ListRecords&resumptionToken=%s", first));
    g_assert_cmpint((int)count_of(res, "<record>"), ==, 100);
}

static void
test_dates_bound_a_list(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    make_many(fx, 6);
    static const struct {
        const char *dates;
        int n;
    } rows[] = {
        {"&from=2017-01-02T08:43:20Z&until=2017-01-02T08:43:20Z", 3},
        {"&from=2017-01-02T08:43:21Z",                            3},
        {"&until=2017-01-02T08:43:20Z",                           3},
        {"&from=2017-01-02&until=2017-01-02",                     6},
        {"&from=2017-01-03",                                      0},
        {"&until=2017-01-01",                                     0},
        {"&until=2099-01-01",                                     6},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Response *res = ask(fx, arena_printf(fx->arena, RECORDS "%s", rows[i].dates));
        g_assert_cmpint((int)count_of(res, "<record>"), ==, rows[i].n);
    }
}

/* ---- what is wrong ---- */

static const struct {
    const char *question, *error;
} WRONG[] = {
    {"",                                                                 "badVerb"                },
    {"verb=Nonsense",                                                    "badVerb"                },
    {"verb=Identify&verb=Identify",                                      "badArgument"            },
    {"verb=Identify&from=2017-01-01",                                    "badArgument"            },
    {"verb=Identify&x=1",                                                "badArgument"            },
    {"verb=ListRecords",                                                 "badArgument"            },
    {RECORDS "&from=2017",                                               "badArgument"            },
    {RECORDS "&from=2017-13-01",                                         "badArgument"            },
    {RECORDS "&from=2017-01-02T09:00:00",                                "badArgument"            },
    {RECORDS "&from=2017-01-02T09:00:00%2B01:00",                        "badArgument"            },
    {RECORDS "&from=2017-01-02&until=2017-01-02T09:00:00Z",              "badArgument"            },
    {RECORDS "&from=2017-01-02&until=2017-01-01",                        "badArgument"            },
    {RECORDS "&from=",                                                   "badArgument"            },
    {RECORDS "&from=2017-01-02t09:00:00Z",                               "badArgument"            },
    {RECORDS "&from=2017-01-02+09:00:00Z",                               "badArgument"            },
    {RECORDS "&set=",                                                    "badArgument"            },
    {RECORDS "&set=a/b",                                                 "badArgument"            },
    {RECORDS "&set=a::b",                                                "badArgument"            },
    {RECORDS "&set=type-%C3%A9",                                         "badArgument"            },
    {RECORDS "&set=type-",                                               "noRecordsMatch"         },
    {RECORDS "&set=type-!ff",                                            "noRecordsMatch"         },
    {RECORDS "&set=type-!00",                                            "noRecordsMatch"         },
    {RECORDS "&set=type-!zz",                                            "noRecordsMatch"         },
    {RECORDS "&set=a:b",                                                 "noRecordsMatch"         },
    {"verb=ListRecords&metadataPrefix=",                                 "badArgument"            },
    {"verb=ListRecords&metadataPrefix=a:b",                              "badArgument"            },
    {"verb=ListRecords&metadataPrefix=%3Cb%3E",                          "badArgument"            },
    {"verb=GetRecord&metadataPrefix=oai_dc&identifier=%25zz",            "badArgument"            },
    {"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:h:%5B",        "badArgument"            },
    {"verb=GetRecord&metadataPrefix=oai_dc&identifier=http://a:b/",      "badArgument"            },
    {RECORDS "&set=nonsense",                                            "noRecordsMatch"         },
    {RECORDS "&resumptionToken=x",                                       "badArgument"            },
    {"verb=ListRecords&resumptionToken=x",                               "badResumptionToken"     },
    {"verb=ListRecords&resumptionToken=oai_dc~~0~1~2~3~-4",              "badResumptionToken"     },
    {"verb=ListRecords&resumptionToken=oai_dc~zz~0~1~2~3~4",             "badResumptionToken"     },
    {"verb=ListRecords&resumptionToken=none~~0~1~2~3~4",                 "badResumptionToken"     },
    {"verb=ListRecords&resumptionToken=oai_dc~~0~1~2~3~4~5",             "badResumptionToken"     },
    {"verb=ListSets&resumptionToken=oai_dc~~0~1~2~3~4",                  "badResumptionToken"     },
    {"verb=ListRecords&metadataPrefix=marc",                             "cannotDisseminateFormat"},
    {"verb=GetRecord&metadataPrefix=oai_dc",                             "badArgument"            },
    {"verb=GetRecord&metadataPrefix=oai_dc&identifier=x",                "idDoesNotExist"         },
    {"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:127.0.0.1:99", "idDoesNotExist"         },
    {"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:other.test:1", "idDoesNotExist"         },
    {"verb=ListMetadataFormats&identifier=x",                            "idDoesNotExist"         },
    {"verb=%3Cb%3E%22&y='",                                              "badVerb"                },
};

static void
test_what_is_wrong_is_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_edition(fx, a_work(fx), "1", "en", "published");
    settle(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(WRONG); i++) {
        Response *res = ask(fx, WRONG[i].question);
        assert_shows(res, arena_printf(fx->arena, "<error code=\"%s\">", WRONG[i].error));
        /* Wrong arguments are not said back. */
        if (g_str_has_prefix(WRONG[i].error, "badA") || g_str_has_prefix(WRONG[i].error, "badV"))
            assert_shows(res, "<request>http");
        else
            assert_shows(res, "<request verb=\"");
    }
}

static void
test_hostile_texts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t work = a_published(
        fx,
        (ItemDraft){.kind = "work", .slug = "guide", .title = HOSTILE, .summary = HOSTILE "]]>"});
    int64_t edition = an_edition(fx, work, "1", "en", "published");
    const Author author = {.name = HOSTILE, .identifier = ""};
    Ctx *cx = fixture_begin(fx, EDNA);
    work_save(cx, work,
              &(WorkDraft){
                  .type = "guide",
                  .licence = "CC-BY-4.0",
                  .rights = HOSTILE,
                  .doi = "10.1000/<&>",
                  .places = "KE,africa",
                  .authors = {&author, 1}
    });
    topic_set(cx, work, "<i>, \"x\"");
    fixture_commit(fx);
    a_file_of(fx, edition, "The guide.");
    settle(fx);
    for (const OaiFormat *format = OAI_FORMATS; format->prefix != NULL; format++) {
        Response *res = ask(
            fx, arena_printf(fx->arena, "verb=ListRecords&metadataPrefix=%s", format->prefix));
        assert_shows(res, "&lt;b&gt;Tom &amp; &quot;Ann&quot;");
        assert_hides(res, "<b>");
        assert_shows(res, ">Kenya</");
        assert_shows(res, ">Africa</");
    }
}

/* Whatever letters a pillar's address has, the set of it can be asked for. */
static void
test_a_set_of_any_script(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char slug[] = "\u062a\u062e\u0637";
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO pillar (slug, position, name) VALUES ('%s', 1, 'Plan')",
                             slug));
    int64_t work = a_published(
        fx, (ItemDraft){.kind = "work", .slug = "guide", .title = "Guide", .pillar = slug});
    an_edition(fx, work, "1", "en", "published");
    settle(fx);
    const char *set = "pillar-!D8!AA!D8!AE!D8!B7";
    assert_shows(ask(fx, "verb=ListSets"), arena_printf(fx->arena, "<setSpec>%s</setSpec>", set));
    assert_shows(ask(fx, arena_printf(fx->arena, RECORDS "&set=%s", set)),
                 arena_printf(fx->arena, "<setSpec>%s</setSpec>", set));
}

/* There is always one, as the protocol wants it. */
static void
test_somebody_is_there_to_be_asked(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *contact, *mail_from, *shown;
    } cases[] = {
        {"office@example.org", "mail@example.org", "office@example.org"  },
        {"",                   "mail@example.org", "mail@example.org"    },
        {"",                   "",                 "postmaster@127.0.0.1"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        run_sql(fx, arena_printf(fx->arena,
                                 "DELETE FROM setting WHERE name IN ('contact', 'mail_from');"
                                 "INSERT INTO setting (name, value)"
                                 " VALUES ('contact', '%s'), ('mail_from', '%s')",
                                 cases[i].contact, cases[i].mail_from));
        assert_shows(ask(fx, "verb=Identify"),
                     arena_printf(fx->arena, "<adminEmail>%s</adminEmail>", cases[i].shown));
    }
}

/* One portion goes on where the last one stopped, so that the first editions are not looked at for
 * each. */
static void
test_a_portion_goes_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_edition(fx, a_work(fx), "1", "en", "published");
    fx->now += 1;
    JobCursor behind = {.after = query_int(fx, "SELECT max(id) FROM item"), .more = true};
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(oai_update(cx, &behind), ==, 0);
    g_assert_cmpint(oai_update(cx, &(JobCursor){0}), ==, 1);
    fixture_commit(fx);
}

static void
update_once(Ctx *cx, const void *data G_GNUC_UNUSED)
{
    oai_update(cx, &(JobCursor){0});
}

static void
test_a_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_edition(fx, a_work(fx), "1", "en", "published");
    fx->now += 1;
    g_assert_cmpint(fixture_fail_each(fx, NOBODY, update_once, NULL), >=, 6);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM oai_record"), ==, 0);
    Response *res = NULL;
    for (int nth = 1; nth <= 3; nth++) {
        res = post_failing_at(fx, nth, NOBODY, "/oai", "verb", "ListRecords", "metadataPrefix",
                              "oai_dc", NULL);
        if (res->status == 200)
            break;
        assert_status(res, 500);
    }
    settle(fx);
    assert_shows(ask(fx, RECORDS), "<record>");
}

/* ---- what a work is to others ---- */

static void
test_relations_are_given_out_as_a_visitor_sees_them(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t guide = a_work(fx);
    int64_t other = a_published(fx, (ItemDraft){.kind = "work", .slug = "zyx", .title = "Z"});
    an_edition(fx, guide, "1", "en", "published");
    settle(fx);
    assert_hides(ask(fx, RECORDS), "/library/zyx");
    Ctx *cx = fixture_begin(fx, EDNA);
    relation_insert(
        cx, guide,
        &(RelationDraft){
            .type = relation_type_find("IsPartOf"), .other_id = other, .url = "", .title = ""});
    relation_insert(cx, guide,
                    &(RelationDraft){.type = relation_type_find("References"),
                                     .url = "https://doi.org/10.5555/9",
                                     .title = HOSTILE});
    fixture_commit(fx);
    settle(fx);
    Response *res = ask(fx, RECORDS);
    assert_shows(res, "/library/zyx</dc:relation>");
    assert_shows(res, "<dc:relation>https://doi.org/10.5555/9</dc:relation>");
    res = ask(fx, "verb=ListRecords&metadataPrefix=oai_datacite");
    assert_shows(res, "relatedIdentifierType=\"URL\" relationType=\"IsPartOf\">");
    assert_shows(res, "<relatedIdentifier relatedIdentifierType=\"DOI\" "
                      "relationType=\"References\">10.5555/9</relatedIdentifier>");
    /* Not everybody's any more: gone from the record, too, though the work itself did not change.
     */
    run_sql(fx, "UPDATE item SET audience = 'members' WHERE slug = 'zyx'");
    settle(fx);
    res = ask(fx, RECORDS);
    assert_hides(res, "/library/zyx");
    assert_shows(res, "10.5555/9");
}

void
oai_tests(void)
{
    add_test("/oai/a-set-of-any-script", test_a_set_of_any_script);
    add_test("/oai/somebody-is-there-to-be-asked", test_somebody_is_there_to_be_asked);
    add_test("/oai/says-what-it-is", test_says_what_it_is);
    add_test("/oai/gives-what-is-out", test_gives_what_is_out);
    add_test("/oai/a-form-may-be-posted", test_a_form_may_be_posted);
    add_test("/oai/a-date-changes-with-what-is-given", test_a_date_changes_with_what_is_given);
    add_test("/oai/a-change-in-the-same-second", test_a_change_in_the_same_second);
    add_test("/oai/a-date-is-given-out-when-it-has-come",
             test_a_date_is_given_out_when_it_has_come);
    add_test("/oai/what-is-gone-is-told", test_what_is_gone_is_told);
    add_test("/oai/what-is-not-for-all-is-not-given", test_what_is_not_for_all_is_not_given);
    add_test("/oai/who-is-erased-is-in-no-record", test_who_is_erased_is_in_no_record);
    add_test("/oai/a-long-list-comes-in-parts", test_a_long_list_comes_in_parts);
    add_test("/oai/dates-bound-a-list", test_dates_bound_a_list);
    add_test("/oai/what-is-wrong-is-said", test_what_is_wrong_is_said);
    add_test("/oai/hostile-texts", test_hostile_texts);
    add_test("/oai/a-portion-goes-on", test_a_portion_goes_on);
    add_test("/oai/a-failure-changes-nothing", test_a_failure_changes_nothing);
    add_test("/oai/relations", test_relations_are_given_out_as_a_visitor_sees_them);
}
