/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Many who register at once, each on a connection of the own.
 */
#include "alliance/registration.h"
#include "db/db_testing.h"
#include "lang/lang.h"
#include "testing.h"
#include "web/app.h"

#include <string.h>

#define SEATS 300
#define APPLICANTS 500
#define WRITERS 8
#define LEAVERS 40 /* of those who have a seat */
#define NAP 500    /* microseconds, before a refused writer tries again */

typedef struct Writer {
    const Base *base;
    App *app;
    int number;
    const char *turn; /* or NULL: whoever comes first */
} Writer;

/* What one writer does about one applicant, in a transaction of its own. */
typedef void (*Step)(Ctx *cx, int applicant);

static void
ask(Ctx *cx, int applicant)
{
    const char *email = arena_printf(cx->arena, "a%03d@example.org", applicant);
    const Item event = {.id = 1, .title = "Webinar", .group_slug = ""};
    const Applicant who = {
        .email = email, .name = "A", .language = "en", .zone = "UTC", .country = "KE"};
    const RegistrationWish wish = {.people = 1};
    const Registration *registration = NULL;
    registration_ask(cx, &event, &who, &wish, &registration);
}

static void
leave(Ctx *cx, int applicant)
{
    RegistrationSpan in = registration_list(cx, 1, NULL, 1, applicant);
    if (in.n == 1)
        registration_leave(cx, in.at);
}

/* As the dispatcher does: refused because of another writer, tried again from the beginning. */
static void
do_it(const Writer *writer, Db *db, Step step, int applicant)
{
    DbOutcome outcome;
    do {
        g_autoptr(Arena) arena = arena_new();
        Ctx cx = {.arena = arena,
                  .db = db,
                  .app = writer->app,
                  .lang = LANG_ENGLISH,
                  .now = TEST_NOW,
                  .request_id = "race"};
        outcome = writer->turn != NULL ? db_begin_turn(db, writer->turn) : db_begin(db, true);
        if (outcome == DB_OK) {
            step(&cx, applicant);
            outcome = db_end(db, true);
        }
        if (outcome == DB_BUSY)
            g_usleep(NAP);
    } while (outcome == DB_BUSY);
    if (outcome != DB_OK)
        g_error("applicant %d: %s", applicant, db_message(db));
}

/* Two writers share each applicant, as one who presses the button twice. */
static void *
ask_many(void *data)
{
    const Writer *writer = data;
    g_autoptr(Db) db = db_open(writer->base->address, NULL);
    for (int i = writer->number / 2; i < APPLICANTS; i += WRITERS / 2)
        do_it(writer, db, ask, i);
    return NULL;
}

static void *
leave_many(void *data)
{
    const Writer *writer = data;
    g_autoptr(Db) db = db_open(writer->base->address, NULL);
    for (int i = writer->number / 2; i < LEAVERS; i += WRITERS / 2)
        do_it(writer, db, leave, i);
    return NULL;
}

static void
run_writers(Base *base, App *app, GThreadFunc work)
{
    Writer writers[WRITERS];
    GThread *threads[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        /* Some wait for their turn, as at the button, others do not, as a calendar's answer. */
        writers[i] = (Writer){base, app, i, i % 4 == 0 ? NULL : "/events/webinar"};
        threads[i] = g_thread_new("writer", work, &writers[i]);
    }
    for (int i = 0; i < WRITERS; i++)
        g_thread_join(threads[i]);
}

static void
make_webinar(Base *base)
{
    base_migrate(base);
    g_autofree char *script = g_strdup_printf(
        "INSERT INTO item (id, kind, slug, status, title, created_at, updated_at)"
        " VALUES (1, 'event', 'webinar', 'published', 'Webinar', 1, 1);"
        "INSERT INTO event (item_id, kind, uid, changed_at) VALUES (1, 'webinar', 'u', 1);"
        "INSERT INTO occurrence (item_id, starts_at, ends_at, day, timed)"
        " VALUES (1, %" PRId64 ", %" PRId64 ", '2017-01-02', 1);"
        "INSERT INTO registration_terms (item_id, is_open, guests, approval, recording, seats)"
        " VALUES (1, 1, 1, 0, 0, %d);",
        TEST_NOW + 3600, TEST_NOW + 7200, SEATS);
    base_script(base, script);
}

/* Seats, those who wait, those who left, and that the list is in the order of the places. */
static void
assert_counts(Base *base, int64_t in, int64_t waiting, int64_t left)
{
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    const RegistrationTerms *terms = registration_terms(&base->cx, 1);
    g_assert_cmpint(terms->n_in, ==, in);
    g_assert_cmpint(terms->n_waiting, ==, waiting);
    g_assert_cmpuint(registration_list(&base->cx, 1, "left", APPLICANTS, 0).n, ==, (size_t)left);
    RegistrationSpan all = registration_list(&base->cx, 1, NULL, 2 * APPLICANTS, 0);
    g_assert_cmpuint(all.n, ==, APPLICANTS); /* nobody twice */
    bool waits = false;
    for (size_t i = 0; i < all.n; i++) {
        if (i > 0)
            g_assert_cmpint(all.at[i].place, >, all.at[i - 1].place);
        bool one_waits = strcmp(all.at[i].state, "waiting") == 0;
        g_assert_true(one_waits || !waits); /* nobody has overtaken who waits */
        waits = one_waits;
    }
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
}

static void
test_seats_are_given_once(Base *base)
{
    App app = {.database = base->address};
    base->cx.app = &app;
    base->cx.lang = LANG_ENGLISH;
    base->cx.now = TEST_NOW;
    make_webinar(base);
    run_writers(base, &app, ask_many);
    assert_counts(base, SEATS, APPLICANTS - SEATS, 0);
    /* Who goes makes room for who waits for longest, once though two cancel the same one. */
    run_writers(base, &app, leave_many);
    assert_counts(base, SEATS, APPLICANTS - SEATS - LEAVERS, LEAVERS);
}

void
registration_race_tests(void)
{
    add_base_test("/registration-race/seats-are-given-once", test_seats_are_given_once);
}
