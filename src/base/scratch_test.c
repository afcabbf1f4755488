/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/scratch.h"
#include "testing.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_has_no_name(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    struct stat status;
    int fd = scratch_open(NULL);
    g_assert_cmpint(fd, >=, 0);
    g_assert_cmpint(fstat(fd, &status), ==, 0);
    g_assert_cmpuint(status.st_nlink, ==, 0);
    g_assert_cmpuint(status.st_mode & 0777, ==, 0600);
    close(fd);
}

static void
test_keeps_what_is_written(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(Arena) arena = arena_new();
    int fd = scratch_open(NULL);
    g_assert_true(scratch_reserve(fd, 100000));
    g_assert_true(scratch_write(fd, "one ", 4));
    g_assert_true(scratch_write(fd, "two", 3));
    Bytes seen = arena_map(arena, fd, 7);
    close(fd);
    g_assert_cmpmem(seen.at, seen.n, "one two", 7);
    g_assert_cmpuint(arena_map(arena, fd, 7).n, ==, 0);
}

/* A file that may not grow is as a disk that is full. */
static void
test_full_disk_is_said(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    struct rlimit before, small;
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
    small = (struct rlimit){4096, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    int fd = scratch_open(NULL);
    g_autofree char *much = g_malloc0(8192);
    setrlimit(RLIMIT_FSIZE, &small);
    bool reserved = scratch_reserve(fd, 8192), written = scratch_write(fd, much, 8192);
    setrlimit(RLIMIT_FSIZE, &before);
    g_assert_false(reserved);
    g_assert_false(written);
    close(fd);
}

/* Pages of a mapping that this process has in memory. */
static int64_t
resident(void)
{
    g_autofree char *text = NULL;
    g_assert_true(g_file_get_contents("/proc/self/statm", &text, NULL, NULL));
    g_auto(GStrv) fields = g_strsplit(text, " ", -1);
    return g_ascii_strtoll(fields[1], NULL, 10);
}

static void
test_what_was_passed_leaves_memory(Fixture *fx G_GNUC_UNUSED, const void *unused G_GNUC_UNUSED)
{
    enum { SIZE = 16 << 20 };
    g_autoptr(Arena) arena = arena_new();
    int fd = scratch_open(NULL);
    g_autofree char *piece = g_malloc0(1 << 20);
    memset(piece, 'x', 1 << 20);
    for (int i = 0; i < SIZE >> 20; i++)
        g_assert_true(scratch_write(fd, piece, 1 << 20));
    Bytes seen = arena_map(arena, fd, SIZE);
    close(fd);
    g_assert_null(memchr(seen.at, 'y', seen.n));
    int64_t before = resident();
    arena_pass(arena, seen);
    g_assert_cmpint(before - resident(), >, (SIZE / sysconf(_SC_PAGESIZE)) / 2);
    g_assert_null(memchr(seen.at, 'y', seen.n)); /* it is still there */
    arena_pass(arena, (Bytes){piece, 1 << 20});
    g_assert_cmpint(piece[4096], ==, 'x'); /* other memory is left alone */
}

void
scratch_tests(void)
{
    add_test_once("/scratch/has-no-name", test_has_no_name);
    add_test_once("/scratch/keeps-what-is-written", test_keeps_what_is_written);
    add_test_once("/scratch/full-disk-is-said", test_full_disk_is_said);
    add_test_once("/scratch/what-was-passed-leaves-memory", test_what_was_passed_leaves_memory);
}
