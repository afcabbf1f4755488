/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/compress.h"

#include "testing.h"

#include <glib/gstdio.h>
#include <unistd.h>

static void
test_chooses_the_best(void)
{
    static const struct {
        const char *accept;
        Encoding encoding;
    } rows[] = {
        {NULL,                      ENCODING_PLAIN },
        {"",                        ENCODING_PLAIN },
        {"identity",                ENCODING_PLAIN },
        {"gzip",                    ENCODING_GZIP  },
        {"GZIP",                    ENCODING_GZIP  },
        {"gzip, deflate, br, zstd", ENCODING_BROTLI},
        {"br;q=0, gzip;q=0.5",      ENCODING_GZIP  },
        {"br;q=0.0, gzip;q=0",      ENCODING_PLAIN },
        {"br;q=0.001",              ENCODING_BROTLI},
        {"x-br, brx, xgzip",        ENCODING_PLAIN },
        {",,, ;;; ,br",             ENCODING_BROTLI},
        {HOSTILE,                   ENCODING_PLAIN },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(encoding_choose(rows[i].accept), ==, rows[i].encoding);
}

static void
test_leaves_small_bodies_alone(void)
{
    g_assert_true(compress_is_useful("text/html; charset=utf-8", 5000));
    g_assert_true(compress_is_useful("image/svg+xml", 5000));
    g_assert_false(compress_is_useful("text/html; charset=utf-8", 100));
    g_assert_false(compress_is_useful("image/png", 5000));
    g_assert_false(compress_is_useful(NULL, 5000));
    uint8_t noise[4096];
    size_t n = 0;
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (uint8_t)(g_random_int() >> 7);
    for (int e = ENCODING_GZIP; e < N_ENCODINGS; e++)
        g_assert_null(compress_new((Encoding)e, (Bytes){noise, sizeof noise}, &n));
}

/* What another program makes of it; NULL without that program. */
static char *
decompress(Encoding encoding, const void *at, size_t n)
{
    static char script[] =
        "const z = require('zlib'), f = require('fs').readFileSync(process.argv[2])"
        "; process.stdout.write(process.argv[1] === 'br' ?"
        " z.brotliDecompressSync(f) : z.gunzipSync(f))";
    g_autofree char *node = g_find_program_in_path("node");
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "baraza-compressed-XXXXXX", NULL);
    char *out = NULL;
    if (node == NULL)
        return NULL;
    int fd = g_mkstemp(path);
    g_assert_cmpint(fd, >=, 0);
    g_assert_true(g_file_set_contents(path, at, (gssize)n, NULL));
    g_autofree char *name = g_strdup(encoding_name(encoding));
    char option[] = "-e", *argv[] = {node, option, script, name, path, NULL};
    g_assert_true(
        g_spawn_sync(NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL, NULL));
    g_unlink(path);
    close(fd);
    return out;
}

static void
test_round_trip(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 500; i++)
        g_string_append_printf(text, "<li>%d " HOSTILE "\n", i);
    for (int e = ENCODING_GZIP; e < N_ENCODINGS; e++) {
        size_t n = 0;
        g_autofree void *small = compress_new((Encoding)e, (Bytes){text->str, text->len}, &n);
        g_assert_nonnull(small);
        g_assert_cmpuint(n, <, text->len / 4);
        g_autofree char *back = decompress((Encoding)e, small, n);
        if (back != NULL)
            g_assert_cmpstr(back, ==, text->str);
    }
}

void
web_compress_tests(void)
{
    g_test_add_func("/web/compress/chooses-the-best", test_chooses_the_best);
    g_test_add_func("/web/compress/leaves-small-bodies-alone", test_leaves_small_bodies_alone);
    g_test_add_func("/web/compress/round-trip", test_round_trip);
}
