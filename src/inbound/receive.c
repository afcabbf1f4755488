/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/contribution.h"
#include "alliance/mailing_count.h"
#include "alliance/setting.h"
#include "alliance/task.h"
#include "base/limits.h"
#include "base/text.h"
#include "inbound/inbound.h"
#include "inbound/inbound.sql.h"
#include "inbound/reach.h"
#include "inbound/verdict.h"
#include "lang/lang.h"
#include "web/app.h"

#include <string.h>

#define IDENTITY_SIZE 16 /* bytes of the digest */
#define MAX_HELD 500     /* more that wait for a decision are a flood, and nobody would read them */

/* What became of a message: the row that is written. */
typedef struct Taken {
    const Envelope *envelope;
    Letter letter;
    MailAddress address; /* .purpose "": it has no meaning */
    bool is_plain;       /* a group's or the library's own, which anybody can know */
    const Person *sender;
    bool sealed; /* what it says is kept nowhere */
    const char *class, *state, *note, *words;
    int64_t item_id;
} Taken;

/* ---- to whom ---- */

/* The alliance's own address: reports without a signed one, and what people write to it. */
static bool
is_desk(Ctx *cx, const char *address)
{
    const char *own = settings(cx)->mail_from;
    return *own != '\0' && g_ascii_strcasecmp(address, own) == 0;
}

/* The group whose slug stands before the "@" of the alliance's own domain; 0: none. */
static int64_t
find_group(Ctx *cx, const char *address)
{
    const char *at = strrchr(address, '@'), *own = strrchr(settings(cx)->mail_from, '@');
    if (at == NULL || own == NULL || g_ascii_strcasecmp(at, own) != 0)
        return 0;
    g_autofree char *slug = g_ascii_strdown(address, at - address);
    return db_count(cx, &SQL_inbound_find_group, DB_ARGS(slug));
}

/* Where everybody sends what the library is to have. */
static bool
is_library(Ctx *cx, const char *address)
{
    const char *own = contribution_address(cx);
    return own != NULL && g_ascii_strcasecmp(address, own) == 0;
}

/* What stands in the address: false: it is nobody's here. */
static bool
open_address(Ctx *cx, const char *address, Taken *taken)
{
    if (mail_address_open(cx->app->key, address, &taken->address))
        return true;
    taken->address = (MailAddress){.purpose = ""};
    if (is_desk(cx, address))
        return true;
    int64_t group = find_group(cx, address);
    if (group != 0)
        taken->address = (MailAddress){MAIL_TOPIC, group, 0};
    else if (is_library(cx, address))
        taken->address = (MailAddress){MAIL_LIBRARY, 0, 0};
    taken->is_plain = *taken->address.purpose != '\0';
    return taken->is_plain;
}

bool
inbound_is_ours(Ctx *cx, const char *address)
{
    Taken taken = {0};
    return open_address(cx, address, &taken);
}

/* ---- once ---- */

/* A message without a Message-ID is known by its bytes. */
static const char *
identity_of(Ctx *cx, const Envelope *envelope, const Letter *letter, Bytes message)
{
    static const uint8_t no_key[SECRET_SIZE];
    uint8_t digest[SECRET_SIZE];
    Bytes id = {letter->message_id, strlen(letter->message_id)};
    g_autofree char *to = g_ascii_strdown(envelope->to, -1);
    const Bytes parts[] = {
        {to,           strlen(to)          },
        {letter->from, strlen(letter->from)},
        id.n > 0 ? id : message,
    };
    secret_mac(no_key, parts, G_N_ELEMENTS(parts), digest);
    return secret_encode(cx->arena, digest, IDENTITY_SIZE);
}

/* ---- round in circles ---- */

/* A mail of ours that came back as it was, or one that has seen too many servers. */
static bool
is_loop(Ctx *cx, const Letter *letter)
{
    const char *host = strstr(cx->app->base_url, "://");
    g_autofree char *ours = g_strdup_printf("@%.*s", (int)strcspn(host + 3, ":/"), host + 3);
    bool is_own = is_desk(cx, letter->from) && g_str_has_suffix(letter->message_id, ours);
    return is_own || letter->n_received > LIMIT_LETTER_HOPS ||
           letter->n_delivered > LIMIT_LETTER_HOPS;
}

