/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Finding and listing items.
 */
#include "alliance/item.h"
#include "alliance/topic.h"
#include "testing.h"

#include <string.h>

/* A published item; what is not said in @draft is of no account. */
static int64_t
a_published(Ctx *cx, ItemDraft draft)
{
    if (draft.kind == NULL)
        draft.kind = "post";
    if (draft.title == NULL)
        draft.title = draft.slug;
    int64_t id = item_insert(cx, &draft);
    g_assert_cmpint(id, >, 0);
    item_publish(cx, id);
    return id;
}

/* "a b c": the slugs of a list in its order. */
static const char *
slugs_of(Ctx *cx, ItemFilter filter)
{
    ItemSpan list = item_list(cx, &filter);
    GString *slugs = arena_string(cx->arena, 64);
    for (size_t i = 0; i < list.n; i++)
        g_string_append_printf(slugs, "%s%s", i > 0 ? " " : "", list.at[i].slug);
    if (filter.limit == 0 && filter.offset == 0)
        g_assert_cmpint(item_count(cx, &filter), ==, list.n);
    return slugs->str;
}

static void
test_kinds_have_addresses(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    g_assert_null(item_kind_find("unheard-of"));
    g_assert_null(item_kind_find(""));
    g_assert_null(item_kind_find(NULL));
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++) {
        g_assert_true(item_kind_find(kind->name) == kind);
        int64_t id = a_published(cx, (ItemDraft){.kind = kind->name, .slug = "one"});
        const Item *item = item_find_id(cx, id);
        g_assert_cmpstr(item->path, ==, arena_printf(cx->arena, "%s/one", kind->root));
        g_assert_true(item_find(cx, kind->name, "one")->id == id);
    }
    fixture_commit(fx);
}

static void
test_what_may_not_be_seen_is_not_there(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t draft = item_insert(cx, &(ItemDraft){.kind = "post", .slug = "d", .title = "D"});
    int64_t secret = a_published(cx, (ItemDraft){.slug = "s", .audience = "secretariat"});
    g_assert_nonnull(item_find_id(cx, secret));
    fixture_commit(fx);
    cx = fixture_begin(fx, ANN);
    g_assert_null(item_find_id(cx, draft));
    g_assert_null(item_find_in(cx, secret, "en"));
    g_assert_null(item_find(cx, "post", "s"));
    g_assert_null(item_find(cx, "post", HOSTILE));
    g_assert_null(item_find_id(cx, 0));
    g_assert_null(item_find_id(cx, -1));
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.every_kind = true}), ==, "");
    fixture_commit(fx);
}

static void
test_texts_come_in_the_reader_s_language(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_published(cx, (ItemDraft){.slug = "p", .title = "Bees", .body = "Hum"});
    item_translate(cx, id, 0, &(ItemDraft){.language = "fr", .title = "Abeilles", .body = "Zzz"});
    cx->lang = lang_find("fr");
    const Item *item = item_find_id(cx, id);
    g_assert_cmpstr(item->title, ==, "Abeilles");
    g_assert_cmpstr(item->body, ==, "Zzz");
    g_assert_cmpstr(item->language, ==, "fr");
    g_assert_cmpstr(item->original_language, ==, "en");
    g_assert_cmpstr(item_list(cx, &(ItemFilter){.kind = "post"}).at[0].title, ==, "Abeilles");
    g_assert_null(item_list(cx, &(ItemFilter){.kind = "post"}).at[0].body);
    g_assert_cmpstr(item_find_in(cx, id, "")->title, ==, "Bees");
    cx->lang = lang_find("ar");
    g_assert_cmpstr(item_find_id(cx, id)->title, ==, "Bees");
    fixture_commit(fx);
}

/* Each order walks an index of its own: the same rows, however they are asked for. */
static void
test_lists_are_filtered(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "INSERT INTO pillar (slug, name, position) VALUES ('convene', 'C', 1)");
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t a = a_published(cx, (ItemDraft){.slug = "a", .author_id = ANN});
    cx->now++;
    a_published(cx, (ItemDraft){.slug = "b", .parent_id = a, .pillar = "convene"});
    cx->now++;
    int64_t c = a_published(cx, (ItemDraft){.kind = "newsletter", .slug = "c"});
    cx->now++;
    item_insert(cx, &(ItemDraft){.kind = "post", .slug = "d", .title = "D"});
    topic_set(cx, c, "Bees, Honey");
    topic_set(cx, a, "Bees");
    const ItemFilter all = {.every_kind = true, .unfinished = true};
    g_assert_cmpstr(slugs_of(cx, all), ==, "d c b a");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.every_kind = true}), ==, "c b a");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.kind = "post"}), ==, "b a");
    item_archive(cx, a);
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.kind = "post"}), ==, "b a");
    item_publish(cx, a);
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.kind = "post", .unfinished = true}), ==, "d b a");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.kind = "post", .status = "published"}), ==, "b a");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.status = "draft"}), ==, "d");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.kind = "newsletter", .status = "draft"}), ==, "");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.status = "draft", .every_kind = true}), ==, "d");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.pillar = "convene"}), ==, "b");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.parent_id = a}), ==, "b");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.author_id = ANN}), ==, "a");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.topic = "bees"}), ==, "c a");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.topic = "bees", .kind = "post"}), ==, "a");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.topic = HOSTILE}), ==, "");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.every_kind = true, .limit = 2}), ==, "c b");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.every_kind = true, .limit = 2, .offset = 2}), ==,
                    "a");
    fixture_commit(fx);
}

