/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/job.h"
#include "alliance/mail_key.h"
#include "site/site_testing.h"

#include <string.h>

#define URL "/desk/settings/keys"

static const char *published; /* what the DNS of the test says at every name; NULL: it is silent */

static const char *
say_published(Arena *arena, const char *type, const char *name)
{
    g_assert_cmpstr(type, ==, "TXT");
    g_assert_nonnull(strstr(name, "._domainkey.example.org"));
    return arena_strdup(arena, published);
}

static const JobKind jobs[] = {
    {MAIL_KEY_JOB, "Look", 0, 60, 5, mail_key_look, NULL, true},
    {0},
};

static bool
run_job(Fixture *fx)
{
    Ctx job = *fixture_begin(fx, SAM);
    fixture_commit(fx);
    return job_run_one(&job, jobs);
}

/* The button, and what the job that it queues does. */
static void
look(Fixture *fx)
{
    assert_status(post(fx, SAM, URL "/look", NULL), 303);
    g_assert_true(run_job(fx));
}

static size_t
count_signing(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, SAM);
    const Dkim dkim = mail_key_signing(cx);
    g_assert_cmpstr(dkim.domain, ==, "example.org");
    size_t n = dkim.n_keys;
    fixture_commit(fx);
    return n;
}

/* Both records, the spaces in them changed, as some pages for DNS do. */
static const char *
all_records(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, SAM);
    MailKeySpan keys = mail_key_list(cx);
    GString *all = arena_string(fx->arena, 1024);
    g_string_append(all, "v=spf1 -all\n");
    for (size_t i = 0; i < keys.n; i++)
        for (const char *c = keys.at[i].record;; c++) {
            g_string_append_c(all, *c == '\0' ? '\n' : *c);
            if (*c == ';')
                g_string_append_c(all, ' ');
            if (*c == '\0')
                break;
        }
    fixture_commit(fx);
    return all->str;
}

/* A key signs when the domain was seen to publish it, and not before; then the older ones rest. */
static void
test_keys_sign_once_they_are_published(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_status(post(fx, SAM, URL, NULL), 409);
    a_setting(fx, "mail_from", "us@example.org");
    fx->app.dns = say_published;
    assert_status(post(fx, SAM, URL, NULL), 303);
    Response *res = get(fx, SAM, URL);
    assert_shows(res, "._domainkey.example.org");
    assert_shows(res, "v=DKIM1; k=rsa; p=");
    assert_shows(res, "Does not sign yet");
    g_assert_cmpuint(count_signing(fx), ==, 0);
    const char *const silent[] = {NULL, "", "v=DKIM1; k=rsa; p=other\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(silent); i++) {
        published = silent[i];
        look(fx);
        g_assert_cmpuint(count_signing(fx), ==, 0);
        assert_shows(get(fx, SAM, URL), published == NULL ? "nobody answered about the domain"
                                                          : "the domain did not publish it");
    }
    published = all_records(fx);
    look(fx);
    g_assert_cmpuint(count_signing(fx), ==, 2);
    assert_shows(get(fx, SAM, URL), "Signs since");

    fx->now += 60;
    assert_status(post(fx, SAM, URL, NULL), 303);
    g_assert_cmpuint(count_signing(fx), ==, 2);
    published = all_records(fx);
    look(fx);
    g_assert_cmpuint(count_signing(fx), ==, 2);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mail_key WHERE ended_at IS NOT NULL"), ==,
                    2);
}

/* A request asks nobody: it queues a look, once, and only for keys that do not sign yet. */
static void
test_a_job_looks(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char n_jobs[] = "SELECT count(*) FROM job WHERE kind = 'mail-key.look'";
    a_setting(fx, "mail_from", "us@example.org");
    assert_status(post(fx, SAM, URL "/look", NULL), 303);
    g_assert_cmpint(query_int(fx, n_jobs), ==, 0);
    assert_status(post(fx, SAM, URL, NULL), 303);
    assert_shows(get(fx, SAM, URL), "nobody has looked whether the domain publishes it");
    fx->app.dns = NULL; /* a request that asked would fall down */
    for (int i = 0; i < 2; i++)
        assert_status(post(fx, SAM, URL "/look", NULL), 303);
    g_assert_cmpint(query_int(fx, n_jobs), ==, 1);
    Response *res = get(fx, SAM, URL);
    assert_shows(res, "We are looking.");
    assert_hides(res, "/look\"");
    assert_shows(get_json(fx, SAM, URL), "\"is_looking\":true");

    /* Half of a look is none. */
    fx->app.dns = say_published;
    published = all_records(fx);
    for (int nth = 2; nth <= 5; nth++) {
        Ctx job = *fixture_begin(fx, SAM);
        fixture_commit(fx);
        g_autoptr(GError) error = NULL;
        db_fail_at(fx->db, nth);
        g_assert_null(mail_key_look(&job, "", &error));
        g_assert_nonnull(error);
        g_assert_cmpuint(count_signing(fx), ==, 0);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mail_key WHERE looked_at IS NOT NULL"),
                        ==, 0);
    }
    g_assert_true(run_job(fx));
    g_assert_cmpuint(count_signing(fx), ==, 2);
    g_assert_cmpint(mail_key_count_unseen(fixture_begin(fx, SAM)), ==, 0);
    fixture_commit(fx);
    assert_hides(get(fx, SAM, URL), "We are looking.");
}

static void
test_for_the_secretariat_only(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_setting(fx, "mail_from", "us@example.org");
    assert_status(get(fx, EDNA, URL), 403);
    assert_status(post(fx, EDNA, URL, NULL), 403);
    assert_status(post(fx, EDNA, URL "/look", NULL), 403);
    assert_status(get(fx, NOBODY, URL), 303);
    assert_shows(get(fx, SAM, "/fr" URL), "Signatures des messages");
    assert_hides(get_json(fx, SAM, URL), "private");
    for (int nth = 2; nth < 40; nth++) {
        Response *res = post_failing_at(fx, nth, SAM, URL, NULL);
        if (res->status == 303)
            break;
        assert_status(res, 500);
        g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mail_key"), ==, 0);
    }
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM mail_key"), ==, 2);
}

void
mail_keys_tests(void)
{
    add_test("/mail_keys/keys-sign-once-they-are-published",
             test_keys_sign_once_they_are_published);
    add_test("/mail_keys/a-job-looks", test_a_job_looks);
    add_test("/mail_keys/for-the-secretariat-only", test_for_the_secretariat_only);
}
