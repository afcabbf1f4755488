/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/deliver.h"

#include "lang/lang.h"
#include "web/app.h"

#include <sysexits.h>

/* A message that was taken before is told as taken: then the server lets go of it. */
static const struct {
    InboundOutcome outcome;
    int exit_code;
    const char *reply;
} tellings[] = {
    {INBOUND_TAKEN,   EX_OK,      "250 2.0.0"},
    {INBOUND_AGAIN,   EX_OK,      "250 2.0.0"},
    {INBOUND_NO_USER, EX_NOUSER,  "550 5.1.1"},
    {INBOUND_BAD,     EX_DATAERR, "554 5.6.0"},
    {INBOUND_LARGE,   EX_DATAERR, "552 5.3.4"},
    {INBOUND_LOOP,    EX_DATAERR, "554 5.4.6"},
};

Delivery
delivery_later(void)
{
    return (Delivery){.later = true,
                      .exit_code = EX_TEMPFAIL,
                      .reply = "451 4.3.0",
                      .words = "the database cannot be written just now, try again"};
}

Delivery
inbound_deliver(Arena *arena, App *app, Db *db, const Envelope *envelope, Bytes message)
{
    g_autofree char *id = g_uuid_string_random();
    Ctx cx = {.arena = arena,
              .db = db,
              .app = app,
              .lang = app->lang != NULL ? app->lang : LANG_ENGLISH,
              .now = app->clock(app),
              .request_id = arena_printf(arena, "mail-%.8s", id)};
    const char *words = "";
    if (db_begin(db, true) != DB_OK)
        return delivery_later();
    InboundOutcome outcome = inbound_receive(&cx, envelope, message, &words);
    if (db_end(db, true) != DB_OK)
        return delivery_later();
    for (size_t i = 0; i < G_N_ELEMENTS(tellings); i++)
        if (tellings[i].outcome == outcome)
            return (Delivery){outcome, false, tellings[i].exit_code, tellings[i].reply, words};
    g_assert_not_reached();
}
