/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * shrink_testing - PDFs with a picture for tests, made here.
 */
#pragma once
#include "base/arena.h"

typedef struct Photo {
    int width, height, depth; /* bytes of a pixel */
    const char *rest;         /* of its dictionary, such as "/ColorSpace/DeviceRGB" */
    const char *catalog;      /* of the document's, or NULL */
    const char *trailer;      /* of the file's, or NULL */
} Photo;

/** A page with @words on it, and the photo.  Objects: 1 the catalog, 5 the photo, from 6 on @more,
 * bodies that end with NULL (or NULL). */
Bytes a_photo_pdf(Arena *arena, const Photo *photo, const char *words, const char *const *more);

/** A photo of some 1.5 MB, of three colours, with the words "What we found". */
Bytes a_heavy_pdf(Arena *arena);
