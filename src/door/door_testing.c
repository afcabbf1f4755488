/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "door/door_testing.h"

#include "alliance/event.h"
#include "alliance/registration_code.h"
#include "site/site_testing.h"

#include <string.h>

static int64_t
an_event(Fixture *fx, const char *slug, const char *title)
{
    int64_t id = a_published(
        fx, (ItemDraft){.kind = "event", .slug = slug, .title = title, .place = "A hall"});
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_true(event_save(cx, id, event_find(cx, id)->version,
                             &(EventDraft){.kind = "symposium",
                                           .starts = "2017-01-02T12:00",
                                           .ends = "2017-01-02T14:00",
                                           .zone = "UTC"}));
    registration_terms_save(cx, id, &(RegistrationTerms){.is_open = true, .door = true});
    fixture_commit(fx);
    return id;
}

int64_t
a_meeting(Fixture *fx)
{
    int64_t id = an_event(fx, "meeting", "Meeting");
    post(fx, ANN, "/events/meeting/register", NULL);
    post(fx, BOB, "/events/meeting/register", NULL);
    return id;
}

int64_t
another_meeting(Fixture *fx)
{
    return an_event(fx, "other", "Other");
}

const char *
door_path(Fixture *fx, int64_t event, const char *rest)
{
    return arena_printf(fx->arena, "/door/events/%" PRId64 "%s", event, rest);
}

const char *
a_door_link(Fixture *fx, int64_t event)
{
    Response *res = post(fx, EDNA, arena_printf(fx->arena, "/desk/events/%" PRId64 "/door", event),
                         "label", "The side entrance", NULL);
    assert_status(res, 200);
    const char *at = strstr(body_of(res), "/door/links/");
    g_assert_nonnull(at);
    return arena_strndup(fx->arena, at, strcspn(at, "<\""));
}

int64_t
registration_of(Fixture *fx, int64_t person)
{
    return query_int(
        fx,
        arena_printf(fx->arena, "SELECT id FROM registration WHERE person_id = %" PRId64, person));
}

const char *
ticket_of(Fixture *fx, int64_t person)
{
    int64_t id = registration_of(fx, person);
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *ticket = registration_ticket(cx, registration_find(cx, id));
    ticket = arena_strdup(fx->arena, ticket != NULL ? ticket : "");
    fixture_commit(fx);
    return ticket;
}

int64_t
came_at(Fixture *fx, int64_t registration)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT coalesce(came_at, 0) FROM registration"
                                      " WHERE id = %" PRId64,
                                      registration));
}
