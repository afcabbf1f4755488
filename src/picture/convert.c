/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * From bytes to smaller bytes, by libgd.
 */
#include "picture/pixels.h"
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

/* ---- what is decoded already ---- */

size_t
pixels_depth(PixelsKind kind)
{
    static const size_t DEPTHS[] = {
        [PIXELS_NONE] = 0, [PIXELS_GRAY] = 1, [PIXELS_RGB] = 3, [PIXELS_CMYK] = 4};
    return DEPTHS[kind];
}

/* Ink to light: ISO 32000-1, 10.3.5. */
static int
light_of(int ink, int black)
{
    return 255 - MIN(ink + black, 255);
}

static int
color_of(const Pixels *pixels, const uint8_t *at)
{
    int flip = pixels->inverted ? 255 : 0;
    int a = at[0] ^ flip;
    if (pixels->kind == PIXELS_GRAY)
        return gdTrueColor(a, a, a);
    int b = at[1] ^ flip, c = at[2] ^ flip;
    if (pixels->kind == PIXELS_RGB)
        return gdTrueColor(a, b, c);
    int black = at[3] ^ flip;
    return gdTrueColor(light_of(a, black), light_of(b, black), light_of(c, black));
}

static gdImage *
lay_out(const Pixels *pixels)
{
    size_t depth = pixels_depth(pixels->kind);
    gdImage *image = NULL;
    if (depth > 0 && pixels->width > 0 && pixels->height > 0 &&
        pixels->n / depth / (size_t)pixels->width >= (size_t)pixels->height)
        image = gdImageCreateTrueColor(pixels->width, pixels->height);
    const uint8_t *at = pixels->at;
    for (int y = 0; image != NULL && y < pixels->height; y++)
        for (int x = 0; x < pixels->width; x++, at += depth)
            image->tpixels[y][x] = color_of(pixels, at);
    return image;
}

/* The picture itself if it is small enough; else it is gone, and there is another one. */
static gdImage *
bring_down(gdImage *image, int side)
{
    int width = gdImageSX(image), height = gdImageSY(image), longer = MAX(width, height);
    if (longer <= side)
        return image;
    int to_width = MAX((int)((int64_t)width * side / longer), 1);
    int to_height = MAX((int)((int64_t)height * side / longer), 1);
    gdImage *small = gdImageCreateTrueColor(to_width, to_height);
    if (small != NULL)
        gdImageCopyResampled(small, image, 0, 0, 0, 0, to_width, to_height, width, height);
    gdImageDestroy(image);
    return small;
}

void *
pixels_jpeg(const Pixels *pixels, int side, int quality, int *ret_width, int *ret_height,
            size_t *ret_n)
{
    int n = 0;
    gdSetErrorMethod(be_quiet);
    gdImage *image = lay_out(pixels);
    if (image != NULL)
        image = bring_down(image, side);
    if (image == NULL)
        return NULL;
    *ret_width = gdImageSX(image);
    *ret_height = gdImageSY(image);
    gdImageInterlace(image, 0);
    void *jpeg = gdImageJpegPtr(image, &n, quality);
    gdImageDestroy(image);
    *ret_n = (size_t)n;
    return jpeg;
}

void
pixels_free(void *jpeg)
{
    gdFree(jpeg);
}
