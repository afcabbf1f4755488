/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * survey - what is asked once an event is over: of who came, and of who could not.
 *
 * Its questions are those of the use QUESTION_SURVEY.  It is answered behind a
 * link, without an account.  Of an anonymous survey answers are kept without
 * whose they are, and that somebody answered without what.
 *
 * Read with: question.h, answer.h, registration.h, docs/decisions/0052-questions.md.
 */
#pragma once
#include "alliance/answer.h"
#include "alliance/registration.h"
#include "base/moment.h"

#define SURVEY_DAYS 14 /* open for so long, unless somebody says otherwise */

#define SURVEY_PAUSE (2 * (int64_t)3600) /* its mails wait so long for one that carries it, too */
#define SURVEY_RECENT                                                                              \
    (2 * (int64_t)MOMENT_DAY) /* who had it in another mail since then gets none */

/** Who writes it leaves what is counted 0. */
typedef struct Survey {
    int64_t item_id;
    bool is_on, is_anonymous, is_published; /* as in the table */
    int64_t days, opened_at;                /* opened_at 0: not by the button */
    const char *came_words, *missed_words;
    bool is_cancelled;         /* the event */
    int64_t ends_at;           /* when the event is over, UTC; 0: nobody knows */
    int64_t closes_at;         /* UTC; 0: it has not begun */
    int64_t n_questions;       /* that are asked */
    int64_t n_came, n_replies; /* noted as present; registrations that have answered */
} Survey;

/** NULL: there is none for this event. */
const Survey *survey_find(Ctx *cx, int64_t item_id);

/** Can it be answered now? */
bool survey_is_open(const Survey *survey, int64_t now);

/** Is it closed, after having been open? */
bool survey_is_closed(const Survey *survey, int64_t now);

/** Can the organiser open it by the button, and write to all?  Not an anonymous one whose results
 *  may have been seen. */
bool survey_may_open(const Survey *survey, int64_t now);

/** May its results be seen?  Of an anonymous one once it is closed and enough have answered. */
bool survey_has_results(const Survey *survey, int64_t now);

/** Write it.  Once somebody has answered, anonymous stays as it is; and when an anonymous one is
 *  closed then, it does not open again. */
void survey_save(Ctx *cx, int64_t item_id, const Survey *survey);

/** Of which part a registration is asked: "came", "missed"; NULL: it is not asked. */
const char *survey_part(const Survey *survey, const Registration *registration);

/** Has its owner answered? */
bool survey_is_answered(Ctx *cx, int64_t registration_id);

/** The survey's path for the owner of this registration, for a mail of thanks or any other; NULL:
 * it is not open, does not ask this one, or was answered already. */
const char *survey_path(Ctx *cx, const Registration *registration);

/** Keep what was said; false: it was answered already and is anonymous. */
bool survey_answer(Ctx *cx, const Survey *survey, const Registration *registration,
                   AnswerSpan answers);

/** What another mail after the event says of it to the registration's owner, with the own link: a
 *  paragraph that begins with an empty line; "": there is nothing to ask.  @is_preview: without the
 *  link, which is nobody else's. */
const char *survey_words(Ctx *cx, const Registration *registration, bool is_preview);

/** The organiser's button: open it from now, also if it does not by itself, and write to all who
 * are asked and have not answered; once.  Each mail waits for SURVEY_PAUSE, and is not sent if a
 * mail of thanks carries the survey by then.  Returns how many; -1: it cannot be opened. */
int64_t survey_open(Ctx *cx, const Survey *survey);

/** That there is a survey; argument "registration". */
extern const MailKind MAIL_SURVEY;
