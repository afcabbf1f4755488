/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/block.h"
#include "testing.h"

#include <string.h>

static const char *
period_of(Fixture *fx, const char *text)
{
    Period period;
    return period_parse(fx->arena, text, &period)
               ? arena_printf(fx->arena, "%s %s %s", moment_date(fx->arena, period.begin),
                              moment_date(fx->arena, period.end), period_before(fx->arena, &period))
               : NULL;
}

static void
test_periods_are_whole(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const cases[][2] = {
        {"2016",                   "2016-01-01 2017-01-01 2015"      },
        {"2016-12",                "2016-12-01 2017-01-01 2016-11"   },
        {"2016-07..2017-02",       "2016-07-01 2017-03-01 2016-06"   },
        {"2016..2016-03",          "2016-01-01 2016-04-01 2015"      },
        {"2016-03-01",             "2016-03-01 2016-03-02 2016-02-29"},
        {"2016-02-30",             NULL                              },
        {"2017..2016",             NULL                              },
        {"",                       NULL                              },
        {"2016..",                 NULL                              },
        {"..2016",                 NULL                              },
        {"2016...2017",            NULL                              },
        {"2016-01-01..2016-01-01", "2016-01-01 2016-01-02 2015-12-31"},
        {HOSTILE,                  NULL                              },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(period_of(fx, cases[i][0]), ==, cases[i][1]);
    g_assert_cmpstr(period_last_year(fx->arena, TEST_NOW), ==, "2016");
}

/* What @text's first block lists, titles with blanks between; NULL if it has no block. */
static const char *
listed(Fixture *fx, int64_t me, const char *text)
{
    Block block;
    const char *after = NULL;
    Ctx *cx = fixture_begin(fx, me);
    const char *at = block_find(fx->arena, text, &block, &after);
    GString *titles = arena_string(fx->arena, 64);
    ItemSpan items = at != NULL ? block_items(cx, &block) : (ItemSpan){0};
    for (size_t i = 0; i < items.n; i++)
        g_string_append_printf(titles, "%s%s", i > 0 ? " " : "", items.at[i].title);
    fixture_commit(fx);
    return at != NULL ? titles->str : NULL;
}

static void
insert(Fixture *fx, ItemDraft draft)
{
    Ctx *cx = fixture_begin(fx, SAM);
    draft.language = "en";
    item_publish(cx, item_insert(cx, &draft));
    fixture_commit(fx);
}

/* By what is known of its date, in its order, for who may see it. */
static void
test_a_block_lists_a_period(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "INSERT INTO pillar (slug, name, name_fr, sentence, position)"
                " VALUES ('convene', 'Convene', '', '', 1)");
    insert(fx, (ItemDraft){.kind = "event", .title = "Late", .actual_on = "2016-12-31"});
    insert(fx, (ItemDraft){.kind = "event", .title = "Early", .planned_on = "2016"});
    insert(fx, (ItemDraft){.kind = "event", .title = "Before", .actual_on = "2015-12"});
    insert(fx,
           (ItemDraft){
               .kind = "event", .title = "Moved", .planned_on = "2016-05", .actual_on = "2017-01"});
    insert(fx, (ItemDraft){.kind = "event", .title = "Undated"}); /* published on 2 January 2017 */
    insert(fx, (ItemDraft){.kind = "event",
                           .title = "Inside",
                           .audience = "members",
                           .pillar = "convene",
                           .actual_on = "2016-06"});
    insert(fx, (ItemDraft){.kind = "work", .title = "Report", .actual_on = "2016-06"});

    g_assert_cmpstr(listed(fx, ANN, "a {events:2016} b"), ==, "Early Moved Inside Late");
    g_assert_cmpstr(listed(fx, NOBODY, "{events:2016}"), ==, "Early Moved Late");
    g_assert_cmpstr(listed(fx, NOBODY, "{events:2017}"), ==, "Undated Moved");
    g_assert_cmpstr(listed(fx, NOBODY, "{events:2015..2016-11}"), ==, "Before Early Moved");
    g_assert_cmpstr(listed(fx, ANN, "{events:2016 pillar=convene}"), ==, "Inside");
    g_assert_cmpstr(listed(fx, ANN, "{events:2016 most=2}"), ==, "Early Moved");
    g_assert_cmpstr(listed(fx, ANN, "{events:2016 topic=none}"), ==, "");
    g_assert_cmpstr(listed(fx, ANN, "{x:y} {events:2o16} {library:2016}"), ==, "Report");

    static const char *const none[] = {
        "{events:}",       "{events:2016", "{events:2016 colour=red}",
        "{events:2016\n}", "{:2016}",      "{events:2016 most=0}",
        "{members:2016}",  HOSTILE,        "{events:2016 most=999}"};
    for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
        g_assert_cmpstr(listed(fx, ANN, none[i]), ==, NULL);
}

void
block_tests(void)
{
    add_test("/block/periods-are-whole", test_periods_are_whole);
    add_test("/block/a-block-lists-a-period", test_a_block_lists_a_period);
}
