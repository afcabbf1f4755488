/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/setting.h"
#include "base/limits.h"
#include "testing.h"

#include <string.h>

static void
test_fresh_instance_has_all(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const Settings *set = settings(cx);
    g_assert_cmpstr(set->name, ==, "Our alliance");
    g_assert_cmpstr(set->language, ==, "en");
    g_assert_cmpstr(set->zone, ==, "UTC");
    g_assert_cmpstr(set->smtp_url, ==, "");
    g_assert_cmpint(set->mark_id, ==, 0);
    g_assert_false(set->demo);
    int n = db_count_statements(fx->db);
    g_assert_true(settings(cx) == set);
    g_assert_cmpint(db_count_statements(fx->db), ==, n); /* once a context */
    fixture_commit(fx);
}

static void
test_values_are_checked(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *name, *value;
        bool fits;
    } tried[] = {
        {"name",         "Ours",                                         true },
        {"name",         HOSTILE,                                        true },
        {"name",         "",                                             false},
        {"name",         "two\nlines",                                   false},
        {"brand",        "#0B5d5e",                                      true },
        {"brand",        "#0b5d5",                                       false},
        {"brand",        "teal;}",                                       false},
        {"brand",        "",                                             false},
        {"language",     "fr",                                           true },
        {"language",     "xx",                                           false},
        {"languages",    "en,fr",                                        true },
        {"languages",    "en,xx",                                        false},
        {"languages",    "",                                             false},
        {"contact",      "",                                             true },
        {"contact",      "us@example.org",                               true },
        {"contact",      "us",                                           false},
        {"contact",      "us@example.org\nBcc: x@y.example",             false},
        {"zone",         "Africa/Nairobi",                               true },
        {"zone",         "../../etc/passwd",                             false},
        {"smtp_url",     "smtp://localhost:25",                          true },
        {"smtp_url",     "smtps://u:p@mail.example",                     true },
        {"smtp_url",     "smtp://",                                      false},
        {"smtp_url",     "file:///etc/passwd",                           false},
        {"smtp_url",     "smtp://a b",                                   false},
        {"smtp_url",     "smtp+starttls://a smtp://b:26",                true },
        {"smtp_url",     "smtp://a  smtp://b",                           false},
        {"smtp_url",     "smtp://a smtp://b smtp://c smtp://d smtp://e", false},
        {"mark_id",      "0",                                            true },
        {"mark_id",      "1",                                            false}, /* no such file */
        {"mark_id",      "x",                                            false},
        {"clock_offset", "-86400",                                       true },
        {"clock_offset", "99999999999999999999",                         false},
        {"demo",         "1",                                            true },
        {"demo",         "yes",                                          false},
        {"unheard-of",   "x",                                            false},
        {HOSTILE,        "x",                                            false},
    };
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(tried); i++) {
        if (setting_update(cx, tried[i].name, tried[i].value) != tried[i].fits)
            g_error("%s: %s", tried[i].name, tried[i].value);
        n += tried[i].fits;
    }
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'setting.update'"), ==,
                    n);
}

static void
test_long_values_are_refused(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    g_autofree char *text = g_strnfill(LIMIT_TEXT + 1, 'x');
    g_assert_false(setting_update(cx, "introduction", text));
    text[LIMIT_TEXT] = '\0';
    g_assert_true(setting_update(cx, "introduction", text));
    text[LIMIT_LINE + 1] = '\0';
    g_assert_false(setting_update(cx, "sentence", text));
    text[LIMIT_LINE] = '\0';
    g_assert_true(setting_update(cx, "sentence", text));
    g_assert_cmpint(strlen(settings(cx)->sentence), ==, LIMIT_LINE); /* seen at once */
    g_assert_cmpstr(setting_text(cx, "sentence"), ==, text);
    fixture_commit(fx);
}

static void
test_mail_server_without_its_password(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const servers[][2] = {
        {"",                                             ""                          },
        {"smtp://localhost:25",                          "smtp://localhost:25"       },
        {"smtps://ann:s3cret@mail.example:465",          "smtps://mail.example:465"  },
        {"smtp://ann%40x:p%2Fq@mail.example",            "smtp://mail.example"       },
        {"smtp+starttls://a:s3cret@x smtp://b:s3cret@y", "smtp+starttls://x smtp://y"},
    };
    Ctx *cx = fixture_begin(fx, SAM);
    for (size_t i = 0; i < G_N_ELEMENTS(servers); i++) {
        g_assert_true(setting_update(cx, "smtp_url", servers[i][0]));
        g_assert_cmpstr(setting_mail_server(cx), ==, servers[i][1]);
        g_assert_cmpstr(settings(cx)->smtp_url, ==, servers[i][0]);
    }
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE subject LIKE '%s3cret%'"), ==,
                    0);
}

/* What a later version of the program has written is passed over. */
static void
test_unknown_settings_are_passed_over(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('from-the-future', 'x'), "
                "('mark_id', 'seven'), ('name', 'Ours')");
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_cmpstr(settings(cx)->name, ==, "Ours");
    g_assert_cmpint(settings(cx)->mark_id, ==, 0);
    fixture_commit(fx);
}

void
setting_tests(void)
{
    add_test("/setting/fresh-instance-has-all", test_fresh_instance_has_all);
    add_test("/setting/values-are-checked", test_values_are_checked);
    add_test("/setting/long-values-are-refused", test_long_values_are_refused);
    add_test("/setting/mail-server-without-its-password", test_mail_server_without_its_password);
    add_test("/setting/unknown-are-passed-over", test_unknown_settings_are_passed_over);
}
