/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * profile - what a person shows of the record, and to whom.
 *
 * Each field is open to everybody, to members, or to the secretariat alone.
 * The record keeps two sets of bits, person.shown_public and
 * person.shown_members; the first is part of the second.  A Profile holds
 * nothing that its reader may not see, so a template cannot show it.
 *
 * The rule stands twice and nowhere else: as profile_open_to() for one person
 * and what is kept in memory, and as the fragment {shown} in profile.sql for
 * lists.
 *
 * Read with: docs/decisions/0018-record.md, 0025-organisations.md.
 */
#pragma once
#include "alliance/interest.h"
#include "alliance/organisation.h"
#include "db/ctx.h"

typedef enum ProfileField {
    PROFILE_NAME = 1 << 0,
    PROFILE_PICTURE = 1 << 1,
    PROFILE_HEADLINE = 1 << 2,
    PROFILE_ABOUT = 1 << 3,
    PROFILE_COUNTRY = 1 << 4,
    PROFILE_ORGANISATION = 1 << 5,
    PROFILE_POSITION = 1 << 6,
    PROFILE_LEVEL = 1 << 7,
    PROFILE_LANGUAGES = 1 << 8,
    PROFILE_INTERESTS = 1 << 9,
    PROFILE_LINKS = 1 << 10,
    PROFILE_SINCE = 1 << 11, /* since when the person is a member */
    PROFILE_EMAIL = 1 << 12,
    PROFILE_ALL = (1 << 13) - 1,
} ProfileField;

/** Open to members where its owner has not said otherwise: what the words of the purpose
 *  "directory" (consent.h) name, and no more. */
#define PROFILE_FIRST_MEMBERS                                                                      \
    (PROFILE_NAME | PROFILE_PICTURE | PROFILE_COUNTRY | PROFILE_ORGANISATION | PROFILE_POSITION |  \
     PROFILE_LEVEL | PROFILE_LANGUAGES | PROFILE_INTERESTS | PROFILE_SINCE)

/** A field as forms and JSON name it. */
typedef struct ProfileFieldKind {
    ProfileField bit;
    const char *name;   /* "name" */
    const char *label;  /* N_() */
    bool may_be_public; /* what programs that collect addresses look for never is */
} ProfileFieldKind;

extern const ProfileFieldKind PROFILE_FIELDS[]; /* by bit; ends with {0} */

/** To whom somebody shows what. */
typedef struct ProfileAudience {
    int64_t person_id;
    int64_t to_public, to_members; /* bits of ProfileField */
    bool agrees;                   /* to stand in the directory */
    bool is_member;                /* neither left nor erased */
} ProfileAudience;

/** The fields that are open to @viewer.  Without the name nothing is. */
unsigned profile_open_to(const Viewer *viewer, const ProfileAudience *shown);

/** To whom the person shows what; NULL: there is no such person. */
const ProfileAudience *profile_audience(Ctx *cx, int64_t person_id);

/** The same for the acting person at once; 0: nothing, or no such person. */
unsigned profile_open(Ctx *cx, int64_t person_id);

typedef struct ProfileLink {
    const char *url, *label; /* http or https; what it leads to */
} ProfileLink;

typedef struct ProfileLinkSpan {
    const ProfileLink *at;
    size_t n;
} ProfileLinkSpan;

/** A person as a reader sees it.  What is not open to that reader is NULL, 0 or empty; so is what
 *  was not said. */
typedef struct Profile {
    int64_t id;         /* never shown */
    const char *handle; /* the page is /members/HANDLE; NULL: there was nothing to show yet */
    const char *page;   /* where the reader sees more */
    bool is_demo;
    int64_t open; /* bits of ProfileField */
    const char *name, *name_latin;
    int64_t picture_id;
    const char *headline, *about; /* about: Markdown */
    const char *country;          /* ISO 3166-1 alpha-2 */
    const char *organisation, *organisation_slug, *organisation_type;
    const char *position, *level;
    const char *languages; /* BCP 47, commas between */
    InterestSpan interests;
    ProfileLinkSpan links;
    int64_t since; /* member since, UTC */
    const char *email;
} Profile;

typedef struct ProfileSpan {
    const Profile *at;
    size_t n;
} ProfileSpan;

/** Empty everything that is not in @open, and keep that set.  Loading does it; what fills a
 *  Profile from memory has to. */
void profile_close(Profile *profile, unsigned open);

/** The person whose page has this @handle, as the acting person sees it.  NULL: nobody, or nobody
 *  whose name is open: the two are not to be told apart. */
const Profile *profile_find(Ctx *cx, const char *handle);

/** The person as @viewer sees it, or NULL, likewise. */
const Profile *profile_find_as(Ctx *cx, int64_t person_id, const Viewer *viewer);

/** The people with these numbers in this order, as the acting person sees them, those whose name is
 *  open; likewise without languages, interests and links. */
ProfileSpan profile_list(Ctx *cx, const int64_t *ids, size_t n);

/** The same people as @viewer sees them, whole; their numbers ascend. */
ProfileSpan profile_list_whole(Ctx *cx, const int64_t *ids, size_t n, const Viewer *viewer);

/** Members of an organisation who show it and their name to the acting person, by name; without
 *  languages, interests and links. */
ProfileSpan profile_list_organisation(Ctx *cx, int64_t organisation_id, int64_t page);
int64_t profile_count_organisation(Ctx *cx, int64_t organisation_id);

/** Make the random part of a person's address, in the arena. */
const char *profile_new_handle(Ctx *cx);

/** Give the person an address if there was none: whoever opens something of somebody to others
 *  does, in the same transaction. */
void profile_give_handle(Ctx *cx, int64_t person_id);

/** What is said in a profile.  Texts are "" where nothing is said and were checked by the form. */
typedef struct ProfileDraft {
    const char *name, *name_latin, *headline, *about;
    const char *country; /* ISO 3166-1 alpha-2 */
    const char *organisation, *organisation_type;
    const char *position, *level;
    const char *languages, *interests; /* BCP 47, slugs; commas between */
    ProfileLinkSpan links;
    int64_t to_public, to_members; /* bits of ProfileField; made consistent when saved */
} ProfileDraft;

/** Write all of it.  The caller has asked whether the acting person may.  False: there is no such
 *  person. */
bool profile_save(Ctx *cx, int64_t person_id, const ProfileDraft *draft);

/** Add to what a person is interested in (slugs, those that there are) and works in (BCP 47), with
 *  commas between. */
void profile_add_interests(Ctx *cx, int64_t person_id, const char *slugs);
void profile_add_languages(Ctx *cx, int64_t person_id, const char *codes);
