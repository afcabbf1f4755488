/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Where the square code of a ticket leads to.  Whoever opens it sees the ticket, without a name;
 * who stands at the door of its event sees whose it is, and has a button.
 */
#include "alliance/registration_code.h"
#include "alliance/registration_mail.h"
#include "door/pages.h"
#include "door/ticket_show.html.h"
#include "lang/lang.h"
#include "registration/ticket.h"

/* One answer for what never was and for what is not any more. */
static Response *
refuse_ticket(Request *req)
{
    return respond_error(req, 404,
                         lang_text(req->cx->lang, N_("No valid ticket has this address. Look "
                                                     "whether it is typed as it is printed; the "
                                                     "seat may have been given back.")));
}

static const char *
note_path(Ctx *cx, const Door *door, const Registration *one)
{
    return door == NULL ? NULL : arena_printf(cx->arena, "%s/people/%" PRId64, door->path, one->id);
}

Response *
get_ticket(Request *req)
{
    Ctx *cx = req->cx;
    RegistrationStory story;
    const Registration *found = registration_find_ticket(cx, req_text(req, "token"));
    if (found == NULL || !registration_story_of(cx, found, cx->lang, &story))
        return refuse_ticket(req);
    Ctx reader = story.reader;
    const Door *door = door_here(req, found->item_id);
    const char *ticket = registration_ticket(cx, found);
    const TicketShow view = {
        .event = story.event,
        .when = when_lines(&reader, story.event, story.when),
        .ticket = ticket,
        .picture = ticket_picture(req, ticket),
        .cancelled = story.when->cancelled,
        .is_over = story.when->over,
        .registration = door != NULL ? found : NULL,
        .door = door != NULL ? door->path : NULL,
        .note = note_path(cx, door, found),
        .came = found->came_at != 0,
    };
    Page page = {
        .title = lang_text(cx->lang, N_("Ticket")), .section = "take-part", .hidden = true};
    return respond_page(req, 200, &page, ticket_show, &view);
}
