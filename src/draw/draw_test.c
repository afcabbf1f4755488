/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "draw/chart.h"
#include "draw/map.h"
#include "draw/qr.h"
#include "testing.h"

#include <string.h>

/** A sink for one drawing in @dir; the language has no texts of its own. */
typedef struct Paper {
    Arena *arena;
    Lang lang;
    Html out;
} Paper;

static void
paper_open(Paper *paper, const char *dir)
{
    paper->arena = arena_new();
    paper->lang = (Lang){.code = "en", .name = "English", .dir = dir};
    paper->out = (Html){
        .text = arena_string(paper->arena, 1024),
        .arena = paper->arena,
        .lang = &paper->lang,
        .prefix = "/fr",
        .zone = "UTC",
    };
}

static void
paper_clear(Paper *paper)
{
    arena_free(paper->arena);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Paper, paper_clear)

static void
assert_well_formed(const Paper *paper)
{
    static const GMarkupParser parser = {0};
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
    const GString *text = paper->out.text;
    g_autoptr(GError) error = NULL;
    bool ok = g_markup_parse_context_parse(context, text->str, (gssize)text->len, &error) &&
              g_markup_parse_context_end_parse(context, &error);
    g_markup_parse_context_free(context);
    g_assert_no_error(error);
    g_assert_true(ok);
}

static void
assert_has(const Paper *paper, const char *part)
{
    if (strstr(paper->out.text->str, part) == NULL)
        g_error("not drawn: %s", part);
}

static void
assert_lacks(const Paper *paper, const char *part)
{
    g_assert_null(strstr(paper->out.text->str, part));
}

/* ---- maps ---- */

static const MapValue some[] = {
    {"KE", 71},
    {"NP", 14},
    {"SG", 2 }, /* a dot */
    {"TZ", 0 },
};
static const MapSpan some_values = {some, G_N_ELEMENTS(some)};

static void
test_map_of_classes(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "ltr");
    MapOptions options = {.label = HOSTILE};
    g_assert_cmpuint(map_world(&paper.out, some_values, &options), ==, 0);
    assert_well_formed(&paper);
    assert_has(&paper, "aria-label=\"&lt;b&gt;Tom &amp; &quot;Ann&quot;");
    assert_has(&paper, "role=\"img\"");
    assert_has(&paper, "<path class=\"m5\"");
    assert_has(&paper, "<path class=\"m1 d\"");
    assert_lacks(&paper, "style=");
    assert_lacks(&paper, "<a ");
    assert_lacks(&paper, "mx");
    g_assert_cmpuint(paper.out.text->len, <, 14 * 1024);
}

static void
test_map_of_nothing(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "ltr");
    map_world(&paper.out, (MapSpan){NULL, 0}, &(MapOptions){.label = "Nobody yet"});
    assert_well_formed(&paper);
    assert_has(&paper, "class=\"m0\"");
    assert_lacks(&paper, "class=\"m1");
}

static void
test_map_refuses_what_has_no_place(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "ltr");
    static const MapValue odd[] = {
        {"",                   5        },
        {NULL,                 5        },
        {"<b>",                5        },
        {"ke",                 5        },
        {"KE\xd8\xb9\xd8\xb1", 5        },
        {"KE",                 -3       },
        {"UG",                 INT64_MIN},
        {"ZM",                 INT64_MAX},
    };
    MapSpan values = {odd, G_N_ELEMENTS(odd)};
    g_assert_cmpuint(map_world(&paper.out, values, &(MapOptions){.label = "Odd"}), ==, 5);
    assert_well_formed(&paper);
    assert_has(&paper, "class=\"m5\"");
    assert_lacks(&paper, "class=\"m1");
}

static void
test_map_of_links(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "ltr");
    MapOptions options = {.label = "All", .each = true, .link = "/members?country="};
    map_world(&paper.out, some_values, &options);
    assert_well_formed(&paper);
    assert_has(&paper, "role=\"group\"");
    assert_has(&paper, "<a href=\"/fr/members?country=KE\" aria-label=\"Kenya: 71\">");
    assert_has(&paper, "<title>Tanzania: 0</title>");
    assert_lacks(&paper, "country=TZ"); /* nobody to show there */
    g_assert_cmpuint(paper.out.text->len, <, 40 * 1024);
}

