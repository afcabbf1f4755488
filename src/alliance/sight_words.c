/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What each finding says to somebody who keeps no servers, and what to do.
 */
#include "alliance/sight.h"

#include "alliance/setting.h"
#include "lang/lang.h"

#include <string.h>

static const struct {
    const char *topic, *label;
} topics[] = {
    {"spf",   N_("Who may send for us (SPF)")              },
    {"dkim",  N_("Signatures (DKIM)")                      },
    {"dmarc", N_("What others do with forged mail (DMARC)")},
    {"mx",    N_("Where answers arrive (MX)")              },
    {"ptr",   N_("The name of our server (PTR)")           },
    {"tls",   N_("Encryption on the way (TLS)")            },
};

static const char *const states[] = {
    [SIGHT_GOOD] = N_("good"),
    [SIGHT_WRONG] = N_("wrong"),
    [SIGHT_UNSURE] = N_("cannot be told"),
    [SIGHT_OTHERS] = N_("nothing to do here"),
};

static const char PUBLISH[] = N_("Enter this record at the company where the name {domain} is "
                                 "registered. It can take a day until others see it.");
static const char REPLACE[] = N_("Put this record in the place of the one that is there, at the "
                                 "company where the name {domain} is registered.");

static const char MEND[] = N_("Show this to the company where the name {domain} is registered, and "
                              "ask them to mend the record.");

