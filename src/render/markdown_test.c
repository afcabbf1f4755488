/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "render/markdown.h"
#include "testing.h"

#include <string.h>

static const char *
html_of(Fixture *fx, const char *source)
{
    SafeHtml html = markdown_html(fx->arena, source);
    return arena_strndup(fx->arena, html.markup, html.len);
}

static void
assert_has(Fixture *fx, const char *source, const char *html)
{
    if (strstr(html_of(fx, source), html) == NULL)
        g_error("“%s” is\n%s\nwithout\n%s", source, html_of(fx, source), html);
}

static void
assert_lacks(Fixture *fx, const char *source, const char *html)
{
    if (strstr(html_of(fx, source), html) != NULL)
        g_error("“%s” is\n%s", source, html_of(fx, source));
}

static void
test_what_people_write(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_has(fx, "Some *weak* and **strong** ~~gone~~ `code`",
               "<em>weak</em> and <strong>strong</strong> <del>gone</del> <code>code</code>");
    assert_has(fx, "- a\n- b", "<li>a</li>");
    assert_has(fx, "| a | b |\n|--:|---|\n| 1 | 2 |", "<td>1</td>");
    assert_lacks(fx, "| a | b |\n|--:|---|\n| 1 | 2 |", "align");
    assert_has(fx, "See www.example.org now", "href=\"http://www.example.org\"");
    assert_has(fx, "[us](/about)", "<a href=\"/about\">us</a>");
    g_assert_cmpstr(html_of(fx, ""), ==, "");
    g_assert_cmpstr(html_of(fx, NULL), ==, "");
}

static void
test_markup_is_dropped(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const sources[] = {
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<div onclick='x'>\n\n</div>",
        "<!-- <script> -->",
        "<![CDATA[<script>]]>",
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](data:text/html,<script>)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "[x](vbscript:y)",
        "[x]: javascript:alert(1)\n\n[x]",
    };
    static const char *const never[] = {
        "<script",           "<img",         "onerror",   "onclick=", "href=\"javascript",
        "href=\"JAVASCRIPT", "href=\"data:", "href=\"vb", "<div"};
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(never); k++)
            assert_lacks(fx, sources[i], never[k]);
    assert_has(fx, "a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;");
}

/* A picture from elsewhere tells its host who reads. */
static void
test_pictures_are_our_own(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_has(fx, "![A *bee*](/files/7/bee.png)", "<img src=\"/files/7/bee.png\" alt=\"A bee\"");
    assert_lacks(fx, "![Bee](https://a.example/bee.png)", "<img");
    assert_has(fx, "![Bee](https://a.example/bee.png)",
               "<a href=\"https://a.example/bee.png\">Bee</a>");
    assert_has(fx, "![](https://a.example/bee.png)", ">https://a.example/bee.png</a>");
    assert_lacks(fx, "![x](//a.example/files/7)", "<img");
    assert_lacks(fx, "![x](/files\\..\\x)", "<img");
    /* No link inside a link, whatever the nesting. */
    assert_lacks(fx, "[![Bee](https://a.example/b.png)](/about)", "b.png");
    assert_has(fx, "[![Bee](/files/7/b.png)](/about)", "<a href=\"/about\"><img");
}

static void
test_headings_skip_no_level(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const trees[][2] = {
        {"# a\n## b\n# c",        "<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>\n"},
        {"### a\n### b",          "<h2>a</h2>\n<h2>b</h2>\n"            },
        {"# a\n#### b\n###### c", "<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n"},
        {"## a\n# b",             "<h2>a</h2>\n<h2>b</h2>\n"            },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(trees); i++)
        g_assert_cmpstr(html_of(fx, trees[i][0]), ==, trees[i][1]);
}

static void
test_as_plain_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *text = markdown_text(fx->arena, "# Bees\n\nThey *hum* <b>loud</b>, see "
                                                "[us](/about).\n\n- one\n- two");
    g_assert_nonnull(strstr(text, "Bees"));
    g_assert_nonnull(strstr(text, "They hum"));
    g_assert_nonnull(strstr(text, "one\n"));
    g_assert_null(strstr(text, "<b>"));
    g_assert_null(strpbrk(text, "*#"));
    g_assert_cmpstr(markdown_text(fx->arena, ""), ==, "");
    for (const char *c = markdown_text(fx->arena, "a&#7;b&#0;c"); *c != '\0'; c++)
        g_assert_true(*c == '\n' || !g_ascii_iscntrl(*c));
}

