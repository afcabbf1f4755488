/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * passkeys - what the page of one's passkeys shows.
 */
#pragma once
#include "alliance/passkey.h"
#include "web/form.h"

typedef struct PasskeyRow {
    int64_t id, created_at, used_at; /* used_at 0: never */
    const char *name;
} PasskeyRow;

typedef struct PasskeyRowSpan {
    const PasskeyRow *at;
    size_t n;
} PasskeyRowSpan;

typedef struct Passkeys {
    const Form *form;
    PasskeyRowSpan rows;
    bool possible; /* at this address of the alliance */
    bool may_add;  /* the session is fresh, and there is room */
    bool full;
} Passkeys;
