/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/poll.h"
#include "alliance/poll_tell.h"

#include "alliance/access.h"
#include "alliance/audit.h"
#include "alliance/item_row.h"
#include "alliance/poll.sql.h"
#include "base/text.h"
#include "lang/lang.h"
#include "web/app.h"

#include <string.h>

#define CLOSED_AT_ONCE 100 /* polls in one run of the job; the rest in the next */

static const DbType POLL = DB_TYPE(
    Poll, DB_FIELD(Poll, id), DB_FIELD(Poll, kind), DB_FIELD(Poll, most), DB_FIELD(Poll, secret),
    DB_FIELD(Poll, early), DB_FIELD(Poll, zone), DB_FIELD(Poll, closes_at),
    DB_FIELD(Poll, closed_at), DB_FIELD(Poll, voted), DB_FIELD(Poll, entitled),
    DB_FIELD(Poll, has_voted), DB_FIELD(Poll, mine), DB_FIELD(Poll, is_out), DB_FIELD(Poll, mails),
    DB_FIELD(Poll, told_at), DB_FIELD(Poll, group_id));

static const DbType ROW = DB_TYPE(
    PollRow, DB_FIELD(PollRow, id), DB_FIELD(PollRow, slug), DB_FIELD(PollRow, title),
    DB_FIELD(PollRow, summary), DB_FIELD(PollRow, closes_at), DB_FIELD(PollRow, closed_at),
    DB_FIELD(PollRow, voted), DB_FIELD(PollRow, entitled), DB_FIELD(PollRow, opens_at),
    DB_FIELD(PollRow, zone), DB_FIELD(PollRow, language), DB_FIELD(PollRow, original_language),
    DB_FIELD(PollRow, is_out));

static const DbType BALLOT = DB_TYPE(PollBallot, DB_FIELD(PollBallot, choice),
                                     DB_FIELD(PollBallot, n));

static const DbType TALLY = DB_TYPE(PollTally, DB_FIELD(PollTally, round),
                                    DB_FIELD(PollTally, number), DB_FIELD(PollTally, votes),
                                    DB_FIELD(PollTally, state));

typedef struct Due {
    int64_t id;
    const char *title;
} Due;

static const DbType DUE = DB_TYPE(Due, DB_FIELD(Due, id), DB_FIELD(Due, title));

const Poll *
poll_find(Ctx *cx, int64_t item_id)
{
    return db_one(cx, &SQL_poll_find, &POLL, DB_ARGS(item_id, cx->me.id));
}

PollRowSpan
poll_list(Ctx *cx, int64_t group_id, bool leads, int64_t page)
{
    int64_t limit = LIMIT_PAGE_ROWS;
    DbRows rows = db_all(cx, &SQL_poll_list, &ROW,
                         DB_ARGS(group_id, (int64_t)leads, cx->lang->code, cx->me.id, cx->me.roles,
                                 limit, (page - 1) * limit));
    PollRow *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        at[i].path = item_path(cx->arena, "poll", at[i].slug);
    return DB_SPAN(PollRowSpan, rows);
}

int64_t
poll_count_all(Ctx *cx, int64_t group_id, bool leads)
{
    return db_count(
        cx, &SQL_poll_count_all,
        DB_ARGS(group_id, (int64_t)leads, cx->me.id, cx->me.roles, (int64_t)ITEM_COUNT_MOST));
}

/* ---- who leads it ---- */

bool
poll_may_make(const Ctx *cx, const Item *group)
{
    if (group != NULL)
        return may(cx, ACTION_LEAD, group) && !item_is_unfinished(group->status);
    return (cx->me.roles & (ROLE_EDITOR | ROLE_SECRETARIAT)) != 0;
}

size_t
poll_options_parse(Arena *arena, const char *text, const char *ret_options[])
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    size_t n = 0;
    for (char **line = lines; *line != NULL && n <= LIMIT_POLL_OPTIONS; line++) {
        const char *option = text_shorten(arena, text_fold_space(arena, *line), LIMIT_LINE);
        bool known = *option == '\0';
        for (size_t i = 0; i < MIN(n, LIMIT_POLL_OPTIONS); i++)
            known = known || strcmp(ret_options[i], option) == 0;
        if (known)
            continue;
        if (n < LIMIT_POLL_OPTIONS)
            ret_options[n] = option;
        n++;
    }
    return n;
}

static int64_t
most_of(const PollDraft *draft)
{
    if (strcmp(draft->kind, "single") == 0)
        return 1;
    bool several = strcmp(draft->kind, "several") == 0;
    return several ? CLAMP(draft->most, 1, (int64_t)draft->n_options) : (int64_t)draft->n_options;
}

