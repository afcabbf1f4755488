/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/week.h"

#include "alliance/audit.h"
#include "alliance/item_row.h"
#include "alliance/setting.h"
#include "alliance/week.sql.h"
#include "base/moment.h"
#include "base/text.h"
#include "lang/lang.h"

#include <string.h>

#define DAY_SIZE 10  /* of "2016-09-26" */
#define CLOCK_AT 11  /* of "2016-09-26T08:00" */
#define CLOCK_SIZE 5 /* of "08:00" */
#define OF_ALL (WEEK_DAYS * WEEK_POSTS)

static const DbType WEEK = DB_TYPE(Week, DB_FIELD(Week, id), DB_FIELD(Week, changed_at),
                                   DB_FIELD(Week, first_on), DB_FIELD(Week, last_on),
                                   DB_FIELD(Week, hashtag), DB_FIELD(Week, call_until),
                                   DB_FIELD(Week, mail_at), DB_FIELD(Week, observance_id));

static const DbType DAY = DB_TYPE(
    WeekDay, DB_FIELD(WeekDay, id), DB_FIELD(WeekDay, week_id), DB_FIELD(WeekDay, version),
    DB_FIELD(WeekDay, held_on), DB_FIELD(WeekDay, mailed_at), DB_FIELD(WeekDay, slug),
    DB_FIELD(WeekDay, language), DB_FIELD(WeekDay, topic), DB_FIELD(WeekDay, question),
    DB_FIELD(WeekDay, body), DB_FIELD(WeekDay, n_comments));

static const DbType OF_DAY = DB_TYPE(WeekPost, DB_FIELD(WeekPost, id), DB_FIELD(WeekPost, day_id));

/* ---- the record ---- */

const Week *
week_find_each(Ctx *cx, const int64_t *ids, size_t n)
{
    Week *weeks = arena_array_of(cx->arena, Week, n);
    DbRows rows = db_all(cx, &SQL_week_find_each, &WEEK, DB_ARGS(db_numbers(cx->arena, ids, n)));
    const Week *found = rows.at;
    for (size_t i = 0; i < n; i++) {
        weeks[i] = (Week){.id = ids[i], .hashtag = "", .mail_at = ""};
        for (size_t r = 0; r < rows.n; r++)
            if (found[r].id == ids[i])
                weeks[i] = found[r];
    }
    return weeks;
}

const Week *
week_find(Ctx *cx, int64_t id)
{
    return week_find_each(cx, &id, 1);
}

const char *
week_end(const Week *week)
{
    return week->last_on != NULL && strcmp(week->first_on, week->last_on) != 0 ? week->last_on
                                                                               : NULL;
}

/* "08:15" */
static const char *
clock_now(Ctx *cx)
{
    return moment_local(cx->arena, cx->now, settings(cx)->zone) + CLOCK_AT;
}

const char *
week_today(Ctx *cx)
{
    return moment_date_in(cx->arena, cx->now, settings(cx)->zone);
}

bool
week_calls(Ctx *cx, const Week *week)
{
    return week->call_until != NULL && strcmp(week_today(cx), week->call_until) <= 0;
}

/* A word that networks take for one: letters of any script, digits, "_". */
static bool
is_hashtag(const char *text)
{
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (!g_unichar_isalnum(c) && !g_unichar_ismark(c) && c != '_')
            return false;
    }
    return g_utf8_strlen(text, -1) <= WEEK_HASHTAG;
}

/* Whole days between two of them. */
static int64_t
days_between(const char *first, const char *last)
{
    int64_t begin = 0, end = 0;
    return date_end(first, &begin) && date_end(last, &end) ? (end - begin) / MOMENT_DAY : 0;
}

/* "" or a whole day. */
static bool
is_day(const char *text)
{
    return *text == '\0' || (strlen(text) == DAY_SIZE && date_is_valid(text));
}

/* "" or "08:00". */
static bool
is_clock(const char *text)
{
    int64_t moment = 0;
    g_autofree char *local = g_strdup_printf("2016-09-26T%s", text);
    return *text == '\0' ||
           (strlen(text) == CLOCK_SIZE && moment_from_local(local, "UTC", &moment));
}

static FormFault
days_fault(const Week *draft)
{
    const char *first = text_or_empty(draft->first_on), *last = text_or_empty(draft->last_on);
    const char *until = text_or_empty(draft->call_until);
    if (!is_day(first) || (*first == '\0') != (*last == '\0'))
        return (FormFault){*first == '\0' || !is_day(first) ? "first_on" : "last_on",
                           N_("Write both days, or none: 2016-09-26")};
    if (!is_day(last))
        return (FormFault){"last_on", N_("Write both days, or none: 2016-09-26")};
    if (strcmp(first, last) > 0)
        return (FormFault){"last_on", N_("It ends before it begins")};
    if (days_between(first, last) >= WEEK_DAYS)
        return (FormFault){"last_on", N_("This is too long: 31 days at most")};
    if (!is_day(until))
        return (FormFault){"call_until", N_("Write a whole day: 2016-09-26")};
    if (*last != '\0' && strcmp(until, last) > 0)
        return (FormFault){"call_until", N_("Contributions cannot come after the last day")};
    return (FormFault){NULL, NULL};
}

