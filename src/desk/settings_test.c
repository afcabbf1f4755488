/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/setting.h"

#include <string.h>

#define URL "/desk/settings"
#define NOBODY_GOES "inactive_years", "0", "inactive_end", "leave"

/* What the form of a fresh instance sends, with its own fingerprint. */
static const char *
seen(Fixture *fx)
{
    const char *at = strstr(body_of(get(fx, SAM, URL)), "name=\"seen\" value=\"");
    g_assert_nonnull(at);
    at += strlen("name=\"seen\" value=\"");
    return arena_strndup(fx->arena, at, strcspn(at, "\""));
}

#define SEND(fx, me, seen, name, contact, smtp, brand, ...)                                        \
    post((fx), (me), URL, "seen", (seen), "name", (name), "short_name", "A", "contact", (contact), \
         "language", "en", "languages", "fr", "mail_in", "0", "join_review", "0", "welcome", "1",  \
         NOBODY_GOES, "second_factor", "off", "zone", "UTC", "brand", (brand), "brand_dark",       \
         "#5fc2bd", "smtp_url", (smtp), ##__VA_ARGS__, NULL)

static void
test_for_the_secretariat_only(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, NOBODY, URL), 303);
    assert_status(get(fx, ANN, URL), 403);
    assert_status(get(fx, EDNA, URL), 403);
    assert_hides(get(fx, EDNA, "/desk"), URL);
    assert_status(SEND(fx, EDNA, "x", "Ours", "", "", "#0b5d5e"), 403);
    Response *res = get(fx, SAM, URL);
    assert_status(res, 200);
    assert_statements(fx, 6);
    assert_shows(res, "Name of the alliance");
    assert_shows(get(fx, SAM, "/desk"), URL);
}

static void
test_what_is_saved_shows(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Response *res = SEND(fx, SAM, seen(fx), HOSTILE, "us@example.org", "", "#112233", "sentence",
                         HOSTILE);
    assert_status(res, 303);
    res = get(fx, NOBODY, "/");
    assert_shows(res, "&lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "mailto:us@example.org");
    assert_shows(res, "/brand.css");
    assert_shows(get(fx, NOBODY, "/brand.css"), "--brand:#112233");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'setting.update'"), ==,
                    5); /* name, short name, sentence, contact, colour: the rest was so before */
    assert_status(
        SEND(fx, SAM, seen(fx), HOSTILE, "us@example.org", "", "#112233", "sentence", HOSTILE),
        303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'setting.update'"), ==,
                    5);
}

static void
test_languages_are_offered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *print = seen(fx);
    Response *res = post(fx, SAM, URL, "seen", print, "name", "Ours", "short_name", "A", "language",
                         "fr", "languages", "ar", "languages", "fr", "mail_in", "0", "welcome", "1",
                         "join_review", "0", NOBODY_GOES, "second_factor", "off", "zone",
                         "Africa/Nairobi", "brand", "#0b5d5e", "brand_dark", "#5fc2bd", NULL);
    assert_status(res, 303);
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_cmpstr(settings(cx)->languages, ==, "fr,ar");
    g_assert_cmpstr(settings(cx)->language, ==, "fr");
    g_assert_cmpstr(settings(cx)->zone, ==, "Africa/Nairobi");
    fixture_commit(fx);
}

