/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/ask.h"

#include <string.h>

#define WORD 64 /* bits */

/* What a test of one person needs. */
typedef struct Test {
    const Columns *columns;
    RosterEye eye;
    unsigned field;       /* that must be open to the eye; 0: none */
    const uint32_t *mark; /* of each person */
    const uint8_t *fits;  /* of each code: does it have one of the values? */
    const int64_t *date;  /* of each person */
    int64_t from, until;  /* in which it must lie; until is not in it */
    const RosterCondition *condition;
} Test;

typedef bool (*Fits)(const Test *test, size_t at);

/* Of those found keep whom @fits takes.  Inlined with it: a call for each of a million costs more
   than the question. */
static inline __attribute__((always_inline)) void
narrow(Found *found, Fits fits, const Test *test)
{
    for (size_t word = 0; word < found->n_words; word++) {
        uint64_t kept = 0;
        for (uint64_t bits = found->bits[word]; bits != 0; bits &= bits - 1) {
            uint64_t bit = bits & -bits;
            size_t at = word * WORD + (size_t)__builtin_ctzll(bits);
            kept |= fits(test, at) ? bit : 0;
        }
        found->bits[word] = kept;
    }
}

static inline bool
is_open(const Test *test, size_t at)
{
    return (ask_open(test->columns, test->eye, at) & test->field) == test->field;
}

/* ---- who is looked at in the first place ---- */

static inline bool
is_member(const Test *test, size_t at)
{
    const Columns *c = test->columns;
    return c->joined[at] < test->until && (c->left[at] == 0 || c->left[at] >= test->until);
}

/* Of whom nothing but the years is left, the name is empty. */
static inline bool
is_former(const Test *test, size_t at)
{
    const Columns *c = test->columns;
    return c->left[at] != 0 && c->left[at] < test->until && c->names->str[c->name[at]] != '\0';
}

static inline bool
has_joined(const Test *test, size_t at)
{
    return test->columns->joined[at] < test->until;
}

/* Who had left and not yet come back was none. */
static void
leave_out_absent(Found *found, int64_t end)
{
    const GArray *absences = found->columns->absences;
    for (guint i = 0; i < absences->len; i++) {
        const Absence *absence = &g_array_index(absences, Absence, i);
        size_t at = 0;
        if (absence->since < end && absence->until >= end &&
            columns_find(found->columns, absence->person, &at))
            found->bits[at / WORD] &= ~((uint64_t)1 << at % WORD);
    }
}

static bool
asks_for(const RosterFilter *filter, const char *status)
{
    for (size_t i = 0; filter != NULL && i < filter->n; i++)
        for (size_t v = 0; filter->at[i].dimension->kind == ROSTER_STATUS && v < filter->at[i].n;
             v++)
            if (strcmp(filter->at[i].values[v], status) == 0)
                return true;
    return false;
}

static Found
everybody(Arena *arena, const Columns *columns)
{
    size_t n_words = (columns->n + WORD - 1) / WORD;
    Found found = {columns, arena_array_of(arena, uint64_t, n_words + 1), n_words};
    memset(found.bits, 0xff, n_words * sizeof *found.bits);
    if (columns->n % WORD != 0)
        found.bits[n_words - 1] = ((uint64_t)1 << columns->n % WORD) - 1;
    return found;
}

/* ---- values ---- */

typedef struct Wanted {
    const RosterCondition *condition;
    bool found;
} Wanted;

static void
look_for(void *data, const char *value, size_t n)
{
    Wanted *wanted = data;
    for (size_t i = 0; i < wanted->condition->n && !wanted->found; i++) {
        const char *one = wanted->condition->values[i];
        wanted->found = strncmp(one, value, n) == 0 && one[n] == '\0';
    }
}

/* Does each code of a mark have one of the condition's values? */
static const uint8_t *
fitting_codes(Arena *arena, const Columns *columns, const RosterCondition *condition, int64_t end)
{
    const GPtrArray *texts = columns->dictionary[condition->dimension->mark].texts;
    uint8_t *fits = arena_array_of(arena, uint8_t, texts->len);
    for (guint i = 0; i < texts->len; i++) {
        Wanted wanted = {condition, false};
        roster_values(condition->dimension, texts->pdata[i], end - 1, look_for, &wanted);
        fits[i] = wanted.found != condition->negated;
    }
    return fits;
}

