/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/entry.h"

#include "lang/lang.h"
#include "registration/pages.h"
#include "registration/room_onward.html.h"
#include "web/app.h"

Entry *
room_entry_new(Ctx *cx, const MeetingRoom *room)
{
    MeetingState state = meeting_state(cx, room->item_id);
    bool is_made = meeting_is_made(cx, state), is_away = meeting_is_away(cx, state);
    Entry *entry = arena_new_of(cx->arena, Entry);
    *entry = (Entry){.room = *room,
                     .asks = !is_made && !is_away,
                     .outcome = is_made ? MEETING_DONE : MEETING_AWAY};
    return entry;
}

void
room_entry_work(Request *req)
{
    Entry *entry = req->prepared;
    if (entry->asks)
        entry->outcome = meeting_make(req->cx->app, req->cx->arena, &entry->room);
}

void
room_entry_note(Ctx *cx, const Entry *entry)
{
    if (entry->asks)
        meeting_keep(cx, entry->room.item_id, entry->outcome);
}

/* After a form of ours Chromium refuses a redirect to elsewhere (form-action), so the page leads
 * on by itself. */
Response *
room_entry_onward(Request *req, const Entry *entry, const char *name, bool moderates)
{
    Ctx *cx = req->cx;
    const RoomOnward view = {
        .title = entry->room.title,
        .url = meeting_join_url(cx->arena, &entry->room, name, moderates),
    };
    Page page = {.title = lang_text(cx->lang, N_("Take part")), .hidden = true};
    Response *res = respond_page(req, 200, &page, room_onward, &view);
    respond_header(res, "Refresh", arena_printf(cx->arena, "0;url=%s", view.url));
    respond_header(res, "Cache-Control", "no-store");
    return res;
}