static void
test_map_hatches_what_is_missing(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "ltr");
    map_world(&paper.out, some_values, &(MapOptions){.label = "All", .hatch_missing = true});
    assert_well_formed(&paper);
    assert_has(&paper, "<pattern id=\"mx\"");
    assert_has(&paper, "class=\"mx\"");
    assert_has(&paper, "class=\"m0\""); /* Tanzania: zero is known */
}

static void
test_breaks_are_round_and_rise(void)
{
    static const int64_t most[] = {0, 1, 4, 9, 112, 1104, 999999, INT64_MAX};
    for (size_t i = 0; i < G_N_ELEMENTS(most); i++) {
        MapValue value = {"KE", most[i]};
        MapBreaks breaks = map_breaks((MapSpan){&value, 1});
        g_assert_cmpint(breaks.from[0], ==, 1);
        for (int k = 1; k < MAP_CLASSES; k++)
            g_assert_cmpint(breaks.from[k], >, breaks.from[k - 1]);
        if (most[i] > MAP_CLASSES)
            g_assert_cmpint(breaks.from[MAP_CLASSES - 1], <=, most[i]);
    }
}

static void
test_key_names_the_classes_in_use(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "ltr");
    MapBreaks breaks = {
        .from = {1, 5, 10, 20, 50}
    };
    map_key(&paper.out, some_values, &breaks);
    assert_well_formed(&paper);
    assert_has(&paper, "<i class=\"m1\"></i>1\xe2\x80\x93"
                       "4</li>");
    assert_has(&paper, "<i class=\"m5\"></i>50+</li>");
    assert_lacks(&paper, "m2");
}

/* ---- charts ---- */

static const ChartPoint growth[] = {
    {1370520000, 1,    "June 2013",     NULL      },
    {1404129600, 354,  "June 2014",     NULL      },
    {1469966400, 913,  "July 2016",     "over 900"},
    {1483185600, 1104, "December 2016", NULL      },
};

static void
test_line_labels_what_has_room(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "ltr");
    g_assert_true(chart_line(&paper.out, (ChartPointSpan){growth, 4}, HOSTILE));
    assert_well_formed(&paper);
    assert_has(&paper, "&lt;b&gt;Tom");
    assert_has(&paper, ">1,104</text>");
    assert_has(&paper, ">June 2014</text>");
    assert_lacks(&paper, "over 900"); /* would touch December 2016 */
    assert_lacks(&paper, "style=");
}

static void
test_line_runs_from_the_right_in_arabic(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "rtl");
    g_assert_true(chart_line(&paper.out, (ChartPointSpan){growth, 4}, "Members"));
    assert_well_formed(&paper);
    assert_has(&paper, "direction=\"rtl\"");
    assert_has(&paper, "d=\"M340 156L");
}

static void
test_line_of_nothing_and_of_one_point(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "ltr");
    ChartPoint below = {0, -1, "never", NULL};
    g_assert_false(chart_line(&paper.out, (ChartPointSpan){NULL, 0}, "Nothing"));
    g_assert_false(chart_line(&paper.out, (ChartPointSpan){&below, 1}, "Nothing"));
    g_assert_cmpstr(paper.out.text->str, ==, "");

    ChartPoint one = {INT64_MIN, INT64_MAX, HOSTILE, HOSTILE};
    g_assert_true(chart_line(&paper.out, (ChartPointSpan){&one, 1}, "One"));
    assert_well_formed(&paper);
    assert_has(&paper, "cx=\"180\" cy=\"26\"");
}

static void
test_line_stays_within_its_bounds(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "ltr");
    enum { MANY = 10000 };
    ChartPoint *points = arena_array_of(paper.arena, ChartPoint, MANY);
    for (int i = 0; i < MANY; i++)
        points[i] = (ChartPoint){i, i % 977, "day", NULL};
    points[MANY - 1] = (ChartPoint){INT64_MAX, 5000, "last", NULL};
    g_assert_true(chart_line(&paper.out, (ChartPointSpan){points, MANY}, "Many"));
    assert_well_formed(&paper);
    assert_has(&paper, ">5,000</text>");
    g_assert_cmpuint(paper.out.text->len, <, 8 * 1024);
}

