/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * common_password - passwords that are guessed first.
 *
 * The list (data/common_passwords.inc) is short, so each of its words stands for what people make
 * of it: capitals, figures and signs around it, 0 for o, the word twice.
 */
#pragma once
#include "base/arena.h"

/** Would a patient guesser have @password among the first?  Asks no database. */
bool password_is_common(Arena *arena, const char *password);

/** Is @password no more than @word (a name, an address), with figures and signs around it? */
bool password_is_word(Arena *arena, const char *password, const char *word);
