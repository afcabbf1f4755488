/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/frame.h"

#include "desk/desk_frame.html.h"
#include "site/doors.h"

#include <string.h>

/* The desk's rooms, and for whom they are. */
static const struct {
    const char *label, *url;
    uint32_t who;
} rooms[] = {
    {N_("Waiting for you"), "/desk",              ROLE_MEMBER                  },
    {N_("Texts"),           "/desk/pages",        ROLE_MEMBER                  },
    {N_("Translations"),    "/desk/translations", ROLE_EDITOR | ROLE_TRANSLATOR},
    {N_("Newsletter"),      "/desk/newsletter",   ROLE_EDITOR                  },
    {N_("Comments"),        "/desk/comments",     ROLE_EDITOR                  },
    {N_("People"),          "/desk/people",       ROLE_SECRETARIAT             },
    {N_("Subscribers"),     "/desk/subscribers",  ROLE_SECRETARIAT             },
    {N_("Segments"),        "/desk/segments",     ROLE_SECRETARIAT             },
    {N_("Lists"),           "/desk/import",       ROLE_SECRETARIAT             },
    {N_("Roles"),           "/desk/roles",        ROLE_SECRETARIAT             },
    {N_("Outbox"),          "/desk/outbox",       ROLE_SECRETARIAT             },
    {N_("Mail in"),         "/desk/inbound",      ROLE_SECRETARIAT             },
    {N_("Jobs"),            "/desk/jobs",         ROLE_SECRETARIAT             },
    {N_("Audit log"),       "/desk/audit",        ROLE_SECRETARIAT             },
    {N_("Settings"),        "/desk/settings",     ROLE_SECRETARIAT             },
};

/* The room in which the longest address fits. */
static bool
is_here(const Request *req, const char *url)
{
    if (strcmp(url, "/desk") == 0)
        return strcmp(req->path, url) == 0;
    return path_is_within(req->path, url);
}

static LinkSpan
menu_of(const Request *req)
{
    Ctx *cx = req->cx;
    Link *links = arena_array_of(cx->arena, Link, G_N_ELEMENTS(rooms));
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(rooms); i++)
        if ((rooms[i].who & cx->me.roles) != 0)
            links[n++] = (Link){
                .label = rooms[i].label, .url = rooms[i].url, .here = is_here(req, rooms[i].url)};
    return (LinkSpan){links, n};
}

Response *
respond_desk_framed(Request *req, int status, Page *page, Html *body)
{
    DeskFrame view = {.body = html_taken(body)};
    if (!door_is_here(req)) /* what is one's own has a menu of its own */
        view.menu = menu_of(req);
    Html *out = html_begin(req);
    page->hidden = true;
    desk_frame_html(out, &view);
    return respond_framed(req, status, page, out);
}

bool
desk_is_editor(const Ctx *cx)
{
    return (cx->me.roles & ROLE_EDITOR) != 0;
}

bool
desk_is_pressed(const Request *req, const char *name)
{
    for (size_t i = 0; i < req->fields.n; i++)
        if (strcmp(req->fields.at[i].name, name) == 0)
            return true;
    return false;
}
