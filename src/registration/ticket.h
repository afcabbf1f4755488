/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * ticket - what its owner shows at the door.
 *
 * Read with: alliance/registration_code.h.
 */
#pragma once
#include "web/web.h"

/** The square code of a ticket's address, as SVG. */
SafeHtml ticket_picture(Request *req, const char *ticket);
