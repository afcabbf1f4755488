/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/arena.h"
#include "testing.h"

#include <stdalign.h>
#include <string.h>

static void
test_memory_is_zeroed_and_aligned(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(Arena) arena = arena_new();
    const size_t sizes[] = {0, 1, 7, 16, 17, 1000, 16 * 1024, 16 * 1024 + 1, 1024 * 1024};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        char *at = arena_alloc(arena, sizes[i]);
        g_assert_cmpint((uintptr_t)at % alignof(max_align_t), ==, 0);
        for (size_t k = 0; k < sizes[i]; k++)
            g_assert_cmpint(at[k], ==, 0);
        memset(at, 0xff, sizes[i]); /* the next one must not see it */
    }
}

static void
test_texts_are_copied(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(Arena) arena = arena_new();
    char text[] = "Baraza";
    const char *copy = arena_strdup(arena, text);
    text[0] = 'b';
    g_assert_cmpstr(copy, ==, "Baraza");
    g_assert_null(arena_strdup(arena, NULL));
    g_assert_cmpstr(arena_strndup(arena, "Baraza", 3), ==, "Bar");
    g_assert_cmpstr(arena_strndup(arena, "", 0), ==, "");
    g_assert_cmpstr(arena_printf(arena, "%d %s", 3, "x"), ==, "3 x");
    g_autofree char *x = g_strnfill(40000, 'x');
    g_assert_cmpint(strlen(arena_printf(arena, "%s%s", x, x)), ==, 80000);
    GString *string = arena_string(arena, 4);
    g_string_append(string, x); /* grows; the sanitizer sees that it goes with the arena */
}

static void
note_end(void *data)
{
    GString **slot = data;
    g_string_append_c(*slot, (char)('a' + (*slot)->len));
}

static void
append_name(void *data)
{
    const char **pair = data;
    g_string_append((GString *)(uintptr_t)pair[0], pair[1]);
}

static void
test_last_deferred_goes_first(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(GString) order = g_string_new(NULL);
    const char *first[] = {(const char *)order, "first"};
    const char *second[] = {(const char *)order, "second "};
    Arena *arena = arena_new();
    arena_defer(arena, append_name, first);
    arena_defer(arena, append_name, second);
    arena_defer(arena, note_end, &order);
    arena_free(arena);
    g_assert_cmpstr(order->str, ==, "asecond first");
    arena_free(NULL);
}

/* What would be too short when its size wraps around ends the program instead. */
static void
test_size_does_not_wrap(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    if (g_test_subprocess()) {
        g_autoptr(Arena) arena = arena_new();
        volatile size_t n = SIZE_MAX / sizeof(int64_t) + 2;
        int64_t *numbers = arena_array_of(arena, int64_t, n);
        numbers[n - 1] = 1;
        return;
    }
    g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*an array of *");
}

void
arena_tests(void)
{
    add_test_once("/arena/memory-is-zeroed-and-aligned", test_memory_is_zeroed_and_aligned);
    add_test_once("/arena/texts-are-copied", test_texts_are_copied);
    add_test_once("/arena/last-deferred-goes-first", test_last_deferred_goes_first);
    add_test_once("/arena/size-does-not-wrap", test_size_does_not_wrap);
}
