/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/floor.h"

#include "alliance/access.h"
#include "alliance/audit.h"
#include "alliance/group_task.h"
#include "alliance/item_row.h"
#include "alliance/row_link.h"
#include "alliance/setting.h"
#include "mail/address.h"
#include "web/app.h"

#include "alliance/floor.sql.h"

#include <string.h>

#define FOR_VISITOR "floor.voice"

static const DbType TERMS = DB_TYPE(
    FloorTerms, DB_FIELD(FloorTerms, item_id), DB_FIELD(FloorTerms, is_open),
    DB_FIELD(FloorTerms, guests), DB_FIELD(FloorTerms, moderated), DB_FIELD(FloorTerms, registers),
    DB_FIELD(FloorTerms, ends_at), DB_FIELD(FloorTerms, n_open), DB_FIELD(FloorTerms, n_held),
    DB_FIELD(FloorTerms, n_answered));

static const DbType QUESTION = DB_TYPE(
    FloorQuestion, DB_FIELD(FloorQuestion, id), DB_FIELD(FloorQuestion, item_id),
    DB_FIELD(FloorQuestion, number), DB_FIELD(FloorQuestion, created_at),
    DB_FIELD(FloorQuestion, n_votes), DB_FIELD(FloorQuestion, into_id),
    DB_FIELD(FloorQuestion, session_id), DB_FIELD(FloorQuestion, answered_at),
    DB_FIELD(FloorQuestion, told_at), DB_FIELD(FloorQuestion, recorded),
    DB_FIELD(FloorQuestion, text), DB_FIELD(FloorQuestion, answer), DB_FIELD(FloorQuestion, reason),
    DB_FIELD(FloorQuestion, status), DB_FIELD(FloorQuestion, name),
    DB_FIELD(FloorQuestion, speaker), DB_FIELD(FloorQuestion, session_slug),
    DB_FIELD(FloorQuestion, session_title), DB_FIELD(FloorQuestion, is_demo),
    DB_FIELD(FloorQuestion, from_registration), DB_FIELD(FloorQuestion, mine),
    DB_FIELD(FloorQuestion, has_voice));

/* ---- how one asks ---- */

const FloorTerms *
floor_terms(Ctx *cx, int64_t item_id)
{
    return db_one(cx, &SQL_floor_terms, &TERMS, DB_ARGS(item_id));
}

bool
floor_is_open(const FloorTerms *terms, int64_t now)
{
    return terms != NULL && terms->is_open &&
           (terms->ends_at == 0 || now < terms->ends_at + FLOOR_LATE);
}

void
floor_terms_save(Ctx *cx, int64_t item_id, const FloorTerms *terms)
{
    db_run(cx, &SQL_floor_terms_write,
           DB_ARGS(item_id, terms->is_open, terms->guests, terms->moderated));
    audit(cx, "floor.terms", item_id, terms->is_open ? "open" : "closed");
}

/* ---- who takes part ---- */

static int64_t
find_voice(Ctx *cx, int64_t item_id, const FloorTaker *taker)
{
    return db_count(cx, &SQL_floor_voice_find,
                    DB_ARGS(item_id, taker->person_id, taker->registration_id));
}

/* Random, so that no order tells who came when. */
static int64_t
make_voice(Ctx *cx, int64_t item_id, const FloorTaker *taker)
{
    int64_t id = row_random_id(cx);
    db_run(cx, &SQL_floor_voice_insert,
           DB_ARGS(id, item_id, DB_OR_NULL(taker->person_id), DB_OR_NULL(taker->registration_id)));
    return id;
}

static void
need_voice(Ctx *cx, int64_t item_id, FloorTaker *taker)
{
    if (taker->voice_id == 0)
        taker->voice_id = make_voice(cx, item_id, taker);
}

