/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/pace.h"

#include <string.h>

/* Nobody publishes how many mails an hour a sender that is not known yet may send.  What is
 * published: Gmail, Yahoo and Outlook count who sends some 5,000 mails a day as a sender of bulk,
 * from whom they ask more; 200 an hour stay below that all day long.  Yahoo closes connections
 * after few messages, so it gets half.  A ministry's or university's own server has less to spare
 * than those: 120, one each half minute.  A burst is what one person's evening of comments causes.
 */
static const struct Preset {
    const char *name;
    const char *domains; /* blanks around each; one that ends with a dot begins others */
    int64_t rate;        /* mails an hour */
    int64_t burst;
} presets[] = {
    {"gmail.com",   " gmail.com googlemail.com ",                     200, 10},
    {"outlook.com", " outlook. hotmail. live. msn.com passport.com ", 200, 10},
    {"yahoo.com",   " yahoo. ymail.com rocketmail.com aol.com ",      100, 5 },
    {"*",           " ",                                              120, 5 },
};

enum { N_PRESETS = G_N_ELEMENTS(presets), OTHERS = N_PRESETS - 1 };

static bool
is_listed(const char *domains, const char *domain)
{
    g_autofree char *whole = g_strdup_printf(" %s ", domain);
    g_autofree char *begin = g_strdup_printf(" %.*s. ", (int)strcspn(domain, "."), domain);
    return strstr(domains, whole) != NULL || strstr(domains, begin) != NULL;
}

static const struct Preset *
preset_of(const char *domain)
{
    for (size_t i = 0; i < OTHERS; i++)
        if (is_listed(presets[i].domains, domain))
            return &presets[i];
    return &presets[OTHERS];
}

const char *
pace_destination(Arena *arena, const char *address)
{
    const char *at = strrchr(address, '@');
    g_autofree char *domain = g_ascii_strdown(at != NULL ? at + 1 : address, -1);
    const struct Preset *preset = preset_of(domain);
    return preset == &presets[OTHERS] ? arena_strdup(arena, domain) : preset->name;
}

const char *
pace_preset(size_t i, int64_t *ret_rate)
{
    if (i >= N_PRESETS)
        return NULL;
    *ret_rate = presets[i].rate;
    return presets[i].name;
}

/* One line "DESTINATION NUMBER"; false if it is none. */
static bool
read_line(const char *line, char **ret_name, int64_t *ret_rate)
{
    g_autofree char *clean = g_strstrip(g_strdup(line));
    char *blank = strpbrk(clean, " \t");
    if (blank == NULL)
        return false;
    *blank = '\0';
    const char *digits = g_strchug(blank + 1);
    if (*digits == '\0' || strspn(digits, "0123456789") != strlen(digits) || strlen(digits) > 6)
        return false;
    int64_t rate = g_ascii_strtoll(digits, NULL, 10);
    bool is_name = strcmp(clean, "*") == 0 || strchr(clean, '.') != NULL;
    if (!is_name || rate < 1 || rate > PACE_RATE_MOST)
        return false;
    *ret_name = g_ascii_strdown(clean, -1);
    *ret_rate = rate;
    return true;
}

bool
pace_rates_are_valid(const char *rates)
{
    g_auto(GStrv) lines = g_strsplit(rates, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_autofree char *name = NULL;
        int64_t rate;
        if (*g_strstrip(*line) != '\0' && !read_line(*line, &name, &rate))
            return false;
    }
    return true;
}

/* The rate that the lines say for @wanted; 0 if they do not. */
static int64_t
rate_said(const char *rates, const char *wanted)
{
    g_auto(GStrv) lines = g_strsplit(rates, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_autofree char *name = NULL;
        int64_t rate;
        if (read_line(*line, &name, &rate) && strcmp(name, wanted) == 0)
            return rate;
    }
    return 0;
}

Pace
pace_of(const char *rates, const char *destination)
{
    const struct Preset *preset = preset_of(destination);
    int64_t rate = rate_said(rates, destination);
    if (rate == 0 && preset == &presets[OTHERS])
        rate = rate_said(rates, "*");
    if (rate == 0)
        rate = preset->rate;
    return (Pace){3600 * (int64_t)1000 / rate, MIN(preset->burst, MAX(rate / 10, 1))};
}

bool
pace_take(Pace pace, int64_t now, int64_t *next, int64_t *ret_when)
{
    int64_t ahead = (pace.burst - 1) * pace.interval;
    if (pace.interval == 0)
        return true;
    if (*next > now + ahead + pace.interval) /* of a time to which the clock was set back from */
        *next = now + ahead + pace.interval;
    if (*next > now + ahead) {
        *ret_when = *next - ahead;
        return false;
    }
    *next = MAX(*next, now) + pace.interval;
    return true;
}

Pace
pace_slower(Pace a, Pace b)
{
    if (a.interval == 0 || b.interval == 0)
        return a.interval == 0 ? b : a;
    return (Pace){MAX(a.interval, b.interval), MIN(a.burst, b.burst)};
}

/* ---- patience ---- */

/* By the answer's code and, where there is one, its class of RFC 3463; the first that fits. */
static const struct {
    const char *code, *class; /* how they begin; "": any */
    bool asks;
} rules[] = {
    {"4",   "4.7.", true }, /* policy: too fast, not known yet */
    {"4",   "4.2.", false}, /* this mailbox */
    {"4",   "4.1.", false}, /* this address */
    {"421", "",     true },
    {"450", "",     true },
    {"451", "",     true },
};

bool
pace_asks_for_patience(const char *words)
{
    const char *class = strlen(words) > 4 ? words + 4 : "";
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
        if (g_str_has_prefix(words, rules[i].code) && g_str_has_prefix(class, rules[i].class))
            return rules[i].asks;
    return false;
}
