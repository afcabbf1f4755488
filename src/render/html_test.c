/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Nothing that people wrote becomes markup; and what templates ask of values.
 */
#include "render/filter.h"
#include "render/html.h"
#include "testing.h"

static Html
a_sink(Fixture *fx, const char *prefix, const char *token)
{
    return (Html){.text = arena_string(fx->arena, 64),
                  .arena = fx->arena,
                  .lang = LANG_ENGLISH,
                  .prefix = prefix,
                  .token = token,
                  .zone = "UTC",
                  .now = TEST_NOW};
}

static void
test_texts_are_escaped(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Html out = a_sink(fx, "", NULL);
    html_text(&out, HOSTILE);
    html_text(&out, (const char *)NULL);
    g_assert_cmpstr(out.text->str, ==,
                    "&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;&#39;{{x}} عرب 🙂");
    out = a_sink(fx, "", NULL);
    html_text(&out, G_MININT64);
    html_lit(&out, "|");
    html_text(&out, (int64_t)0);
    html_lit(&out, "|");
    html_text(&out, true);
    g_assert_cmpstr(out.text->str, ==, "-9223372036854775808|0|1");
}

static void
test_only_safe_addresses(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const links[][2] = {
        {"/about",                   "/fr/about"                   },
        {"/",                        "/fr/"                        },
        {"/assets/style.css",        "/assets/style.css"           },
        {"/files/7",                 "/files/7"                    },
        {"//evil.example",           "//evil.example"              },
        {"https://a.example/?x=1&y", "https://a.example/?x=1&amp;y"},
        {"mailto:a@b.co",            "mailto:a@b.co"               },
        {"#part",                    "#part"                       },
        {"?page=2",                  "?page=2"                     },
        {"a:b",                      "#"                           },
        {"javascript:alert(1)",      "#"                           },
        {"JaVaScRiPt:alert(1)",      "#"                           },
        {"java\tscript:alert(1)",    "#"                           },
        {" javascript:alert(1)",     "#"                           },
        {"\x01javascript:alert(1)",  "#"                           },
        {"data:text/html,x",         "#"                           },
        {"/\\evil.example",          "#"                           },
        {"vbscript:x",               "#"                           },
        {"/a\"onclick=\"x",          "/fr/a&quot;onclick=&quot;x"  },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(links); i++) {
        Html out = a_sink(fx, "/fr", NULL);
        html_url(&out, links[i][0]);
        g_assert_cmpstr(out.text->str, ==, links[i][1]);
    }
    Html out = a_sink(fx, "", NULL);
    html_url_part(&out, "a b/c?d&e=é\"");
    html_url_part(&out, 7);
    g_assert_cmpstr(out.text->str, ==, "a%20b%2Fc%3Fd%26e%3D%C3%A9%227");
}

static void
test_values_in_texts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Html out = a_sink(fx, "", NULL);
    html_fill(&out, "<{a}> {b} {c} {", "a", "<i>", "b", NULL, NULL);
    g_assert_cmpstr(out.text->str, ==, "&lt;&lt;i&gt;&gt;  {c} {");
    g_assert_cmpstr(html_string(&out, 7), ==, "7");
    g_assert_cmpstr(html_string(&out, "x"), ==, "x");
    g_assert_true(html_has("x") && html_has(1) && html_has(0.5) && html_has((const void *)&out));
    g_assert_false(html_has("") || html_has((const char *)NULL) || html_has(0) || html_has(0.0));
}

static void
test_token_is_for_who_has_one(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Html out = a_sink(fx, "", NULL);
    html_token(&out);
    g_assert_cmpstr(out.text->str, ==, "");
    out = a_sink(fx, "", "a\"b");
    html_token(&out);
    g_assert_cmpstr(out.text->str, ==, "<input type=\"hidden\" name=\"token\" value=\"a&quot;b\">");
}

static void
test_initials_of_any_script(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const names[][2] = {
        {"Ana Lima",             "AL"},
        {"Maria Moreno",         "MM"},
        {"ana de lima",          "AL"},
        {"Madonna",              "M" },
        {"  (Dr.) Ann  O'Neil ", "DO"},
        {"Jean-Luc Picard",      "JP"},
        {"محمد علي",             "مع"},
        {"አበበ ቢቂላ",              "አቢ"},
        {"élodie Østergård",     "ÉØ"},
        {"42 7",                 ""  },
        {"",                     ""  },
    };
    Html out = a_sink(fx, "", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        g_assert_cmpstr(filter_initials(&out, names[i][0]), ==, names[i][1]);
    g_assert_null(filter_initials(&out, NULL));
}

static void
test_filters_know_the_reader(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Html out = a_sink(fx, "/fr", NULL);
    out.lang = lang_find("fr");
    out.zone = "Pacific/Auckland";
    g_assert_cmpstr(filter_day(&out, TEST_NOW), ==, "2 janvier 2017");
    g_assert_cmpstr(filter_day(&out, TEST_NOW + 2 * 3600), ==, "3 janvier 2017");
    g_assert_cmpstr(filter_iso(&out, TEST_NOW), ==, "2017-01-02T09:00:00Z");
    g_assert_cmpstr(filter_country(&out, "DE"), ==, "Allemagne");
    g_assert_cmpstr(filter_language(&out, "en"), ==, "anglais");
    g_assert_cmpstr(filter_date(&out, "2017-08"), ==, "août 2017");
    g_assert_cmpstr(filter_text(&out, "Search"), ==, "Rechercher");
    g_assert_null(filter_text(&out, NULL));
    g_assert_null(filter_languages(&out, NULL));
    g_assert_null(filter_date(&out, NULL));
}

void
html_tests(void)
{
    add_test_once("/html/texts-are-escaped", test_texts_are_escaped);
    add_test_once("/html/only-safe-addresses", test_only_safe_addresses);
    add_test_once("/html/values-in-texts", test_values_in_texts);
    add_test_once("/html/token-is-for-who-has-one", test_token_is_for_who_has_one);
    add_test_once("/html/initials-of-any-script", test_initials_of_any_script);
    add_test_once("/html/filters-know-the-reader", test_filters_know_the_reader);
}
