/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The side that is to be protected: it asks another process and believes little.
 */
#include "picture/picture.h"

#include "lang/lang.h"
#include "picture/worker.h"

#include <string.h>

#define AT_ONCE 2 /* processes that decode: what they may take of memory, twice */

static const char *const UNREADABLE = N_(
    "This picture could not be read. Open it, save it again as "
    "JPEG or PNG, and send that.");

const ConfineLimits PICTURE_LIMITS = {
    .memory = 640 * 1024 * 1024, /* PICTURE_PIXELS decoded, and the decoder's own planes */
    .answer = 4 * 1024 * 1024,   /* all sizes together */
    .seconds = PICTURE_SECONDS,
};

/* ---- before anything is decoded ---- */

static const char *
refuse(Bytes content)
{
    PictureHead head = picture_head(content);
    if (content.n > PICTURE_BYTES)
        return N_("This picture is too large: at most 16 MB.");
    if (head.kind == PICTURE_UNKNOWN)
        return N_("This is not a picture of a kind that is known here. Send JPEG, PNG, HEIC, WebP, "
                  "AVIF or GIF.");
    if (head.width == 0)
        return UNREADABLE;
    if (head.width > PICTURE_SIDE || head.height > PICTURE_SIDE ||
        (uint64_t)head.width * head.height > PICTURE_PIXELS)
        return N_("This picture has too many pixels: at most 50 million. Make it smaller.");
    return NULL;
}

/* ---- its answer ---- */

/* Exactly @n pictures, each of the kind that was asked for. */
static bool
split(Bytes answer, size_t n, const int *sizes, Bytes *ret)
{
    const uint8_t *at = answer.at;
    size_t left = answer.n;
    for (size_t i = 0; i < n; i++) {
        uint32_t length = 0;
        if (left < sizeof length)
            return false;
        memcpy(&length, at, sizeof length);
        length = GUINT32_FROM_BE(length);
        at += sizeof length;
        left -= sizeof length;
        if (length > left)
            return false;
        ret[i] = (Bytes){at, length};
        PictureHead head = picture_head(ret[i]);
        if (head.kind != PICTURE_JPEG || head.width != (uint32_t)sizes[i] ||
            head.height != (uint32_t)sizes[i])
            return false;
        at += length;
        left -= length;
    }
    return left == 0;
}

/* Sizes as words, for the worker. */
static bool
ask(Arena *arena, Bytes content, const int *sizes, size_t n, Bytes *ret)
{
    const char *argv[PICTURE_SIZES + 2] = {PICTURE_WORKER};
    Bytes answer = {NULL, 0};
    int status = -1;
    for (size_t i = 0; i < n; i++)
        argv[i + 1] = arena_printf(arena, "%d", sizes[i]);
    return confine_run(arena, &PICTURE_LIMITS, argv, content, &status, &answer) == CONFINE_ENDED &&
           status == 0 && split(answer, n, sizes, ret);
}

const char *
picture_make(Arena *arena, Bytes content, const int *sizes, size_t n, Bytes *ret)
{
    static int under_way;
    g_assert(n > 0 && n <= PICTURE_SIZES);
    const char *why = refuse(content);
    if (why != NULL)
        return why;
    if (g_atomic_int_add(&under_way, 1) >= AT_ONCE)
        why = N_("Other pictures are being read at this moment. Try again in a few seconds.");
    else if (!ask(arena, content, sizes, n, ret))
        why = UNREADABLE;
    g_atomic_int_add(&under_way, -1);
    return why;
}
