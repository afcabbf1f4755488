/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * picture - square pictures made anew from whatever somebody sends.
 *
 * Nothing of the original is kept but what it shows: decoding happens in a
 * process of its own that has nothing to lose.
 *
 * Read with: docs/decisions/0017-pictures.md.
 */
#pragma once
#include "base/arena.h"

#define PICTURE_BYTES (16 * 1024 * 1024) /* of what is sent */
#define PICTURE_SIDE 16384               /* pixels */
#define PICTURE_PIXELS                                                                             \
    (50 * 1000 * 1000)         /* a telephone's largest; four bytes each when decoded              \
                                */
#define PICTURE_SECONDS 10     /* for decoding, turning and encoding */
#define PICTURE_SIZES 8        /* asked for at once */
#define PICTURE_SIZE_MOST 1024 /* one side of what is made */

typedef enum PictureKind {
    PICTURE_UNKNOWN,
    PICTURE_PNG,
    PICTURE_JPEG,
    PICTURE_GIF,
    PICTURE_WEBP,
    PICTURE_AVIF,
    PICTURE_HEIC,
} PictureKind;

/** What a picture's first bytes say about it; width 0: they cannot be read. */
typedef struct PictureHead {
    PictureKind kind;
    uint32_t width, height; /* pixels, before it is turned */
    int orientation;        /* EXIF of a JPEG, 1 to 8; 1: as it lies */
} PictureHead;

/** Read the header of @content, and nothing else of it. */
PictureHead picture_head(Bytes content);

/** Make a JPEG of @n square @sizes, the middle of the picture @content, each in @arena.  NULL: done
 *  and @ret is filled; else why not, a sentence for people that lang_text() translates. */
const char *picture_make(Arena *arena, Bytes content, const int *sizes, size_t n, Bytes *ret);

/** The other side: what `baraza picture-worker` and the tests' program do when they are executed
 *  with PICTURE_WORKER as first argument.  Returns the exit status. */
#define PICTURE_WORKER "picture-worker"
int picture_work(int argc, char **argv);
