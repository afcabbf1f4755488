/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/registration_testing.h"

#include "alliance/event.h"
#include "site/site_testing.h"

#include <string.h>

int64_t
a_call(Fixture *fx, const RegistrationTerms *terms)
{
    int64_t id = a_published(fx, (ItemDraft){.kind = "event", .slug = "call", .title = "Call"});
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_true(event_save(
        cx, id, event_find(cx, id)->version,
        &(EventDraft){.kind = "call", .starts = "2017-03-16T09:00", .zone = "America/New_York"}));
    registration_terms_save(cx, id, terms);
    fixture_commit(fx);
    return id;
}

const char *
mailed_secret(Fixture *fx, const char *template)
{
    const char *secret = query_text(
        fx, arena_printf(fx->arena,
                         "SELECT secret FROM outbox WHERE template = '%s' ORDER BY id DESC LIMIT 1",
                         template));
    const char *token = strstr(secret, "\"token\":\"");
    g_assert_nonnull(token);
    token += strlen("\"token\":\"");
    return arena_strndup(fx->arena, token, strcspn(token, "\""));
}

const char *
own_path(Fixture *fx, int64_t me, int64_t item_id)
{
    Ctx *cx = fixture_begin(fx, me);
    const Registration *mine = registration_mine(cx, item_id);
    g_assert_nonnull(mine);
    const char *path = arena_printf(fx->arena, "/registrations/%s", registration_token(cx, mine));
    fixture_commit(fx);
    return path;
}

const char *
own_room(Fixture *fx, int64_t me, int64_t item_id)
{
    Ctx *cx = fixture_begin(fx, me);
    const char *path = arena_strdup(fx->arena,
                                    registration_room_path(cx, registration_mine(cx, item_id)));
    fixture_commit(fx);
    return path;
}
