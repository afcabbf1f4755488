/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "subscription/subscription.h"

#include "alliance/consent.h"
#include "alliance/leaving.h"
#include "alliance/person.h"
#include "alliance/setting.h"
#include "alliance/welcome.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "lang/lang.h"
#include "web/session.h"

#include "subscription/subscription.sql.h"

#define ERASE_AT_ONCE 200 /* more are taken by the next day's run */

static const DbType REQUEST = DB_TYPE(
    SubscriptionRequest, DB_FIELD(SubscriptionRequest, id),
    DB_FIELD(SubscriptionRequest, created_at), DB_FIELD(SubscriptionRequest, email),
    DB_FIELD(SubscriptionRequest, purposes), DB_FIELD(SubscriptionRequest, language),
    DB_FIELD(SubscriptionRequest, evidence));

static const DbType SUBSCRIBER = DB_TYPE(
    Subscriber, DB_FIELD(Subscriber, id), DB_FIELD(Subscriber, answered_at),
    DB_FIELD(Subscriber, email), DB_FIELD(Subscriber, name), DB_FIELD(Subscriber, language),
    DB_FIELD(Subscriber, purpose), DB_FIELD(Subscriber, source));

void
subscription_ask(Ctx *cx, const char *email, const char *purposes)
{
    const char *address = text_fold_email(cx->arena, email), *token = session_token(cx);
    const char *language = cx->lang->code;
    int64_t n = db_run(cx, &SQL_subscription_insert,
                       DB_ARGS(secret_hash(cx->arena, token), address, purposes, language,
                               cx->request_id, cx->now, cx->now + SUBSCRIPTION_SECONDS,
                               (int64_t)SUBSCRIPTION_MOST));
    if (n == 0)
        return;
    const MailArgument arguments[] = {
        {.name = "alliance", .value = settings(cx)->name},
        {.name = "purposes", .value = purposes},
        {.name = "token", .value = token, .secret = true},
        {0},
    };
    /* Whether there is a record must not show: the mail is nobody's yet. */
    mail_queue(cx, &MAIL_SUBSCRIBE, 0, address, language, arguments);
}

const SubscriptionRequest *
subscription_find(Ctx *cx, const char *token)
{
    return db_one(cx, &SQL_subscription_find, &REQUEST,
                  DB_ARGS(secret_hash(cx->arena, token), cx->now));
}

int64_t
subscription_erased_at(Ctx *cx, const SubscriptionRequest *request)
{
    const Person *person = person_find_email(cx, request->email);
    const Erasure *erasure = person != NULL ? erasure_find(cx, person->id) : NULL;
    return erasure != NULL ? erasure->due_at : 0;
}

/* The record of the address; 0: it was made at the same moment. */
static int64_t
record_of(Ctx *cx, const SubscriptionRequest *request)
{
    const Person *person = person_find_email(cx, request->email);
    if (person != NULL)
        return person->id;
    return person_insert(cx, &(Person){.email = request->email,
                                       .name = "",
                                       .language = request->language,
                                       .zone = settings(cx)->zone,
                                       .joined_at = cx->now,
                                       .left_at = cx->now});
}

int64_t
subscription_confirm(Ctx *cx, const SubscriptionRequest *request)
{
    int64_t id = record_of(cx, request);
    if (id == 0)
        return 0;
    const ConsentSource source = {
        .source = "subscribe",
        .evidence = arena_printf(cx->arena, "form %s, link in a mail, %s", request->evidence,
                                 cx->request_id),
        .language = cx->lang->code,
    };
    bool is_first = welcome_is_due(cx, id), is_new = false;
    g_auto(GStrv) names = g_strsplit(request->purposes, ",", -1);
    for (char **name = names; *name != NULL; name++) {
        const Purpose *purpose = purpose_find(*name);
        if (purpose != NULL && purpose->open)
            is_new |= consent_answer(cx, id, purpose, true, &source);
    }
    if (is_first && is_new)
        welcome_subscriber(cx, id);
    session_note_seen(cx, id);
    db_run(cx, &SQL_subscription_delete_email, DB_ARGS(request->email));
    return id;
}

/* To which who is no member may agree: these are mails. */
static const char *
open_purposes(Arena *arena)
{
    GString *names = arena_string(arena, 64);
    g_string_append_c(names, ',');
    for (const Purpose *purpose = PURPOSES; purpose->name != NULL; purpose++)
        if (purpose->open)
            g_string_append_printf(names, "%s,", purpose->name);
    return names->str;
}

SubscriberSpan
subscription_list(Ctx *cx, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;
    return DB_SPAN(SubscriberSpan, db_all(cx, &SQL_subscription_list, &SUBSCRIBER,
                                          DB_ARGS(cx->now, open_purposes(cx->arena),
                                                  (int64_t)LIMIT_PAGE_ROWS, offset)));
}

int64_t
subscription_count(Ctx *cx)
{
    return db_count(cx, &SQL_subscription_count, DB_ARGS(cx->now, open_purposes(cx->arena)));
}

/* Nothing is done with such a record any more, and no report of the past counts it. */
static int64_t
erase_idle(Ctx *cx)
{
    const DbIds idle = db_ids(cx, &SQL_subscription_list_idle,
                              DB_ARGS(cx->now - SUBSCRIPTION_IDLE, (int64_t)ERASE_AT_ONCE));
    for (size_t i = 0; i < idle.n; i++) {
        const Person *person = person_find(cx, idle.at[i]);
        if (person != NULL)
            erasure_run(cx, person);
    }
    return (int64_t)idle.n;
}

int64_t
subscription_clean(Ctx *cx)
{
    return db_run(cx, &SQL_subscription_delete_expired, DB_ARGS(cx->now)) + erase_idle(cx);
}

/* ---- the mail ---- */

/* What was ticked, in the words of the form, a paragraph each. */
static const char *
ticked_words(const Html *out, const char *purposes)
{
    GString *words = arena_string(out->arena, 128);
    g_auto(GStrv) names = g_strsplit(purposes, ",", -1);
    for (char **name = names; *name != NULL; name++) {
        const Purpose *purpose = purpose_find(*name);
        if (purpose != NULL)
            g_string_append_printf(words, "%s• %s", words->len > 0 ? "\n\n" : "",
                                   lang_text(out->lang, purpose->wording));
    }
    return words->str;
}

static bool
compose_subscribe(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *alliance = mail_argument(cx, row, "alliance");
    const char *text = lang_text(
        out->lang,
        N_("Hello,\n\n"
           "somebody, probably you, would like to have mails of {alliance} sent to this "
           "address:\n\n"
           "{purposes}\n\n"
           "One step is left: the link shows this once more and has a button. It works for a week. "
           "If it was not you, do nothing: without the button we send nothing and forget the "
           "address."));
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena, lang_text(out->lang, N_("Please confirm: {alliance}")),
                             "alliance", alliance, NULL),
        .body = lang_fill(cx->arena, text, "alliance", alliance, "purposes",
                          ticked_words(out, mail_argument(cx, row, "purposes")), NULL),
        .action = lang_text(out->lang, N_("Look and confirm")),
        .url = arena_printf(cx->arena, "/subscribe/%s", mail_argument(cx, row, "token")),
        .reason = lang_text(out->lang, N_("You get this mail because somebody filled in the form "
                                          "\"Subscribe\" with your address.")),
    };
    return true;
}

const MailKind MAIL_SUBSCRIBE = {.name = "subscribe",
                                 .label = N_("Link for subscribing"),
                                 .priority = 0,
                                 .compose = compose_subscribe};
