/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/event.h"

#include "alliance/item.h"
#include "base/moment.h"
#include "testing.h"

#include <string.h>

#define NEW_YORK "America/New_York"

static int64_t
an_item(Fixture *fx, ItemDraft draft, bool publish)
{
    draft.language = "en";
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx, &draft);
    if (publish)
        item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

static int64_t
an_event(Fixture *fx, const char *slug, const EventDraft *draft)
{
    int64_t id = an_item(fx, (ItemDraft){.kind = "event", .slug = slug, .title = slug}, true);
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_null(event_fault(draft).field);
    g_assert_true(event_save(cx, id, event_find(cx, id)->version, draft));
    fixture_commit(fx);
    return id;
}

static void
save(Fixture *fx, int64_t id, const EventDraft *draft)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_true(event_save(cx, id, event_find(cx, id)->version, draft));
    fixture_commit(fx);
}

static int64_t
sequence_of(Fixture *fx, int64_t id)
{
    return query_int(
        fx, arena_printf(fx->arena, "SELECT sequence FROM event WHERE item_id = %" PRId64, id));
}

static void
test_moment_follows_from_clocks_and_zone(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t wanted = 0;
    an_event(fx, "webinar",
             &(EventDraft){.kind = "webinar",
                           .starts = "2014-09-23T08:30",
                           .ends = "2014-09-23T10:00",
                           .zone = NEW_YORK});
    g_assert_true(moment_parse("2014-09-23T12:30Z", &wanted));
    g_assert_cmpint(query_int(fx, "SELECT starts_at FROM occurrence"), ==, wanted);
    g_assert_cmpint(query_int(fx, "SELECT ends_at FROM occurrence"), ==, wanted + 90 * 60);
    /* It was before the fixture's clock, so it is what has been. */
    g_assert_cmpstr(query_text(fx, "SELECT actual_on FROM item WHERE slug = 'webinar'"), ==,
                    "2014-09-23");
}

static void
test_faults_have_a_field(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        EventDraft draft;
        const char *field;
    } cases[] = {
        {{.kind = "webinar"},                                                                       NULL        },
        {{.kind = "party"},                                                                         "kind"      },
        {{.kind = "call", .zone = "Mars/Base"},                                                     "zone"      },
        {{.kind = "call", .zones = "UTC,Nowhere/Else"},                                             "zones"     },
        {{.kind = "call", .zones = "UTC,UTC,UTC,UTC,UTC,UTC,UTC,UTC,UTC"},                          "zones"     },
        {{.kind = "call", .starts = "soon"},                                                        "starts"    },
        {{.kind = "call", .starts = "2017-02-29"},                                                  "starts"    },
        {{.kind = "call", .starts = "2017-02-29T09:00"},                                            "starts"    },
        {{.kind = "call", .starts = "2017-03-12T02:30", .zone = NEW_YORK},                          "starts"    },
        {{.kind = "call", .starts = "2017-11-05T01:30", .zone = NEW_YORK},                          NULL        },
        {{.kind = "call", .ends = "2017-03-16"},                                                    "ends"      },
        {{.kind = "call", .starts = "2017-03-16T09:00", .ends = "2017-03-16"},                      "ends"      },
        {{.kind = "call", .starts = "2017-03-16", .ends = "2017-03-15"},                            "ends"      },
        {{.kind = "call", .starts = "2017-03-16", .rule = "FREQ=DAILY"},                            "rule"      },
        {{.kind = "call", .rule = "FREQ=YEARLY"},                                                   "starts"    },
        {{.kind = "observance", .starts = "2017-03-20", .rule = "FREQ=YEARLY;BYMONTH=3;BYDAY=3TU"},
         "starts"                                                                                               },
        {{.kind = "call", .leaves_out = "2017"},                                                    "leaves_out"},
        {{.kind = "call", .adds = HOSTILE},                                                         "adds"      },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const FormFault fault = event_fault(&cases[i].draft);
        if (g_strcmp0(fault.field, cases[i].field) != 0)
            g_error("case %zu: the fault is at “%s”", i, fault.field ? fault.field : "");
    }
}

