/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/spf.h"

#include <arpa/inet.h>
#include <string.h>

#define MOST_LOOKUPS 10 /* RFC 7208, 4.6.4 */
#define MOST_VOID 2     /* lookups that find nothing */
#define MOST_EXCHANGERS 10

/* Why a record cannot be used, as SpfAnswer.why. */
static const char TOO_MANY[] = "many";
static const char TOO_EMPTY[] = "void";
static const char MISSPELT[] = "word";
static const char LEADS_NOWHERE[] = "nowhere";
static const char SEVERAL[] = "several";

typedef struct Asked {
    const DnsLook *look;
    Arena *arena;
    const char *address;
    int family;
    uint8_t bytes[16]; /* of the address */
    int n_lookups, n_void;
    const char *why;
    GString *includes;
} Asked;

typedef enum Match { NO, YES, BROKEN, UNSURE } Match;

static Match
broken(Asked *asked, const char *why)
{
    asked->why = why;
    return BROKEN;
}

static SpfResult check(Asked *asked, const char *domain);

/* ---- addresses ---- */

static bool
is_same_net(const uint8_t *a, const uint8_t *b, int64_t bits)
{
    size_t whole = (size_t)bits / 8;
    int rest = (int)(bits % 8);
    return memcmp(a, b, whole) == 0 && (rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0);
}

/* Is the asked address in the net of @text with so many @bits? */
static bool
is_in(const Asked *asked, int family, const char *text, int64_t bits)
{
    uint8_t bytes[16];
    return family == asked->family && inet_pton(family, text, bytes) == 1 &&
           is_same_net(bytes, asked->bytes, bits);
}

/* The bits of a net, "24"; false if it is not a number up to @most. */
static bool
read_bits(const char *text, int64_t most, int64_t *ret_bits)
{
    char *end = NULL;
    int64_t bits = g_ascii_strtoll(text, &end, 10);
    if (!g_ascii_isdigit(*text) || (*end != '\0' && *end != '/') || bits > most)
        return false;
    *ret_bits = bits;
    return true;
}

/* What stands behind a mechanism: "host/24//64", each part optional. */
typedef struct Target {
    const char *host;
    int64_t bits; /* of the asked address's family */
} Target;

static bool
read_target(const Asked *asked, const char *value, const char *domain, Target *ret_target)
{
    size_t n = strcspn(value, "/");
    const char *four = value[n] == '/' && value[n + 1] != '/' ? value + n + 1 : NULL;
    const char *six = strstr(value, "//");
    int64_t short_bits = 32, long_bits = 128;
    if ((four != NULL && !read_bits(four, 32, &short_bits)) ||
        (six != NULL && !read_bits(six + 2, 128, &long_bits)))
        return false;
    *ret_target = (Target){n > 0 ? arena_strndup(asked->arena, value, n) : domain,
                           asked->family == AF_INET ? short_bits : long_bits};
    return true;
}

/* ---- questions ---- */

static const char *
ask(Asked *asked, const char *type, const char *name)
{
    const char *lines = dns_look(asked->look, asked->arena, type, name);
    if (lines != NULL && *lines == '\0')
        asked->n_void++;
    return lines;
}

/* Is the asked address one of @host's? */
static Match
match_host(Asked *asked, const char *host, int64_t bits)
{
    const char *lines = ask(asked, asked->family == AF_INET ? "A" : "AAAA", host);
    if (lines == NULL)
        return UNSURE;
    if (asked->n_void > MOST_VOID)
        return broken(asked, TOO_EMPTY);
    g_auto(GStrv) each = g_strsplit(lines, "\n", -1);
    for (char **line = each; *line != NULL; line++)
        if (is_in(asked, asked->family, *line, bits))
            return YES;
    return NO;
}

static Match
match_all(Asked *asked G_GNUC_UNUSED, const char *domain G_GNUC_UNUSED,
          const char *value G_GNUC_UNUSED)
{
    return YES;
}

static Match
match_net(Asked *asked, int family, const char *value)
{
    const char *slash = strchr(value, '/');
    int64_t most = family == AF_INET ? 32 : 128, bits = most;
    uint8_t bytes[16];
    const char *net = slash != NULL ? arena_strndup(asked->arena, value, (size_t)(slash - value))
                                    : value;
    if (inet_pton(family, net, bytes) != 1 || (slash != NULL && !read_bits(slash + 1, most, &bits)))
        return broken(asked, MISSPELT);
    return is_in(asked, family, net, bits) ? YES : NO;
}

