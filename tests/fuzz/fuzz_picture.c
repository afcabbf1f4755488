/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What the headers of a picture say. Decoding has a process of its own and is not tried here.
 */
#include "fuzzing.h"
#include "picture/picture.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    PictureHead head = picture_head((Bytes){data, size});
    g_assert_true((head.width == 0) == (head.height == 0));
    g_assert_true(head.width == 0 || head.kind != PICTURE_UNKNOWN);
    g_assert_true(head.orientation >= 1 && head.orientation <= 8);
    return 0;
}
