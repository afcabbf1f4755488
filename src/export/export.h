/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * export - people of a filter, written into a file.
 *
 * Whose eyes it is made with decides twice: who is found (roster/filter.h) and
 * which fields are open of whom (alliance/profile.h).  Nothing else here asks
 * who may see what.
 *
 * Read with: format.h, docs/decisions/0028-segments.md.
 */
#pragma once
#include "alliance/profile.h"
#include "roster/roster.h"

/** With whose eyes. */
typedef struct ExportEye {
    const char *name;  /* "members" */
    const char *label; /* N_() */
    RosterEye eye;
    uint32_t roles; /* of who sees so */
} ExportEye;

extern const ExportEye EXPORT_EYES[];               /* ends with {0} */
const ExportEye *export_eye_find(const char *name); /* or NULL */

/** What the secretariat knows of a person beside the profile.  Lists have a line feed between. */
typedef struct ExportRecord {
    int64_t id, left_at, seen_at;
    const char *language, *zone;
    const char *roles, *agrees;
} ExportRecord;

/** Somebody who is taken out. */
typedef struct ExportPerson {
    const Profile *profile;
    const ExportRecord *record; /* NULL: not for these eyes */
} ExportPerson;

/** What can be in a file. */
typedef struct ExportField {
    const char *name;  /* in JSON */
    const char *label; /* N_(), the column's heading */
    unsigned bit;      /* ProfileField it belongs to; 0: only for the secretariat's eyes */
    bool is_list;      /* the text has a line feed between values */
    /* The value, "" or NULL for none. */
    const char *(*text)(const Ctx *cx, const ExportPerson *person);
} ExportField;

extern const ExportField EXPORT_FIELDS[]; /* ends with {0}; the first is the name */

#define EXPORT_MOST_FIELDS 32

struct ExportFormat;

/** What is asked for, and what came of it. */
typedef struct Export {
    const RosterFilter *filter;
    const char *filter_text; /* as roster_filter_write() has it */
    const ExportEye *eye;
    const struct ExportFormat *format;
    const ExportField *fields[EXPORT_MOST_FIELDS];
    size_t n_fields;
    ResponseFile *file; /* NULL: it could not be made */
    int64_t n;          /* people in it */
} Export;

/** Make the file.  Outside of a transaction: each portion has its own. */
void export_make(Ctx *cx, Export *export);

/** Note that it was done by the acting person: for the list below and in the audit log. */
void export_note(Ctx *cx, const Export *export);

/** One time that people of a filter were taken out. */
typedef struct ExportPast {
    int64_t made_at, rows_n;
    const char *format, *eye, *fields;
    const char *name; /* who did it, or NULL */
} ExportPast;

typedef struct ExportPastSpan {
    const ExportPast *at;
    size_t n;
} ExportPastSpan;

/** The last times for this filter, newest first; and how often in all. */
ExportPastSpan export_list(Ctx *cx, const char *filter);
int64_t export_count(Ctx *cx, const char *filter);
