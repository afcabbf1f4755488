/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mail_frame - what the HTML of every mail is made of (mail_frame.html).
 */
#pragma once
#include "render/html.h"

typedef struct MailLine {
    const char *text;
} MailLine;

typedef struct MailLineSpan {
    const MailLine *at;
    size_t n;
} MailLineSpan;

typedef struct MailParagraph {
    MailLineSpan lines;
} MailParagraph;

typedef struct MailParagraphSpan {
    const MailParagraph *at;
    size_t n;
} MailParagraphSpan;
