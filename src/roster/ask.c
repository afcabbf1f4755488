/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/ask.h"

#include <string.h>

#define WORD 64      /* bits */
#define WINDOW 65536 /* people that are looked at together while all are gone through */

/* What a test of one person needs. */
typedef struct Test {
    const Columns *columns;
    const uint16_t *open; /* of each person, what is open to the eye */
    unsigned field;       /* that must be; 0: none */
    const NumberColumn *mark;
    const uint8_t *fits; /* of each code: does it have one of the values? */
    const NumberColumn *date;
    int64_t from, until; /* in which it must lie; until is not in it */
    unsigned statuses;   /* Status, of which the person must have one */
    const RosterCondition *condition;
    Words words;
    uint64_t beginnings; /* that the words must have */
} Test;

typedef bool (*Fits)(const Test *test, size_t at);

/* Of those found keep whom @fits takes.  Inlined with it: a call for each of a million costs more
   than the question, and so does a branch that the processor cannot foresee; hence & where &&
   would do. */
static inline __attribute__((always_inline)) void
narrow(Found *found, Fits fits, const Test *test)
{
    for (size_t word = 0; word < found->n_words; word++) {
        size_t at = found->base + word * WORD;
        uint64_t kept = 0;
        if (found->bits[word] == ~(uint64_t)0)
            for (unsigned bit = 0; bit < WORD; bit++)
                kept |= (uint64_t)fits(test, at + bit) << bit;
        else
            for (uint64_t bits = found->bits[word]; bits != 0; bits &= bits - 1) {
                unsigned bit = (unsigned)__builtin_ctzll(bits);
                kept |= (uint64_t)fits(test, at + bit) << bit;
            }
        found->bits[word] = kept;
    }
}

static inline bool
is_open(const Test *test, size_t at)
{
    return (test->open[at] & test->field) == test->field;
}

/* A test for @eye, to which @field must be open.  The secretariat sees all. */
static Test
test_for(const Columns *columns, RosterEye eye, unsigned field)
{
    return (Test){.columns = columns,
                  .open = eye == ROSTER_PUBLIC ? columns->to_all : columns->to_members,
                  .field = eye == ROSTER_SECRETARIAT ? 0 : field};
}

/* ---- who is looked at in the first place ---- */

typedef enum Status {
    STATUS_MEMBER = 1 << 0,
    STATUS_FORMER = 1 << 1,
    STATUS_SUBSCRIBER = 1 << 2, /* was never a member (person.h) */
} Status;

static const struct {
    const char *value;
    Status status;
} statuses[] = {
    {"member",     STATUS_MEMBER    },
    {"former",     STATUS_FORMER    },
    {"subscriber", STATUS_SUBSCRIBER},
};

static inline bool
is_member(const Test *test, size_t at)
{
    const Columns *c = test->columns;
    int64_t left = columns_number(&c->left, at);
    return (columns_number(&c->joined, at) < test->until) & ((left == 0) | (left >= test->until));
}

/* Of whom nothing but the years is left, the name is empty. */
static inline bool
is_former(const Test *test, size_t at)
{
    const Columns *c = test->columns;
    int64_t left = columns_number(&c->left, at);
    return left != 0 && left != columns_number(&c->joined, at) && left < test->until &&
           *columns_words(c, WORDS_NAME, at) != '\0';
}

/* Who was erased has no address any more. */
static inline bool
is_subscriber(const Test *test, size_t at)
{
    const Columns *c = test->columns;
    int64_t left = columns_number(&c->left, at);
    return left != 0 && left == columns_number(&c->joined, at) && left < test->until &&
           *columns_words(c, WORDS_ADDRESS, at) != '\0';
}

static inline bool
has_status(const Test *test, size_t at)
{
    unsigned has = (is_member(test, at) ? STATUS_MEMBER : 0) |
                   (is_former(test, at) ? STATUS_FORMER : 0) |
                   (is_subscriber(test, at) ? STATUS_SUBSCRIBER : 0);
    return (has & test->statuses) != 0;
}