static void
write_options(Ctx *cx, int64_t id, const PollDraft *draft)
{
    db_run(cx, &SQL_poll_delete_options, DB_ARGS(id));
    for (size_t i = 0; i < draft->n_options && !db_failed(cx->db); i++)
        db_run(cx, &SQL_poll_insert_option, DB_ARGS(id, i + 1, draft->options[i]));
}

int64_t
poll_insert(Ctx *cx, const Item *group, const PollDraft *draft)
{
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "poll",
                                              .slug = "",
                                              .audience = draft->audience,
                                              .pillar = group != NULL ? group->pillar : NULL,
                                              .language = cx->lang->code,
                                              .title = draft->title,
                                              .body = draft->body,
                                              .author_id = cx->me.id,
                                              .parent_id = group != NULL ? group->id : 0});
    db_run(cx, &SQL_poll_insert,
           DB_ARGS(id, draft->kind, most_of(draft), draft->secret, draft->early && !draft->secret,
                   draft->zone, draft->closes_at));
    write_options(cx, id, draft);
    audit(cx, "poll.begin", id, draft->title);
    if (group != NULL)
        item_publish(cx, id);
    return id;
}

bool
poll_open(Ctx *cx, const Item *item, int64_t opens_at, bool mails)
{
    const Poll *poll = poll_find(cx, item->id);
    if (poll == NULL || poll->is_out || poll->closes_at <= MAX(cx->now, opens_at))
        return false;
    db_run(cx, &SQL_poll_set_mails, DB_ARGS(item->id, (int64_t)mails));
    if (opens_at > cx->now)
        item_schedule(cx, item->id, opens_at);
    else
        item_publish(cx, item->id);
    return true;
}

/* ---- what is changed ---- */

bool
poll_was_mailed(const Poll *poll)
{
    return poll->told_at != 0 && (poll->mails || poll->group_id != 0);
}

/* @draft, but for what the mail of the poll has said. */
static PollDraft
draft_of(const Item *item, const Poll *poll, const PollDraft *draft)
{
    PollDraft written = *draft;
    if (!poll_was_mailed(poll))
        return written;
    written.title = item->title;
    written.body = item->body;
    written.kind = poll->kind;
    written.most = poll->most;
    written.secret = poll->secret;
    return written;
}

bool
poll_update(Ctx *cx, const Item *item, const PollDraft *wished)
{
    const Poll *poll = poll_find(cx, item->id);
    if (poll == NULL)
        return false;
    bool mailed = poll_was_mailed(poll);
    const PollDraft draft = draft_of(item, poll, wished);
    bool written = db_run(cx, &SQL_poll_update,
                          DB_ARGS(item->id, draft.kind, mailed ? poll->most : most_of(&draft),
                                  draft.secret, draft.early && !draft.secret, draft.zone,
                                  draft.closes_at)) == 1;
    if (!written)
        return false;
    if (!mailed)
        write_options(cx, item->id, &draft);
    const ItemDraft texts = {.slug = "",
                             .audience = draft.audience,
                             .pillar = item->pillar,
                             .language = item->language,
                             .title = draft.title,
                             .body = draft.body,
                             .author_id = item->author_id,
                             .author = item->author,
                             .parent_id = item->parent_id};
    ItemOutcome outcome = item_update(cx, item->id, item->version, &texts);
    g_assert(outcome == ITEM_OK || db_failed(cx->db));
    audit(cx, "poll.change", item->id, draft.title);
    return true;
}

bool
poll_extend(Ctx *cx, const Item *item, int64_t closes_at)
{
    if (db_run(cx, &SQL_poll_extend, DB_ARGS(item->id, closes_at, cx->now)) == 0)
        return false;
    audit(cx, "poll.extend", item->id, item->title);
    return true;
}

/* ---- closing ---- */

static PollTallySpan
count_now(Ctx *cx, const Poll *poll)
{
    uint64_t lot = 0;
    DbRows ballots = db_all(cx, &SQL_poll_ballots, &BALLOT, DB_ARGS(poll->id));
    if (poll->closes_at <= cx->now)
        cx->app->random(cx->app, &lot, sizeof lot);
    return poll_count(cx->arena, poll->kind, poll_options(cx, poll->id, "").n,
                      DB_SPAN(PollBallotSpan, ballots), lot);
}

/* Count it and keep that for ever; the caller has a transaction that writes. */
static void
freeze(Ctx *cx, int64_t id, const char *title)
{
    const Poll *poll = poll_find(cx, id);
    db_run(cx, &SQL_poll_drop_others, DB_ARGS(id, cx->now));
    if (poll == NULL || db_run(cx, &SQL_poll_freeze, DB_ARGS(id, cx->now)) == 0)
        return;
    PollTallySpan tallies = count_now(cx, poll);
    for (size_t i = 0; i < tallies.n && !db_failed(cx->db); i++)
        db_run(cx, &SQL_poll_insert_tally,
               DB_ARGS(id, tallies.at[i].round, tallies.at[i].number, tallies.at[i].votes,
                       tallies.at[i].state));
    if (poll->secret)
        db_run(cx, &SQL_poll_wipe, DB_ARGS(id));
    audit(cx, "poll.close", id, title);
    poll_tell_result(cx, id);
}

