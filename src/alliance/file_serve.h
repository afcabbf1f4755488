/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * file_serve - what file.c, file_kind.c and file_serve.c have of each other.
 */
#pragma once
#include "alliance/file.h"

/** The media type of @content, by its bytes. */
const char *file_sniff_type(Bytes content);
