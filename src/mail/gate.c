/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/gate.h"

#include "base/zone.h"
#include "mail/gate.sql.h"
#include "mail/pace.h"
#include "mail/underway.h"
#include "render/json.h"

#include <string.h>

#define AHEAD 900 /* seconds: what waits for its turn is given a place for so long */
#define MS 1000

static const DbType DESTINATION = DB_TYPE(
    Destination, DB_FIELD(Destination, name), DB_FIELD(Destination, next_at),
    DB_FIELD(Destination, rest_seconds), DB_FIELD(Destination, rest_until),
    DB_FIELD(Destination, said));

struct Gate {
    const MailSender *sender;
    const MailKind *const *kinds;
    GHashTable *asking; /* names that have asked for patience, as they were seen last */
};

Gate *
gate_new(const MailSender *sender, const MailKind *const *kinds)
{
    Gate *gate = g_new0(Gate, 1);
    gate->sender = sender;
    gate->kinds = kinds;
    gate->asking = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return gate;
}

void
gate_free(Gate *gate)
{
    if (gate == NULL)
        return;
    g_hash_table_unref(gate->asking);
    g_free(gate);
}

DestinationSpan
mail_list_asking(Ctx *cx)
{
    return DB_SPAN(DestinationSpan, db_all(cx, &SQL_gate_asking, &DESTINATION, DB_NO_ARGS));
}

int64_t
mail_forget_destinations(Ctx *cx)
{
    return db_run(cx, &SQL_gate_forget, DB_ARGS((cx->now - AHEAD) * MS));
}

/* ---- the destinations of a claim ---- */

typedef struct Turn {
    Destination of;
    Pace pace;
    bool is_moved;       /* .of.next_at is to be written */
    int64_t held_at;     /* others wait from then on; 0: nobody does */
    GHashTable *domains; /* of the mails that wait */
} Turn;

static void
turn_free(void *data)
{
    Turn *turn = data;
    g_hash_table_unref(turn->domains);
    g_free(turn);
}

static Turn *
turn_new(const Gate *gate, const Destination *of)
{
    Turn *turn = g_new0(Turn, 1);
    turn->of = *of;
    turn->pace = gate->sender->paces ? pace_of(gate->sender->rates, of->name) : (Pace){0};
    if (of->rest_seconds > 0)
        turn->pace = pace_slower(turn->pace, PACE_PROBE);
    turn->domains = g_hash_table_new(g_str_hash, g_str_equal);
    return turn;
}

static const char *
names_of(Ctx *cx, const GPtrArray *letters)
{
    GString *text = arena_string(cx->arena, 256);
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    Json out;
    json_init(&out, text);
    json_open_array(&out, NULL);
    for (guint i = 0; i < letters->len; i++) {
        const Letter *letter = letters->pdata[i];
        const char *name = pace_destination(cx->arena, letter->row->address);
        if (g_hash_table_add(names, (char *)(uintptr_t)name))
            json_str(&out, NULL, name);
    }
    json_close_array(&out);
    return text->str;
}

/* Those that have to be thought of, by name: all of the claim if we pace, else those that have
 * asked for patience, which usually is nobody. */
static GHashTable *
turns_of(Gate *gate, Ctx *cx, const GPtrArray *letters)
{
    GHashTable *turns = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, turn_free);
    DestinationSpan asking = mail_list_asking(cx);
    g_hash_table_remove_all(gate->asking);
    for (size_t i = 0; i < asking.n; i++) {
        g_hash_table_add(gate->asking, g_strdup(asking.at[i].name));
        g_hash_table_insert(turns, (char *)(uintptr_t)asking.at[i].name,
                            turn_new(gate, &asking.at[i]));
    }
    if (!gate->sender->paces || letters->len == 0)
        return turns;
    DbRows rows = db_all(cx, &SQL_gate_find, &DESTINATION, DB_ARGS(names_of(cx, letters)));
    const Destination *known = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        if (!g_hash_table_contains(turns, known[i].name))
            g_hash_table_insert(turns, (char *)(uintptr_t)known[i].name, turn_new(gate, &known[i]));
    return turns;
}

/* The turn of a letter's destination; NULL: nothing is to be thought of. */
static Turn *
turn_of(const Gate *gate, Ctx *cx, GHashTable *turns, const Letter *letter)
{
    if (!gate->sender->paces && g_hash_table_size(turns) == 0)
        return NULL;
    const char *name = pace_destination(cx->arena, letter->row->address);
    Turn *turn = g_hash_table_lookup(turns, name);
    if (turn == NULL && gate->sender->paces) {
        turn = turn_new(gate, &(Destination){.name = name, .said = ""});
        g_hash_table_insert(turns, (char *)(uintptr_t)name, turn);
    }
    return turn;
}

/* ---- holding ---- */

