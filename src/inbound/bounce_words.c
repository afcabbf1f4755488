/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/bounce.h"
#include "lang/lang.h"

#include <stddef.h>

#define UNKNOWN N_("There is no mailbox with this address.")
#define DOMAIN N_("What stands after the @ does not exist, or takes no mail.")
#define CLOSED N_("The mailbox was closed or switched off.")
#define MOVED N_("The owner has moved away and left no new address.")
#define FULL N_("The mailbox is full.")
#define LARGE N_("The mail was too large for that server.")
#define SPAM N_("That server took our mail for advertising that nobody wants.")
#define BLOCKED N_("That server refuses all mail from our server: we are on a block list.")
#define PROOF N_("Our mail could not prove that it is ours (SPF, DKIM or DMARC).")
#define RULE N_("A rule of that server refused the mail.")
#define RATE N_("We sent more at once than that server wants.")
#define LATER N_("That server asked to try again later.")
#define AWAY N_("That server could not be reached.")
#define CIRCLE N_("At that server the mail goes round in circles.")
#define EXPIRED N_("For days the mail could not be delivered.")
#define FORM N_("That server could not deal with the form of the mail.")

const char *const REASON_OTHER = N_("The server gave a reason that is not known here.");
const char *const REASON_DELAY = N_("The mail has not arrived yet; the server goes on trying.");
const char *const REASON_AUTO_REPLY = N_("An automatic answer, for example because of holidays.");
const char *const REASON_COMPLAINT = N_("The reader marked our mail as unwanted.");

/* clang-format off */
const BounceCode BOUNCE_CODES[] = {
    {"1.0",  BOUNCE_HARD,   BOUNCE_SOFT,   true,  UNKNOWN},
    {"1.1",  BOUNCE_HARD,   BOUNCE_SOFT,   false, UNKNOWN},
    {"1.2",  BOUNCE_HARD,   BOUNCE_SOFT,   false, DOMAIN},
    {"1.3",  BOUNCE_HARD,   BOUNCE_SOFT,   false, UNKNOWN},
    {"1.4",  BOUNCE_HARD,   BOUNCE_SOFT,   false, UNKNOWN},
    {"1.6",  BOUNCE_HARD,   BOUNCE_SOFT,   false, MOVED},
    {"1.7",  BOUNCE_POLICY, BOUNCE_POLICY, true,  RULE},
    {"1.8",  BOUNCE_POLICY, BOUNCE_POLICY, true,  RULE},
    {"1.10", BOUNCE_HARD,   BOUNCE_SOFT,   false, DOMAIN},
    {"2.1",  BOUNCE_HARD,   BOUNCE_SOFT,   true,  CLOSED},
    {"2.2",  BOUNCE_FULL,   BOUNCE_FULL,   false, FULL},
    {"2.3",  BOUNCE_POLICY, BOUNCE_POLICY, false, LARGE},
    {"2.",   BOUNCE_SOFT,   BOUNCE_SOFT,   true,  LATER},
    {"3.1",  BOUNCE_FULL,   BOUNCE_FULL,   true,  FULL},
    {"3.4",  BOUNCE_POLICY, BOUNCE_POLICY, false, LARGE},
    {"3.",   BOUNCE_SOFT,   BOUNCE_SOFT,   true,  LATER},
    {"4.1",  BOUNCE_SOFT,   BOUNCE_SOFT,   true,  AWAY},
    {"4.4",  BOUNCE_HARD,   BOUNCE_SOFT,   true,  DOMAIN},
    {"4.6",  BOUNCE_SOFT,   BOUNCE_SOFT,   false, CIRCLE},
    {"4.7",  BOUNCE_SOFT,   BOUNCE_SOFT,   true,  EXPIRED},
    {"4.14", BOUNCE_SOFT,   BOUNCE_SOFT,   false, CIRCLE},
    {"4.",   BOUNCE_SOFT,   BOUNCE_SOFT,   true,  AWAY},
    {"5.",   BOUNCE_SOFT,   BOUNCE_SOFT,   true,  LATER},
    {"6.",   BOUNCE_POLICY, BOUNCE_POLICY, false, FORM},
    {"7.26", BOUNCE_POLICY, BOUNCE_POLICY, false, PROOF},
    {"7.",   BOUNCE_POLICY, BOUNCE_POLICY, true,  RULE},
    {0},
};

