/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes, and what its template shows.
 */
#pragma once
#include "alliance/document_show.h"
#include "alliance/file_request.h"
#include "web/form.h"

/* pages.c */
Response *get_document(Request *req);
Response *post_document_again(Request *req);

/* mail_pages.c */
Response *get_document_mail(Request *req);
Response *post_document_mail(Request *req);
Response *get_document_send(Request *req);
Response *post_document_send(Request *req);

typedef struct ReadingPage {
    int64_t number;
    const char *label; /* "page 12 of guide.pdf", in the reader's language */
    const char *url;   /* of the page in the file, which browsers open there; or NULL */
    DocumentParagraphSpan paragraphs;
} ReadingPage;

typedef struct ReadingPageSpan {
    const ReadingPage *at;
    size_t n;
} ReadingPageSpan;

typedef struct ReadingShow {
    const FilePlace *place;
    const Document *document;
    const char *title, *item_path, *file_url, *kind; /* kind: N_(), what the file is */
    ReadingPageSpan pages;
    const char *before, *behind; /* addresses of other parts; or NULL */
    bool is_cut;                 /* the file has more pages than these: */
    int64_t n_read;
} ReadingShow;

/** A file by mail: the button of who is signed in, or the form of who is not. */
typedef struct ReadingMail {
    const FilePlace *place;
    const FileLine *line;
    const char *item_path;
    const Form *form; /* or NULL: signed in */
} ReadingMail;

typedef struct ReadingMailSent {
    const FilePlace *place;
    const char *email;
} ReadingMailSent;

/** Behind the link of the small mail. */
typedef struct ReadingMailSend {
    const FilePlace *place;
    const FileLine *line;
    const FileRequest *request;
    const char *item_path, *token;
    bool text, light; /* what comes, else the file */
    bool too_large;   /* the file: its link comes, too */
} ReadingMailSend;
