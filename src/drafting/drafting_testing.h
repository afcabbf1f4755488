/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * drafting_testing - a shared draft to try things with.
 */
#pragma once
#include "testing.h"

/** Paragraphs that have little in common, with blank lines between; the second is hostile. */
#define FIRST "The workforce plans, develops and supports social services in every district."
#define SECOND "A second " HOSTILE " paragraph about supervision of new colleagues."
#define THIRD "Ministries publish figures each year so that anybody can check what was promised."

/** A member who is in no group. */
enum { ZOE = 5 };

/** A draft "Statement" of the three in the group "cases", whose talk is for @inside: Ann began it,
 * Bob chairs; what they write is shown at once, and no mail waits.  Its item. */
int64_t a_drafting(Fixture *fx, const char *inside);

/** The numbers of the paragraphs in their order, then those that are gone: "1 2 3|4". */
const char *numbers_of(Fixture *fx, int64_t item_id);

/** Propose @wording for the paragraph of this number as @me; the number of the comment. */
int64_t a_proposal(Fixture *fx, int64_t me, int64_t number, const char *wording, const char *why);

/** The version of the paragraph of this number. */
const char *version_of(Fixture *fx, int64_t number);

/** Save the whole text as @me. */
Response *save(Fixture *fx, int64_t me, const char *body, const char *note);
