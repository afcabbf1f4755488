/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Several nodes that open, remind of and close one poll at the same moment, each on a connection of
 * the own: every member is told once of each.
 */
#include "alliance/poll.h"
#include "alliance/poll_tell.h"
#include "db/db_testing.h"
#include "lang/lang.h"
#include "testing.h"
#include "web/app.h"

#include <string.h>

#define NODES 4
#define MEMBERS 300
#define POLL 1
#define NAP 500 /* microseconds, before a refused writer tries again */

typedef void (*Step)(Ctx *cx);

typedef struct Node {
    const Base *base;
    App *app;
    Step step;
    int64_t now;
} Node;

static void
publish(Ctx *cx)
{
    item_publish_due(cx);
    poll_published(cx, POLL);
}

static void
remind(Ctx *cx)
{
    poll_remind_due(cx);
}

static void
count(Ctx *cx)
{
    poll_close_due(cx);
}

/* As the jobs do: refused because of another node, tried again from the beginning. */
static void *
run_node(void *data)
{
    const Node *node = data;
    g_autoptr(Db) db = db_open(node->base->address, NULL);
    for (DbOutcome outcome = DB_BUSY; outcome == DB_BUSY;) {
        g_autoptr(Arena) arena = arena_new();
        Ctx cx = {.arena = arena,
                  .db = db,
                  .app = node->app,
                  .lang = LANG_ENGLISH,
                  .now = node->now,
                  .request_id = "race"};
        outcome = db_begin(db, true);
        if (outcome == DB_OK) {
            node->step(&cx);
            outcome = db_end(db, true);
        }
        if (outcome == DB_BUSY)
            g_usleep(NAP);
        else if (outcome != DB_OK)
            g_error("%s", db_message(db));
    }
    return NULL;
}

static void
run_nodes(const Base *base, App *app, Step step, int64_t now)
{
    Node nodes[NODES];
    GThread *threads[NODES];
    for (int i = 0; i < NODES; i++) {
        nodes[i] = (Node){base, app, step, now};
        threads[i] = g_thread_new("node", run_node, &nodes[i]);
    }
    for (int i = 0; i < NODES; i++)
        g_thread_join(threads[i]);
}

/* All members vote but the first third. */
static void
make_poll(Base *base)
{
    base_migrate(base);
    g_autoptr(GString) script = g_string_new(NULL);
    g_string_append_printf(
        script,
        "INSERT INTO item (id, kind, slug, status, audience, title, publish_at, created_at,"
        " updated_at) VALUES (%d, 'poll', 'where', 'scheduled', 'members', 'Where', %" PRId64
        ", 1, 1);"
        "INSERT INTO poll (item_id, kind, most, secret, early, zone, closes_at, mails)"
        " VALUES (%d, 'single', 1, 0, 0, 'UTC', %" PRId64 ", 1);"
        "INSERT INTO poll_option (item_id, number, text) VALUES (1, 1, 'A'), (1, 2, 'B');",
        POLL, TEST_NOW, POLL, TEST_NOW + 20 * (int64_t)86400);
    for (int i = 1; i <= MEMBERS; i++)
        g_string_append_printf(script,
                               "INSERT INTO person (id, email, name, joined_at)"
                               " VALUES (%d, 'a%d@example.org', 'A', 1);",
                               i, i);
    for (int i = MEMBERS / 3 + 1; i <= MEMBERS; i++)
        g_string_append_printf(script,
                               "INSERT INTO poll_vote (item_id, person_id, choice, voted_at)"
                               " VALUES (1, %d, '2', 1);",
                               i);
    base_script(base, script->str);
}

/* Every one of @n members has one mail of @kind, and nobody has two. */
static void
assert_told(Base *base, const MailKind *kind, int64_t n)
{
    int64_t found = 0;
    bool *seen = arena_array_of(base->arena, bool, MEMBERS + 1);
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    for (int64_t page = 1;; page++) {
        OutboxSpan mails = mail_list(&base->cx, NULL, page);
        for (size_t i = 0; i < mails.n; i++) {
            if (strcmp(mails.at[i].template, kind->name) != 0)
                continue;
            g_assert_false(seen[mails.at[i].person_id]);
            seen[mails.at[i].person_id] = true;
            found++;
        }
        if (mails.n == 0)
            break;
    }
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
    g_assert_cmpint(found, ==, n);
}

static void
no_chance(App *app, void *bytes, size_t n)
{
    (void)app;
    memset(bytes, 0, n);
}

static void
test_each_is_told_once(Base *base)
{
    App app = {.database = base->address, .random = no_chance};
    base->cx.app = &app;
    base->cx.lang = LANG_ENGLISH;
    make_poll(base);
    run_nodes(base, &app, publish, TEST_NOW);
    assert_told(base, &MAIL_POLL_BEGUN, MEMBERS);
    run_nodes(base, &app, remind, TEST_NOW + 18 * (int64_t)86400);
    assert_told(base, &MAIL_POLL_REMINDER, MEMBERS / 3);
    run_nodes(base, &app, count, TEST_NOW + 20 * (int64_t)86400);
    assert_told(base, &MAIL_POLL_RESULT, MEMBERS - MEMBERS / 3);
}

void
poll_race_tests(void)
{
    add_base_test("/poll-race/each-is-told-once", test_each_is_told_once);
}