FormFault
week_fault(Ctx *cx, const Week *draft)
{
    FormFault fault = days_fault(draft);
    if (fault.field != NULL)
        return fault;
    if (!is_clock(draft->mail_at))
        return (FormFault){"mail_at", N_("Write what a clock shows: 08:00")};
    if (!is_hashtag(draft->hashtag))
        return (FormFault){"hashtag", N_("Write one word of letters and digits, without the #")};
    if (draft->observance_id != 0 &&
        db_count(cx, &SQL_week_is_observance, DB_ARGS(draft->observance_id)) == 0)
        return (FormFault){"observance", N_("Choose a day that comes again")};
    return (FormFault){NULL, NULL};
}

static const char *
or_null(const char *text)
{
    return text != NULL && *text != '\0' ? text : NULL;
}

void
week_save(Ctx *cx, const Week *draft)
{
    db_run(cx, &SQL_week_save,
           DB_ARGS(draft->id, or_null(draft->first_on), or_null(draft->last_on), draft->hashtag,
                   or_null(draft->call_until), draft->mail_at, DB_OR_NULL(draft->observance_id),
                   cx->now));
    audit(cx, "week.save", draft->id, "");
}

static ItemSpan
items_of(Ctx *cx, DbIds ids)
{
    return ids.n > 0 ? item_list_ids(cx, ids.at, ids.n) : (ItemSpan){NULL, 0};
}

ItemSpan
week_observances(Ctx *cx, int64_t limit)
{
    return items_of(cx, db_ids(cx, &SQL_week_observances, DB_ARGS(limit, cx->me.id, cx->me.roles)));
}

ItemSpan
week_list_of(Ctx *cx, int64_t observance_id, int64_t limit)
{
    return items_of(cx, db_ids(cx, &SQL_week_of_observance,
                               DB_ARGS(observance_id, limit, cx->me.id, cx->me.roles)));
}

/* ---- days ---- */

static const WeekDay *
with_path(Ctx *cx, const WeekDay *found)
{
    if (found == NULL)
        return NULL;
    WeekDay *day = arena_new_of(cx->arena, WeekDay);
    *day = *found;
    day->path = item_path(cx->arena, "day", day->slug);
    return day;
}

WeekDaySpan
week_days(Ctx *cx, int64_t week_id)
{
    DbRows rows = db_all(
        cx, &SQL_week_days, &DAY,
        DB_ARGS(week_id, cx->lang->code, cx->me.id, cx->me.roles, (int64_t)WEEK_DAYS));
    WeekDay *days = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        days[i].path = item_path(cx->arena, "day", days[i].slug);
    return (WeekDaySpan){days, rows.n};
}

const WeekDay *
week_day_find(Ctx *cx, int64_t id)
{
    return with_path(cx, db_one(cx, &SQL_week_day_find, &DAY,
                                DB_ARGS(id, cx->lang->code, cx->me.id, cx->me.roles)));
}

FormFault
week_day_fault(const Week *week, WeekDaySpan days, int64_t id, const WeekDayDraft *draft)
{
    if (strlen(draft->held_on) != DAY_SIZE)
        return (FormFault){"held_on", N_("Write a whole day: 2016-09-26")};
    if (week->first_on != NULL &&
        (strcmp(draft->held_on, week->first_on) < 0 || strcmp(draft->held_on, week->last_on) > 0))
        return (FormFault){"held_on", N_("This day is not within the campaign")};
    for (size_t i = 0; i < days.n; i++)
        if (days.at[i].id != id && strcmp(days.at[i].held_on, draft->held_on) == 0)
            return (FormFault){"held_on", N_("There is this day already")};
    return (FormFault){NULL, NULL};
}

static ItemDraft
texts_of(const WeekDayDraft *draft, int64_t week_id)
{
    return (ItemDraft){.kind = "day",
                       .slug = "",
                       .language = draft->language,
                       .title = draft->topic,
                       .summary = draft->question,
                       .body = draft->body,
                       .actual_on = draft->held_on,
                       .parent_id = week_id};
}

static void
write_posts(Ctx *cx, int64_t day_id, const WeekDayDraft *draft)
{
    db_run(cx, &SQL_week_delete_posts, DB_ARGS(day_id));
    for (size_t i = 0; i < draft->n_posts && !db_failed(cx->db); i++)
        db_run(cx, &SQL_week_insert_post, DB_ARGS(draft->posts[i], day_id, (int64_t)i + 1));
}

