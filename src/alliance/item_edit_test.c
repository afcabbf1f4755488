/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Drafts, changes, and the life of an item.
 */
#include "alliance/item.h"
#include "alliance/person.h"
#include "alliance/redirect.h"
#include "testing.h"

#include <string.h>

static int64_t
a_draft(Ctx *cx, const char *slug)
{
    int64_t id = item_insert(
        cx, &(ItemDraft){.kind = "post", .slug = slug, .title = "Title", .body = "Words"});
    g_assert_cmpint(id, >, 0);
    return id;
}

static const Item *
find(Ctx *cx, int64_t id)
{
    const Item *item = item_find_in(cx, id, "");
    g_assert_nonnull(item);
    return item;
}

static ItemOutcome
change(Ctx *cx, int64_t id, ItemDraft draft)
{
    if (draft.title == NULL)
        draft.title = "Title";
    return item_update(cx, id, find(cx, id)->version, &draft);
}

static void
test_slug_is_made_from_the_title(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    const char *const slugs[] = {"the-bees", "the-bees-2", "the-bees-3", "the-bees-4",
                                 "the-bees-5"};
    for (size_t i = 0; i < G_N_ELEMENTS(slugs); i++) {
        int64_t id = item_insert(cx, &(ItemDraft){.kind = "post", .title = "The Bees!"});
        g_assert_cmpstr(find(cx, id)->slug, ==, slugs[i]);
    }
    /* Then with a number that no other has. */
    int64_t sixth = item_insert(cx, &(ItemDraft){.kind = "post", .title = "The Bees!"});
    const char *slug = find(cx, sixth)->slug;
    g_assert_true(g_str_has_prefix(slug, "the-bees-"));
    g_assert_cmpint(g_ascii_strtoll(slug + strlen("the-bees-"), NULL, 10), >, 5);
    int64_t mute = item_insert(cx, &(ItemDraft){.kind = "post", .title = "!!!"});
    g_assert_cmpstr(find(cx, mute)->slug, ==, "post");
    fixture_commit(fx);
}

static void
test_address_is_one_item_s(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    a_draft(cx, "a");
    g_assert_cmpint(item_insert(cx, &(ItemDraft){.kind = "post", .slug = "a", .title = "T"}), ==,
                    0);
    g_assert_cmpint(item_insert(cx, &(ItemDraft){.kind = "event", .slug = "a", .title = "T"}), >,
                    0);
    /* Other rooms have these, and languages. */
    static const char *const taken[] = {"desk", "members", "search", "newsletter", "fr", "sign-in"};
    for (size_t i = 0; i < G_N_ELEMENTS(taken); i++) {
        g_assert_cmpint(
            item_insert(cx, &(ItemDraft){.kind = "page", .slug = taken[i], .title = "T"}), ==, 0);
        g_assert_cmpint(
            item_insert(cx, &(ItemDraft){.kind = "event", .slug = taken[i], .title = "T"}), >, 0);
    }
    int64_t b = a_draft(cx, "b");
    g_assert_cmpint(change(cx, b, (ItemDraft){.slug = "a"}), ==, ITEM_TAKEN);
    g_assert_cmpstr(find(cx, b)->slug, ==, "b");
    g_assert_cmpint(item_update(cx, 999, 1, &(ItemDraft){.title = "T"}), ==, ITEM_MISSING);
    fixture_commit(fx);
}

static void
test_second_of_two_hears_of_it(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_draft(cx, "a"), seen = find(cx, id)->version;
    g_assert_cmpint(item_update(cx, id, seen, &(ItemDraft){.title = "Mine"}), ==, ITEM_OK);
    g_assert_cmpint(item_update(cx, id, seen, &(ItemDraft){.title = "His"}), ==, ITEM_CONFLICT);
    g_assert_cmpstr(find(cx, id)->title, ==, "Mine");
    g_assert_cmpint(item_revisions(cx, id, "en").n, ==, 1);
    fixture_commit(fx);
}

