/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/file.h"
#include "base/limits.h"

#include <string.h>

#define URL "/desk/pages/1/files"
#define HEIC                                                                                       \
    "\0\0\0\x18"                                                                                   \
    "ftypheic\0\0"

static const Bytes PNG = {"\x89PNG\r\n\x1a\n", 8}, PDF = {"%PDF-1.7 x", 10};

/* A published page, whose texts are in two languages. */
static void
a_page(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(
        cx,
        &(ItemDraft){
            .kind = "page", .slug = "p", .title = "The page", .body = "Words.", .author_id = ANN});
    item_translate(cx, id, 0,
                   &(ItemDraft){.language = "fr", .title = "La page", .body = "Des mots."});
    item_publish(cx, id);
    fixture_commit(fx);
}

/* The text of one language is this now. */
static void
write_text(Fixture *fx, const char *language, const char *body)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    const Item *item = item_find_in(cx, 1, "");
    ItemDraft draft = {
        .language = language, .title = "T", .body = body, .image_id = item->image_id};
    if (strcmp(language, "en") == 0)
        item_update(cx, 1, item->version, &draft);
    else
        item_translate(cx, 1, 1, &draft);
    fixture_commit(fx);
}

static Response *
send_bytes(Fixture *fx, int64_t me, const char *name, const char *type, Bytes bytes)
{
    return post_file(fx, me, URL, &(Upload){"file", name, type, bytes}, "title", "A title", "alt",
                     "", NULL);
}

static Response *
send_picture(Fixture *fx, int64_t me, const char *alt)
{
    return post_file(fx, me, URL, &(Upload){"file", "tree.png", "image/png", PNG}, "title",
                     "Our tree", "alt", alt, NULL);
}

static Response *
send_pdf(Fixture *fx, int64_t me)
{
    return post_file(fx, me, URL, &(Upload){"file", "guide.pdf", "application/pdf", PDF}, "title",
                     "", "alt", "not for a PDF", NULL);
}

static int64_t
count_rows(Fixture *fx, const char *table)
{
    g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", table);
    return query_int(fx, arena_strdup(fx->arena, sql));
}

static int64_t
count_acts(Fixture *fx, const char *action)
{
    return query_int(
        fx, arena_printf(fx->arena, "SELECT count(*) FROM audit WHERE action = '%s'", action));
}

static void
test_files_are_added_and_listed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    assert_shows(get(fx, EDNA, "/desk/pages/1"), "href=\"" URL "\"");
    Response *res = get(fx, EDNA, URL);
    assert_shows(res, "No file hangs on this text yet");
    assert_shows(res, "<details id=\"add\" open>");
    assert_shows(res, "of at most 2 MB");  /* LIMIT_PICTURE */
    assert_shows(res, "of at most 24 MB"); /* LIMIT_FILE */
    fx->now += 60;
    assert_location(send_picture(fx, EDNA, "A tree in [the] sun"), URL);
    assert_location(send_pdf(fx, EDNA), URL);
    res = get(fx, EDNA, URL);
    assert_statements(fx, 10);
    assert_shows(res, "<details id=\"add\">");
    assert_shows(res, "<img class=\"thumb\" src=\"/files/1\" alt=\"A tree in [the] sun\"");
    assert_shows(res, "value=\"![A tree in \\[the\\] sun](/files/1)\" readonly");
    assert_shows(res, "value=\"[guide.pdf](/files/2)\" readonly");
    assert_shows(res, "Our tree");
    assert_shows(res, "PNG picture · 8 bytes");
    assert_shows(res, "PDF document");
    assert_shows(get(fx, EDNA, "/fr" URL), "Image PNG");
    assert_shows(get_json(fx, EDNA, URL), "\"alt\":\"A tree in [the] sun\"");
    g_assert_cmpint(count_acts(fx, "file.attach"), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT updated_at FROM item"), ==, fx->now);
    g_assert_cmpint(query_int(fx, "SELECT version FROM item"), ==, 1);
    g_assert_cmpstr(query_text(fx, "SELECT alt FROM item_file WHERE file_id = 2"), ==, "");
    assert_status(get(fx, NOBODY, "/files/2"), 200);
}

