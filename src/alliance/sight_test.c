/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/sight.h"
#include "base/moment.h"
#include "mail/smtp.h"
#include "testing.h"

#include <string.h>

#define RSA "v=DKIM1; k=rsa; p=abc"

/* What the DNS of one case says, "TYPE NAME=ANSWER" with "|" for line ends and ";;" between; "?"
 * for an answer: nobody gives one. */
static const char *world;
static int greeting; /* how the mail server of the case receives us */

static const char *
ask(Arena *arena, const char *type, const char *name)
{
    g_autofree char *wanted = g_strdup_printf("%s %s=", type, name);
    g_auto(GStrv) all = g_strsplit(world, ";;", -1);
    for (char **one = all; *one != NULL; one++) {
        if (!g_str_has_prefix(*one, wanted))
            continue;
        char *answer = arena_strdup(arena, *one + strlen(wanted));
        return strcmp(answer, "?") == 0 ? NULL : g_strdelimit(answer, "|", '\n');
    }
    return "";
}

static int
greet(Arena *arena G_GNUC_UNUSED, const char *url, const char *host, const char **ret_words)
{
    g_assert_nonnull(strstr(url, "://"));
    g_assert_cmpstr(host, ==, "www.example.org");
    *ret_words = greeting == SMTP_SIGHT_GOOD ? "" : "the words of the server";
    return greeting;
}

static const MailKey keys[] = {
    {.id = 1, .seen_at = 5, .record = RSA, .name = "k._domainkey.example.org"},
};

static SightFacts
facts_with(const char *servers, size_t n_keys, int64_t n_signing)
{
    return (SightFacts){
        .domain = "example.org",
        .sender = "us@example.org",
        .host = "www.example.org",
        .servers = servers,
        .keys = {keys, n_keys},
        .n_signing = n_signing
    };
}

static SightSpan
look(Fixture *fx, const SightFacts *facts)
{
    fx->app.dns = ask;
    fx->app.smtp_look = greet;
    return sight_look(&fx->app, fx->arena, facts);
}

/* The first thing seen of @topic. */
static const Sight *
seen_of(SightSpan seen, const char *topic)
{
    for (size_t i = 0; i < seen.n; i++)
        if (strcmp(seen.at[i].topic, topic) == 0)
            return &seen.at[i];
    g_assert_not_reached();
}

#define HERE_SERVER "smtp://localhost:25"
#define KEPT_SERVER "smtps://name:secret@smtp.gmail.com:465"
#define OTHER_SERVER "smtp+starttls://mail.keeper.example:587"
#define WWW "A www.example.org=192.0.2.7|;;"

