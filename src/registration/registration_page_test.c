/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/event.h"
#include "base/moment.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

#define PAGE "/events/call"

static int64_t
n_registrations(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM registration");
}

static void
test_member_registers_with_one_click(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_call(fx, &(RegistrationTerms){.is_open = true, .seats = 1, .recording = true});
    Response *res = get(fx, NOBODY, PAGE);
    assert_shows(res, "1 seat is free");
    assert_shows(res, "Members register with one click.");
    assert_hides(res, "action=\"/events/call/register\"");
    assert_hides(res, "href=\"/events/call/register\"");
    assert_shows(get(fx, ANN, PAGE), "action=\"/events/call/register\"");

    assert_location(post(fx, ANN, PAGE "/register", NULL), PAGE);
    res = get(fx, ANN, PAGE);
    assert_shows(res, "You are registered.");
    assert_shows(res, "action=\"/events/call/unregister\"");
    assert_shows(res, "All seats are taken; there is a waiting list.");
    post(fx, BOB, PAGE "/register", NULL);
    assert_shows(get(fx, BOB, PAGE), "You are on the waiting list");
    assert_location(post(fx, ANN, PAGE "/unregister", NULL), PAGE);
    assert_shows(get(fx, BOB, PAGE), "You are registered.");
    post(fx, ANN, PAGE "/register", "wish", "recording", NULL);
    assert_shows(get(fx, ANN, PAGE), "We send you the recording.");
}

static void
test_registering_is_for_who_sees_the_event(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_call(fx, &(RegistrationTerms){.is_open = true, .guests = true});
    assert_status(post(fx, ANN, PAGE "/unregister", NULL), 404); /* has none */
    assert_status(post(fx, ANN, PAGE "/register", "wish", HOSTILE, NULL), 422);
    assert_status(post(fx, ANN, "/events/nothing/register", NULL), 404);
    assert_status(get(fx, NOBODY, "/events/nothing/register"), 404);
    run_sql(fx, "UPDATE item SET audience = 'editors' WHERE slug = 'call'");
    assert_status(post(fx, ANN, PAGE "/register", NULL), 404);
    assert_status(get(fx, NOBODY, PAGE "/register"), 404);
    assert_status(post(fx, NOBODY, PAGE "/register", "email", "g@example.org", NULL), 404);
    run_sql(fx, "UPDATE item SET audience = 'public' WHERE slug = 'call'");
    assert_status(post_failing_at(fx, 5, ANN, PAGE "/register", NULL), 500);
    g_assert_cmpint(n_registrations(fx), ==, 0);
    post(fx, ANN, PAGE "/register", NULL);
    assert_statements(fx, 12);
    g_assert_cmpint(n_registrations(fx), ==, 1);
}

/* ---- who is not signed in ---- */

static Response *
post_form(Fixture *fx, const char *email)
{
    return post(fx, NOBODY, PAGE "/register", "name", HOSTILE, "email", email, "country", "KE",
                "wish", "come", "people", "4", "question", HOSTILE, NULL);
}

