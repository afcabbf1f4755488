/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file - content-addressed bytes in the database, in chunks.
 *
 * A number is one content for ever: addresses in texts outlive the files, so
 * it is not given again when the content is taken away.
 *
 * Read with: file_item.c (what hangs on an item), docs/decisions/0013-files.md.
 */
#pragma once
#include "alliance/item.h"
#include "base/limits.h"
#include "web/web.h"

#define FILE_CHUNK LIMIT_FILE_CHUNK

typedef struct File {
    int64_t id, size, created_at;
    const char *hash, *type;
    const char *name, *title; /* as it hangs on an item; NULL by itself */
    const char *alt;          /* likewise: what a picture shows, "" if not said */
} File;

/** A kind of file that is known by its first bytes. */
typedef struct FileKind {
    const char *type;  /* media type */
    const char *label; /* N_("PNG picture") */
    const char *mark;  /* "PNG", in every language */
} FileKind;

typedef struct FileSpan {
    const File *at;
    size_t n;
} FileSpan;

/** Store @content unless it is there already; returns its id.  The type is sniffed from the
 *  bytes; what is not known is application/octet-stream and is only ever downloaded. */
int64_t file_insert(Ctx *cx, Bytes content);

/** For routes that take large files: stores those in short transactions before the handler's, whose
 *  file_insert() then finds them.  What no handler hangs anywhere goes after a day. */
extern const Preparation file_ahead;
void file_ahead_store(Request *req); /* its work, for who looks at more before */

/** Bytes that the acting person may still hang on what is his own and not published yet, such as a
 *  contribution: FILE_UNDECIDED of the largest files in all.  An editor has no bound: G_MAXINT64.
 */
int64_t file_room_left(Ctx *cx);
#define FILE_UNDECIDED 3

#define FILE_AHEAD ((size_t)1024 * 1024) /* bytes of one transaction ahead of the handler's */

/** For who unpacks before the handler, without a transaction: store @n contents, together at most
 *  FILE_AHEAD or one alone, in short transactions, and put their ids into @ret_ids, 0 for what
 * could not be kept.  Of the acting person at most @most_kept wait for a handler that hangs them
 *  somewhere. */
void file_ahead_keep(Ctx *cx, const Bytes *contents, size_t n, int64_t most_kept, int64_t *ret_ids);

/** Store one upload that is larger than FILE_AHEAD so.  The handler's file_insert() of its bytes
 * finds it without looking at them again. */
void file_ahead_upload(Ctx *cx, const Upload *upload, int64_t most_kept);

/** Delete what came ahead and hangs nowhere, or came in part; for the daily job.  Returns how many
 *  contents were looked at. */
int64_t file_clean(Ctx *cx);

const File *file_find(Ctx *cx, int64_t id); /* or NULL */

/** The same picture as wide as this, if it is kept so; else file_find(). */
const File *file_find_width(Ctx *cx, int64_t id, int64_t width);

/** The kind of @content, or NULL if it is not known. */
const FileKind *file_sniff(Bytes content);
const FileKind *file_kind_find(const char *type); /* or NULL */

/** What keeps @content from hanging on an item. */
typedef enum FileFault {
    FILE_FITS,
    FILE_UNKNOWN,   /* what it is */
    FILE_TOO_LARGE, /* more than @most; of a picture LIMIT_PICTURE */
} FileFault;

/** @most: app_file_most(), or what else is the largest in this place. */
FileFault file_fault(Bytes content, int64_t most);

/** What it is, in words: lang_text() of it; the media type if that is not a known one. */
const char *file_label(const File *file);

/** Can it stand in an <img>? */
bool file_is_picture(const File *file);

/** @n bytes from @first on, or as many as there are; in the arena. */
Bytes file_read(Ctx *cx, const File *file, int64_t first, int64_t n);

/** What is said about a file where it hangs on an item.  NULL: nothing. */
typedef struct FileWords {
    const char *name;  /* as the sender calls it; what cannot stand in an address is left out */
    const char *title; /* what it is */
    const char *alt;   /* what a picture shows */
} FileWords;

FileSpan file_list(Ctx *cx, int64_t item_id);

/** Hang a file on an item, or change all that is said about it there.  Like the next three the
 *  caller has asked may(); the item counts as changed, and the audit log has it. */
void file_attach(Ctx *cx, int64_t item_id, int64_t file_id, const FileWords *words);

/** Change title and alternative text; the name stays.  False: it does not hang on the item. */
bool file_describe(Ctx *cx, int64_t item_id, const File *file, const FileWords *words);

/** Take a file from an item, whose picture it is no more; what hangs nowhere else loses its
 *  content.  False: it does not hang on the item. */
bool file_detach(Ctx *cx, int64_t item_id, const File *file);

/** Make one of the item's own pictures the item's picture; NULL: none.  False: it is not one. */
bool file_set_picture(Ctx *cx, int64_t item_id, const File *file);

/** The files of an item and of all that is in it, each by itself: for file_forget() when the item
 *  is gone. */
FileSpan file_list_below(Ctx *cx, int64_t item_id);

/** Take away the content of a file that hangs nowhere any more; else nothing. */
void file_forget(Ctx *cx, int64_t id);

/** Is it a picture that the item's page shows already, above the text or in it? */
bool file_stands_on(const Item *item, const File *file);

/** Does the address of a file stand in @text? */
bool file_stands_in(const char *text, int64_t id);

/** A text of an item in one language. */
typedef struct FileText {
    const char *language, *body;
} FileText;

typedef struct FileTextSpan {
    const FileText *at;
    size_t n;
} FileTextSpan;

/** The item's texts in which addresses of files stand, the original's first. */
FileTextSpan file_list_texts(Ctx *cx, int64_t item_id);

/** May the acting person have it: through an item he may see, a person's picture, or a setting? */
bool file_may_see(Ctx *cx, int64_t id);

/** Answer with the file or the range that was asked for (RFC 9110, 14). */
Response *file_respond(Request *req, int64_t id);
