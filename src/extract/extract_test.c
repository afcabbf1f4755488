/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "extract/extract.h"
#include "extract/extract_testing.h"

#include <string.h>

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

static Bytes
bytes_of(const char *text)
{
    return (Bytes){text, strlen(text)};
}

static Extract
assert_ends(Fixture *fx, Bytes content, ExtractEnd end)
{
    Extract extract = extract_run(fx->arena, content);
    g_assert_cmpstr(extract_end_name(extract.end), ==, extract_end_name(end));
    g_assert_true(end == EXTRACT_DONE || extract.n == 0);
    return extract;
}

/* ---- honest ones ---- */

static void
test_pdf_is_read_page_by_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {
        "# What we found\n\nOne line of a para-\ngraph that goes on\nhere.\n\nAnother one.", "",
        "The (third) page"};
    Extract extract = assert_ends(fx, a_pdf(fx->arena, pages, 3), EXTRACT_DONE);
    g_assert_cmpint(extract.format, ==, EXTRACT_PDF);
    g_assert_cmpint(extract.n_all, ==, 3);
    g_assert_cmpuint(extract.n, ==, 3);
    g_assert_cmpstr(
        extract.pages[0], ==,
        "# What we found\n\nOne line of a paragraph that goes on here.\n\nAnother one.");
    g_assert_cmpstr(extract.pages[1], ==, "");
    g_assert_cmpstr(extract.pages[2], ==, "The (third) page");
}

static void
test_pictures_of_pages_have_no_text(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {"", ""};
    assert_ends(fx, a_pdf(fx->arena, pages, 2), EXTRACT_EMPTY);
}

static void
test_docx_has_headings_and_no_crossed_out_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes content = a_docx(
        fx->arena,
        "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Aim</w:t></w:r></w:p>" P(
            "Tom &amp; Ann &lt;b&gt;") "<w:p><w:r><w:delText>Crossed out</w:delText><w:tab/>"
                                       "<w:t>kept</w:t></w:r></w:p>",
        "--- word/comments.xml\n<w:comments>" P("Remark") "</w:comments>\n");
    Extract extract = assert_ends(fx, content, EXTRACT_DONE);
    g_assert_cmpint(extract.format, ==, EXTRACT_DOCX);
    g_assert_false(extract.macros);
    g_assert_cmpuint(extract.n, ==, 1);
    g_assert_cmpstr(extract.pages[0], ==, "# Aim\n\nTom & Ann <b>\n\nkept");
}

static void
test_long_texts_have_parts(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autofree char *words = g_strnfill(EXTRACT_PART, 'w');
    const char *body = arena_printf(fx->arena, P("%s") P("%s") P("end"), words, words);
    g_assert_cmpuint(assert_ends(fx, a_docx(fx->arena, body, ""), EXTRACT_DONE).n, ==, 3);
    Extract extract = assert_ends(
        fx, bytes_of(arena_printf(fx->arena, "One\r\ntwo\n\nthree %s\n\nfour", words)),
        EXTRACT_DONE);
    g_assert_cmpint(extract.format, ==, EXTRACT_TXT);
    g_assert_cmpuint(extract.n, ==, 2);
    g_assert_true(g_str_has_prefix(extract.pages[0], "One two\n\nthree www"));
    g_assert_cmpstr(extract.pages[1], ==, "four");
}

/* More XML than one tag may have. */
static void
test_large_documents_are_read_to_the_end(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *body = arena_string(fx->arena, 2 * 1024 * 1024);
    for (int i = 0; i < 60000; i++)
        g_string_append(body, P("word"));
    g_string_append(body, P("the end"));
    g_assert_cmpuint(body->len, >, 2 * 1024 * 1024);
    Extract extract = assert_ends(fx, a_docx(fx->arena, body->str, ""), EXTRACT_DONE);
    g_assert_true(g_str_has_suffix(extract.pages[extract.n - 1], "the end"));
}

