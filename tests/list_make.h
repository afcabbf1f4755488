/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * list_make - a list of members as they are, with every mistake that lists have; always the same.
 */
#pragma once
#include <glib.h>

typedef struct ListFacts {
    int n_rows;
    int n_new;     /* people whom a fresh database does not know */
    int n_twice;   /* rows with the address of an earlier one */
    int n_refused; /* without an address or a name */
} ListFacts;

/** Write a list of @n_rows; free with g_string_free(). */
GString *list_make(int n_rows, ListFacts *ret_facts);
