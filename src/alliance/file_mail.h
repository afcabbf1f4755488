/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_mail - a file, or its text alone, goes to somebody by mail.
 *
 * What is queued is the wish.  When the mail is sent, whether its reader may have the file is asked
 * again and the file is read, so a mail that waits holds nothing; what was taken back meanwhile is
 * explained and not sent.  Of a file that does not fit (FILE_MAIL_MOST) its lighter copy goes, or
 * its text and the link.
 *
 * Read with: file_line.h, file_request.h (who is no member), mail/mail.h (MailFile),
 * docs/decisions/0067-files-by-mail.md.
 */
#pragma once
#include "alliance/file_line.h"
#include "mail/mail.h"

/* Text in one mail, bytes; more goes into others.  Some mail programs cut the HTML of a mail at
 * 102 kB (Gmail does), and a reader who pays for each megabyte asks for the rest if he wants it. */
#define FILE_MAIL_TEXT (64 * 1024)
#define FILE_MAIL_TOGETHER 5 /* files that one answer can ask for */

/** Where a file hangs, as the acting person may have it there. */
typedef struct FilePlace {
    int64_t item_id, file_id, size;
    const char *kind, *slug, *item_title, *language, *name, *title, *type;
    const char *format;           /* as in document.h; "" not known */
    int64_t n_pages, text_size;   /* of its text that can be read; 0: there is none */
    int64_t light_id, light_size; /* its lighter copy; 0: there is none */
    int64_t edition;              /* its number, 0: the item is none */
    const char *reason;           /* why the edition was withdrawn; "" */
} FilePlace;

typedef struct FilePlaceSpan {
    const FilePlace *at;
    size_t n;
} FilePlaceSpan;

/** The file where the acting person may have it: on @item_id if he may there (0: anywhere), else on
 *  the newest item; NULL: he may not, or there is none. */
const FilePlace *file_place_find(Ctx *cx, int64_t file_id, int64_t item_id);

/** The file on @item_id, of which he may know there though he may not have it; or NULL. */
const FilePlace *file_place_find_shut(Ctx *cx, int64_t file_id, int64_t item_id);

/** What of an item can be downloaded, in the order of its page: without the pictures that stand in
 *  its text.  Numbers in mails and answers are places in this list, from 1. */
FilePlaceSpan file_place_list(Ctx *cx, int64_t item_id);

/** As a page shows it. */
FileLine file_place_line(Ctx *cx, const FilePlace *place);

/** What somebody wants of a file. */
typedef enum FileWant {
    FILE_WANT_FILE,  /* or its lighter copy, where only that fits */
    FILE_WANT_LIGHT, /* or the file, where there is none */
    FILE_WANT_TEXT,
    N_FILE_WANTS,
} FileWant;

typedef struct FileWish {
    FileWant want;
    int64_t from; /* page from which on the text goes; 0: the first */
} FileWish;

/** Read "file", "light" or "text", as forms and arguments say it.  False: it is none. */
bool file_wish_parse(const char *word, FileWish *ret_wish);

/** What a mail brings. */
typedef struct FileAlong {
    FileWant kind;
    int64_t id, size; /* of a file; 0: the text, or only the link */
} FileAlong;

/** What who wants this gets of it by mail. */
FileAlong file_along(const FilePlace *place, FileWant want);

/** Queue the mail to the acting person; the file counts as fetched (download.h). */
void file_mail_me(Ctx *cx, const FilePlace *place, const FileWish *wish);

/** The same to an address whose owner has no record and pressed the button: as anybody may have the
 *  file. */
void file_mail_address(Ctx *cx, const FilePlace *place, const FileWish *wish, const char *address,
                       const char *language);

/** Arguments "file", "item", "wish", "from"; the second is to who has no record, and is forgotten
 *  once it was sent. */
extern const MailKind MAIL_FILE, MAIL_FILE_ASKED;
