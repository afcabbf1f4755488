/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/secret.h"
#include "base/text.h"
#include "db/memo.h"
#include "mail/circular.h"
#include "testing.h"

#include <string.h>

static const MailPicture portrait = {
    "portrait.1a@baraza", "image/jpeg", {"\xff\xd8\xff\xe0 x", 6}
};

static int n_composed;

static bool
compose_issue(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    n_composed++;
    *ret_draft = (MailDraft){
        .subject = mail_argument(cx, row, "subject"),
        .preheader = "News & more",
        .body = arena_printf(cx->arena, "Hello %s,\n\nCaf\u00e9 \u2014 1 + 1 = 2.  \n\n%s",
                             row->name, HOSTILE),
        .action = lang_text(out->lang, "Sign in"),
        .url = "/newsletter/one?a=1&b=2",
        .reason = "You agreed to it.",
        .pictures = {&portrait, 1}
    };
    return *ret_draft->subject != '\0';
}

static const char *
path_to_end(Ctx *cx, const OutboxMail *row, const char *list)
{
    return arena_printf(cx->arena, "/unsubscribe/%s/t=%" PRId64, list, row->id);
}

static const char *
path_to_preferences(Ctx *cx, const OutboxMail *row)
{
    return arena_printf(cx->arena, "/preferences/%" PRId64, row->id);
}

static const MailKind ISSUE = {"issue",       "Issue",      8,
                               compose_issue, "newsletter", .is_circular = true};
static const MailKind *const kinds[] = {&ISSUE, NULL};

static const MailSender sender = {.smtp_url = "",
                                  .address = "desk@example.org",
                                  .name = "Alliance",
                                  .base_url = "https://alliance.example",
                                  .language = "en",
                                  .unsubscribe = path_to_end,
                                  .preferences = path_to_preferences};

static OutboxMail
row_for(int64_t id, const char *name, const char *language)
{
    return (OutboxMail){.id = id,
                        .person_id = ANN,
                        .created_at = 1483228800,
                        .message_id = "1.1483228800",
                        .template = "issue",
                        .address = "ann@example.org",
                        .language = language,
                        .name = name,
                        .zone = "UTC",
                        .argument = "{\"subject\":\"One\"}",
                        .secret = ""};
}

/* ---- reading what was written ---- */

/* The text of the part of @subtype, decoded. */
static const char *
part_of(Fixture *fx, const char *message, const char *subtype)
{
    const char *type = arena_printf(fx->arena, "Content-Type: text/%s;", subtype);
    const char *at = strstr(strstr(message, type), "\r\n\r\n") + 4;
    const char *end = strstr(at, "\r\n--=_");
    GString *text = arena_string(fx->arena, 1024);
    for (; at < end; at++) {
        if (*at == '=' && at[1] == '\r') {
            at += 2;
        } else if (*at == '=') {
            int value = g_ascii_xdigit_value(at[1]) * 16 + g_ascii_xdigit_value(at[2]);
            g_string_append_c(text, (char)value);
            at += 2;
        } else if (*at != '\r') {
            g_string_append_c(text, *at);
        }
    }
    return text->str;
}

static const char *
filled(Ctx *cx, const OutboxMail *row, const MailSender *from)
{
    CircularFill fill;
    const Circular *circular = circular_for(cx, kinds, from, row, &fill);
    g_assert_nonnull(circular);
    return circular_fill(cx->arena, circular, row, &fill, from, cx->now).at;
}

/* ---- the tests ---- */

/* Whatever the name: text and HTML are those of a mail written for this reader alone, in lines that
 * every server passes on. */
static void
test_a_reader_gets_what_was_written_for_all(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autofree char *long_name = g_strnfill(10240, 'x');
    const char *names[] = {"Ann",
                           HOSTILE,
                           "\u0639\u0627\u0626\u0634\u0629",
                           "\U0001F642",
                           "=20 = =C3",
                           "two  blanks",
                           ".",
                           "Ann \ufdd1",
                           long_name,
                           ""};
    static const char *const languages[] = {"en", "fr", "ar"};
    Ctx *cx = fixture_begin(fx, NOBODY);
    for (size_t i = 0; i < G_N_ELEMENTS(names) * G_N_ELEMENTS(languages); i++) {
        Mail mail;
        const OutboxMail row = row_for((int64_t)i, names[i / 3], languages[i % 3]);
        const char *message = filled(cx, &row, &sender);
        g_assert_true(mail_write(cx, kinds, &sender, &row, &mail));
        g_assert_cmpstr(part_of(fx, message, "html"), ==, mail.html);
        const char *text = part_of(fx, message, "plain"); /* lines may break elsewhere */
        g_assert_cmpstr(text_fold_space(fx->arena, text), ==,
                        text_fold_space(fx->arena, mail.text));
        g_assert_nonnull(strstr(
            message, arena_printf(cx->arena, "List-Unsubscribe: <%s>\r\n", mail.unsubscribe)));
        const char *body = strstr(message, "\r\n\r\n") + 4;
        for (const char *at = body, *end; (end = strstr(at, "\r\n")) != NULL; at = end + 2)
            g_assert_cmpint(end - at, <=, 76);
    }
    fixture_commit(fx);
}