/* clang-format off */
static const struct {
    const char *topic, *servers, *world, *finding, *value; /* value: of the record to publish */
} cases[] = {
    {"spf", HERE_SERVER, WWW, "spf-none", "v=spf1 a:www.example.org ~all"},
    {"spf", HERE_SERVER, WWW "TXT example.org=v=spf1 a:www.example.org -all|", "spf-good", ""},
    {"spf", HERE_SERVER, WWW "TXT example.org=other|v=spf1 ip4:192.0.2.0/24 -all|", "spf-good", ""},
    {"spf", HERE_SERVER,
     WWW "AAAA www.example.org=2001:db8::1|;;TXT example.org=v=spf1 ip4:192.0.2.7 -all|",
     "spf-other", "v=spf1 a:www.example.org ip4:192.0.2.7 -all"},
    {"spf", HERE_SERVER, WWW "TXT example.org=v=spf1 mx -all|", "spf-other",
     "v=spf1 a:www.example.org mx -all"},
    {"spf", HERE_SERVER, WWW "TXT example.org=v=spf1 ?all|", "spf-unsure", ""},
    {"spf", HERE_SERVER, WWW "TXT example.org=v=spf1 -all|v=spf1 a -all|", "spf-several", ""},
    {"spf", HERE_SERVER, WWW "TXT example.org=v=spf1 ipv4:192.0.2.7 -all|", "spf-word", ""},
    {"spf", HERE_SERVER, WWW "TXT example.org=v=spf1 include:gone.example -all|", "spf-nowhere",
     ""},
    {"spf", HERE_SERVER, WWW "TXT example.org=v=spf1 include:example.org -all|", "spf-many", ""},
    {"spf", HERE_SERVER, "TXT example.org=v=spf1 a -all|", "spf-unsure", ""},
    {"spf", HERE_SERVER, "TXT example.org=?", "silent", ""},
    {"spf", KEPT_SERVER,
     "A smtp.gmail.com=203.0.113.5|;;TXT example.org=v=spf1 include:_spf.google.com ~all|;;"
     "TXT _spf.google.com=v=spf1 ip4:198.51.100.0/24 ~all|", "spf-good", ""},
    {"spf", KEPT_SERVER, "A smtp.gmail.com=203.0.113.5|;;TXT example.org=v=spf1 -all|", "spf-other",
     "v=spf1 include:_spf.google.com -all"},
    {"spf", KEPT_SERVER, "", "spf-none", "v=spf1 include:_spf.google.com ~all"},
    {"spf", OTHER_SERVER, "A mail.keeper.example=203.0.113.9|;;TXT example.org=v=spf1 mx -all|",
     "spf-unsure", ""},
    {"spf", OTHER_SERVER,
     "A mail.keeper.example=203.0.113.9|;;TXT example.org=v=spf1 ip4:203.0.113.9 -all|", "spf-good",
     ""},
    {"spf", OTHER_SERVER, "", "spf-none-keeper", ""},

    {"dkim", HERE_SERVER, "TXT k._domainkey.example.org=v=DKIM1;k=rsa;p=abc|", "dkim-good", ""},
    {"dkim", HERE_SERVER, "TXT k._domainkey.example.org=v=DKIM1; k=rsa; p=other|", "dkim-other",
     RSA },
    {"dkim", HERE_SERVER, "", "dkim-missing", RSA },
    {"dkim", HERE_SERVER, "TXT k._domainkey.example.org=?", "silent", ""},

    {"dmarc", HERE_SERVER, "", "dmarc-none", "v=DMARC1; p=none; rua=mailto:us@example.org"},
    {"dmarc", HERE_SERVER, "TXT _dmarc.example.org=v=DMARC1; p=Quarantine; adkim=s|", "dmarc-good",
     ""},
    {"dmarc", HERE_SERVER, "TXT _dmarc.example.org=v=DMARC1;p=none|", "dmarc-watches", ""},
    {"dmarc", HERE_SERVER, "TXT _dmarc.example.org=v=DMARC1; rua=mailto:a@b|", "dmarc-broken",
     "v=DMARC1; p=none; rua=mailto:us@example.org"},
    {"dmarc", HERE_SERVER, "TXT _dmarc.example.org=v=DMARC1; p=none|v=DMARC1; p=reject|",
     "dmarc-broken", "v=DMARC1; p=none; rua=mailto:us@example.org"},
    {"dmarc", HERE_SERVER, "TXT _dmarc.example.org=?", "silent", ""},

    {"mx", HERE_SERVER, "MX example.org=10 mx.example|;;A mx.example=192.0.2.9|", "mx-good", ""},
    {"mx", HERE_SERVER, "MX example.org=10 mx.example|", "mx-lost", ""},
    {"mx", HERE_SERVER, "MX example.org=0 .|", "mx-refuses", ""},
    {"mx", HERE_SERVER, "A example.org=192.0.2.7|", "mx-implied", "10 www.example.org"},
    {"mx", HERE_SERVER, "", "mx-none", "10 www.example.org"},
    {"mx", HERE_SERVER, "MX example.org=?", "silent", ""},

    {"ptr", HERE_SERVER, WWW "PTR 192.0.2.7=www.example.org|", "ptr-good", ""},
    {"ptr", HERE_SERVER, WWW "PTR 192.0.2.7=vps7.host.example|;;A vps7.host.example=192.0.2.8|",
     "ptr-other", "www.example.org"},
    {"ptr", HERE_SERVER, WWW, "ptr-none", "www.example.org"},
    {"ptr", HERE_SERVER, WWW "PTR 192.0.2.7=?", "silent", ""},
    {"ptr", HERE_SERVER, "", "ptr-nowhere", ""},
    {"ptr", HERE_SERVER, "A www.example.org=?;;AAAA www.example.org=?", "silent", ""},
    {"ptr", OTHER_SERVER, WWW, "ptr-keeper", ""},
    {"ptr", OTHER_SERVER " smtp://www.example.org", WWW, "ptr-none", "www.example.org"},
};
/* clang-format on */

