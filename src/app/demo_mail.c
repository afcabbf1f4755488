/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who takes the demo's newsletter, what became of its mails, and mail that came in: read by what
 * reads real mail, so that each page of the desk shows what it would show.
 */
#include "alliance/consent.h"
#include "alliance/item.h"
#include "alliance/mailing_count.h"
#include "alliance/person.h"
#include "app/app.sql.h"
#include "app/demo.h"
#include "base/moment.h"
#include "inbound/inbound.h"
#include "mailing/mailing.h"
#include "web/app.h"

#include <string.h>

#define ISSUE "2016-year-end"
#define DOMAIN "example.org"
#define EVERY 12                           /* members of whom one takes the newsletter */
#define SENT_AT ((int64_t)1483088400)      /* 30 December 2016, 09:00 UTC */
#define SUBSCRIBED ((int64_t)1420070400)   /* 1 January 2015: the first subscriber */
#define BETWEEN (37 * (int64_t)MOMENT_DAY) /* two who subscribe */

static const char *const subscribers[] = {
    "amani.reads@example.org",      "librarian@university.example", "desk@ministry.example",
    "journalist@daily.example",     "funder@foundation.example",    "claire.lit@example.org",
    "student.one@example.org",      "student.two@example.org",      "policy@ngo.example",
    "researcher@institute.example", "retired.worker@example.org",   "teacher@college.example",
    "moved.away@example.org",       "full.box@example.org",         "training@centre.example",
};

/* ---- who takes it ---- */

typedef struct Joined {
    int64_t id, joined_at;
} Joined;

static const DbType JOINED = DB_TYPE(Joined, DB_FIELD(Joined, id), DB_FIELD(Joined, joined_at));

static void
answer(Ctx *cx, int64_t person_id, int64_t at, bool given, const char *source)
{
    const ConsentSource how = {source, "demo", "en"};
    cx->now = at;
    consent_note(cx, person_id, purpose_find("newsletter"), given, &how);
}

static int64_t
subscribe(Ctx *cx, size_t i)
{
    int64_t at = SUBSCRIBED + (int64_t)i * BETWEEN;
    int64_t id = person_insert(cx, &(Person){.email = subscribers[i],
                                             .name = "",
                                             .language = i % 5 == 0 ? "fr" : "en",
                                             .zone = "UTC",
                                             .joined_at = at,
                                             .left_at = at,
                                             .is_demo = true});
    if (id != 0)
        answer(cx, id, at, true, "subscribe");
    return id;
}

static void
build_readers(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_app_demo_members, &JOINED, DB_ARGS((int64_t)EVERY));
    const Joined *members = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        answer(cx, members[i].id, members[i].joined_at, true, "join");
    for (size_t i = 0; i < G_N_ELEMENTS(subscribers); i++)
        subscribe(cx, i);
    cx->now = DEMO_NOW;
}

/* ---- mail that comes in ---- */

/* The mail with this number, and for whom it was. */
typedef struct Sent {
    int64_t id, person_id;
    const char *message_id, *address;
} Sent;

static const DbType SENT = DB_TYPE(Sent, DB_FIELD(Sent, id), DB_FIELD(Sent, person_id),
                                   DB_FIELD(Sent, message_id), DB_FIELD(Sent, address));

static void
arrive(Ctx *cx, const char *from, const char *to, const char *message)
{
    const char *words = NULL;
    const Viewer before = cx->me;
    cx->me = (Viewer){0};
    inbound_receive(cx, &(Envelope){from, to}, (Bytes){message, strlen(message)}, &words);
    cx->me = before;
}

