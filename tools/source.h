/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * source - read a file that people wrote.
 */
#pragma once
#include <glib.h>

/** Read the file at @path, which must be UTF-8 text.  NULL and @error (ERROR_INPUT, which quotes
 *  path:line) if it is not, or cannot be read.  The caller frees it. */
char *source_read(const char *path, GError **error);
