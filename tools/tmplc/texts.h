/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * texts - the texts for people in a template, for tools/poc.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

/** Called for each {{t}} (@plural NULL) and {{tn}}. */
typedef void (*TextVisit)(const char *id, const char *plural, int line, void *data);

/** Walk the texts of @source in order.  @error (ERROR_INPUT) quotes path:line. */
bool tmplc_texts(const char *source, const char *path, TextVisit visit, void *data, GError **error);

/** Read a quoted text at *@at and go behind it; \" and \\ are escapes.  NULL if there is none. */
char *tmplc_read_quoted(const char **at);
