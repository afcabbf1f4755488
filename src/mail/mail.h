/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * mail - what goes out: queued with the transaction, composed when it is sent.
 *
 * A feature declares each of its mails as a MailKind with a function that
 * writes subject and text in the reader's language; text and HTML of the whole
 * mail are made from the same paragraphs.  The same function shows the mail in
 * the desk, so what is read there is what is sent.
 *
 * Secrets (a sign-in link's token) are kept apart from the other arguments and
 * emptied when the mail was sent or when they have grown too old; mail_find()
 * never reads them.
 *
 * Read with: outbox.c (the queue), message.c (MIME), smtp.h (the wire).
 */
#pragma once
#include "db/ctx.h"
#include "mail/dkim.h"
#include "mail/quiet.h"
#include "render/html.h"

#define MAIL_PRIORITIES 10 /* 0 to 9 */

/* Files in the memory of one run of the sender, bytes; one larger one goes alone.  A mail on its
 * way needs some three times its files more: what is sent and what is signed of it, in base64. */
#define MAIL_FILES_MOST (16 * 1024 * 1024)

typedef struct OutboxMail {
    int64_t id, person_id, created_at, send_at, sent_at, attempts, priority;
    int64_t links_n;        /* of its reader, see alliance/standing_link.h */
    const char *message_id; /* left part of the Message-ID, the same at every attempt */
    const char *template;   /* name of its MailKind */
    const char *address, *language;
    const char *name;       /* of its reader, "" if there is no record */
    const char *zone;       /* the reader's IANA time zone, "UTC" if unknown */
    const char *country;    /* and country (ISO 3166-1 alpha-2), "" if unknown */
    const char *argument;   /* JSON */
    const char *secret;     /* JSON; "" unless the mail is being sent */
    const char *state;      /* waiting, sending, sent, failed, held, kept */
    const char *last_error; /* the server's words, or NULL */
} OutboxMail;

typedef struct OutboxSpan {
    const OutboxMail *at;
    size_t n;
} OutboxSpan;

/** What makes a mail a part of an exchange, that can be answered and ended. */
typedef struct MailExchange {
    const char *answers;     /* purpose of mail/address.h that an answer has, or NULL */
    int64_t answers_number;  /* and about which row */
    const char *thread;      /* "item-39": the mails of one stand together in a mailbox; or NULL */
    const char *list;        /* "item-39.comments": what the reader can end, or NULL; then: */
    const char *end_path;    /* the path at which it is ended, before a token */
    const char *end_use;     /* and what the token is for (alliance/standing_link.h) */
    const char *fewer_path;  /* the path at which the reader chooses how often, or NULL; then: */
    const char *fewer_use;   /* what its token is for */
    const char *fewer_label; /* N_(), what the link says */
} MailExchange;

/** What a mail brings for the reader's calendar (iTIP, RFC 5546). */
typedef struct MailInvitation {
    const char *method;   /* "REQUEST", "CANCEL"; NULL: nothing */
    const char *calendar; /* the text of it */
} MailInvitation;

/** A file that goes along.  Whoever writes the mail only says which: it is read when the mail is
 *  about to be sent (mail_read_files()), since many may wait. */
typedef struct MailFile {
    const char *name; /* as its receiver saves it */
    const char *type; /* media type, parameters behind it or not */
    int64_t size;     /* bytes */
    int64_t number;   /* which one, for: */
    Bytes (*read)(Ctx *cx, int64_t number);
    Bytes content; /* .at is NULL until it was read */
} MailFile;

typedef struct MailFileSpan {
    const MailFile *at;
    size_t n;
} MailFileSpan;

/** A picture inside of a mail, which its HTML shows as <img src="cid:NAME">: it is asked of nobody,
 * so nobody learns who looks.  A small one, since each mail has it. */
typedef struct MailPicture {
    const char *name; /* of its Content-ID (RFC 2392): ASCII, "portrait.1a2b@baraza" */
    const char *type; /* media type */
    Bytes content;
} MailPicture;

typedef struct MailPictureSpan {
    const MailPicture *at;
    size_t n;
} MailPictureSpan;

/** What a kind of mail writes; all in the arena. */
typedef struct MailDraft {
    const char *subject;   /* one line */
    const char *preheader; /* what lists of mails show behind the subject; NULL: the body begins */
    const char *body;      /* plain paragraphs, an empty line between them */
    SafeHtml html;         /* the body as HTML where plain paragraphs are not enough, or empty */
    const char *action;    /* what the link does: "Sign in"; or NULL */
    const char *url;       /* a path of this site ("/desk") or a whole address, or NULL */
    const char *reason;    /* last line: why the reader gets this */
    MailExchange exchange; /* of which it is a part; all NULL: of none */
    MailInvitation invitation;
    MailPictureSpan pictures; /* that .html shows */
    MailFileSpan files;       /* none for a circular */
} MailDraft;

/** One kind of mail: a constant of the feature that sends it. */
typedef struct MailKind {
    const char *name;  /* in the database: "sign-in" */
    const char *label; /* N_(), what it is, for the desk */
    int priority;      /* 0 goes first; usual: 5; to many: 8 */
    /** Write the mail in out->lang for out->zone; arguments by mail_argument().  Return false when
     *  there is nothing to say any more: then it is not sent. */
    bool (*compose)(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft);
    /** The purpose that its reader must agree to (alliance/consent.h): then it belongs to a list of
     *  that name and can be ended by one click.  NULL: the reader's own business. */
    const char *list;
    const char *archive; /* path at which the list's earlier mails can be read, or NULL */
    /** Of @row it reads only language, argument, and the name, which it writes as it is: then it is
     *  composed once for many (mail/circular.h). */
    bool is_circular;
    /** In the reader's quiet hours it waits for the morning (docs/decisions/0040-pace.md).  Never
     *  for what somebody has just asked for or done. */
    bool waits;
} MailKind;

/** A mail that is about to be written. */
typedef struct MailTurn {
    const OutboxMail *row;
    const char *list; /* of its kind, or NULL */
    bool bounces;     /* mails came back from its address, and nobody waits for this one */
    bool agrees;      /* its reader, to the list; true without one */
} MailTurn;

/** Who sends: the same for every mail of an instance. */
typedef struct MailSender {
    const char *smtp_url; /* mail servers as in mail/smtp.h, best first, blanks between; "": mail is
                             kept in the desk */
    const char *address;  /* From */
    const char *name;     /* of the alliance */
    const char *base_url; /* "https://alliance.example"; its host is in every Message-ID */
    const char *language; /* the alliance's own: its pages have no prefix */
    /** The path at which the reader of @row says what may be sent; NULL for who has no record.
     *  The hook may be NULL. */
    const char *(*preferences)(Ctx *cx, const OutboxMail *row);
    /** The path at which the reader of @row ends @list; NULL for who has no record.  Needed for
     * kinds with a list. */
    const char *(*unsubscribe)(Ctx *cx, const OutboxMail *row, const char *list);
    /** The token of the reader of @row for @use, as MailExchange.end_use; needed for exchanges with
     * a list. */
    const char *(*token)(Ctx *cx, const OutboxMail *row, const char *use);
    /** Find out of each whether it may go, in as many statements for one as for a thousand; NULL:
     *  all may. */
    void (*screen)(Ctx *cx, MailTurn *turns, size_t n);
    const char *returns_to; /* domain at which reports of mail servers reach us: then each mail has
                               an envelope sender of its own (VERP); NULL: they go to .address */
    const uint8_t *key;     /* the instance's, which signs these */
    /** The instance's time now, which a long run asks again and again; NULL: it is cx->now. */
    int64_t (*clock)(const Ctx *cx);
    Dkim dkim;
    struct Memo *memo;         /* keeps what is the same in many mails (db/memo.h), or NULL */
    struct Underway *underway; /* what this process has claimed (mail/underway.h), or NULL */
    struct Relays *relays;     /* which servers are away (mail/relays.h), or NULL */
    Quiet quiet;               /* the readers' hours; none: all zero */
    bool paces; /* by destination, at @rates as pace_of() of mail/pace.h reads them */
    const char *rates;
    int patience; /* seconds that the server may take for one mail; 0: usual */
} MailSender;

/** A whole mail, ready to be read or sent; in the arena. */
typedef struct Mail {
    const char *subject;     /* one line */
    const char *text;        /* complete, plain, lines of at most 76 characters but for addresses */
    const char *html;        /* complete, below 30 kB unless it brings the text of a file */
    const char *list;        /* it belongs to, or NULL; then: */
    const char *unsubscribe; /* whole address that ends it */
    const char *archive;     /* whole address of its earlier mails, or NULL */
    const char *reply_to;    /* address that says what an answer means, or NULL */
    const char *thread;      /* as in MailExchange */
    MailInvitation invitation;
    MailPictureSpan pictures; /* that .html shows */
    MailFileSpan files;
} Mail;

/** What a mail is about. */
typedef struct MailArgument {
    const char *name, *value;
    bool secret; /* emptied once sent, masked in the desk */
} MailArgument;

/** Queue one mail in the acting transaction.  @arguments ends with {0}.  @person_id may be 0.
 *  An @address that is none is refused by doing nothing: nobody could get the mail. */
void mail_queue(Ctx *cx, const MailKind *kind, int64_t person_id, const char *address,
                const char *language, const MailArgument *arguments);

/** Queue one mail to each member who has @role now; returns to how many. */
int64_t mail_queue_role(Ctx *cx, const MailKind *kind, const char *role,
                        const MailArgument *arguments);

/** The value of an argument; "" if it is missing, "…" if it is a secret that is not in @row. */
const char *mail_argument(Ctx *cx, const OutboxMail *row, const char *name);

/** Likewise, as a number; 0 if it is missing, a secret that is not there, or none. */
int64_t mail_argument_number(Ctx *cx, const OutboxMail *row, const char *name);

/** How a mail to somebody begins: "Hello Ann,", or "Hello," where the name is "". */
const char *mail_greeting(Arena *arena, const Lang *lang, const char *name);

/** Newest first; @state NULL or "": all.  Without the secrets. */
OutboxSpan mail_list(Ctx *cx, const char *state, int64_t page);
const OutboxMail *mail_find(Ctx *cx, int64_t id); /* without the secrets, or NULL */
/** With the secrets while they last: for the demo, whose reader has no mailbox. */
const OutboxMail *mail_find_whole(Ctx *cx, int64_t id);

/** Had the mail a secret when it was queued? */
bool mail_has_secret(const OutboxMail *row);

/** Let a mail that was refused or kept be tried again from now on.  False: it is in another state,
 *  or it had a secret, which is gone. */
bool mail_retry(Ctx *cx, int64_t id);

/** Keep a mail that waits: it is never sent.  False: it does not wait any more. */
bool mail_cancel(Ctx *cx, int64_t id);

/** The kind of this name in @kinds, which ends with NULL; or NULL. */
const MailKind *mail_kind_find(const MailKind *const *kinds, const char *name);

/** Compose a queued mail for reading or sending.  @kinds ends with NULL.  Returns false if the
 *  kind is unknown or has nothing to say any more, or its reader does not agree (any more). */
bool mail_compose(Ctx *cx, const MailKind *const *kinds, const MailSender *sender,
                  const OutboxMail *row, Mail *ret_mail);

/** Make GMime ready; who writes or reads messages calls it, as often as wanted and from any thread.
 */
void mail_prepare(void);

/** Bytes that who reads @mail as HTML gets: with its pictures, as they are sent. */
int64_t mail_html_size(const Mail *mail);

/** The HTML of @mail for a browser, its pictures inside (data: of RFC 2397); in the arena. */
const char *mail_html_page(Arena *arena, const Mail *mail);

/** Bytes of what goes along with @mail, as they are stored. */
int64_t mail_files_size(const Mail *mail);

/** Read what goes along with @mail, into the arena.  False: something is not there any more, or the
 *  database failed. */
bool mail_read_files(Ctx *cx, Mail *mail);

/** The whole message as RFC 5322 text with MIME parts and CRLF, signed as of @now; in the arena.
 *  Asks no database, so any thread may write one; the files of @mail were read before. */
Bytes mail_message(Arena *arena, const OutboxMail *row, const Mail *mail, const MailSender *sender,
                   int64_t now);

/** How many mails could be sent now. */
int64_t mail_count_due(Ctx *cx);

/** Send what is due, best priority first, for some seconds; returns how many were sent.  Claims,
 *  sends, records, in that order: a crash loses none and repeats at most what was in flight.  Opens
 *  its own transactions.  Without an smtp_url nothing is done. */
int64_t mail_send_due(Ctx *cx, const MailKind *const *kinds, const MailSender *sender);

/** Who takes the mail of a domain, and has asked for patience. */
typedef struct Destination {
    const char *name;     /* as pace_destination() of mail/pace.h */
    int64_t next_at;      /* the next mail's turn, milliseconds */
    int64_t rest_seconds; /* of the next rest, if it asks again; 0: all is well */
    int64_t rest_until;   /* what can wait does not go there before, UTC */
    const char *said;     /* its words */
} Destination;

typedef struct DestinationSpan {
    const Destination *at;
    size_t n;
} DestinationSpan;

/** Those that have asked for patience, by name. */
DestinationSpan mail_list_asking(Ctx *cx);

/** Forget what is known of destinations to which nothing went lately; returns of how many.  A job.
 */
int64_t mail_forget_destinations(Ctx *cx);

/** Empty secrets that are too old, keep (never send) what waited too long for a server, and let
 * what waits for a time to which the clock was set back from wait no longer; returns how many mails
 *  changed.  A job. */
int64_t mail_clean(Ctx *cx);