/* Deep nesting must end, and soon. */
static void
test_deep_nesting_ends(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *deep = arena_string(fx->arena, 48 * 1024);
    for (int i = 0; i < 8000; i++)
        g_string_append(deep, "> [![");
    g_assert_nonnull(html_of(fx, deep->str));
    g_assert_nonnull(markdown_text(fx->arena, deep->str));
}

static const char *
at_our_site(const void *arena, const char *url)
{
    return *url == '/' ? arena_printf((Arena *)arena, "https://us.example%s", url) : url;
}

/* In a mail nothing is loaded and every link is whole; in text it is behind its words, once. */
static void
test_mail(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char source[] =
        "# News\n\nRead [the *report*](/library/report), <https://a.example/x> or "
        "https://b.example.\n\n![A map](/files/7/map.png) ![](/files/8/x.png) "
        "[![In a link](/files/9/y.png)](/about)\n\n[bad](javascript:alert) <b>raw</b>\n";
    const MarkdownMail mail = {at_our_site, fx->arena};
    SafeHtml html = markdown_mail_html(fx->arena, source, &mail);
    g_assert_null(strstr(html.markup, "<img"));
    g_assert_null(strstr(html.markup, "=\"/"));
    g_assert_null(strstr(html.markup, "<b>"));
    g_assert_nonnull(strstr(html.markup, "<a href=\"https://us.example/library/report\">the <em>"));
    g_assert_nonnull(
        strstr(html.markup, "<a href=\"https://us.example/files/7/map.png\">A map</a>"));
    g_assert_nonnull(strstr(html.markup, "<a href=\"https://us.example/about\">In a link</a>"));
    const char *text = markdown_mail_text(fx->arena, source, &mail);
    g_assert_nonnull(strstr(text, "Read the report <https://us.example/library/report>, "
                                  "https://a.example/x or https://b.example."));
    g_assert_nonnull(strstr(text, "A map <https://us.example/files/7/map.png>"));
    g_assert_nonnull(strstr(text, "In a link <https://us.example/about>"));
    g_assert_null(strstr(text, "javascript"));
}

/* ---- text that is no Markdown ---- */

static void
test_plain_text_stays_as_it_is(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const texts[] = {
        "A *b* _c_ `d` ~~e~~ [f](g) ![h](i) <b>j</b> &amp; \\k | l",
        "# no heading",
        "   ## none either",
        "- no list",
        "+ no list",
        "1. no list",
        "12) no list",
        "---",
        "===",
        "www.example.org",
        "[^1]: no note",
        HOSTILE,
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        GString *source = arena_string(fx->arena, 64);
        markdown_append_plain(source, texts[i]);
        const char *html = html_of(fx, source->str);
        g_assert_true(g_str_has_prefix(html, "<p>"));
        g_assert_true(strchr(html + 1, '<') == strstr(html, "</p>")); /* no other element */
        g_assert_cmpstr(g_strstrip(arena_strdup(fx->arena, markdown_text(fx->arena, source->str))),
                        ==, g_strstrip(arena_strdup(fx->arena, texts[i])));
    }
}

static void
test_plain_text_is_escaped_only_where_it_must(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char usual[] = "Dr. Amina Diallo-Keita (Kenya), 3.5 % more + no # or - 2017!";
    GString *source = arena_string(fx->arena, 64);
    g_string_append(source, "[");
    markdown_append_plain(source, usual);
    g_assert_cmpstr(source->str + 1, ==, usual);
    g_string_truncate(source, 0);
    markdown_append_plain(source, "One\nline");
    g_assert_cmpstr(source->str, ==, "One line");
}

void
markdown_tests(void)
{
    add_test_once("/markdown/mail", test_mail);
    add_test_once("/markdown/what-people-write", test_what_people_write);
    add_test_once("/markdown/markup-is-dropped", test_markup_is_dropped);
    add_test_once("/markdown/pictures-are-our-own", test_pictures_are_our_own);
    add_test_once("/markdown/headings-skip-no-level", test_headings_skip_no_level);
    add_test_once("/markdown/as-plain-text", test_as_plain_text);
    add_test_once("/markdown/deep-nesting-ends", test_deep_nesting_ends);
    add_test_once("/markdown/plain", test_plain_text_stays_as_it_is);
    add_test_once("/markdown/plain-usual", test_plain_text_is_escaped_only_where_it_must);
}
