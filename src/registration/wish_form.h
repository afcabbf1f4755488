/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * wish_form - what one says when registering: the fields that forms about it share.
 */
#pragma once
#include "alliance/registration.h"
#include "web/form.h"

/** An empty form; @guest: it also asks who one is. */
Form *wish_form_new(Request *req, const RegistrationTerms *terms, bool guest);

/** The same, as it was posted. */
Form *wish_form_read(Request *req, const RegistrationTerms *terms, bool guest);

/** Put in how a registration is now. */
void wish_form_show(Form *form, const RegistrationTerms *terms, const Registration *registration);

/** What was said; the form is ok. */
RegistrationWish wish_form_wish(const Form *form, const RegistrationTerms *terms);
