/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/contribution.h"

#include "alliance/contribution.sql.h"
#include "alliance/item_edit.sql.h"
#include "alliance/review.h"
#include "alliance/search.h"
#include "alliance/setting.h"
#include "base/limits.h"
#include "base/text.h"

#include <string.h>

static const DbType CONTRIBUTION = DB_TYPE(
    Contribution, DB_FIELD(Contribution, item_id), DB_FIELD(Contribution, made_at),
    DB_FIELD(Contribution, credited), DB_FIELD(Contribution, by_mail),
    DB_FIELD(Contribution, person_id), DB_FIELD(Contribution, name),
    DB_FIELD(Contribution, is_demo));

const Contribution *
contribution_find(Ctx *cx, int64_t item_id)
{
    return db_one(cx, &SQL_contribution_find, &CONTRIBUTION, DB_ARGS(item_id));
}

bool
contribution_is_mine(Ctx *cx, int64_t item_id)
{
    return cx->me.id != 0 &&
           db_count(cx, &SQL_contribution_is_mine, DB_ARGS(item_id, cx->me.id)) > 0;
}

/* ---- making one ---- */

/* As library_edit.c names the first edition; another work's may have that address. */
static int64_t
insert_edition(Ctx *cx, const Item *work, const ContributionDraft *draft)
{
    ItemDraft texts = {.kind = "edition",
                       .slug = arena_printf(cx->arena, "%s-1", work->slug),
                       .language = draft->language,
                       .title = draft->title,
                       .actual_on = draft->came_out,
                       .parent_id = work->id};
    int64_t id = item_insert(cx, &texts);
    texts.slug = "";
    if (id == 0 && !db_failed(cx->db))
        id = item_insert(cx, &texts);
    db_run(cx, &SQL_contribution_insert_edition, DB_ARGS(id));
    db_run(cx, &SQL_contribution_hold_files, DB_ARGS(id));
    return id;
}

int64_t
contribution_insert(Ctx *cx, const ContributionDraft *draft, int64_t *ret_edition)
{
    if (db_count(cx, &SQL_contribution_count_open, DB_ARGS(cx->me.id)) >= CONTRIBUTION_OPEN)
        return 0;
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "work",
                                              .slug = "",
                                              .audience = "public",
                                              .language = draft->language,
                                              .title = draft->title,
                                              .body = draft->body,
                                              .pillar = draft->pillar,
                                              .link = draft->link,
                                              .author_id = cx->me.id});
    const Item *work = id != 0 ? item_find_in(cx, id, "") : NULL;
    if (work == NULL)
        return 0;
    db_run(cx, &SQL_contribution_insert_work, DB_ARGS(id, cx->now));
    db_run(cx, &SQL_contribution_insert,
           DB_ARGS(id, cx->me.id, (int64_t)draft->credited, (int64_t)draft->by_mail, cx->now));
    *ret_edition = insert_edition(cx, work, draft);
    return id;
}

void
contribution_credit(Ctx *cx, int64_t item_id, bool credited)
{
    db_run(cx, &SQL_contribution_credit, DB_ARGS(item_id, (int64_t)credited));
}

void
contribution_hand_in(Ctx *cx, int64_t item_id, const char *words)
{
    const Item *item = item_find_in(cx, item_id, "");
    const ReviewStep *step = review_step_find("work", "hand-in");
    if (item == NULL)
        return;
    const ReviewStepWords with = {.version = item->version, .words = words};
    if (review_step_is_open(cx, step, item))
        review_step(cx, item, step, &with);
    else if (*words != '\0')
        review_say(cx, item, words);
}

/* ---- accepted ---- */

static void
bring_out(Ctx *cx, int64_t edition)
{
    db_run(cx, &SQL_contribution_edition_out, DB_ARGS(edition, cx->now));
    db_run(cx, &SQL_contribution_open_files, DB_ARGS(edition));
    search_index(cx, edition);
}

void
contribution_published(Ctx *cx, int64_t item_id)
{
    if (contribution_find(cx, item_id) == NULL)
        return;
    review_published(cx, item_id);
    db_run(cx, &SQL_contribution_let_go, DB_ARGS(item_id));
    const DbIds editions = db_ids(cx, &SQL_contribution_editions, DB_ARGS(item_id));
    for (size_t i = 0; i < editions.n && !db_failed(cx->db); i++)
        bring_out(cx, editions.at[i]);
    search_index(cx, item_id);
}

/* ---- one's own ---- */

static const DbType ROW = DB_TYPE(ContributionRow, DB_FIELD(ContributionRow, id),
                                  DB_FIELD(ContributionRow, made_at),
                                  DB_FIELD(ContributionRow, title), DB_FIELD(ContributionRow, slug),
                                  DB_FIELD(ContributionRow, status), DB_FIELD(ContributionRow, act),
                                  DB_FIELD(ContributionRow, is_open));

ContributionRowSpan
contribution_list(Ctx *cx, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;
    return DB_SPAN(ContributionRowSpan,
                   db_all(cx, &SQL_contribution_list, &ROW,
                          DB_ARGS(cx->me.id, cx->me.roles, (int64_t)LIMIT_PAGE_ROWS, offset)));
}

int64_t
contribution_count(Ctx *cx)
{
    return db_count(cx, &SQL_contribution_count, DB_ARGS(cx->me.id));
}

const char *
contribution_address(Ctx *cx)
{
    const Settings *set = settings(cx);
    const char *at = strrchr(set->mail_from, '@');
    bool is_taken = db_count(cx, &SQL_item_slug_is_taken,
                             DB_ARGS("group", CONTRIBUTION_ADDRESS, (int64_t)0)) > 0;
    return set->mail_in && at != NULL && !is_taken
               ? arena_printf(cx->arena, "%s%s", CONTRIBUTION_ADDRESS, at)
               : NULL;
}
