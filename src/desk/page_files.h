/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * page_files - the files of a text, with what its writer needs to use them.
 */
#pragma once
#include "alliance/document.h"
#include "alliance/file.h"
#include "desk/desk.h"
#include "web/form.h"

typedef struct FileRow {
    const File *file;
    const char *label, *mark; /* its kind: English, and short in every language */
    const char *title;        /* of the card: what it is, or the file's name */
    const char *line;         /* Markdown that shows a picture, or leads to the file */
    const char *stands_in;    /* BCP 47, commas between: the texts that have its address; "" none */
    bool is_picture;
    bool is_shown; /* it is the item's picture */

    /* Its text, if it may have one: state NULL. */
    const Document *document;
    int64_t n_pages;            /* that can be read */
    const char *state;          /* N_(), what is to be said of reading it; "" nothing */
    bool is_wrong;              /* it should be looked at */
    int64_t n_fetched, n_month; /* times that it was fetched, and in this month */
} FileRow;

typedef struct FileRowSpan {
    const FileRow *at;
    size_t n;
} FileRowSpan;

typedef struct PageFiles {
    const Item *item;
    FileRowSpan rows;
    const Form *form; /* for one more; NULL: there are as many as there can be */
    int64_t most;     /* files of one text */
    bool is_open;     /* the form is what the reader came for */
} PageFiles;

typedef struct PageFile {
    const Item *item;
    const FileRow *row;
    const Form *form; /* what is said about it */
} PageFile;

/** Check what was sent in the field "file" of a form that has "alt", too, to hang beside @files. */
void page_file_check(Form *form, FileSpan files);

/** Ask for the file again if anything else is wrong: browsers do not send it twice. */
void page_file_ask_again(Form *form);
