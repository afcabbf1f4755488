/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The links by which a registration's owner is known without signing in.
 */
#include "alliance/registration.h"
#include "alliance/registration.sql.h"
#include "alliance/row_link.h"
#include "web/session.h"

/* What a link is for; a link for one thing does not open the other. */
#define FOR_FLOOR "registration.floor"
#define FOR_OWNER "registration"
#define FOR_ROOM "registration.room"
#define FOR_SURVEY "registration.survey"

/* With the moment it was made: a number may be another's after the event was deleted. */
static const char *
token_for(Ctx *cx, const char *use, const Registration *registration)
{
    return row_link_token(cx, use, registration->id, registration->created_at);
}

static const Registration *
find_by(Ctx *cx, const char *use, const char *token)
{
    int64_t id = row_link_id(token);
    const Registration *found = id != 0 ? registration_find(cx, id) : NULL;
    bool fits = found != NULL && row_link_fits(cx, use, found->id, found->created_at, token);
    return fits ? found : NULL;
}

const char *
registration_token(Ctx *cx, const Registration *registration)
{
    return token_for(cx, FOR_OWNER, registration);
}

const Registration *
registration_find_token(Ctx *cx, const char *token)
{
    return find_by(cx, FOR_OWNER, token);
}

const char *
registration_survey_token(Ctx *cx, const Registration *registration)
{
    return token_for(cx, FOR_SURVEY, registration);
}

const Registration *
registration_find_survey(Ctx *cx, const char *token)
{
    return find_by(cx, FOR_SURVEY, token);
}

const char *
registration_room_path(Ctx *cx, const Registration *registration)
{
    return arena_printf(cx->arena, "/room/%s", token_for(cx, FOR_ROOM, registration));
}

const Registration *
registration_find_room(Ctx *cx, const char *token)
{
    return find_by(cx, FOR_ROOM, token);
}

const char *
registration_floor_path(Ctx *cx, const Registration *registration)
{
    return arena_printf(cx->arena, "/floor/%s", token_for(cx, FOR_FLOOR, registration));
}

const Registration *
registration_find_floor(Ctx *cx, const char *token)
{
    return find_by(cx, FOR_FLOOR, token);
}

void
registration_note_opened(Ctx *cx, int64_t id)
{
    db_run(cx, &SQL_registration_open, DB_ARGS(id, cx->now));
}

Viewer
registration_viewer(Ctx *cx, const Registration *registration)
{
    if (registration->person_id != 0)
        return session_viewer(cx, registration->person_id);
    return (Viewer){.zone = registration->zone};
}
