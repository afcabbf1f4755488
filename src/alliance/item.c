/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/item.h"
#include "alliance/contribution.h"
#include "alliance/discussion.h"
#include "alliance/event.h"
#include "alliance/item_row.h"
#include "alliance/poll_tell.h"
#include "alliance/post.h"
#include "base/limits.h"
#include "lang/lang.h"

#include "alliance/item.sql.h"

#include <string.h>

/* clang-format off */
const ItemKind ITEM_KINDS[] = {
    {"page",        "",            N_("Page"),        N_("Pages"),         "about",     false},
    {"newsletter",  "/newsletter", N_("Newsletter"),  N_("Newsletters"),   "about",     true, .mailed = "newsletter"},
    {"opportunity", "/year",       N_("Opportunity"), N_("Opportunities"), "take-part", false},
    {"event",       "/events",     N_("Event"),       N_("Events"),        "take-part", true, .dates_changed = event_sync},
    {"session",     "/sessions",   N_("Session"),     N_("Sessions"),      "take-part", false, .whole = "event"},
    {"summary",     "/summaries",  N_("Summary"),     N_("Summaries"),     "take-part", false, .whole = "event"},
    {"work",        "/library",    N_("Publication"), N_("Library"),       "knowledge", true, .review = "work.review", .published = contribution_published},
    {"edition",     "/editions",   N_("Edition"),     N_("Editions"),      "knowledge", false, .review = "work.review", .whole = "work"},
    {"list",        "/library/lists", N_("List of publications"), N_("Lists of publications"), "knowledge", true},
    {"post",        "/blog",       N_("Post"),        N_("Blog"),          "knowledge", true, .write = "/posts", .review = "post.review", .published = post_published},
    {"series",      "/series",     N_("Series"),      N_("Series"),        "knowledge", false},
    {"group",       "/groups",     N_("Group"),       N_("Groups"),        "take-part", true },
    {"discussion",  "/discussions", N_("Discussion"), N_("Discussions"), "take-part", false, .of_group = true, .published = discussion_published},
    {"poll",        "/polls",      N_("Poll"),        N_("Polls"),         "take-part", true, .of_group = true, .own_pages = true, .write = "/desk/polls", .published = poll_published},
    {"drafting",    "/drafts",     N_("Shared draft"), N_("Shared drafts"), "take-part", true, .of_group = true, .own_pages = true},
    {"campaign",    "/campaigns",  N_("Campaign"),    N_("Campaigns"),     "advocate",  true },
    {"day",         "/days",       N_("Day"),         N_("Days"),          "advocate",  false, .mailed = "week", .whole = "campaign"},
    {"framework",   "/frameworks", N_("Framework"),   N_("Frameworks"),    "knowledge", true },
    {"report",      "/reports",    N_("Report"),      N_("Reports"),       "knowledge", true },
    {0},
};
/* clang-format on */

const ItemKind *
item_kind_find(const char *name)
{
    for (const ItemKind *kind = ITEM_KINDS; name != NULL && kind->name != NULL; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

const ItemKind *
item_kind_find_root(const char *root, size_t n)
{
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++)
        if (n > 0 && strlen(kind->root) == n + 1 && strncmp(kind->root + 1, root, n) == 0)
            return kind;
    return NULL;
}

const ItemKind *
item_kind_find_path(const char *path)
{
    const ItemKind *found = NULL;
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++) {
        size_t n = strlen(kind->root);
        if (n > 0 && strncmp(path, kind->root, n) == 0 && path[n] == '/' &&
            (found == NULL || n > strlen(found->root)))
            found = kind;
    }
    return found;
}

const char *
item_path(Arena *arena, const char *kind, const char *slug)
{
    const ItemKind *row = item_kind_find(kind);
    return arena_printf(arena, "%s/%s", row != NULL ? row->root : "", slug);
}