static Match
match_ip4(Asked *asked, const char *domain G_GNUC_UNUSED, const char *value)
{
    return match_net(asked, AF_INET, value);
}

static Match
match_ip6(Asked *asked, const char *domain G_GNUC_UNUSED, const char *value)
{
    return match_net(asked, AF_INET6, value);
}

static Match
match_a(Asked *asked, const char *domain, const char *value)
{
    Target target;
    if (!read_target(asked, value, domain, &target))
        return broken(asked, MISSPELT);
    return match_host(asked, target.host, target.bits);
}

static Match
match_mx(Asked *asked, const char *domain, const char *value)
{
    Target target;
    if (!read_target(asked, value, domain, &target))
        return broken(asked, MISSPELT);
    const char *lines = ask(asked, "MX", target.host);
    if (lines == NULL)
        return UNSURE;
    g_auto(GStrv) each = g_strsplit(lines, "\n", -1);
    if (g_strv_length(each) > MOST_EXCHANGERS + 1)
        return broken(asked, TOO_MANY);
    for (char **line = each; *line != NULL; line++) {
        const char *host = strchr(*line, ' ');
        Match match = host != NULL ? match_host(asked, host + 1, target.bits) : NO;
        if (match != NO)
            return match;
    }
    return NO;
}

static Match
match_include(Asked *asked, const char *domain G_GNUC_UNUSED, const char *value)
{
    g_string_append_printf(asked->includes, "%s ", value);
    switch (check(asked, value)) {
    case SPF_PASS: return YES;
    case SPF_NONE: return broken(asked, LEADS_NOWHERE);
    case SPF_BROKEN: return BROKEN;
    case SPF_UNSURE: return UNSURE;
    case SPF_NEUTRAL:
    case SPF_SOFTFAIL:
    case SPF_FAIL: return NO;
    }
    g_assert_not_reached();
}

static Match
match_exists(Asked *asked, const char *domain G_GNUC_UNUSED, const char *value)
{
    const char *lines = ask(asked, "A", value);
    return lines == NULL ? UNSURE : *lines != '\0' ? YES : NO;
}

static Match
match_ptr(Asked *asked G_GNUC_UNUSED, const char *domain G_GNUC_UNUSED,
          const char *value G_GNUC_UNUSED)
{
    return UNSURE;
}

static const struct Mechanism {
    const char *name;
    Match (*match)(Asked *asked, const char *domain, const char *value);
    int n_lookups;
    bool needs_value;
} mechanisms[] = {
    {"all",     match_all,     0, false},
    {"include", match_include, 1, true },
    {"a",       match_a,       1, false},
    {"mx",      match_mx,      1, false},
    {"ptr",     match_ptr,     1, false},
    {"ip4",     match_ip4,     0, true },
    {"ip6",     match_ip6,     0, true },
    {"exists",  match_exists,  1, true },
};

/* ---- records ---- */

/* The mechanism of one word of a record without its qualifier, "ip4:192.0.2.0/24", "mx/24"; NULL:
 * it is misspelt. */
static const struct Mechanism *
mechanism_find(const char *word)
{
    size_t n = strcspn(word, ":/");
    bool has_value = word[n] == ':' && word[n + 1] != '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(mechanisms); i++) {
        const struct Mechanism *m = &mechanisms[i];
        if (strlen(m->name) == n && g_ascii_strncasecmp(m->name, word, n) == 0)
            return m->needs_value && !has_value ? NULL : m;
    }
    return NULL;
}

static Match
match_word(Asked *asked, const char *domain, const char *word)
{
    const struct Mechanism *m = mechanism_find(word);
    size_t n = strcspn(word, ":/");
    const char *value = word[n] == ':' ? word + n + 1 : word + n;
    asked->n_lookups += m->n_lookups;
    if (asked->n_lookups > MOST_LOOKUPS)
        return broken(asked, TOO_MANY);
    if (strchr(value, '%') != NULL)
        return UNSURE;
    return m->match(asked, domain, value);
}

static SpfResult
result_of(char qualifier)
{
    return qualifier == '-'   ? SPF_FAIL
           : qualifier == '~' ? SPF_SOFTFAIL
           : qualifier == '?' ? SPF_NEUTRAL
                              : SPF_PASS;
}

