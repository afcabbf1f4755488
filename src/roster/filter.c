/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/filter.h"
#include "base/limits.h"
#include "base/moment.h"
#include "lang/lang.h"
#include "roster/load.h"
#include "web/request.h"

#include <stdlib.h>
#include <string.h>

#define NOT "not-"
#define ALL (-1)

/* clang-format off */
const RosterDimension ROSTER_DIMENSIONS[] = {
    {"q",              N_("Name"),                 ROSTER_WORDS,  .field = PROFILE_NAME},
    {"address",        N_("E-mail address"),       ROSTER_WORDS,  .words = WORDS_ADDRESS},
    {"country",        N_("Country"),              ROSTER_VALUES, .mark = MARK_PLACE, .first = 0, .last = 0, .field = PROFILE_COUNTRY},
    {"region",         N_("Region"),               ROSTER_VALUES, .mark = MARK_PLACE, .first = 1, .last = 1, .field = PROFILE_COUNTRY},
    {"subregion",      N_("Part of a region"),     ROSTER_VALUES, .mark = MARK_PLACE, .first = 2, .last = 2, .field = PROFILE_COUNTRY},
    {"type",           N_("Type of organisation"), ROSTER_VALUES, .mark = MARK_ORGANISATION, .first = 0, .last = 0, .field = PROFILE_ORGANISATION},
    {"organisation",   N_("Organisation"),         ROSTER_VALUES, .mark = MARK_ORGANISATION, .first = 2, .last = 2, .field = PROFILE_ORGANISATION},
    {"organisation-name", N_("Name of the organisation"), ROSTER_MARK_WORDS, .mark = MARK_ORGANISATION, .first = 1, .last = 1, .field = PROFILE_ORGANISATION},
    {"level",          N_("Level of work"),        ROSTER_VALUES, .mark = MARK_LEVEL, .last = ALL, .field = PROFILE_LEVEL},
    {"language",       N_("Language"),             ROSTER_VALUES, .mark = MARK_LANGUAGES, .last = ALL, .field = PROFILE_LANGUAGES},
    {"interest",       N_("Interest"),             ROSTER_VALUES, .mark = MARK_INTERESTS, .last = ALL, .field = PROFILE_INTERESTS},
    {"group",          N_("Interest group"),       ROSTER_VALUES, .mark = MARK_GROUPS, .last = ALL},
    {"reads",          N_("Language of mails"),    ROSTER_VALUES, .mark = MARK_READS, .last = ALL},
    {"role",           N_("Role"),                 ROSTER_VALUES, .mark = MARK_TERMS, .last = ALL, .ends = true},
    {"agrees",         N_("Agrees to"),            ROSTER_VALUES, .mark = MARK_PURPOSES, .last = ALL},
    {"did",            N_("Took part"),            ROSTER_VALUES, .mark = MARK_DEEDS, .last = ALL},
    {"joined-from",    N_("Joined from"),          ROSTER_FROM,   .date = ROSTER_JOINED, .field = PROFILE_SINCE},
    {"joined-until",   N_("Joined until"),         ROSTER_UNTIL,  .date = ROSTER_JOINED, .field = PROFILE_SINCE},
    {"seen-from",      N_("Seen since"),           ROSTER_FROM,   .date = ROSTER_SEEN},
    {"seen-until",     N_("Not seen after"),       ROSTER_UNTIL,  .date = ROSTER_SEEN},
    {"status",         N_("Membership"),           ROSTER_STATUS},
    {0},
};
/* clang-format on */

const RosterDimension *
roster_dimension_find(const char *name)
{
    for (const RosterDimension *d = ROSTER_DIMENSIONS; d->name != NULL; d++)
        if (strcmp(d->name, name) == 0)
            return d;
    return NULL;
}

bool
roster_is_words(const RosterDimension *dimension)
{
    return dimension->kind == ROSTER_WORDS || dimension->kind == ROSTER_MARK_WORDS;
}

