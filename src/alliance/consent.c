/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/consent.h"
#include "alliance/audit.h"
#include "alliance/profile.h"
#include "lang/lang.h"

#include "alliance/consent.sql.h"

#include <string.h>

const Purpose PURPOSES[] = {
    {"newsletter", N_("Newsletter"), N_("Send me the newsletter by e-mail."), .open = true},
    {"week", N_("Themed week"),
     N_("Send me one mail a day while a themed week is on: the question of the day and what was "
        "written."),
     .open = true},
    {"directory", N_("Directory"),
     N_("Show me to other members in the directory: my name, picture, country, organisation and "
        "position, level of work, languages, interests and since when I am a member. I choose "
        "later what of it."),
     .shows = true},
    {"contact", N_("Messages"),
     N_("Let other members write to me through this site. They do not see my address.")},
    {0},
};

static const DbType CONSENT = DB_TYPE(
    Consent, DB_FIELD(Consent, id), DB_FIELD(Consent, answered_at), DB_FIELD(Consent, version),
    DB_FIELD(Consent, purpose), DB_FIELD(Consent, wording), DB_FIELD(Consent, language),
    DB_FIELD(Consent, source), DB_FIELD(Consent, evidence), DB_FIELD(Consent, given),
    DB_FIELD(Consent, holds));

const Purpose *
purpose_find(const char *name)
{
    for (const Purpose *purpose = PURPOSES; purpose->name != NULL; purpose++)
        if (strcmp(purpose->name, name) == 0)
            return purpose;
    return NULL;
}

const char *
consent_source_label(const char *source)
{
    static const struct {
        const char *source, *label;
    } sources[] = {
        {"join",        N_("when joining")            },
        {"subscribe",   N_("when subscribing")        },
        {"preferences", N_("by the person")           },
        {"unsubscribe", N_("by the link in a mail")   },
        {"import",      N_("from an imported list")   },
        {"secretariat", N_("noted by the secretariat")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
        if (strcmp(sources[i].source, source) == 0)
            return sources[i].label;
    return source;
}

bool
consent_holds(Ctx *cx, int64_t person_id, const char *purpose)
{
    return db_count(cx, &SQL_consent_holds, DB_ARGS(person_id, purpose)) > 0;
}

bool
consent_is_answered(Ctx *cx, int64_t person_id, const char *purpose)
{
    return consent_last_source(cx, person_id, purpose) != NULL;
}

const char *
consent_last_source(Ctx *cx, int64_t person_id, const char *purpose)
{
    return db_string(cx, &SQL_consent_last_source, DB_ARGS(person_id, purpose));
}

bool
consent_note(Ctx *cx, int64_t person_id, const Purpose *purpose, bool given,
             const ConsentSource *source)
{
    if (consent_holds(cx, person_id, purpose->name) == given)
        return false;
    const Lang *lang = lang_find(source->language);
    const char *text = lang_text(lang != NULL ? lang : cx->lang, purpose->wording);
    db_run(cx, &SQL_consent_insert_wording,
           DB_ARGS(purpose->name, source->language, text, cx->now));
    int64_t n = db_run(cx, &SQL_consent_insert,
                       DB_ARGS(person_id, purpose->name, source->language, text, given,
                               source->source, source->evidence, cx->now));
    if (n == 1 && given && purpose->shows)
        profile_give_handle(cx, person_id);
    return n == 1;
}

bool
consent_answer(Ctx *cx, int64_t person_id, const Purpose *purpose, bool given,
               const ConsentSource *source)
{
    if (!consent_note(cx, person_id, purpose, given, source))
        return false;
    audit(cx, given ? "consent.give" : "consent.withdraw", 0,
          arena_printf(cx->arena, "#%" PRId64 ": %s", person_id, purpose->name));
    return true;
}

ConsentSpan
consent_list(Ctx *cx, int64_t person_id)
{
    return DB_SPAN(ConsentSpan, db_all(cx, &SQL_consent_list, &CONSENT, DB_ARGS(person_id)));
}
