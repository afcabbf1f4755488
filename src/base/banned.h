/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * banned - functions that do not compile here (STYLE, rule 17).
 *
 * The build includes this file before every source file.  The system's and
 * GLib's own headers are read first, since they name these functions.
 */
#pragma once
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Some libraries' structs have members of these names, so only calls are refused: such a function
 * does not exist. */
#define malloc(size) use_the_arena_or_g_new(size)
#define calloc(n, size) use_the_arena_or_g_new(size)
#define realloc(old, size) use_the_arena_or_g_new(size)
#undef strncpy /* libxlsxwriter's macros name it */
#define strncpy(to, from, n) use_g_strlcpy(to, from, n)

#pragma GCC poison sprintf vsprintf strcpy strcat strncat strtok gets atoi atol atof
#pragma GCC poison localtime gmtime ctime asctime setlocale system popen
#undef g_slice_new
#pragma GCC poison g_slice_alloc g_slice_new g_list_append g_list_prepend
