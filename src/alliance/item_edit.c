/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Drafts, changes and the life of an item from draft to archive.
 */
#include "alliance/audit.h"
#include "alliance/figure.h"
#include "alliance/file.h"
#include "alliance/item.h"
#include "alliance/item_row.h"
#include "alliance/redirect.h"
#include "alliance/role.h"
#include "alliance/search.h"
#include "alliance/task.h"
#include "base/text.h"
#include "lang/lang.h"

#include "alliance/item_edit.sql.h"
#include "alliance/item_text.sql.h"

#include <string.h>

#define SLUG_TRIES 5
#define CODE_CHARACTERS "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

static const DbType ITEM_STATE = DB_TYPE(
    ItemState, DB_FIELD(ItemState, kind), DB_FIELD(ItemState, slug), DB_FIELD(ItemState, status),
    DB_FIELD(ItemState, language), DB_FIELD(ItemState, title), DB_FIELD(ItemState, version));

const ItemState *
item_state(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_item_state, &ITEM_STATE, DB_ARGS(id));
}

/* The author's name as it is printed is his own, and changes with it. */
ItemDraft
item_draft_of(const Item *item)
{
    return (ItemDraft){.kind = item->kind,
                       .slug = "",
                       .audience = item->audience,
                       .pillar = item->pillar,
                       .language = item->language,
                       .title = item->title,
                       .summary = item->summary,
                       .body = item->body,
                       .author_id = item->author_id,
                       .author = item->author_id == 0 ? item->author : NULL,
                       .credit = item->credit,
                       .place = item->place,
                       .spoken = item->spoken,
                       .link = item->link,
                       .planned_on = item->planned_on,
                       .actual_on = item->actual_on,
                       .image_id = item->image_id,
                       .parent_id = item->parent_id};
}

/* A date or link of no characters is none. */
static const char *
or_null(const char *text)
{
    return text != NULL && *text != '\0' ? text : NULL;
}

/* The codes of languages in @text, with commas between and in its order. */
static const char *
language_codes(Arena *arena, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text_or_empty(text), ",", -1);
    GString *codes = arena_string(arena, 16);
    for (char **part = parts; *part != NULL; part++) {
        const char *code = g_strstrip(*part);
        bool is_code = strlen(code) >= 2 && strlen(code) == strspn(code, CODE_CHARACTERS);
        if (is_code)
            g_string_append_printf(codes, "%s%s", codes->len > 0 ? "," : "", code);
    }
    return codes->str;
}

/* Below the root of @kind stands the root of another one: "lists" in the library. */
static bool
is_root_below(const char *kind, const char *slug)
{
    const ItemKind *own = item_kind_find(kind);
    size_t n = own != NULL ? strlen(own->root) : 0;
    for (const ItemKind *k = ITEM_KINDS; n > 0 && k->name != NULL; k++)
        if (strncmp(k->root, own->root, n) == 0 && k->root[n] == '/' &&
            strcmp(k->root + n + 1, slug) == 0)
            return true;
    return false;
}

/* Pages live directly below the root, where other rooms have their addresses too. */
static bool
is_reserved(const char *kind, const char *slug)
{
    static const char *const taken[] = {"account", "api",     "assets",   "calendar", "calendars",
                                        "desk",    "feeds",   "figures",  "files",    "healthz",
                                        "join",    "map",     "members",  "metrics",  "people",
                                        "search",  "sign-in", "sign-out", "sitemap",  "topics"};
    if (strcmp(kind, "page") != 0)
        return is_root_below(kind, slug);
    for (size_t i = 0; i < G_N_ELEMENTS(taken); i++)
        if (strcmp(slug, taken[i]) == 0)
            return true;
    for (const ItemKind *k = ITEM_KINDS; k->name != NULL; k++)
        if (*k->root != '\0' && strcmp(k->root + 1, slug) == 0)
            return true;
    return lang_find(slug) != NULL;
}

static int64_t
insert_as(Ctx *cx, const ItemDraft *draft, const char *slug)
{
    if (*slug == '\0' || is_reserved(draft->kind, slug))
        return 0;
    return db_insert(
        cx, &SQL_item_insert,
        DB_ARGS(
            draft->kind, slug, draft->audience ? draft->audience : "public", or_null(draft->pillar),
            draft->language ? draft->language : "en", draft->title, text_or_empty(draft->summary),
            text_or_empty(draft->body), DB_OR_NULL(draft->author_id), text_or_empty(draft->author),
            text_or_empty(draft->credit), text_or_empty(draft->place),
            language_codes(cx->arena, draft->spoken), or_null(draft->link),
            DB_OR_NULL(draft->image_id), DB_OR_NULL(draft->parent_id), or_null(draft->planned_on),
            or_null(draft->actual_on), text_or_empty(draft->note), DB_OR_NULL(cx->me.id), cx->now));
}

/* The title's slug, then the same with a number.  After some tries the number is that of the
   table's next row, which many items of one title do not share. */
