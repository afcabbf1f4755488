/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/registration_code.h"

#include "base/secret.h"
#include "base/text.h"
#include "web/app.h"

#include <string.h>

/* Douglas Crockford's digits: no letter looks like another digit. */
static const char DIGITS[] = "0123456789abcdefghjkmnpqrstvwxyz";

enum {
    MOST_DIGITS = 16,
    NUMBER_DIGITS = 13, /* of an int64_t, at most */
    HEAD_DIGITS = 4,    /* of a ticket's proof, in lists */
};

const RegistrationCodeKind CODE_CERTIFICATE = {"certificate", MOST_DIGITS, false};
const RegistrationCodeKind CODE_TICKET = {"ticket", 10, true};

static int
digit_of(char c)
{
    char lower = g_ascii_tolower(c);
    if (lower == 'o')
        lower = '0';
    if (lower == 'i' || lower == 'l')
        lower = '1';
    const char *at = lower != '\0' ? strchr(DIGITS, lower) : NULL;
    return at != NULL ? (int)(at - DIGITS) : -1;
}

/* With the moment it was made: a number may be another's after the event was deleted. */
static void
make_proof(Ctx *cx, const RegistrationCodeKind *kind, const Registration *registration,
           char ret_digits[MOST_DIGITS + 1])
{
    uint8_t mac[SECRET_SIZE];
    uint64_t id = GUINT64_TO_BE((uint64_t)registration->id);
    uint64_t made = GUINT64_TO_BE((uint64_t)registration->created_at);
    uint64_t changes = GUINT64_TO_BE((uint64_t)registration->sequence);
    const Bytes parts[] = {
        {kind->purpose, strlen(kind->purpose)},
        {&id,           sizeof id            },
        {&made,         sizeof made          },
        {&changes,      sizeof changes       },
    };
    secret_mac(cx->app->key, parts, G_N_ELEMENTS(parts) - !kind->of_seat, mac);
    for (size_t i = 0; i < kind->digits; i++) {
        size_t bit = i * 5;
        unsigned pair = (unsigned)(mac[bit / 8] << 8 | mac[bit / 8 + 1]);
        ret_digits[i] = DIGITS[pair >> (11 - bit % 8) & 31];
    }
    ret_digits[kind->digits] = '\0';
}

const char *
registration_code(Ctx *cx, const RegistrationCodeKind *kind, const Registration *registration)
{
    char proof[MOST_DIGITS + 1], number[NUMBER_DIGITS + 1];
    size_t at = NUMBER_DIGITS;
    number[at] = '\0';
    for (int64_t rest = registration->id; rest > 0; rest /= 32)
        number[--at] = DIGITS[rest % 32];
    make_proof(cx, kind, registration, proof);
    return arena_printf(cx->arena, "%s-%s", number + at, proof);
}

/* Compared whole, in a time that does not depend on where they differ. */
static bool
fits(Ctx *cx, const RegistrationCodeKind *kind, const Registration *registration, const char *typed)
{
    uint8_t sent[SECRET_SIZE] = {0}, expected[SECRET_SIZE] = {0};
    char proof[MOST_DIGITS + 1];
    G_STATIC_ASSERT((int)MOST_DIGITS <= SECRET_SIZE);
    if (strlen(typed) != kind->digits)
        return false;
    make_proof(cx, kind, registration, proof);
    for (size_t i = 0; i < kind->digits; i++) {
        sent[i] = (uint8_t)digit_of(typed[i]);
        expected[i] = (uint8_t)digit_of(proof[i]);
    }
    return secret_equal(sent, expected);
}

const Registration *
registration_find_code(Ctx *cx, const RegistrationCodeKind *kind, const char *code)
{
    int64_t id = 0;
    const char *dash = strchr(code, '-');
    if (dash == NULL || dash - code >= NUMBER_DIGITS)
        return NULL;
    for (const char *at = code; at < dash; at++) {
        if (digit_of(*at) < 0)
            return NULL;
        id = id * 32 + digit_of(*at);
    }
    const Registration *found = registration_find(cx, id);
    return found != NULL && fits(cx, kind, found, dash + 1) ? found : NULL;
}

const char *
registration_ticket(Ctx *cx, const Registration *registration)
{
    return registration->has_ticket ? registration_code(cx, &CODE_TICKET, registration) : NULL;
}

const char *
registration_ticket_url(Ctx *cx, const char *ticket)
{
    return page_address(cx, arena_printf(cx->arena, "/tickets/%s", ticket));
}

const Registration *
registration_find_ticket(Ctx *cx, const char *code)
{
    const Registration *found = registration_find_code(cx, &CODE_TICKET, code);
    return found != NULL && found->has_ticket ? found : NULL;
}

const char *
registration_ticket_head(Ctx *cx, const char *ticket)
{
    size_t n = strlen(text_or_empty(ticket));
    return n == 0 ? "" : arena_strndup(cx->arena, ticket, n - (CODE_TICKET.digits - HEAD_DIGITS));
}
