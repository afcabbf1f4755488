/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * flaw - what the writer of an issue should see before it goes.
 *
 * A link within this site is followed as a member would: to a route, and there
 * to an item, a page or a file that is published.  A link to elsewhere is
 * looked at only: nobody is asked, so nobody learns of the issue before its
 * readers do.
 */
#pragma once
#include "newsletter/letter.h"

/** Something about a mail that its writer should see before it goes. */
typedef struct Flaw {
    const char *text; /* in the context's language */
} Flaw;

typedef struct FlawSpan {
    const Flaw *at;
    size_t n;
} FlawSpan;

/** What is wrong with the mail of an issue: too large, words that are missing, pictures that do not
 *  say what they show, links that lead nowhere, what stands in braces and is not known, a
 *  translation that is missing or older than the original. */
FlawSpan issue_flaws(Ctx *cx, const Issue *issue, const Mail *mail);
