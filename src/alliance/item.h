/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * item - everything that the alliance shares is one row with a kind.
 *
 * Texts in other languages are translations of the same item; Item carries the
 * texts in the language that was asked for, or the original's when there is
 * none.  Every change of the texts keeps the earlier state as a revision.
 *
 * Read with: access.h (who may), docs/decisions/0006-item.md, item_test.c.
 */
#pragma once
#include "alliance/period.h"
#include "db/ctx.h"

/** What a kind of item is; a feature adds its row in item.c. */
typedef struct ItemKind {
    const char *name;    /* in the database: "newsletter" */
    const char *root;    /* of its addresses: "/newsletter"; one may stand below another's */
    const char *label;   /* N_("Newsletter") */
    const char *plural;  /* N_("Newsletters") */
    const char *section; /* menu entry it belongs to: "knowledge" */
    bool listed;         /* appears under "new", in the feeds and the sitemap */
    const char *mailed;  /* it goes out by mail to who agreed to this purpose (consent.h), as a mail
                            of this name; or NULL */
    bool of_group;       /* talk of a group: only who is in it makes one and comments */
    bool own_pages;      /* its texts are changed by its own room only */
    const char *write;  /* its own room has the pages on which it is written and led to publication:
                           at this address with a number behind; NULL: the desk */
    const char *review; /* the task that waits once it is handed in; until then a draft is its
                           author's and the editors' alone, and once it is accepted its author
                           changes it no more.  NULL: "item.review" */
    const char *whole;  /* it is a part of an item of this kind, with its audience and state, and
                           is not published by itself; or NULL */
    /* What follows from an item's dates is made anew here, after each change; or NULL. */
    bool (*dates_changed)(Ctx *cx, int64_t item_id);
    /* It has just been published; or NULL. */
    void (*published)(Ctx *cx, int64_t item_id);
} ItemKind;

extern const ItemKind ITEM_KINDS[];               /* ends with {0} */
const ItemKind *item_kind_find(const char *name); /* or NULL */
/** The kind whose addresses begin with "/" and the @n characters at @root, or NULL. */
const ItemKind *item_kind_find_root(const char *root, size_t n);
/** The kind below whose root @path, "/newsletter/some-issue", stands: of two roots the longer one.
 *  NULL: none. */
const ItemKind *item_kind_find_path(const char *path);

typedef struct Item {
    int64_t id;
    const char *kind, *slug, *status, *audience;
    const char *pillar;   /* slug, or NULL */
    const char *language; /* of title, summary and body as they are here */
    const char *original_language;
    const char *title, *summary;         /* plain text */
    const char *body;                    /* Markdown; NULL in lists */
    bool stale;                          /* the translation shown is older than the original */
    int64_t author_id;                   /* 0: none */
    const char *author;                  /* as printed, "" if none */
    int64_t author_picture_id;           /* file, 0: none */
    bool author_is_demo, author_is_gone; /* gone: erased, and author is "" */
    const char *credit, *place;          /* "" if none */
    const char *spoken;                  /* "en,fr": held in these; "" not said */
    const char *link;                    /* or NULL */
    int64_t image_id, parent_id;         /* 0: none */
    const char *planned_first, *planned_on, *actual_on; /* ISO 8601, reduced; or NULL */
    int64_t publish_at, published_at;                   /* 0: not */
    int64_t created_at, updated_at, version;
    int64_t group_id;                     /* the nearest group above it; of a group that is no part
                                             of another: itself; 0: none */
    const char *group_slug, *group_title; /* of that one, the title in its own language; NULL:
                                             none, and the title also where it may not be known */
    bool in_group;                        /* the acting person is in it */
    bool open_talk;   /* who may read it may comment, though it is the talk of a group */
    const char *path; /* "/newsletter/sparking-a-global-movement" */
} Item;

typedef struct ItemSpan {
    const Item *at;
    size_t n;
} ItemSpan;

/** Find an item that the acting person may see, with its body, in the reader's language if it is
 *  translated.  NULL if there is none or it may not be seen (one answer for both). */
const Item *item_find(Ctx *cx, const char *kind, const char *slug);
const Item *item_find_id(Ctx *cx, int64_t id);

/** As item_find_id(), with the texts in @language if they are translated into it, "" : the
 *  original, whatever the reader's language is.  For who edits. */
const Item *item_find_in(Ctx *cx, int64_t id, const char *language);

/** What a list asks for; zero means: any. */
typedef struct ItemFilter {
    const char *kind, *pillar, *topic;
    const char *status; /* none: published or archived */
    bool unfinished;    /* without .status: also what was not published yet, to who may see it */
    int64_t parent_id, author_id;
    const char *year;      /* "2017": planned or actual date in it */
    bool planned;          /* has a plan (or happened in .year), soonest first; else newest first:
                              by first publication, before that by creation */
    bool every_kind;       /* also kinds that are not .listed */
    bool no_talk;          /* every kind but groups, what they talk about, and parts of a whole */
    int64_t limit, offset; /* limit 0: LIMIT_PAGE_ROWS */
} ItemFilter;

/** One page of what the acting person may see, in one statement.  Walks an index in the order of
 *  the list, so a page costs the same among a thousand items and among a million; only lists of a
 *  topic, and of plans of every kind, sort what they find. */
ItemSpan item_list(Ctx *cx, const ItemFilter *filter);

