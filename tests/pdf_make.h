/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pdf_make - a PDF that is written down object by object.
 */
#pragma once
#include "base/arena.h"

typedef struct PdfMake {
    GString *out;
    GArray *at; /* where each object begins */
} PdfMake;

PdfMake pdf_make_begin(Arena *arena);

/** The next object, numbered from 1: the first is the catalog. */
void pdf_make_object(PdfMake *pdf, const char *body);

/** Likewise a stream; @dict is what its dictionary has besides its length. */
void pdf_make_stream(PdfMake *pdf, const char *dict, Bytes content);

/** The whole; @trailer is what it has besides size and catalog. */
Bytes pdf_make_end(PdfMake *pdf, const char *trailer);
