/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * paper_testing - a PDF as other programs read it.
 */
#pragma once
#include "base/arena.h"

/** The text of @pdf as pdftotext reads it; asserts that qpdf finds nothing wrong with it. */
const char *paper_read(Arena *arena, Bytes pdf);
