/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * worker - the steps inside the process that decodes.
 */
#pragma once
#include "confine/confine.h"
#include "picture/picture.h"

extern const ConfineLimits PICTURE_LIMITS;

typedef bool PictureWrite(void *to, const void *bytes, size_t n);

/** Decode, turn, cut, scale to each of @sizes and hand on each as its length (four bytes, the most
 *  significant first) and its bytes. */
bool picture_convert(Bytes content, const int *sizes, size_t n, PictureWrite *write, void *to);
