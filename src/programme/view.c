/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A programme as people read it: by day, and side by side what happens at the same time; or by
 * room.
 */
#include "programme/pages.h"

#include <string.h>

#define DAY_SIZE 10 /* of "2018-05-08" */

SessionCard
session_card(Ctx *cx, const Event *event, const ProgrammeSession *session)
{
    const SessionKind *kind = session_kind_find(session->kind);
    SessionCard card = {.session = session,
                        .label = kind != NULL ? kind->label : SESSION_KINDS->label,
                        .is_pause = kind != NULL && kind->is_pause};
    /* Of the clocks that the event is announced in only the reader's own stand here. */
    Event plain = *event;
    plain.zones = "";
    Occurrence o;
    if (!programme_moments(cx->arena, session, event->zone, &o))
        return card;
    const When *when = when_of(cx, &plain, &o);
    card.from_iso = when->from_iso;
    card.clock = when->clock;
    card.own = when->others.n > 0 ? &when->others.at[0] : NULL;
    return card;
}

/* The cards from @first to before @end, by room, in the order in which rooms first appear. */
static ProgrammeSlot
slot_of(Ctx *cx, const SessionCard *cards, size_t n)
{
    ProgrammeColumn *columns = arena_array_of(cx->arena, ProgrammeColumn, n);
    size_t n_columns = 0;
    for (size_t i = 0; i < n; i++) {
        const char *room = cards[i].session->room;
        size_t j = 0;
        while (j < n_columns && strcmp(columns[j].cards.at[0].session->room, room) != 0)
            j++;
        if (j < n_columns)
            continue;
        SessionCard *at = arena_array_of(cx->arena, SessionCard, n - i);
        size_t n_cards = 0;
        for (size_t k = i; k < n; k++)
            if (strcmp(cards[k].session->room, room) == 0)
                at[n_cards++] = cards[k];
        columns[n_columns++] = (ProgrammeColumn){
            {at, n_cards}
        };
    }
    return (ProgrammeSlot){
        .columns = {columns, n_columns},
          .beside = n_columns > 1
    };
}

static const Clock *
clock_of(const SessionCard *cards, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (cards[i].clock != NULL)
            return cards[i].clock;
    return NULL;
}

static bool
is_same_day(const ProgrammeSession *a, const ProgrammeSession *b)
{
    return strncmp(a->starts, b->starts, DAY_SIZE) == 0;
}

/* How many of @cards overlap in a row: the next one begins before all of them are over. */
static size_t
together(const SessionCard *cards, size_t n)
{
    const char *until = cards[0].session->ends;
    size_t i = 1;
    for (; i < n && strcmp(cards[i].session->starts, until) < 0; i++)
        if (strcmp(cards[i].session->ends, until) > 0)
            until = cards[i].session->ends;
    return i;
}

static ProgrammeDay
day_of(Ctx *cx, const SessionCard *cards, size_t n)
{
    ProgrammeSlot *slots = arena_array_of(cx->arena, ProgrammeSlot, n);
    size_t n_slots = 0;
    for (size_t i = 0, m = 0; i < n; i += m) {
        m = together(cards + i, n - i);
        slots[n_slots++] = slot_of(cx, cards + i, m);
    }
    return (ProgrammeDay){
        .day = arena_strndup(cx->arena, cards[0].session->starts, DAY_SIZE),
        .clock = clock_of(cards, n),
        .slots = {slots, n_slots}
    };
}

static SessionCard *
cards_of(Ctx *cx, const Event *event, ProgrammeSessionSpan sessions)
{
    SessionCard *cards = arena_array_of(cx->arena, SessionCard, sessions.n);
    for (size_t i = 0; i < sessions.n; i++)
        cards[i] = session_card(cx, event, &sessions.at[i]);
    return cards;
}

ProgrammeDaySpan
programme_days(Ctx *cx, const Event *event, ProgrammeSessionSpan sessions)
{
    const SessionCard *cards = cards_of(cx, event, sessions);
    ProgrammeDay *days = arena_array_of(cx->arena, ProgrammeDay, sessions.n);
    size_t n_days = 0;
    for (size_t i = 0, n = 0; i < sessions.n; i += n) {
        for (n = 1; i + n < sessions.n && is_same_day(&sessions.at[i], &sessions.at[i + n]);)
            n++;
        days[n_days++] = day_of(cx, cards + i, n);
    }
    return (ProgrammeDaySpan){days, n_days};
}

/* ---- by room ---- */

bool
programme_has_rooms(ProgrammeSessionSpan sessions)
{
    for (size_t i = 0; i < sessions.n; i++)
        if (*sessions.at[i].room != '\0')
            return true;
    return false;
}

/* A pause for all. */
static bool
is_everywhere(const SessionCard *card)
{
    return card->is_pause && *card->session->room == '\0';
}

/* Does it stand on the sheet of @room? */
static bool
is_on_sheet(const SessionCard *card, const char *room)
{
    return is_everywhere(card) || strcmp(card->session->room, room) == 0;
}

/* The cards of one day that stand on the sheet of @room; .cards.n 0: there are only pauses. */
static RoomDay
room_day(Ctx *cx, const SessionCard *cards, size_t n, const char *room)
{
    SessionCard *at = arena_array_of(cx->arena, SessionCard, n);
    size_t n_cards = 0;
    bool has_own = false;
    for (size_t i = 0; i < n; i++) {
        if (!is_on_sheet(&cards[i], room))
            continue;
        at[n_cards++] = cards[i];
        has_own = has_own || !is_everywhere(&cards[i]);
    }
    return (RoomDay){
        .day = arena_strndup(cx->arena, cards[0].session->starts, DAY_SIZE),
        .clock = clock_of(at, n_cards),
        .cards = {at, has_own ? n_cards : 0}
    };
}

static ProgrammeRoom
room_of(Ctx *cx, const SessionCard *cards, size_t n, const char *room)
{
    RoomDay *days = arena_array_of(cx->arena, RoomDay, n);
    size_t n_days = 0;
    for (size_t i = 0, m = 0; i < n; i += m) {
        for (m = 1; i + m < n && is_same_day(cards[i].session, cards[i + m].session);)
            m++;
        days[n_days] = room_day(cx, cards + i, m, room);
        n_days += days[n_days].cards.n > 0;
    }
    return (ProgrammeRoom){
        room, {days, n_days}
    };
}

ProgrammeRoomSpan
programme_rooms(Ctx *cx, const Event *event, ProgrammeSessionSpan sessions)
{
    const SessionCard *cards = cards_of(cx, event, sessions);
    ProgrammeRoom *rooms = arena_array_of(cx->arena, ProgrammeRoom, sessions.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < sessions.n; i++) {
        const char *room = cards[i].session->room;
        size_t j = 0;
        while (j < n && strcmp(rooms[j].name, room) != 0)
            j++;
        if (j == n && *room != '\0')
            rooms[n++] = room_of(cx, cards, sessions.n, room);
    }
    ProgrammeRoom without = room_of(cx, cards, sessions.n, "");
    if (n > 0 && without.days.n > 0)
        rooms[n++] = without;
    return (ProgrammeRoomSpan){rooms, n};
}