static void
test_list_costs_the_same_with_many_files(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    for (int i = 0; i < LIMIT_ITEM_FILES; i++) {
        const char *text = arena_printf(fx->arena, "Text %d", i);
        assert_status(send_bytes(fx, EDNA, "a.txt", "text/plain", (Bytes){text, strlen(text)}),
                      303);
    }
    Response *res = get(fx, EDNA, URL);
    assert_statements(fx, 10);
    assert_shows(res, "No more than 50 files");
    assert_hides(res, "Add a file");
    res = send_pdf(fx, EDNA);
    assert_status(res, 422);
    assert_shows(res, "there are 50 files already");
    g_assert_cmpint(count_rows(fx, "item_file"), ==, LIMIT_ITEM_FILES);
}

static void
test_reader_sees_the_picture_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    send_picture(fx, EDNA, "A \"tree\"");
    send_pdf(fx, EDNA);
    Response *res = get(fx, NOBODY, "/p");
    assert_shows(res, "Our tree</a>"); /* stands nowhere: to be downloaded */
    assert_shows(res, "guide.pdf</a>");
    write_text(fx, "en", "Look: ![A tree](/files/1)");
    res = get(fx, NOBODY, "/p");
    assert_shows(res, "<img src=\"/files/1\" alt=\"A tree\"");
    assert_hides(res, "Our tree");
    write_text(fx, "en", "Look: ![another](/files/12)");
    assert_shows(get(fx, NOBODY, "/p"), "Our tree</a>");
    assert_location(post(fx, EDNA, URL "/1/picture", "show", "1", NULL), URL);
    res = get(fx, NOBODY, "/p");
    assert_shows(res, "<img class=\"picture\" src=\"/files/1\" alt=\"A &quot;tree&quot;\"");
    assert_hides(res, "Our tree");
    assert_shows(get(fx, EDNA, URL), "It stands above the text");
    assert_status(post(fx, EDNA, URL "/2/picture", NULL), 409);
    assert_status(post(fx, EDNA, URL "/1/picture", NULL), 303);
    assert_status(post(fx, EDNA, URL "/1/picture", NULL), 409);
    assert_hides(get(fx, NOBODY, "/p"), "class=\"picture\"");
    assert_status(post(fx, EDNA, URL "/2/picture", "show", "1", NULL), 404); /* is none */
    assert_status(post(fx, EDNA, URL "/9/picture", "show", "1", NULL), 404);
    g_assert_cmpint(count_acts(fx, "file.picture"), ==, 2);
}

static void
test_words_are_changed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    send_picture(fx, EDNA, "A tree");
    send_pdf(fx, EDNA);
    post(fx, EDNA, URL "/1/picture", "show", "1", NULL);
    Response *res = get(fx, EDNA, URL "/1");
    assert_statements(fx, 10);
    assert_shows(res, "name=\"alt\" type=\"text\" value=\"A tree\"");
    assert_hides(get(fx, EDNA, URL "/2"), "name=\"alt\"");
    res = post(fx, EDNA, URL "/1", "title", "Kept words", "alt", " ", NULL);
    assert_status(res, 422);
    assert_shows(res, "f-alt-error");
    assert_shows(res, "value=\"Kept words\"");
    assert_location(post(fx, EDNA, URL "/1", "title", "Oak", "alt", "An oak", NULL), URL);
    assert_shows(get(fx, NOBODY, "/p"), "src=\"/files/1\" alt=\"An oak\"");
    assert_status(post(fx, EDNA, URL "/2", "title", "The guide", "alt", "x", NULL), 303);
    assert_shows(get(fx, NOBODY, "/p"), "/files/2/guide.pdf\">The guide</a>");
    g_assert_cmpint(count_acts(fx, "file.describe"), ==, 2);
}