bool
roster_may_negate(const RosterDimension *dimension)
{
    return dimension->kind == ROSTER_VALUES;
}

/* ---- reading ---- */

static int
compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
words_of(Arena *arena, const char *text)
{
    GString *words = arena_string(arena, strlen(text) + 1);
    roster_words(words, text);
    return words->str;
}

/* The values of one name, in order, each once. */
static const char *const *
values_of(Arena *arena, PairSpan pairs, const char *name, size_t *ret_n)
{
    size_t n = 0;
    const char **values = arena_array_of(arena, const char *, pairs.n + 1);
    for (size_t i = 0; i < pairs.n; i++)
        if (strcmp(pairs.at[i].name, name) == 0 && *pairs.at[i].value != '\0')
            values[n++] = pairs.at[i].value;
    qsort(values, n, sizeof *values, compare_texts);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || strcmp(values[kept - 1], values[i]) != 0)
            values[kept++] = values[i];
    *ret_n = kept;
    return values;
}

/* The words of all values together, each a value of its own. */
static void
read_words(Arena *arena, RosterCondition *condition)
{
    GString *all = arena_string(arena, LIMIT_SEARCH);
    for (size_t i = 0; i < condition->n; i++)
        g_string_append_printf(all, "%s ", condition->values[i]);
    char *words = arena_strdup(arena, words_of(arena, all->str));
    size_t n = 0;
    const char **values = arena_array_of(arena, const char *, strlen(words) + 1);
    for (char *rest = NULL, *word = strtok_r(words, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest))
        values[n++] = word;
    condition->values = values;
    condition->n = n;
}

/* The first moment of a date that may be as short as a year. */
static bool
date_begin(Arena *arena, const char *date, int64_t *ret_moment)
{
    size_t n = strlen(date);
    const char *rest = n == strlen("2016") ? "-01-01" : n == strlen("2016-12") ? "-01" : "";
    return date_is_valid(date) && moment_parse(arena_printf(arena, "%s%s", date, rest), ret_moment);
}

static bool
read_date(Arena *arena, RosterCondition *condition)
{
    condition->n = MIN(condition->n, 1);
    const char *date = condition->values[0];
    return condition->dimension->kind == ROSTER_FROM ? date_begin(arena, date, &condition->moment)
                                                     : date_end(date, &condition->moment);
}

/* Read one condition; false if there is none, or with *@ret_fault. */
static bool
read_condition(Arena *arena, PairSpan pairs, const RosterDimension *dimension, bool negated,
               RosterCondition *condition, const char **ret_fault)
{
    const char *name = negated ? arena_printf(arena, NOT "%s", dimension->name) : dimension->name;
    *condition = (RosterCondition){.dimension = dimension, .negated = negated};
    condition->values = values_of(arena, pairs, name, &condition->n);
    if (condition->n == 0)
        return false;
    if (roster_is_words(dimension))
        read_words(arena, condition);
    bool is_date = dimension->kind == ROSTER_FROM || dimension->kind == ROSTER_UNTIL;
    if (is_date && !read_date(arena, condition)) {
        *ret_fault = N_("Write a date as 2016, 2016-12 or 2016-12-31.");
        return false;
    }
    return condition->n > 0;
}

const RosterFilter *
roster_filter_read(Arena *arena, PairSpan pairs, const char **ret_fault)
{
    RosterFilter *filter = arena_new_of(arena, RosterFilter);
    RosterCondition *at = arena_array_of(arena, RosterCondition,
                                         2 * G_N_ELEMENTS(ROSTER_DIMENSIONS));
    size_t values = 0;
    *ret_fault = NULL;
    for (const RosterDimension *d = ROSTER_DIMENSIONS; d->name != NULL; d++)
        for (int negated = 0; negated <= roster_may_negate(d); negated++) {
            RosterCondition *condition = &at[filter->n];
            if (read_condition(arena, pairs, d, negated, condition, ret_fault)) {
                values += condition->n;
                filter->n++;
            }
        }
    filter->at = at;
    if (values > ROSTER_MOST_VALUES) {
        *ret_fault = N_("These are too many values at once. Choose fewer.");
        filter->n = 0;
    }
    return filter;
}