static void
test_lists_stand_in_order(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_event(fx, "march",
             &(EventDraft){.kind = "webinar",
                           .starts = "2017-03-16T09:00",
                           .zone = NEW_YORK,
                           .series = "Webinars"});
    an_event(fx, "february", &(EventDraft){.kind = "call", .starts = "2017-02-01"});
    an_event(fx, "past", &(EventDraft){.kind = "webinar", .starts = "2016-11-09T09:00"});
    an_item(fx,
            (ItemDraft){.kind = "event", .slug = "may", .title = "May", .planned_on = "2017-05"},
            true);
    an_item(fx, (ItemDraft){.kind = "event", .slug = "one-day", .title = "Some day"}, true);
    an_item(fx,
            (ItemDraft){.kind = "event", .slug = "secret", .title = "X", .planned_on = "2017-02"},
            false);
    static const char *const order[] = {"february", "march", "may", "one-day"};

    Ctx *cx = fixture_begin(fx, NOBODY);
    EventSpan events = event_list(cx, &(EventFilter){0});
    g_assert_cmpuint(events.n, ==, G_N_ELEMENTS(order));
    for (size_t i = 0; i < events.n; i++)
        g_assert_cmpstr(events.at[i].slug, ==, order[i]);
    g_assert_cmpint(event_count(cx, &(EventFilter){0}), ==, 4);
    g_assert_cmpint(event_count(cx, &(EventFilter){.past = true}), ==, 1);
    g_assert_cmpint(event_count(cx, &(EventFilter){.year = "2017"}), ==, 3);
    g_assert_cmpint(event_count(cx, &(EventFilter){.kind = "webinar"}), ==, 1);
    g_assert_cmpint(event_count(cx, &(EventFilter){.series = "Webinars"}), ==, 1);
    g_assert_cmpstr(event_list(cx, &(EventFilter){.past = true}).at[0].slug, ==, "past");
    g_assert_cmpuint(event_years(cx).n, ==, 2);
    g_assert_cmpstr(event_years(cx).at[0].year, ==, "2017");
    g_assert_cmpstr(event_series(cx).at[0].name, ==, "Webinars");
    fixture_commit(fx);
}

static void
test_dates_of_the_text_count(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = an_item(
        fx, (ItemDraft){.kind = "event", .slug = "s", .title = "S", .planned_on = "2017-05"}, true);
    g_assert_cmpstr(query_text(fx, "SELECT day FROM occurrence"), ==, "2017-05");
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_cmpint(item_update(cx, id, item_find_id(cx, id)->version,
                                &(ItemDraft){.title = "S", .planned_on = "2017-06-07"}),
                    ==, ITEM_OK);
    fixture_commit(fx);
    g_assert_cmpstr(query_text(fx, "SELECT day FROM occurrence"), ==, "2017-06-07");
    /* A plan that was announced keeps its first date when the time is known, too. */
    save(fx, id,
         &(EventDraft){.kind = "symposium", .starts = "2017-06-08T09:00", .zone = NEW_YORK});
    g_assert_cmpstr(query_text(fx, "SELECT planned_on FROM item"), ==, "2017-06-08");
    g_assert_cmpstr(query_text(fx, "SELECT planned_first FROM item"), ==, "2017-05");
    /* Other kinds have plans and are no events. */
    an_item(fx, (ItemDraft){.kind = "opportunity", .title = "O", .planned_on = "2017-05"}, true);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM occurrence"), ==, 1);
}

static void
test_sequence_counts_changes_of_time(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    EventDraft draft = {.kind = "webinar", .starts = "2017-03-16T09:00", .zone = NEW_YORK};
    int64_t id = an_event(fx, "w", &draft);
    const char *uid = query_text(fx, "SELECT uid FROM event");
    g_assert_cmpuint(strlen(uid), ==, 24);
    draft.host = "Somebody";
    save(fx, id, &draft);
    g_assert_cmpint(sequence_of(fx, id), ==, 0);
    draft.starts = "2017-03-16T10:00";
    save(fx, id, &draft);
    g_assert_cmpint(sequence_of(fx, id), ==, 1);
    draft.state = "cancelled";
    save(fx, id, &draft);
    g_assert_cmpint(sequence_of(fx, id), ==, 2);
    g_assert_cmpstr(query_text(fx, "SELECT uid FROM event"), ==, uid);

    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_false(event_save(cx, id, 1, &draft)); /* somebody saved in between */
    fixture_commit(fx);
}

