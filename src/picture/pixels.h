/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pixels - a picture that is decoded already, as a smaller JPEG.
 *
 * Only in a process that has nothing (confine/confine.h): who calls it was told
 * these pixels by a stranger.
 */
#pragma once
#include "base/arena.h"

typedef enum PixelsKind {
    PIXELS_NONE,
    PIXELS_GRAY, /* a byte each */
    PIXELS_RGB,  /* three */
    PIXELS_CMYK, /* four: how much ink */
} PixelsKind;

typedef struct Pixels {
    const uint8_t *at; /* row by row, from the top, nothing between them */
    size_t n;          /* bytes */
    int width, height;
    PixelsKind kind;
    bool inverted; /* 0 is what is usually 255 */
} Pixels;

/** Bytes of one pixel; 0 for PIXELS_NONE. */
size_t pixels_depth(PixelsKind kind);

/** Encode as a JPEG of three colours whose longer side has at most @side pixels; *@ret_width and
 *  *@ret_height say how many.  The caller frees it with pixels_free().  NULL: the bytes are too
 * few, or there is no memory. */
void *pixels_jpeg(const Pixels *pixels, int side, int quality, int *ret_width, int *ret_height,
                  size_t *ret_n);
void pixels_free(void *jpeg);
