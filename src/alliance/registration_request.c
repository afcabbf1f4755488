/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/registration_request.h"

#include "alliance/person.h"
#include "alliance/registration.sql.h"
#include "alliance/setting.h"
#include "base/moment.h"
#include "base/secret.h"
#include "base/zone.h"
#include "lang/lang.h"
#include "web/session.h"

#include <string.h>

static const DbType REQUEST = DB_TYPE(
    RegistrationRequest, DB_FIELD(RegistrationRequest, id), DB_FIELD(RegistrationRequest, item_id),
    DB_FIELD(RegistrationRequest, email), DB_FIELD(RegistrationRequest, name),
    DB_FIELD(RegistrationRequest, country), DB_FIELD(RegistrationRequest, language),
    DB_FIELD(RegistrationRequest, wish), DB_FIELD(RegistrationRequest, people),
    DB_FIELD(RegistrationRequest, question), DB_FIELD(RegistrationRequest, question_open));

void
registration_request_make(Ctx *cx, const RegistrationRequest *r)
{
    const char *token = session_token(cx);
    int64_t until = cx->now + REGISTRATION_REQUEST_DAYS * (int64_t)MOMENT_DAY;
    int64_t id = db_insert(cx, &SQL_registration_request_insert,
                           DB_ARGS(r->item_id, secret_hash(cx->arena, token), r->email, r->name,
                                   r->country, r->language, r->wish, r->people, r->question,
                                   r->question_open, cx->now, until,
                                   (int64_t)REGISTRATION_REQUESTS));
    if (id == 0)
        return;
    answer_save_request(cx, id, r->answers);
    const MailArgument arguments[] = {
        {.name = "event", .value = arena_printf(cx->arena, "%" PRId64, r->item_id)},
        {.name = "token", .value = token, .secret = true},
        {0},
    };
    /* Whether there is a record must not show: the mail is nobody's yet. */
    mail_queue(cx, &MAIL_REGISTRATION_CONFIRM, 0, r->email, r->language, arguments);
}

const RegistrationRequest *
registration_request_find(Ctx *cx, const char *token)
{
    return db_one(cx, &SQL_registration_request_find, &REQUEST,
                  DB_ARGS(secret_hash(cx->arena, token), cx->now));
}

/* The record of the address, or what was written into the form. */
static Applicant
applicant_of(Ctx *cx, const RegistrationRequest *request)
{
    const Person *person = person_find_email(cx, request->email);
    const char *const *zones = zones_of_country(cx->arena, request->country);
    return (Applicant){.person_id = person != NULL ? person->id : 0,
                       .is_member = person != NULL && person_is_member(person, cx->now),
                       .email = request->email,
                       .name = request->name,
                       .country = request->country,
                       .language = request->language,
                       .zone = zones != NULL && *zones != NULL ? *zones : settings(cx)->zone};
}

RegistrationOutcome
registration_request_confirm(Ctx *cx, const Item *event, const RegistrationRequest *request,
                             const Registration **ret_registration)
{
    const Applicant who = applicant_of(cx, request);
    const RegistrationWish wish = {.recording = strcmp(request->wish, "recording") == 0,
                                   .people = request->people,
                                   .question = request->question,
                                   .question_open = request->question_open};
    RegistrationOutcome outcome = registration_ask(cx, event, &who, &wish, ret_registration);
    if (outcome != REGISTRATION_DONE)
        return outcome;
    answer_confirm(cx, request->id, (*ret_registration)->id);
    db_run(cx, &SQL_registration_request_delete, DB_ARGS(request->email, request->item_id));
    return outcome;
}

/* ---- the mail ---- */

/* Nothing of what was typed is in it: nobody's words reach another's mailbox by this form. */
static bool
compose_confirm(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t id = mail_argument_number(cx, row, "event");
    Ctx reader = *cx;
    reader.me = (Viewer){0};
    const Item *event = item_find_in(&reader, id, out->lang->code);
    if (event == NULL)
        return false;
    const char *text = lang_text(
        out->lang,
        N_("Hello,\n\n"
           "somebody, probably you, would like to register for \"{event}\" with this address.\n\n"
           "One step is left: the link shows this once more and has a button. It works for three "
           "days, and seats go to who presses it first. If it was not you, do nothing: without the "
           "button nobody is registered, and we forget the address."));
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena, lang_text(out->lang, N_("Please confirm: {event}")),
                             "event", event->title, NULL),
        .body = lang_fill(cx->arena, text, "event", event->title, NULL),
        .action = lang_text(out->lang, N_("Look and confirm")),
        .url = arena_printf(cx->arena, "/registrations/confirm/%s",
                            mail_argument(cx, row, "token")),
        .reason = lang_text(out->lang,
                            N_("You get this because this address was written into our form.")),
    };
    return true;
}

const MailKind MAIL_REGISTRATION_CONFIRM = {.name = "registration.confirm",
                                            .label = N_("Confirm a registration"),
                                            .priority = 1,
                                            .compose = compose_confirm};
