/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * answer_open - what somebody who is registered must still answer, and the mails about it.
 *
 * By the button of a calendar, by a mail or by the organiser one has a seat
 * without having seen the form.  Nobody loses a seat for it: one is told, once
 * with the confirmation and once with a reminder, and answers on the page or by
 * mail, where a line "34: 2" names question and choice by their numbers.  These
 * are never given to another one, so an answer to an old mail means what it
 * meant then.
 *
 * Read with: answer.h, registration_mail.h, inbound/registration_meaning.c (what an answer by mail
 * does), docs/decisions/0073-open-questions.md.
 */
#pragma once
#include "alliance/answer.h"
#include "alliance/registration_mail.h"

/** What it must answer, and has not, in cx's language. */
QuestionSpan answer_open(Ctx *cx, const Registration *registration);

/** How many are open of one registration. */
typedef struct AnswerOpen {
    int64_t registration_id, n; /* n: at least 1 */
} AnswerOpen;

typedef struct AnswerOpenSpan {
    const AnswerOpen *at;
    size_t n;
} AnswerOpenSpan;

/** Of those of an event that have some, by registration. */
AnswerOpenSpan answer_open_all(Ctx *cx, int64_t item_id);

/** The number of one registration in @all; 0: none is open. */
int64_t answer_open_of(AnswerOpenSpan all, int64_t registration_id);

/** The paragraphs of a mail about @open, with how one answers, each beginning with an empty line;
 * "" if there are none. */
const char *answer_open_words(const RegistrationStory *story, QuestionSpan open);

/** To which an answer to such a mail goes; @open.n 0: as of any mail about a registration. */
MailExchange answer_open_exchange(const RegistrationStory *story, QuestionSpan open);

/** What the link of such a mail is for, translated. */
const char *answer_open_action(const RegistrationStory *story, QuestionSpan open);

/** Tell what was understood of answers by mail, and what is open still. */
void answer_confirm_mail(Ctx *cx, const Registration *registration);

/** Argument "registration". */
extern const MailKind MAIL_ANSWERED;
