/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/drafting.h"

#include "alliance/access.h"
#include "alliance/audit.h"
#include "alliance/comment.h"
#include "alliance/discussion.h"
#include "alliance/drafting.sql.h"
#include "alliance/drafting_align.h"
#include "alliance/item_row.h"
#include "base/limits.h"
#include "lang/lang.h"

#include <string.h>

static const DbType DRAFTING = DB_TYPE(Drafting, DB_FIELD(Drafting, id), DB_FIELD(Drafting, state),
                                       DB_FIELD(Drafting, closes_at), DB_FIELD(Drafting, zone),
                                       DB_FIELD(Drafting, event_id), DB_FIELD(Drafting, work_id),
                                       DB_FIELD(Drafting, is_editor), DB_FIELD(Drafting, n_open));

static const DbType ROW = DB_TYPE(DraftingRow, DB_FIELD(DraftingRow, id),
                                  DB_FIELD(DraftingRow, slug), DB_FIELD(DraftingRow, title),
                                  DB_FIELD(DraftingRow, summary), DB_FIELD(DraftingRow, is_closed),
                                  DB_FIELD(DraftingRow, is_final), DB_FIELD(DraftingRow, closes_at),
                                  DB_FIELD(DraftingRow, n_open));

static const DbType PARAGRAPH = DB_TYPE(
    Paragraph, DB_FIELD(Paragraph, id), DB_FIELD(Paragraph, number), DB_FIELD(Paragraph, place),
    DB_FIELD(Paragraph, version), DB_FIELD(Paragraph, body), DB_FIELD(Paragraph, split_from),
    DB_FIELD(Paragraph, went_into), DB_FIELD(Paragraph, n_said), DB_FIELD(Paragraph, n_open));

const Drafting *
drafting_find(Ctx *cx, int64_t item_id)
{
    return db_one(cx, &SQL_drafting_find, &DRAFTING, DB_ARGS(item_id, cx->me.id));
}

bool
drafting_is_open(const Ctx *cx, const Drafting *drafting)
{
    return strcmp(drafting->state, "open") == 0 &&
           (drafting->closes_at == 0 || drafting->closes_at > cx->now);
}

bool
drafting_is_mine(const Ctx *cx, const Item *item, const Drafting *drafting)
{
    bool is_inside = item->in_group && (cx->me.roles & ROLE_MEMBER) != 0;
    bool is_named = drafting->is_editor || (cx->me.id != 0 && item->author_id == cx->me.id);
    return (is_inside && is_named) || may(cx, ACTION_LEAD, item);
}

bool
drafting_may_edit(const Ctx *cx, const Item *item, const Drafting *drafting)
{
    return strcmp(drafting->state, "final") != 0 && drafting_is_mine(cx, item, drafting);
}

bool
drafting_may_propose(const Ctx *cx, const Item *item, const Drafting *drafting)
{
    return drafting_is_open(cx, drafting) && comment_is_open(cx, item);
}

DraftingRowSpan
drafting_list(Ctx *cx, int64_t group_id, int64_t page)
{
    int64_t limit = LIMIT_PAGE_ROWS;
    DbRows rows = db_all(cx, &SQL_drafting_list, &ROW,
                         DB_ARGS(group_id, cx->me.id, cx->me.roles, limit, (page - 1) * limit));
    DraftingRow *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        at[i].path = item_path(cx->arena, "drafting", at[i].slug);
    return DB_SPAN(DraftingRowSpan, rows);
}

int64_t
drafting_count_all(Ctx *cx, int64_t group_id)
{
    return db_count(cx, &SQL_drafting_count_all,
                    DB_ARGS(group_id, cx->me.id, cx->me.roles, (int64_t)ITEM_COUNT_MOST));
}

/* ---- paragraphs ---- */

ParagraphSpan
drafting_paragraphs(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(ParagraphSpan,
                   db_all(cx, &SQL_drafting_paragraphs, &PARAGRAPH, DB_ARGS(item_id)));
}

size_t
drafting_standing(ParagraphSpan all)
{
    size_t n = 0;
    while (n < all.n && all.at[n].place > 0)
        n++;
    return n;
}

const Paragraph *
drafting_paragraph(ParagraphSpan all, int64_t number)
{
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].number == number)
            return &all.at[i];
    return NULL;
}