/* A letter to one reader alone is encoded likewise. */
static void
test_a_mail_to_one_is_a_circular_without_holes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Mail mail;
    Ctx *cx = fixture_begin(fx, NOBODY);
    const OutboxMail row = row_for(7, HOSTILE, "en");
    g_assert_true(mail_write(cx, kinds, &sender, &row, &mail));
    const char *message = mail_message(cx->arena, &row, &mail, &sender, cx->now).at;
    g_assert_cmpstr(part_of(fx, message, "html"), ==, mail.html);
    g_assert_cmpstr(part_of(fx, message, "plain"), ==, mail.text);
    fixture_commit(fx);
}

static const char *
body_hash(Fixture *fx, const char *message)
{
    const char *at = strstr(message, "bh=");
    g_assert_nonnull(at);
    return arena_strndup(fx->arena, at, strcspn(at, ";"));
}

/* The HTML and what it shows are one of the forms (RFC 2387): a program that shows text gets none
 * of it. */
static void
test_pictures_belong_to_the_html(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const order[] = {"Content-Type: multipart/alternative;",
                                        "Content-Type: text/plain;",
                                        "Content-Type: multipart/related; type=\"text/html\";",
                                        "Content-Type: text/html;",
                                        "Content-Type: image/jpeg\r\n"
                                        "Content-ID: <portrait.1a@baraza>\r\n"
                                        "Content-Disposition: inline\r\n",
                                        "\r\n\r\n/9j/4CB4\r\n",
                                        "\r\n--=_related--\r\n",
                                        "\r\n--=_baraza--\r\n"};
    Ctx *cx = fixture_begin(fx, NOBODY);
    const OutboxMail row = row_for(1, "Ann", "en");
    const char *at = filled(cx, &row, &sender);
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
        at = strstr(at, order[i]);
        if (at == NULL)
            g_error("not there, or too early: %s", order[i]);
        at += strlen(order[i]);
    }
    g_assert_cmpstr(at, ==, "");
    fixture_commit(fx);
}

/* What is signed part by part is what is sent. */
static void
test_its_signature_is_of_the_whole_body(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    uint8_t der[48];
    static const char text[] = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";
    g_assert_true(secret_decode(text, der, sizeof der));
    SignKey *parsed = sign_key_parse((Bytes){der, sizeof der});
    const DkimKey key = {"one", parsed};
    MailSender signing = sender;
    signing.dkim = (Dkim){"example.org", &key, 1};
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *names[] = {"Ann", "two  blanks ", HOSTILE};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const OutboxMail row = row_for((int64_t)i, names[i], "en");
        const char *plain = filled(cx, &row, &sender);
        const char *ours = filled(cx, &row, &signing);
        Bytes whole = dkim_sign(cx->arena, &signing.dkim, cx->now, (Bytes){plain, strlen(plain)});
        g_assert_cmpstr(ours, ==, whole.at);
        g_assert_cmpstr(body_hash(fx, ours), ==, body_hash(fx, whole.at));
    }
    fixture_commit(fx);
    sign_key_free(parsed);
}

/* Once for a language and for who has a name, until something changes; what says nothing is none.
 */
static void
test_it_is_composed_once(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Memo *memo = memo_new();
    CircularFill fill;
    Ctx *cx = fixture_begin(fx, NOBODY);
    db_use_memo(fx->db, memo);
    n_composed = 0;
    for (int i = 0; i < 100; i++) {
        const OutboxMail row = row_for(i, i % 4 < 2 ? "Ann" : "", i % 2 == 0 ? "en" : "fr");
        g_assert_nonnull(circular_for(cx, kinds, &sender, &row, &fill));
        g_assert_nonnull(
            strstr(fill.at[HOLE_PREFERENCES], arena_printf(cx->arena, "/preferences/%d", i)));
    }
    g_assert_cmpint(n_composed, ==, 4);
    OutboxMail row = row_for(1, "Ann", "en");
    row.argument = "{\"subject\":\"\"}";
    g_assert_null(circular_for(cx, kinds, &sender, &row, &fill));
    db_use_memo(fx->db, NULL);
    fixture_commit(fx);
    memo_free(memo);
}

void
circular_tests(void)
{
    add_test("/circular/a-reader-gets-what-was-written-for-all",
             test_a_reader_gets_what_was_written_for_all);
    add_test("/circular/a-mail-to-one-is-a-circular-without-holes",
             test_a_mail_to_one_is_a_circular_without_holes);
    add_test("/circular/its-signature-is-of-the-whole-body",
             test_its_signature_is_of_the_whole_body);
    add_test("/circular/pictures-belong-to-the-html", test_pictures_belong_to_the_html);
    add_test("/circular/it-is-composed-once", test_it_is_composed_once);
}
