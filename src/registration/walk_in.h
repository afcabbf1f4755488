/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * walk_in - who comes without having registered: what is asked, and who that is.
 */
#pragma once
#include "alliance/registration.h"
#include "web/form.h"

/** An empty form, and the same as it was posted and checked. */
Form *walk_in_form_new(Request *req);
Form *walk_in_form_read(Request *req);

/** Who it says; the form is ok. */
Applicant walk_in_form_applicant(const Form *form);

/** Whose record has this address, or somebody of whom only this is known.  @email and @country may
 *  be "". */
Applicant walk_in_applicant(Ctx *cx, const char *name, const char *email, const char *country);

/** Is it a name, an address or none, a country or none, as the form would take it? */
bool walk_in_is_fine(Ctx *cx, const char *name, const char *email, const char *country);
