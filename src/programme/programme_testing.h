/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * programme_testing - a symposium with sessions, for the room's tests.
 */
#pragma once
#include "programme/pages.h"
#include "site/site_testing.h"

#define NEW_YORK "America/New_York"
#define PDF ((Bytes){"%PDF-1.4 slides", 15})

/** A symposium of two days in New York; @publish: shown to everybody. */
int64_t a_symposium(Fixture *fx, bool publish);

/** The address at which a session is added. */
const char *new_url(Fixture *fx, int64_t event);

/** A session as the form in the desk sends it; returns its number. */
int64_t a_session(Fixture *fx, int64_t event, const char *title, const char *starts,
                  const char *ends, const char *room, const char *speakers);