static inline bool
has_value(const Test *test, size_t at)
{
    return test->fits[test->mark[at]] != 0 && is_open(test, at);
}

static inline bool
lies_between(const Test *test, size_t at)
{
    int64_t date = test->date[at];
    return date >= test->from && date < test->until && is_open(test, at);
}

/* Does a word of @text begin with @word? */
static bool
has_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    while (strncmp(text, word, n) != 0) {
        text = strchr(text, ' ');
        if (text == NULL)
            return false;
        text++;
    }
    return true;
}

static inline bool
has_words(const Test *test, size_t at)
{
    const char *name = columns_name(test->columns, at);
    for (size_t i = 0; i < test->condition->n; i++)
        if (!has_word(name, test->condition->values[i]))
            return false;
    return is_open(test, at);
}

/* Of those found keep whom the condition takes. */
static void
apply(Arena *arena, Found *found, const RosterQuestion *question, const RosterCondition *condition)
{
    const Columns *columns = found->columns;
    const RosterDimension *dimension = condition->dimension;
    const int64_t *dates[] = {[ROSTER_JOINED] = columns->joined, [ROSTER_SEEN] = columns->seen};
    Test test = {.columns = columns,
                 .eye = question->eye,
                 .field = dimension->field,
                 .condition = condition,
                 .mark = columns->mark[dimension->mark],
                 .date = dates[dimension->date],
                 .from = dimension->kind == ROSTER_FROM ? condition->moment : INT64_MIN,
                 .until = dimension->kind == ROSTER_UNTIL ? condition->moment : INT64_MAX};
    switch (dimension->kind) {
    case ROSTER_VALUES:
        test.fits = fitting_codes(arena, columns, condition, question->at);
        narrow(found, has_value, &test);
        break;
    case ROSTER_FROM:
    case ROSTER_UNTIL: narrow(found, lies_between, &test); break;
    case ROSTER_WORDS: narrow(found, has_words, &test); break;
    case ROSTER_STATUS: break;
    }
}

/* ---- together ---- */

static inline bool
shows_name(const Test *test, size_t at)
{
    return test->fits[test->mark[at]] != 0 && is_open(test, at);
}

/* Who is in the directory, as the eye sees it. */
static void
apply_eye(Arena *arena, Found *found, const RosterQuestion *question)
{
    static const char *const directory[] = {"directory"};
    const RosterCondition agrees = {
        .dimension = roster_dimension_find("agrees"), .values = directory, .n = 1};
    Test test = {.columns = found->columns,
                 .eye = question->eye,
                 .field = PROFILE_NAME,
                 .mark = found->columns->mark[MARK_PURPOSES],
                 .fits = fitting_codes(arena, found->columns, &agrees, question->at)};
    narrow(found, shows_name, &test);
}

static void
apply_all(Arena *arena, Found *found, const RosterQuestion *question)
{
    const RosterFilter *filter = question->filter;
    if (question->eye != ROSTER_SECRETARIAT)
        apply_eye(arena, found, question);
    for (size_t i = 0; filter != NULL && i < filter->n; i++) {
        const RosterDimension *dimension = filter->at[i].dimension;
        if (question->eye != ROSTER_SECRETARIAT && dimension->field == 0)
            found->n_words = 0; /* not theirs to ask */
        apply(arena, found, question, &filter->at[i]);
    }
}

Found
ask_find(Arena *arena, const Columns *columns, const RosterQuestion *question)
{
    Found found = everybody(arena, columns);
    Test test = {.columns = columns, .until = question->at};
    bool former = asks_for(question->filter, "former");
    if (!former) {
        narrow(&found, is_member, &test);
        leave_out_absent(&found, question->at);
    } else if (!asks_for(question->filter, "member")) {
        narrow(&found, is_former, &test);
    }
    apply_all(arena, &found, question);
    return found;
}

Found
ask_find_ever(Arena *arena, const Columns *columns, const RosterQuestion *question)
{
    Found found = everybody(arena, columns);
    Test test = {.columns = columns, .until = question->at};
    narrow(&found, has_joined, &test);
    apply_all(arena, &found, question);
    return found;
}

int64_t
ask_count(const Found *found)
{
    int64_t n = 0;
    for (size_t i = 0; i < found->n_words; i++)
        n += __builtin_popcountll(found->bits[i]);
    return n;
}