bool
floor_taker_me(Ctx *cx, const Item *event, const FloorTerms *terms, FloorTaker *ret_taker)
{
    if (cx->me.id == 0)
        return false;
    const Registration *mine = terms->registers ? registration_mine(cx, event->id) : NULL;
    FloorTaker taker = {.person_id = cx->me.id,
                        .registration_id = mine != NULL ? mine->id : 0,
                        .leads = may(cx, ACTION_LEAD, event)};
    taker.voice_id = find_voice(cx, event->id, &taker);
    *ret_taker = taker;
    return taker.leads || terms->guests || registration_is_alive(mine) ||
           (!terms->registers && (cx->me.roles & ROLE_MEMBER) != 0);
}

bool
floor_taker_registration(Ctx *cx, const Registration *registration, const FloorTerms *terms,
                         FloorTaker *ret_taker)
{
    FloorTaker taker = {.person_id = registration->person_id, .registration_id = registration->id};
    taker.voice_id = find_voice(cx, registration->item_id, &taker);
    *ret_taker = taker;
    return terms->guests || registration_is_alive(registration);
}

const char *
floor_enter(Ctx *cx, int64_t item_id)
{
    int64_t id = make_voice(cx, item_id, &(FloorTaker){.is_visitor = true});
    return arena_printf(cx->arena, "/floor/%s", row_link_token(cx, FOR_VISITOR, id, item_id));
}

bool
floor_taker_visitor(Ctx *cx, const char *token, int64_t *ret_item_id, FloorTaker *ret_taker)
{
    int64_t id = row_link_id(token);
    int64_t item_id = id != 0 ? db_count(cx, &SQL_floor_voice_item, DB_ARGS(id)) : 0;
    if (item_id == 0 || !row_link_fits(cx, FOR_VISITOR, id, item_id, token))
        return false;
    *ret_item_id = item_id;
    *ret_taker = (FloorTaker){.voice_id = id, .is_visitor = true};
    return true;
}

/* ---- reading ---- */

static FloorQuestionSpan
with_paths(Ctx *cx, DbRows rows)
{
    FloorQuestion *all = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        if (all[i].session_slug != NULL)
            all[i].session_path = item_path(cx->arena, "session", all[i].session_slug);
    return DB_SPAN(FloorQuestionSpan, rows);
}

static FloorQuestionSpan
list(Ctx *cx, int64_t item_id, bool every, const FloorTaker *taker)
{
    return with_paths(cx, db_all(cx, &SQL_floor_list, &QUESTION,
                                 DB_ARGS(item_id, (int64_t)every, taker->voice_id, taker->person_id,
                                         cx->lang->code, (int64_t)FLOOR_LIST)));
}

FloorQuestionSpan
floor_list(Ctx *cx, int64_t item_id, const FloorTaker *taker)
{
    return list(cx, item_id, false, taker);
}

FloorQuestionSpan
floor_list_all(Ctx *cx, int64_t item_id)
{
    return list(cx, item_id, true, &(FloorTaker){0});
}

FloorQuestionSpan
floor_list_answered(Ctx *cx, int64_t item_id, int64_t n)
{
    return with_paths(cx, db_all(cx, &SQL_floor_list_answered, &QUESTION,
                                 DB_ARGS(item_id, (int64_t)0, (int64_t)0, cx->lang->code, n)));
}

static const FloorQuestion *
find_for(Ctx *cx, int64_t id, const FloorTaker *taker)
{
    FloorQuestionSpan found = with_paths(
        cx, db_all(cx, &SQL_floor_find, &QUESTION,
                   DB_ARGS(id, taker->voice_id, taker->person_id, cx->lang->code)));
    return found.n > 0 ? found.at : NULL;
}

const FloorQuestion *
floor_find(Ctx *cx, int64_t id)
{
    return find_for(cx, id, &(FloorTaker){0});
}

const FloorQuestion *
floor_find_number(Ctx *cx, int64_t item_id, int64_t number, const FloorTaker *taker)
{
    return find_for(cx, db_count(cx, &SQL_floor_find_number, DB_ARGS(item_id, number)), taker);
}