static void
test_bad_values_stay_in_the_form(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const servers[] = {"http://mail.example", "smtp://", "smtp:mail", "x y"};
    const char *print = seen(fx);
    Response *res = SEND(fx, SAM, print, "New", "no address", "", "teal");
    assert_status(res, 422);
    assert_shows(res, "value=\"no address\"");
    assert_shows(res, "value=\"teal\"");
    assert_shows(res, "f-contact-error");
    assert_shows(res, "f-brand-error");
    assert_status(SEND(fx, SAM, print, "", "", "", "#0b5d5e"), 422);
    for (size_t i = 0; i < G_N_ELEMENTS(servers); i++) {
        res = SEND(fx, SAM, print, "New", "", servers[i], "#0b5d5e");
        assert_status(res, 422);
        assert_shows(res, "f-smtp_url-error");
    }
    res = post(fx, SAM, URL, "seen", print, "name", "New", "short_name", "A", "language", "xx",
               "mail_in", "0", "join_review", "0", "welcome", "1", NOBODY_GOES, "second_factor",
               "off", "zone", "Mars/Olympus", "brand", "#0b5d5e", "brand_dark", "#5fc2bd", NULL);
    assert_status(res, 422);
    assert_shows(res, "f-language-error");
    res = post(fx, SAM, URL, "seen", print, "name", "New", "short_name", "A", "language", "en",
               "mail_in", "0", "join_review", "0", "welcome", "1", NOBODY_GOES, "second_factor",
               "off", "zone", "Mars/Olympus", "brand", "#0b5d5e", "brand_dark", "#5fc2bd", NULL);
    assert_status(res, 422);
    assert_shows(res, "f-zone-error");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM setting WHERE name = 'name'"), ==, 0);
}

static void
test_a_password_is_never_shown(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *url = "smtps://ann:s3cret@mail.example:465";
    assert_status(SEND(fx, SAM, seen(fx), "Ours", "", url, "#0b5d5e"), 303);
    Response *res = get(fx, SAM, URL);
    assert_shows(res, "\nsmtps://mail.example:465</textarea>");
    assert_hides(res, "s3cret");
    assert_hides(get_json(fx, SAM, URL), "s3cret");
    assert_hides(get(fx, SAM, "/desk/audit"), "s3cret");
    /* Sent as it was shown, the address keeps its password. */
    assert_status(SEND(fx, SAM, seen(fx), "Ours", "", "smtps://mail.example:465", "#0b5d5e"), 303);
    g_assert_cmpstr(query_text(fx, "SELECT value FROM setting WHERE name = 'smtp_url'"), ==, url);
    assert_status(SEND(fx, SAM, seen(fx), "Ours", "", "", "#0b5d5e"), 303);
    g_assert_cmpstr(query_text(fx, "SELECT value FROM setting WHERE name = 'smtp_url'"), ==, "");
}

/* What is wrong is said of its line; a line that stays keeps its password, wherever it moves. */
static void
test_mail_servers_stand_one_a_line(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char kept[] = "SELECT value FROM setting WHERE name = 'smtp_url'";
    assert_status(SEND(fx, SAM, seen(fx), "Ours", "",
                       "smtps://ann:s3cret@mail.example:465\r\n\r\n smtp://localhost:25 ",
                       "#0b5d5e"),
                  303);
    g_assert_cmpstr(query_text(fx, kept), ==,
                    "smtps://ann:s3cret@mail.example:465 smtp://localhost:25");
    Response *res = get(fx, SAM, URL);
    assert_shows(res, "smtps://mail.example:465\nsmtp://localhost:25</textarea>");
    res = SEND(fx, SAM, seen(fx), "Ours", "", "smtp://a\nsmtp://b smtp://c\nhttp://<b>", "#0b5d5e");
    assert_status(res, 422);
    assert_shows(res, "Lines 2, 3 are no addresses of mail servers");
    assert_shows(res, "http://&lt;b&gt;</textarea>");
    res = SEND(fx, SAM, seen(fx), "Ours", "", "smtp://a\nsmtp://b\nsmtp://c\nsmtp://d\nsmtp://e",
               "#0b5d5e");
    assert_shows(res, "These are 5 mail servers; 4 can be used.");
    assert_status(SEND(fx, SAM, seen(fx), "Ours", "",
                       "smtp://localhost:25\nsmtps://mail.example:465", "#0b5d5e"),
                  303);
    g_assert_cmpstr(query_text(fx, kept), ==,
                    "smtp://localhost:25 smtps://ann:s3cret@mail.example:465");
}