int64_t
drafting_of_paragraph(Ctx *cx, int64_t paragraph_id)
{
    return db_count(cx, &SQL_drafting_of_paragraph, DB_ARGS(paragraph_id));
}

/* ---- writing ---- */

const char *
drafting_fault(Arena *arena, const char *body)
{
    if (strlen(body) > LIMIT_TEXT)
        return N_("The text is too long: 48 kB is the most.");
    size_t n = drafting_split(arena, body).n;
    if (n == 0)
        return N_("Write at least one paragraph.");
    return n > LIMIT_PARAGRAPHS ? N_("These are more paragraphs than a draft can have.") : NULL;
}

const char *
drafting_replace_fault(Ctx *cx, const Item *item, const char *was, const char *body)
{
    ParagraphSpan all = drafting_paragraphs(cx, item->id);
    size_t n = drafting_standing(all) + drafting_split(cx->arena, body).n - 1;
    if (strlen(item->body) + strlen(body) > LIMIT_TEXT + strlen(was))
        return N_("The text is too long: 48 kB is the most.");
    if (n == 0)
        return N_("Write at least one paragraph.");
    return n > LIMIT_PARAGRAPHS ? N_("These are more paragraphs than a draft can have.") : NULL;
}

/* A text as it will stand, and for each of its paragraphs which of @all it is. */
typedef struct Plan {
    ParagraphSpan all;
    TextSpan now;
    const int64_t *was, *from, *into; /* as Alignment, places in @all */
} Plan;

static TextSpan
bodies_of(Arena *arena, const Paragraph *at, size_t n)
{
    const char **bodies = arena_array_of(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        bodies[i] = at[i].body;
    return (TextSpan){bodies, n};
}

/* The whole is another one: the rule says which paragraph is which. */
static Plan
plan_whole(Arena *arena, ParagraphSpan all, const char *body)
{
    TextSpan now = drafting_split(arena, body);
    Alignment found = drafting_align(arena, bodies_of(arena, all.at, all.n), drafting_standing(all),
                                     now);
    return (Plan){all, now, found.was, found.from, found.into};
}

/* One of them is another one, or several, or none.  The one that is most like it keeps its number;
   the first if none is. */
static Plan
plan_one(Arena *arena, ParagraphSpan all, size_t changed, const char *body)
{
    TextSpan parts = drafting_split(arena, body);
    Alignment own = drafting_align(arena, bodies_of(arena, &all.at[changed], 1), 1, parts);
    size_t standing = drafting_standing(all), n = standing - 1 + parts.n, kept = 0;
    for (size_t j = 0; j < parts.n; j++)
        if (own.was[j] == 0)
            kept = j;
    const char **now = arena_array_of(arena, const char *, n + 1);
    int64_t *was = arena_array_of(arena, int64_t, n + 1);
    int64_t *from = arena_array_of(arena, int64_t, n + 1);
    int64_t *into = arena_array_of(arena, int64_t, all.n + 1);
    size_t to = 0;
    for (size_t i = 0; i < standing; i++) {
        bool is_it = i == changed;
        for (size_t j = 0; j < (is_it ? parts.n : 1); j++, to++) {
            now[to] = is_it ? parts.at[j] : all.at[i].body;
            was[to] = is_it && j != kept ? -1 : (int64_t)i;
            from[to] = is_it && j != kept ? (int64_t)i : -1;
        }
    }
    for (size_t i = 0; i < all.n; i++)
        into[i] = -1;
    return (Plan){
        all, {now, n},
         was, from, into
    };
}

/* Write where each stands and what it says.  Those that go lead to where their words went. */
static void
write_paragraphs(Ctx *cx, int64_t item_id, const Plan *plan)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, plan->now.n + 1);
    bool *stays = arena_array_of(cx->arena, bool, plan->all.n + 1);
    memset(stays, 0, plan->all.n * sizeof *stays);
    for (size_t j = 0; j < plan->now.n && !db_failed(cx->db); j++) {
        int64_t was = plan->was[j], from = plan->from[j], place = (int64_t)j + 1;
        const Paragraph *old = was >= 0 ? &plan->all.at[was] : NULL;
        if (old == NULL) {
            ids[j] = db_insert(cx, &SQL_drafting_insert_paragraph,
                               DB_ARGS(item_id, place, plan->now.at[j],
                                       DB_OR_NULL(from >= 0 ? plan->all.at[from].id : (int64_t)0)));
            continue;
        }
        ids[j] = old->id;
        stays[was] = true;
        if (old->place != place || strcmp(old->body, plan->now.at[j]) != 0)
            db_run(cx, &SQL_drafting_write_paragraph, DB_ARGS(old->id, place, plan->now.at[j]));
    }
    for (size_t i = 0; i < drafting_standing(plan->all) && !db_failed(cx->db); i++) {
        if (stays[i])
            continue;
        db_run(cx, &SQL_drafting_drop_paragraph, DB_ARGS(plan->all.at[i].id));
        if (plan->into[i] >= 0)
            db_run(cx, &SQL_drafting_went_into, DB_ARGS(plan->all.at[i].id, ids[plan->into[i]]));
    }
}

