/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * group_testing - what the tests of all that is said in groups have in common.
 */
#pragma once
#include "testing.h"

/** A published group of 2016 in which Ann and Bob are and that Bob chairs; what is in it is seen by
 *  whom @inside names. */
int64_t group_of_two(Fixture *fx, const char *slug, const char *title, const char *inside);

/** Let mails leave and answers come in. */
void mail_both_ways(Fixture *fx);

/** A comment that @me writes there; its number. */
int64_t comment_by(Fixture *fx, int64_t me, int64_t item_id, const char *words);
