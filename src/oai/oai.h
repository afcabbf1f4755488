/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * oai - the editions of the library as harvesters are given them (OAI-PMH 2.0,
 * https://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm).
 *
 * Read with: library/library.h, docs/decisions/0061-oai.md.
 */
#pragma once
#include "alliance/job.h"
#include "library/cite.h"
#include "render/html.h"

/** Everything a record is made from. */
typedef struct OaiSource {
    const Item *work;
    const Work *record;
    const Edition *edition;
    EditionSpan editions; /* all of the work that a visitor sees */
    const Citation *citation;
    const char *const *subjects; /* pillar and topics; ends with NULL */
    const char *const *places;   /* names of what it is about; likewise */
    int64_t year;                /* it came out */
} OaiSource;

/** A form of records. */
typedef struct OaiFormat {
    const char *prefix, *schema, *space; /* metadataPrefix, schema's address, namespace */
    void (*write)(Html *out, const OaiSource *source);
} OaiFormat;

extern const OaiFormat OAI_FORMATS[];                 /* oai_dc, oai_datacite; end with {0} */
const OaiFormat *oai_format_find(const char *prefix); /* or NULL */

void oai_write_dublin_core(Html *out, const OaiSource *source);
void oai_write_datacite(Html *out, const OaiSource *source);

/** Make anew what is given out of some editions that changed, as a visitor has them; returns how
 *  many.  A portion of a job. */
int64_t oai_update(Ctx *cx, JobCursor *cursor);
const char *oai_run(Ctx *cx, const char *argument, GError **error);
/** Is there any?  0 or 1. */
int64_t oai_count_stale(Ctx *cx);

/** What is given out of an edition. */
typedef struct OaiRecord {
    int64_t id, stamp;
    bool is_deleted;
    const char *pillar, *type, *language; /* "": none */
    const char *metadata;                 /* XML in the format that was asked for */
} OaiRecord;

typedef struct OaiRecordSpan {
    const OaiRecord *at;
    size_t n;
} OaiRecordSpan;

/** What a list is asked for. */
typedef struct OaiList {
    const OaiFormat *format;
    const char *pillar, *type, *language; /* of the set; "" any */
    int64_t from, until;                  /* datestamps, both counted in */
    int64_t after_stamp, after_id;        /* goes on behind this one; 0, 0: from the first */
    int64_t limit;
} OaiList;

/** By datestamp, then number. */
OaiRecordSpan oai_list(Ctx *cx, const OaiList *list);

/** Whatever its datestamp; NULL: there never was one. */
const OaiRecord *oai_find(Ctx *cx, int64_t id, const OaiFormat *format);

/** The earliest datestamp; the present moment if there is no record. */
int64_t oai_earliest(Ctx *cx);

/** The pillars, types and languages that records have, as sets. */
typedef struct OaiSet {
    const char *what, *value; /* "pillar", "planning" */
} OaiSet;

typedef struct OaiSetSpan {
    const OaiSet *at;
    size_t n;
} OaiSetSpan;

OaiSetSpan oai_sets(Ctx *cx);
