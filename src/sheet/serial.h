/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * serial - days that Excel counts, and which number formats show them.
 */
#pragma once
#include "base/arena.h"

#define SERIAL_ROOM 40

/** Does the format of this number, or this code if it is not NULL, show a date or time? */
bool serial_format_is_date(int format, const char *code);

/** Write a day as ISO 8601, with its time if it has one.  Days count from 1900, where 29 February
 *  1900 is counted although there was none, or from 1904.  False if it is no such day. */
bool serial_text(double days, bool since_1904, char ret_text[SERIAL_ROOM]);
