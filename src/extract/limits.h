/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * limits - what the process that reads documents may take.
 */
#pragma once
#include "confine/confine.h"

extern const ConfineLimits EXTRACT_LIMITS;
