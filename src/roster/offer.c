/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "roster/offer.h"
#include "base/limits.h"
#include "db/memo.h"
#include "web/request.h"

#include <string.h>

/* ---- fields ---- */

/* What makes the fields, as db_made() passes it on. */
typedef struct Wanted {
    const OfferField *at;
    size_t n;
    RosterEye eye;
} Wanted;

static bool
is_choice(const RosterDimension *dimension)
{
    return dimension->kind == ROSTER_VALUES || dimension->kind == ROSTER_STATUS;
}

/* Of a mark what people have; of membership what there is. */
static RosterCountSpan
find_values(const RosterDimension *dimension, const RosterDimension *const *counted,
            const RosterCountSpan *counts)
{
    static const RosterCount statuses[] = {
        {.value = "member"}, {.value = "former"}, {.value = "subscriber"}};
    if (dimension->kind == ROSTER_STATUS)
        return (RosterCountSpan){.at = statuses, .n = G_N_ELEMENTS(statuses)};
    while (*counted != dimension)
        counted++, counts++;
    return *counts;
}

static void
offer_choices(const RosterLabels *labels, const RosterDimension *dimension, RosterCountSpan counts,
              const char *nothing, Field *field)
{
    Ctx *cx = labels->cx;
    RosterChoiceSpan choices = roster_choices(labels, dimension, counts);
    Choice *at = arena_array_of(cx->arena, Choice, choices.n + 1);
    at[0] = (Choice){"", lang_text(cx->lang, nothing)};
    for (size_t i = 0; i < choices.n; i++)
        at[i + 1] = (Choice){choices.at[i].value, choices.at[i].label};
    field->choices = at;
    field->n_choices = choices.n + 1;
}

static Field
field_of(Ctx *cx, const OfferField *wanted, const RosterDimension *dimension)
{
    bool is_date = dimension->kind == ROSTER_FROM || dimension->kind == ROSTER_UNTIL;
    const char *name = dimension->name;
    return (Field){.name = wanted->negated ? arena_printf(cx->arena, "not-%s", name) : name,
                   .label = dimension->label,
                   .hint = is_date ? N_("A day, month or year: 2016-07-31, 2016-07 or 2016") : NULL,
                   .kind = is_choice(dimension) ? FIELD_CHOICE
                           : is_date            ? FIELD_DATE
                                                : FIELD_LINE,
                   .optional = true,
                   .narrow = true,
                   .verbatim = true,
                   .most = is_choice(dimension) ? 0 : LIMIT_SEARCH};
}

static void *
make_fields(Ctx *cx, const void *data)
{
    const Wanted *wanted = data;
    const RosterDimension **counted = arena_array_of(cx->arena, const RosterDimension *, wanted->n);
    RosterCountSpan *counts = arena_array_of(cx->arena, RosterCountSpan, wanted->n);
    size_t n = 0;
    for (size_t i = 0; i < wanted->n; i++) {
        const RosterDimension *dimension = roster_dimension_find(wanted->at[i].dimension);
        if (dimension->kind == ROSTER_VALUES)
            counted[n++] = dimension;
    }
    RosterQuestion everybody = {.eye = wanted->eye};
    roster_count_each(cx, &everybody, counted, n, counts);

    RosterLabels labels = roster_labels(cx);
    Field *fields = arena_array_of(cx->arena, Field, wanted->n);
    for (size_t i = 0; i < wanted->n; i++) {
        const RosterDimension *dimension = roster_dimension_find(wanted->at[i].dimension);
        fields[i] = field_of(cx, &wanted->at[i], dimension);
        if (is_choice(dimension))
            offer_choices(&labels, dimension, find_values(dimension, counted, counts),
                          wanted->at[i].nothing, &fields[i]);
    }
    return fields;
}

const Field *
offer_fields(Ctx *cx, const char *name, RosterEye eye, const OfferField *wanted, size_t n)
{
    const Wanted all = {wanted, n, eye};
    const char *key = arena_printf(cx->arena, "offer %s %d %s", name, (int)eye, cx->lang->code);
    return db_made(cx, key, make_fields, &all);
}

/* ---- what is asked for now ---- */

/* The filter without the value number @v of the condition number @at, or without all of it. */
static const char *
write_without(Arena *arena, const RosterFilter *filter, size_t at, size_t v, bool all)
{
    RosterCondition *conditions = arena_array_of(arena, RosterCondition, filter->n);
    RosterFilter rest = {.at = conditions};
    for (size_t i = 0; i < filter->n; i++) {
        RosterCondition condition = filter->at[i];
        if (i == at) {
            const char **values = arena_array_of(arena, const char *, condition.n);
            condition.n = 0;
            for (size_t k = 0; !all && k < filter->at[i].n; k++)
                if (k != v)
                    values[condition.n++] = filter->at[i].values[k];
            condition.values = values;
        }
        if (condition.n > 0)
            conditions[rest.n++] = condition;
    }
    return roster_filter_write(arena, &rest);
}

OfferChipSpan
offer_chips(const RosterLabels *labels, const RosterFilter *filter)
{
    Arena *arena = labels->cx->arena;
    OfferChip *at = arena_array_of(arena, OfferChip, ROSTER_MOST_VALUES + 1);
    size_t n = 0;
    for (size_t i = 0; i < filter->n; i++) {
        RosterCondition one = filter->at[i];
        const RosterFilter alone = {&one, 1};
        size_t n_values = is_choice(one.dimension) ? one.n : 1;
        for (size_t v = 0; v < n_values; v++) {
            if (is_choice(one.dimension)) {
                one.values = filter->at[i].values + v;
                one.n = 1;
            }
            at[n++] = (OfferChip){roster_filter_label(labels, &alone),
                                  write_without(arena, filter, i, v, !is_choice(one.dimension))};
        }
    }
    return (OfferChipSpan){at, n};
}

PairSpan
offer_kept(Arena *arena, const RosterFilter *filter)
{
    RosterCondition *at = arena_array_of(arena, RosterCondition, filter->n + 1);
    RosterFilter chosen = {.at = at};
    for (size_t i = 0; i < filter->n; i++)
        if (is_choice(filter->at[i].dimension))
            at[chosen.n++] = filter->at[i];
    const char *text = roster_filter_write(arena, &chosen);
    PairSpan pairs = {0};
    return request_decode_pairs(arena, text, strlen(text), &pairs) == 0 ? pairs : (PairSpan){0};
}