static void
test_odt_leaves_remarks_out(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes content = a_zip(
        fx->arena,
        "--- mimetype\napplication/vnd.oasis.opendocument.text\n--- content.xml\n"
        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body>"
        "<text:tracked-changes><text:p>Deleted</text:p></text:tracked-changes>"
        "<text:h>Aim</text:h><text:p>A<text:s/>b<office:annotation><text:p>Remark</text:p>"
        "</office:annotation> c</text:p></office:body></office:document-content>\n");
    Extract extract = assert_ends(fx, content, EXTRACT_DONE);
    g_assert_cmpint(extract.format, ==, EXTRACT_ODT);
    g_assert_cmpstr(extract.pages[0], ==, "# Aim\n\nA b c");
}

static void
test_each_slide_is_a_page(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
#define SLIDE(n, text)                                                                             \
    "--- ppt/slides/slide" n ".xml\n<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><a:p><a:r><a:t>" text       \
    "</a:t></a:r></a:p></p:sld>\n"
    Bytes content = a_zip(fx->arena, "--- ppt/presentation.xml\n<p/>\n" SLIDE("1", "Welcome")
                                         SLIDE("2", "") SLIDE("3", "Thanks"));
    Extract extract = assert_ends(fx, content, EXTRACT_DONE);
    g_assert_cmpint(extract.format, ==, EXTRACT_PPTX);
    g_assert_cmpuint(extract.n, ==, 3);
    g_assert_cmpstr(extract.pages[2], ==, "Thanks");
}

static void
test_epub_is_read_in_its_own_order(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes content = a_zip(
        fx->arena,
        "--- META-INF/container.xml\n<container><rootfiles>"
        "<rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>\n"
        "--- OPS/book.opf\n<package><manifest><item id=\"a\" href=\"one%20a.xhtml\"/>"
        "<item id=\"b\" href=\"../../etc/passwd\"/><item id=\"c\" href=\"two.xhtml\"/></manifest>"
        "<spine><itemref idref=\"c\"/><itemref idref=\"b\"/><itemref "
        "idref=\"a\"/></spine></package>\n"
        "--- OPS/one a.xhtml\n<!DOCTYPE html>\n<html><head><title>T</title></head><body>"
        "<p>Last&nbsp;one</p><script>alert(1)</script></body></html>\n"
        "--- "
        "OPS/two.xhtml\n<html><body><h2>First</h2><ul><li>a</li><li>b</li></ul></body></html>\n");
    Extract extract = assert_ends(fx, content, EXTRACT_DONE);
    g_assert_cmpint(extract.format, ==, EXTRACT_EPUB);
    g_assert_cmpuint(extract.n, ==, 2);
    g_assert_cmpstr(extract.pages[0], ==, "# First\n\na\n\nb");
    g_assert_cmpstr(extract.pages[1], ==, "Last one");
}

/* ---- hostile ones ---- */

static void
test_bombs_are_left_alone(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_ends(fx, a_bomb(fx->arena, 8 * 1024 * 1024), EXTRACT_BOMB);
    /* A billion of laughs: entities that double are refused with their declaration. */
    assert_ends(fx,
                a_zip(fx->arena, "--- word/document.xml\n<!DOCTYPE d [<!ENTITY a \"ha\">"
                                 "<!ENTITY b \"&a;&a;\">]><d><p><t>&b;</t></p></d>\n"),
                EXTRACT_BROKEN);
    /* Nor is anything fetched that stands elsewhere. */
    assert_ends(fx,
                a_zip(fx->arena, "--- word/document.xml\n<!DOCTYPE d [<!ENTITY x SYSTEM "
                                 "\"file:///etc/passwd\">]><d><p><t>&x;</t></p></d>\n"),
                EXTRACT_BROKEN);
}

