/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/certificate.h"

#include "alliance/registration_code.h"
#include "alliance/registration_mail.h"
#include "base/limits.h"
#include "base/moment.h"
#include "lang/lang.h"
#include "paper/paper.h"

#include <string.h>

#define EARLY (60 * (int64_t)60) /* who is noted so long before the beginning was at it */

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
        .code = registration_code(cx, &CODE_CERTIFICATE, registration),
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

const Certificate *
certificate_find(Ctx *cx, const char *code)
{
    const Registration *found = registration_find_code(cx, &CODE_CERTIFICATE, code);
    return found != NULL ? certificate_of(cx, found) : NULL;
}

const char *
certificate_path(Ctx *cx, const Registration *registration, const char *own)
{
    return registration->is_certified ? arena_printf(cx->arena, "%s/certificate.pdf", own) : NULL;
}
