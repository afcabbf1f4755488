/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * markup - the paragraphs of an XML file inside a document.
 */
#pragma once
#include "extract/pages.h"
#include "sheet/xml.h"

typedef enum MarkupAct {
    MARKUP_BLOCK = 1, /* a paragraph ends before and behind it */
    MARKUP_HEADING,   /* likewise, and it is a heading */
    MARKUP_TEXT,      /* only what stands in such an element is text */
    MARKUP_SPACE,     /* stands for white space */
    MARKUP_SKIP,      /* nothing in it is read */
    MARKUP_STYLE,     /* its attribute "val" names a style: Heading1, Title */
} MarkupAct;

typedef struct MarkupRule {
    const char *name; /* of the element, without its namespace */
    MarkupAct act;
} MarkupRule;

/** Read the file that zip_enter() has opened by @rules (end with {0}).  False: it is broken, or
 *  beyond the limits. */
bool markup_read(Zip *zip, const MarkupRule *rules, Pages *pages);