static void
test_social_work_day_by_its_rule(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const known[] = {"2012-03-20", "2015-03-17", "2017-03-21", "2018-03-20"};
    int64_t id = an_event(fx, "day",
                          &(EventDraft){.kind = "observance",
                                        .starts = "2012-03-20",
                                        .rule = "FREQ=YEARLY;BYMONTH=3;BYDAY=3TU"});
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        g_assert_cmpint(query_int(fx, arena_printf(fx->arena,
                                                   "SELECT count(*) FROM occurrence"
                                                   " WHERE day = '%s'",
                                                   known[i])),
                        ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM occurrence"), ==, 9); /* until 2020 */
    /* Among what is to come it stands once. */
    Ctx *cx = fixture_begin(fx, NOBODY);
    EventSpan events = event_list(cx, &(EventFilter){0});
    g_assert_cmpuint(events.n, ==, 1);
    g_assert_cmpstr(events.at[0].day, ==, "2017-03-21");
    fixture_commit(fx);
    /* Later days are known when their time comes nearer; calendars know the rule already. */
    fx->now += 6 * 366 * (int64_t)MOMENT_DAY;
    cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(event_sync_all(cx), ==, 1);
    g_assert_cmpint(event_sync_all(cx), ==, 0);
    fixture_commit(fx);
    static const char *const later[] = {"2021-03-16", "2023-03-21"};
    for (size_t i = 0; i < G_N_ELEMENTS(later); i++)
        g_assert_cmpint(query_int(fx, arena_printf(fx->arena,
                                                   "SELECT count(*) FROM occurrence"
                                                   " WHERE day = '%s'",
                                                   later[i])),
                        ==, 1);
    g_assert_cmpint(sequence_of(fx, id), ==, 0);
}

static void
test_several_days_come_again_as_many(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    an_event(fx, "week",
             &(EventDraft){.kind = "observance",
                           .starts = "2016-03-15",
                           .ends = "2016-03-19",
                           .zone = NEW_YORK,
                           .rule = "FREQ=YEARLY;BYMONTH=3;BYDAY=3TU"});
    /* Clocks are put forward on 13 March 2016, and on 12 March 2017: not within these weeks. */
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM occurrence WHERE ends_at - starts_at <> "
                                  "5 * 86400"),
                    ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM occurrence"), ==, 5);
    an_event(fx, "nights",
             &(EventDraft){.kind = "observance",
                           .starts = "2016-03-12",
                           .ends = "2016-03-13",
                           .zone = NEW_YORK,
                           .rule = "FREQ=YEARLY"});
    g_assert_cmpint(query_int(fx, "SELECT ends_at - starts_at FROM occurrence"
                                  " WHERE day = '2016-03-12'"),
                    ==, 47 * 3600);
    g_assert_cmpint(query_int(fx, "SELECT ends_at - starts_at FROM occurrence"
                                  " WHERE day = '2017-03-12'"),
                    ==, 47 * 3600);
    g_assert_cmpint(query_int(fx, "SELECT ends_at - starts_at FROM occurrence"
                                  " WHERE day = '2018-03-12'"),
                    ==, 48 * 3600);
}

static void
test_new_rules_of_a_zone_move_the_moment(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = an_event(
        fx, "w", &(EventDraft){.kind = "webinar", .starts = "2017-03-16T09:00", .zone = NEW_YORK});
    int64_t right = query_int(fx, "SELECT starts_at FROM occurrence");
    /* As an older table of zones had it. */
    run_sql(fx, "UPDATE occurrence SET starts_at = starts_at + 3600, ends_at = ends_at + 3600");
    Ctx *cx = fixture_begin(fx, NOBODY);
    g_assert_cmpint(event_sync_all(cx), ==, 1);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT starts_at FROM occurrence"), ==, right);
    g_assert_cmpint(sequence_of(fx, id), ==, 1);
}

static void
save_again(Ctx *cx, const void *data)
{
    int64_t id = *(const int64_t *)data;
    const Event *event = event_find(cx, id);
    bool saved = event != NULL &&
                 event_save(cx, id, event->version,
                            &(EventDraft){.kind = "call", .starts = "2017-04-01", .zone = "UTC"});
    g_assert_true(saved || db_failed(cx->db));
}

static void
test_failing_save_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = an_event(fx, "w", &(EventDraft){.kind = "webinar", .starts = "2017-03-16T09:00"});
    g_assert_cmpint(fixture_fail_each(fx, EDNA, save_again, &id), >=, 7);
    g_assert_cmpstr(query_text(fx, "SELECT starts FROM event"), ==, "2017-03-16T09:00");
    g_assert_cmpstr(query_text(fx, "SELECT day FROM occurrence"), ==, "2017-03-16");
}

void
event_tests(void)
{
    add_test("/event/moment-follows-from-clocks-and-zone",
             test_moment_follows_from_clocks_and_zone);
    add_test("/event/faults-have-a-field", test_faults_have_a_field);
    add_test("/event/lists-stand-in-order", test_lists_stand_in_order);
    add_test("/event/dates-of-the-text-count", test_dates_of_the_text_count);
    add_test("/event/sequence-counts-changes-of-time", test_sequence_counts_changes_of_time);
    add_test("/event/social-work-day-by-its-rule", test_social_work_day_by_its_rule);
    add_test("/event/several-days-come-again-as-many", test_several_days_come_again_as_many);
    add_test("/event/new-rules-of-a-zone-move-the-moment",
             test_new_rules_of_a_zone_move_the_moment);
    add_test("/event/failing-save-changes-nothing", test_failing_save_changes_nothing);
}
