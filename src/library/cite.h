/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * cite - an edition as others cite it: for reference managers, search engines, and in words.
 *
 * Authors stand in the order and form in which they are printed: nobody guesses which part of a
 * name is the family's.
 */
#pragma once
#include "library/library.h"
#include "library/relation.h"
#include "web/web.h"

/** What a citation is made of. */
typedef struct Citation {
    const char *key;  /* "guide-2": the edition's slug */
    const char *type; /* of WORK_TYPES, or "" */
    const char *title, *language, *publisher;
    const char *date;          /* ISO 8601, reduced: when it came out, or its plan; "" not known */
    const char *url;           /* of the edition here, absolute */
    const char *doi;           /* "" none */
    const char *licence;       /* its page, or NULL */
    const char *summary;       /* of the work; "" none */
    const char *credit;        /* of who paid for it, likewise */
    const char *const *places; /* where it is about, in the reader's language; ends with NULL */
    int64_t edition;
    AuthorSpan authors;
    FileSpan files;
    RelationSpan relations; /* of the work, that the acting person may see */
    const char *base_url;
} Citation;

/** A form in which it is given out. */
typedef struct CiteFormat {
    const char *name;  /* in the address: "bibtex" */
    const char *label; /* its own name: "BibTeX" */
    const char *media_type, *extension;
    void (*write)(Arena *arena, const Citation *citation, GString *out);
} CiteFormat;

extern const CiteFormat CITE_FORMATS[];               /* ends with {0} */
const CiteFormat *cite_format_find(const char *name); /* or NULL */

/** Everything about an edition of @work, an item. */
Citation citation_of(Ctx *cx, const Item *work, const Work *record, const Edition *edition);

/** What it is in the vocabulary of schema.org: "Report". */
const char *cite_schema_type(const Citation *citation);

/** The address of one of its files, absolute. */
const char *cite_file_url(Arena *arena, const Citation *citation, const File *file);

/** The address of what the work is related to, absolute: its DOI's if it has one. */
const char *cite_related_url(Arena *arena, const Citation *citation, const Relation *relation);

/** "A, B (2015). Title (2). Publisher. https://..." */
const char *cite_in_words(Arena *arena, const Citation *citation);

/** The same for the head of its page, as Highwire Press named it and Google Scholar reads it:
 *  citation_title, citation_author, ... */
PairSpan cite_tags(Arena *arena, const Citation *citation);

/** The edition in the vocabulary of schema.org, in its <script>. */
SafeHtml cite_linked_data(Arena *arena, const Citation *citation);
