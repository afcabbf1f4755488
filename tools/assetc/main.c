/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * assetc - compile static files into the table of render/asset.h.
 *
 *     assetc OUT.c assets/style.css assets/mark.svg ...
 *
 * Each is embedded three times: plain, gzip and brotli, both at their best.
 */
#include <brotli/encode.h>
#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

static const struct {
    const char *suffix, *type;
    bool compress;
} types[] = {
    {".css",         "text/css; charset=utf-8",        true },
    {".js",          "text/javascript; charset=utf-8", true },
    {".svg",         "image/svg+xml",                  true },
    {".txt",         "text/plain; charset=utf-8",      true },
    {".webmanifest", "application/manifest+json",      true },
    {".png",         "image/png",                      false},
    {".jpg",         "image/jpeg",                     false},
    {".webp",        "image/webp",                     false},
    {".ico",         "image/x-icon",                   false},
};

static GByteArray *
brotli_of(const char *data, gsize n)
{
    size_t size = BrotliEncoderMaxCompressedSize(n);
    GByteArray *out = g_byte_array_new();
    g_byte_array_set_size(out, (guint)size);
    if (size == 0 ||
        !BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, n,
                               (const uint8_t *)data, &size, out->data))
        size = 0;
    g_byte_array_set_size(out, (guint)size);
    return out;
}

static GByteArray *
gzip_of(char *data, gsize n)
{
    z_stream z = {0};
    GByteArray *out = g_byte_array_new();
    /* 16 more than the window bits: a gzip header, which zlib leaves without a time. */
    if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return out;
    g_byte_array_set_size(out, (guint)deflateBound(&z, n));
    z.next_in = (Bytef *)data;
    z.avail_in = (uInt)n;
    z.next_out = out->data;
    z.avail_out = out->len;
    bool done = deflate(&z, Z_FINISH) == Z_STREAM_END;
    g_byte_array_set_size(out, done ? (guint)z.total_out : 0);
    deflateEnd(&z);
    return out;
}

static void
emit_bytes(GString *out, const char *kind, gsize i, const guint8 *data, gsize n)
{
    g_string_append_printf(out, "static const unsigned char %s_%zu[] = {", kind, i);
    for (gsize k = 0; k < n; k++)
        g_string_append_printf(out, "%s%u,", k % 24 == 0 ? "\n" : "", data[k]);
    g_string_append(out, "0};\n");
}

/* "style.css" with its hash is "style.3f2a9c1b.css". */
static char *
hashed_name(const char *name, const char *hash)
{
    const char *dot = strrchr(name, '.');
    return g_strdup_printf("%.*s.%.10s%s", (int)(dot - name), name, hash, dot);
}

static int
find_type(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
        if (g_str_has_suffix(name, types[i].suffix))
            return (int)i;
    return -1;
}

static bool
compile_file(const char *path, gsize i, GString *data, GString *table)
{
    g_autofree char *bytes = NULL;
    g_autofree char *name = g_path_get_basename(path);
    g_autoptr(GError) error = NULL;
    gsize n = 0;
    int type = find_type(name);

    if (type < 0) {
        fprintf(stderr, "%s:1: error: assetc knows no type for this file\n", path);
        return false;
    }
    if (!g_file_get_contents(path, &bytes, &n, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return false;
    }
    g_autoptr(GByteArray) gzip = gzip_of(bytes, n);
    g_autoptr(GByteArray) brotli = brotli_of(bytes, n);
    bool compress = types[type].compress;
    guint n_gzip = compress && gzip->len < n ? gzip->len : 0;
    guint n_brotli = compress && brotli->len < n ? brotli->len : 0;
    emit_bytes(data, "plain", i, (const guint8 *)bytes, n);
    emit_bytes(data, "gzip", i, gzip->data, n_gzip);
    emit_bytes(data, "brotli", i, brotli->data, n_brotli);

    g_autofree char *hash = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (guchar *)bytes, n);
    g_autofree char *url = hashed_name(name, hash);
    g_string_append_printf(table,
                           "    {\"%s\", \"/assets/%s\", \"%s\", \"\\\"%.20s\\\"\",\n"
                           "     {plain_%zu, %zu}, {gzip_%zu, %u}, {brotli_%zu, %u}},\n",
                           name, url, types[type].type, hash, i, n, i, n_gzip, i, n_brotli);
    return true;
}

int
main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: assetc OUT.c FILE...\n");
        return 2;
    }
    g_autoptr(GString) data = g_string_new("/* Written by tools/assetc. */\n"
                                           "#include \"render/asset.h\"\n\n");
    g_autoptr(GString) table = g_string_new("\nconst Asset ASSETS[] = {\n");
    for (int i = 2; i < argc; i++)
        if (!compile_file(argv[i], (gsize)i, data, table))
            return 1;
    g_string_append_printf(data, "%s};\nconst size_t N_ASSETS = %d;\n", table->str, argc - 2);
    g_autoptr(GError) error = NULL;
    if (!g_file_set_contents(argv[1], data->str, (gssize)data->len, &error)) {
        fprintf(stderr, "assetc: %s\n", error->message);
        return 1;
    }
    return 0;
}
