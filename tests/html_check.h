/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * html_check - is a page valid HTML, as strictly as we write it?
 *
 * Stricter than a browser, which repairs everything: tags nest and are closed,
 * elements and attributes are known and stand once, "&" and "<" are escaped,
 * ids are unique, what labels and aria-* point to exists, pictures have alt,
 * fields have a label, there is one h1 and no heading is skipped.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

/** Check a whole page.  Returns NULL if it is valid, else what is wrong and where; the caller
 *  frees it. */
char *html_check(const char *page, size_t n);

/** Is it well-formed XML (feeds, sitemaps, drawings)?  As above. */
char *xml_check(const char *text, size_t n);
