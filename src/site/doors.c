/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/doors.h"

#include <string.h>

/* clang-format off */
static const Door DOORS[] = {
    {N_("You"), N_("What is yours here."), "/account", 0, true, false},
    {N_("Your profile"), N_("What you say of yourself, and who sees what of it."),
     "/profile", ROLE_MEMBER, false, false},
    {N_("Who else is here"), N_("The directory: by name, country and interest, and on a map."),
     "/directory", ROLE_MEMBER, true, false},
    {N_("My posts"), N_("What you write for the blog, and what editors say about it."),
     "/posts", ROLE_MEMBER, false, false},
    {N_("My contributions"), N_("What you gave to the library, and what became of it."),
     "/contributions", ROLE_MEMBER, false, false},
    {N_("My events"), N_("For what you are registered; change it or cancel."), "/my-events", 0, false,
     false},
    {N_("Mails"), N_("What we send you and what we may do: change it at any time."),
     "/preferences", 0, false, false},
    {N_("Account"), N_("Picture, language, password, passkeys, and where you are signed in."),
     "/desk/account", ROLE_MEMBER, false, false},
    {N_("Tools"), N_("Other tools of the alliance that know you by this account."),
     "/openid/tools", ROLE_MEMBER, false, false},
    {N_("My data"), N_("All that is held about you: see it, take a copy, leave, be erased."),
     "/my-data", 0, false, false},
};
/* clang-format on */

bool
path_is_within(const char *path, const char *url)
{
    size_t n = strlen(url);
    return strncmp(path, url, n) == 0 && (path[n] == '\0' || path[n] == '/');
}

DoorSpan
door_list(const Request *req)
{
    const Viewer *me = &req->cx->me;
    Door *at = arena_array_of(req->cx->arena, Door, G_N_ELEMENTS(DOORS));
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(DOORS) && me->id != 0; i++)
        if (DOORS[i].who == 0 || (DOORS[i].who & me->roles) != 0) {
            at[n] = DOORS[i];
            at[n++].here = path_is_within(req->path, DOORS[i].url);
        }
    return (DoorSpan){at, n};
}

bool
door_is_here(const Request *req)
{
    DoorSpan doors = door_list(req);
    for (size_t i = 0; i < doors.n; i++)
        if (doors.at[i].here && !doors.at[i].is_shared)
            return true;
    return false;
}
