/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/figure.h"
#include "app/demo.h"
#include "newsletter/review.h"
#include "testing.h"

#include <string.h>

#define SEED 2017

/* What the founding newsletter tells of 2016 and the demo's data hold.  Three more of its sentences
 * are about what no kind of item holds: the new host, the matrix of 200 resources being at hand,
 * the five posts of the week. */
static const char *const facts[] = {
    /* members and countries, now and in June 2014 */
    "At the end of 2016 there were 1,104 of us, in 88 countries.",
    "At the end of June 2014 there were 354, in 52.",
    /* the symposium and its day */
    "[Third annual symposium](/events/symposium-3)**, Thursday, 2 June 2016. Over 300 people took "
    "part",
    /* the group that was scoped, and when it opens */
    "[Case Management](/groups/case-management)**, planned for January 2017. Opens early in 2017; "
    "33 people from 19 countries scoped it",
    "[Building Evidence](/groups/building-evidence)**",
    /* the webinar on building the evidence base */
    "(/events/webinar-22)**, Wednesday, 9 November 2016, Online.",
    /* the report that came out on the symposium's day */
    "[The State of the Social Service Workforce 2016](/library/state-of-the-workforce-2016)**, "
    "Thursday, 2 June 2016. 56 pages on eight countries",
    /* the week */
    "[Social Service Workforce Week 2016](/campaigns/week-2016)**, Monday, 26 September 2016. "
    "Building the Case for a Stronger Social Service Workforce",
    /* the ambassadors and when they began */
    "**Ambassadors.** 8 members are ambassadors of the alliance. New terms began in September "
    "2016.",
    /* the ten opportunities, as a block */
    "{year:2017}",
};

/* Before 2016: that is another review. */
static const char *const others[] = {"symposium-2", "week-2015", "para-professionals",
                                     "state-of-the-workforce-2015"};

/* @text without the escapes of Markdown. */
static const char *
unescaped(Fixture *fx, const char *text)
{
    GString *out = arena_string(fx->arena, strlen(text));
    for (; *text != '\0'; text++)
        if (*text != '\\')
            g_string_append_c(out, *text);
    return out->str;
}

static void
test_2016_is_the_founding_newsletters(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "DELETE FROM person");
    Ctx *cx = fixture_begin(fx, NOBODY);
    demo_build(cx, SEED, NULL, NULL);
    ReviewAsk ask = {.then = "2014-06"};
    bool is_period = period_parse(cx->arena, "2016", &ask.period);
    g_assert_true(is_period);
    const Review *review = review_write(cx, &ask);
    const char *text = unescaped(fx, figure_fill(cx, 0, review->body));
    for (size_t i = 0; i < G_N_ELEMENTS(facts); i++)
        if (strstr(text, facts[i]) == NULL)
            g_error("\"%s\" does not stand in\n%s", facts[i], text);
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        g_assert_null(strstr(text, others[i]));
    g_assert_cmpstr(review->missing, ==, "Reports, Frameworks");
    g_assert_cmpint(review->counts.at[review->counts.n - 1].n, ==, 10);
    fixture_commit(fx);
}

void
demo_review_tests(void)
{
    add_test("/demo/2016-is-the-founding-newsletters", test_2016_is_the_founding_newsletters);
}
