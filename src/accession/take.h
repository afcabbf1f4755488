/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * take - decide what becomes of a row, and do it unless it is only checked.
 */
#pragma once
#include "accession/accession.h"

/** Some rows in their transaction, from @from to before @to; those before are decided. */
void take_rows(Ctx *cx, const Accession *accession, AccessionRowSpan rows, size_t from, size_t to);
