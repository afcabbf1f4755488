/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * drafting_align - paragraphs of a text, and which is which after a change.
 *
 * Read with: base/diff.h, docs/decisions/0060-shared-drafts.md.
 */
#pragma once
#include "base/arena.h"

typedef struct TextSpan {
    const char *const *at;
    size_t n;
} TextSpan;

/** Cut Markdown into what stands between blank lines; a fence is never cut, and what is indented
 *  belongs to what is above it. */
TextSpan drafting_split(Arena *arena, const char *body);

/** The text of its paragraphs. */
const char *drafting_join(Arena *arena, TextSpan paragraphs);

/** What became of paragraphs.  Places are from 0; -1: none. */
typedef struct Alignment {
    int64_t *was;  /* of each new one: the old one that it is */
    int64_t *from; /* of each that is none: the old one from which half of its words are */
    int64_t
        *into; /* of each old one that is none any more: the new one that has half of its words */
} Alignment;

/** Find out; the first @standing of @old stand in the text, the others did once and come back only
 *  as they were. */
Alignment drafting_align(Arena *arena, TextSpan old, size_t standing, TextSpan now);
