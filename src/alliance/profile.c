/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/profile.h"
#include "base/limits.h"
#include "web/app.h"

#include "alliance/profile.sql.h"

/* Digits and letters that are not taken for each other (Crockford's base 32). */
#define HANDLE_LETTERS "0123456789abcdefghjkmnpqrstvwxyz"
#define HANDLE_LENGTH 12

/* clang-format off */
const ProfileFieldKind PROFILE_FIELDS[] = {
    {PROFILE_NAME,         "name",         N_("Name"),         true },
    {PROFILE_PICTURE,      "picture",      N_("Picture"),      true },
    {PROFILE_HEADLINE,     "headline",     N_("Headline"),     true },
    {PROFILE_ABOUT,        "about",        N_("About you"),    true },
    {PROFILE_COUNTRY,      "country",      N_("Country"),      true },
    {PROFILE_ORGANISATION, "organisation", N_("Organisation"), true },
    {PROFILE_POSITION,     "position",     N_("Position"),     true },
    {PROFILE_LEVEL,        "level",        N_("Level of work"), true },
    {PROFILE_LANGUAGES,    "languages",    N_("Languages"),    true },
    {PROFILE_INTERESTS,    "interests",    N_("Interests"),    true },
    {PROFILE_LINKS,        "links",        N_("Links"),        true },
    {PROFILE_SINCE,        "since",        N_("Member since"), true },
    {PROFILE_EMAIL,        "email",        N_("E-mail address"), false},
    {0},
};
/* clang-format on */

/* Which members of a Profile belong to which field. */
typedef struct Part {
    ProfileField bit;
    size_t offset, size;
} Part;

/* clang-format off */
#define PART(bit, member) {bit, offsetof(Profile, member), sizeof(((Profile *)NULL)->member)}
/* clang-format on */

static const Part parts[] = {
    PART(PROFILE_NAME, name),
    PART(PROFILE_NAME, name_latin),
    PART(PROFILE_PICTURE, picture_id),
    PART(PROFILE_HEADLINE, headline),
    PART(PROFILE_ABOUT, about),
    PART(PROFILE_COUNTRY, country),
    PART(PROFILE_ORGANISATION, organisation),
    PART(PROFILE_ORGANISATION, organisation_slug),
    PART(PROFILE_ORGANISATION, organisation_type),
    PART(PROFILE_POSITION, position),
    PART(PROFILE_LEVEL, level),
    PART(PROFILE_LANGUAGES, languages),
    PART(PROFILE_INTERESTS, interests),
    PART(PROFILE_LINKS, links),
    PART(PROFILE_SINCE, since),
    PART(PROFILE_EMAIL, email),
};

static const DbType AUDIENCE = DB_TYPE(
    ProfileAudience, DB_FIELD(ProfileAudience, person_id), DB_FIELD(ProfileAudience, to_public),
    DB_FIELD(ProfileAudience, to_members), DB_FIELD(ProfileAudience, agrees),
    DB_FIELD(ProfileAudience, is_member));

static const DbType PROFILE = DB_TYPE(
    Profile, DB_FIELD(Profile, id), DB_FIELD(Profile, handle), DB_FIELD(Profile, page),
    DB_FIELD(Profile, name), DB_FIELD(Profile, name_latin), DB_FIELD(Profile, picture_id),
    DB_FIELD(Profile, headline), DB_FIELD(Profile, about), DB_FIELD(Profile, country),
    DB_FIELD(Profile, organisation), DB_FIELD(Profile, organisation_slug),
    DB_FIELD(Profile, organisation_type), DB_FIELD(Profile, position), DB_FIELD(Profile, level),
    DB_FIELD(Profile, since), DB_FIELD(Profile, email), DB_FIELD(Profile, is_demo),
    DB_FIELD(Profile, open));

typedef struct Word {
    const char *text;
} Word;

static const DbType WORD = DB_TYPE(Word, DB_FIELD(Word, text));
static const DbType INTEREST = DB_TYPE(Interest, DB_FIELD(Interest, slug), DB_FIELD(Interest, name),
                                       DB_FIELD(Interest, name_fr));
static const DbType LINK = DB_TYPE(ProfileLink, DB_FIELD(ProfileLink, url),
                                   DB_FIELD(ProfileLink, label));

/* ---- who sees what ---- */