/* ---- reports ---- */

/* The mail of ours that the report is about: only its receiver can know.  0: none that is sure. */
static int64_t
reported_mail(Ctx *cx, const Taken *taken)
{
    if (strcmp(taken->address.purpose, MAIL_BOUNCE) == 0)
        return taken->address.number;
    const char *name = taken->letter.returned_id, *dot = strchr(name, '.');
    if (dot == NULL)
        return 0;
    return db_count(cx, &SQL_inbound_mail_by_name,
                    DB_ARGS(g_ascii_strtoll(name, NULL, 10), g_ascii_strtoll(dot + 1, NULL, 10)));
}

static void
take_report(Ctx *cx, Taken *taken, const Bounce *bounce)
{
    int64_t mail = reported_mail(cx, taken);
    const char *ours = mail != 0 ? db_string(cx, &SQL_inbound_mail_address, DB_ARGS(mail)) : NULL;
    const char *address = ours != NULL ? ours : bounce->recipient;
    taken->class = bounce_class_name(bounce->class);
    taken->words = bounce->said;
    taken->state = "done";
    taken->note = bounce->reason;
    if (*address != '\0')
        reach_note(cx, address, bounce, ours != NULL);
    /* What is late may still arrive. */
    if (ours != NULL && strcmp(bounce->reason, REASON_DELAY) != 0)
        db_run(cx, &SQL_inbound_came_back, DB_ARGS(mail, taken->class, bounce->said, cx->now));
}

/* ---- answers ---- */

static void
drop(Taken *taken, const char *class, const char *note)
{
    taken->class = class;
    taken->state = "dropped";
    taken->note = note;
}

/* Whoever may act by this address did not send it, or nobody may: the secretariat decides. */
static void
hold(Ctx *cx, Taken *taken, const char *note)
{
    if (inbound_count_held(cx) >= MAX_HELD) {
        drop(taken, taken->class, N_("Too many mails wait for a decision."));
        return;
    }
    taken->state = "held";
    taken->note = note;
    const char *subject = *taken->letter.subject != '\0' ? taken->letter.subject
                                                         : taken->letter.from;
    bool has_task = taken->item_id == 0 && db_count(cx, &SQL_inbound_count_task, DB_NO_ARGS) > 0;
    if (!has_task)
        task_open(cx, "inbound.review", taken->item_id, 0, "secretariat", subject);
}

/* Tell who sent it what was not done, so that nobody believes it was, and give the words back. */
static void
tell(Ctx *cx, const Taken *taken, bool partly)
{
    const Person *sender = taken->sender;
    mail_queue(cx, &MAIL_INBOUND_ANSWER, sender != NULL ? sender->id : 0,
               sender != NULL ? sender->email : taken->letter.from,
               sender != NULL ? sender->language : settings(cx)->language,
               (const MailArgument[]){
                   {"note", taken->note},
                   {"subject", taken->letter.subject},
                   {"words", partly ? "" : text_shorten(cx->arena, taken->words, LIMIT_TEXT),
                    taken->sealed},
                   {"partly", partly ? "yes" : ""},
                   {0}
    });
}

/* Of what nobody can decide later hears the one for whom the address was made; without its words,
   which may be somebody else's. */
static void
tell_owner(Ctx *cx, const Taken *taken, const Meaning *meaning)
{
    if (taken->address.person_id == 0 && meaning->doubted != NULL)
        meaning->doubted(cx, taken->address.number, taken->letter.from);
    const Person *owner = person_find(cx, taken->address.person_id);
    if (owner == NULL)
        return;
    mail_queue(cx, &MAIL_INBOUND_ANSWER, owner->id, owner->email, owner->language,
               (const MailArgument[]){
                   {"note", taken->note},
                   {"subject", taken->letter.subject},
                   {"words", ""},
                   {"partly", ""},
                   {0}
    });
}