const RosterFilter *
roster_filter_parse(Arena *arena, const char *text, const char **ret_fault)
{
    PairSpan pairs = {0};
    if (request_decode_pairs(arena, text, strlen(text), &pairs) != 0)
        pairs.n = 0;
    return roster_filter_read(arena, pairs, ret_fault);
}

const char *
roster_filter_write(Arena *arena, const RosterFilter *filter)
{
    GString *out = arena_string(arena, 64);
    for (size_t i = 0; i < filter->n; i++) {
        const RosterCondition *condition = &filter->at[i];
        for (size_t v = 0; v < condition->n; v++) {
            g_string_append_printf(out, "%s%s%s=", out->len > 0 ? "&" : "",
                                   condition->negated ? NOT : "", condition->dimension->name);
            g_string_append_uri_escaped(out, condition->values[v], "", true);
        }
    }
    return out->str;
}

/* ---- other filters of one ---- */

const RosterFilter *
roster_filter_and(Arena *arena, const RosterFilter *filter, const char *dimension,
                  const char *value)
{
    const char **values = arena_array_of(arena, const char *, 1);
    values[0] = value;
    RosterFilter *both = arena_new_of(arena, RosterFilter);
    RosterCondition *at = arena_array_of(arena, RosterCondition, filter->n + 1);
    for (size_t i = 0; i < filter->n; i++)
        at[i] = filter->at[i];
    at[filter->n] = (RosterCondition){
        .dimension = roster_dimension_find(dimension), .values = values, .n = 1};
    *both = (RosterFilter){at, filter->n + 1};
    return both;
}

bool
roster_filter_has(const RosterFilter *filter, const char *dimension, const char *value)
{
    for (size_t i = 0; i < filter->n; i++) {
        const RosterCondition *condition = &filter->at[i];
        bool is_it = !condition->negated && strcmp(condition->dimension->name, dimension) == 0;
        for (size_t v = 0; is_it && v < condition->n; v++)
            if (strcmp(condition->values[v], value) == 0)
                return true;
    }
    return false;
}

const RosterFilter *
roster_filter_without(Arena *arena, const RosterFilter *filter, const char *dimension)
{
    RosterFilter *others = arena_new_of(arena, RosterFilter);
    RosterCondition *at = arena_array_of(arena, RosterCondition, filter->n + 1);
    for (size_t i = 0; i < filter->n; i++)
        if (strcmp(filter->at[i].dimension->name, dimension) != 0)
            at[others->n++] = filter->at[i];
    others->at = at;
    return others;
}

/* ---- what a mark stands for ---- */

/* "editor::1483347600:0": is it in force at @at?  @ret_n: how long the role's name is. */
static bool
term_is_in_force(const char *token, size_t n, int64_t at, size_t *ret_n)
{
    const char *colon = memchr(token, ':', n);
    const char *last = memrchr(token, ':', n);
    const char *since = last != NULL ? memrchr(token, ':', (size_t)(last - token)) : NULL;
    if (colon == NULL || since == NULL)
        return false;
    *ret_n = (size_t)(colon - token);
    int64_t until = strtoll(last + 1, NULL, 10);
    return strtoll(since + 1, NULL, 10) <= at && (until == 0 || until > at);
}

void
roster_values(const RosterDimension *dimension, const char *text, int64_t at, RosterValue value,
              void *data)
{
    for (int i = 0; *text != '\0'; i++) {
        size_t n = strcspn(text, "\n");
        size_t length = n;
        bool counts = i >= dimension->first && (dimension->last == ALL || i <= dimension->last);
        if (counts && dimension->ends)
            counts = term_is_in_force(text, n, at, &length);
        if (counts && length > 0)
            value(data, text, length);
        text += n + (text[n] == '\n');
    }
}
