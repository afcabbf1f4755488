/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "oai/ask.h"
#include "base/moment.h"
#include "base/text.h"
#include "web/app.h"

#include <string.h>

/* ---- which arguments a verb takes ---- */

#define MOST_ARGUMENTS 8

typedef enum Argument {
    IDENTIFIER = 1,
    PREFIX = 2,
    FROM = 4,
    UNTIL = 8,
    SET = 16,
    TOKEN = 32,
} Argument;

static const struct {
    const char *name;
    OaiVerb verb;
    unsigned wants, takes; /* a token stands for all others */
} verbs[] = {
    {"Identify",            OAI_IDENTIFY,         0,                   0                         },
    {"ListMetadataFormats", OAI_LIST_FORMATS,     0,                   IDENTIFIER                },
    {"ListSets",            OAI_LIST_SETS,        0,                   TOKEN                     },
    {"ListIdentifiers",     OAI_LIST_IDENTIFIERS, PREFIX,              FROM | UNTIL | SET | TOKEN},
    {"ListRecords",         OAI_LIST_RECORDS,     PREFIX,              FROM | UNTIL | SET | TOKEN},
    {"GetRecord",           OAI_GET_RECORD,       IDENTIFIER | PREFIX, 0                         },
};

static const struct {
    const char *name;
    Argument argument;
} names[] = {
    {"identifier",      IDENTIFIER},
    {"metadataPrefix",  PREFIX    },
    {"from",            FROM      },
    {"until",           UNTIL     },
    {"set",             SET       },
    {"resumptionToken", TOKEN     },
};

/* What is wrong with an argument is not said back: it may be nothing that can stand there. */
static bool
refuse(OaiAsk *ask, const char *error, const char *why)
{
    if (strcmp(error, "badArgument") == 0)
        ask->arguments = (PairSpan){0};
    ask->error = error;
    ask->why = why;
    return false;
}

/* The first value of @name, or NULL. */
static const char *
value_of(PairSpan pairs, const char *name)
{
    for (size_t i = 0; i < pairs.n; i++)
        if (strcmp(pairs.at[i].name, name) == 0)
            return pairs.at[i].value;
    return NULL;
}

static bool
has_twice(PairSpan pairs)
{
    for (size_t i = 0; i < pairs.n; i++)
        for (size_t k = i + 1; k < pairs.n; k++)
            if (strcmp(pairs.at[i].name, pairs.at[k].name) == 0)
                return true;
    return false;
}

/* The bits of the arguments that came; of one that nobody knows a bit that no verb takes. */
static unsigned
arguments_of(PairSpan pairs)
{
    unsigned came = 0;
    for (size_t i = 0; i < pairs.n; i++) {
        unsigned bit = TOKEN << 1;
        for (size_t k = 0; k < G_N_ELEMENTS(names); k++)
            if (strcmp(names[k].name, pairs.at[i].name) == 0)
                bit = names[k].argument;
        came |= strcmp(pairs.at[i].name, "verb") == 0 ? 0 : bit;
    }
    return came;
}

static bool
check_arguments(OaiAsk *ask, PairSpan pairs)
{
    const char *name = value_of(pairs, "verb");
    size_t i = 0;
    while (i < G_N_ELEMENTS(verbs) && g_strcmp0(verbs[i].name, name) != 0)
        i++;
    if (pairs.n > MOST_ARGUMENTS || has_twice(pairs))
        return refuse(ask, "badArgument", "An argument is there twice.");
    if (i == G_N_ELEMENTS(verbs))
        return refuse(ask, "badVerb", "The verb is missing or none of the protocol's.");
    ask->verb = verbs[i].verb;
    unsigned came = arguments_of(pairs);
    if ((came & ~(verbs[i].wants | verbs[i].takes)) != 0)
        return refuse(ask, "badArgument", "There is an argument that this verb does not take.");
    if ((came & TOKEN) != 0 && came != TOKEN)
        return refuse(ask, "badArgument", "A resumptionToken stands for all other arguments.");
    if ((came & TOKEN) == 0 && (came & verbs[i].wants) != verbs[i].wants)
        return refuse(ask, "badArgument", "An argument is missing that this verb needs.");
    ask->arguments = pairs;
    return true;
}

/* ---- what stands in them ---- */

const char *
oai_set_write(Arena *arena, const char *what, const char *value)
{
    g_autofree char *escaped = g_uri_escape_string(value, NULL, FALSE);
    return arena_printf(arena, "%s-%s", what, g_strdelimit(escaped, "%", '!'));
}

/* NULL: it is none. */
static const char *
set_value(Arena *arena, const char *written)
{
    g_autofree char *escaped = g_strdelimit(g_strdup(written), "!", '%');
    g_autofree char *value = g_uri_unescape_string(escaped, NULL);
    bool is_one = value != NULL && *value != '\0' && text_is_clean(value, strlen(value));
    return is_one ? arena_strdup(arena, value) : NULL;
}

bool
oai_set_read(Arena *arena, const char *set, OaiList *list)
{
    const struct {
        const char *what;
        const char **value;
    } kinds[] = {
        {"pillar-",   &list->pillar  },
        {"type-",     &list->type    },
        {"language-", &list->language},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_has_prefix(set, kinds[i].what)) {
            const char *value = set_value(arena, set + strlen(kinds[i].what));
            *kinds[i].value = text_or_empty(value);
            return value != NULL;
        }
    return false;
}

