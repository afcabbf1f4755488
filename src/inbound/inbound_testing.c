/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/inbound_testing.h"

#include "alliance/item.h"

#include <string.h>

int64_t
an_item(Fixture *fx)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx,
                             &(ItemDraft){.kind = "newsletter", .slug = "forum", .title = HOSTILE});
    item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

const char *
signed_address(Fixture *fx, const char *purpose, int64_t number, int64_t person_id)
{
    return mail_address_sign(fx->arena, fx->app.key, purpose, number, person_id,
                             "alliance.example");
}

const char *
a_mail(Fixture *fx, const char *from, const char *more, const char *text)
{
    static int n;
    return arena_printf(fx->arena,
                        "From: %s\nSubject: Re: %s\nMessage-ID: <%d@example.org>\n%s\n%s", from,
                        HOSTILE, ++n, more, text);
}

Delivery
arrives(Fixture *fx, const char *from, const char *to, const char *message)
{
    fx->app.clock_data = fx;
    return inbound_deliver(fx->arena, &fx->app, fx->db, &(Envelope){from, to},
                           (Bytes){message, strlen(message)});
}

const char *
state_of(Fixture *fx)
{
    return query_text(fx, "SELECT class || ' ' || state FROM inbound ORDER BY id DESC LIMIT 1");
}

int64_t
n_comments(Fixture *fx)
{
    return query_int(fx, "SELECT count(*) FROM comment");
}
