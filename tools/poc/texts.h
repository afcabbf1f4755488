/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * texts - the texts for people that templates and C sources contain.
 *
 * In templates {{t}} and {{tn}}; in C the string literals of N_(), _(),
 * lang_text() and lang_plural().
 */
#pragma once
#include "po.h"

typedef struct Text {
    char *id, *plural; /* plural: or NULL */
    char *path;
    int line;
} Text;

/** Make an empty list of Text *; free with g_ptr_array_unref(). */
GPtrArray *texts_new(void);

/** Add the texts of one file; what it is, is told by the end of @path (.html or .c, .h). */
bool texts_collect(GPtrArray *texts, const char *source, const char *path, GError **error);

/** Append to @report a line for each translation that is used nowhere and, if @complete is asked,
 *  for each text without translation. */
void texts_compare(const GPtrArray *texts, const PoFile *file, bool complete, GString *report);

/** Append the texts as entries without translation, each once. */
void texts_print(const GPtrArray *texts, GString *out);
