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

/** A pillar as the program knows it: with a colour in the stylesheet and a page on the site. */
typedef struct PillarKind {
    const char *slug;
    const char *section; /* of the site: its page is "/" with this */
    const char *title;   /* of that page, N_() */
} PillarKind;

/** All of them; ends with a slug of NULL. */
extern const PillarKind PILLAR_KINDS[];

/** The one with @slug, or NULL. */
const PillarKind *pillar_kind(const char *slug);

/** Insert all columns; does nothing if the slug is there already. */
void pillar_insert(Ctx *cx, const Pillar *pillar);

/** Change everything but slug and position, or add it behind the others.  Returns false if the
 *  slug is none of PILLAR_KINDS. */
bool pillar_save(Ctx *cx, const Pillar *pillar);

/** Change its place in lists.  Returns false if there is none with the slug. */
bool pillar_place(Ctx *cx, const char *slug, int64_t position);