static void
test_removal_warns_and_frees(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    send_picture(fx, EDNA, "A tree");
    assert_hides(get(fx, EDNA, URL), "Its address still stands");
    write_text(fx, "en", "![A tree](/files/1)");
    write_text(fx, "fr", "![Un arbre](/files/1/tree.png)");
    post(fx, EDNA, URL "/1/picture", "show", "1", NULL);
    Response *res = get(fx, EDNA, URL);
    assert_shows(res, "Its address still stands in the text (English and French)");
    assert_shows(res, "It is the picture above the text");
    assert_location(post(fx, EDNA, URL "/1/remove", NULL), URL);
    assert_status(get(fx, EDNA, "/files/1"), 404);
    assert_hides(get(fx, NOBODY, "/p"), "class=\"picture\"");
    g_assert_cmpint(count_rows(fx, "item_file"), ==, 0);
    g_assert_cmpint(count_rows(fx, "file_chunk"), ==, 0);
    g_assert_cmpint(count_rows(fx, "item WHERE image_id IS NOT NULL"), ==, 0);
    g_assert_cmpint(count_acts(fx, "file.detach"), ==, 1);
    assert_status(post(fx, EDNA, URL "/1/remove", NULL), 404);
    /* The same again is another number: the old address stays dead. */
    send_picture(fx, EDNA, "A tree");
    assert_status(get(fx, EDNA, "/files/1"), 404);
    assert_status(get(fx, EDNA, "/files/2"), 200);
}

static void
test_content_stays_where_it_hangs(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    send_picture(fx, EDNA, "A tree");
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t other = item_insert(cx, &(ItemDraft){.kind = "page", .slug = "o", .title = "Other"});
    file_attach(cx, other, 1, &(FileWords){.name = "open.png", .alt = "A tree"});
    item_publish(cx, other);
    fixture_commit(fx);
    run_sql(fx, "UPDATE item SET audience = 'secretariat' WHERE id = 1");
    /* What it is called where a reader may not look is not for him. */
    g_assert_cmpstr(header_of(get(fx, NOBODY, "/files/1"), "Content-Disposition"), ==,
                    "inline; filename*=UTF-8''open.png");
    g_assert_cmpstr(header_of(get(fx, SAM, "/files/1"), "Content-Disposition"), ==,
                    "inline; filename*=UTF-8''tree.png");
    assert_status(post(fx, SAM, URL "/1/remove", NULL), 303);
    assert_status(get(fx, NOBODY, "/files/1"), 200);
    assert_status(post(fx, SAM, "/desk/pages/2/delete", NULL), 303);
    assert_status(get(fx, SAM, "/files/1"), 404);
    g_assert_cmpint(count_rows(fx, "file_chunk"), ==, 0);
}

static void
test_what_is_wrong_stands_at_its_field(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    g_autofree char *huge = g_malloc0(LIMIT_FILE + 1);
    memcpy(huge, PNG.at, PNG.n);
    Response *res = send_picture(fx, EDNA, "");
    assert_status(res, 422);
    assert_shows(res, "Alternative text: say what the picture shows");
    assert_shows(res, "choose “tree.png” once more");
    assert_shows(res, "value=\"Our tree\"");
    res = post(fx, EDNA, URL, "title", "Kept words", NULL);
    assert_status(res, 422);
    assert_shows(res, "File: choose a file");
    assert_shows(res, "value=\"Kept words\"");
    res = send_bytes(fx, EDNA, "x.heic", "image/heic", (Bytes){HEIC, sizeof HEIC - 1});
    assert_shows(res, "Save it as PNG");
    res = send_bytes(fx, EDNA, "x.svg", "image/svg+xml", (Bytes){"<svg onload='x()'/>", 19});
    assert_shows(res, "Save it as PNG");
    res = send_bytes(fx, EDNA, "run.exe", "application/x", (Bytes){"MZ\0\1", 4});
    assert_shows(res, "this kind is not known here");
    res = send_bytes(fx, EDNA, "x.png", "image/png", (Bytes){huge, LIMIT_PICTURE + 1});
    assert_shows(res, "this picture is too large, at most 2 MB");
    memcpy(huge, PDF.at, PDF.n);
    res = send_bytes(fx, EDNA, "x.pdf", "application/pdf", (Bytes){huge, LIMIT_FILE + 1});
    assert_shows(res, "this is too large, at most 24 MB");
    assert_status(res, 422);
    g_assert_cmpint(count_rows(fx, "file"), ==, 0);
    send_pdf(fx, EDNA);
    res = send_pdf(fx, EDNA);
    assert_status(res, 422);
    assert_shows(res, "it hangs on this text already, as “guide.pdf”");
}