static void
test_form_is_for_who_is_not_signed_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_call(fx, &(RegistrationTerms){.is_open = true, .guests = true, .recording = true});
    assert_shows(get(fx, NOBODY, PAGE), "href=\"/events/call/register\"");
    Response *res = get(fx, NOBODY, PAGE "/register");
    assert_status(res, 200);
    assert_shows(res, "Thursday, 16 March 2017, 09:00 New York (EDT, UTC−4)");
    assert_shows(res, "name=\"wish\"");
    assert_shows(get(fx, NOBODY, "/fr" PAGE "/register"), "Kenya");
    assert_location(get(fx, ANN, PAGE "/register"), PAGE); /* there is the button */

    res = post(fx, NOBODY, PAGE "/register", "name", "", "email", HOSTILE, "country", "XX", "wish",
               "come", "people", "0", NULL);
    assert_status(res, 422);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration_request"), ==, 0);

    /* The answer is the same for everybody. */
    const char *stranger = body_of(post_form(fx, "aaa@example.org"));
    const char *member = body_of(post_form(fx, "ann@example.org"));
    g_auto(GStrv) parts = g_strsplit(member, "ann@", -1);
    g_autofree char *as_stranger = g_strjoinv("aaa@", parts);
    g_assert_cmpstr(stranger, ==, as_stranger);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox WHERE person_id IS NULL"
                                  " AND template = 'registration.confirm'"
                                  " AND argument NOT LIKE '%Tom%'"),
                    ==, 2);
    g_assert_cmpint(n_registrations(fx), ==, 0);
    /* A program fills in what people do not see. */
    post(fx, NOBODY, PAGE "/register", "name", "Bot", "email", "b@example.org", "country", "KE",
         "wish", "come", "people", "1", "website", "x", NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration_request"), ==, 2);

    run_sql(fx, "UPDATE registration_terms SET guests = 0");
    assert_location(get(fx, NOBODY, PAGE "/register"), PAGE);
    assert_status(post_form(fx, "ccc@example.org"), 409);
}

static void
test_button_behind_the_link_registers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    a_call(fx, &(RegistrationTerms){.is_open = true, .guests = true, .recording = true});
    post_form(fx, "guest@example.org");
    const char *path = arena_printf(fx->arena, "/registrations/confirm/%s",
                                    mailed_secret(fx, "registration.confirm"));
    Response *res = get(fx, NOBODY, path);
    assert_status(res, 200);
    assert_statements(fx, 14);
    assert_shows(res, "guest@example.org");
    g_assert_cmpint(n_registrations(fx), ==, 0); /* looking does nothing */
    assert_status(post_failing_at(fx, 6, NOBODY, path, NULL), 500);
    g_assert_cmpint(n_registrations(fx), ==, 0);
    res = post(fx, NOBODY, path, NULL);
    assert_status(res, 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration WHERE state = 'in'"
                                  " AND people = 4 AND email = 'guest@example.org'"),
                    ==, 1);
    assert_status(get(fx, NOBODY, res->location), 200);
    assert_status(get(fx, NOBODY, path), 410);
    assert_status(post(fx, NOBODY, path, NULL), 410);
    assert_status(get(fx, NOBODY, "/registrations/confirm/x"), 410);
    /* Who wrote a member's address gets the member registered, by the member's own button. */
    post_form(fx, "ann@example.org");
    post(fx, NOBODY,
         arena_printf(fx->arena, "/registrations/confirm/%s",
                      mailed_secret(fx, "registration.confirm")),
         NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration WHERE person_id = 1"
                                  " AND email IS NULL AND name = ''"),
                    ==, 1);
}

/* ---- the link in later mails ---- */

static void
test_owner_changes_without_signing_in(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true, .recording = true, .seats = 1});
    post(fx, ANN, PAGE "/register", NULL);
    post(fx, BOB, PAGE "/register", NULL);
    post(fx, SAM, PAGE "/register", NULL);
    const char *path = own_path(fx, ANN, id);
    Response *res = get(fx, NOBODY, path);
    assert_status(res, 200);
    assert_shows(res, "You are registered.");
    assert_statements(fx, 14);
    assert_shows(get_json(fx, NOBODY, arena_printf(fx->arena, "%s.json", path)),
                 "\"words\":\"You are registered.\"");
    assert_shows(get(fx, NOBODY, own_path(fx, SAM, id)), "1 registration is before yours.");
    assert_shows(get(fx, NOBODY, arena_printf(fx->arena, "/fr%s", path)), "Vous êtes inscrit");

    assert_status(post(fx, NOBODY, path, "wish", "come", "people", "x", NULL), 422);
    post(fx, NOBODY, path, "wish", "come", "people", "12", "question", HOSTILE, NULL);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM registration WHERE person_id = 1"
                                  " AND people = 12 AND state = 'in' AND question LIKE '%Tom%'"),
                    ==, 1);
    assert_status(post_failing_at(fx, 8, NOBODY, path, "wish", "recording", "people", "1", NULL),
                  500);
    /* Somebody else gets the seat. */
    assert_location(post(fx, NOBODY, path, "wish", "recording", "people", "1", NULL), path);
    assert_shows(get(fx, BOB, PAGE), "You are registered.");
    post(fx, NOBODY, path, "wish", "come", "people", "1", NULL);
    assert_shows(get(fx, ANN, PAGE), "You are on the waiting list");
    assert_location(post(fx, NOBODY, arena_printf(fx->arena, "%s/cancel", path), NULL), path);
    res = get(fx, NOBODY, path);
    assert_shows(res, "You are not registered any more.");
    assert_hides(res, "/cancel\"");

    /* Nobody else's link; nothing of what its owner does not see. */
    assert_status(get(fx, NOBODY, "/registrations/x"), 410);
    assert_status(post(fx, NOBODY, "/registrations/x/cancel", NULL), 410);
    run_sql(fx, "UPDATE item SET audience = 'editors' WHERE slug = 'call'");
    assert_status(get(fx, NOBODY, path), 410);
    assert_status(post(fx, NOBODY, path, "wish", "come", "people", "1", NULL), 410);
}