const FloorQuestion *
floor_find_held(Ctx *cx, int64_t item_id)
{
    return floor_find(cx, db_count(cx, &SQL_floor_find_only_held, DB_ARGS(item_id)));
}

/* ---- asking ---- */

static bool
is_held(Ctx *cx, const FloorTerms *terms, const FloorTaker *taker)
{
    return !taker->leads &&
           (terms->moderated ||
            db_count(cx, &SQL_floor_is_known, DB_ARGS(taker->voice_id, taker->person_id)) == 0);
}

FloorOutcome
floor_ask(Ctx *cx, const Item *event, const FloorTerms *terms, FloorTaker *taker,
          const FloorDraft *draft)
{
    need_voice(cx, event->id, taker);
    if (db_run(cx, &SQL_floor_voice_count, DB_ARGS(taker->voice_id, (int64_t)FLOOR_MOST)) == 0)
        return FLOOR_MANY;
    if (taker->is_visitor && !draft->unnamed)
        db_run(cx, &SQL_floor_voice_name,
               DB_ARGS(taker->voice_id, draft->name != NULL ? draft->name : ""));
    bool held = is_held(cx, terms, taker);
    db_insert(cx, &SQL_floor_insert,
              DB_ARGS(event->id, DB_OR_NULL(draft->unnamed ? 0 : taker->voice_id), DB_NONE,
                      DB_OR_NULL(draft->session_id), draft->speaker != NULL ? draft->speaker : "",
                      DB_OR_NULL(draft->speaker_id), draft->text, held ? "held" : "shown",
                      cx->now));
    if (held)
        group_task_open(cx, "floor.review", event->id, event->group_slug, event->title);
    return held ? FLOOR_HELD : FLOOR_SHOWN;
}

/* ---- giving a voice ---- */

static bool
takes_voices(const FloorQuestion *question)
{
    return question != NULL &&
           (strcmp(question->status, "shown") == 0 || strcmp(question->status, "now") == 0);
}

/* Who has the number of a merged one in a mail means the one that it became. */
bool
floor_vote(Ctx *cx, FloorTaker *taker, const FloorQuestion *question, bool give)
{
    if (question->into_id != 0)
        question = floor_find(cx, question->into_id);
    if (!takes_voices(question))
        return false;
    need_voice(cx, question->item_id, taker);
    if (give)
        db_run(cx, &SQL_floor_vote_give, DB_ARGS(question->id, taker->voice_id));
    else
        db_run(cx, &SQL_floor_vote_take, DB_ARGS(question->id, taker->voice_id, taker->person_id));
    db_run(cx, &SQL_floor_recount, DB_ARGS(question->id));
    return true;
}

bool
floor_take_back(Ctx *cx, const FloorQuestion *question)
{
    if (!question->mine || strcmp(question->status, "answered") == 0)
        return false;
    const DbIds merged = db_ids(cx, &SQL_floor_list_into, DB_ARGS(question->id));
    db_run(cx, &SQL_floor_delete, DB_ARGS(question->id));
    for (size_t i = 0; i < merged.n; i++)
        db_run(cx, &SQL_floor_recount, DB_ARGS(merged.at[i]));
    if (question->into_id != 0)
        db_run(cx, &SQL_floor_recount, DB_ARGS(question->into_id));
    return true;
}

const char *
floor_address(Ctx *cx, const Registration *registration)
{
    const Settings *set = settings(cx);
    const char *at = strrchr(set->mail_from, '@');
    if (!set->mail_in || at == NULL)
        return NULL;
    return mail_address_sign(cx->arena, cx->app->key, MAIL_FLOOR, registration->id,
                             registration->person_id, at + 1);
}

int64_t
floor_clean(Ctx *cx, int64_t before)
{
    return db_run(cx, &SQL_floor_forget_old, DB_ARGS(before));
}
