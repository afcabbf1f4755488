/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * week_testing - a themed week for tests: 2 to 6 January 2017, the first day of which is today.
 */
#pragma once
#include "alliance/week_writer.h"
#include "site/site_testing.h"

#define WEEK "/campaigns/the-week"

/** Publish the campaign "The week" with this record ("" as in the form).  Returns its id. */
int64_t a_week(Fixture *fx, const char *call_until, const char *mail_at);

/** Add a day by the desk's form; @posts as in the form.  Returns its id. */
int64_t a_day(Fixture *fx, int64_t week, const char *held_on, const char *topic, const char *posts);

/** "/desk/weeks/7", with @rest behind it. */
const char *week_path(Fixture *fx, int64_t week, const char *rest);
