/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * event_entry - an event as an entry of a calendar.
 */
#pragma once
#include "alliance/event.h"
#include "calendar/ical.h"

/** Entries of the events of which at least the day is known; with @alarm they remind of
 *  themselves.  Links to take part are in them as far as the acting person sees these. */
IcalEntrySpan event_entries(Ctx *cx, EventSpan events, bool alarm);