static void
test_hostile_names_stay_names(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *sent, *kept;
    } names[] = {
        {"../../etc/passwd",                     "passwd"                              },
        {"C:\\docs\\a.txt",                      "a.txt"                               },
        {"..",                                   "file"                                },
        {"cod\xe2\x80\xae"
         "fdp.exe",                     "codfdp.exe"                          },
        {"<b>\"x\"?.txt",                        "-b--x--.txt"                         },
        {"\xd8\xb9\xd8\xb1\xd8\xa8 100% #1.txt", "\xd8\xb9\xd8\xb1\xd8\xa8 100% #1.txt"},
    };
    a_page(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        Response *res = send_bytes(fx, EDNA, names[i].sent, "text/plain",
                                   (Bytes){names[i].sent, strlen(names[i].sent)});
        assert_status(res, 303);
        g_assert_cmpstr(query_text(fx, "SELECT name FROM item_file ORDER BY file_id DESC LIMIT 1"),
                        ==, names[i].kept);
    }
    g_autofree char *sun = g_strnfill(80, 'x');
    const char *name = arena_printf(fx->arena,
                                    "\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5"
                                    "\xe6\x97\xa5\xe6\x97\xa5%s\xe6\x97\xa5.pdf",
                                    sun);
    send_bytes(fx, EDNA, name, "application/pdf", PDF);
    const char *kept = query_text(fx, "SELECT name FROM item_file ORDER BY file_id DESC LIMIT 1");
    g_assert_cmpuint(strlen(kept), <=, 100);
    g_assert_true(g_str_has_suffix(kept, "x.pdf"));
    Response *res = post_file(fx, EDNA, URL, &(Upload){"file", HOSTILE, "image/png", PNG}, "title",
                              HOSTILE, "alt", HOSTILE, NULL);
    assert_status(res, 303);
    const char *shows[] = {URL, URL "/8", "/p"};
    for (size_t i = 0; i < G_N_ELEMENTS(shows); i++) {
        res = get(fx, EDNA, shows[i]);
        assert_status(res, 200);
        assert_shows(res, "&lt;b&gt;Tom");
        assert_hides(res, "<b>Tom");
    }
    assert_shows(get(fx, NOBODY, "/p"), "100%25%20%231.txt");
    assert_status(get(fx, NOBODY, "/files/6/%D8%B9%D8%B1%D8%A8%20100%25%20%231.txt"), 200);
    res = post(fx, EDNA, URL "/8", "title", HOSTILE, "alt", "", NULL);
    assert_status(res, 422);
    assert_hides(res, "<b>Tom");
}

/* The line for the text of the first file in the list, as a browser copies it. */
static const char *
copy_line(Fixture *fx)
{
    const char *at = strstr(body_of(get(fx, EDNA, URL)), "id=\"line-1\" value=\"");
    g_assert_nonnull(at);
    at += strlen("id=\"line-1\" value=\"");
    GString *line = arena_string(fx->arena, 256);
    g_string_append_len(line, at, (gssize)strcspn(at, "\""));
    g_string_replace(line, "&lt;", "<", 0);
    g_string_replace(line, "&gt;", ">", 0);
    g_string_replace(line, "&amp;", "&", 0);
    return line->str;
}

static void
test_pasted_line_keeps_the_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char alt[] = "*a* _b_ [c](/d) `e` <f> &amp; ~~g~~ | \\ ![h] https://i.example/";
    g_autofree char *shown = g_markup_escape_text(alt, -1);
    a_page(fx);
    send_picture(fx, EDNA, alt);
    write_text(fx, "en", copy_line(fx));
    assert_shows(get(fx, NOBODY, "/p"), arena_printf(fx->arena, "alt=\"%s\"", shown));
}

