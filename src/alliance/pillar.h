/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pillar - the few parts of the alliance's work; each has a colour of the stylesheet.
 */
#pragma once
#include "db/ctx.h"

typedef struct Pillar {
    const char *slug; /* "convene", "knowledge", "advocate" */
    const char *name;
    const char *name_fr;  /* "" if it is not translated */
    const char *sentence; /* what it is about, plain text */
    int64_t position;     /* order in lists */
} Pillar;

typedef struct PillarSpan {
    const Pillar *at;
    size_t n;
} PillarSpan;

/** All, in their order. */
PillarSpan pillar_list(Ctx *cx);

/** Its name in the reader's language. */
const char *pillar_name(const Ctx *cx, const Pillar *pillar);

/** Insert all columns; does nothing if the slug is there already. */
void pillar_insert(Ctx *cx, const Pillar *pillar);

/** Change everything but the slug.  Returns false if there is none with it. */
bool pillar_update(Ctx *cx, const Pillar *pillar);