/* clang-format off */
#define ITEM_FIELDS                                                                                \
    DB_FIELD(Item, id), DB_FIELD(Item, kind), DB_FIELD(Item, slug), DB_FIELD(Item, status),        \
    DB_FIELD(Item, audience), DB_FIELD(Item, pillar), DB_FIELD(Item, language),                    \
    DB_FIELD(Item, original_language), DB_FIELD(Item, title), DB_FIELD(Item, summary),             \
    DB_FIELD(Item, stale), DB_FIELD(Item, author_id), DB_FIELD(Item, author),                      \
    DB_FIELD(Item, author_picture_id), DB_FIELD(Item, author_is_demo),                             \
    DB_FIELD(Item, author_is_gone), DB_FIELD(Item, credit),                                        \
    DB_FIELD(Item, place), DB_FIELD(Item, spoken), DB_FIELD(Item, link), DB_FIELD(Item, image_id), \
    DB_FIELD(Item, parent_id), DB_FIELD(Item, planned_first), DB_FIELD(Item, planned_on),          \
    DB_FIELD(Item, actual_on), DB_FIELD(Item, publish_at), DB_FIELD(Item, published_at),           \
    DB_FIELD(Item, created_at), DB_FIELD(Item, updated_at), DB_FIELD(Item, version),          \
    DB_FIELD(Item, group_id), DB_FIELD(Item, group_slug), DB_FIELD(Item, group_title),             \
    DB_FIELD(Item, in_group), DB_FIELD(Item, open_talk)
/* clang-format on */

static const DbType ITEM_IN_LIST = DB_TYPE(Item, ITEM_FIELDS);
static const DbType ITEM = DB_TYPE(Item, ITEM_FIELDS, DB_FIELD(Item, body));

static const Item *
with_path(Ctx *cx, const Item *found)
{
    if (found == NULL)
        return NULL;
    Item *item = arena_new_of(cx->arena, Item);
    *item = *found;
    item->path = item_path(cx->arena, item->kind, item->slug);
    return item;
}

const Item *
item_find(Ctx *cx, const char *kind, const char *slug)
{
    return with_path(cx, db_one(cx, &SQL_item_find, &ITEM,
                                DB_ARGS(kind, slug, cx->lang->code, cx->me.id, cx->me.roles)));
}

const Item *
item_find_in(Ctx *cx, int64_t id, const char *language)
{
    return with_path(
        cx, db_one(cx, &SQL_item_find_id, &ITEM, DB_ARGS(id, language, cx->me.id, cx->me.roles)));
}

const Item *
item_find_id(Ctx *cx, int64_t id)
{
    return item_find_in(cx, id, cx->lang->code);
}

/* ",newsletter,event," : the kinds that appear in mixed lists, or those of ItemFilter.no_talk;
   every pattern in SQL has commas on both sides. */
static const char *
kinds_of(Ctx *cx, bool no_talk)
{
    GString *kinds = arena_string(cx->arena, 128);
    g_string_append_c(kinds, ',');
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++)
        if (no_talk ? !kind->of_group && kind->whole == NULL && strcmp(kind->name, "group") != 0
                    : kind->listed)
            g_string_append_printf(kinds, "%s,", kind->name);
    return kinds->str;
}

/* A filter with no NULL in it, and which of the orders it wants. */
typedef struct Plan {
    const Sql *list, *count;
    const char *kind, *kinds, *status, *pillar, *topic, *first, *last;
} Plan;

static const char *
or_any(const char *text)
{
    return text != NULL ? text : "";
}

static bool
is_given(const char *text)
{
    return text != NULL && *text != '\0';
}

bool
item_is_unfinished(const char *status)
{
    return is_given(status) && strcmp(status, "published") != 0 && strcmp(status, "archived") != 0;
}

bool
item_is_part(const Item *item)
{
    const ItemKind *kind = item_kind_find(item->kind);
    return kind != NULL && kind->whole != NULL;
}

