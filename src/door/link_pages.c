/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Where the organiser opens the door, and makes and ends links for helpers.
 */
#include "desk/desk.h"
#include "door/link_list.html.h"
#include "door/link_made.html.h"
#include "door/pages.h"
#include "draw/qr.h"
#include "lang/lang.h"
#include "registration/pages.h"
#include "web/app.h"

/* clang-format off */
static const Field fields[] = {
    {"label", N_("For whom"), N_("Only you read it: \"the telephone at the side entrance\"."),
     .kind = FIELD_LINE, .most = DOOR_LINK_LABEL},
};
/* clang-format on */

static Page
page_of(Ctx *cx, const Item *event)
{
    const char *list = arena_printf(cx->arena, "/desk/events/%" PRId64 "/registrations", event->id);
    Crumb *here = arena_array_of(cx->arena, Crumb, 3);
    here[0] = (Crumb)DESK_CRUMB;
    here[1] = (Crumb){event->title, event->path};
    here[2] = (Crumb){N_("Registrations"), list};
    return (Page){
        .title = lang_text(cx->lang, N_("The door")), .here = {here, 3}
    };
}

static Response *
respond_links(Request *req, const Item *event, const Form *form)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Door *door = door_of(req, &refused);
    DoorLinkSpan links = door_link_list(cx, event->id);
    const LinkList view = {.event = event,
                           .has_door = door != NULL,
                           .is_full = links.n >= DOOR_LINKS,
                           .opens_at = door != NULL ? door->opens_at : 0,
                           .until = door != NULL ? door->until : 0,
                           .links = links,
                           .form = form};
    Page page = page_of(cx, event);
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, link_list, &view);
}

Response *
get_desk_door(Request *req)
{
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    return respond_links(req, event, form_new(req, fields, G_N_ELEMENTS(fields)));
}

static SafeHtml
picture_of(Request *req, const char *address)
{
    Html *out = html_begin(req);
    qr_write(out, address, lang_text(req->cx->lang, N_("The link as a square code for a camera")));
    return html_taken(out);
}

Response *
post_desk_door(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    const Door *door = event != NULL ? door_of(req, &refused) : NULL;
    if (door == NULL)
        return refused;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (door_link_list(cx, event->id).n >= DOOR_LINKS)
        form_fail(form, "label", lang_text(cx->lang, N_("There are many links already: end one.")));
    if (!form_ok(form))
        return respond_links(req, event, form);
    const char *token = door_link_new(cx, event->id, form_text(form, "label"));
    const char *address = page_address(cx, arena_printf(cx->arena, "/door/links/%s", token));
    const LinkMade view = {.event = event,
                           .label = form_text(form, "label"),
                           .address = address,
                           .picture = picture_of(req, address),
                           .opens_at = door->opens_at,
                           .until = door->until};
    Page page = page_of(cx, event);
    page.hidden = true;
    Response *res = respond_desk(req, 200, &page, link_made, &view);
    res->private = true;
    return res;
}

Response *
post_desk_door_end(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *event = registration_led(req, &refused);
    if (event == NULL)
        return refused;
    if (!door_link_end(cx, event->id, req_id(req, "link")))
        return respond_not_found(req);
    return respond_done(req, arena_printf(cx->arena, "/desk/events/%" PRId64 "/door", event->id),
                        lang_text(cx->lang, N_("The link has ended.")));
}
