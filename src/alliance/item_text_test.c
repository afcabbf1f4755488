/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Translations and earlier states of an item's texts.
 */
#include "alliance/item.h"
#include "testing.h"

#include <string.h>

static int64_t
a_text(Ctx *cx)
{
    return item_insert(cx, &(ItemDraft){.kind = "post", .slug = "a", .title = "One", .body = "1"});
}

static ItemOutcome
rewrite(Ctx *cx, int64_t id, const char *title, const char *note)
{
    int64_t version = item_find_in(cx, id, "")->version;
    return item_update(cx, id, version, &(ItemDraft){.title = title, .body = "1", .note = note});
}

static const Translation *
translation_of(Ctx *cx, int64_t id, const char *language)
{
    TranslationSpan all = item_translations(cx, id);
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.at[i].language, language) == 0)
            return &all.at[i];
    return NULL;
}

static ItemOutcome
translate(Ctx *cx, int64_t id, const char *language, const char *title)
{
    const Translation *t = translation_of(cx, id, language);
    return item_translate(cx, id, t != NULL ? t->version : 0,
                          &(ItemDraft){.language = language, .title = title});
}

static void
test_change_keeps_what_was(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_text(cx);
    g_assert_cmpint(item_revisions(cx, id, "en").n, ==, 0);
    cx->now++;
    g_assert_cmpint(rewrite(cx, id, "Two", HOSTILE), ==, ITEM_OK);
    g_assert_cmpint(rewrite(cx, id, "Two", "the same"), ==, ITEM_OK);
    g_assert_cmpint(item_revisions(cx, id, "en").n, ==, 1); /* nothing was changed */
    cx->now++;
    g_assert_cmpint(rewrite(cx, id, "Three", ""), ==, ITEM_OK);
    RevisionSpan kept = item_revisions(cx, id, "en");
    g_assert_cmpint(kept.n, ==, 2);
    g_assert_cmpstr(kept.at[0].title, ==, "Two");
    g_assert_cmpstr(kept.at[0].note, ==, HOSTILE);
    g_assert_cmpint(kept.at[0].version, ==, 2);
    g_assert_cmpint(kept.at[0].edited_by, ==, EDNA);
    g_assert_cmpint(kept.at[0].edited_at, ==, TEST_NOW + 1);
    g_assert_null(kept.at[0].body);
    g_assert_cmpstr(item_revision(cx, id, kept.at[1].id)->body, ==, "1");
    g_assert_null(item_revision(cx, id + 1, kept.at[1].id)); /* another item's */
    g_assert_null(item_revision(cx, id, 999));
    fixture_commit(fx);
}

static void
test_earlier_state_comes_back(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_text(cx);
    rewrite(cx, id, "Two", "");
    int64_t first = item_revisions(cx, id, "en").at[0].id;
    g_assert_cmpint(item_restore(cx, id, first), ==, ITEM_OK);
    g_assert_cmpstr(item_find_in(cx, id, "")->title, ==, "One");
    g_assert_cmpint(item_revisions(cx, id, "en").n, ==, 2); /* "Two" is not lost */
    g_assert_cmpint(item_restore(cx, id, 999), ==, ITEM_MISSING);
    g_assert_cmpint(item_restore(cx, 999, first), ==, ITEM_MISSING);

    translate(cx, id, "fr", "Un");
    translate(cx, id, "fr", "Deux");
    int64_t french = item_revisions(cx, id, "fr").at[0].id;
    g_assert_cmpint(item_restore(cx, id, french), ==, ITEM_OK);
    g_assert_cmpstr(item_find_in(cx, id, "fr")->title, ==, "Un");
    g_assert_cmpstr(item_find_in(cx, id, "")->title, ==, "One");
    fixture_commit(fx);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'item.restore'"), ==,
                    2);
}