static char *
domain_of(Arena *arena, const char *address)
{
    const char *at = strrchr(address, '@');
    char *domain = arena_strdup(arena, at != NULL ? at + 1 : address);
    for (char *c = domain; *c != '\0'; c++)
        *c = g_ascii_tolower(*c);
    return domain;
}

static bool
is_quiet(const Gate *gate, Ctx *cx, const OutboxMail *row, int64_t *ret_end)
{
    const MailKind *kind = mail_kind_find(gate->kinds, row->template);
    const Quiet quiet = gate->sender->quiet;
    if (quiet.from == quiet.until || kind == NULL || !kind->waits)
        return false;
    const char *zone = zone_of_reader(cx->arena, row->zone, row->country);
    return quiet_is(quiet, cx->arena, cx->now, zone, ret_end);
}

/* Is it the destination's turn not yet?  Then *@ret_when. */
static bool
is_too_soon(Ctx *cx, Turn *turn, bool urgent, int64_t *ret_when)
{
    int64_t when = 0;
    if (!urgent && turn->of.rest_until > cx->now &&
        turn->of.rest_until <= cx->now + PACE_REST_MOST) {
        *ret_when = turn->of.rest_until;
        return true;
    }
    bool may = pace_take(turn->pace, cx->now * MS, &turn->of.next_at, &when);
    turn->is_moved |= may && turn->pace.interval > 0;
    *ret_when = (when + MS - 1) / MS;
    return !may && !urgent;
}

/* True: it waits and was put back. */
static bool
hold(const Gate *gate, Ctx *cx, GHashTable *turns, const Letter *letter)
{
    const OutboxMail *row = letter->row;
    bool urgent = row->priority <= GATE_URGENT;
    int64_t when = 0;
    if (!urgent && is_quiet(gate, cx, row, &when)) {
        db_run(cx, &SQL_gate_put_back, DB_ARGS(row->id, when));
        return true;
    }
    bool is_address = strchr(row->address, '@') !=
                      NULL; /* else it is refused where it is written */
    Turn *turn = is_address ? turn_of(gate, cx, turns, letter) : NULL;
    if (turn == NULL || !is_too_soon(cx, turn, urgent, &when))
        return false;
    if (turn->held_at == 0 || when < turn->held_at)
        turn->held_at = when;
    g_hash_table_add(turn->domains, domain_of(cx->arena, row->address));
    db_run(cx, &SQL_gate_put_back, DB_ARGS(row->id, cx->now));
    return true;
}

/* Write how far the destinations are, and give what waits for them its place. */
static void
settle(Ctx *cx, GHashTable *turns)
{
    GHashTableIter each;
    void *at;
    g_hash_table_iter_init(&each, turns);
    while (g_hash_table_iter_next(&each, NULL, &at)) {
        const Turn *turn = at;
        if (turn->is_moved)
            db_run(cx, &SQL_gate_move_on, DB_ARGS(turn->of.name, turn->of.next_at));
        GHashTableIter domains;
        void *domain;
        g_hash_table_iter_init(&domains, turn->domains);
        while (g_hash_table_iter_next(&domains, &domain, NULL))
            db_run(cx, &SQL_gate_spread,
                   DB_ARGS((const char *)domain, GATE_URGENT, cx->now, turn->held_at,
                           turn->held_at + AHEAD, turn->pace.interval));
    }
}

size_t
gate_hold(Gate *gate, Ctx *cx, GPtrArray *letters)
{
    g_autoptr(GHashTable) turns = turns_of(gate, cx, letters);
    guint n = 0, before = letters->len;
    for (guint i = 0; i < before; i++) {
        Letter *letter = letters->pdata[i];
        if (hold(gate, cx, turns, letter))
            underway_remove(gate->sender->underway, letter->row->id);
        else
            letters->pdata[n++] = letter;
    }
    g_ptr_array_set_size(letters, (int)n);
    settle(cx, turns);
    return before - n;
}

/* ---- what they said ---- */

void
gate_record(Gate *gate, Ctx *cx, const GPtrArray *back)
{
    g_autoptr(GHashTable) refused = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < back->len; i++) {
        const Letter *letter = back->pdata[i];
        bool asks = letter->outcome == SMTP_LATER && pace_asks_for_patience(letter->words);
        bool may_help = letter->outcome == SMTP_SENT && g_hash_table_size(gate->asking) > 0;
        if (!asks && !may_help)
            continue;
        const char *name = pace_destination(cx->arena, letter->row->address);
        if (asks && g_hash_table_add(refused, (char *)(uintptr_t)name))
            db_run(cx, &SQL_gate_refused,
                   DB_ARGS(name, letter->words, PACE_REST_FIRST, PACE_REST_MOST, cx->now));
        if (may_help && g_hash_table_contains(gate->asking, name) &&
            g_hash_table_add(taken, (char *)(uintptr_t)name))
            db_run(cx, &SQL_gate_succeeded, DB_ARGS(name, PACE_REST_FIRST));
    }
}
