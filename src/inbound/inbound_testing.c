/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/inbound_testing.h"

#include "alliance/event.h"
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

int64_t
a_webinar(Fixture *fx, const RegistrationTerms *terms)
{
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('mail_from', 'desk@alliance.example'),"
                " ('mail_in', '1')");
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(
        cx, &(ItemDraft){.kind = "event", .slug = "call", .title = "Call", .language = "en"});
    item_publish(cx, id);
    g_assert_true(event_save(cx, id, event_find(cx, id)->version,
                             &(EventDraft){.kind = "call", .starts = "2017-03-16T09:00"}));
    registration_terms_save(cx, id, terms);
    fixture_commit(fx);
    return id;
}

int64_t
register_one(Fixture *fx, int64_t me, int64_t item_id)
{
    Ctx *cx = fixture_begin(fx, me);
    const Registration *now = NULL;
    const Applicant guest = {
        .email = GUEST, .name = HOSTILE, .language = "en", .zone = "UTC", .country = "KE"};
    const Applicant who = me != NOBODY ? registration_applicant(cx) : guest;
    const RegistrationWish wish = {.people = 3};
    g_assert_cmpint(registration_ask(cx, item_find_id(cx, item_id), &who, &wish, &now), ==,
                    REGISTRATION_DONE);
    int64_t id = now->id;
    fixture_commit(fx);
    run_sql(fx, "DELETE FROM outbox");
    return id;
}
