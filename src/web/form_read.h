/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * form_read - check what was typed into one field, by its kind.
 */
#pragma once
#include "web/form.h"

/** Fill @f from what was posted and set its error if there is one. */
void form_read_field(Form *form, FormField *f);

/** Write "2017-03-16T09:00" of @moment in the reader's zone, for <input type=datetime-local>. */
const char *form_local_moment(const Form *form, int64_t moment);