/* Was the address made for who wrote? */
static bool
is_for_sender(Ctx *cx, const Taken *taken, const Meaning *meaning)
{
    if (taken->address.person_id == 0 && meaning->is_from != NULL)
        return meaning->is_from(cx, taken->address.number, taken->letter.from);
    return taken->sender != NULL && taken->sender->id == taken->address.person_id;
}

/* Why a mail from this sender does not act by the address that it came to; NULL: it does.  Who
 * writes to an address that anybody can know is its sender, as far as that can be known. */
static const char *
find_doubt(Ctx *cx, const Taken *taken, const Meaning *meaning)
{
    if (taken->is_plain && taken->sender == NULL)
        return N_("Its sender is not known here.");
    if (!taken->is_plain && !is_for_sender(cx, taken, meaning))
        return N_("It did not come from the person for whom the address was made.");
    const char *authority = settings(cx)->authserv_id;
    if (*authority == '\0')
        return NULL;
    switch (verdict_read(cx->arena, taken->letter.results, authority)) {
    case VERDICT_GOOD: return NULL;
    case VERDICT_BAD: return N_("Our mail server found that its sender may be forged.");
    case VERDICT_MISSING:
        return N_("Our mail server did not say whether its sender is forged. Is its name right in "
                  "the settings?");
    }
    g_assert_not_reached();
}

static void
take_answer(Ctx *cx, Taken *taken, const Meaning *meaning)
{
    taken->class = "answer";
    taken->item_id = meaning->item(cx, taken->address.number);
    const char *doubt = find_doubt(cx, taken, meaning);
    if (doubt != NULL && taken->sealed) {
        drop(taken, taken->class, doubt);
        tell_owner(cx, taken, meaning);
        return;
    }
    if (doubt != NULL) {
        hold(cx, taken, doubt);
        return;
    }
    const Arrival arrival = {.address = &taken->address,
                             .subject = taken->letter.subject,
                             .words = taken->words,
                             .doubtful = taken->is_plain && *settings(cx)->authserv_id == '\0',
                             .files = taken->letter.files,
                             .calendar = taken->letter.calendar};
    int64_t person = taken->is_plain ? taken->sender->id : taken->address.person_id;
    MeaningOutcome outcome = meaning_run_as(cx, meaning, person, &arrival, &taken->note);
    taken->state = outcome == MEANING_REFUSED ? "refused" : "done";
    if (outcome != MEANING_DONE)
        tell(cx, taken, outcome == MEANING_PARTLY);
}

/* Somebody wrote, and it may be because of a mail to many. */
static void
take_words(Ctx *cx, Taken *taken, const Meaning *meaning)
{
    mailing_count_answer(cx, taken->letter.in_reply_to);
    if (meaning != NULL) {
        take_answer(cx, taken, meaning);
        return;
    }
    taken->class = "letter";
    hold(cx, taken, N_("Somebody wrote to the alliance's own address."));
}

/* ---- all kinds ---- */

static bool
is_from_list(const Letter *letter)
{
    return letter->is_list || strcmp(letter->precedence, "bulk") == 0 ||
           strcmp(letter->precedence, "junk") == 0 || strcmp(letter->precedence, "list") == 0;
}

/* A calendar says of itself that nobody wrote it, and is right; it was told by its owner. */
static bool
is_calendars(const Taken *taken)
{
    return *taken->letter.calendar != '\0' &&
           strcmp(taken->address.purpose, MAIL_REGISTRATION_ANSWER) == 0;
}

