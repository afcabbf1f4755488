/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What the headers of pictures say. Every read is checked against the end.
 */
#include "picture/picture.h"

#include <string.h>

#define BOXES_MOST (1024 * 1024) /* bytes in which the sizes of HEIC and AVIF must stand */

typedef struct Reader {
    const uint8_t *at;
    size_t n;
    bool little; /* the least significant byte comes first */
} Reader;

/* @n bytes at @at as a number; 0 beyond the end. */
static uint32_t
number(const Reader *r, size_t at, size_t n)
{
    uint32_t value = 0;
    if (at > r->n || r->n - at < n)
        return 0;
    for (size_t i = 0; i < n; i++)
        value = value << 8 | r->at[at + (r->little ? n - 1 - i : i)];
    return value;
}

static bool
stands(const Reader *r, size_t at, const char *bytes, size_t n)
{
    return at <= r->n && r->n - at >= n && memcmp(r->at + at, bytes, n) == 0;
}

static void
read_png(Reader r, PictureHead *ret)
{
    if (!stands(&r, 12, "IHDR", 4))
        return;
    ret->width = number(&r, 16, 4);
    ret->height = number(&r, 20, 4);
}

static void
read_gif(Reader r, PictureHead *ret)
{
    r.little = true;
    ret->width = number(&r, 6, 2);
    ret->height = number(&r, 8, 2);
}

/* ---- WebP ---- */

static void
read_webp(Reader r, PictureHead *ret)
{
    r.little = true;
    if (stands(&r, 12, "VP8X", 4)) {
        ret->width = number(&r, 24, 3) + 1;
        ret->height = number(&r, 27, 3) + 1;
    } else if (stands(&r, 12, "VP8L", 4) && r.n >= 25) {
        uint32_t both = number(&r, 21, 4);
        ret->width = (both & 0x3fff) + 1;
        ret->height = (both >> 14 & 0x3fff) + 1;
    } else if (stands(&r, 12, "VP8 ", 4)) {
        ret->width = number(&r, 26, 2) & 0x3fff;
        ret->height = number(&r, 28, 2) & 0x3fff;
    }
}

/* ---- HEIC and AVIF ---- */

/* Such a file says the size of each of its pictures and of the tiles they are made of; the largest
 * is the one that counts. */
static void
read_boxes(Reader r, PictureHead *ret)
{
    const uint8_t *end = r.at + MIN(r.n, (size_t)BOXES_MOST);
    for (const uint8_t *at = r.at; (at = memmem(at, (size_t)(end - at), "ispe", 4)) != NULL;) {
        at += 4;
        uint64_t width = number(&r, (size_t)(at - r.at) + 4, 4);
        uint64_t height = number(&r, (size_t)(at - r.at) + 8, 4);
        if (width * height > (uint64_t)ret->width * ret->height) {
            ret->width = (uint32_t)width;
            ret->height = (uint32_t)height;
        }
    }
}

/* ---- JPEG ---- */

#define TAG_ORIENTATION 0x0112

/* EXIF is a TIFF file inside the segment: its first directory has the tag. */
static int
orientation_of(Reader exif)
{
    if (!stands(&exif, 0, "Exif\0\0", 6))
        return 1;
    Reader tiff = {exif.at + 6, exif.n - 6, stands(&exif, 6, "II", 2)};
    size_t directory = number(&tiff, 4, 4);
    size_t n = number(&tiff, directory, 2);
    for (size_t i = 0; i < n; i++) {
        size_t entry = directory + 2 + 12 * i;
        uint32_t value = number(&tiff, entry + 8, 2);
        if (number(&tiff, entry, 2) == TAG_ORIENTATION)
            return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}

/* The markers that begin a frame and say its size. */
static bool
is_frame(uint32_t marker)
{
    return marker >= 0xffc0 && marker <= 0xffcf && marker != 0xffc4 && marker != 0xffc8 &&
           marker != 0xffcc;
}

static void
read_jpeg(Reader r, PictureHead *ret)
{
    for (size_t at = 2; at + 4 <= r.n;) {
        uint32_t marker = number(&r, at, 2), size = number(&r, at + 2, 2);
        if (marker == 0xffff) { /* one more byte of filling */
            at++;
            continue;
        }
        if (marker < 0xff00 || marker == 0xffda || size < 2 || r.n - at - 2 < size)
            return;
        if (marker == 0xffe1 && ret->orientation == 1)
            ret->orientation = orientation_of((Reader){r.at + at + 4, size - 2, false});
        if (is_frame(marker)) {
            ret->height = number(&r, at + 5, 2);
            ret->width = number(&r, at + 7, 2);
            return;
        }
        at += 2 + size;
    }
}

/* ---- which one it is ---- */

typedef struct Mark {
    size_t at, n;
    const char *bytes;
    PictureKind kind;
    void (*read)(Reader r, PictureHead *ret);
} Mark;

/* clang-format off */
static const Mark MARKS[] = {
    {0, 8, "\x89PNG\r\n\x1a\n", PICTURE_PNG,  read_png},
    {0, 3, "\xff\xd8\xff",      PICTURE_JPEG, read_jpeg},
    {0, 6, "GIF89a",            PICTURE_GIF,  read_gif},
    {0, 6, "GIF87a",            PICTURE_GIF,  read_gif},
    {8, 4, "WEBP",              PICTURE_WEBP, read_webp},
    {4, 8, "ftypavif",          PICTURE_AVIF, read_boxes},
    {4, 8, "ftypavis",          PICTURE_AVIF, read_boxes},
    {4, 8, "ftypheic",          PICTURE_HEIC, read_boxes},
    {4, 8, "ftypheix",          PICTURE_HEIC, read_boxes},
    {4, 8, "ftypmif1",          PICTURE_HEIC, read_boxes},
    {4, 8, "ftypmsf1",          PICTURE_HEIC, read_boxes},
};
/* clang-format on */

PictureHead
picture_head(Bytes content)
{
    Reader r = {content.at, content.n, false};
    PictureHead head = {.orientation = 1};
    for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++)
        if (stands(&r, MARKS[i].at, MARKS[i].bytes, MARKS[i].n)) {
            head.kind = MARKS[i].kind;
            MARKS[i].read(r, &head);
            break;
        }
    if (head.width == 0 || head.height == 0)
        head.width = head.height = 0;
    return head;
}
