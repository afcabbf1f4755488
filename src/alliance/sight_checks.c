/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/sight_checks.h"

#include "base/limits.h"
#include "lang/lang.h"
#include "mail/smtp.h"
#include "mail/spf.h"
#include "web/app.h"

#include <string.h>

/* What a check has to say; members that are left out are "". */
static void
see(Looking *l, Sight sight)
{
    const char **const texts[] = {&sight.subject, &sight.found, &sight.record_name,
                                  &sight.record_type, &sight.record_value};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if (*texts[i] == NULL)
            *texts[i] = "";
    g_array_append_val(l->seen, sight);
}

static const char *
ask(const Looking *l, const char *type, const char *name)
{
    return dns_look(&l->dns, l->arena, type, name);
}

/* The records in one line, as they are shown. */
static const char *
in_line(Arena *arena, const char *lines)
{
    g_autofree char *text = g_strdup(lines);
    g_strdelimit(g_strchomp(text), "\n", '|');
    g_auto(GStrv) each = g_strsplit(text, "|", -1);
    g_autofree char *joined = g_strjoinv(" · ", each);
    return arena_strdup(arena, joined);
}

/* Addresses of both families, a line each; NULL if neither could be asked. */
static const char *
addresses_of(const Looking *l, const char *host)
{
    const char *four = ask(l, "A", host), *six = ask(l, "AAAA", host);
    if (four == NULL && six == NULL)
        return NULL;
    return arena_printf(l->arena, "%s%s", four != NULL ? four : "", six != NULL ? six : "");
}

static bool
has_line(const char *lines, const char *wanted)
{
    g_auto(GStrv) each = g_strsplit(lines, "\n", -1);
    for (char **line = each; *line != NULL; line++)
        if (*wanted != '\0' && g_ascii_strcasecmp(*line, wanted) == 0)
            return true;
    return false;
}

/* ---- our mail servers ---- */

typedef struct Server {
    const char *url, *host;
    bool is_here; /* on this machine: mail leaves from here */
} Server;

typedef struct Servers {
    Server at[LIMIT_MAIL_SERVERS];
    size_t n;
} Servers;

static bool
is_here(const SightFacts *facts, const char *host)
{
    return strcmp(host, "localhost") == 0 || g_str_has_prefix(host, "127.") ||
           strcmp(host, "::1") == 0 || g_ascii_strcasecmp(host, facts->host) == 0;
}

static Servers
servers_of(const Looking *l)
{
    Servers servers = {0};
    g_auto(GStrv) words = g_strsplit(l->facts->servers, " ", -1);
    for (char **word = words; *word != NULL && servers.n < LIMIT_MAIL_SERVERS; word++) {
        g_autoptr(GUri) uri = g_uri_parse(*word, G_URI_FLAGS_NONE, NULL);
        if (uri == NULL || g_uri_get_host(uri) == NULL)
            continue;
        const char *host = arena_strdup(l->arena, g_uri_get_host(uri));
        servers.at[servers.n++] = (Server){arena_strdup(l->arena, *word), host,
                                           is_here(l->facts, host)};
    }
    return servers;
}

/* ---- SPF ---- */

/* What the keepers of large servers ask their customers to include, by the end of the server's
 * name.  What is not here they say themselves. */
static const struct {
    const char *host, *include;
} keepers[] = {
    {"gmail.com",       "_spf.google.com"           },
    {"google.com",      "_spf.google.com"           },
    {"office365.com",   "spf.protection.outlook.com"},
    {"outlook.com",     "spf.protection.outlook.com"},
    {"amazonaws.com",   "amazonses.com"             },
    {"sendgrid.net",    "sendgrid.net"              },
    {"mailgun.org",     "mailgun.org"               },
    {"mailjet.com",     "spf.mailjet.com"           },
    {"postmarkapp.com", "spf.mtasv.net"             },
    {"gandi.net",       "_mailcust.gandi.net"       },
    {"ovh.net",         "mx.ovh.com"                },
};

static const char *
keeper_include(const char *host)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keepers); i++) {
        const char *end = keepers[i].host;
        size_t n = strlen(host), n_end = strlen(end);
        if (n >= n_end && g_ascii_strcasecmp(host + n - n_end, end) == 0 &&
            (n == n_end || host[n - n_end - 1] == '.'))
            return keepers[i].include;
    }
    return NULL;
}

