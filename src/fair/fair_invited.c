/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * For whom a time is sought: a group, who has registered, all members, or a segment.
 */
#include "base/text.h"
#include "fair/pages.h"
#include "lang/lang.h"
#include "roster/segment.h"

#include <string.h>

#define SEGMENT_CHOICE "segment:" /* and its number */
#define PORTION 10000             /* people of a segment at a time */

/* ---- who can be chosen ---- */

typedef struct Offer {
    Ctx *cx;
    Choice *at;
    size_t n;
} Offer;

static void
offer(Offer *list, const char *value, const char *label)
{
    list->at[list->n++] = (Choice){value, label};
}

static bool
asks_segments(const Ctx *cx)
{
    return (cx->me.roles & ROLE_SECRETARIAT) != 0;
}

static void
offer_segments(Offer *list, SegmentSpan segments)
{
    Arena *arena = list->cx->arena;
    for (size_t i = 0; i < segments.n; i++)
        offer(list, arena_printf(arena, SEGMENT_CHOICE "%" PRId64, segments.at[i].id),
              segments.at[i].name);
}

ChoiceSpan
fair_choices(Ctx *cx, FairScope scope)
{
    SegmentSpan segments = asks_segments(cx) ? segment_list(cx) : (SegmentSpan){0};
    Offer list = {cx, arena_array_of(cx->arena, Choice, segments.n + 3), 0};
    if (scope.group_id != 0)
        offer(&list, "group", lang_text(cx->lang, N_("Who is in the group")));
    if (scope.event_id != 0)
        offer(&list, "registered", lang_text(cx->lang, N_("Who has registered")));
    offer(&list, "all", lang_text(cx->lang, N_("All members")));
    offer_segments(&list, segments);
    return (ChoiceSpan){list.at, list.n};
}

const char *
fair_chosen(FairScope scope, ChoiceSpan choices, const char *asked)
{
    for (size_t i = 0; i < choices.n; i++)
        if (strcmp(choices.at[i].value, asked) == 0)
            return choices.at[i].value;
    return scope.group_id != 0 ? "group" : "all";
}

/* ---- who these are ---- */

/* Nobody, if the segment has gone or cannot be read any more. */
static FairClockSpan
in_segment(Ctx *cx, const char *number)
{
    FairClockSpan invited = {0};
    const Segment *segment = segment_find(cx, g_ascii_strtoll(number, NULL, 10));
    if (segment == NULL)
        return invited;
    RosterAnswer part = {0};
    int64_t after = 0;
    do {
        part = segment_walk(cx, segment, NULL, after, PORTION);
        if (part.n_ids > 0)
            after = part.id[part.n_ids - 1];
        invited = fairness_join(cx->arena, invited, fairness_of(cx, part.id, part.n_ids));
    } while (part.n_ids == PORTION);
    return invited;
}

FairClockSpan
fair_invited(Ctx *cx, FairScope scope, const char *who)
{
    if (g_str_has_prefix(who, SEGMENT_CHOICE))
        return in_segment(cx, who + strlen(SEGMENT_CHOICE));
    if (strcmp(who, "registered") == 0)
        return fairness_registered(cx, scope.event_id);
    return fairness_invited(cx, strcmp(who, "group") == 0 ? scope.group_id : 0);
}
