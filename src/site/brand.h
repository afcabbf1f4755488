/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * brand - the alliance's own colours, made readable.
 */
#pragma once
#include "alliance/setting.h"

/** Has the alliance colours other than the stylesheet's? */
bool brand_is_own(const Settings *set);

/** Return @colour ("#0b5d5e"), made darker or lighter until it has a contrast of at least 4.5:1
 *  (WCAG 2.2, 1.4.3) against both papers of the light or dark scheme.  What is no colour becomes
 *  the stylesheet's. */
const char *brand_readable(Arena *arena, const char *colour, bool dark);

/** The text colour on top of @colour: the better of white and near black. */
const char *brand_text_on(const char *colour);

/** WCAG's contrast ratio of two colours, 1 to 21; 0 if one is no colour. */
double brand_contrast(const char *a, const char *b);