static void
take(Ctx *cx, Taken *taken)
{
    const Letter *letter = &taken->letter;
    Bounce bounce = bounce_classify(cx->arena, letter, *taken->envelope->from == '\0');
    TrimKind kind;
    taken->words = trim_reply(cx->arena, letter->text, &kind);
    const Meaning *meaning = meaning_find(taken->address.purpose);
    taken->sealed = meaning != NULL && meaning->sealed;
    if (is_loop(cx, letter))
        drop(taken, "loop", N_("It went round in circles."));
    else if (db_count(cx, &SQL_inbound_is_blocked, DB_ARGS(letter->from)) > 0)
        drop(taken, "letter", N_("Its sender is blocked."));
    else if (bounce.class == BOUNCE_AUTO_REPLY && !is_calendars(taken))
        drop(taken, bounce_class_name(bounce.class), bounce.reason);
    else if (bounce.class != BOUNCE_NONE && bounce.class != BOUNCE_AUTO_REPLY)
        take_report(cx, taken, &bounce);
    else if (letter->is_report || strcmp(taken->address.purpose, MAIL_BOUNCE) == 0)
        drop(taken, "letter", N_("It came to an address for reports, and is none of a failure."));
    else if (is_from_list(letter))
        drop(taken, "list", N_("It came from a mailing list."));
    else
        take_words(cx, taken, meaning);
}

static const char *
file_names(Arena *arena, LetterFileSpan files)
{
    GString *names = arena_string(arena, 100);
    for (size_t i = 0; i < files.n; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? "\n" : "",
                               *files.at[i].name != '\0' ? files.at[i].name : files.at[i].type);
    return names->str;
}

static void
insert(Ctx *cx, const Taken *taken, const char *identity, Bytes message)
{
    const Letter *letter = &taken->letter;
    db_insert(cx, &SQL_inbound_insert,
              DB_ARGS(identity, cx->now, text_shorten(cx->arena, taken->envelope->from, LIMIT_LINE),
                      taken->envelope->to, letter->from, letter->from_name,
                      text_shorten(cx->arena, letter->subject, LIMIT_LINE), taken->class,
                      taken->state, taken->note, taken->sealed ? "" : taken->words,
                      taken->sealed ? "" : file_names(cx->arena, letter->files),
                      taken->address.purpose, taken->address.number,
                      DB_OR_NULL(taken->address.person_id),
                      DB_OR_NULL(taken->sender != NULL ? taken->sender->id : 0),
                      DB_OR_NULL(taken->item_id),
                      ((Bytes){message.at, taken->sealed ? 0 : MIN(message.n, LIMIT_LETTER_RAW)})));
}

static InboundOutcome
refuse(LetterFault fault, const char **ret_words)
{
    *ret_words = letter_fault_words(fault);
    return fault == LETTER_LARGE ? INBOUND_LARGE : INBOUND_BAD;
}

/* Whose address stands in From; or NULL. */
static const Person *
find_sender(Ctx *cx, const char *from)
{
    const Person *person = *from != '\0' ? person_find_email(cx, from) : NULL;
    if (person != NULL)
        return person;
    const char *address = text_fold_email(cx->arena, from);
    return person_find(cx, db_count(cx, &SQL_inbound_find_other_address, DB_ARGS(address)));
}

InboundOutcome
inbound_receive(Ctx *cx, const Envelope *envelope, Bytes message, const char **ret_words)
{
    Taken taken = {.envelope = envelope, .address.purpose = "", .note = ""};
    *ret_words = "there is no such address here";
    if (!open_address(cx, envelope->to, &taken))
        return INBOUND_NO_USER;
    LetterFault fault = letter_read(cx->arena, message, &taken.letter);
    if (fault != LETTER_OK)
        return refuse(fault, ret_words);
    const char *identity = identity_of(cx, envelope, &taken.letter, message);
    *ret_words = "it was taken before";
    if (db_count(cx, &SQL_inbound_has, DB_ARGS(identity)) > 0)
        return INBOUND_AGAIN;

    taken.sender = find_sender(cx, taken.letter.from);
    take(cx, &taken);
    insert(cx, &taken, identity, message);
    *ret_words = strcmp(taken.class, "loop") == 0 ? "it goes round in circles" : "it was taken";
    return strcmp(taken.class, "loop") == 0 ? INBOUND_LOOP : INBOUND_TAKEN;
}
