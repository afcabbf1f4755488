/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "openid/scope.h"

#include "lang/lang.h"

/* clang-format off */
const ScopeKind SCOPES[] = {
    {SCOPE_OPENID,  "openid",  N_("That you are the same person as last time")},
    {SCOPE_PROFILE, "profile", N_("Name, language, time zone, and a picture that is open to everybody")},
    {SCOPE_EMAIL,   "email",   N_("E-mail address")},
    {SCOPE_ROLES,   "roles",   N_("Roles in the alliance")},
    {0},
};
/* clang-format on */

unsigned
scopes_parse(const char *text)
{
    unsigned scopes = 0;
    g_auto(GStrv) names = g_strsplit(text, " ", -1);
    for (const ScopeKind *kind = SCOPES; kind->name != NULL; kind++)
        if (g_strv_contains((const char *const *)names, kind->name))
            scopes |= kind->scope;
    return scopes;
}

const char *
scopes_format(Arena *arena, unsigned scopes)
{
    GString *text = arena_string(arena, 32);
    for (const ScopeKind *kind = SCOPES; kind->name != NULL; kind++)
        if ((scopes & kind->scope) != 0)
            g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", kind->name);
    return text->str;
}