/* From the narrow to the wide.  Postfix, Exim, qmail, sendmail, Exchange, Gmail, Yahoo, and what
 * else was seen. */
const BouncePhrase BOUNCE_PHRASES[] = {
    {"mailbox is full",                BOUNCE_FULL, FULL},
    {"mailbox full",                   BOUNCE_FULL, FULL},
    {"over quota",                     BOUNCE_FULL, FULL},
    {"overquota",                      BOUNCE_FULL, FULL},
    {"quota exceeded",                 BOUNCE_FULL, FULL},
    {"exceeded the quota",             BOUNCE_FULL, FULL},
    {"exceeded storage",               BOUNCE_FULL, FULL},
    {"out of storage space",           BOUNCE_FULL, FULL},
    {"over the quota",                 BOUNCE_FULL, FULL},
    {"insufficient disk space",        BOUNCE_FULL, FULL},
    {"insufficient system storage",    BOUNCE_FULL, FULL},
    {"not enough storage space",       BOUNCE_FULL, FULL},
    {"over its storage limit",         BOUNCE_FULL, FULL},
    {"boite aux lettres est pleine",   BOUNCE_FULL, FULL},
    {"buzon esta lleno",               BOUNCE_FULL, FULL},
    {"caixa postal cheia",             BOUNCE_FULL, FULL},

    {"message size exceeds",           BOUNCE_POLICY, LARGE},
    {"message too large",              BOUNCE_POLICY, LARGE},
    {"message too big",                BOUNCE_POLICY, LARGE},
    {"message is larger than",         BOUNCE_POLICY, LARGE},

    {"does not pass dmarc",            BOUNCE_POLICY, PROOF},
    {"dmarc policy",                   BOUNCE_POLICY, PROOF},
    {"dmarc evaluation",               BOUNCE_POLICY, PROOF},
    {"spf check failed",               BOUNCE_POLICY, PROOF},
    {"spf fail",                       BOUNCE_POLICY, PROOF},
    {"not permitted to relay",         BOUNCE_POLICY, RULE},
    {"unauthenticated email",          BOUNCE_POLICY, PROOF},
    {"dkim",                           BOUNCE_POLICY, PROOF},

    {"spamhaus",                       BOUNCE_POLICY, BLOCKED},
    {"spamcop",                        BOUNCE_POLICY, BLOCKED},
    {"barracudacentral",               BOUNCE_POLICY, BLOCKED},
    {"blocked using",                  BOUNCE_POLICY, BLOCKED},
    {"block list",                     BOUNCE_POLICY, BLOCKED},
    {"blocklist",                      BOUNCE_POLICY, BLOCKED},
    {"blacklist",                      BOUNCE_POLICY, BLOCKED},
    {"is blocked by",                  BOUNCE_POLICY, BLOCKED},
    {"banned sending ip",              BOUNCE_POLICY, BLOCKED},
    {"poor reputation",                BOUNCE_POLICY, BLOCKED},
    {"[ts0",                           BOUNCE_POLICY, BLOCKED},

    {"likely unsolicited mail",        BOUNCE_POLICY, SPAM},
    {"identified as spam",             BOUNCE_POLICY, SPAM},
    {"detected as spam",               BOUNCE_POLICY, SPAM},
    {"considered spam",                BOUNCE_POLICY, SPAM},
    {"spam message rejected",          BOUNCE_POLICY, SPAM},
    {"looks like spam",                BOUNCE_POLICY, SPAM},
    {"spam content",                   BOUNCE_POLICY, SPAM},
    {"content rejected",               BOUNCE_POLICY, SPAM},
    {"message rejected due to content", BOUNCE_POLICY, SPAM},

    {"rate limit",                     BOUNCE_SOFT, RATE},
    {"too many messages",              BOUNCE_SOFT, RATE},
    {"too many connections",           BOUNCE_SOFT, RATE},
    {"receiving mail at a rate",       BOUNCE_SOFT, RATE},
    {"greylist",                       BOUNCE_SOFT, LATER},
    {"graylist",                       BOUNCE_SOFT, LATER},

    {"account is disabled",            BOUNCE_HARD, CLOSED},
    {"account that you tried to reach is disabled", BOUNCE_HARD, CLOSED},
    {"account is inactive",            BOUNCE_HARD, CLOSED},
    {"account has been disabled",      BOUNCE_HARD, CLOSED},
    {"account has been suspended",     BOUNCE_HARD, CLOSED},
    {"mailbox disabled",               BOUNCE_HARD, CLOSED},
    {"mailbox is disabled",            BOUNCE_HARD, CLOSED},
    {"mailbox is inactive",            BOUNCE_HARD, CLOSED},
    {"mailbox closed",                 BOUNCE_HARD, CLOSED},
    {"is no longer employed",          BOUNCE_HARD, MOVED},
    {"no longer works",                BOUNCE_HARD, MOVED},

    {"user unknown",                   BOUNCE_HARD, UNKNOWN},
    {"unknown user",                   BOUNCE_HARD, UNKNOWN},
    {"user not found",                 BOUNCE_HARD, UNKNOWN},
    {"no such user",                   BOUNCE_HARD, UNKNOWN},
    {"no such recipient",              BOUNCE_HARD, UNKNOWN},
    {"no such mailbox",                BOUNCE_HARD, UNKNOWN},
    {"no such address",                BOUNCE_HARD, UNKNOWN},
    {"no mailbox here by that name",   BOUNCE_HARD, UNKNOWN},
    {"recipient unknown",              BOUNCE_HARD, UNKNOWN},
    {"recipient not found",            BOUNCE_HARD, UNKNOWN},
    {"recipientnotfound",              BOUNCE_HARD, UNKNOWN},
    {"unknown recipient",              BOUNCE_HARD, UNKNOWN},
    {"unknown address",                BOUNCE_HARD, UNKNOWN},
    {"unknown local part",             BOUNCE_HARD, UNKNOWN},
    {"unrouteable address",            BOUNCE_HARD, UNKNOWN},
    {"invalid recipient",              BOUNCE_HARD, UNKNOWN},
    {"invalid mailbox",                BOUNCE_HARD, UNKNOWN},
    {"mailbox unavailable",            BOUNCE_HARD, UNKNOWN},
    {"mailbox not found",              BOUNCE_HARD, UNKNOWN},
    {"mailbox does not exist",         BOUNCE_HARD, UNKNOWN},
    {"account that you tried to reach does not exist", BOUNCE_HARD, UNKNOWN},
    {"address not found",              BOUNCE_HARD, UNKNOWN},
    {"address rejected",               BOUNCE_HARD, UNKNOWN},
    {"address does not exist",         BOUNCE_HARD, UNKNOWN},
    {"address couldn't be found",      BOUNCE_HARD, UNKNOWN},
    {"wasn't found at",                BOUNCE_HARD, UNKNOWN},
    {"doesn't have a yahoo",           BOUNCE_HARD, UNKNOWN},
    {"does not exist",                 BOUNCE_HARD, UNKNOWN},
    {"not a valid mailbox",            BOUNCE_HARD, UNKNOWN},
    {"not listed in public name",      BOUNCE_HARD, UNKNOWN},
    {"adresse inconnue",               BOUNCE_HARD, UNKNOWN},
    {"utilisateur inconnu",            BOUNCE_HARD, UNKNOWN},
    {"usuario desconocido",            BOUNCE_HARD, UNKNOWN},
    {"no existe",                      BOUNCE_HARD, UNKNOWN},
    {"usuario inexistente",            BOUNCE_HARD, UNKNOWN},
    {"destinatario desconhecido",      BOUNCE_HARD, UNKNOWN},

    {"host or domain name not found",  BOUNCE_HARD, DOMAIN},
    {"name or service not known",      BOUNCE_HARD, DOMAIN},
    {"couldn't find any host",         BOUNCE_HARD, DOMAIN},
    {"host unknown",                   BOUNCE_HARD, DOMAIN},
    {"domain not found",               BOUNCE_HARD, DOMAIN},
    {"does not accept mail (nullmx)",  BOUNCE_HARD, DOMAIN},
    {"no mx or",                       BOUNCE_HARD, DOMAIN},

    {"connection timed out",           BOUNCE_SOFT, AWAY},
    {"connection refused",             BOUNCE_SOFT, AWAY},
    {"no route to host",               BOUNCE_SOFT, AWAY},
    {"unable to establish an smtp connection", BOUNCE_SOFT, AWAY},
    {"did not respond",                BOUNCE_SOFT, AWAY},
    {"lost connection",                BOUNCE_SOFT, AWAY},
    {"too many hops",                  BOUNCE_SOFT, CIRCLE},
    {"loops back to myself",           BOUNCE_SOFT, CIRCLE},
    {"mail loop",                      BOUNCE_SOFT, CIRCLE},
    {"retry timeout exceeded",         BOUNCE_SOFT, EXPIRED},
    {"in the queue too long",          BOUNCE_SOFT, EXPIRED},
    {"has not been collected",         BOUNCE_SOFT, EXPIRED},
    {"delivery time expired",          BOUNCE_SOFT, EXPIRED},
    {"try again later",                BOUNCE_SOFT, LATER},
    {"temporarily",                    BOUNCE_SOFT, LATER},

    {"access denied",                  BOUNCE_POLICY, RULE},
    {"policy",                         BOUNCE_POLICY, RULE},
    {"administrative prohibition",     BOUNCE_POLICY, RULE},
    {"relaying denied",                BOUNCE_POLICY, RULE},
    {"not authorized",                 BOUNCE_POLICY, RULE},
    {0},
};
/* clang-format on */

