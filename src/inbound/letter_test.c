/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/letter.h"

#include "base/limits.h"
#include "inbound/plain.h"
#include "testing.h"

#include <string.h>

static LetterFault
try_read(Fixture *fx, const char *message, Letter *ret_letter)
{
    return letter_read(fx->arena, (Bytes){message, strlen(message)}, ret_letter);
}

static Letter
read_it(Fixture *fx, const char *message)
{
    Letter letter;
    g_assert_cmpint(try_read(fx, message, &letter), ==, LETTER_OK);
    return letter;
}

static void
test_headers_are_read(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Letter letter = read_it(
        fx, "Return-Path: <ann@example.org>\r\n"
            "Received: by a\r\nReceived: by b\r\n"
            "Delivered-To: desk@alliance.example\r\n"
            "From: =?utf-8?q?Ann_M=C3=BCller?= <Ann@EXAMPLE.org>, x@example.org\r\n"
            "To: \"Desk, the\" <desk@alliance.example>, group: b@example.org;\r\n"
            "Cc: c@example.org\r\n"
            "Subject: =?utf-8?b?UsOpdW5pb24=?=\r\n  at\tnoon\r\n"
            "Date: Mon, 02 Jan 2017 12:00:00 +0300\r\n"
            "Message-ID: <one@example.org>\r\nIn-Reply-To: <5.1@alliance.example>\r\n"
            "References: <4.1@alliance.example> <5.1@alliance.example>\r\n"
            "Auto-Submitted: Auto-Replied\r\nPrecedence: Bulk\r\nX-Auto-Response-Suppress: All\r\n"
            "List-Id: <x.example.org>\r\n\r\nHello\r\nthere\r\n");
    g_assert_cmpstr(letter.from, ==, "Ann@example.org");
    g_assert_cmpstr(letter.from_name, ==, "Ann Müller");
    g_assert_cmpstr(letter.return_path, ==, "ann@example.org");
    g_assert_cmpuint(letter.to.n, >=, 3);
    g_assert_cmpstr(letter.to.at[0], ==, "desk@alliance.example");
    g_assert_cmpstr(letter.subject, ==, "Réunion at noon");
    g_assert_cmpstr(letter.message_id, ==, "one@example.org");
    g_assert_cmpstr(letter.in_reply_to, ==, "5.1@alliance.example");
    g_assert_nonnull(strstr(letter.references, "<4.1@alliance.example>"));
    g_assert_cmpint(letter.date, ==, 1483347600);
    g_assert_cmpstr(letter.auto_submitted, ==, "auto-replied");
    g_assert_cmpstr(letter.precedence, ==, "bulk");
    g_assert_true(letter.has_suppress && letter.is_list);
    g_assert_cmpuint(letter.n_received, ==, 2);
    g_assert_cmpuint(letter.n_delivered, ==, 1);
    g_assert_cmpstr(letter.text, ==, "Hello\nthere\n");
    g_assert_false(letter.is_report);
    g_assert_cmpstr(letter.feedback, ==, "");
}

#define PARTS(kind, body)                                                                          \
    "From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/" kind                        \
    "; boundary=b\n\n" body "--b--\n"
#define PART(type, body) "--b\nContent-Type: " type "\n\n" body "\n"

static void
test_the_best_text_is_taken(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Letter letter = read_it(
        fx, PARTS("alternative", PART("text/html", "<p>rich</p>") PART("text/plain", "plain")));
    g_assert_cmpstr(g_strchomp((char *)letter.text), ==, "plain");
    letter = read_it(fx, PARTS("alternative", PART("text/html; charset=utf-8", "<p>r&eacute;ch</p>")
                                                  PART("text/calendar", "BEGIN:VCALENDAR")));
    g_assert_cmpstr(letter.text, ==, "réch");
    g_assert_true(letter.is_from_html);
    letter = read_it(fx, PARTS("mixed", PART("text/plain", "one") PART("text/plain", "two")));
    g_assert_cmpstr(letter.text, ==, "one\ntwo");
    letter = read_it(fx, "From: a@example.org\nContent-Type: text/plain; charset=iso-8859-1\n"
                         "Content-Transfer-Encoding: quoted-printable\n\nd=E9j=E0\x01\n");
    g_assert_cmpstr(letter.text, ==, "déjà\n");
    letter = read_it(fx,
                     "From: a@example.org\nContent-Type: text/plain; charset=nonsense\n\n\xff\xfe"
                     "bytes");
    g_assert_true(g_utf8_validate(letter.text, -1, NULL));
    g_assert_nonnull(strstr(letter.text, "bytes"));
}

