/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What became of the mails of a mailing, counted and one by one.
 */
#include "mailing/mailing.h"
#include "mailing/mailing.sql.h"

static const DbType COUNTS = DB_TYPE(
    MailingCounts, DB_FIELD(MailingCounts, subject), DB_FIELD(MailingCounts, waiting),
    DB_FIELD(MailingCounts, sent), DB_FIELD(MailingCounts, failed), DB_FIELD(MailingCounts, held),
    DB_FIELD(MailingCounts, kept), DB_FIELD(MailingCounts, came_back),
    DB_FIELD(MailingCounts, ended), DB_FIELD(MailingCounts, answered));

static const DbType MAIL = DB_TYPE(MailingMail, DB_FIELD(MailingMail, id),
                                   DB_FIELD(MailingMail, person_id), DB_FIELD(MailingMail, sent_at),
                                   DB_FIELD(MailingMail, came_back_at), DB_FIELD(MailingMail, name),
                                   DB_FIELD(MailingMail, address), DB_FIELD(MailingMail, language),
                                   DB_FIELD(MailingMail, subject), DB_FIELD(MailingMail, outcome),
                                   DB_FIELD(MailingMail, came_back), DB_FIELD(MailingMail, said));

static const DbType OUTCOME = DB_TYPE(MailingOutcome, DB_FIELD(MailingOutcome, outcome),
                                      DB_FIELD(MailingOutcome, n));

MailingCountsSpan
mailing_counts(Ctx *cx, int64_t id)
{
    return DB_SPAN(MailingCountsSpan, db_all(cx, &SQL_mailing_counts, &COUNTS, DB_ARGS(id)));
}

MailingCounts
mailing_total(MailingCountsSpan counts)
{
    MailingCounts total = {.subject = ""};
    for (size_t i = 0; i < counts.n; i++) {
        const MailingCounts *of = &counts.at[i];
        total.waiting += of->waiting;
        total.sent += of->sent;
        total.failed += of->failed;
        total.held += of->held;
        total.kept += of->kept;
        total.came_back += of->came_back;
        total.ended += of->ended;
        total.answered += of->answered;
    }
    return total;
}

MailingMailSpan
mailing_mails(Ctx *cx, int64_t id, const char *outcome, int64_t after, int64_t limit,
              int64_t offset)
{
    return DB_SPAN(MailingMailSpan, db_all(cx, &SQL_mailing_mails, &MAIL,
                                           DB_ARGS(id, outcome, after, limit, offset)));
}

MailingOutcomeSpan
mailing_outcomes(Ctx *cx, int64_t id)
{
    return DB_SPAN(MailingOutcomeSpan,
                   db_all(cx, &SQL_mailing_count_outcomes, &OUTCOME, DB_ARGS(id)));
}
