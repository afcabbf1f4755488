/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "poll/poll_testing.h"

#include "alliance/group_testing.h"
#include "alliance/poll_tell.h"
#include "inbound/deliver.h"
#include "mail/address.h"

#include <string.h>

static const MailKind *const mails[] = {&MAIL_POLL_BEGUN, &MAIL_POLL_REMINDER, &MAIL_POLL_VOTE,
                                        &MAIL_POLL_RESULT, NULL};

int64_t
a_poll_of_all(Fixture *fx, const char *kind, const char *flag)
{
    fx->app.mails = mails;
    mail_both_ways(fx);
    assert_location(post(fx, EDNA, "/polls/new", "title", "Where", "body", "Think *first*.",
                         "options", "Red\nGreen\nBlue\n", "kind", kind, "most", "2", "closes",
                         "2017-01-22 12:00", "zone", "Africa/Nairobi", "audience", "members", flag,
                         "1", NULL),
                    "/polls/where/open");
    return query_int(fx, "SELECT id FROM item WHERE kind = 'poll'");
}

void
open_it(Fixture *fx, bool tells)
{
    assert_status(post(fx, EDNA, "/polls/where/open", tells ? "mails" : "none", "1", NULL), 303);
}

static const char *
hidden_of(Fixture *fx, const Response *res, const char *name)
{
    const char *mark = arena_printf(fx->arena, "name=\"%s\" value=\"", name);
    const char *at = strstr(body_of(res), mark);
    g_assert_nonnull(at);
    at += strlen(mark);
    return arena_strndup(fx->arena, at, strcspn(at, "\""));
}

Response *
in_french(Fixture *fx, const char *title, const char *red, const char *green, const char *blue)
{
    Response *res = get(fx, EDNA, "/polls/where/translations/fr");
    assert_status(res, 200);
    return post(fx, EDNA, "/polls/where/translations/fr", "title", title, "body", "D'abord *lire*.",
                "version", hidden_of(fx, res, "version"), "made_from",
                hidden_of(fx, res, "made_from"), "mark", hidden_of(fx, res, "mark"), "option-1",
                red != NULL ? red : "", "option-2", green != NULL ? green : "", "option-3",
                blue != NULL ? blue : "", NULL);
}

int64_t
mails_of(Fixture *fx, const char *kind)
{
    return query_int(
        fx, arena_printf(fx->arena, "SELECT count(*) FROM outbox WHERE template = '%s'", kind));
}

int64_t
entries_of(Fixture *fx, const char *kind)
{
    return query_int(
        fx, arena_printf(fx->arena, "SELECT count(*) FROM digest_entry WHERE kind = '%s'", kind));
}

const char *
answer_poll(Fixture *fx, int64_t id, int64_t person, const char *from, const char *words)
{
    fx->app.clock_data = fx;
    const char *to = mail_address_sign(fx->arena, fx->app.key, MAIL_POLL, id, person,
                                       "alliance.example");
    int64_t n = query_int(fx, "SELECT count(*) FROM inbound");
    const char *message = arena_printf(fx->arena,
                                       "From: %s\nSubject: Re: Poll\nMessage-ID: <a%d@e.org>\n\n%s",
                                       from, (int)n, words);
    inbound_deliver(fx->arena, &fx->app, fx->db, &(Envelope){from, to},
                    (Bytes){message, strlen(message)});
    return query_text(fx, "SELECT state FROM inbound ORDER BY id DESC LIMIT 1");
}