/* Was ever a member: a membership without a length is none. */
static inline bool
has_joined(const Test *test, size_t at)
{
    const Columns *c = test->columns;
    int64_t joined = columns_number(&c->joined, at);
    return (joined < test->until) & (joined != columns_number(&c->left, at));
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
            columns_find(found->columns, absence->person, &at) && at >= found->base &&
            at - found->base < found->n_words * WORD)
            found->bits[(at - found->base) / WORD] &= ~((uint64_t)1 << at % WORD);
    }
}

/* Those that a filter asks for; members if it says nothing of it. */
static unsigned
wanted_statuses(const RosterFilter *filter)
{
    unsigned wanted = 0;
    for (size_t i = 0; filter != NULL && i < G_N_ELEMENTS(statuses); i++)
        if (roster_filter_has(filter, "status", statuses[i].value))
            wanted |= statuses[i].status;
    return wanted != 0 ? wanted : STATUS_MEMBER;
}

/* Those at the places from @from to before @to. */
static Found
everybody(Arena *arena, const Columns *columns, size_t from, size_t to)
{
    Found found = {.columns = columns, .base = from / WORD * WORD};
    found.n_words = from < to ? (to - found.base + WORD - 1) / WORD : 0;
    found.bits = arena_array_of(arena, uint64_t, found.n_words + 1);
    memset(found.bits, 0xff, found.n_words * sizeof *found.bits);
    if (found.n_words > 0 && to % WORD != 0)
        found.bits[found.n_words - 1] = ((uint64_t)1 << to % WORD) - 1;
    if (found.n_words > 0)
        found.bits[0] &= ~(uint64_t)0 << from % WORD;
    return found;
}

/* ---- words ---- */

/* Does a word of @text begin with @word? */
static inline bool
has_word(const char *text, const char *word)
{
    /* Names are short: looking at each byte is faster than calling what is made for long texts. */
    for (;; text++) {
        if (*text == *word && g_str_has_prefix(text, word))
            return true;
        while (*text != ' ' && *text != '\0')
            text++;
        if (*text == '\0')
            return false;
    }
}

static inline bool
has_each_word(const char *text, const RosterCondition *condition)
{
    for (size_t i = 0; i < condition->n; i++)
        if (!has_word(text, condition->values[i]))
            return false;
    return true;
}

/* ---- values ---- */

typedef struct Wanted {
    const RosterCondition *condition;
    bool found;
} Wanted;

/* Has the text @value of @n bytes the words that are asked for? */
static void
look_for_words(Wanted *wanted, const char *value, size_t n)
{
    g_autofree char *text = g_strndup(value, n);
    wanted->found |= has_each_word(text, wanted->condition);
}

static void
look_for(void *data, const char *value, size_t n)
{
    Wanted *wanted = data;
    if (wanted->condition->dimension->kind == ROSTER_MARK_WORDS) {
        look_for_words(wanted, value, n);
        return;
    }
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
    return (int)(test->fits[columns_number(test->mark, at)] != 0) & (int)is_open(test, at);
}

static inline bool
lies_between(const Test *test, size_t at)
{
    int64_t date = columns_number(test->date, at);
    return (date >= test->from) & (date < test->until) & is_open(test, at);
}

static inline bool
has_words(const Test *test, size_t at)
{
    const Columns *c = test->columns;
    return (c->words.beginnings[at] & test->beginnings) == test->beginnings && is_open(test, at) &&
           has_each_word(columns_words(c, test->words, at), test->condition);
}

/* Those of names: of addresses nothing is noted. */
static uint64_t
wanted_beginnings(const RosterCondition *condition)
{
    uint64_t bits = 0;
    if (condition->dimension->words != WORDS_NAME)
        return bits;
    for (size_t i = 0; i < condition->n; i++)
        bits |= columns_beginnings(condition->values[i]);
    return bits;
}

