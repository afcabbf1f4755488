/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * library - works, who made them, and their editions.
 *
 * A work is an item of the kind "work" with a record beside it.  An edition is
 * an item of the kind "edition" whose parent is the work, in the language of
 * the document: number and language together name it.  Its files are those of
 * the item; while it is not out they are for who may edit it.
 *
 * Read with: item.h, file.h, docs/decisions/0056-library.md.
 */
#pragma once
#include "alliance/file.h"
#include "alliance/item.h"
#include "mail/mail.h"
#include "web/form.h"

/** A word of a list that the program knows. */
typedef struct LibraryWord {
    const char *name, *label; /* in the database; N_(), of a licence its own name */
    const char *url;          /* of a licence: its page at who wrote it; or NULL */
} LibraryWord;

extern const LibraryWord WORK_TYPES[];    /* end with {0} */
extern const LibraryWord WORK_LICENCES[]; /* names as SPDX has them */
const LibraryWord *library_word_find(const LibraryWord *words, const char *name); /* or NULL */

/** What became of an edition. */
typedef struct EditionState {
    const char *name, *label; /* in the database: "planned"; N_() */
    bool is_out;              /* its files are for who may see it */
    bool is_to_come;          /* one can ask to be told when it is out */
} EditionState;

extern const EditionState EDITION_STATES[];               /* ends with {0} */
const EditionState *edition_state_find(const char *name); /* or NULL */

/** Who made a work: a person, a group of people, an organisation. */
typedef struct Author {
    int64_t person_id, organisation_id; /* 0: none here */
    const char *name;                   /* as printed */
    const char *identifier;             /* address of an ORCID or ROR; "" none */
    bool is_gone, is_demo;              /* is_gone: erased, and the name is "" */
    const char
        *page; /* of the member or organisation, as far as the acting person may see it; or NULL */
} Author;

typedef struct AuthorSpan {
    const Author *at;
    size_t n;
} AuthorSpan;

/** The record of a work beside its item. */
typedef struct Work {
    int64_t id, changed_at;
    const char *type, *licence, *rights, *doi; /* "" not said */
    const char *places;                        /* as in place.h; "" not said */
    const char *contributor;                   /* who gave it and wants to be named; NULL: nobody */
    const char *contributor_page;              /* as Author.page */
    bool contributor_is_demo;
    AuthorSpan authors; /* in order */
} Work;

/** The record of the item @id; empty if nothing was said yet.  The caller has found the item. */
const Work *work_find(Ctx *cx, int64_t id);

/** What an editor can write of a work beside its texts. */
typedef struct WorkDraft {
    const char *type, *licence, *rights, *doi;
    const char *places; /* as in place.h; NULL: not said */
    AuthorSpan authors; /* at most LIMIT_AUTHORS; .page is not looked at */
} WorkDraft;

FormFault work_fault(Ctx *cx, int64_t id, const WorkDraft *draft);

/** Write the record of an item that the acting person may edit. */
void work_save(Ctx *cx, int64_t id, const WorkDraft *draft);

/** A DOI as it is kept, "10.1000/182", of what somebody typed or pasted: with "doi:" or as an
 *  address, too.  NULL: it is none (ISO 26324: prefix 10., digits, a slash, a suffix). */
const char *doi_read(Arena *arena, const char *typed);

/** Where one asks for a DOI: https://doi.org/10.1000/182. */
const char *doi_url(Arena *arena, const char *doi);

/** Is @text the address of an ORCID (https://orcid.org/...) whose check digit is right (ISO 7064
 *  mod 11-2), or of a ROR (https://ror.org/0..., mod 97-10)? */
bool author_identifier_is_valid(const char *text);

/** What was made of a file, and how often it was fetched. */
typedef struct EditionText {
    const char *format;         /* as in document.h; "" not known */
    int64_t n, size;            /* pages that can be read as text, and their bytes */
    int64_t light_size;         /* bytes of its lighter copy; 0: there is none */
    int64_t n_fetched, n_month; /* times that the file was fetched, and this month (download.h) */
} EditionText;

typedef struct Edition {
    int64_t id, work_id, number;
    const char *state;       /* of EDITION_STATES */
    const char *state_label; /* N_() */
    bool is_out, is_to_come;
    const char *reason; /* of withdrawing it; "" */
    int64_t out_at;     /* 0: never */
    bool wished;        /* the acting person is to be told when it is out */

    /* The item, as it was written. */
    const char *slug, *path, *title, *language;
    const char *summary, *body;                         /* what changed and why; Markdown */
    const char *planned_first, *planned_on, *actual_on; /* ISO 8601, reduced; or NULL */
    int64_t updated_at, version;
    FileSpan files;           /* that the acting person may have */
    const EditionText *texts; /* of each of .files */
    int64_t n_held;           /* those that are not for him yet */
} Edition;

typedef struct EditionSpan {
    const Edition *at;
    size_t n;
} EditionSpan;

/** The editions of a work that the acting person may see, newest number first, the work's own
 *  language first within it, at most LIMIT_EDITIONS.  Two statements, however many there are. */
EditionSpan edition_list(Ctx *cx, int64_t work_id);

/** The one of @editions that its reader wants: the newest that is out in @language, else in the
 *  work's, else in any; NULL: none is out. */
const Edition *edition_current(EditionSpan editions, const char *language);

/** The one with this number and language; NULL: there is none. */
const Edition *edition_of(EditionSpan editions, int64_t number, const char *language);

#define EDITION_NUMBER_MOST 999

/** What an editor can write of an edition. */
typedef struct EditionDraft {
    int64_t number;
    const char *language, *title;
    const char *summary, *body; /* what changed and why */
    const char *state, *reason;
    const char *planned_on, *actual_on; /* ISO 8601, reduced; NULL or "": not said */
} EditionDraft;

/** What is wrong with it among @editions; @id: the edition that is changed, 0: a new one. */
FormFault edition_fault(const EditionDraft *draft, EditionSpan editions, int64_t id);

/** Add an edition to @work, an item that the acting person may edit; returns its number in item.
 *  0: there are LIMIT_EDITIONS already. */
int64_t edition_insert(Ctx *cx, const Item *work, const EditionDraft *draft);

/** Has a work an edition in this language with a higher number, whoever may see it? */
bool edition_has_later(Ctx *cx, int64_t work_id, int64_t number, const char *language);

/** Change one; @version is the item's that the editor saw.  When it becomes published, earlier ones
 *  in its language are superseded, and who asked is told. */
ItemOutcome edition_update(Ctx *cx, const Edition *edition, int64_t version,
                           const EditionDraft *draft);

/** Take one away that was never out.  False: it was, and can only be withdrawn. */
bool edition_delete(Ctx *cx, const Edition *edition);

/** Tell the acting person once when it is out, or not any more.  False: it is out, or cannot be
 *  waited for; nothing was done. */
bool edition_wish(Ctx *cx, const Edition *edition, bool wants);

/** Tell who asked that an edition is out; returns how many were told.  A job. */
int64_t library_tell(Ctx *cx);
int64_t library_count_untold(Ctx *cx);

extern const MailKind MAIL_EDITION; /* argument "edition" */

/** Somebody is being erased: works are not found by that name any more. */
void library_forget(Ctx *cx, int64_t person_id);