/* The words that let @server send; NULL: only its keeper knows them. */
static const char *
spf_words(const Looking *l, const Server *server)
{
    const char *include = keeper_include(server->host);
    if (server->is_here)
        return arena_printf(l->arena, "a:%s", l->facts->host);
    return include != NULL ? arena_printf(l->arena, "include:%s", include) : NULL;
}

/* The record with @words put in where they decide first; a new one if there is none. */
static const char *
spf_with(const Looking *l, const char *record, const char *words)
{
    if (words == NULL)
        return "";
    if (record == NULL)
        return arena_printf(l->arena, "v=spf1 %s ~all", words);
    return arena_printf(l->arena, "v=spf1 %s%s", words, record + strlen("v=spf1"));
}

/* The worst answer for any address of @host, since mail may leave from each. */
static SpfAnswer
spf_of_host(const Looking *l, const char *host)
{
    const char *addresses = addresses_of(l, host);
    SpfAnswer worst = {SPF_UNSURE, NULL, " "};
    bool is_first = true;
    g_auto(GStrv) each = g_strsplit(addresses != NULL ? addresses : "", "\n", -1);
    for (char **address = each; *address != NULL; address++) {
        if (**address == '\0')
            continue;
        SpfAnswer answer = spf_check(&l->dns, l->arena, l->facts->domain, *address);
        if (is_first || answer.result > worst.result)
            worst = answer;
        is_first = false;
    }
    return worst;
}

static void
look_spf_server(Looking *l, const char *record, const Server *server)
{
    const char *words = spf_words(l, server);
    const char *include = server->is_here ? NULL : keeper_include(server->host);
    const char *host = server->is_here ? l->facts->host : server->host;
    SpfAnswer answer = spf_of_host(l, host);
    bool is_included = include != NULL &&
                       strstr(answer.includes, arena_printf(l->arena, " %s ", include)) != NULL;
    bool is_refused = answer.result == SPF_FAIL || answer.result == SPF_SOFTFAIL;
    Sight sight = {.topic = "spf", .subject = host, .found = record};
    if (answer.result == SPF_BROKEN)
        sight = (Sight){.topic = "spf",
                        .subject = l->facts->domain,
                        .found = record,
                        .finding = arena_printf(l->arena, "spf-%s", answer.why)};
    else if (answer.result == SPF_PASS || is_included)
        sight.finding = "spf-good";
    else if (is_refused && words != NULL) {
        sight.finding = "spf-other";
        sight.record_name = l->facts->domain;
        sight.record_type = "TXT";
        sight.record_value = spf_with(l, record, words);
    } else
        sight.finding = "spf-unsure";
    see(l, sight);
}

static void
look_spf(Looking *l)
{
    const char *domain = l->facts->domain, *record = NULL;
    const char *texts = ask(l, "TXT", domain);
    Servers servers = servers_of(l);
    if (texts == NULL) {
        see(l, (Sight){.topic = "spf", .finding = "silent", .subject = domain});
        return;
    }
    size_t n = spf_find(l->arena, texts, &record);
    for (size_t i = 0; n == 1 && i < servers.n; i++)
        look_spf_server(l, record, &servers.at[i]);
    if (n == 1)
        return;
    const char *words = servers.n > 0 ? spf_words(l, &servers.at[0]) : NULL;
    see(l, (Sight){.topic = "spf",
                   .finding = n > 1           ? "spf-several"
                              : words != NULL ? "spf-none"
                                              : "spf-none-keeper",
                   .subject = n == 0 && words == NULL ? servers.at[0].host : domain,
                   .found = n > 1 ? in_line(l->arena, texts) : "",
                   .record_name = n == 0 && words != NULL ? domain : "",
                   .record_type = n == 0 && words != NULL ? "TXT" : "",
                   .record_value = n == 0 ? spf_with(l, NULL, words) : ""});
}

/* ---- DKIM ---- */

static void
look_dkim(Looking *l)
{
    MailKeySpan keys = l->facts->keys;
    if (keys.n == 0)
        see(l, (Sight){.topic = "dkim", .finding = "dkim-no-keys", .subject = l->facts->domain});
    for (size_t i = 0; i < keys.n; i++) {
        const MailKey *key = &keys.at[i];
        const char *texts = ask(l, "TXT", key->name);
        bool is_there = texts != NULL && mail_key_is_in(key, texts);
        Sight sight = {.topic = "dkim", .subject = key->name};
        if (is_there || texts == NULL)
            sight.finding = !is_there ? "silent" : key->seen_at != 0 ? "dkim-good" : "dkim-ready";
        else {
            sight.finding = *texts != '\0' ? "dkim-other" : "dkim-missing";
            sight.found = in_line(l->arena, texts);
            sight.record_name = key->name;
            sight.record_type = "TXT";
            sight.record_value = key->record;
        }
        see(l, sight);
    }
}