/* Of those found keep whom the condition takes. */
static void
apply(Arena *arena, Found *found, const RosterQuestion *question, const RosterCondition *condition)
{
    const Columns *columns = found->columns;
    const RosterDimension *dimension = condition->dimension;
    const NumberColumn *dates[] = {
        [ROSTER_JOINED] = &columns->joined, [ROSTER_SEEN] = &columns->seen};
    Test test = test_for(columns, question->eye, dimension->field);
    test.condition = condition;
    test.mark = &columns->mark[dimension->mark];
    test.date = dates[dimension->date];
    test.from = dimension->kind == ROSTER_FROM ? condition->moment : INT64_MIN;
    test.until = dimension->kind == ROSTER_UNTIL ? condition->moment : INT64_MAX;
    switch (dimension->kind) {
    case ROSTER_VALUES:
    case ROSTER_MARK_WORDS:
        test.fits = fitting_codes(arena, columns, condition, question->at);
        narrow(found, has_value, &test);
        break;
    case ROSTER_FROM:
    case ROSTER_UNTIL: narrow(found, lies_between, &test); break;
    case ROSTER_WORDS:
        test.words = dimension->words;
        test.beginnings = wanted_beginnings(condition);
        narrow(found, has_words, &test);
        break;
    case ROSTER_STATUS: break;
    }
}

/* ---- together ---- */

/* Who is in the directory, as the eye sees it. */
static void
apply_eye(Arena *arena, Found *found, const RosterQuestion *question)
{
    static const char *const directory[] = {"directory"};
    const RosterCondition agrees = {
        .dimension = roster_dimension_find("agrees"), .values = directory, .n = 1};
    Test test = test_for(found->columns, question->eye, PROFILE_NAME);
    test.mark = &found->columns->mark[MARK_PURPOSES];
    test.fits = fitting_codes(arena, found->columns, &agrees, question->at);
    narrow(found, has_value, &test);
}

static void
apply_all(Arena *arena, Found *found, const RosterQuestion *question)
{
    const RosterFilter *filter = question->filter;
    if (question->eye != ROSTER_SECRETARIAT)
        apply_eye(arena, found, question);
    /* Words cost most and come last, when few are left. */
    for (int words = 0; words <= 1; words++)
        for (size_t i = 0; filter != NULL && i < filter->n; i++) {
            const RosterDimension *dimension = filter->at[i].dimension;
            if (question->eye != ROSTER_SECRETARIAT && dimension->field == 0)
                found->n_words = 0; /* not theirs to ask */
            if ((dimension->kind == ROSTER_WORDS) == (words == 1))
                apply(arena, found, question, &filter->at[i]);
        }
}

static Found
find_between(Arena *arena, const Columns *columns, const RosterQuestion *question, size_t from,
             size_t to)
{
    Found found = everybody(arena, columns, from, to);
    Test test = {
        .columns = columns, .until = question->at, .statuses = wanted_statuses(question->filter)};
    if (test.statuses == STATUS_MEMBER)
        narrow(&found, is_member, &test);
    else
        narrow(&found, has_status, &test);
    if ((test.statuses & STATUS_FORMER) == 0)
        leave_out_absent(&found, question->at);
    apply_all(arena, &found, question);
    return found;
}

Found
ask_find(Arena *arena, const Columns *columns, const RosterQuestion *question)
{
    return find_between(arena, columns, question, 0, columns->n);
}

Found
ask_find_ever(Arena *arena, const Columns *columns, const RosterQuestion *question)
{
    Found found = everybody(arena, columns, 0, columns->n);
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

/* A window at a time, until there are enough. */
RosterAnswer
ask_walk(Arena *arena, const Columns *columns, const RosterQuestion *question, int64_t after,
         size_t most)
{
    int64_t *id = arena_array_of(arena, int64_t, most);
    size_t n = 0, from = 0;
    if (columns_find(columns, after, &from))
        from++;
    while (n < most && from < columns->n) {
        size_t to = MIN(from + WINDOW, columns->n);
        Found found = find_between(arena, columns, question, from, to);
        EACH_FOUND(&found, at)
        if (n < most)
            id[n++] = columns_number(&columns->id, at);
        from = to;
    }
    return (RosterAnswer){.n = (int64_t)n, .id = id, .n_ids = n};
}
