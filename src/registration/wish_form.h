/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * wish_form - what one says when registering: the fields that forms about it share, and the
 * organiser's own questions.
 */
#pragma once
#include "alliance/question_form.h"
#include "alliance/registration.h"

typedef struct WishForm {
    Form *form;
    const RegistrationTerms *terms;
    QuestionSpan asked; /* by the organiser */
    bool has_floor;     /* questions are put to who speaks there (floor.h) */
} WishForm;

/** An empty form; @guest: it also asks who one is. */
WishForm wish_form_new(Request *req, const RegistrationTerms *terms, bool guest);

/** The same, as it was posted, and checked. */
WishForm wish_form_read(Request *req, const RegistrationTerms *terms, bool guest);

/** Put in how a registration is now, and what was answered. */
void wish_form_show(const WishForm *wish, const Registration *registration);

/** What was said; the form is ok. */
RegistrationWish wish_form_wish(const WishForm *wish);
AnswerSpan wish_form_answers(const WishForm *wish);
