/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/frame.h"

#include "alliance/access.h"
#include "desk/desk_frame.html.h"
#include "site/doors.h"

#include <string.h>

typedef struct Room {
    const char *label, *url;
    uint32_t who;
} Room;

#define MOST_ROOMS 8 /* under one heading; the last row is empty */

/* The desk's rooms under their headings, and for whom they are. */
static const struct {
    const char *label; /* NULL: it needs none */
    Room rooms[MOST_ROOMS];
} groups[] = {
    {NULL,            {{N_("Waiting for you"), "/desk", ROLE_MEMBER}}},
    {N_("Content"),
     {{N_("Texts"), "/desk/pages", ROLE_MEMBER},
      {N_("Translations"), "/desk/translations", ROLE_EDITOR | ROLE_TRANSLATOR},
      {N_("Newsletter"), "/desk/newsletter", ROLE_EDITOR},
      {N_("Comments"), "/desk/comments", ROLE_EDITOR},
      {N_("Topics"), "/desk/topics", ROLE_EDITOR},
      {N_("Bring in publications"), "/desk/accessions", ROLE_EDITOR}}},
    {N_("People"),
     {{N_("Everybody"), "/desk/people", ROLE_SECRETARIAT},
      {N_("Subscribers"), "/desk/subscribers", ROLE_SECRETARIAT},
      {N_("Segments"), "/desk/segments", ROLE_SECRETARIAT},
      {N_("Lists"), "/desk/import", ROLE_SECRETARIAT},
      {N_("Roles"), "/desk/roles", ROLE_SECRETARIAT}}                },
    {N_("Mail"),
     {{N_("Outbox"), "/desk/outbox", ROLE_SECRETARIAT},
      {N_("Mail in"), "/desk/inbound", ROLE_SECRETARIAT}}            },
    {N_("The house"),
     {{N_("Settings"), "/desk/settings", ROLE_SECRETARIAT},
      {N_("Jobs"), "/desk/jobs", ROLE_SECRETARIAT},
      {N_("Audit log"), "/desk/audit", ROLE_SECRETARIAT}}            },
};

/* The room in which the longest address fits. */
static bool
is_here(const Request *req, const char *url)
{
    if (strcmp(url, "/desk") == 0)
        return strcmp(req->path, url) == 0;
    return path_is_within(req->path, url);
}

/* The rooms of one heading into which the acting person may go; *@ret_here: that one is in. */
static LinkSpan
links_of(const Request *req, const Room *rooms, const char **ret_here)
{
    Ctx *cx = req->cx;
    Link *links = arena_array_of(cx->arena, Link, MOST_ROOMS);
    size_t n = 0;
    for (const Room *room = rooms; room->label != NULL; room++) {
        if ((room->who & cx->me.roles) == 0)
            continue;
        links[n] = (Link){.label = room->label, .url = room->url, .here = is_here(req, room->url)};
        *ret_here = links[n].here ? room->label : *ret_here;
        n++;
    }
    return (LinkSpan){links, n};
}

static DeskGroupSpan
menu_of(const Request *req, const char **ret_here)
{
    DeskGroup *at = arena_array_of(req->cx->arena, DeskGroup, G_N_ELEMENTS(groups));
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++) {
        at[n] = (DeskGroup){groups[i].label, links_of(req, groups[i].rooms, ret_here)};
        n += at[n].links.n > 0;
    }
    return (DeskGroupSpan){at, n};
}

Response *
respond_desk_framed(Request *req, int status, Page *page, Html *body)
{
    DeskFrame view = {.body = html_taken(body)};
    if (!door_is_here(req)) /* what is one's own has a menu of its own */
        view.menu = menu_of(req, &view.here);
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

const Item *
desk_editable(Request *req, const char *kind, int64_t id, Response **ret_refused)
{
    const Item *item = item_find_in(req->cx, id, "");
    bool is_one = item != NULL && strcmp(item->kind, kind) == 0;
    if (is_one && may(req->cx, ACTION_EDIT, item))
        return item;
    *ret_refused = is_one ? respond_forbidden(req) : respond_not_found(req);
    return NULL;
}

bool
desk_is_pressed(const Request *req, const char *name)
{
    for (size_t i = 0; i < req->fields.n; i++)
        if (strcmp(req->fields.at[i].name, name) == 0)
            return true;
    return false;
}