static void
test_who_may_not_is_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const acts[] = {URL, URL "/1", URL "/1/remove", URL "/1/picture"};
    a_page(fx);
    send_pdf(fx, EDNA);
    assert_status(get(fx, NOBODY, URL), 303);
    assert_status(get(fx, BOB, URL), 403);
    assert_status(get(fx, ANN, URL "/1"), 403); /* her text, but published */
    assert_status(send_pdf(fx, ANN), 403);
    assert_status(get(fx, EDNA, "/desk/pages/9/files"), 404);
    assert_status(get(fx, EDNA, URL "/9"), 404);
    assert_status(get(fx, EDNA, URL "/x"), 404);
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
        assert_status(post(fx, ANN, acts[i], "show", "1", NULL), 403);
    run_sql(fx, "UPDATE item SET status = 'archived'");
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
        assert_status(post(fx, ANN, acts[i], "show", "1", NULL), 403);
    assert_status(get(fx, EDNA, URL), 200);
    run_sql(fx, "UPDATE item SET status = 'draft'");
    assert_status(get(fx, BOB, URL), 404);
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
        assert_status(post(fx, BOB, acts[i], "show", "1", NULL), 404);
    assert_status(send_pdf(fx, BOB), 404);
    assert_status(get(fx, ANN, URL "/1"), 200);
    assert_status(send_picture(fx, ANN, "A tree"), 303);
    assert_status(post(fx, ANN, URL "/1/remove", NULL), 303);
    g_assert_cmpint(count_rows(fx, "item_file"), ==, 1);
}

static void
test_failure_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_page(fx);
    send_picture(fx, EDNA, "A tree");
    for (int nth = 2; nth <= 8; nth++) {
        db_fail_at(fx->db, nth);
        assert_status(send_pdf(fx, EDNA), 500);
        db_fail_at(fx->db, 0);
        assert_status(post_failing_at(fx, nth, EDNA, URL "/1/remove", NULL), 500);
    }
    for (int nth = 2; nth <= 6; nth++) {
        assert_status(post_failing_at(fx, nth, EDNA, URL "/1", "title", "x", "alt", "y", NULL),
                      500);
        assert_status(post_failing_at(fx, MIN(nth, 5), EDNA, URL "/1/picture", "show", "1", NULL),
                      500);
    }
    g_assert_cmpint(count_rows(fx, "file"), ==, 1);
    g_assert_cmpint(count_rows(fx, "file_chunk"), ==, 1);
    g_assert_cmpint(count_rows(fx, "item WHERE image_id IS NOT NULL"), ==, 0);
    g_assert_cmpstr(query_text(fx, "SELECT alt FROM item_file"), ==, "A tree");
    g_assert_cmpint(count_rows(fx, "audit WHERE action LIKE 'file.%'"), ==, 1);
}

void
page_files_tests(void)
{
    add_test("/page_files/are-added-and-listed", test_files_are_added_and_listed);
    add_test("/page_files/list-costs-the-same", test_list_costs_the_same_with_many_files);
    add_test("/page_files/reader-sees-the-picture-once", test_reader_sees_the_picture_once);
    add_test("/page_files/words-are-changed", test_words_are_changed);
    add_test("/page_files/removal-warns-and-frees", test_removal_warns_and_frees);
    add_test("/page_files/content-stays-where-it-hangs", test_content_stays_where_it_hangs);
    add_test("/page_files/what-is-wrong-stands-there", test_what_is_wrong_stands_at_its_field);
    add_test("/page_files/hostile-names-stay-names", test_hostile_names_stay_names);
    add_test("/page_files/pasted-line-keeps-the-words", test_pasted_line_keeps_the_words);
    add_test("/page_files/who-may-not-is-refused", test_who_may_not_is_refused);
    add_test("/page_files/failure-changes-nothing", test_failure_changes_nothing);
}
