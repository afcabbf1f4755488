/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "checkdeps.h"

#include <string.h>

const Layer LAYERS[] = {
    {"data", "nothing", false},
    {"src/base", "nothing", false},
    {"src/lang", "base", false},
    {"src/confine", "base", false},
    {"src/picture", "base, lang, confine", false},
    {"src/render", "base, lang", false},
    {"src/db", "base", false},
    {"src/web", "base, lang, render, db", false},
    {"src/mail", "base, lang, render, db", false},
    {"src/draw", "data, base, lang, render", false},
    {"src/paper", "base, lang", false},
    {"src/sheet", "base, lang", false},
    {"src/extract", "base, lang, confine, sheet", false},
    {"src/shrink", "base, confine, picture", false},
    {"src/webauthn", "base", false},
    {"src/calendar", "base", false},
    {"src/alliance", "all above", false},
    {"src/inbound", "all above", false},
    {"src/roster", "all above", false},
    {"src/mailing", "all above", false},
    {"src/site", "all above but rooms", true},
    {"src/member", "all above but rooms", true},
    {"src/profile", "all above but rooms", true},
    {"src/organisation", "all above but rooms", true},
    {"src/directory", "all above but rooms", true},
    {"src/group", "all above but rooms", true},
    {"src/comment", "all above but rooms", true},
    {"src/poll", "all above but rooms", true},
    {"src/drafting", "all above but rooms", true},
    {"src/desk", "all above but rooms", true},
    {"src/account", "all above but rooms", true},
    {"src/privacy", "all above but rooms", true},
    {"src/openid", "all above but rooms", true},
    {"src/import", "all above but rooms", true},
    {"src/merge", "all above but rooms", true},
    {"src/export", "all above but rooms", true},
    {"src/segment", "all above but rooms", true},
    {"src/newsletter", "all above but rooms", true},
    {"src/subscription", "all above but rooms", true},
    {"src/registration", "all above but rooms", true},
    {"src/question", "all above but rooms", true},
    {"src/floor", "all above but rooms", true},
    {"src/door", "all above but rooms", true},
    {"src/event", "all above but rooms", true},
    {"src/programme", "all above but rooms", true},
    {"src/fair", "all above but rooms", true},
    {"src/blog", "all above but rooms", true},
    {"src/week", "all above but rooms", true},
    {"src/topic", "all above but rooms", true},
    {"src/reading", "all above but rooms", true},
    {"src/library", "all above but rooms", true},
    {"src/finding", "all above but rooms", true},
    {"src/contributing", "all above but rooms", true},
    {"src/accession", "all above but rooms", true},
    {"src/curated", "all above but rooms", true},
    {"src/oai", "all above but rooms", true},
    {"src/app", "everything", false},
    {"tools", "base", false},
    {"tests", "everything", false},
    {0},
};