int64_t
week_day_insert(Ctx *cx, const Item *campaign, const WeekDayDraft *draft)
{
    if (db_count(cx, &SQL_week_day_count, DB_ARGS(campaign->id)) >= WEEK_DAYS)
        return 0;
    /* "week-2016-building-the-case": the same topic comes again another year. */
    ItemDraft texts = texts_of(draft, campaign->id);
    texts.whole_slug = campaign->slug;
    int64_t id = item_insert(cx, &texts);
    db_run(cx, &SQL_week_day_save, DB_ARGS(id, draft->held_on));
    write_posts(cx, id, draft);
    return id;
}

ItemOutcome
week_day_update(Ctx *cx, const WeekDay *day, int64_t version, const WeekDayDraft *draft)
{
    ItemDraft texts = texts_of(draft, day->week_id);
    texts.slug = day->slug;
    ItemOutcome outcome = item_update(cx, day->id, version, &texts);
    if (outcome != ITEM_OK)
        return outcome;
    db_run(cx, &SQL_week_day_save, DB_ARGS(day->id, draft->held_on));
    write_posts(cx, day->id, draft);
    return ITEM_OK;
}

bool
week_day_delete(Ctx *cx, const WeekDay *day)
{
    if (db_count(cx, &SQL_week_day_is_answered, DB_ARGS(day->id)) > 0)
        return false;
    item_delete(cx, day->id);
    return true;
}

/* ---- posts ---- */

WeekPostSpan
week_posts(Ctx *cx, int64_t week_id, int64_t day_id, bool all)
{
    return DB_SPAN(WeekPostSpan, db_all(cx, &SQL_week_posts, &OF_DAY,
                                        DB_ARGS(week_id, day_id, (int64_t)all, (int64_t)OF_ALL,
                                                cx->me.id, cx->me.roles)));
}

ItemSpan
week_post_items(Ctx *cx, WeekPostSpan posts)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, posts.n);
    for (size_t i = 0; i < posts.n; i++)
        ids[i] = posts.at[i].id;
    return items_of(cx, (DbIds){ids, posts.n});
}

void
week_post_add(Ctx *cx, int64_t day_id, int64_t post_id)
{
    db_run(cx, &SQL_week_add_post, DB_ARGS(post_id, day_id));
}

/* ---- what came of it ---- */

static const DbType COUNTS = DB_TYPE(WeekFigures, DB_FIELD(WeekFigures, id),
                                     DB_FIELD(WeekFigures, days), DB_FIELD(WeekFigures, posts),
                                     DB_FIELD(WeekFigures, comments));
static const DbType PEOPLE = DB_TYPE(WeekFigures, DB_FIELD(WeekFigures, id),
                                     DB_FIELD(WeekFigures, people),
                                     DB_FIELD(WeekFigures, countries));

/* Put each of @rows to its campaign by @take. */
static void
take_each(WeekFigures *figures, size_t n, DbRows rows,
          void (*take)(WeekFigures *to, const WeekFigures *from))
{
    const WeekFigures *from = rows.at;
    for (size_t r = 0; r < rows.n; r++)
        for (size_t i = 0; i < n; i++)
            if (figures[i].id == from[r].id)
                take(&figures[i], &from[r]);
}

static void
take_counts(WeekFigures *to, const WeekFigures *from)
{
    to->days = from->days;
    to->posts = from->posts;
    to->comments = from->comments;
}

static void
take_people(WeekFigures *to, const WeekFigures *from)
{
    to->people = from->people;
    to->countries = from->countries;
}

const WeekFigures *
week_figures(Ctx *cx, const int64_t *ids, size_t n)
{
    WeekFigures *figures = arena_array_of(cx->arena, WeekFigures, n);
    for (size_t i = 0; i < n; i++)
        figures[i] = (WeekFigures){.id = ids[i]};
    const char *numbers = db_numbers(cx->arena, ids, n);
    take_each(figures, n,
              db_all(cx, &SQL_week_counts, &COUNTS, DB_ARGS(numbers, cx->me.id, cx->me.roles)),
              take_counts);
    take_each(figures, n,
              db_all(cx, &SQL_week_people, &PEOPLE, DB_ARGS(numbers, cx->me.id, cx->me.roles)),
              take_people);
    return figures;
}

/* ---- a mail a day ---- */

DbIds
week_due(Ctx *cx)
{
    return db_ids(cx, &SQL_week_due, DB_ARGS(week_today(cx), clock_now(cx)));
}

int64_t
week_count_due(Ctx *cx)
{
    return db_count(cx, &SQL_week_count_due, DB_ARGS(week_today(cx), clock_now(cx)));
}

void
week_note_mailed(Ctx *cx, int64_t day_id)
{
    db_run(cx, &SQL_week_note_mailed, DB_ARGS(day_id, cx->now));
}
