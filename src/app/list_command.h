/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * list_command - baraza import FILE: a list of members from the command line.
 */
#pragma once
#include "app/instance.h"

typedef struct ListOptions {
    gboolean apply; /* else a dry run */
    char *mode;     /* add, fill, overwrite; NULL: add */
    char *dates;    /* day, month; NULL: as the columns tell */
    char *columns;  /* meanings with commas between, "-" not used; NULL: as guessed */
} ListOptions;

/** Read a list in and print what came of it.  @error: ERROR_INPUT, ERROR_SYSTEM, ERROR_DATABASE. */
bool list_command(Instance *instance, const char *path, const ListOptions *options, GError **error);
