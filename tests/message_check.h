/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * message_check - is a message that we wrote what we meant to write?
 *
 * Whatever stands in a field, a message has the headers that it was given and no
 * others, each in lines of printable ASCII that servers take.
 */
#pragma once
#include "base/arena.h"

/** The names of the headers, blanks between, in order; in the arena.  Asserts that each line ends
 *  with CRLF, has at most 998 bytes of printable ASCII and no empty continuation, and that a body
 *  follows. */
const char *message_header_names(Arena *arena, Bytes message);
