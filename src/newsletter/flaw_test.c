/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file.h"
#include "alliance/item.h"
#include "alliance/redirect.h"
#include "newsletter/flaw.h"
#include "newsletter/follow.h"
#include "testing.h"

#include <string.h>

static int64_t
insert(Fixture *fx, ItemDraft draft, bool publish)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    draft.language = "en";
    int64_t id = item_insert(cx, &draft);
    if (publish)
        item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

/* An issue that nothing is wrong with but what stands in @body. */
static const char *
an_issue(Fixture *fx, const char *body)
{
    int64_t id = insert(
        fx,
        (ItemDraft){
            .kind = "newsletter", .title = "Issue", .summary = "S", .author = "Edna", .body = body},
        false);
    return arena_printf(fx->arena, "/desk/newsletter/%" PRId64, id);
}

static const char *const nowhere[] = {"/library/editors",
                                      "/events/none",
                                      "/events/none.ics",
                                      "/events/none/programme",
                                      "/library/draft",
                                      "/library/none",
                                      "/none",
                                      "/none/open",
                                      "/desk/newsletter",
                                      "/files/999/a.txt",
                                      "http://127.0.0.1:8080/none",
                                      "https:///none",
                                      "https://localhost/",
                                      "//example.org/",
                                      "mailto:nobody",
                                      "javascript:alert(1)",
                                      "library/open",
                                      "/%ff",
                                      "",
                                      "#",
                                      HOSTILE};

static void
test_an_address_is_followed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    insert(fx, (ItemDraft){.kind = "work", .title = "Open"}, true);
    insert(fx, (ItemDraft){.kind = "work", .title = "Inside", .audience = "members"}, true);
    insert(fx, (ItemDraft){.kind = "work", .title = "Editors", .audience = "editors"}, true);
    insert(fx, (ItemDraft){.kind = "work", .title = "Draft"}, false);
    int64_t about = insert(fx, (ItemDraft){.kind = "page", .title = "Words"}, true);
    Ctx *cx = fixture_begin(fx, SAM);
    redirect_insert(cx, "/node/12", "/year");
    int64_t file = file_insert(cx, (Bytes){"hello", 5});
    file_attach(cx, about, file, &(FileWords){.name = "a.txt"});
    const char *has = arena_printf(cx->arena, "/files/%" PRId64 "/a.txt", file);
    const char *const somewhere[] = {
        "/",
        "/year",
        "/year?year=2017#x",
        "/fr/year",
        "/library",
        "/library.atom",
        "/words",
        "/library/open",
        "/fr/library/open?x=1",
        "/library/inside",
        "/library/%6fpen",
        "http://127.0.0.1:8080/library/open",
        "/node/12",
        has,
        "https://example.org/a%20b?c=d#e",
        "mailto:a@example.org",
        "tel:+41",
        "/desk", /* what waits for a member */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(somewhere); i++)
        if (!follow(cx, somewhere[i]))
            g_error("\"%s\" leads nowhere", somewhere[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(nowhere); i++)
        if (follow(cx, nowhere[i]))
            g_error("\"%s\" leads somewhere", nowhere[i]);
    fixture_commit(fx);
}

/* Each flaw is named with what it is about; an issue without any has none. */
static void
test_every_flaw_is_named(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    assert_shows(get(fx, EDNA, an_issue(fx, "All [good](/year), {figure:members} {events:2017}.")),
                 "Nothing is wrong with it that we could see.");
    const char *bad = an_issue(fx,
                               "![](/files/7/map.png) ![A map](https://example.org/x.png)\n\n"
                               "[the <b>report](/library/none) [](/year) [x](/desk/newsletter)\n\n"
                               "{figure:membres} {events:2o16} {no colon}");
    Response *res = get(fx, EDNA, bad);
    static const char *const flaws[] = {
        "A picture does not say what it shows: /files/7/map.png",
        "not where all readers may go: the report (/library/none)",
        "not where all readers may go: x (/desk/newsletter)",
        "A link has no words: /year",
        "so it stays as it is: {figure:membres}",
        "so it stays as it is: {events:2o16}",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(flaws); i++)
        assert_shows(res, flaws[i]);
    assert_hides(res, "{no colon}</li>");
    assert_hides(res, "example.org/x.png</li>");
    assert_shows(get_json(fx, EDNA, bad), "\"flaws\":[{\"text\":\"A picture");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "/fr%s", bad)), "ne dit pas ce qu");

    int64_t bare = insert(fx, (ItemDraft){.kind = "newsletter", .title = "Bare"}, false);
    run_sql(fx, "UPDATE item SET author = '' WHERE title = 'Bare'");
    char *much = arena_alloc(fx->arena, 40 * 1024);
    memset(much, 'a', 40 * 1024 - 1);
    res = get(fx, EDNA, arena_printf(fx->arena, "/desk/newsletter/%" PRId64, bare));
    assert_shows(res, "There is no summary");
    assert_shows(res, "It does not say who wrote it.");
    assert_shows(get(fx, EDNA, an_issue(fx, much)), "some hosts cut what is above");
}

static void
test_a_translation_that_is_old_is_said(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *url = arena_printf(fx->arena, "%s?language=fr", an_issue(fx, "Text"));
    assert_shows(get(fx, EDNA, url), "There is no translation into");
    int64_t id = query_int(fx, "SELECT max(id) FROM item");
    Ctx *cx = fixture_begin(fx, EDNA);
    item_translate(cx, id, 0, &(ItemDraft){.language = "fr", .title = "Bilan", .summary = "S"});
    fixture_commit(fx);
    assert_hides(get(fx, EDNA, url), "older than the original");
    cx = fixture_begin(fx, EDNA);
    item_update(cx, id, item_find_in(cx, id, "")->version,
                &(ItemDraft){.language = "en", .title = "Issue two", .author = "Edna"});
    fixture_commit(fx);
    assert_shows(get(fx, EDNA, url), "The translation is older than the original.");
}

/* Before it is published: seen on both screens and tried, not sent. */
static void
test_a_draft_can_be_looked_at(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *url = an_issue(fx, "There are {figure:members} of us.");
    Response *res = get(fx, EDNA, url);
    assert_shows(res, "It is not published yet.");
    assert_shows(res, "There are 4 of us.");
    assert_hides(res, "/send\"");
    res = get(fx, EDNA, arena_printf(fx->arena, "%s/mail?look=dark", url));
    assert_shows(res, "@media all");
    assert_shows(res, "content=\"dark\"");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "%s/mail?look=light", url)),
                 "@media not all");
    assert_shows(get(fx, EDNA, arena_printf(fx->arena, "%s/mail?look=<b>", url)),
                 "@media (prefers-color-scheme:dark)");
    assert_status(post(fx, EDNA, arena_printf(fx->arena, "%s/test", url), NULL), 303);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM outbox"), ==, 1);
    assert_status(get(fx, EDNA, arena_printf(fx->arena, "%s/send", url)), 409);
    assert_status(get(fx, ANN, url), 403);
}

void
flaw_tests(void)
{
    add_test("/flaw/an-address-is-followed", test_an_address_is_followed);
    add_test("/flaw/every-flaw-is-named", test_every_flaw_is_named);
    add_test("/flaw/a-translation-that-is-old-is-said", test_a_translation_that_is_old_is_said);
    add_test("/flaw/a-draft-can-be-looked-at", test_a_draft_can_be_looked_at);
}
