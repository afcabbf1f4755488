/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * filter - which people: conditions that all hold, each with values of which one does.
 *
 * Read with: roster.h.
 */
#pragma once
#include "alliance/profile.h"
#include "roster/column.h"
#include "web/web.h"

#define ROSTER_MOST_VALUES 50 /* of one filter, all together */

/** With whose rights it is asked. */
typedef enum RosterEye {
    ROSTER_MEMBERS = 1, /* those in the directory, by what they show to members */
    ROSTER_PUBLIC,      /* those in the directory whose name everybody may see */
    ROSTER_SECRETARIAT, /* everybody, by everything */
} RosterEye;

/** The eye with which somebody looks at the directory, the secretariat too. */
static inline RosterEye
roster_eye(const Ctx *cx)
{
    return cx->me.roles != 0 ? ROSTER_MEMBERS : ROSTER_PUBLIC;
}

typedef enum RosterKind {
    ROSTER_VALUES,     /* one of some values */
    ROSTER_FROM,       /* a date, from its beginning */
    ROSTER_UNTIL,      /* a date, to its end */
    ROSTER_WORDS,      /* words, each the beginning of one of the person's */
    ROSTER_MARK_WORDS, /* likewise, of a mark */
    ROSTER_STATUS,     /* member, former, subscriber */
} RosterKind;

/** A column of dates. */
typedef enum RosterDate { ROSTER_JOINED, ROSTER_SEEN } RosterDate;

/** Something that people can be asked for. */
typedef struct RosterDimension {
    const char *name;  /* in addresses: "country" */
    const char *label; /* N_() */
    RosterKind kind;
    Mark mark;       /* of ROSTER_VALUES, ROSTER_MARK_WORDS */
    int first, last; /* which tokens of the mark, from 0; last -1: all from the first */
    RosterDate date; /* of ROSTER_FROM, ROSTER_UNTIL */
    Words words;     /* of ROSTER_WORDS */
    unsigned field;  /* ProfileField that must be open; 0: only the secretariat may ask */
    bool ends;       /* the tokens are terms with a beginning and an end */
} RosterDimension;

extern const RosterDimension ROSTER_DIMENSIONS[];               /* ends with {0} */
const RosterDimension *roster_dimension_find(const char *name); /* or NULL */

typedef struct RosterCondition {
    const RosterDimension *dimension;
    bool negated;              /* "not-country": none of the values */
    const char *const *values; /* sorted; of the kinds of words as they are compared */
    size_t n;
    int64_t moment; /* of a date: the first moment that counts, or the first that does not */
} RosterCondition;

typedef struct RosterFilter {
    const RosterCondition *at;
    size_t n;
} RosterFilter;

/** Read the conditions among @pairs; names that are no dimension, and empty values, are none.
 *  @ret_fault gets what is wrong as N_(), or NULL: a date that is none, too many values. */
const RosterFilter *roster_filter_read(Arena *arena, PairSpan pairs, const char **ret_fault);

/** Likewise from what roster_filter_write() wrote. */
const RosterFilter *roster_filter_parse(Arena *arena, const char *text, const char **ret_fault);

/** Write it as a query, "country=KE&interest=training": always the same for the same filter.  ""
 *  for one without conditions. */
const char *roster_filter_write(Arena *arena, const RosterFilter *filter);

/** Are the values words, each of which must be found? */
bool roster_is_words(const RosterDimension *dimension);

/** Can the condition be negated? */
bool roster_may_negate(const RosterDimension *dimension);

/** @filter with one more condition, that this value is there.  Both are in the arena. */
const RosterFilter *roster_filter_and(Arena *arena, const RosterFilter *filter,
                                      const char *dimension, const char *value);

/** Does it ask for this value, not negated? */
bool roster_filter_has(const RosterFilter *filter, const char *dimension, const char *value);

/** @filter without what it says of a dimension, as it is or negated. */
const RosterFilter *roster_filter_without(Arena *arena, const RosterFilter *filter,
                                          const char *dimension);

/** Called with a value that a mark stands for: @n bytes at @value. */
typedef void (*RosterValue)(void *data, const char *value, size_t n);

/** Take a mark's text apart: the values that it stands for in this dimension at the moment @at.  Of
 *  a term that is in force its role, of another one nothing. */
void roster_values(const RosterDimension *dimension, const char *text, int64_t at,
                   RosterValue value, void *data);