static void
test_files_come_along(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Letter letter = read_it(
        fx,
        PARTS(
            "mixed",
            PART(
                "text/plain",
                "see file") "--b\nContent-Type: image/png\nContent-Disposition: attachment; "
                            "filename*=utf-8''r%C3%A9sum%C3%A9.png\nContent-Transfer-Encoding: "
                            "base64\n\n"
                            "iVBORw0KGgo=\n"
                            "--b\nContent-Type: message/rfc822\n\nFrom: x@example.org\n\ninner\n"));
    g_assert_cmpuint(letter.files.n, ==, 2);
    g_assert_cmpstr(letter.files.at[0].name, ==, "résumé.png");
    g_assert_cmpstr(letter.files.at[0].type, ==, "image/png");
    g_assert_cmpmem(letter.files.at[0].content.at, letter.files.at[0].content.n,
                    "\x89PNG\r\n\x1a\n", 8);
    g_assert_cmpstr(letter.files.at[1].name, ==, "message.eml");
    g_assert_null(strstr(letter.text, "inner"));
}

static void
test_reports_are_read(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Letter letter = read_it(
        fx, PARTS("report; report-type=delivery-status",
                  PART("text/plain", "Sorry") PART(
                      "message/delivery-status",
                      "Reporting-MTA: dns; mx.example.org\n\n"
                      "Final-Recipient: rfc822; ann@EXAMPLE.org\nAction: Failed\n"
                      "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such\n  user here\n\n"
                      "Original-Recipient: rfc822;<bob@example.org>\n"
                      "Final-Recipient: x-local; 17\nAction: delayed\nStatus: 4.4.1\n")
                      PART("message/rfc822",
                           "Message-ID: <12.34@alliance.example>\nTo: ann@example.org\n"
                           "Subject: x\n\nwords")));
    g_assert_true(letter.is_report);
    g_assert_cmpuint(letter.reports.n, ==, 2);
    g_assert_cmpstr(letter.reports.at[0].recipient, ==, "ann@example.org");
    g_assert_cmpstr(letter.reports.at[0].action, ==, "failed");
    g_assert_cmpstr(letter.reports.at[0].status, ==, "5.1.1");
    g_assert_cmpstr(letter.reports.at[0].diagnostic, ==, "smtp; 550 5.1.1 No such user here");
    g_assert_cmpstr(letter.reports.at[1].recipient, ==, "bob@example.org");
    g_assert_cmpstr(letter.returned_id, ==, "12.34@alliance.example");
    g_assert_cmpstr(letter.returned_to, ==, "ann@example.org");

    letter = read_it(
        fx, PARTS("report; report-type=feedback-report",
                  PART("message/feedback-report", "Feedback-Type: abuse\nUser-Agent: x/1\n"
                                                  "Original-Rcpt-To: <ann@example.org>\n")
                      PART("text/rfc822-headers", "Message-ID: <9.1@alliance.example>\n")));
    g_assert_cmpstr(letter.feedback, ==, "abuse");
    g_assert_cmpstr(letter.complainer, ==, "ann@example.org");
    g_assert_cmpstr(letter.returned_id, ==, "9.1@alliance.example");

    /* A report with nothing in it. */
    letter = read_it(fx, PARTS("report", "--b\nContent-Type: message/delivery-status\n\n"));
    g_assert_true(letter.is_report && letter.reports.n == 0);
}

static const char *
nested(Fixture *fx, size_t n)
{
    GString *text = arena_string(fx->arena, 1000);
    g_string_append(text, "From: a@example.org\n");
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(text, "Content-Type: multipart/mixed; boundary=b%zu\n\n--b%zu\n", i,
                               i);
    return text->str;
}

