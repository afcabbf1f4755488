/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What can be in a file of people.
 */
#include "base/moment.h"
#include "export/export.h"
#include "lang/format.h"
#include "web/app.h"

/* ---- of the profile ---- */

#define PROFILE_TEXT(member)                                                                       \
    static const char *text_##member(const Ctx *cx G_GNUC_UNUSED, const ExportPerson *person)      \
    {                                                                                              \
        return person->profile->member;                                                            \
    }

PROFILE_TEXT(name)
PROFILE_TEXT(name_latin)
PROFILE_TEXT(email)
PROFILE_TEXT(organisation)
PROFILE_TEXT(organisation_type)
PROFILE_TEXT(position)
PROFILE_TEXT(level)
PROFILE_TEXT(headline)
PROFILE_TEXT(about)

static const char *
text_country(const Ctx *cx, const ExportPerson *person)
{
    const char *code = person->profile->country;
    return code != NULL ? format_country(cx->arena, cx->lang, code) : NULL;
}

static const char *
text_country_code(const Ctx *cx G_GNUC_UNUSED, const ExportPerson *person)
{
    return person->profile->country;
}

static const char *
text_languages(const Ctx *cx, const ExportPerson *person)
{
    char *codes = arena_strdup(
        cx->arena, person->profile->languages != NULL ? person->profile->languages : "");
    return g_strdelimit(codes, ",", '\n');
}

static const char *
text_interests(const Ctx *cx, const ExportPerson *person)
{
    InterestSpan interests = person->profile->interests;
    GString *list = arena_string(cx->arena, 32);
    for (size_t i = 0; i < interests.n; i++)
        g_string_append_printf(list, "%s%s", i > 0 ? "\n" : "",
                               interest_name(cx, &interests.at[i]));
    return list->str;
}

static const char *
text_links(const Ctx *cx, const ExportPerson *person)
{
    ProfileLinkSpan links = person->profile->links;
    GString *list = arena_string(cx->arena, 32);
    for (size_t i = 0; i < links.n; i++)
        g_string_append_printf(list, "%s%s", i > 0 ? "\n" : "", links.at[i].url);
    return list->str;
}

static const char *
date_of(const Ctx *cx, int64_t moment)
{
    return moment != 0 ? moment_date(cx->arena, moment) : NULL;
}

static const char *
text_since(const Ctx *cx, const ExportPerson *person)
{
    return date_of(cx, person->profile->since);
}

static const char *
text_page(const Ctx *cx, const ExportPerson *person)
{
    const Profile *profile = person->profile;
    return profile->handle != NULL
               ? arena_printf(cx->arena, "%s%s", cx->app->base_url, profile->page)
               : NULL;
}

/* ---- of the record ---- */

static const char *
text_left(const Ctx *cx, const ExportPerson *person)
{
    return date_of(cx, person->record->left_at);
}

static const char *
text_seen(const Ctx *cx, const ExportPerson *person)
{
    return date_of(cx, person->record->seen_at);
}

static const char *
text_reads(const Ctx *cx G_GNUC_UNUSED, const ExportPerson *person)
{
    return person->record->language;
}

static const char *
text_zone(const Ctx *cx G_GNUC_UNUSED, const ExportPerson *person)
{
    return person->record->zone;
}

static const char *
text_roles(const Ctx *cx G_GNUC_UNUSED, const ExportPerson *person)
{
    return person->record->roles;
}

static const char *
text_agrees(const Ctx *cx G_GNUC_UNUSED, const ExportPerson *person)
{
    return person->record->agrees;
}

/* clang-format off */
const ExportField EXPORT_FIELDS[] = {
    {"name",              N_("Name"),                   PROFILE_NAME,         false, text_name},
    {"name_latin",        N_("Name in Latin letters"),  PROFILE_NAME,         false, text_name_latin},
    {"email",             N_("E-mail address"),         PROFILE_EMAIL,        false, text_email},
    {"country",           N_("Country"),                PROFILE_COUNTRY,      false, text_country},
    {"country_code",      N_("Country code"),           PROFILE_COUNTRY,      false, text_country_code},
    {"organisation",      N_("Organisation"),           PROFILE_ORGANISATION, false, text_organisation},
    {"organisation_type", N_("Type of organisation"),   PROFILE_ORGANISATION, false, text_organisation_type},
    {"position",          N_("Position"),               PROFILE_POSITION,     false, text_position},
    {"level",             N_("Level of work"),          PROFILE_LEVEL,        false, text_level},
    {"languages",         N_("Languages"),              PROFILE_LANGUAGES,    true,  text_languages},
    {"interests",         N_("Interests"),              PROFILE_INTERESTS,    true,  text_interests},
    {"headline",          N_("One sentence"),           PROFILE_HEADLINE,     false, text_headline},
    {"about",             N_("About the person"),       PROFILE_ABOUT,        false, text_about},
    {"links",             N_("Links"),                  PROFILE_LINKS,        true,  text_links},
    {"since",             N_("Member since"),           PROFILE_SINCE,        false, text_since},
    {"page",              N_("Page"),                   PROFILE_NAME,         false, text_page},
    {"left",              N_("Membership ended"),       0,                    false, text_left},
    {"seen",              N_("Last seen"),              0,                    false, text_seen},
    {"reads",             N_("Language of mails"),      0,                    false, text_reads},
    {"zone",              N_("Time zone"),              0,                    false, text_zone},
    {"roles",             N_("Roles"),                  0,                    true,  text_roles},
    {"agrees",            N_("Agrees to"),              0,                    true,  text_agrees},
    {0},
};
/* clang-format on */