static int64_t
insert_with_free_slug(Ctx *cx, const ItemDraft *draft)
{
    const char *base = text_slug(cx->arena, draft->title);
    if (*base == '\0')
        base = draft->kind;
    if (draft->whole_slug != NULL)
        base = arena_printf(cx->arena, "%s-%s", draft->whole_slug, base);
    int64_t id = insert_as(cx, draft, base);
    for (int n = 2; id == 0 && n <= SLUG_TRIES && !db_failed(cx->db); n++)
        id = insert_as(cx, draft, arena_printf(cx->arena, "%s-%d", base, n));
    if (id != 0 || db_failed(cx->db))
        return id;
    int64_t number = db_count(cx, &SQL_item_next_number, DB_NO_ARGS);
    return insert_as(cx, draft, arena_printf(cx->arena, "%s-%" PRId64, base, number));
}

/* Of a kind that is a part, or has parts: these follow the whole. */
static void
follow_whole(Ctx *cx, const char *name, int64_t id)
{
    bool concerned = false;
    GString *parts = arena_string(cx->arena, 64);
    g_string_append_c(parts, ',');
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++) {
        if (kind->whole == NULL)
            continue;
        g_string_append_printf(parts, "%s,", kind->name);
        concerned |= strcmp(kind->name, name) == 0 || strcmp(kind->whole, name) == 0;
    }
    if (concerned)
        db_run(cx, &SQL_item_follow_whole, DB_ARGS(id, parts->str));
}

static void
follow_dates(Ctx *cx, const char *name, int64_t id)
{
    const ItemKind *kind = item_kind_find(name);
    if (kind != NULL && kind->dates_changed != NULL)
        kind->dates_changed(cx, id);
}

int64_t
item_insert(Ctx *cx, const ItemDraft *draft)
{
    int64_t id = or_null(draft->slug) != NULL ? insert_as(cx, draft, draft->slug)
                                              : insert_with_free_slug(cx, draft);
    const ItemKind *kind = item_kind_find(draft->kind);
    if (id == 0)
        return 0;
    /* Nothing is below it yet; what itself is below nothing is in no group, but for a group. */
    if (draft->parent_id != 0 || strcmp(draft->kind, "group") == 0)
        db_run(cx, &SQL_item_place, DB_ARGS(id));
    if (kind != NULL && kind->whole != NULL)
        follow_whole(cx, draft->kind, id);
    follow_dates(cx, draft->kind, id);
    audit(cx, "item.insert", id, draft->title);
    search_index(cx, id);
    return id;
}

/* Why was the claim refused? */
static ItemOutcome
refusal(Ctx *cx, int64_t id, const ItemState *was, const char *slug)
{
    bool is_taken = db_count(cx, &SQL_item_slug_is_taken, DB_ARGS(was->kind, slug, id)) > 0;
    return is_taken ? ITEM_TAKEN : ITEM_CONFLICT;
}

/* An address that was public leads to the new one. */
static void
leave_redirect(Ctx *cx, const ItemState *was, const char *slug)
{
    if (*slug == '\0' || strcmp(slug, was->slug) == 0)
        return;
    const char *target = item_path(cx->arena, was->kind, slug);
    redirect_delete(cx, target);
    if (strcmp(was->kind, "group") == 0)
        role_move_group(cx, was->slug, slug);
    if (strcmp(was->status, "published") == 0 || strcmp(was->status, "archived") == 0)
        redirect_insert(cx, item_path(cx->arena, was->kind, was->slug), target);
}

void
item_write_texts(Ctx *cx, int64_t id, const ItemState *was, const ItemTexts *texts)
{
    const ItemTexts *t = texts;
    if (db_run(cx, &SQL_item_keep_texts, DB_ARGS(id, t->language, t->title, t->summary, t->body)) ==
        0)
        return;
    if (strcmp(t->language, was->language) != 0) {
        /* What was a translation into this language makes way for the original. */
        db_run(cx, &SQL_item_keep_translation,
               DB_ARGS(id, t->language, t->title, t->summary, t->body));
        db_run(cx, &SQL_item_delete_translation, DB_ARGS(id, t->language));
    }
    db_run(cx, &SQL_item_write_texts,
           DB_ARGS(id, t->language, t->title, t->summary, t->body, t->note, DB_OR_NULL(cx->me.id),
                   cx->now));
}

bool
item_claim(Ctx *cx, int64_t id, int64_t version, const char *slug)
{
    return db_run(cx, &SQL_item_claim, DB_ARGS(id, version, slug)) == 1;
}