/* ---- DMARC ---- */

/* The value of a tag of "v=DMARC1; p=none"; "" if it is not there. */
static const char *
tag_of(Arena *arena, const char *record, const char *name)
{
    g_auto(GStrv) tags = g_strsplit(record, ";", -1);
    for (char **tag = tags; *tag != NULL; tag++) {
        g_auto(GStrv) pair = g_strsplit(*tag, "=", 2);
        if (g_strv_length(pair) == 2 && g_ascii_strcasecmp(g_strstrip(pair[0]), name) == 0)
            return arena_strdup(arena, g_strstrip(pair[1]));
    }
    return "";
}

/* Those of @lines that say v=DMARC1; *@ret_record is the first. */
static size_t
find_dmarc(Arena *arena, const char *lines, const char **ret_record)
{
    size_t n = 0;
    g_auto(GStrv) each = g_strsplit(lines, "\n", -1);
    for (char **line = each; *line != NULL; line++) {
        if (!g_str_has_prefix(*line, "v=DMARC1"))
            continue;
        if (n++ == 0)
            *ret_record = arena_strdup(arena, *line);
    }
    return n;
}

/* The domain's own record, or that of the next one above it that has any. */
typedef struct Dmarc {
    bool is_silent;
    size_t n;
    const char *domain, *record;
} Dmarc;

static Dmarc
dmarc_of(const Looking *l)
{
    Dmarc dmarc = {.domain = l->facts->domain};
    for (const char *at = l->facts->domain; at != NULL && strchr(at, '.') != NULL;
         at = strchr(at, '.') + 1) {
        const char *lines = ask(l, "TXT", arena_printf(l->arena, "_dmarc.%s", at));
        dmarc.domain = at;
        dmarc.is_silent = lines == NULL;
        dmarc.n = lines != NULL ? find_dmarc(l->arena, lines, &dmarc.record) : 0;
        if (dmarc.is_silent || dmarc.n > 0)
            break;
    }
    return dmarc;
}

static const char *
dmarc_finding(const Looking *l, const Dmarc *dmarc)
{
    static const char *const policies[] = {"none", "quarantine", "reject", NULL};
    bool is_own = strcmp(dmarc->domain, l->facts->domain) == 0;
    const char *below = is_own ? "" : tag_of(l->arena, dmarc->record, "sp");
    const char *policy = *below != '\0' ? below : tag_of(l->arena, dmarc->record, "p");
    g_autofree char *lower = g_ascii_strdown(policy, -1);
    if (dmarc->n > 1 || !g_strv_contains(policies, lower))
        return "dmarc-broken";
    if (strcmp(lower, "none") == 0)
        return "dmarc-watches";
    return l->facts->n_signing == 0 ? "dmarc-unsigned" : "dmarc-good";
}

static void
look_dmarc(Looking *l)
{
    Dmarc dmarc = dmarc_of(l);
    Sight sight = {.topic = "dmarc", .subject = l->facts->domain};
    if (dmarc.is_silent)
        sight.finding = "silent";
    else if (dmarc.n == 0)
        sight.finding = "dmarc-none";
    else {
        sight.finding = dmarc_finding(l, &dmarc);
        sight.found = dmarc.record;
    }
    if (strcmp(sight.finding, "dmarc-none") == 0 || strcmp(sight.finding, "dmarc-broken") == 0) {
        sight.record_name = arena_printf(l->arena, "_dmarc.%s", l->facts->domain);
        sight.record_type = "TXT";
        sight.record_value = arena_printf(l->arena, "v=DMARC1; p=none; rua=mailto:%s",
                                          l->facts->sender);
    }
    see(l, sight);
}

/* ---- MX ---- */

/* Nobody says who takes the domain's mail: its own address does, if it has one. */
static void
look_without_mx(Looking *l)
{
    const char *addresses = addresses_of(l, l->facts->domain);
    Sight sight = {.topic = "mx", .subject = l->facts->domain};
    sight.finding = addresses == NULL ? "silent" : *addresses != '\0' ? "mx-implied" : "mx-none";
    if (addresses != NULL) {
        sight.found = in_line(l->arena, addresses);
        sight.record_name = l->facts->domain;
        sight.record_type = "MX";
        sight.record_value = arena_printf(l->arena, "10 %s", l->facts->host);
    }
    see(l, sight);
}