static void
test_sizes_are_limits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Letter letter;
    g_assert_cmpint(try_read(fx, "", &letter), ==, LETTER_EMPTY);
    g_assert_cmpint(try_read(fx, "\n\nwords", &letter), ==, LETTER_EMPTY);
    g_assert_cmpint(try_read(fx, "no header here", &letter), ==, LETTER_EMPTY);
    g_autofree char *large = g_malloc0(LIMIT_LETTER + 1);
    g_assert_cmpint(letter_read(fx->arena, (Bytes){large, LIMIT_LETTER + 1}, &letter), ==,
                    LETTER_LARGE);
    g_autofree char *word = g_strnfill(LIMIT_LETTER_HEADERS, 'x');
    const char *wide = arena_printf(fx->arena, "Subject: %s\n\nx", word);
    g_assert_cmpint(try_read(fx, wide, &letter), ==, LETTER_HEADERS);
    GString *many = arena_string(fx->arena, 10000);
    for (int i = 0; i < LIMIT_LETTER_LINES + 2; i++)
        g_string_append(many, "X: y\n");
    g_assert_cmpint(try_read(fx, many->str, &letter), ==, LETTER_HEADERS);
    g_assert_cmpint(try_read(fx, nested(fx, LIMIT_LETTER_DEPTH - 2), &letter), ==, LETTER_OK);
    g_assert_cmpint(try_read(fx, nested(fx, LIMIT_LETTER_DEPTH + 2), &letter), ==, LETTER_NESTED);
    g_assert_cmpint(try_read(fx, nested(fx, 100000), &letter), ==, LETTER_NESTED);
    GString *parts = arena_string(fx->arena, 10000);
    g_string_append(parts, "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n");
    for (int i = 0; i < LIMIT_LETTER_PARTS + 1; i++)
        g_string_append(parts, "--b\n\nx\n");
    g_assert_cmpint(try_read(fx, parts->str, &letter), ==, LETTER_PARTS);
    for (int fault = LETTER_OK; fault <= LETTER_PARTS; fault++)
        g_assert_true(*letter_fault_words((LetterFault)fault) != '\0');
}

static void
test_html_becomes_plain(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const rows[][2] = {
        {"<p>One</p><p>Two</p>",                                         "One\n\nTwo"                            },
        {"<div>One</div><div>Two<br>Three</div>",                        "One\nTwo\nThree"                       },
        {"a &amp; b &lt;c&gt; &#1575; &#x1f642; &bogus; & &;",           "a & b <c> ا 🙂 &bogus; & &;"           },
        {"<style>p{}</style><script>alert(1)</script><title>t</title>x", "x"                                     },
        {"x<!-- <p>hidden -->y",                                         "xy"                                    },
        {"<ul><li>One</li><li>Two</li></ul>",                            "- One\n- Two"                          },
        {"Yes<blockquote>Will you\n come?<br>Ann</blockquote>End",
         "Yes\n\n> Will you come?\n> Ann\n\nEnd"                                                                 },
        {"<a href=\"https://example.org/a\">the page</a>.",              "the page <https://example.org/a>."     },
        {"<a href=\"https://example.org/\">example.org</a>",             "example.org"                           },
        {"<a href=\"javascript:alert(1)\">x</a>",                        "x"                                     },
        {"1 < 2 and <unknown>3</unknown>",                               "1 < 2 and 3"                           },
        {"<hr>From",                                                     "________________________________\nFrom"},
        {"<td>a</td><td>b</td>",                                         "a b"                                   },
        {"<p",                                                           ""                                      },
        {"",                                                             ""                                      },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(plain_from_html(fx->arena, rows[i][0], 1000), ==, rows[i][1]);
    g_autofree char *deep = g_strnfill(30000, '<');
    g_assert_cmpuint(strlen(plain_from_html(fx->arena, deep, 100)), <=, 101);
}

void
letter_tests(void)
{
    add_test_once("/letter/headers", test_headers_are_read);
    add_test_once("/letter/best-text", test_the_best_text_is_taken);
    add_test_once("/letter/files", test_files_come_along);
    add_test_once("/letter/reports", test_reports_are_read);
    add_test_once("/letter/sizes", test_sizes_are_limits);
    add_test_once("/letter/html", test_html_becomes_plain);
}