static void
test_each_finding(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    greeting = SMTP_SIGHT_GOOD;
    Ctx *cx = fixture_begin(fx, SAM);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const SightFacts facts = facts_with(cases[i].servers, 1, 1);
        world = cases[i].world;
        const Sight *sight = seen_of(look(fx, &facts), cases[i].topic);
        g_test_message("%s %s", cases[i].topic, cases[i].world);
        g_assert_cmpstr(sight->finding, ==, cases[i].finding);
        g_assert_cmpstr(sight->record_value, ==, cases[i].value);
        g_assert_true((*sight->record_name == '\0') == (*cases[i].value == '\0'));
        /* Each finding has words: only silence may sound like silence. */
        bool is_silent = strstr(sight_says(cx, sight), "Nobody answered") != NULL;
        g_assert_true(is_silent == (strcmp(cases[i].finding, "silent") == 0));
        g_assert_true(sight_state(sight) != SIGHT_WRONG || *sight_advice(cx, sight) != '\0');
    }
    fixture_commit(fx);
}

/* A domain below another is bound by what that says of those below it. */
static void
test_dmarc_of_the_domain_above(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    SightFacts facts = facts_with(HERE_SERVER, 1, 1);
    facts.domain = "mail.example.org";
    world = "TXT _dmarc.example.org=v=DMARC1; p=reject; sp=none|";
    g_assert_cmpstr(seen_of(look(fx, &facts), "dmarc")->finding, ==, "dmarc-watches");
    world = "TXT _dmarc.example.org=v=DMARC1; p=reject|";
    g_assert_cmpstr(seen_of(look(fx, &facts), "dmarc")->finding, ==, "dmarc-good");
    facts.n_signing = 0;
    g_assert_cmpstr(seen_of(look(fx, &facts), "dmarc")->finding, ==, "dmarc-unsigned");
}

static void
test_keys_and_servers(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        int greeting;
        const char *finding;
    } greetings[] = {
        {SMTP_SIGHT_GOOD,        "tls-good"       },
        {SMTP_SIGHT_OPEN,        "tls-none"       },
        {SMTP_SIGHT_CERTIFICATE, "tls-certificate"},
        {SMTP_SIGHT_LOGIN,       "tls-login"      },
        {SMTP_SIGHT_AWAY,        "tls-away"       },
    };
    world = "";
    SightFacts facts = facts_with(KEPT_SERVER " " HERE_SERVER, 0, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(greetings); i++) {
        greeting = greetings[i].greeting;
        SightSpan seen = look(fx, &facts);
        g_assert_cmpstr(seen_of(seen, "tls")->finding, ==, greetings[i].finding);
        g_assert_cmpstr(seen.at[seen.n - 1].finding, ==, "tls-here");
        g_assert_cmpstr(seen_of(seen, "dkim")->finding, ==, "dkim-no-keys");
        for (size_t k = 0; k < seen.n; k++) /* nothing of what is kept has the password in it */
            g_assert_null(strstr(seen.at[k].subject, "secret"));
    }
    MailKey unseen = keys[0];
    unseen.seen_at = 0;
    facts.keys = (MailKeySpan){&unseen, 1};
    world = "TXT k._domainkey.example.org=" RSA "|";
    g_assert_cmpstr(seen_of(look(fx, &facts), "dkim")->finding, ==, "dkim-ready");
}

static void
test_nothing_to_see(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    world = "";
    SightFacts facts = facts_with("", 0, 0);
    g_assert_cmpuint(look(fx, &facts).n, ==, 0);
    facts = facts_with(HERE_SERVER, 0, 0);
    facts.host = "127.0.0.1";
    g_assert_cmpuint(look(fx, &facts).n, ==, 0);
    facts.host = "www.example.org";
    facts.domain = "";
    g_assert_cmpuint(look(fx, &facts).n, ==, 0);
}

void
sight_tests(void)
{
    add_test("/sight/each-finding", test_each_finding);
    add_test("/sight/dmarc-of-the-domain-above", test_dmarc_of_the_domain_above);
    add_test("/sight/keys-and-servers", test_keys_and_servers);
    add_test("/sight/nothing-to-see", test_nothing_to_see);
}