static void
test_what_is_over_stays_as_it_was(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true});
    post(fx, ANN, PAGE "/register", NULL);
    const char *path = own_path(fx, ANN, id);
    fx->now = query_int(fx, "SELECT max(ends_at) FROM occurrence") + 1;
    Response *res = get(fx, NOBODY, path);
    assert_shows(res, "It is over.");
    assert_hides(res, "<form class=\"prose\"");
    post(fx, NOBODY, path, "people", "7", NULL);
    g_assert_cmpint(query_int(fx, "SELECT people FROM registration"), ==, 1);
    assert_shows(get(fx, ANN, PAGE), "Registration is closed.");
}

static void
test_my_events_are_mine(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int64_t id = a_call(fx, &(RegistrationTerms){.is_open = true, .seats = 1});
    assert_shows(get(fx, ANN, "/my-events"), "You are not registered for anything here.");
    post(fx, ANN, PAGE "/register", NULL);
    post(fx, BOB, PAGE "/register", NULL);
    Response *res = get(fx, BOB, "/my-events");
    assert_statements(fx, 8);
    assert_shows(res, "On the waiting list");
    assert_shows(res, own_path(fx, BOB, id));
    assert_hides(res, own_path(fx, ANN, id));
    assert_shows(get(fx, ANN, "/fr/my-events"), "Mes événements");
    assert_shows(get_json(fx, ANN, "/my-events.json"), "\"state\":\"Registered\"");
    g_assert_cmpint(get(fx, NOBODY, "/my-events")->status, !=, 200);
    run_sql(fx, "UPDATE occurrence SET starts_at = 1, ends_at = 2");
    assert_hides(get(fx, ANN, "/my-events"), "/events/call");
    assert_shows(get(fx, ANN, "/my-events?when=past"), "/events/call");
    post(fx, ANN, PAGE "/unregister", NULL);
    /* What nobody may see any more is not there. */
    run_sql(fx, "UPDATE item SET audience = 'editors' WHERE slug = 'call'");
    assert_hides(get(fx, BOB, "/my-events?when=past"), "/events/call");
}

void
registration_page_tests(void)
{
    add_test("/registration-page/member-registers-with-one-click",
             test_member_registers_with_one_click);
    add_test("/registration-page/registering-is-for-who-sees-the-event",
             test_registering_is_for_who_sees_the_event);
    add_test("/registration-page/form-is-for-who-is-not-signed-in",
             test_form_is_for_who_is_not_signed_in);
    add_test("/registration-page/button-behind-the-link-registers",
             test_button_behind_the_link_registers);
    add_test("/registration-page/owner-changes-without-signing-in",
             test_owner_changes_without_signing_in);
    add_test("/registration-page/what-is-over-stays-as-it-was", test_what_is_over_stays_as_it_was);
    add_test("/registration-page/my-events-are-mine", test_my_events_are_mine);
}