static void
test_two_at_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *first = seen(fx), *second = seen(fx);
    assert_status(SEND(fx, SAM, first, "Hers", "", "", "#0b5d5e"), 303);
    Response *res = SEND(fx, SAM, second, "His", "", "", "#0b5d5e");
    assert_status(res, 422);
    assert_shows(res, "“Hers”");
    assert_shows(res, "value=\"His\"");
    assert_shows(res, seen(fx)); /* sent once more, it is meant */
    assert_status(SEND(fx, SAM, seen(fx), "His", "", "", "#0b5d5e"), 303);
    assert_status(SEND(fx, SAM, "", "Its", "", "", "#0b5d5e"), 422);
    g_assert_cmpstr(query_text(fx, "SELECT value FROM setting WHERE name = 'name'"), ==, "His");
}

static void
test_nothing_is_half_saved(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *print = seen(fx);
    for (int nth = 2; nth <= 6; nth++)
        assert_status(post_failing_at(fx, nth, SAM, URL, "seen", print, "name", "New", "short_name",
                                      "N", "language", "en", "languages", "fr", "mail_in", "1",
                                      "join_review", "1", "welcome", "1", NOBODY_GOES,
                                      "second_factor", "off", "zone", "UTC", "brand", "#0b5d5e",
                                      "brand_dark", "#5fc2bd", NULL),
                      500);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM setting WHERE name IN "
                                  "('name', 'short_name')"),
                    ==, 0);
}

/* ---- the mark ---- */

static const Bytes PNG = {"\x89PNG\r\n\x1a\n", 8};

static Response *
send_mark(Fixture *fx, int64_t me, Bytes content)
{
    return post_file(fx, me, URL "/mark", &(Upload){"mark", "../mark.png", "image/png", content},
                     NULL);
}

static void
test_mark_is_set_and_taken_away(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(get(fx, EDNA, URL "/mark"), 403);
    assert_status(send_mark(fx, EDNA, PNG), 403);
    assert_shows(get(fx, SAM, URL "/mark"), "the ring of dots");
    assert_status(send_mark(fx, SAM, PNG), 303);
    const char *src = arena_printf(fx->arena, "src=\"/files/%" PRId64 "\"",
                                   query_int(fx, "SELECT max(id) FROM file"));
    assert_shows(get(fx, NOBODY, "/"), src);
    assert_shows(get(fx, SAM, URL "/mark"), "The mark as it is now");
    assert_status(send_mark(fx, SAM, PNG), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_chunk"), ==, 1);
    assert_status(post(fx, SAM, URL "/mark", "delete", "1", NULL), 303);
    assert_hides(get(fx, NOBODY, "/"), src);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_chunk"), ==, 0);
}

static void
test_mark_is_a_small_picture(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    const size_t most = 200 * 1024;
    g_autofree char *huge = g_malloc0(most + 1);
    memcpy(huge, PNG.at, PNG.n);
    Response *res = send_mark(fx, SAM, (Bytes){svg, strlen(svg)});
    assert_status(res, 422);
    assert_shows(res, "not a picture");
    res = send_mark(fx, SAM, (Bytes){huge, most + 1});
    assert_status(res, 422);
    assert_shows(res, "too large");
    assert_status(send_mark(fx, SAM, (Bytes){0}), 422);
    assert_status(post(fx, SAM, URL "/mark", NULL), 422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file"), ==, 0);
    assert_status(send_mark(fx, SAM, (Bytes){huge, most}), 303);
}

void
settings_tests(void)
{
    add_test("/settings/for-the-secretariat-only", test_for_the_secretariat_only);
    add_test("/settings/what-is-saved-shows", test_what_is_saved_shows);
    add_test("/settings/languages-are-offered", test_languages_are_offered);
    add_test("/settings/bad-values-stay-in-the-form", test_bad_values_stay_in_the_form);
    add_test("/settings/a-password-is-never-shown", test_a_password_is_never_shown);
    add_test("/settings/mail-servers-stand-one-a-line", test_mail_servers_stand_one_a_line);
    add_test("/settings/two-at-once", test_two_at_once);
    add_test("/settings/nothing-is-half-saved", test_nothing_is_half_saved);
    add_test("/settings/mark-is-set-and-taken-away", test_mark_is_set_and_taken_away);
    add_test("/settings/mark-is-a-small-picture", test_mark_is_a_small_picture);
}
