/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * frame - what desk_frame.html draws above each page of the desk.
 */
#pragma once
#include "desk/desk.h"

typedef struct DeskFrame {
    LinkSpan menu;
    SafeHtml body;
} DeskFrame;