unsigned
profile_open_to(const Viewer *viewer, const ProfileAudience *shown)
{
    bool is_own = viewer->id != 0 && viewer->id == shown->person_id;
    if (is_own || (viewer->roles & ROLE_SECRETARIAT) != 0)
        return PROFILE_ALL;
    if (!shown->is_member)
        return 0;
    if (viewer->roles != 0 && shown->agrees && (shown->to_members & PROFILE_NAME) != 0)
        return (unsigned)shown->to_members;
    return (shown->to_public & PROFILE_NAME) != 0 ? (unsigned)shown->to_public : 0;
}

const ProfileAudience *
profile_audience(Ctx *cx, int64_t person_id)
{
    return db_one(cx, &SQL_profile_audience, &AUDIENCE, DB_ARGS(person_id));
}

unsigned
profile_open(Ctx *cx, int64_t person_id)
{
    const ProfileAudience *shown = profile_audience(cx, person_id);
    return shown != NULL ? profile_open_to(&cx->me, shown) : 0;
}

void
profile_close(Profile *profile, unsigned open)
{
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        if ((open & parts[i].bit) == 0)
            memset((char *)profile + parts[i].offset, 0, parts[i].size);
    profile->open = open;
}

/* ---- loading ---- */

static const char *
join_words(Arena *arena, DbRows rows)
{
    const Word *words = rows.at;
    GString *list = arena_string(arena, 32);
    for (size_t i = 0; i < rows.n; i++)
        g_string_append_printf(list, "%s%s", i > 0 ? "," : "", words[i].text);
    return list->str;
}

/* What hangs on the row, as far as it is open. */
static void
load_lists(Ctx *cx, Profile *p)
{
    const DbValue *args = DB_ARGS(p->id);
    if ((p->open & PROFILE_LANGUAGES) != 0)
        p->languages = join_words(cx->arena, db_all(cx, &SQL_profile_languages, &WORD, args));
    if ((p->open & PROFILE_INTERESTS) != 0)
        p->interests = DB_SPAN(InterestSpan, db_all(cx, &SQL_profile_interests, &INTEREST, args));
    if ((p->open & PROFILE_LINKS) != 0)
        p->links = DB_SPAN(ProfileLinkSpan, db_all(cx, &SQL_profile_links, &LINK, args));
}

static const Profile *
complete(Ctx *cx, const Profile *row)
{
    if (row == NULL || (row->open & PROFILE_NAME) == 0)
        return NULL;
    Profile *profile = arena_new_of(cx->arena, Profile);
    *profile = *row;
    profile_close(profile, (unsigned)row->open);
    load_lists(cx, profile);
    return profile;
}

const Profile *
profile_find(Ctx *cx, const char *handle)
{
    return complete(
        cx, db_one(cx, &SQL_profile_find, &PROFILE, DB_ARGS(handle, cx->me.id, cx->me.roles)));
}

const Profile *
profile_find_as(Ctx *cx, int64_t person_id, const Viewer *viewer)
{
    return complete(cx, db_one(cx, &SQL_profile_find_id, &PROFILE,
                               DB_ARGS(person_id, viewer->id, viewer->roles)));
}

/* Close what is closed in each row, as the statement found it. */
static ProfileSpan
close_all(DbRows rows)
{
    Profile *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        profile_close(&at[i], (unsigned)at[i].open);
    return (ProfileSpan){at, rows.n};
}

ProfileSpan
profile_list(Ctx *cx, const int64_t *ids, size_t n)
{
    if (n == 0)
        return (ProfileSpan){0};
    return close_all(db_all(cx, &SQL_profile_list, &PROFILE,
                            DB_ARGS(db_numbers(cx->arena, ids, n), cx->me.id, cx->me.roles)));
}

/* A row of what hangs on several people, in their order. */
typedef struct Hanging {
    int64_t person_id;
    const char *text; /* of a language */
    const char *slug, *name, *name_fr;
    const char *url, *label;
} Hanging;

static const DbType LANGUAGE_OF = DB_TYPE(Hanging, DB_FIELD(Hanging, person_id),
                                          DB_FIELD(Hanging, text));
static const DbType INTEREST_OF = DB_TYPE(Hanging, DB_FIELD(Hanging, person_id),
                                          DB_FIELD(Hanging, slug), DB_FIELD(Hanging, name),
                                          DB_FIELD(Hanging, name_fr));
