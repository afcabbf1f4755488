/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * extract - the text of a document, page by page, from whatever somebody sends.
 *
 * Reading happens in a process that has nothing (confine/confine.h) and is
 * ended at its limits.  The file is told by its first bytes, never by its name.
 * A page of PDF is a page, of PPTX a slide, of EPUB a chapter or a piece of
 * one; DOCX, ODT and plain text do not know where a printer would turn the
 * page, so they are cut into parts at ends of paragraphs.
 *
 * A page's text is paragraphs with an empty line between; a heading begins
 * with "# ".  It is UTF-8 as text_is_clean() has it.  What others remarked or
 * crossed out in a document, and notes of who speaks, are left out.
 *
 * Read with: docs/decisions/0064-texts-of-files.md.
 */
#pragma once
#include "base/arena.h"

#define EXTRACT_BYTES (24 * 1024 * 1024) /* of a file */
#define EXTRACT_SECONDS 20               /* of the processor */
#define EXTRACT_MEMORY ((size_t)768 * 1024 * 1024)
#define EXTRACT_ANSWER ((size_t)16 * 1024 * 1024) /* bytes of text, all pages */
#define EXTRACT_PAGES 2000                        /* that are read; what is behind them is not */
#define EXTRACT_PAGE ((size_t)32 * 1024) /* bytes of one page; the rest of it is left out */
#define EXTRACT_PART 3000                /* bytes after which a part ends, of what has no pages */

typedef enum ExtractEnd {
    EXTRACT_DONE,
    EXTRACT_EMPTY,   /* it can be read, but there is no text: pictures of pages */
    EXTRACT_UNKNOWN, /* no kind that has text */
    EXTRACT_LARGE,   /* more than EXTRACT_BYTES */
    EXTRACT_BROKEN,
    EXTRACT_LOCKED, /* it asks for a password */
    EXTRACT_BOMB,   /* it unpacks to more than an honest file would */
    EXTRACT_KILLED, /* at a limit of time or memory, or a mistake of the library */
    N_EXTRACT_ENDS,
} ExtractEnd;

typedef enum ExtractFormat {
    EXTRACT_NONE,
    EXTRACT_PDF,
    EXTRACT_DOCX,
    EXTRACT_ODT,
    EXTRACT_PPTX,
    EXTRACT_EPUB,
    EXTRACT_TXT,
    N_EXTRACT_FORMATS,
} ExtractFormat;

typedef struct Extract {
    ExtractEnd end;
    ExtractFormat format;
    int64_t n_all;            /* pages of the document; .n of them are here */
    bool macros;              /* it brings programs for office software along */
    const char *const *pages; /* texts */
    size_t n;
} Extract;

/** Read @content in the other process.  All in @arena. */
Extract extract_run(Arena *arena, Bytes content);

/** In the database: "pdf"; "" for EXTRACT_NONE. */
const char *extract_format_name(ExtractFormat format);

/** In the database: "done". */
const char *extract_end_name(ExtractEnd end);

/** The other side: what `baraza extract-worker` and the tests' program do when they are executed
 *  with EXTRACT_WORKER as first argument.  Returns the exit status. */
#define EXTRACT_WORKER "extract-worker"
int extract_work(void);
