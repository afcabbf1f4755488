/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handler of the room's routes.
 */
#pragma once
#include "web/web.h"

Response *answer_harvester(Request *req);
