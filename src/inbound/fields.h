/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * fields - "Name: value" lines in groups, as reports of mail servers have them.
 *
 * Read with: letter.h.
 */
#pragma once
#include "base/arena.h"

typedef struct FieldLine {
    const char *name;  /* lower case */
    const char *value; /* unfolded, one line, trimmed */
} FieldLine;

/** Lines between two empty ones. */
typedef struct FieldGroup {
    const FieldLine *at;
    size_t n;
} FieldGroup;

typedef struct FieldGroupSpan {
    const FieldGroup *at;
    size_t n;
} FieldGroupSpan;

/** Read the groups of @text, no more than FIELDS_GROUPS of FIELDS_LINES lines. */
#define FIELDS_GROUPS 100
#define FIELDS_LINES 200
FieldGroupSpan fields_read(Arena *arena, const char *text);

/** The value of the first field of this name, in lower case; "" if there is none. */
const char *fields_find(const FieldGroup *group, const char *name);

/** The value behind "rfc822;" or another type: the address, without brackets, in the folded form;
 *  "" if it is none. */
const char *fields_address(Arena *arena, const char *value);