/* Only what was public can have been linked. */
static void
test_public_address_leads_on(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_draft(cx, "a");
    g_assert_cmpint(change(cx, id, (ItemDraft){.slug = "b"}), ==, ITEM_OK);
    g_assert_null(redirect_find(cx, "/blog/a"));
    item_publish(cx, id);
    g_assert_cmpint(change(cx, id, (ItemDraft){.slug = "c"}), ==, ITEM_OK);
    g_assert_cmpstr(redirect_find(cx, "/blog/b"), ==, "/blog/c");
    g_assert_cmpint(change(cx, id, (ItemDraft){.slug = ""}), ==, ITEM_OK);
    g_assert_cmpstr(find(cx, id)->slug, ==, "c");
    /* Back again: an address never leads away from itself. */
    g_assert_cmpint(change(cx, id, (ItemDraft){.slug = "b"}), ==, ITEM_OK);
    g_assert_null(redirect_find(cx, "/blog/b"));
    g_assert_cmpstr(redirect_find(cx, "/blog/c"), ==, "/blog/b");
    fixture_commit(fx);
}

static void
test_first_announced_date_stays(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_draft(cx, "a");
    change(cx, id, (ItemDraft){.planned_on = "2017-03"});
    change(cx, id, (ItemDraft){.planned_on = "2017-04"}); /* nobody has read of March */
    item_publish(cx, id);
    change(cx, id, (ItemDraft){.planned_on = "2017-06-01"});
    change(cx, id, (ItemDraft){.planned_on = "2017-09", .actual_on = "2017-09-04"});
    const Item *item = find(cx, id);
    g_assert_cmpstr(item->planned_first, ==, "2017-04");
    g_assert_cmpstr(item->planned_on, ==, "2017-09");
    g_assert_cmpstr(item->actual_on, ==, "2017-09-04");
    change(cx, id, (ItemDraft){.planned_on = "", .actual_on = ""});
    g_assert_null(find(cx, id)->planned_on);
    g_assert_cmpstr(find(cx, id)->planned_first, ==, "2017-04");
    fixture_commit(fx);
}

static void
test_facts_are_written_as_they_are(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "event",
                                              .title = HOSTILE,
                                              .summary = HOSTILE,
                                              .body = HOSTILE,
                                              .author_id = BOB,
                                              .credit = HOSTILE,
                                              .place = HOSTILE,
                                              .link = "",
                                              .spoken = " en, fr ,<b>,x,pt-BR",
                                              .language = "en"});
    const Item *item = find(cx, id);
    g_assert_cmpstr(item->title, ==, HOSTILE);
    g_assert_cmpstr(item->summary, ==, HOSTILE);
    g_assert_cmpstr(item->body, ==, HOSTILE);
    g_assert_cmpstr(item->credit, ==, HOSTILE);
    g_assert_cmpstr(item->place, ==, HOSTILE);
    g_assert_cmpstr(item->spoken, ==, "en,fr,pt-BR"); /* what is no code is left out */
    g_assert_null(item->link);
    g_assert_cmpstr(item->author, ==, person_find(cx, BOB)->name);
    g_assert_cmpstr(item->audience, ==, "public");
    g_assert_cmpstr(item->status, ==, "draft");
    change(cx, id, (ItemDraft){.author_id = BOB, .author = "B. O."});
    g_assert_cmpstr(find(cx, id)->author, ==, "B. O.");
    fixture_commit(fx);
}