static void
test_bars_fit_whatever_they_are_called(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "ltr");
    g_autofree char *endless = g_strnfill(10000, 'W');
    const ChartBar bars[] = {
        {HOSTILE,  1500, NULL,       false},
        {endless,  900,  "over 900", true },
        {"Zero",   0,    NULL,       false},
        {"Below",  -7,   NULL,       false},
        {"Number", 3,    endless,    false},
    };
    g_assert_true(chart_bars(&paper.out, (ChartBarSpan){bars, G_N_ELEMENTS(bars)}, endless));
    assert_well_formed(&paper);
    assert_has(&paper, "&lt;b&gt;Tom &amp; &quot;Ann&quot;");
    assert_has(&paper, "viewBox=\"0 0 360 184\""); /* four rows */
    assert_has(&paper, "class=\"p\" x=\"0\" y=\"68\" width=\"216\"");
    assert_has(&paper, "WWW\xe2\x80\xa6</text>");
    assert_lacks(&paper, "Below");
    g_assert_cmpuint(paper.out.text->len, <, 12 * 1024); /* the label for the ear is not cut */
}

static void
test_bars_of_nothing_and_of_too_many(void)
{
    g_auto(Paper) paper;
    paper_open(&paper, "rtl");
    g_assert_false(chart_bars(&paper.out, (ChartBarSpan){NULL, 0}, "Nothing"));
    g_assert_cmpstr(paper.out.text->str, ==, "");

    enum { MANY = 5000 };
    ChartBar *bars = arena_array_of(paper.arena, ChartBar, MANY);
    for (int i = 0; i < MANY; i++)
        bars[i] = (ChartBar){"Place", i, NULL, false};
    g_assert_true(chart_bars(&paper.out, (ChartBarSpan){bars, MANY}, "Many"));
    assert_well_formed(&paper);
    g_assert_cmpuint(paper.out.text->len, <, 16 * 1024);
}

/* Dark where ISO/IEC 18004 puts the finder patterns, light where it wants quiet. */
static void
test_qr_of_an_address(void)
{
    g_auto(Paper) paper = {0};
    paper_open(&paper, "ltr");
    g_autofree char *long_text = g_strnfill(QR_MOST + 1, 'x');
    g_assert_false(qr_write(&paper.out, long_text, "Too long"));
    g_assert_cmpuint(paper.out.text->len, ==, 0);
    g_assert_true(qr_write(&paper.out, "otpauth://totp/a:b?secret=MZXW6", HOSTILE));
    assert_well_formed(&paper);
    g_assert_null(strstr(paper.out.text->str, "<b>Tom"));
    g_assert_nonnull(strstr(paper.out.text->str, "M4 4h7v1h-7z"));
    g_assert_nonnull(strstr(paper.out.text->str, "M4 5h1v1h-1zM10 5h1v1h-1z"));
    g_assert_null(strstr(paper.out.text->str, "M4 3h"));
}

void
draw_tests(void)
{
    g_test_add_func("/draw/qr-of-an-address", test_qr_of_an_address);
    g_test_add_func("/draw/map-of-classes", test_map_of_classes);
    g_test_add_func("/draw/map-of-nothing", test_map_of_nothing);
    g_test_add_func("/draw/map-refuses-what-has-no-place", test_map_refuses_what_has_no_place);
    g_test_add_func("/draw/map-of-links", test_map_of_links);
    g_test_add_func("/draw/map-hatches-what-is-missing", test_map_hatches_what_is_missing);
    g_test_add_func("/draw/breaks-are-round-and-rise", test_breaks_are_round_and_rise);
    g_test_add_func("/draw/key-names-the-classes-in-use", test_key_names_the_classes_in_use);
    g_test_add_func("/draw/line-labels-what-has-room", test_line_labels_what_has_room);
    g_test_add_func("/draw/line-runs-from-the-right-in-arabic",
                    test_line_runs_from_the_right_in_arabic);
    g_test_add_func("/draw/line-of-nothing-and-of-one-point",
                    test_line_of_nothing_and_of_one_point);
    g_test_add_func("/draw/line-stays-within-its-bounds", test_line_stays_within_its_bounds);
    g_test_add_func("/draw/bars-fit-whatever-they-are-called",
                    test_bars_fit_whatever_they_are_called);
    g_test_add_func("/draw/bars-of-nothing-and-of-too-many", test_bars_of_nothing_and_of_too_many);
}
