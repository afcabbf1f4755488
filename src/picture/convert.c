/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * From bytes to smaller bytes, by libgd.
 */
#include "picture/worker.h"

#include <gd.h>

#define QUALITY 82 /* of JPEG: no difference is seen at these sizes */

static void
be_quiet(int level G_GNUC_UNUSED, const char *format G_GNUC_UNUSED, va_list args G_GNUC_UNUSED)
{
}

static gdImage *
decode(Bytes content, PictureKind kind)
{
    void *bytes = (void *)content.at; /* gd only reads */
    int n = (int)content.n;
    switch (kind) {
    case PICTURE_PNG: return gdImageCreateFromPngPtr(n, bytes);
    case PICTURE_JPEG: return gdImageCreateFromJpegPtrEx(n, bytes, 0);
    case PICTURE_GIF: return gdImageCreateFromGifPtr(n, bytes);
    case PICTURE_WEBP: return gdImageCreateFromWebpPtr(n, bytes);
    case PICTURE_AVIF: return gdImageCreateFromAvifPtr(n, bytes);
    case PICTURE_HEIC: return gdImageCreateFromHeifPtr(n, bytes);
    case PICTURE_UNKNOWN: break;
    }
    return NULL;
}

/* The middle of @from as a square of @size on white: a transparent picture has no black behind. */
static gdImage *
cut(gdImage *from, int size)
{
    gdImage *to = gdImageCreateTrueColor(size, size);
    int side = MIN(gdImageSX(from), gdImageSY(from));
    if (to == NULL)
        return NULL;
    gdImageFilledRectangle(to, 0, 0, size - 1, size - 1, gdTrueColor(255, 255, 255));
    gdImageAlphaBlending(to, 1);
    gdImageCopyResampled(to, from, 0, 0, (gdImageSX(from) - side) / 2, (gdImageSY(from) - side) / 2,
                         size, size, side, side);
    return to;
}

/* A square as EXIF's @orientation says it is to be looked at. */
static gdImage *
turn(gdImage *square, int orientation)
{
    static const bool MIRRORED[] = {false, false, true, false, true, true, false, true, false};
    static const int TURNS[] = {0, 0, 0, 2, 2, 1, 3, 3, 1}; /* quarters against the clock */
    if (MIRRORED[orientation])
        gdImageFlipHorizontal(square);
    if (TURNS[orientation] == 0)
        return square;
    gdImage *turned = gdImageRotateInterpolated(square, (float)(90 * TURNS[orientation]), 0);
    gdImageDestroy(square);
    return turned;
}

static bool
hand_on(gdImage *picture, PictureWrite *write, void *to)
{
    int n = 0;
    gdImageInterlace(picture, 0);
    void *bytes = gdImageJpegPtr(picture, &n, QUALITY);
    uint32_t length = GUINT32_TO_BE((uint32_t)n);
    bool done = bytes != NULL && n > 0 && write(to, &length, sizeof length) &&
                write(to, bytes, (size_t)n);
    gdFree(bytes);
    return done;
}

bool
picture_convert(Bytes content, const int *sizes, size_t n, PictureWrite *write, void *to)
{
    PictureHead head = picture_head(content);
    gdSetErrorMethod(be_quiet);
    gdImage *whole = head.width > 0 ? decode(content, head.kind) : NULL;
    bool done = whole != NULL;
    for (size_t i = 0; i < n && done; i++) {
        gdImage *square = cut(whole, sizes[i]);
        if (square != NULL)
            square = turn(square, head.orientation);
        done = square != NULL && hand_on(square, write, to);
        if (square != NULL)
            gdImageDestroy(square);
    }
    if (whole != NULL)
        gdImageDestroy(whole);
    return done;
}