static void
test_life_from_draft_to_archive(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_draft(cx, "a");
    item_submit(cx, id);
    g_assert_cmpstr(find(cx, id)->status, ==, "review");
    item_submit(cx, id); /* waits already */
    item_publish(cx, id);
    const Item *item = find(cx, id);
    g_assert_cmpstr(item->status, ==, "published");
    g_assert_cmpint(item->published_at, ==, TEST_NOW);
    cx->now += 100;
    item_withdraw(cx, id);
    g_assert_cmpstr(find(cx, id)->status, ==, "draft");
    item_publish(cx, id);
    g_assert_cmpint(find(cx, id)->published_at, ==, TEST_NOW); /* the first time counts */
    item_archive(cx, id);
    g_assert_cmpstr(find(cx, id)->status, ==, "archived");
    item_submit(cx, id); /* is no draft */
    g_assert_cmpstr(find(cx, id)->status, ==, "archived");
    item_publish(cx, 999);
    item_archive(cx, 999);
    item_withdraw(cx, 999);
    item_delete(cx, 999);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM task WHERE state = 'done'"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE item_id = 999"), ==, 0);
}

static void
test_scheduled_is_published_in_time(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t a = a_draft(cx, "a"), b = a_draft(cx, "b"), c = a_draft(cx, "c");
    item_schedule(cx, a, TEST_NOW + 60);
    item_schedule(cx, b, TEST_NOW + 120);
    item_schedule(cx, c, TEST_NOW + 60);
    item_withdraw(cx, c);
    g_assert_cmpint(item_publish_due(cx), ==, 0);
    cx->now = TEST_NOW + 60;
    g_assert_cmpint(item_publish_due(cx), ==, 1);
    g_assert_cmpint(item_publish_due(cx), ==, 0);
    g_assert_cmpstr(find(cx, a)->status, ==, "published");
    g_assert_cmpint(find(cx, a)->publish_at, ==, 0);
    g_assert_cmpstr(find(cx, b)->status, ==, "scheduled");
    g_assert_cmpstr(find(cx, c)->status, ==, "draft");
    fixture_commit(fx);
}

static void
test_deleted_with_all_below(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t top = a_draft(cx, "top");
    int64_t below = item_insert(
        cx, &(ItemDraft){.kind = "post", .slug = "below", .title = "B", .parent_id = top});
    item_insert(cx,
                &(ItemDraft){.kind = "post", .slug = "deepest", .title = "D", .parent_id = below});
    int64_t other = a_draft(cx, "other");
    item_translate(cx, below, 0, &(ItemDraft){.language = "fr", .title = "Dessous"});
    item_delete(cx, top);
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item"), ==, 1);
    g_assert_cmpint(query_int(fx, "SELECT id FROM item"), ==, other);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item_translation"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM search_text"), ==, 1);
}

static void
rename_and_rewrite(Ctx *cx, const void *data)
{
    const ItemDraft draft = {.slug = "b", .title = "New", .body = "New"};
    item_update(cx, *(const int64_t *)data, 1, &draft);
}

/* Whichever statement fails, nothing of the change is there afterwards. */
static void
test_failure_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_draft(cx, "a");
    item_publish(cx, id);
    fixture_commit(fx);
    g_assert_cmpint(fixture_fail_each(fx, EDNA, rename_and_rewrite, &id), >=, 6);
    g_assert_cmpstr(query_text(fx, "SELECT title FROM item"), ==, "Title");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item_revision"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM redirect"), ==, 0);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'item.update'"), ==,
                    0);
}

void
item_edit_tests(void)
{
    add_test("/item_edit/slug-is-made-from-the-title", test_slug_is_made_from_the_title);
    add_test("/item_edit/address-is-one-item-s", test_address_is_one_item_s);
    add_test("/item_edit/second-of-two-hears-of-it", test_second_of_two_hears_of_it);
    add_test("/item_edit/public-address-leads-on", test_public_address_leads_on);
    add_test("/item_edit/first-announced-date-stays", test_first_announced_date_stays);
    add_test("/item_edit/facts-are-written-as-they-are", test_facts_are_written_as_they_are);
    add_test("/item_edit/life-from-draft-to-archive", test_life_from_draft_to_archive);
    add_test("/item_edit/scheduled-is-published-in-time", test_scheduled_is_published_in_time);
    add_test("/item_edit/deleted-with-all-below", test_deleted_with_all_below);
    add_test("/item_edit/failure-keeps-nothing", test_failure_keeps_nothing);
}
