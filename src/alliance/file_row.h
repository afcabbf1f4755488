/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_row - the columns of a file as file.c and file_item.c read them.
 */
#pragma once
#include "alliance/file.h"

/* clang-format off */
#define FILE_FIELDS                                                                                \
    DB_FIELD(File, id), DB_FIELD(File, size), DB_FIELD(File, created_at), DB_FIELD(File, hash),    \
    DB_FIELD(File, type), DB_FIELD(File, name), DB_FIELD(File, title), DB_FIELD(File, alt)
/* clang-format on */
