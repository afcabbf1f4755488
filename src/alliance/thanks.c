/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/thanks.h"

#include "alliance/audit.h"
#include "lang/lang.h"

#include "alliance/registration.sql.h"
#include "alliance/thanks.sql.h"

#include <string.h>

static const DbType GROUP = DB_TYPE(ThanksGroup, DB_FIELD(ThanksGroup, wording),
                                    DB_FIELD(ThanksGroup, again), DB_FIELD(ThanksGroup, n),
                                    DB_FIELD(ThanksGroup, sample_id));

static const DbType SO_FAR = DB_TYPE(ThanksSoFar, DB_FIELD(ThanksSoFar, n),
                                     DB_FIELD(ThanksSoFar, last_at));

ThanksGroupSpan
thanks_groups(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(ThanksGroupSpan, db_all(cx, &SQL_thanks_groups, &GROUP, DB_ARGS(item_id)));
}

const ThanksSoFar *
thanks_so_far(Ctx *cx, int64_t item_id)
{
    const ThanksSoFar *found = db_one(cx, &SQL_thanks_so_far, &SO_FAR, DB_ARGS(item_id));
    return found != NULL ? found : arena_new_of(cx->arena, ThanksSoFar);
}

const char *
thanks_obstacle(const RegistrationTerms *terms, int64_t now)
{
    if (terms == NULL)
        return N_("One cannot register for this event yet.");
    if (strcmp(terms->event_state, "cancelled") == 0)
        return N_("The event was cancelled.");
    if (terms->ends_at == 0 || terms->ends_at > now)
        return N_("The event is not over yet.");
    return NULL;
}

/* The number of the round comes from the row that writers wait for, so it is nobody else's. */
int64_t
thanks_send(Ctx *cx, int64_t item_id)
{
    db_run(cx, &SQL_registration_queue, DB_ARGS(item_id));
    const RegistrationTerms *terms = registration_terms(cx, item_id);
    if (terms == NULL ||
        db_run(cx, &SQL_thanks_note, DB_ARGS(item_id, terms->places, cx->now)) == 0)
        return 0;
    int64_t n = db_run(cx, &SQL_thanks_queue,
                       DB_ARGS(item_id, terms->places, MAIL_THANKS.priority, cx->now));
    audit(cx, "registration.thank", item_id, arena_printf(cx->arena, "%" PRId64 " mails", n));
    return n;
}
