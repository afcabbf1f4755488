/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_mail_show - the text of a file as the HTML of a mail (file_mail_text.html).
 */
#pragma once
#include "alliance/document_show.h"

typedef struct FileMailPage {
    const char *name; /* "page 12 of guide.pdf" */
    DocumentParagraphSpan paragraphs;
} FileMailPage;

typedef struct FileMailPageSpan {
    const FileMailPage *at;
    size_t n;
} FileMailPageSpan;