static void
test_long_documents_are_read_to_a_limit(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    size_t n = EXTRACT_PAGES + 5;
    const char **pages = arena_array_of(fx->arena, const char *, n);
    for (size_t i = 0; i < n; i++)
        pages[i] = "word";
    Extract extract = assert_ends(fx, a_pdf(fx->arena, pages, n), EXTRACT_DONE);
    g_assert_cmpuint(extract.n, ==, EXTRACT_PAGES);
    g_assert_cmpint(extract.n_all, ==, n);
}

static void
test_broken_files_are_told(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {"One", "Two"};
    Bytes pdf = a_pdf(fx->arena, pages, 2);
    Bytes docx = a_docx(fx->arena, P("One"), "");
    assert_ends(fx, (Bytes){pdf.at, 40}, EXTRACT_BROKEN);
    assert_ends(fx, (Bytes){docx.at, docx.n / 2}, EXTRACT_BROKEN);
    assert_ends(fx, a_docx(fx->arena, "<w:p><w:t>not closed", ""), EXTRACT_BROKEN);
    assert_ends(fx, a_zip(fx->arena, "--- ../../x\nup\n--- /etc/passwd\nroot\n"), EXTRACT_UNKNOWN);
    assert_ends(fx, (Bytes){"\x89PNG\r\n\x1a\n\0\0", 10}, EXTRACT_UNKNOWN);
    assert_ends(fx, (Bytes){"", 0}, EXTRACT_UNKNOWN);
    /* Poppler finds the pages again without their table. */
    char *damaged = memcpy(arena_array_of(fx->arena, char, pdf.n), pdf.at, pdf.n);
    memset(damaged + pdf.n - 10, '9', 3);
    g_assert_cmpuint(assert_ends(fx, (Bytes){damaged, pdf.n}, EXTRACT_DONE).n, ==, 2);
}

/* By its first bytes a file is one kind, whatever else is behind them. */
static void
test_files_of_two_kinds_are_one(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const pages[] = {"A page"};
    Bytes pdf = a_pdf(fx->arena, pages, 1), docx = a_docx(fx->arena, P("A document"), "");
    Extract extract = assert_ends(fx, bytes_join(fx->arena, pdf, docx), EXTRACT_DONE);
    g_assert_cmpint(extract.format, ==, EXTRACT_PDF);
    g_assert_cmpstr(extract.pages[0], ==, "A page");
    assert_ends(fx, bytes_of("GIF89a/*\x01*/=1;alert(1)"), EXTRACT_UNKNOWN);
    extract = assert_ends(fx, bytes_of("<svg onload=\"alert(1)\"><text>x</text></svg>"),
                          EXTRACT_DONE);
    g_assert_cmpint(extract.format, ==, EXTRACT_TXT);
}

static void
test_macros_are_told_and_not_run(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Extract extract = assert_ends(
        fx, a_docx(fx->arena, P("Text"), "--- word/vbaProject.bin\nSub AutoOpen\n"), EXTRACT_DONE);
    g_assert_true(extract.macros);
    g_assert_cmpstr(extract.pages[0], ==, "Text");
}

void
extract_tests(void)
{
    add_test_once("/extract/pdf-page-by-page", test_pdf_is_read_page_by_page);
    add_test_once("/extract/pictures-of-pages", test_pictures_of_pages_have_no_text);
    add_test_once("/extract/docx", test_docx_has_headings_and_no_crossed_out_words);
    add_test_once("/extract/parts", test_long_texts_have_parts);
    add_test_once("/extract/large", test_large_documents_are_read_to_the_end);
    add_test_once("/extract/odt", test_odt_leaves_remarks_out);
    add_test_once("/extract/slides", test_each_slide_is_a_page);
    add_test_once("/extract/epub", test_epub_is_read_in_its_own_order);
    add_test_once("/extract/bombs", test_bombs_are_left_alone);
    add_test_once("/extract/long", test_long_documents_are_read_to_a_limit);
    add_test_once("/extract/broken", test_broken_files_are_told);
    add_test_once("/extract/two-kinds", test_files_of_two_kinds_are_one);
    add_test_once("/extract/macros", test_macros_are_told_and_not_run);
}
