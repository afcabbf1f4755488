/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * markdown - what people write, as safe HTML (cmark-gfm: tables, strikethrough, autolinks).
 *
 * Raw HTML is dropped, links are checked as html_url() does, headings start at
 * h2 and skip no level, images become links unless they are files of this instance ("/files/...").
 */
#pragma once
#include "render/html.h"

/** Render @source.  What is not well-formed is shown as text; it cannot fail.  The result is in
 *  @arena. */
SafeHtml markdown_html(Arena *arena, const char *source);

/** @source as plain text with line breaks, for search and summaries. */
const char *markdown_text(Arena *arena, const char *source);

/** What becomes of the addresses of a text in a mail, whose links must be whole. */
typedef struct MarkdownMail {
    const char *(*address)(const void *data,
                           const char *url); /* as long as @data, or @url itself */
    const void *data;
} MarkdownMail;

/** @source as the HTML of a mail: pictures are links, so that nothing is asked of anybody before
 * the reader wants it. */
SafeHtml markdown_mail_html(Arena *arena, const char *source, const MarkdownMail *mail);

/** Likewise as the text of a mail: behind each link's words stands its address. */
const char *markdown_mail_text(Arena *arena, const char *source, const MarkdownMail *mail);

/** Append @text so that Markdown shows it as it is: what it would read as markup is escaped, line
 *  breaks become blanks. */
void markdown_append_plain(GString *out, const char *text);

/** A link or a picture of a text. */
typedef struct MarkdownLink {
    const char *url;   /* as it is written */
    const char *words; /* of a picture: what it shows; "" if there are none */
    bool is_picture;
} MarkdownLink;

typedef struct MarkdownLinkSpan {
    const MarkdownLink *at;
    size_t n;
} MarkdownLinkSpan;

/** All of them, in their order, as they stand before anything is made safe. */
MarkdownLinkSpan markdown_links(Arena *arena, const char *source);