/* clang-format off */
static const struct Words {
    const char *finding;
    SightState state;
    const char *says, *advice; /* N_(); advice: or "" */
} words[] = {
    {"silent", SIGHT_UNSURE, N_("Nobody answered the question about {subject}."),
     N_("Look again later. If it stays so, ask the company where the name is registered.")},

    {"spf-good",   SIGHT_GOOD,   N_("The record lets {subject} send for us."), ""},
    {"spf-none",   SIGHT_WRONG,  N_("{subject} does not say who may send for it. Others may take our mail for spam."), PUBLISH},
    {"spf-none-keeper", SIGHT_WRONG, N_("Our domain does not say who may send for it. Others may take our mail for spam."),
     N_("Ask the company that runs {subject} which record to enter; it begins with v=spf1. It is entered where the name {domain} is registered.")},
    {"spf-several", SIGHT_WRONG, N_("{subject} has more than one such record; then none of them counts."),
     N_("Make one of them: the words of both in one line, v=spf1 once at its beginning, the word with \"all\" once at its end.")},
    {"spf-many",   SIGHT_WRONG,  N_("The record of {subject} needs more than ten questions to the DNS; then it does not count."), MEND},
    {"spf-void",   SIGHT_WRONG,  N_("The record of {subject} names hosts that do not exist; then it does not count."), MEND},
    {"spf-word",   SIGHT_WRONG,  N_("The record of {subject} has a word that nobody understands; then it does not count."), MEND},
    {"spf-nowhere", SIGHT_WRONG, N_("The record of {subject} includes a domain that has no such record; then it does not count."), MEND},
    {"spf-other",  SIGHT_WRONG,  N_("The record does not let {subject} send for us, and mail leaves from there."), REPLACE},
    {"spf-unsure", SIGHT_UNSURE, N_("From here it cannot be seen whether the record lets {subject} send for us."),
     N_("Ask the company that runs {subject} which word the record needs, such as include:their.name, and whether ours has it.")},

    {"dkim-good",    SIGHT_GOOD,  N_("{subject} publishes the key with which we sign."), ""},
    {"dkim-ready",   SIGHT_WRONG, N_("{subject} publishes the key, but it does not sign yet."),
     N_("Open \"Signatures of mails\" and press \"Look whether the domain publishes them\".")},
    {"dkim-no-keys", SIGHT_WRONG, N_("Our mails are not signed."),
     N_("Open \"Signatures of mails\", make the keys, and enter their records where the name {domain} is registered.")},
    {"dkim-missing", SIGHT_WRONG, N_("Nothing is published at {subject}, so nobody can check this signature."), PUBLISH},
    {"dkim-other",   SIGHT_WRONG, N_("What is published at {subject} is not our key: others take our signature for a forged one."), REPLACE},

    {"dmarc-good",     SIGHT_GOOD,  N_("The domain says what is done with forged mail, and our signature agrees with the sender."), ""},
    {"dmarc-watches",  SIGHT_GOOD,  N_("The domain asks for reports only; forged mail is let through."),
     N_("When SPF and signatures have been good for some weeks, change p=none to p=quarantine.")},
    {"dmarc-none",     SIGHT_WRONG, N_("The domain does not say what is done with mail that forges its name. Large mail services ask for it."), PUBLISH},
    {"dmarc-broken",   SIGHT_WRONG, N_("The record cannot be used as it is."), REPLACE},
    {"dmarc-unsigned", SIGHT_WRONG, N_("The domain asks others to refuse what is not signed, and we do not sign: mail that is forwarded is lost."),
     N_("Open \"Signatures of mails\" and make the keys.")},

    {"mx-good",    SIGHT_GOOD,  N_("Mail to {subject} has a place to go: answers and reports arrive there."), ""},
    {"mx-implied", SIGHT_GOOD,  N_("The domain does not say who takes its mail; its web address is tried instead."),
     N_("Better say it. If another server than this takes your mail, write its name behind the 10.")},
    {"mx-none",    SIGHT_WRONG, N_("Nobody takes mail for {subject}: answers and reports of mail servers are lost, and some refuse mail from such a domain."), PUBLISH},
    {"mx-refuses", SIGHT_WRONG, N_("{subject} says that it takes no mail at all, so nobody can answer ours."),
     N_("Take that record away and enter the name of the server that takes your mail, where the name {domain} is registered.")},
    {"mx-lost",    SIGHT_WRONG, N_("A server that is to take the mail of {subject} has no address."),
     N_("Correct its name, or take the record away, where the name {domain} is registered.")},

    {"ptr-good",   SIGHT_GOOD,   N_("The address {subject} has a name, and the name leads back to it."), ""},
    {"ptr-none",   SIGHT_WRONG,  N_("The address {subject}, from which our mail leaves, has no name. Many servers refuse such mail."),
     N_("Ask the company where the server stands (not where the name is registered) to enter this name: they call it reverse DNS.")},
    {"ptr-other",  SIGHT_WRONG,  N_("The name of the address {subject} does not lead back to it."),
     N_("Ask the company where the server stands (not where the name is registered) to enter this name: they call it reverse DNS.")},
    {"ptr-nowhere", SIGHT_WRONG, N_("{subject}, the name of this site, has no address: nobody finds it, and from where our mail leaves cannot be seen."),
     N_("Enter its address at the company where the name {domain} is registered: a record of the kind A.")},
    {"ptr-keeper", SIGHT_OTHERS, N_("Mail leaves through {subject}; who runs that server looks after its name."), ""},

    {"tls-good",   SIGHT_GOOD,   N_("Mail goes to {subject} encrypted, and its certificate is good."), ""},
    {"tls-here",   SIGHT_OTHERS, N_("The mail server runs on this machine: nobody can listen in between."), ""},
    {"tls-none",   SIGHT_WRONG,  N_("{subject} offers no encryption: others can read our mail on its way there."),
     N_("Ask the company that runs {subject} for an address with TLS, and enter it in the settings.")},
    {"tls-certificate", SIGHT_WRONG, N_("The certificate of {subject} is not good for its name, so anybody could stand in between."),
     N_("Ask the company that runs {subject} under which name it is reached; or ask them to renew the certificate.")},
    {"tls-login",  SIGHT_WRONG,  N_("{subject} does not take our name and password: no mail leaves."),
     N_("Enter the name and the password in the settings again.")},
    {"tls-away",   SIGHT_UNSURE, N_("{subject} could not be asked now."), N_("Look again later. If mails wait in the outbox, the server is away.")},
};
/* clang-format on */

static const struct Words *
words_find(const Sight *sight)
{
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i].finding, sight->finding) == 0)
            return &words[i];
    return &words[0]; /* of a later version of the program */
}

SightState
sight_state(const Sight *sight)
{
    return words_find(sight)->state;
}

const char *
sight_state_word(SightState state)
{
    return states[state];
}

const char *
sight_label(const Sight *sight)
{
    for (size_t i = 0; i < G_N_ELEMENTS(topics); i++)
        if (strcmp(topics[i].topic, sight->topic) == 0)
            return topics[i].label;
    return sight->topic;
}

static const char *
fill(Ctx *cx, const Sight *sight, const char *text)
{
    const char *at = strrchr(settings(cx)->mail_from, '@');
    if (*text == '\0')
        return "";
    return lang_fill(cx->arena, lang_text(cx->lang, text), "subject", sight->subject, "domain",
                     at != NULL ? at + 1 : "", NULL);
}

const char *
sight_says(Ctx *cx, const Sight *sight)
{
    return fill(cx, sight, words_find(sight)->says);
}

const char *
sight_advice(Ctx *cx, const Sight *sight)
{
    return fill(cx, sight, words_find(sight)->advice);
}
