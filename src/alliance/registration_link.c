/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The links by which a registration's owner is known without signing in.
 */
#include "alliance/registration.h"
#include "alliance/registration.sql.h"
#include "base/secret.h"
#include "web/app.h"
#include "web/session.h"

#include <string.h>

/* What a link is for; a link for one thing does not open the other. */
#define FOR_OWNER "registration"
#define FOR_ROOM "registration.room"
#define FOR_SURVEY "registration.survey"

enum {
    NAME_SIZE = 8,
    MAC_SIZE = 16,
    TOKEN_SIZE = NAME_SIZE + MAC_SIZE,
};

/* With the moment it was made: a number may be another's after the event was deleted. */
static void
make_token(Ctx *cx, const char *use, const Registration *registration, uint8_t token[SECRET_SIZE])
{
    uint8_t mac[SECRET_SIZE];
    uint64_t id = GUINT64_TO_BE((uint64_t)registration->id);
    uint64_t made = GUINT64_TO_BE((uint64_t)registration->created_at);
    memset(token, 0, SECRET_SIZE);
    memcpy(token, &id, sizeof id);
    const Bytes parts[] = {
        {use,   strlen(use)},
        {token, NAME_SIZE  },
        {&made, sizeof made},
    };
    secret_mac(cx->app->key, parts, G_N_ELEMENTS(parts), mac);
    memcpy(token + NAME_SIZE, mac, MAC_SIZE);
}

static const char *
token_for(Ctx *cx, const char *use, const Registration *registration)
{
    uint8_t token[SECRET_SIZE];
    G_STATIC_ASSERT((int)TOKEN_SIZE <= SECRET_SIZE);
    make_token(cx, use, registration, token);
    return secret_encode(cx->arena, token, TOKEN_SIZE);
}

static const Registration *
find_by(Ctx *cx, const char *use, const char *token)
{
    uint8_t sent[SECRET_SIZE] = {0}, expected[SECRET_SIZE];
    uint64_t number;
    if (!secret_decode(token, sent, TOKEN_SIZE))
        return NULL;
    memcpy(&number, sent, sizeof number);
    int64_t id = (int64_t)(GUINT64_FROM_BE(number) & (uint64_t)INT64_MAX);
    const Registration *found = registration_find(cx, id);
    if (found == NULL)
        return NULL;
    make_token(cx, use, found, expected);
    return secret_equal(sent, expected) ? found : NULL;
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