ItemOutcome
item_update(Ctx *cx, int64_t id, int64_t version, const ItemDraft *draft)
{
    const ItemState *was = item_state(cx, id);
    const char *slug = text_or_empty(draft->slug);
    if (was == NULL)
        return ITEM_MISSING;
    if (strcmp(slug, was->slug) != 0 && is_reserved(was->kind, slug))
        return ITEM_TAKEN;
    if (!item_claim(cx, id, version, slug))
        return refusal(cx, id, was, slug);

    item_write_texts(cx, id, was,
                     &(ItemTexts){draft->language ? draft->language : was->language, draft->title,
                                  text_or_empty(draft->summary), text_or_empty(draft->body),
                                  text_or_empty(draft->note)});
    db_run(cx, &SQL_item_write_facts,
           DB_ARGS(id, draft->audience ? draft->audience : "public", or_null(draft->pillar),
                   DB_OR_NULL(draft->author_id), text_or_empty(draft->author),
                   text_or_empty(draft->credit), text_or_empty(draft->place),
                   language_codes(cx->arena, draft->spoken), or_null(draft->link),
                   DB_OR_NULL(draft->image_id), DB_OR_NULL(draft->parent_id),
                   or_null(draft->planned_on), or_null(draft->actual_on), cx->now));
    db_run(cx, &SQL_item_place, DB_ARGS(id));
    follow_whole(cx, was->kind, id);
    follow_dates(cx, was->kind, id);
    leave_redirect(cx, was, slug);
    audit(cx, "item.update", id, draft->title);
    search_index(cx, id);
    return ITEM_OK;
}

/* The task of who looks at what was handed in. */
static const char *
review_of(const ItemState *state)
{
    const ItemKind *kind = state != NULL ? item_kind_find(state->kind) : NULL;
    return kind != NULL && kind->review != NULL ? kind->review : "item.review";
}

static void
after_publishing(Ctx *cx, int64_t id)
{
    const ItemState *state = item_state(cx, id);
    const ItemKind *kind = state != NULL ? item_kind_find(state->kind) : NULL;
    if (state != NULL)
        follow_whole(cx, state->kind, id);
    figure_freeze(cx, id);
    search_index(cx, id);
    task_close(cx, review_of(state), id);
    if (kind != NULL && kind->published != NULL)
        kind->published(cx, id);
    audit(cx, "item.publish", id, state != NULL ? state->title : "");
}

void
item_publish(Ctx *cx, int64_t id)
{
    if (db_run(cx, &SQL_item_publish, DB_ARGS(id, cx->now, 0)) == 1)
        after_publishing(cx, id);
}

int64_t
item_publish_due(Ctx *cx)
{
    const DbIds due = db_ids(cx, &SQL_item_list_due, DB_ARGS(cx->now));
    int64_t n = 0;
    for (size_t i = 0; i < due.n && !db_failed(cx->db); i++) {
        /* Another node, or an editor who changed his mind, may have been faster. */
        if (db_run(cx, &SQL_item_publish, DB_ARGS(due.at[i], cx->now, 1)) == 0)
            continue;
        after_publishing(cx, due.at[i]);
        n++;
    }
    return n;
}

/* An act on an item has happened: its parts have its state, and the log its title. */
static void
note_act(Ctx *cx, const char *action, int64_t id)
{
    const ItemState *state = item_state(cx, id);
    if (state != NULL)
        follow_whole(cx, state->kind, id);
    audit(cx, action, id, state != NULL ? state->title : "");
}

void
item_schedule(Ctx *cx, int64_t id, int64_t moment)
{
    if (db_run(cx, &SQL_item_schedule, DB_ARGS(id, moment, cx->now)) == 0)
        return;
    task_close(cx, review_of(item_state(cx, id)), id);
    note_act(cx, "item.schedule", id);
}

void
item_submit(Ctx *cx, int64_t id)
{
    const ItemState *state = item_state(cx, id);
    if (state == NULL || strcmp(state->status, "draft") != 0)
        return;
    db_run(cx, &SQL_item_set_status, DB_ARGS(id, "review", cx->now));
    task_open(cx, review_of(state), id, 0, "editor", state->title);
    note_act(cx, "item.submit", id);
}

void
item_withdraw(Ctx *cx, int64_t id)
{
    if (db_run(cx, &SQL_item_set_status, DB_ARGS(id, "draft", cx->now)) == 0)
        return;
    task_close(cx, review_of(item_state(cx, id)), id);
    note_act(cx, "item.withdraw", id);
}

void
item_archive(Ctx *cx, int64_t id)
{
    if (db_run(cx, &SQL_item_set_status, DB_ARGS(id, "archived", cx->now)) == 1)
        note_act(cx, "item.archive", id);
}

void
item_open_talk(Ctx *cx, int64_t id, const char *audience, bool open)
{
    db_run(cx, &SQL_item_open_talk, DB_ARGS(id, audience, (int64_t)open, cx->now));
}

void
item_delete(Ctx *cx, int64_t id)
{
    const ItemState *state = item_state(cx, id);
    if (state == NULL)
        return;
    const DbIds below = db_ids(cx, &SQL_item_list_below, DB_ARGS(id));
    FileSpan files = file_list_below(cx, id);
    db_run(cx, &SQL_item_delete, DB_ARGS(id));
    for (size_t i = 0; i < below.n && !db_failed(cx->db); i++)
        search_index(cx, below.at[i]);
    for (size_t i = 0; i < files.n && !db_failed(cx->db); i++)
        file_forget(cx, files.at[i].id);
    audit(cx, "item.delete", id, state->title);
}
