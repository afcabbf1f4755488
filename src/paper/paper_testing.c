/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "paper/paper_testing.h"

#include <glib/gstdio.h>

/* What a program says of the file in the last of its arguments; it has to end well. */
static char *
run(const char *const *command)
{
    char *said = NULL;
    int status = 0;
    g_autoptr(GError) error = NULL;
    g_spawn_sync(NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                 NULL, NULL, &said, NULL, &status, &error);
    g_assert_no_error(error);
    g_spawn_check_wait_status(status, &error);
    g_assert_no_error(error);
    return said;
}

const char *
paper_read(Arena *arena, Bytes pdf)
{
    g_autofree char *path = g_strdup_printf("%s/paper-%08x.pdf", g_get_tmp_dir(), g_random_int());
    g_assert_true(g_file_set_contents(path, pdf.at, (gssize)pdf.n, NULL));
    g_free(run((const char *const[]){"qpdf", "--check", path, NULL})); /* it is sound */
    g_autofree char *text = run((const char *const[]){"pdftotext", path, "-", NULL});
    g_unlink(path);
    return arena_strdup(arena, text);
}