const char *const BOUNCE_SUBJECTS[] = {
    "undelivered mail returned to sender",
    "mail delivery failed",
    "mail delivery failure",
    "delivery failure",
    "failure notice",
    "returned mail",
    "undeliverable",
    "undelivered",
    "delivery status notification",
    "delivery notification",
    "mail system error",
    "message not delivered",
    "warning: message",
    "delayed mail",
    "non remis",
    "non distribuable",
    "echec de la remise",
    "echec de distribution",
    "notification d'etat de remise",
    "no se puede entregar",
    "no entregado",
    "nao entregue",
    "nao e possivel entregar",
    "unzustellbar",
    NULL,
};

const char *const AUTO_REPLY_SUBJECTS[] = {
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "auto:",
    "out of office",
    "out of the office",
    "away from",
    "reponse automatique",
    "absence du bureau",
    "message d'absence",
    "respuesta automatica",
    "fuera de la oficina",
    "resposta automatica",
    "fora do escritorio",
    "jibu la moja kwa moja",
    "jibu otomatiki",
    "رد تلقايي",
    "الرد التلقايي",
    "automatische antwort",
    "abwesenheitsnotiz",
    "abwesend",
    NULL,
};

const char *const BOUNCE_COPY_MARKS[] = {
    "--- below this line is a copy of the message",
    "this is a copy of the message, including all the headers",
    "--- the header of the original message is following",
    "----- original message -----",
    "----- message header follows -----",
    "----- unsent message follows -----",
    "original message follows",
    NULL,
};