/* What a mail server writes back about one of the mails. */
static void
come_back(Ctx *cx, const Sent *mail, const char *status, const char *said)
{
    const char *to = mail_address_sign(cx->arena, cx->app->key, MAIL_BOUNCE, mail->id,
                                       mail->person_id, DOMAIN);
    const char *report = arena_printf(
        cx->arena,
        "From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered mail (demo)\r\n"
        "Message-ID: <demo-report-%" PRId64 "@mx.example>\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\n\r\nYour mail could not be delivered.\r\n--b\r\n"
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: %s\r\n"
        "Diagnostic-Code: smtp; 550 %s %s\r\n\r\n--b--\r\n",
        mail->id, mail->address, status, status, said);
    arrive(cx, "", to, report);
}

/* An answer to what was sent to @mail's reader about the issue. */
static void
write_back(Ctx *cx, const Sent *mail, int64_t item_id, const char *from, const char *words)
{
    const char *to = mail_address_sign(cx->arena, cx->app->key, MAIL_COMMENT, item_id,
                                       mail->person_id, DOMAIN);
    const char *message = arena_printf(
        cx->arena,
        "From: %s\r\nSubject: Re: What we did together in 2016\r\n"
        "Message-ID: <demo-answer-%" PRId64 "-%s>\r\nIn-Reply-To: <%s@" DOMAIN ">\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n\r\n"
        "On 30 December 2016 the alliance wrote:\r\n> What we did together in 2016\r\n",
        from, mail->id, from, mail->message_id, words);
    arrive(cx, from, to, message);
}

/* ---- the mailing ---- */

static const Sent *
mail_to(Ctx *cx, int64_t mailing_id, const char *address)
{
    return db_one(cx, &SQL_app_demo_mail_to, &SENT, DB_ARGS(mailing_id, address));
}

/* What readers did, and what came back. */
static void
build_outcome(Ctx *cx, int64_t mailing_id, int64_t item_id)
{
    const char *mark = arena_printf(cx->arena, "%" PRId64, mailing_id);
    const Sent *moved = mail_to(cx, mailing_id, "moved.away@example.org");
    const Sent *full = mail_to(cx, mailing_id, "full.box@example.org");
    const Sent *gone = mail_to(cx, mailing_id, "student.two@example.org");
    const Sent *editor = mail_to(cx, mailing_id, DEMO_LOGINS[1].email);
    if (moved == NULL || full == NULL || gone == NULL || editor == NULL)
        return; /* the database has failed */
    come_back(cx, moved, "5.1.1", "no such user here (demo)");
    come_back(cx, full, "4.2.2", "the mailbox is full (demo)");
    answer(cx, gone->person_id, SENT_AT + MOMENT_DAY, false, "unsubscribe");
    cx->now = DEMO_NOW;
    mailing_count_ended(cx, mark);
    write_back(cx, editor, item_id, DEMO_LOGINS[1].email,
               "A demo: thank you all. I wrote this by answering the mail.");
    write_back(cx, editor, item_id, "somebody.else@example.net",
               "A demo: this was passed on to me, and I would like to say something, too.");
}

/* The issue went to all who had agreed on the day it came out. */
void
demo_build_mail(Ctx *cx)
{
    build_readers(cx);
    const Item *issue = item_find(cx, "newsletter", ISSUE);
    DbRows rows = db_all(cx, &SQL_app_demo_readers, &JOINED, DB_NO_ARGS);
    const Joined *readers = rows.at;
    int64_t *ids = arena_array_of(cx->arena, int64_t, MAX(rows.n, 1));
    for (size_t i = 0; i < rows.n; i++)
        ids[i] = readers[i].id;
    if (issue == NULL)
        return;
    cx->now = SENT_AT;
    int64_t id = mailing_insert(
        cx, &(MailingPlan){
                .item_id = issue->id, .kind = issue->kind, .filter = "", .send_at = SENT_AT});
    mailing_queue_to(cx, mailing_find(cx, id), ids, rows.n, true);
    cx->now = DEMO_NOW;
    db_run(cx, &SQL_app_demo_mails_went, DB_ARGS(id, SENT_AT));
    build_outcome(cx, id, issue->id);
}
