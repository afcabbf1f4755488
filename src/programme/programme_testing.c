/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "programme/programme_testing.h"

int64_t
a_symposium(Fixture *fx, bool publish)
{
    const ItemDraft item = {.kind = "event", .slug = "symposium", .title = "Symposium"};
    int64_t id = publish ? a_published(fx, item) : a_draft(fx, item);
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_true(event_save(cx, id, event_find(cx, id)->version,
                             &(EventDraft){.kind = "symposium",
                                           .starts = "2017-05-09",
                                           .ends = "2017-05-10",
                                           .zone = NEW_YORK,
                                           .zones = "Africa/Johannesburg"}));
    fixture_commit(fx);
    return id;
}

const char *
new_url(Fixture *fx, int64_t event)
{
    return arena_printf(fx->arena, "/desk/events/%" PRId64 "/programme/new", event);
}

int64_t
a_session(Fixture *fx, int64_t event, const char *title, const char *starts, const char *ends,
          const char *room, const char *speakers)
{
    Response *res = post(fx, EDNA, new_url(fx, event), "title", title, "kind", "panel", "starts",
                         starts, "ends", ends, "room", room, "language", "en", "speakers", speakers,
                         NULL);
    assert_status(res, 303);
    return query_int(fx, "SELECT max(item_id) FROM programme_session");
}