static void
test_unfinished_states(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    (void)fx;
    g_assert_true(item_is_unfinished("draft"));
    g_assert_true(item_is_unfinished("review"));
    g_assert_true(item_is_unfinished("scheduled"));
    g_assert_false(item_is_unfinished("published"));
    g_assert_false(item_is_unfinished("archived"));
    g_assert_false(item_is_unfinished(""));
    g_assert_false(item_is_unfinished(NULL));
}

/* What was planned for a year and what happened in it, each once, soonest first. */
static void
test_year_has_plans_and_what_came(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    const ItemDraft drafts[] = {
        {.slug = "june", .planned_on = "2017-06"},
        {.slug = "spring", .planned_on = "2017-03-21", .actual_on = "2017-04-02"},
        {.slug = "slipped", .planned_on = "2016-12-01", .actual_on = "2017-01-10"},
        {.slug = "early", .planned_on = "2017-02", .actual_on = "2016-12-30"},
        {.slug = "sudden", .actual_on = "2017-05-05"},
        {.slug = "later", .planned_on = "2018"},
        {.slug = "some", .planned_on = "2017"},
        {.slug = "undated"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(drafts); i++) {
        ItemDraft draft = drafts[i];
        draft.kind = "opportunity";
        a_published(cx, draft);
    }
    const char *of_2017 = "some slipped early spring sudden june";
    g_assert_cmpstr(
        slugs_of(cx, (ItemFilter){.kind = "opportunity", .planned = true, .year = "2017"}), ==,
        of_2017);
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.planned = true, .year = "2017"}), ==, of_2017);
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.planned = true, .year = "2018"}), ==, "later");
    g_assert_cmpstr(slugs_of(cx, (ItemFilter){.planned = true, .year = "1999"}), ==, "");
    fixture_commit(fx);
}

static void
test_topics_of_an_item(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t a = a_published(cx, (ItemDraft){.slug = "a"});
    int64_t d = item_insert(cx, &(ItemDraft){.kind = "post", .slug = "d", .title = "D"});
    topic_set(cx, a, " Child  Protection ,,, child protection, <b>Law</b>,!!!");
    TopicSpan topics = topic_list_of(cx, a);
    g_assert_cmpint(topics.n, ==, 2);
    g_assert_cmpstr(topics.at[1].name, ==, "Child Protection");
    topic_set(cx, a, "Law");
    topic_set(cx, d, "Hidden");
    g_assert_cmpint(topic_list_of(cx, a).n, ==, 1);
    GString *many = arena_string(cx->arena, 256);
    for (int i = 0; i < 30; i++)
        g_string_append_printf(many, "topic %d,", i);
    topic_set(cx, a, many->str);
    g_assert_cmpint(topic_list_of(cx, a).n, ==, 20); /* the rest is left out */
    topic_set(cx, a, "Law");
    fixture_commit(fx);
    cx = fixture_begin(fx, NOBODY);
    topics = topic_list(cx);
    g_assert_cmpint(topics.n, ==, 1);
    g_assert_cmpstr(topics.at[0].slug, ==, "law");
    g_assert_cmpint(topics.at[0].n_items, ==, 1);
    fixture_commit(fx);
}

void
item_tests(void)
{
    add_test("/item/kinds-have-addresses", test_kinds_have_addresses);
    add_test("/item/what-may-not-be-seen", test_what_may_not_be_seen_is_not_there);
    add_test("/item/reader-s-language", test_texts_come_in_the_reader_s_language);
    add_test("/item/lists-are-filtered", test_lists_are_filtered);
    add_test("/item/unfinished-states", test_unfinished_states);
    add_test("/item/year-has-plans-and-what-came", test_year_has_plans_and_what_came);
    add_test("/item/topics", test_topics_of_an_item);
}
