/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/certificate.h"

#include "alliance/registration_mail.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/secret.h"
#include "lang/lang.h"
#include "paper/paper.h"
#include "web/app.h"

#include <string.h>

#define PURPOSE "certificate"
#define EARLY (60 * (int64_t)60) /* who is noted so long before the beginning was at it */

/* Douglas Crockford's digits: no letter looks like another digit. */
static const char DIGITS[] = "0123456789abcdefghjkmnpqrstvwxyz";

enum {
    MAC_BITS = 80,
    MAC_SIZE = MAC_BITS / 8,
    MAC_DIGITS = MAC_BITS / 5,
    NUMBER_DIGITS = 13, /* of an int64_t, at most */
};

/* ---- the code ---- */

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
make_mac(Ctx *cx, const Registration *registration, char ret_digits[MAC_DIGITS + 1])
{
    uint8_t mac[SECRET_SIZE];
    uint64_t id = GUINT64_TO_BE((uint64_t)registration->id);
    uint64_t made = GUINT64_TO_BE((uint64_t)registration->created_at);
    const Bytes parts[] = {
        {PURPOSE, strlen(PURPOSE)},
        {&id,     sizeof id      },
        {&made,   sizeof made    },
    };
    secret_mac(cx->app->key, parts, G_N_ELEMENTS(parts), mac);
    for (size_t i = 0; i < MAC_DIGITS; i++) {
        size_t bit = i * 5;
        unsigned pair = (unsigned)(mac[bit / 8] << 8 | mac[bit / 8 + 1]);
        ret_digits[i] = DIGITS[pair >> (11 - bit % 8) & 31];
    }
    ret_digits[MAC_DIGITS] = '\0';
}

static const char *
code_of(Ctx *cx, const Registration *registration)
{
    char mac[MAC_DIGITS + 1], number[NUMBER_DIGITS + 1];
    size_t at = NUMBER_DIGITS;
    number[at] = '\0';
    for (int64_t rest = registration->id; rest > 0; rest /= 32)
        number[--at] = DIGITS[rest % 32];
    make_mac(cx, registration, mac);
    return arena_printf(cx->arena, "%s-%s", number + at, mac);
}

/* Compared whole, in a time that does not depend on where they differ. */
static bool
fits(Ctx *cx, const Registration *registration, const char *typed)
{
    uint8_t sent[SECRET_SIZE] = {0}, expected[SECRET_SIZE] = {0};
    char mac[MAC_DIGITS + 1];
    G_STATIC_ASSERT((int)MAC_DIGITS <= SECRET_SIZE);
    if (strlen(typed) != MAC_DIGITS)
        return false;
    make_mac(cx, registration, mac);
    for (size_t i = 0; i < MAC_DIGITS; i++) {
        sent[i] = (uint8_t)digit_of(typed[i]);
        expected[i] = (uint8_t)digit_of(mac[i]);
    }
    return secret_equal(sent, expected);
}

const Certificate *
certificate_find(Ctx *cx, const char *code)
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
    return found != NULL && fits(cx, found, dash + 1) ? certificate_of(cx, found) : NULL;
}

/* ---- what it says ---- */

/* Of what comes again: the last time that had begun when somebody was noted as there. */
static const Occurrence *
attended(OccurrenceSpan all, int64_t came_at)
{
    const Occurrence *found = all.n > 0 ? &all.at[0] : NULL;
    for (size_t i = 1; i < all.n; i++)
        if (all.at[i].starts_at <= came_at + EARLY)
            found = &all.at[i];
    return found;
}

static const char *
length_of(Ctx *cx, const Occurrence *o)
{
    int64_t minutes = (o->ends_at - o->starts_at) / 60;
    if (!o->timed || minutes <= 0 || minutes * 60 > MOMENT_DAY)
        return "";
    const char *hours = arena_printf(cx->arena, "%" PRId64, minutes / 60);
    const char *rest = arena_printf(cx->arena, "%" PRId64, minutes % 60);
    const char *words = minutes % 60 == 0 ? N_("{hours} h")
                        : minutes < 60    ? N_("{minutes} min")
                                          : N_("{hours} h {minutes} min");
    return lang_fill(cx->arena, lang_text(cx->lang, words), "hours", hours, "minutes", rest, NULL);
}

/* The event's own clocks alone: who reads it may be anywhere. */
static const char *
when_words(Ctx *cx, const Event *event, const Occurrence *o)
{
    When when = *when_of(cx, event, o);
    when.others = (ClockSpan){0};
    when.rule = "";
    return when_lines(cx, event, &when);
}

/* Who is no member is forgotten some time after the event, and the certificate with it. */
static int64_t
until_of(const Registration *registration, const Occurrence *last)
{
    return registration->person_id != 0 ? 0 : last->ends_at + REGISTRATION_KEPT;
}

const Certificate *
certificate_of(Ctx *cx, const Registration *registration)
{
    const char *name = paper_clean(cx->arena, registration->name, LIMIT_LINE);
    if (!registration->is_certified || *name == '\0')
        return NULL;
    Ctx reader = *cx;
    reader.me = (Viewer){.roles = ROLE_SECRETARIAT, .zone = NULL};
    const Event *event = event_find(&reader, registration->item_id);
    OccurrenceSpan all = event_occurrences(cx, registration->item_id);
    const Occurrence *o = attended(all, registration->came_at);
    if (event == NULL || o == NULL || *o->day == '\0' || o->ends_at > cx->now ||
        strcmp(event->state, "cancelled") == 0)
        return NULL;
    Certificate *certificate = arena_new_of(cx->arena, Certificate);
    *certificate = (Certificate){
        .code = code_of(cx, registration),
        .name = name,
        .title = paper_clean(cx->arena, event->title, LIMIT_LINE),
        .title_language = event->language,
        .when = when_words(&reader, event, o),
        .length = length_of(cx, o),
        .noted_at = registration->came_at,
        .until = until_of(registration, &all.at[all.n - 1]),
        .is_demo = registration->is_demo,
    };
    return certificate;
}

const char *
certificate_path(Ctx *cx, const Registration *registration, const char *own)
{
    return registration->is_certified ? arena_printf(cx->arena, "%s/certificate.pdf", own) : NULL;
}
