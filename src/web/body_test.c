/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/body.h"

#include "testing.h"

#include <string.h>

static void
test_small_is_in_memory(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes bytes = {NULL, 0};
    g_autoptr(Body) body = body_new(8);
    g_assert_true(body_bytes(body, fx->arena, &bytes));
    g_assert_cmpuint(bytes.n, ==, 0);
    g_assert_cmpint(body_add(body, "half", 4), ==, 0);
    g_assert_cmpint(body_add(body, "half", 4), ==, 0);
    g_assert_true(body_bytes(body, fx->arena, &bytes));
    g_assert_cmpmem(bytes.at, bytes.n, "halfhalf", 8);
    g_assert_cmpint(body_add(body, "!", 1), ==, 413);
}

static void
test_large_is_in_a_file(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes bytes = {NULL, 0};
    BodyRoom room = {.most = 100};
    int64_t under_way = 0;
    Body *body = body_new(8);
    g_autoptr(Arena) arena = arena_new();
    g_assert_cmpint(body_take_room(body, &room, 0, 20, &under_way), ==, 0);
    g_assert_cmpint(room.taken, ==, 20);
    g_assert_cmpint(body_add(body, "ten bytes ", 10), ==, 0);
    g_assert_cmpint(body_add(body, "and more", 8), ==, 0);
    g_assert_true(body_bytes(body, arena, &bytes));
    g_assert_cmpint(body_add(body, "too much", 8), ==, 413);
    body_free(body);
    g_assert_cmpint(room.taken, ==, 0);
    g_assert_cmpmem(bytes.at, bytes.n, "ten bytes and more", 18); /* it is still seen */
    (void)fx;
}

static void
test_room_is_shared(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    BodyRoom room = {.most = 100};
    int64_t under_way = 0;
    Body *first = body_new(8), *second = body_new(8), *third = body_new(8);
    g_assert_cmpint(body_take_room(first, &room, 0, 60, &under_way), ==, 0);
    g_assert_cmpint(body_take_room(second, &room, 0, 41, &under_way), ==, 503);
    g_assert_cmpint(room.taken, ==, 60); /* what it did not get it does not hold */
    g_assert_cmpint(body_take_room(third, &room, 0, 40, &under_way), ==, 0);
    body_free(second);
    body_free(first);
    body_free(third);
    g_assert_cmpint(room.taken, ==, 0);
}

/* One person has a part of it, whatever is free; what is not known whose it is has all. */
static void
test_one_person_has_a_part(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    BodyRoom room = {.most = 100, .each = 30};
    Body *bodies[9];
    static const struct {
        int64_t person, n;
        int status;
        int64_t under_way;
    } takes[] = {
        {1, 20, 0,   0 },
        {1, 11, 429, 20},
        {1, 12, 429, 20}, /* what was refused does not count, though it is there still */
        {2, 30, 0,   0 },
        {0, 40, 0,   0 },
        {3, 20, 503, 0 },
        {1, 11, 429, 20}, /* he is not told that it is others */
    };
    int64_t under_way = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(takes); i++) {
        bodies[i] = body_new(8);
        g_assert_cmpint(body_take_room(bodies[i], &room, takes[i].person, takes[i].n, &under_way),
                        ==, takes[i].status);
        if (takes[i].status == 429)
            g_assert_cmpint(under_way, ==, takes[i].under_way);
    }
    bodies[7] = body_new(8);
    g_assert_cmpint(body_take_room(bodies[7], &room, 1, 10, &under_way), ==, 0);
    g_assert_cmpuint(g_hash_table_size(room.people), ==, 2);
    body_free(bodies[0]);
    bodies[8] = body_new(8);
    g_assert_cmpint(body_take_room(bodies[8], &room, 1, 20, &under_way), ==, 0);
    for (size_t i = 1; i < G_N_ELEMENTS(bodies); i++)
        body_free(bodies[i]);
    g_assert_cmpint(room.taken, ==, 0);
    g_assert_cmpuint(g_hash_table_size(room.people), ==, 0);
    body_room_clear(&room);
}

void
web_body_tests(void)
{
    add_test_once("/web/body/small-is-in-memory", test_small_is_in_memory);
    add_test_once("/web/body/large-is-in-a-file", test_large_is_in_a_file);
    add_test_once("/web/body/room-is-shared", test_room_is_shared);
    add_test_once("/web/body/a-part-of-one-person", test_one_person_has_a_part);
}