static ItemOutcome
write_item(Ctx *cx, const Item *item, int64_t version, const char *audience,
           const DraftingText *text)
{
    const ItemDraft texts = {.slug = "",
                             .audience = audience,
                             .pillar = item->pillar,
                             .language = item->language,
                             .title = text->title,
                             .summary = item->summary,
                             .body = text->body,
                             .author_id = item->author_id,
                             .author = item->author,
                             .parent_id = item->parent_id,
                             .note = text->note};
    return item_update(cx, item->id, version, &texts);
}

ItemOutcome
drafting_save(Ctx *cx, const Item *item, int64_t version, const DraftingText *text)
{
    ParagraphSpan all = drafting_paragraphs(cx, item->id);
    const Paragraph *one = text->paragraph != 0 ? drafting_paragraph(all, text->paragraph) : NULL;
    if (text->paragraph != 0 && (one == NULL || one->place == 0))
        return ITEM_MISSING;
    Plan plan = one != NULL ? plan_one(cx->arena, all, (size_t)(one - all.at), text->body)
                            : plan_whole(cx->arena, all, text->body);
    DraftingText whole = *text;
    whole.body = drafting_join(cx->arena, plan.now);
    ItemOutcome outcome = write_item(cx, item, version, item->audience, &whole);
    if (outcome == ITEM_OK)
        write_paragraphs(cx, item->id, &plan);
    return outcome;
}

ItemOutcome
drafting_restore(Ctx *cx, const Item *item, const Revision *revision)
{
    const char *note = lang_fill(
        cx->arena, lang_text(cx->lang, N_("Brought back from version {number}")), "number",
        arena_printf(cx->arena, "%" PRId64, revision->version), NULL);
    const DraftingText text = {.title = revision->title, .body = revision->body, .note = note};
    return drafting_save(cx, item, item->version, &text);
}

/* ---- beginning ---- */

const char *
drafting_may_not_begin(Ctx *cx, const Item *group, const Group *facts)
{
    if (!discussion_may_begin(cx, group, facts))
        return N_("Only who is in the group begins a draft in it, and only while it is at work.");
    if (comment_is_looked_at(cx, group))
        return N_(
            "Somebody looks at the first words of each new member. Write a comment or begin a "
            "discussion first; when it is shown, you can begin a draft.");
    return NULL;
}

int64_t
drafting_insert(Ctx *cx, const Item *group, const Group *facts, const char *title, const char *body,
                const DraftingTerms *terms)
{
    TextSpan now = drafting_split(cx->arena, body);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "drafting",
                                              .slug = "",
                                              .audience = facts->inside,
                                              .pillar = group->pillar,
                                              .language = cx->lang->code,
                                              .title = title,
                                              .body = drafting_join(cx->arena, now),
                                              .author_id = cx->me.id,
                                              .parent_id = group->id});
    db_run(cx, &SQL_drafting_insert, DB_ARGS(id, DB_OR_NULL((int64_t)0), terms->zone));
    for (size_t j = 0; j < now.n && !db_failed(cx->db); j++)
        db_insert(cx, &SQL_drafting_insert_paragraph,
                  DB_ARGS(id, (int64_t)j + 1, now.at[j], DB_OR_NULL((int64_t)0)));
    item_publish(cx, id);
    audit(cx, "drafting.begin", id, title);
    const Item *item = item_find_in(cx, id, "");
    if (item == NULL)
        return id;
    if (terms->closes_at != 0 || strcmp(terms->opens, "group") != 0)
        drafting_set_terms(cx, item, terms);
    drafting_tell(cx, id, terms->closes_at);
    return id;
}