/* The statement that walks the index which leaves the fewest rows out. */
static void
plan_order(Plan *plan, const ItemFilter *filter)
{
    const struct {
        bool fits;
        const Sql *list, *count;
    } orders[] = {
        {filter->planned && is_given(filter->kind), &SQL_item_list_planned,
         &SQL_item_count_planned                                                                         },
        {filter->planned,                           &SQL_item_list_plans,      &SQL_item_count_planned   },
        {filter->parent_id != 0,                    &SQL_item_list_parent,     &SQL_item_count_parent    },
        {filter->author_id != 0,                    &SQL_item_list_author,     &SQL_item_count_author    },
        {item_is_unfinished(filter->status),        &SQL_item_list_unfinished, &SQL_item_count_unfinished},
        {is_given(filter->topic),                   &SQL_item_list_topic,      &SQL_item_count_topic     },
        {is_given(filter->kind),                    &SQL_item_list_kind,       &SQL_item_count_kind      },
        {true,                                      &SQL_item_list_new,        &SQL_item_count_new       },
    };
    size_t i = 0;
    while (!orders[i].fits)
        i++;
    plan->list = orders[i].list;
    plan->count = orders[i].count;
}

static Plan
plan_make(Ctx *cx, const ItemFilter *filter)
{
    Plan plan = {
        .kind = or_any(filter->kind),
        .status = is_given(filter->status) ? filter->status
                  : filter->unfinished     ? ""
                                           : "finished",
        .pillar = or_any(filter->pillar),
        .topic = or_any(filter->topic),
        .kinds = "",
        .first = "",
        .last = "~", /* after every date */
    };
    bool any_kind = filter->every_kind || filter->planned || filter->parent_id != 0;
    if (filter->no_talk || (!any_kind && !is_given(filter->kind)))
        plan.kinds = kinds_of(cx, filter->no_talk);
    if (is_given(filter->year)) {
        plan.first = filter->year;
        plan.last = arena_printf(cx->arena, "%04" PRId64,
                                 g_ascii_strtoll(filter->year, NULL, 10) + 1);
    }
    plan_order(&plan, filter);
    return plan;
}

/* Rows of a list, with their addresses. */
static ItemSpan
with_paths(Ctx *cx, DbRows rows)
{
    Item *items = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        items[i].path = item_path(cx->arena, items[i].kind, items[i].slug);
    return DB_SPAN(ItemSpan, rows);
}

ItemSpan
item_list(Ctx *cx, const ItemFilter *filter)
{
    Plan plan = plan_make(cx, filter);
    int64_t limit = filter->limit > 0 ? filter->limit : LIMIT_PAGE_ROWS;
    DbRows rows = db_all(cx, plan.list, &ITEM_IN_LIST,
                         DB_ARGS(plan.kind, plan.kinds, plan.status, plan.pillar, filter->parent_id,
                                 filter->author_id, plan.topic, plan.first, plan.last, limit,
                                 filter->offset, cx->lang->code, cx->me.id, cx->me.roles));
    return with_paths(cx, rows);
}

ItemSpan
item_list_ids(Ctx *cx, const int64_t *ids, size_t n)
{
    return with_paths(cx, db_all(cx, &SQL_item_list_ids, &ITEM_IN_LIST,
                                 DB_ARGS(db_numbers(cx->arena, ids, n), cx->lang->code, cx->me.id,
                                         cx->me.roles)));
}

ItemSpan
item_list_in(Ctx *cx, const ItemSearch *search)
{
    static const char *const dated[] = {
        [ITEM_DATED_ANY] = "any", [ITEM_DATED_HELD] = "held", [ITEM_DATED_CAME_OUT] = "came-out"};
    const Period *in = &search->period;
    int64_t limit = search->limit > 0 ? search->limit : LIMIT_PAGE_ROWS;
    return with_paths(cx,
                      db_all(cx, &SQL_item_list_in, &ITEM_IN_LIST,
                             DB_ARGS(search->kind, or_any(search->pillar), or_any(search->topic),
                                     in->first, in->last, in->begin, in->end, dated[search->dated],
                                     limit, cx->lang->code, cx->me.id, cx->me.roles)));
}

int64_t
item_count(Ctx *cx, const ItemFilter *filter)
{
    Plan plan = plan_make(cx, filter);
    return db_count(cx, plan.count,
                    DB_ARGS(plan.kind, plan.kinds, plan.status, plan.pillar, filter->parent_id,
                            filter->author_id, plan.topic, plan.first, plan.last,
                            (int64_t)ITEM_COUNT_MOST, cx->me.id, cx->me.roles));
}