static const DbType LINK_OF = DB_TYPE(Hanging, DB_FIELD(Hanging, person_id), DB_FIELD(Hanging, url),
                                      DB_FIELD(Hanging, label));

static void
hang_languages(Arena *arena, Profile *p, const Hanging *rows, size_t n)
{
    GString *list = arena_string(arena, 32);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(list, "%s%s", i > 0 ? "," : "", rows[i].text);
    p->languages = list->str;
}

static void
hang_interests(Arena *arena, Profile *p, const Hanging *rows, size_t n)
{
    Interest *at = arena_array_of(arena, Interest, n);
    for (size_t i = 0; i < n; i++)
        at[i] = (Interest){rows[i].slug, rows[i].name, rows[i].name_fr};
    p->interests = (InterestSpan){at, n};
}

static void
hang_links(Arena *arena, Profile *p, const Hanging *rows, size_t n)
{
    ProfileLink *at = arena_array_of(arena, ProfileLink, n);
    for (size_t i = 0; i < n; i++)
        at[i] = (ProfileLink){rows[i].url, rows[i].label};
    p->links = (ProfileLinkSpan){at, n};
}

static const struct {
    ProfileField bit;
    const Sql *sql;
    const DbType *type;
    void (*hang)(Arena *arena, Profile *p, const Hanging *rows, size_t n);
} hangings[] = {
    {PROFILE_LANGUAGES, &SQL_profile_list_languages, &LANGUAGE_OF, hang_languages},
    {PROFILE_INTERESTS, &SQL_profile_list_interests, &INTEREST_OF, hang_interests},
    {PROFILE_LINKS,     &SQL_profile_list_links,     &LINK_OF,     hang_links    },
};

/* Profiles and rows are in the same order; not everybody has rows, nor a profile. */
static void
hang_all(Ctx *cx, Profile *people, size_t n, size_t which, const DbValue *args)
{
    DbRows rows = db_all(cx, hangings[which].sql, hangings[which].type, args);
    const Hanging *at = rows.at;
    for (size_t p = 0, from = 0; p < n; p++) {
        size_t to = from;
        while (from < rows.n && at[from].person_id < people[p].id)
            to = ++from;
        while (to < rows.n && at[to].person_id == people[p].id)
            to++;
        if ((people[p].open & hangings[which].bit) != 0)
            hangings[which].hang(cx->arena, &people[p], at + from, to - from);
        from = to;
    }
}

ProfileSpan
profile_list_whole(Ctx *cx, const int64_t *ids, size_t n, const Viewer *viewer)
{
    const char *numbers = db_numbers(cx->arena, ids, n);
    ProfileSpan people = close_all(
        db_all(cx, &SQL_profile_list, &PROFILE, DB_ARGS(numbers, viewer->id, viewer->roles)));
    for (size_t i = 0; i < G_N_ELEMENTS(hangings); i++)
        hang_all(cx, (Profile *)(uintptr_t)people.at, people.n, i, DB_ARGS(numbers));
    return people;
}

ProfileSpan
profile_list_organisation(Ctx *cx, int64_t organisation_id, int64_t page)
{
    return close_all(db_all(cx, &SQL_profile_list_organisation, &PROFILE,
                            DB_ARGS(organisation_id, LIMIT_PAGE_ROWS, (page - 1) * LIMIT_PAGE_ROWS,
                                    cx->me.id, cx->me.roles)));
}

int64_t
profile_count_organisation(Ctx *cx, int64_t organisation_id)
{
    return db_count(cx, &SQL_profile_count_organisation,
                    DB_ARGS(organisation_id, cx->me.id, cx->me.roles));
}

/* ---- the address ---- */

const char *
profile_new_handle(Ctx *cx)
{
    uint8_t bytes[HANDLE_LENGTH];
    cx->app->random(cx->app, bytes, sizeof bytes);
    char *handle = arena_alloc(cx->arena, HANDLE_LENGTH + 1);
    for (size_t i = 0; i < HANDLE_LENGTH; i++)
        handle[i] = HANDLE_LETTERS[bytes[i] % (sizeof HANDLE_LETTERS - 1)];
    return handle;
}

void
profile_give_handle(Ctx *cx, int64_t person_id)
{
    db_run(cx, &SQL_profile_give_handle, DB_ARGS(person_id, profile_new_handle(cx)));
}
