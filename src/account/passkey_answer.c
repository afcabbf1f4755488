/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "account/passkey_answer.h"

#include "base/secret.h"
#include "web/session.h"

#include <string.h>

static Bytes
part(const Request *req, const char *name)
{
    const char *text = req_field(req, name);
    size_t n = strlen(text) * 3 / 4;
    uint8_t *bytes = arena_alloc(req->cx->arena, n + 1);
    if (strlen(text) > PASSKEY_PART_MOST || !secret_decode(text, bytes, n))
        return (Bytes){"", 0};
    return (Bytes){bytes, n};
}

PasskeyAnswer
passkey_answer_read(const Request *req)
{
    return (PasskeyAnswer){.holder = session_find_holder(req),
                           .client_data = part(req, "client_data"),
                           .attestation = part(req, "attestation"),
                           .credential = part(req, "credential"),
                           .authenticator_data = part(req, "authenticator_data"),
                           .signature = part(req, "signature")};
}
