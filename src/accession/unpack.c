/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/unpack.h"

#include "accession/folder.h"
#include "base/limits.h"
#include "lang/lang.h"
#include "sheet/zip.h"

#include <string.h>

#define NAME_ROOM 1024    /* bytes of a name in a zip */
#define PIECE (64 * 1024) /* bytes unpacked at once */
#define TOGETHER 64       /* small files that are kept in one transaction, at most */

typedef struct Unpacking {
    Ctx *cx;
    Zip *zip;
    GArray *files; /* AccessionFile */
    int64_t left, *all_left;
    GString *contents[TOGETHER]; /* that are not kept yet */
    guint places[TOGETHER];      /* of these in .files */
    size_t n, bytes;             /* of these */
    const char *words;
} Unpacking;

bool
unpack_is_zip(Bytes content)
{
    const FileKind *kind = file_sniff(content);
    return kind != NULL && strcmp(kind->type, "application/zip") == 0;
}

/* ---- keeping ---- */

static void
keep(Unpacking *u)
{
    Bytes contents[TOGETHER];
    int64_t ids[TOGETHER];
    for (size_t i = 0; i < u->n; i++)
        contents[i] = (Bytes){u->contents[i]->str, u->contents[i]->len};
    if (u->n > 0)
        file_ahead_keep(u->cx, contents, u->n, ACCESSION_FILES, ids);
    for (size_t i = 0; i < u->n; i++) {
        g_array_index(u->files, AccessionFile, u->places[i]).file_id = ids[i];
        g_string_free(u->contents[i], TRUE);
    }
    u->n = u->bytes = 0;
}

/* Takes the content over. */
static void
keep_later(Unpacking *u, GString *content)
{
    if (u->n == TOGETHER || u->bytes + content->len > FILE_AHEAD)
        keep(u);
    u->contents[u->n] = content;
    u->places[u->n++] = u->files->len - 1;
    u->bytes += content->len;
}

/* ---- unpacking ---- */

/* One file, as far as it may be: a byte more tells that it is too large.  False: the zip ends
 * here. */
static bool
read_file(Unpacking *u, GString *content)
{
    char piece[PIECE];
    int got;
    while ((got = zip_read(u->zip, piece, sizeof piece)) > 0) {
        size_t room = (size_t)LIMIT_FILE + 1 - content->len;
        g_string_append_len(content, piece, (gssize)MIN((size_t)got, room));
        u->left -= got;
        *u->all_left -= got;
        if (u->left < 0 || *u->all_left < 0 || content->len > (size_t)LIMIT_FILE)
            break;
    }
    if (u->left < 0 || *u->all_left < 0 || zip_is_bomb(u->zip))
        u->words = N_("Files: the zip unpacks to too much; send it in parts");
    else if (got < 0)
        u->words = N_("Files: the zip is broken; what stands before is read");
    return u->words == NULL;
}

static void
take(Unpacking *u, const char *name)
{
    GString *content = g_string_new(NULL);
    if (!read_file(u, content)) {
        g_string_free(content, TRUE);
        return;
    }
    Bytes bytes = {content->str, content->len};
    const AccessionFile file = {.name = name,
                                .fault = accession_file_fault(bytes, LIMIT_FILE),
                                .size = (int64_t)content->len};
    g_array_append_val(u->files, file);
    if (*file.fault == '\0')
        keep_later(u, content);
    else
        g_string_free(content, TRUE);
}

static const Unpacked *
result(Unpacking *u)
{
    keep(u);
    size_t n = u->files->len;
    AccessionFile *files = arena_array_of(u->cx->arena, AccessionFile, n + 1);
    if (n > 0)
        memcpy(files, u->files->data, n * sizeof *files);
    g_array_unref(u->files);
    zip_free(u->zip);
    Unpacked *unpacked = arena_new_of(u->cx->arena, Unpacked);
    *unpacked = (Unpacked){
        {files, n},
        u->words
    };
    return unpacked;
}

const Unpacked *
unpack(Ctx *cx, Bytes content, int64_t *left)
{
    g_assert(!db_in_transaction(cx->db));
    Unpacking u = {.cx = cx,
                   .zip = zip_new(sheet_source_bytes(&content)),
                   .files = g_array_new(FALSE, FALSE, sizeof(AccessionFile)),
                   .left = ACCESSION_UNPACKED,
                   .all_left = left};
    char name[NAME_ROOM];
    if (u.zip == NULL)
        u.words = N_("Files: the zip cannot be read");
    while (u.words == NULL && zip_next(u.zip, name, sizeof name)) {
        const char *tidy = folder_tidy_name(cx->arena, name);
        if (folder_is_no_document(tidy))
            continue;
        if (u.files->len == ACCESSION_FILES)
            u.words = N_("Files: there are as many as there can be; the rest was not read");
        else
            take(&u, tidy);
    }
    return result(&u);
}
