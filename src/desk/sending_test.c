/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/sight.h"
#include "base/moment.h"
#include "mail/smtp.h"
#include "site/site_testing.h"

#include <string.h>

#define URL "/desk/settings/sending"

static const char *record; /* of SPF; NULL: nobody answers at all */

static const char *
ask(Arena *arena, const char *type, const char *name)
{
    if (strcmp(type, "A") == 0)
        return "192.0.2.7\n";
    bool is_spf = strcmp(type, "TXT") == 0 && strcmp(name, "example.org") == 0;
    return record == NULL ? NULL : is_spf ? arena_strdup(arena, record) : "";
}

static int
greet(Arena *arena G_GNUC_UNUSED, const char *url G_GNUC_UNUSED, const char *host G_GNUC_UNUSED,
      const char **ret_words)
{
    *ret_words = "certificate has expired " HOSTILE;
    return SMTP_SIGHT_CERTIFICATE;
}

static void
a_sender(Fixture *fx)
{
    a_setting(fx, "mail_from", "us@example.org");
    a_setting(fx, "smtp_url", "smtps://name:password@mail.example:465");
    fx->app.base_url = "https://alliance.example";
    fx->app.dns = ask;
    fx->app.smtp_look = greet;
    record = "v=spf1 ip4:192.0.2.7 -all\n" HOSTILE "\n";
}

static void
test_says_what_others_see(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, SAM, URL), "Nothing can be looked at yet");
    a_sender(fx);
    Response *res = get(fx, SAM, URL);
    assert_shows(res, "Nobody has looked yet.");
    assert_status(post(fx, SAM, URL "/look", NULL), 303);
    res = get(fx, SAM, URL);
    assert_statements(fx, 12);
    assert_shows(res, "The record lets mail.example send for us.");
    assert_shows(res, "Our mails are not signed.");
    assert_shows(res, "_dmarc.example.org");
    assert_shows(res, "v=DMARC1; p=none; rua=mailto:us@example.org");
    assert_shows(res, "where the name example.org is registered");
    assert_shows(res, "certificate has expired &lt;b&gt;");
    assert_hides(res, "password@");
    assert_shows(get(fx, SAM, "/fr" URL), "Envoi");
    res = get_json(fx, SAM, URL);
    assert_shows(res, "\"says\":\"Our mails are not signed.\"");
    assert_hides(res, "password");

    record = "v=spf1 " HOSTILE " -all\n";
    assert_status(post(fx, SAM, URL "/look", NULL), 303);
    assert_shows(get(fx, SAM, URL), "<code>v=spf1 &lt;b&gt;");
    record = NULL;
    assert_status(post(fx, SAM, URL "/look", NULL), 303);
    res = get(fx, SAM, URL);
    assert_shows(res, "cannot be told");
    assert_hides(res, "The record lets");
}

/* What was seen is kept with its time; once a day is enough, and a failed database keeps what was.
 */
static void
test_looks_once_a_day(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_cmpint(sight_count_due(cx), ==, 0);
    fixture_commit(fx);
    a_sender(fx);
    cx = fixture_begin(fx, SAM);
    g_assert_cmpint(sight_count_due(cx), ==, 1);
    Ctx job = *cx;
    fixture_commit(fx);
    g_autoptr(GError) error = NULL;
    g_assert_null(sight_run(&job, "", &error));
    g_assert_no_error(error);
    int64_t n = query_int(fx, "SELECT count(*) FROM sight");
    g_assert_cmpint(n, >=, 6);
    g_assert_cmpint(query_int(fx, "SELECT max(looked_at) FROM sight"), ==, fx->now);
    fx->now += MOMENT_DAY - 1;
    cx = fixture_begin(fx, SAM);
    g_assert_cmpint(sight_count_due(cx), ==, 0);
    cx->now++;
    g_assert_cmpint(sight_count_due(cx), ==, 1);
    fixture_commit(fx);

    for (int nth = 2; nth < 40; nth++) {
        Response *res = post_failing_at(fx, nth, SAM, URL "/look", NULL);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM sight"), ==, n);
        if (res->status == 303)
            return;
        assert_status(res, 500);
    }
    g_assert_not_reached();
}

static void
test_for_the_secretariat_only(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_sender(fx);
    assert_status(get(fx, EDNA, URL), 403);
    assert_status(post(fx, EDNA, URL "/look", NULL), 403);
    assert_status(get(fx, NOBODY, URL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM sight"), ==, 0);
}

void
sending_tests(void)
{
    add_test("/sending/says-what-others-see", test_says_what_others_see);
    add_test("/sending/looks-once-a-day", test_looks_once_a_day);
    add_test("/sending/for-the-secretariat-only", test_for_the_secretariat_only);
}
