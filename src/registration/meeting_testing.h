/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * meeting_testing - where a server of meetings is, and whether it would believe a call.
 */
#pragma once
#include <stdbool.h>

#define API "https://bbb.example/bigbluebutton/api"
#define SECRET "639259d4-9dd8-4b25-bf01-95f9567eaf4b"

/** Has the call the right checksum? */
bool is_signed_call(const char *url);