/* "name=value"; the name of a mechanism has no "=" before its ":" or "/". */
static bool
is_modifier(const char *word)
{
    return word[strcspn(word, "=:/")] == '=';
}

/* When no word decided. */
static SpfResult
redirect(Asked *asked, const char *to)
{
    if (to == NULL)
        return SPF_NEUTRAL;
    if (++asked->n_lookups > MOST_LOOKUPS) {
        asked->why = TOO_MANY;
        return SPF_BROKEN;
    }
    if (strchr(to, '%') != NULL)
        return SPF_UNSURE;
    g_string_append_printf(asked->includes, "%s ", to);
    SpfResult result = check(asked, to);
    if (result == SPF_NONE)
        asked->why = LEADS_NOWHERE;
    return result == SPF_NONE ? SPF_BROKEN : result;
}

static const char *
without_qualifier(const char *word)
{
    return word + (*word != '\0' && strchr("+-~?", *word) != NULL);
}

/* The mechanisms of a record, in order; NULL: a word anywhere in it is misspelt (RFC 7208, 4.6).
 * *@ret_redirect: where it goes on when none of them decides, or NULL. */
static GPtrArray *
read_words(Arena *arena, const char *record, const char **ret_redirect)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_auto(GStrv) all = g_strsplit(record, " ", -1);
    *ret_redirect = NULL;
    for (char **at = all; *at != NULL; at++) {
        if (at == all || **at == '\0')
            continue;
        const char *word = arena_strdup(arena, *at);
        if (g_ascii_strncasecmp(word, "redirect=", 9) == 0)
            *ret_redirect = word + 9;
        if (is_modifier(word))
            continue;
        if (mechanism_find(without_qualifier(word)) == NULL)
            return NULL;
        g_ptr_array_add(words, (char *)(uintptr_t)word);
    }
    return g_steal_pointer(&words);
}

static SpfResult
check_record(Asked *asked, const char *domain, const char *record)
{
    const char *to;
    SpfResult doubt = 0; /* what it would be if a word that cannot be judged had decided */
    g_autoptr(GPtrArray) words = read_words(asked->arena, record, &to);
    if (words == NULL) {
        asked->why = MISSPELT;
        return SPF_BROKEN;
    }
    for (guint i = 0; i < words->len; i++) {
        const char *word = words->pdata[i];
        Match match = match_word(asked, domain, without_qualifier(word));
        if (match == BROKEN)
            return SPF_BROKEN;
        SpfResult result = result_of(*word);
        if (match == UNSURE)
            doubt = doubt == 0 || doubt == result ? result : SPF_UNSURE;
        if (match == YES)
            return doubt == 0 || doubt == result ? result : SPF_UNSURE;
    }
    return doubt != 0 ? SPF_UNSURE : redirect(asked, to);
}

size_t
spf_find(Arena *arena, const char *texts, const char **ret_record)
{
    size_t n = 0;
    g_auto(GStrv) lines = g_strsplit(texts, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        if (g_ascii_strncasecmp(*line, "v=spf1", 6) != 0 ||
            ((*line)[6] != ' ' && (*line)[6] != '\0'))
            continue;
        if (n++ == 0)
            *ret_record = arena_strdup(arena, *line);
    }
    return n;
}

static SpfResult
check(Asked *asked, const char *domain)
{
    const char *record = NULL;
    const char *texts = dns_look(asked->look, asked->arena, "TXT", domain);
    if (texts == NULL)
        return SPF_UNSURE;
    size_t n = spf_find(asked->arena, texts, &record);
    if (n > 1)
        asked->why = SEVERAL;
    return n == 0 ? SPF_NONE : n > 1 ? SPF_BROKEN : check_record(asked, domain, record);
}

SpfAnswer
spf_check(const DnsLook *look, Arena *arena, const char *domain, const char *address)
{
    Asked asked = {.look = look,
                   .arena = arena,
                   .address = address,
                   .family = AF_INET,
                   .includes = arena_string(arena, 64)};
    g_string_append_c(asked.includes, ' ');
    if (inet_pton(AF_INET, address, asked.bytes) != 1) {
        asked.family = AF_INET6;
        if (inet_pton(AF_INET6, address, asked.bytes) != 1)
            return (SpfAnswer){SPF_UNSURE, NULL, asked.includes->str};
    }
    SpfResult result = check(&asked, domain);
    return (SpfAnswer){result, result == SPF_BROKEN ? asked.why : NULL, asked.includes->str};
}
