/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * cards - the cards of an address book (vCard 2.1, 3.0, 4.0) as rows, below a row of headings.
 *
 * A card is a person: its name (FN, else N), addresses (the preferred one first), country (of ADR),
 * organisation (ORG without its units), position (TITLE, else ROLE), languages (LANG) and
 * categories.  What else is in it is read past, pictures too.  A card that says it is no person
 * (KIND, or as Apple marks organisations and groups) has no name, so that it is seen and added by
 * nobody's mistake.
 * Read with: sheet.h, property.h.
 */
#pragma once
#include "sheet/row.h"

#define CARDS_MAX_VALUES 64 /* of one card; further ones are left out */

typedef struct Cards Cards;

/** Does a file begin as an address book does? */
bool cards_begin(const SheetSource *source);

/** Stand before the first card. */
Cards *cards_new(SheetSource source);
void cards_free(Cards *cards); /* may be NULL */

/** Read a card into @row, blank or not; *@ret_number counts cards from 1, 0 are the headings. False
 * at the end, or with *@ret_fault. */
bool cards_next(Cards *cards, Row *row, int64_t *ret_number, SheetFault *ret_fault);
