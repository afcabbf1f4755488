/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sending - how the alliance's mails leave, and what the world sees of it.
 */
#pragma once
#include "alliance/sight.h"
#include "desk/desk.h"
#include "web/form.h"

/** One thing that was looked at, in words. */
typedef struct SightRow {
    const Sight *sight;
    const char *label, *state; /* N_() */
    const char *says, *advice; /* whole sentences */
    bool is_wrong;
} SightRow;

typedef struct SightRowSpan {
    const SightRow *at;
    size_t n;
} SightRowSpan;

/** A destination's usual pace. */
typedef struct PresetRow {
    const char *name; /* NULL: all others */
    int64_t rate;     /* mails an hour */
} PresetRow;

typedef struct PresetSpan {
    const PresetRow *at;
    size_t n;
} PresetSpan;

typedef struct SendingShow {
    LinkSpan menu;
    const char *domain;  /* of the sender's address, NULL: nobody sends yet */
    const char *servers; /* fit to be shown, "" if there is none */
    bool may_look;       /* there is something that others see */
    bool is_looking;     /* a look waits or is under way */
    SightRowSpan sights;
    int64_t looked_at; /* UTC, 0: never */
    int64_t n_wrong;
    const Form *form; /* how fast, and at which hours */
    PresetSpan presets;
    DestinationSpan asking; /* have asked for patience */
} SendingShow;