const Library LIBRARIES[] = {
    {"GLib", {"glib.h", "glib/", "glib-unix.h"}, {NULL}},
    {"GIO", {"gio/"}, {"src/app/demo_facts.c"}},
    {"libmicrohttpd", {"microhttpd.h"}, {"src/web/http.c"}},
    {"SQLite 3.40 with FTS5", {"sqlite3"}, {"src/db/sqlite.c", "tools/sqlschema.c"}},
    {"libpq", {"libpq", "postgres_ext.h"}, {"src/db/postgres.c"}},
    {"libsodium", {"sodium"}, {"src/base/secret.c"}},
    {"libcrypto (OpenSSL 3)", {"openssl/"}, {"src/base/sign.c"}},
    {"nettle", {"nettle/"}, {"src/webauthn/cose.c", "tests/authenticator.c"}},
    {"libqrencode", {"qrencode.h"}, {"src/draw/qr.c"}},
    {"cairo", {"cairo"}, {"src/paper/paper.c"}},
    {"Pango", {"pango/"}, {"src/paper/paper.c"}},
    {"ICU", {"unicode/"}, {"src/lang/format.c"}},
    {"cmark-gfm", {"cmark-gfm"}, {"src/render/markdown.c"}},
    {"brotli", {"brotli/"}, {"src/web/compress.c", "tools/assetc/main.c"}},
    {"zlib", {"zlib.h"}, {"src/web/compress.c", "tools/assetc/main.c"}},
    {"GMime 3", {"gmime/"}, {"src/mail/message.c", "src/inbound/letter.c"}},
    {"libcurl", {"curl/"}, {"src/mail/wire.c", "src/web/fetch.c"}},
    {"Poppler", {"poppler"}, {"src/extract/pdf.c"}},
    {"libgd", {"gd.h"}, {"src/picture/convert.c"}},
    {"qpdf", {"qpdf/"}, {"src/shrink/pdf.c"}},
    {"json-glib", {"json-glib/"}, {"src/app/demo_facts.c"}},
    {"minizip", {"minizip/unzip.h"}, {"src/sheet/zip.c"}},
    {"minizip", {"minizip/zip.h"}, {"src/sheet/zip_write.c"}},
    {"libxlsxwriter", {"xlsxwriter"}, {"src/sheet/xlsx_write.c"}},
    {"Expat", {"expat"}, {"src/sheet/xml.c"}},
    {0},
};

static const char *const SYSTEM[] = {
    "arpa/",     "assert.h",   "ctype.h",    "dirent.h",  "endian.h",   "errno.h",  "fcntl.h",
    "float.h",   "inttypes.h", "langinfo.h", "limits.h",  "linux/",     "locale.h", "math.h",
    "net/",      "netdb.h",    "netinet/",   "poll.h",    "pthread.h",  "pwd.h",    "resolv.h",
    "sched.h",   "setjmp.h",   "signal.h",   "spawn.h",   "stdalign.h", "stdarg.h", "stdatomic.h",
    "stdbool.h", "stddef.h",   "stdint.h",   "stdio.h",   "stdlib.h",   "string.h", "strings.h",
    "sys/",      "sysexits.h", "syslog.h",   "termios.h", "threads.h",  "time.h",   "unistd.h",
    "wchar.h",   NULL,
};

const char *
layer_name(const Layer *layer)
{
    const char *slash = strrchr(layer->folder, '/');
    return slash != NULL ? slash + 1 : layer->folder;
}

const Layer *
layer_of(const char *path)
{
    for (const Layer *l = LAYERS; l->folder != NULL; l++)
        if (g_str_has_prefix(path, l->folder) && path[strlen(l->folder)] == '/')
            return l;
    return NULL;
}

const Layer *
layer_named(const char *root, const char *name)
{
    for (const Layer *l = LAYERS; l->folder != NULL; l++)
        if (strcmp(layer_name(l), name) == 0)
            return l;
    g_autofree char *tool = g_build_filename(root, "tools", name, NULL);
    return g_file_test(tool, G_FILE_TEST_IS_DIR) ? layer_of("tools/") : NULL;
}

bool
layer_may(const Layer *from, const Layer *to)
{
    if (from == to || strcmp(from->may, "everything") == 0)
        return true;
    if (strcmp(from->may, "all above") == 0)
        return to < from;
    if (strcmp(from->may, "all above but rooms") == 0)
        return to < from && !to->room;
    g_auto(GStrv) names = g_strsplit(from->may, ", ", -1);
    return g_strv_contains((const char *const *)names, layer_name(to));
}

static bool
begins_with_one_of(const char *text, const char *const *beginnings)
{
    for (; *beginnings != NULL; beginnings++)
        if (g_str_has_prefix(text, *beginnings))
            return true;
    return false;
}

const Library *
library_of(const char *header)
{
    for (const Library *l = LIBRARIES; l->name != NULL; l++)
        if (begins_with_one_of(header, l->headers))
            return l;
    return NULL;
}

bool
header_is_system(const char *header)
{
    return begins_with_one_of(header, SYSTEM);
}