bool
poll_close_now(Ctx *cx, const Item *item)
{
    if (db_run(cx, &SQL_poll_end, DB_ARGS(item->id, cx->now)) == 0)
        return false;
    freeze(cx, item->id, item->title);
    return true;
}

int64_t
poll_close_due(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_poll_due, &DUE, DB_ARGS(cx->now, (int64_t)CLOSED_AT_ONCE));
    const Due *due = rows.at;
    for (size_t i = 0; i < rows.n && !db_failed(cx->db); i++)
        freeze(cx, due[i].id, due[i].title);
    return (int64_t)rows.n;
}

int64_t
poll_count_due(Ctx *cx)
{
    return db_count(cx, &SQL_poll_count_due, DB_ARGS(cx->now));
}

PollTallySpan
poll_tallies(Ctx *cx, const Poll *poll)
{
    if (poll->closed_at == 0)
        return count_now(cx, poll);
    return DB_SPAN(PollTallySpan, db_all(cx, &SQL_poll_tallies, &TALLY, DB_ARGS(poll->id)));
}

/* ---- who votes ---- */

bool
poll_may_vote(const Ctx *cx, const Item *item)
{
    static const char *const audiences[] = {"public", "members", "group", NULL};
    return g_strv_contains(audiences, item->audience) && may(cx, ACTION_COMMENT, item);
}

bool
poll_is_open(const Ctx *cx, const Poll *poll)
{
    return poll->is_out && poll->closed_at == 0 && poll->closes_at > cx->now;
}

const char *
poll_fault(Arena *arena, const Poll *poll, size_t n_options, const int64_t *numbers, size_t n,
           const char **ret_choice)
{
    bool seen[LIMIT_POLL_OPTIONS + 1] = {false};
    if (n == 0)
        return N_("Choose an option.");
    for (size_t i = 0; i < n; i++) {
        if (numbers[i] < 1 || numbers[i] > (int64_t)MIN(n_options, LIMIT_POLL_OPTIONS))
            return N_("There is no option with this number.");
        if (seen[numbers[i]])
            return N_("The same option is chosen twice.");
        seen[numbers[i]] = true;
    }
    if ((int64_t)n > poll->most)
        return poll->most == 1 ? N_("Choose one option only.")
                               : N_("These are more options than you may choose.");
    bool ranked = strcmp(poll->kind, "ranked") == 0;
    GString *choice = arena_string(arena, 3 * n);
    for (size_t i = 0; i < n && ranked; i++)
        g_string_append_printf(choice, "%s%" PRId64, i > 0 ? "," : "", numbers[i]);
    for (size_t number = 1; number <= LIMIT_POLL_OPTIONS && !ranked; number++)
        if (seen[number])
            g_string_append_printf(choice, "%s%zu", choice->len > 0 ? "," : "", number);
    *ret_choice = choice->str;
    return NULL;
}

/* Adds the numbers of the line up to @end; false: there is something else in it. */
static bool
read_line(const char *at, const char *end, int64_t *numbers, size_t *n)
{
    while (at < end) {
        gunichar c = g_utf8_get_char(at);
        int64_t number = 0;
        bool has_digit = false;
        for (; at < end && g_unichar_isdigit(c); c = g_utf8_get_char(at)) {
            number = MIN(number * 10 + g_unichar_digit_value(c), 1000);
            has_digit = true;
            at = g_utf8_next_char(at);
        }
        if (has_digit && *n <= LIMIT_POLL_OPTIONS)
            numbers[(*n)++] = number;
        if (has_digit)
            continue;
        bool between = g_unichar_isspace(c) || c == 0x060C || c == 0x061B ||
                       (c < 128 && strchr(",;.>)#", (int)c) != NULL);
        if (!between)
            return false;
        at = g_utf8_next_char(at);
    }
    return true;
}

size_t
poll_numbers(const char *words, int64_t ret_numbers[LIMIT_POLL_OPTIONS + 1])
{
    size_t n = 0;
    for (const char *line = words; *line != '\0';) {
        const char *end = line + strcspn(line, "\n");
        size_t before = n;
        if (!read_line(line, end, ret_numbers, &n))
            return before;
        if (n > before && *end != '\0' && end[1] == '\n')
            return n; /* an empty line: what follows is a greeting */
        line = *end != '\0' ? end + 1 : end;
    }
    return n;
}

bool
poll_vote(Ctx *cx, const Item *item, const char *choice)
{
    return db_run(cx, &SQL_poll_vote, DB_ARGS(item->id, cx->me.id, choice, cx->now)) == 1;
}
