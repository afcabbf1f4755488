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
    const char *url;           /* as it is written */
    const char *words;         /* of a picture: what it shows; "" if there are none */
    bool is_picture, is_alone; /* is_alone: nothing else stands in its paragraph */
} MarkdownLink;

typedef struct MarkdownLinkSpan {
    const MarkdownLink *at;
    size_t n;
} MarkdownLinkSpan;

/** All of them, in their order, as they stand before anything is made safe. */
MarkdownLinkSpan markdown_links(Arena *arena, const char *source);

/** Render an article: as markdown_html(), and with footnotes (a text[^1], and a line "[^1]:
 * words"), figures (a picture alone in its paragraph, whose title is its caption), and the host
 * behind a link that stands alone in its paragraph.  One on a page, since its notes have ids.
 * @lang: of the page. */
SafeHtml markdown_article_html(Arena *arena, const Lang *lang, const char *source);

/** Likewise for a feed, whose addresses must be whole. */
SafeHtml markdown_feed_html(Arena *arena, const Lang *lang, const char *source,
                            const MarkdownMail *feed);

/** A heading as its writer has written it. */
typedef struct MarkdownHeading {
    int64_t level;
    const char *words; /* plain; "" if there are none */
} MarkdownHeading;

typedef struct MarkdownHeadingSpan {
    const MarkdownHeading *at;
    size_t n;
} MarkdownHeadingSpan;

/** All of them, in their order. */
MarkdownHeadingSpan markdown_headings(Arena *arena, const char *source);

/** The first mark of a footnote, "[^1]", to which there is no note; or NULL. */
const char *markdown_missing_note(Arena *arena, const char *source);
