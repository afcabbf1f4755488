/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * format - how a file of people is written.
 */
#pragma once
#include "export/export.h"

/** A file that is being written. */
typedef struct ExportWriter {
    const Ctx *cx;
    const Export *export;
    GString *text; /* what is not yet in the file; formats of text only append here */
    void *state;   /* of the format */
    bool failed;
} ExportWriter;

typedef struct ExportFormat {
    const char *name;   /* "csv"; ends the file's name */
    const char *label;  /* N_() */
    const char *hint;   /* N_() */
    const char *type;   /* media type */
    const char *suffix; /* of the file's name */
    void (*begin)(ExportWriter *out);
    void (*add)(ExportWriter *out, const Ctx *cx,
                const ExportPerson *person); /* cx's arena: short */
    void (*end)(ExportWriter *out);
} ExportFormat;

extern const ExportFormat EXPORT_FORMATS[];               /* ends with {0} */
const ExportFormat *export_format_find(const char *name); /* or NULL */