static void
test_translation_becomes_stale(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_text(cx);
    g_assert_cmpint(translate(cx, id, "fr", "Un"), ==, ITEM_OK);
    g_assert_cmpint(translate(cx, id, "en", "One"), ==, ITEM_TAKEN);
    g_assert_cmpint(translate(cx, 999, "fr", "Un"), ==, ITEM_MISSING);
    g_assert_true(item_translations(cx, id).at[0].original);
    g_assert_false(translation_of(cx, id, "fr")->stale);

    /* A new date leaves the words as they were. */
    int64_t version = item_find_in(cx, id, "")->version;
    item_update(cx, id, version,
                &(ItemDraft){.title = "One", .body = "1", .planned_on = "2017-05"});
    g_assert_false(translation_of(cx, id, "fr")->stale);
    rewrite(cx, id, "Two", "");
    g_assert_true(translation_of(cx, id, "fr")->stale);
    g_assert_true(item_find_in(cx, id, "fr")->stale);
    translate(cx, id, "fr", "Deux");
    g_assert_false(translation_of(cx, id, "fr")->stale);
    g_assert_cmpint(item_revisions(cx, id, "fr").n, ==, 1);
    fixture_commit(fx);
}

/* Of two who saw the same version the second hears of it; of who saw an older original's text the
 * translation is as old as that. */
static void
test_translators_meet(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_text(cx);
    const ItemDraft one = {.language = "fr", .title = "Un", .made_from = 1};
    const ItemDraft two = {.language = "fr", .title = "Deux", .made_from = 1};
    g_assert_cmpint(item_translate(cx, id, 1, &one), ==, ITEM_CONFLICT);
    g_assert_cmpint(item_translate(cx, id, 0, &one), ==, ITEM_OK);
    g_assert_cmpint(item_translate(cx, id, 0, &two), ==, ITEM_CONFLICT);
    g_assert_cmpstr(translation_of(cx, id, "fr")->title, ==, "Un");
    g_assert_cmpint(translation_of(cx, id, "fr")->version, ==, 1);
    rewrite(cx, id, "Two", "");
    g_assert_cmpint(item_translate(cx, id, 1, &two), ==, ITEM_OK);
    g_assert_cmpint(translation_of(cx, id, "fr")->version, ==, 2);
    g_assert_true(translation_of(cx, id, "fr")->stale);
    g_assert_cmpint(
        item_translate(cx, id, 2, &(ItemDraft){.language = "fr", .title = "3", .made_from = 99}),
        ==, ITEM_OK);
    g_assert_cmpint(translation_of(cx, id, "fr")->made_from, ==, 2);
    fixture_commit(fx);
}

/* Who finds that a text is in another language says so; its old translation gives way. */
static void
test_original_changes_its_language(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_text(cx);
    translate(cx, id, "fr", "Un");
    int64_t version = item_find_in(cx, id, "")->version;
    g_assert_cmpint(
        item_update(cx, id, version, &(ItemDraft){.language = "fr", .title = "Une", .body = "1"}),
        ==, ITEM_OK);
    const Item *item = item_find_in(cx, id, "fr");
    g_assert_cmpstr(item->original_language, ==, "fr");
    g_assert_cmpstr(item->title, ==, "Une");
    g_assert_cmpint(item_translations(cx, id).n, ==, 1);
    g_assert_cmpstr(item_revisions(cx, id, "fr").at[0].title, ==, "Un");
    g_assert_cmpstr(item_revisions(cx, id, "en").at[0].title, ==, "One");
    fixture_commit(fx);
}

static void
translate_anew(Ctx *cx, const void *data)
{
    translate(cx, *(const int64_t *)data, "fr", "Deux");
}

static void
test_failure_keeps_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = a_text(cx);
    translate(cx, id, "fr", "Un");
    fixture_commit(fx);
    g_assert_cmpint(fixture_fail_each(fx, EDNA, translate_anew, &id), >=, 5);
    g_assert_cmpstr(query_text(fx, "SELECT title FROM item_translation"), ==, "Un");
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM item_revision"), ==, 0);
}

void
item_text_tests(void)
{
    add_test("/item_text/change-keeps-what-was", test_change_keeps_what_was);
    add_test("/item_text/earlier-state-comes-back", test_earlier_state_comes_back);
    add_test("/item_text/translation-becomes-stale", test_translation_becomes_stale);
    add_test("/item_text/translators-meet", test_translators_meet);
    add_test("/item_text/original-changes-its-language", test_original_changes_its_language);
    add_test("/item_text/failure-keeps-nothing", test_failure_keeps_nothing);
}
