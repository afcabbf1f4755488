/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_line - a file as it is offered: what it is, how large, and by which ways it can be had.
 *
 * One template draws it wherever files of an item stand (file_line.html), and mails say the same in
 * words (file_offer.h).
 *
 * Read with: file.h, document.h, docs/decisions/0067-files-by-mail.md.
 */
#pragma once
#include "alliance/file.h"

/* What goes by mail, bytes before base64, which makes 37 % more of it.  Real limits count the whole
 * message: Postfix takes 10,240,000 bytes unless told otherwise (postconf(5), message_size_limit:
 * 7 MB make 10,044,000), and many small hosts have left it so; Gmail takes 25 MB
 * (support.google.com/mail/answer/6584).  The smallest counts, since what a server refuses nobody
 * gets. */
#define FILE_MAIL_MOST (7 * 1024 * 1024)

typedef struct FileLine {
    int64_t id, size;
    const char *name, *title, *type;
    const char *label;     /* what it is, in words; to be translated */
    int64_t text_size;     /* bytes of its text, which can be read by itself; 0: there is none */
    int64_t light_size;    /* of its lighter copy; 0: there is none */
    bool has_buttons;      /* who looks is signed in: it is mailed by one of them, else by a form */
    bool fits, light_fits; /* into a mail: the file, and a lighter copy if there is one */
    bool is_link;          /* only its link goes by mail */
    int64_t n_fetched, n_month; /* times, and of them in: */
    const char *month;          /* "2017-01", if they are told; or NULL */
} FileLine;

typedef struct FileLineSpan {
    const FileLine *at;
    size_t n;
} FileLineSpan;

/** What was made of a file. */
typedef struct FileMade {
    const char *format; /* as in document.h; "" not known */
    int64_t text_size;  /* 0: no text of it can be read */
    int64_t light_size; /* 0: it has no lighter copy */
} FileMade;

/** @file, which hangs on an item, as the acting person is offered it. */
FileLine file_line(Ctx *cx, const File *file, FileMade made);

/** Can a file of this size go along with a mail? */
bool file_fits_mail(int64_t size);
