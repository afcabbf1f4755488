/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * worker - the steps inside the process that decodes.
 */
#pragma once
#include "picture/picture.h"

/** Give up all that decoding does not need; false: the system refused. */
bool confine_self(void);

typedef bool PictureWrite(void *to, const void *bytes, size_t n);

/** Decode, turn, cut, scale to each of @sizes and hand on each as its length (four bytes, the most
 *  significant first) and its bytes. */
bool picture_convert(Bytes content, const int *sizes, size_t n, PictureWrite *write, void *to);
