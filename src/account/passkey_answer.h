/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * passkey_answer - what assets/passkey.js sends, read from the posted fields.
 */
#pragma once
#include "alliance/passkey.h"
#include "web/web.h"

#define PASSKEY_PART_MOST 12000 /* characters of base64url in one field */

/** The answer in the request's fields; what is missing or no base64url is empty, which no check
 *  lets pass. */
PasskeyAnswer passkey_answer_read(const Request *req);