static void
look_mx(Looking *l)
{
    const char *lines = ask(l, "MX", l->facts->domain);
    if (lines == NULL || *lines == '\0') {
        if (lines != NULL)
            look_without_mx(l);
        else
            see(l, (Sight){.topic = "mx", .finding = "silent", .subject = l->facts->domain});
        return;
    }
    const char *finding = "mx-good";
    g_auto(GStrv) each = g_strsplit(lines, "\n", -1);
    for (char **line = each; *line != NULL; line++) {
        const char *host = strchr(*line, ' ');
        if (host == NULL)
            continue;
        const char *addresses = strcmp(host + 1, ".") == 0 ? "" : addresses_of(l, host + 1);
        if (strcmp(host + 1, ".") == 0)
            finding = "mx-refuses";
        else if (addresses != NULL && *addresses == '\0')
            finding = "mx-lost";
    }
    see(l, (Sight){.topic = "mx",
                   .finding = finding,
                   .subject = l->facts->domain,
                   .found = in_line(l->arena, lines)});
}

/* ---- PTR ---- */

/* Does one of the names of an address lead back to it? */
static bool
leads_back(const Looking *l, const char *names, const char *address)
{
    g_auto(GStrv) each = g_strsplit(names, "\n", -1);
    for (char **name = each; *name != NULL; name++) {
        const char *addresses = **name != '\0' ? addresses_of(l, *name) : NULL;
        if (addresses != NULL && has_line(addresses, address))
            return true;
    }
    return false;
}

static void
look_address(Looking *l, const char *address)
{
    const char *names = ask(l, "PTR", address);
    address = arena_strdup(l->arena, address);
    Sight sight = {.topic = "ptr", .subject = address};
    sight.finding = names == NULL                   ? "silent"
                    : *names == '\0'                ? "ptr-none"
                    : leads_back(l, names, address) ? "ptr-good"
                                                    : "ptr-other";
    if (names != NULL)
        sight.found = in_line(l->arena, names);
    if (names != NULL && strcmp(sight.finding, "ptr-good") != 0) {
        sight.record_name = address;
        sight.record_type = "PTR";
        sight.record_value = l->facts->host;
    }
    see(l, sight);
}

static void
look_ptr(Looking *l)
{
    Servers servers = servers_of(l);
    const Server *here = NULL;
    for (size_t i = 0; i < servers.n && here == NULL; i++)
        here = servers.at[i].is_here ? &servers.at[i] : NULL;
    if (here == NULL) {
        see(l, (Sight){.topic = "ptr", .finding = "ptr-keeper", .subject = servers.at[0].host});
        return;
    }
    const char *addresses = addresses_of(l, l->facts->host);
    g_auto(GStrv) each = g_strsplit(addresses != NULL ? addresses : "", "\n", -1);
    for (char **address = each; *address != NULL; address++)
        if (**address != '\0')
            look_address(l, *address);
    if (addresses == NULL || *addresses == '\0')
        see(l, (Sight){.topic = "ptr",
                       .finding = addresses == NULL ? "silent" : "ptr-nowhere",
                       .subject = l->facts->host});
}

/* ---- TLS ---- */

static const char *const tls_findings[] = {
    [SMTP_SIGHT_GOOD] = "tls-good",
    [SMTP_SIGHT_OPEN] = "tls-none",
    [SMTP_SIGHT_CERTIFICATE] = "tls-certificate",
    [SMTP_SIGHT_LOGIN] = "tls-login",
    [SMTP_SIGHT_AWAY] = "tls-away",
};

/* On this machine nobody listens in. */
static void
look_tls(Looking *l)
{
    Servers servers = servers_of(l);
    for (size_t i = 0; i < servers.n; i++) {
        const Server *server = &servers.at[i];
        const char *words = "";
        int saw = server->is_here && g_str_has_prefix(server->url, "smtp:")
                      ? 0
                      : l->app->smtp_look(l->arena, server->url, l->facts->host, &words);
        see(l, (Sight){.topic = "tls",
                       .finding = saw == 0 ? "tls-here" : tls_findings[saw],
                       .subject = server->host,
                       .found = words});
    }
}

static void (*const checks[])(Looking *looking) = {look_spf, look_dkim, look_dmarc,
                                                   look_mx,  look_ptr,  look_tls};

void
sight_checks_run(Looking *looking)
{
    for (size_t i = 0; i < G_N_ELEMENTS(checks); i++)
        checks[i](looking);
}
