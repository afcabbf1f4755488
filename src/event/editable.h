/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * editable - the event that a page of the desk is about, for every room whose pages change one.
 */
#pragma once
#include "alliance/event.h"
#include "web/web.h"

/** The event with this number, in *@ret_event, and its item, if the acting person may change it;
 * else NULL, both NULL, and the answer is in *@ret_refused. */
const Item *event_editable(Request *req, int64_t id, const Event **ret_event,
                           Response **ret_refused);