/** Which items belong to a period. */
typedef enum ItemDated {
    ITEM_DATED_ANY,      /* planned for it, happened in it, or, without a date, published in it */
    ITEM_DATED_HELD,     /* happened in it */
    ITEM_DATED_CAME_OUT, /* happened in it or, if that is not said, published in it */
} ItemDated;

/** Items of one kind in a period, by date: what happened before what is planned only if its date is
 *  earlier; what has none stands first, by publication. */
typedef struct ItemSearch {
    const char *kind, *pillar, *topic; /* pillar and topic may be NULL: any */
    Period period;
    ItemDated dated;
    int64_t limit; /* 0: LIMIT_PAGE_ROWS */
} ItemSearch;

/** Those with these numbers that the acting person may see, in this order. */
ItemSpan item_list_ids(Ctx *cx, const int64_t *ids, size_t n);

/** What was published of @search and the acting person may see. */
ItemSpan item_list_in(Ctx *cx, const ItemSearch *search);

/** Is an item in this state still to be finished or published?  There are few of these. */
bool item_is_unfinished(const char *status);

/** Is its kind a part of another one, as ItemKind.whole says? */
bool item_is_part(const Item *item);

/** A list is counted to this number and no further: it means "at least". */
#define ITEM_COUNT_MOST 10000

/** How many rows item_list() would give without limit, at most ITEM_COUNT_MOST. */
int64_t item_count(Ctx *cx, const ItemFilter *filter);

/** What an editor can write.  NULL or 0: none. */
typedef struct ItemDraft {
    const char *kind, *slug; /* slug "": made from the title, unique */
    const char *whole_slug;  /* of a part: then it begins with this; or NULL */
    const char *audience, *pillar, *language;
    const char *title, *summary, *body;
    int64_t author_id, parent_id, image_id;
    const char *author, *credit, *place, *link;
    const char *spoken; /* BCP 47, commas between; what is no code is left out */
    const char *planned_on, *actual_on;
    const char *note;  /* why, for the revision */
    int64_t made_from; /* of a translation: the item's version that its author saw; 0: as it is */
} ItemDraft;

/** @item as a draft: who changes it writes over what the form asks, and the rest stays. */
ItemDraft item_draft_of(const Item *item);

typedef enum ItemOutcome {
    ITEM_OK,
    ITEM_CONFLICT, /* somebody saved in between: version differs; nothing was written */
    ITEM_TAKEN,    /* the slug is another item's */
    ITEM_MISSING,
} ItemOutcome;

/** Make a draft.  Returns its id, 0 when the given slug is taken: by another item, or, for a page,
 *  by another room of the site.  An author_id without author prints the person's name. */
int64_t item_insert(Ctx *cx, const ItemDraft *draft);

/** Change an item; @version is the one that the editor saw.  Keeps the earlier texts as a
 *  revision if they change, and only then translations become stale.  A slug of "" stays as it is;
 *  from an address that was public there is a redirect.  When the plan of a published item
 *  changes, planned_first keeps the first one. */
ItemOutcome item_update(Ctx *cx, int64_t id, int64_t version, const ItemDraft *draft);

/** Write or replace the translation into @draft->language; @version is the one that the translator
 *  saw, 0 if there was none.  ITEM_TAKEN: that is the original's own language. */
ItemOutcome item_translate(Ctx *cx, int64_t id, int64_t version, const ItemDraft *draft);

/** Hand a draft to the editors: status "review" and a task. */
void item_submit(Ctx *cx, int64_t id);

/** Publish now: status, published_at (once), figures frozen, search index, audit.  Like the next
 *  five: the caller has asked may(); an item that is not there is passed over. */
void item_publish(Ctx *cx, int64_t id);
/** Publish by the job at @moment. */
void item_schedule(Ctx *cx, int64_t id, int64_t moment);
void item_withdraw(Ctx *cx, int64_t id); /* back to draft */
void item_archive(Ctx *cx, int64_t id);
void item_delete(Ctx *cx, int64_t id);

/** Publish what is scheduled and due; returns how many.  A job. */
int64_t item_publish_due(Ctx *cx);

/** Who reads the talk of a group, and, with @open, comments on it without being in the group.  The
 *  caller has asked. */
void item_open_talk(Ctx *cx, int64_t id, const char *audience, bool open);

/** An earlier state of the texts, and who wrote it, when and why.  The present state is none. */
typedef struct Revision {
    int64_t id, item_id, version, edited_at, edited_by; /* version counts within the language */
    const char *language, *title, *summary, *note;
    const char *body;   /* NULL in lists */
    const char *editor; /* name, or NULL */
} Revision;

typedef struct RevisionSpan {
    const Revision *at;
    size_t n;
} RevisionSpan;

RevisionSpan item_revisions(Ctx *cx, int64_t id, const char *language); /* newest first */
const Revision *item_revision(Ctx *cx, int64_t item_id, int64_t revision_id);
/** Make an earlier state the current one (as a new version). */
ItemOutcome item_restore(Ctx *cx, int64_t item_id, int64_t revision_id);

typedef struct Translation {
    const char *language, *title;
    int64_t version; /* one more than the language's newest revision; 0: of the original */
    int64_t made_from, updated_at;
    bool stale, original;
} Translation;

typedef struct TranslationSpan {
    const Translation *at;
    size_t n;
} TranslationSpan;

/** In which languages it can be read, the original first. */
TranslationSpan item_translations(Ctx *cx, int64_t id);
