/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * frame - what desk_frame.html draws above each page of the desk.
 */
#pragma once
#include "desk/desk.h"

/** Rooms of the desk that belong together. */
typedef struct DeskGroup {
    const char *label; /* English; or NULL */
    LinkSpan links;
} DeskGroup;

typedef struct DeskGroupSpan {
    const DeskGroup *at;
    size_t n;
} DeskGroupSpan;

typedef struct DeskFrame {
    DeskGroupSpan menu;
    const char *here; /* the room that one is in, English; or NULL */
    SafeHtml body;
} DeskFrame;
