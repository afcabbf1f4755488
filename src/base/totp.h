/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * totp - one-time codes from a shared secret and the clock (RFC 4226, RFC 6238).
 *
 * SHA-1, 30 seconds, six digits: what every authenticator program understands.  The hash's age does
 * not matter here, since HMAC does not stand on what is broken about SHA-1.
 */
#pragma once
#include "base/arena.h"

#define TOTP_SECRET 20  /* bytes: what RFC 4226 recommends */
#define TOTP_SECONDS 30 /* one code's life */
#define TOTP_DIGITS 6

/** The code of @step, which is a moment divided by TOTP_SECONDS, with @digits (6 to 8) digits. */
const char *totp_code(Arena *arena, Bytes secret, int64_t step, int digits);

/** The step that @code belongs to: that of @now, the one before or the one after, and later than
 *  @last; 0 if it is none of these. */
int64_t totp_match(Arena *arena, Bytes secret, int64_t now, int64_t last, const char *code);

/** Base32 (RFC 4648) without padding, as people type secrets into authenticators. */
const char *totp_base32(Arena *arena, Bytes bytes);
