/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a filter is as an address and in words.
 */
#include "testing.h"

#include "roster/label.h"

static void
test_filter_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *fault = NULL;
    const RosterFilter *filter = roster_filter_parse(
        fx->arena,
        "joined-from=2016&country=UG&x=1&country=KE&q=M%C3%BCller&country=KE&not-country=FR",
        &fault);
    g_assert_cmpstr(fault, ==, NULL);
    const char *written = roster_filter_write(fx->arena, filter);
    g_assert_cmpstr(written, ==, "q=muller&country=KE&country=UG&not-country=FR&joined-from=2016");
    filter = roster_filter_parse(fx->arena, written, &fault);
    g_assert_cmpstr(roster_filter_write(fx->arena, filter), ==, written);

    GString *many = arena_string(fx->arena, 1024);
    for (int i = 0; i <= ROSTER_MOST_VALUES; i++)
        g_string_append_printf(many, "interest=i%d&", i);
    g_assert_cmpint(roster_filter_parse(fx->arena, many->str, &fault)->n, ==, 0);
    g_assert_nonnull(fault);
    filter = roster_filter_parse(fx->arena, "country=%3Cb%3E%26%22'", &fault);
    g_assert_cmpstr(roster_filter_write(fx->arena, filter), ==, "country=%3Cb%3E%26%22%27");
}

static void
test_words_of_a_filter(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "INSERT INTO interest (slug, name, position) VALUES ('care', 'Care', 1);"
                "INSERT INTO person (id, email, name, country, joined_at) VALUES"
                " (11, 'a@x.org', 'Anna', 'KE', 0), (12, 'b@x.org', 'Bea', 'KE', 0),"
                " (13, 'c@x.org', 'Cleo', 'UG', 0), (14, 'd@x.org', 'Dan', 'FR', 0);"
                "INSERT INTO item (id, kind, slug, title, created_at, updated_at)"
                " VALUES (40, 'group', 'g', 'Strengthening', 0, 0);"
                "INSERT INTO item_translation (item_id, language, title, made_from, updated_at)"
                " VALUES (40, 'fr', 'Renforcement', 1, 0)");
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *fault = NULL;
    const RosterFilter *filter = roster_filter_parse(
        cx->arena,
        "country=UG&country=KE&not-interest=care&interest=gone&subregion=Eastern%20Africa"
        "&joined-from=2016&q=anna%20m",
        &fault);
    RosterLabels labels = roster_labels(cx);
    g_assert_cmpstr(roster_filter_label(&labels, filter), ==,
                    "Name: anna m; Country: Kenya or Uganda; Part of a region: Eastern Africa; "
                    "Interest: gone; Interest: not Care; Joined from: 2016");
    filter = roster_filter_parse(cx->arena, "group=40&not-group=41", &fault);
    g_assert_cmpstr(roster_filter_label(&labels, filter), ==,
                    "Interest group: Strengthening; Interest group: not 41");
    g_assert_true(roster_value_exists(&labels, filter->at[0].dimension, "40"));
    g_assert_false(roster_value_exists(&labels, filter->at[0].dimension, "41"));
    cx->lang = lang_find("fr");
    labels = roster_labels(cx);
    g_assert_cmpstr(roster_label(&labels, filter->at[0].dimension, "40"), ==, "Renforcement");
    RosterQuestion question = {.eye = ROSTER_SECRETARIAT};
    const RosterDimension *country = roster_dimension_find("country");
    RosterChoiceSpan choices = roster_choices(&labels, country,
                                              roster_count_by(cx, &question, country));
    g_assert_cmpint(choices.n, ==, 3);
    g_assert_cmpstr(choices.at[0].label, ==, "France");
    g_assert_cmpstr(choices.at[2].label, ==, "Ouganda");
    g_assert_cmpint(choices.at[1].n, ==, 2);
    for (const RosterDimension *d = ROSTER_DIMENSIONS; d->name != NULL; d++)
        g_assert_cmpstr(roster_label(&labels, d, HOSTILE), ==, HOSTILE);
    fixture_commit(fx);
}

void
filter_tests(void)
{
    add_test("/filter/text", test_filter_text);
    add_test("/filter/words", test_words_of_a_filter);
}