/* Dates are days or moments to the second, and both of the same kind. */
static bool
read_dates(OaiAsk *ask, const char *from, const char *until)
{
    const size_t day = strlen("2017-01-02");
    const size_t second = strlen("2017-01-02T09:30:00Z");
    const char *const given[] = {from, until};
    int64_t *const moments[] = {&ask->list.from, &ask->list.until};
    for (size_t i = 0; i < G_N_ELEMENTS(given); i++) {
        size_t n = given[i] != NULL ? strlen(given[i]) : day;
        bool known = n == day || (n == second && given[i][day] == 'T' && given[i][n - 1] == 'Z');
        if (given[i] != NULL && (!known || !moment_parse(given[i], moments[i])))
            return refuse(ask, "badArgument",
                          "A date is written 2017-01-02 or 2017-01-02T09:30:00Z.");
    }
    if (from != NULL && until != NULL && strlen(from) != strlen(until))
        return refuse(ask, "badArgument", "From and until are not equally exact.");
    if (until != NULL && strlen(until) == day)
        ask->list.until += MOMENT_DAY - 1;
    if (until != NULL && ask->list.from > ask->list.until)
        return refuse(ask, "badArgument", "From is after until.");
    return true;
}

/* Words of the protocol, with @between two of them; '\0': one word. */
static bool
is_words(const char *text, char between)
{
    bool is_in = false;
    for (; *text != '\0'; text++) {
        bool counts = g_ascii_isalnum(*text) || strchr("-_.!~*'()", *text) != NULL;
        if (!counts && (*text != between || !is_in))
            return false;
        is_in = counts;
    }
    return is_in;
}

/* As the protocol has it, what cannot be an address is not one that we do not know. */
static bool
is_uri(const char *text)
{
    return strpbrk(text, "[]") == NULL &&
           g_uri_split(text, G_URI_FLAGS_NONE, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
}

static bool
check_words(OaiAsk *ask, PairSpan pairs)
{
    const char *prefix = value_of(pairs, "metadataPrefix"), *set = value_of(pairs, "set"),
               *identifier = value_of(pairs, "identifier");
    if (prefix != NULL && !is_words(prefix, '\0'))
        return refuse(ask, "badArgument", "There can be no such metadataPrefix.");
    if (set != NULL && !is_words(set, ':'))
        return refuse(ask, "badArgument", "There can be no such set.");
    if (identifier != NULL && !is_uri(identifier))
        return refuse(ask, "badArgument", "There can be no such identifier.");
    return true;
}

static void
read_identifier(Ctx *cx, OaiAsk *ask, const char *identifier)
{
    const char *ours = oai_identifier(cx, 0);
    size_t n = strlen(ours) - 1;
    ask->has_identifier = identifier != NULL;
    if (identifier == NULL || strncmp(identifier, ours, n) != 0 ||
        !g_ascii_string_to_signed(identifier + n, 10, 1, INT64_MAX, &ask->id, NULL))
        ask->id = 0;
}

static bool
read_values(Ctx *cx, OaiAsk *ask, PairSpan pairs)
{
    const char *prefix = value_of(pairs, "metadataPrefix"), *set = value_of(pairs, "set");
    const char *token = value_of(pairs, "resumptionToken");
    read_identifier(cx, ask, value_of(pairs, "identifier"));
    ask->goes_on = token != NULL;
    if (token != NULL && (ask->verb == OAI_LIST_SETS || !oai_token_read(cx->arena, token, ask)))
        return refuse(ask, "badResumptionToken", "This is no resumptionToken of ours.");
    if (!check_words(ask, pairs) ||
        !read_dates(ask, value_of(pairs, "from"), value_of(pairs, "until")))
        return false;
    if (prefix != NULL && (ask->list.format = oai_format_find(prefix)) == NULL)
        return refuse(ask, "cannotDisseminateFormat", "There are no records in this format.");
    if (set != NULL && !oai_set_read(cx->arena, set, &ask->list))
        return refuse(ask, "noRecordsMatch", "There is no such set.");
    if (set != NULL)
        ask->set = set;
    return true;
}

const OaiAsk *
oai_ask(Request *req)
{
    Ctx *cx = req->cx;
    PairSpan pairs = req->in->method == POST ? req->fields : req->query;
    OaiAsk *ask = arena_new_of(cx->arena, OaiAsk);
    *ask = (OaiAsk){
        .set = "", .list = {.pillar = "", .type = "", .language = "", .until = INT64_MAX}
    };
    if (check_arguments(ask, pairs))
        read_values(cx, ask, pairs);
    return ask;
}

const char *
oai_host(Ctx *cx)
{
    g_autoptr(GUri) uri = g_uri_parse(cx->app->base_url, G_URI_FLAGS_NONE, NULL);
    const char *host = uri != NULL ? g_uri_get_host(uri) : NULL;
    return text_or_empty(arena_strdup(cx->arena, host));
}

const char *
oai_identifier(Ctx *cx, int64_t id)
{
    return arena_printf(cx->arena, "oai:%s:%" PRId64, oai_host(cx), id);
}
