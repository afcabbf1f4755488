/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The whole of the one rule, written a second time: access.c has it by action, this has it by
 * person, and neither is made from the other.
 */
#include "alliance/access.h"
#include "alliance/role.h"
#include "testing.h"

#include <string.h>

#define OWNER ANN /* wrote every item here that somebody wrote */

/* Actions by their letter: see, comment, edit, translate, publish, delete, lead. */
static const char LETTERS[] = " scetpdl";

/* The column of a row's three words, and what an unknown status counts as. */
static const struct {
    const char *name;
    int column;
} STATUSES[] = {
    {"draft",      0},
    {"review",     0},
    {"scheduled",  0},
    {"published",  1},
    {"archived",   2},
    {"unheard-of", 0}
};

static const struct {
    const char *name;
    int column;
} AUDIENCES[] = {
    {"public",      0},
    {"members",     1},
    {"editors",     2},
    {"group",       3},
    {"secretariat", 4},
    {"unknown",     4}
};

/* For each audience three words: what one may do with it before it is published, while it is, and
   when it is archived; "-": nothing at all.  Roles are what is left of them today, so a former
   editor is what he was before, and a former member nobody who once wrote something.  They are by
   name: what each allows is the table ROLES, which is tried here, too. */
typedef struct Person {
    const char *name;
    int64_t id;
    const char *roles; /* "member" and names of ROLES; a chair is one of the items' group */
    bool in_group;     /* where all the items are */
    const char *rights[5];
} Person;

/* clang-format off */
static const Person PEOPLE[] = {
    /* in the group?                                                            public             members            editors            group              secretariat */
    {"visitor",             NOBODY, "",                                     false, {"- s s", "- - -", "- - -", "- - -", "- - -"}},
    {"former member",       BOB,    "",                                     false, {"- s s", "- - -", "- - -", "- - -", "- - -"}},
    {"former author",       OWNER,  "",                                     false, {"sed s s", "sed s s", "sed s s", "sed - -", "- - -"}},
    {"member",              BOB,    "member",                               false, {"- sc s", "- sc s", "- - -", "- - -", "- - -"}},
    {"author",              OWNER,  "member",                               false, {"sed sc s", "sed sc s", "sed s s", "sed - -", "- - -"}},
    {"steering group",      BOB,    "member steering",                      false, {"- sc s", "- sc s", "- - -", "- - -", "- - -"}},
    {"ambassador",          BOB,    "member ambassador",                    false, {"- sc s", "- sc s", "- - -", "- - -", "- - -"}},
    {"focal point",         BOB,    "member focal-point",                   false, {"- sc s", "- sc s", "- - -", "- - -", "- - -"}},
    {"focal point, left",   BOB,    "focal-point",                          false, {"- s s", "- - -", "- - -", "- - -", "- - -"}},
    {"chair",               BOB,    "member chair",                         false, {"l scl sl", "l scl sl", "- - -", "l l l", "- - -"}},
    {"translator",          BOB,    "member translator",                    false, {"st sct s", "st sct s", "- - -", "- - -", "- - -"}},
    {"translator, hired",   BOB,    "translator",                           false, {"st sct s", "st sct s", "- - -", "- - -", "- - -"}},
    {"author, translator",  OWNER,  "member translator",                    false, {"setd sct s", "setd sct s", "sed s s", "sed - -", "- - -"}},
    {"editor",              EDNA,   "member editor",                        false, {"sepdl scepl sepl", "sepdl scepl sepl", "sepdl scepl sepl", "- - -", "- - -"}},
    {"editor, hired",       EDNA,   "editor",                               false, {"sepdl scepl sepl", "sepdl scepl sepl", "sepdl scepl sepl", "- - -", "- - -"}},
    {"author and editor",   OWNER,  "member editor",                        false, {"sepdl scepl sepl", "sepdl scepl sepl", "sepdl scepl sepl", "sed - -", "- - -"}},
    {"editor, translator",  EDNA,   "member editor translator",             false, {"setpdl sctepl sepl", "setpdl sctepl sepl", "sepdl scepl sepl", "- - -", "- - -"}},
    {"secretariat",         SAM,    "member secretariat",                   false, {"sepdl scepdl sepdl", "sepdl scepdl sepdl", "sepdl scepdl sepdl", "sepdl sepdl sepdl", "sepdl scepdl sepdl"}},
    {"secretariat, hired",  SAM,    "secretariat",                          false, {"sepdl scepdl sepdl", "sepdl scepdl sepdl", "sepdl scepdl sepdl", "sepdl sepdl sepdl", "sepdl scepdl sepdl"}},
    {"author, secretariat", OWNER,  "member secretariat",                   false, {"sepdl scepdl sepdl", "sepdl scepdl sepdl", "sepdl scepdl sepdl", "sepdl sepdl sepdl", "sepdl scepdl sepdl"}},
    {"all at once",         SAM,    "member editor translator secretariat", false, {"setpdl sctepdl sepdl", "setpdl sctepdl sepdl", "sepdl scepdl sepdl", "sepdl sepdl sepdl", "sepdl scepdl sepdl"}},
    {"in the group",        BOB,    "member",                               true,  {"- sc s", "- sc s", "- - -", "- sc s", "- - -"}},
    {"in it, left",         BOB,    "",                                     true,  {"- s s", "- - -", "- - -", "- - -", "- - -"}},
    {"author in it",        OWNER,  "member",                               true,  {"sed sc s", "sed sc s", "sed s s", "sed sc s", "- - -"}},
    {"chair in it",         BOB,    "member chair",                         true,  {"l scl sl", "l scl sl", "- - -", "l scl sl", "- - -"}},
    {"chair in it, left",   BOB,    "chair",                                true,  {"- s s", "- - -", "- - -", "- - -", "- - -"}},
    {"editor in it",        EDNA,   "member editor",                        true,  {"sepdl scepl sepl", "sepdl scepl sepl", "sepdl scepl sepl", "- sc s", "- - -"}},
    {"secretariat in it",   SAM,    "member secretariat",                   true,  {"sepdl scepdl sepdl", "sepdl scepdl sepdl", "sepdl scepdl sepdl", "sepdl scepdl sepdl", "sepdl scepdl sepdl"}},
};
/* clang-format on */

static uint32_t
rights_of(const Person *person)
{
    g_auto(GStrv) names = g_strsplit(person->roles, " ", -1);
    uint32_t rights = 0;
    for (char **name = names; *name != NULL; name++) {
        g_assert_true(**name == '\0' || strcmp(*name, "member") == 0 || role_find(*name) != NULL);
        rights |= strcmp(*name, "member") == 0 ? (uint32_t)ROLE_MEMBER : role_rights(*name);
    }
    return rights;
}

#define N_STATUSES G_N_ELEMENTS(STATUSES)
#define N_AUDIENCES G_N_ELEMENTS(AUDIENCES)
#define CIRCLE 1000 /* the group */
#define N_ITEMS (N_STATUSES * N_AUDIENCES * 2)

/* The item with id @i + 1; every other one was written by nobody. */
static Item
nth_item(size_t i, const Person *person, const char *kind)
{
    return (Item){.id = (int64_t)i + 1,
                  .kind = kind,
                  .group_id = CIRCLE,
                  .group_slug = "circle",
                  .in_group = person->in_group,
                  .author_id = i % 2 == 0 ? OWNER : NOBODY,
                  .audience = AUDIENCES[i / 2 % N_AUDIENCES].name,
                  .status = STATUSES[i / 2 / N_AUDIENCES].name};
}

static void
insert_items(Fixture *fx, const char *kind)
{
    run_sql(fx, "DELETE FROM item");
    run_sql(fx,
            "INSERT INTO item (id, kind, slug, title, status, audience, group_id, created_at,"
            " updated_at) VALUES (1000, 'group', 'circle', 'C', 'published', 'secretariat', 1000,"
            " 1, 1)");
    for (size_t i = 0; i < N_ITEMS; i++) {
        Item item = nth_item(i, &PEOPLE[0], kind);
        run_sql(fx, arena_printf(fx->arena,
                                 "INSERT INTO item (id, kind, slug, title, status, audience,"
                                 " author_id, group_id, created_at, updated_at)"
                                 " VALUES (%d, '%s', 'p%d', 'T', '%s', '%s', %s, 1000, 1, 1)",
                                 (int)item.id, kind, (int)item.id, item.status, item.audience,
                                 item.author_id == OWNER ? "1" : "NULL"));
    }
}

static Ctx *
begin_as(Fixture *fx, const Person *person)
{
    static const Office offices[] = {
        {"chair", "other" },
        {"chair", "circle"}
    };
    Ctx *cx = fixture_begin(fx, person->id);
    cx->me.roles = rights_of(person);
    cx->me.offices = offices;
    cx->me.n_offices = strstr(person->roles, "chair") != NULL ? 2 : 1;
    return cx;
}

/* What is reviewed is nobody's to translate before it was accepted; then its author changes it no
 * more. */
static bool
is_taken_by_review(const Person *person, size_t i, Action action)
{
    const char *status = STATUSES[i / 2 / N_AUDIENCES].name;
    uint32_t editors = ROLE_SECRETARIAT;
    if (AUDIENCES[i / 2 % N_AUDIENCES].column != 3) /* what is a group's is no concern of editors */
        editors |= ROLE_EDITOR;
    if (STATUSES[i / 2 / N_AUDIENCES].column != 0)
        return false;
    if (action == ACTION_TRANSLATE)
        return strcmp(status, "scheduled") != 0;
    if ((rights_of(person) & editors) != 0)
        return false;
    if (action == ACTION_SEE)
        return strstr(person->roles, "translator") != NULL && person->id != OWNER &&
               strcmp(status, "scheduled") != 0;
    return (action == ACTION_EDIT || action == ACTION_DELETE) && person->id == OWNER &&
           strcmp(status, "draft") != 0 && strcmp(status, "review") != 0;
}

static bool
is_granted(const Person *person, size_t i, Action action, const char *kind)
{
    if (strcmp(kind, "framework") != 0 && is_taken_by_review(person, i, action))
        return false;
    int audience = AUDIENCES[i / 2 % N_AUDIENCES].column;
    int status = STATUSES[i / 2 / N_AUDIENCES].column;
    g_auto(GStrv) words = g_strsplit(person->rights[audience], " ", 3);
    return strchr(words[status], LETTERS[action]) != NULL;
}

static void
walk_the_table(Fixture *fx, const char *kind)
{
    for (size_t p = 0; p < G_N_ELEMENTS(PEOPLE); p++) {
        const Person *person = &PEOPLE[p];
        Ctx *cx = begin_as(fx, person);
        for (size_t i = 0; i < N_ITEMS; i++) {
            Item item = nth_item(i, &PEOPLE[p], kind);
            if (person->id == OWNER && item.author_id != OWNER)
                continue; /* then he is like the others, who have rows of their own */
            for (Action action = ACTION_SEE; action < N_ACTIONS; action++)
                if (may(cx, action, &item) != is_granted(person, i, action, kind))
                    g_error("%s: %c, %s, for %s", person->name, LETTERS[action], item.status,
                            item.audience);
        }
        g_assert_cmpint(db_count_statements(fx->db), ==, 0);
        fixture_commit(fx);
    }
}

static void
test_everybody_may_what_the_table_says(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    walk_the_table(fx, "framework");
    walk_the_table(fx, "work");
    walk_the_table(fx, "post");
}

/* Be in the group or not; who asked, was invited or is in another one is not. */
static void
enter_group(Fixture *fx, const Person *person)
{
    static const char *const outside[] = {"asked", "invited"};
    run_sql(fx, "DELETE FROM group_member");
    if (person->id != NOBODY)
        run_sql(fx, arena_printf(fx->arena,
                                 "INSERT INTO group_member (group_id, person_id, state, since)"
                                 " VALUES (1000, %d, '%s', 1), (1, %d, 'in', 1)",
                                 (int)person->id, person->in_group ? "in" : outside[person->id % 2],
                                 (int)person->id));
}

static bool
is_listed(ItemSpan list, int64_t id)
{
    size_t i = 0;
    while (i < list.n && list.at[i].id != id)
        i++;
    return i < list.n;
}

/* The rule in SQL is the rule in C: row by row, alone and in lists. */
static void
walk_the_lists(Fixture *fx, const char *kind)
{
    insert_items(fx, kind);
    for (size_t p = 0; p < G_N_ELEMENTS(PEOPLE); p++) {
        enter_group(fx, &PEOPLE[p]);
        Ctx *cx = begin_as(fx, &PEOPLE[p]);
        const ItemFilter all = {.unfinished = true, .limit = 1000},
                         posts = {.kind = kind, .unfinished = true, .limit = 1000};
        ItemSpan lists[] = {item_list(cx, &all), item_list(cx, &posts)};
        g_assert_cmpint(item_count(cx, &all), ==, lists[0].n);
        g_assert_cmpint(item_count(cx, &posts), ==, lists[1].n);
        for (size_t i = 0; i < N_ITEMS; i++) {
            Item item = nth_item(i, &PEOPLE[p], kind);
            bool is_seen = may(cx, ACTION_SEE, &item);
            bool is_found = item_find_id(cx, item.id) != NULL;
            if (is_found != is_seen || is_listed(lists[0], item.id) != is_seen ||
                is_listed(lists[1], item.id) != is_seen)
                g_error("%s: %s, for %s", PEOPLE[p].name, item.status, item.audience);
        }
        fixture_commit(fx);
    }
}

static void
test_lists_have_what_one_may_see(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    walk_the_lists(fx, "framework");
    walk_the_lists(fx, "work");
    walk_the_lists(fx, "post");
}

static void
test_members_make_posts_and_editors_pages(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const members[] = {"work", "post", NULL};
    static const char *const nobodys[] = {"discussion", "poll", "drafting", "session", "summary",
                                          "edition",    "day",  NULL}; /* by their own rooms */
    for (const ItemKind *kind = ITEM_KINDS; kind->name != NULL; kind++) {
        bool is_members = g_strv_contains(members, kind->name);
        for (size_t p = 0; p < G_N_ELEMENTS(PEOPLE); p++) {
            Ctx *cx = begin_as(fx, &PEOPLE[p]);
            bool is_editor = (cx->me.roles & ROLE_EDITOR) != 0;
            bool expected = (is_editor && !g_strv_contains(nobodys, kind->name)) ||
                            (is_members && (cx->me.roles & ROLE_MEMBER) != 0);
            if (may_create(cx, kind->name) != expected)
                g_error("%s: %s", PEOPLE[p].name, kind->name);
            g_assert_false(may_create(cx, "no such kind"));
            fixture_commit(fx);
        }
    }
}

/* Roles end when their term does, and so does what they allowed. */
static void
test_a_term_that_ended_allows_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    run_sql(fx, "INSERT INTO item (id, kind, slug, title, status, audience, created_at, updated_at)"
                " VALUES (1, 'post', 'draft', 'T', 'draft', 'public', 1, 1),"
                "        (2, 'post', 'inside', 'T', 'published', 'members', 1, 1)");
    assert_status(get(fx, EDNA, "/blog/draft"), 200);
    assert_status(get(fx, ANN, "/blog/draft"), 404);
    assert_status(get(fx, ANN, "/blog/inside"), 200);
    assert_status(get(fx, NOBODY, "/blog/inside"), 404);

    run_sql(fx, "UPDATE person_role SET until = 1483347600 WHERE person_id = 3");
    run_sql(fx, "UPDATE person SET left_at = 1483347600 WHERE id = 1");
    assert_status(get(fx, EDNA, "/blog/draft"), 404);
    assert_status(get(fx, EDNA, "/blog/inside"), 200);
    assert_status(get(fx, ANN, "/blog/inside"), 404);
}

/* A translator's right is for the languages of his terms, each by itself. */
static void
test_translators_translate_into_their_language(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const Office offices[] = {
        {"translator",  "fr"},
        {"focal-point", "ar"}
    };
    static const struct {
        int64_t me;
        uint32_t roles;
        size_t n_offices;
        const char *audience;
        bool french, arabic;
    } cases[] = {
        {BOB,  ROLE_MEMBER | ROLE_TRANSLATOR, 2, "public",  true,  false},
        {BOB,  ROLE_MEMBER | ROLE_TRANSLATOR, 2, "members", true,  false},
        {BOB,  ROLE_MEMBER | ROLE_TRANSLATOR, 2, "editors", false, false},
        {BOB,  ROLE_MEMBER | ROLE_TRANSLATOR, 0, "public",  false, false},
        {BOB,  ROLE_MEMBER,                   2, "public",  false, false},
        {EDNA, ROLE_MEMBER | ROLE_EDITOR,     0, "public",  true,  true },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Ctx *cx = fixture_begin(fx, cases[i].me);
        Item item = {.status = "published", .audience = cases[i].audience};
        cx->me.roles = cases[i].roles;
        cx->me.offices = offices;
        cx->me.n_offices = cases[i].n_offices;
        g_assert_cmpint(may_translate(cx, &item, "fr"), ==, cases[i].french);
        g_assert_cmpint(may_translate(cx, &item, "ar"), ==, cases[i].arabic);
        fixture_commit(fx);
    }
}

/* What is said in a group is for who is in it to answer, whoever may read it. */
static void
test_talk_is_answered_in_its_group(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const audiences[] = {"public", "members", "group"};
    for (size_t i = 0; i < G_N_ELEMENTS(audiences); i++)
        for (int in = 0; in <= 1; in++) {
            Ctx *cx = fixture_begin(fx, EDNA);
            Item item = {.kind = "discussion",
                         .status = "published",
                         .audience = audiences[i],
                         .group_slug = "circle",
                         .in_group = in == 1};
            g_assert_cmpint(may(cx, ACTION_COMMENT, &item), ==, in == 1);
            item.open_talk = true;
            bool is_outside = strcmp(audiences[i], "group") == 0 && in == 0;
            g_assert_cmpint(may(cx, ACTION_COMMENT, &item), ==, !is_outside);
            cx->me.roles = 0;
            g_assert_false(may(cx, ACTION_COMMENT, &item));
            fixture_commit(fx);
        }
}

/* A thing belongs to the nearest group above it, wherever it is put. */
static void
test_items_belong_to_the_nearest_group(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t whole = item_insert(cx, &(ItemDraft){.kind = "group", .slug = "whole", .title = "W"});
    int64_t part = item_insert(
        cx, &(ItemDraft){.kind = "group", .slug = "part", .title = "P", .parent_id = whole});
    int64_t event = item_insert(
        cx, &(ItemDraft){.kind = "event", .slug = "e", .title = "E", .parent_id = part});
    int64_t below = item_insert(
        cx, &(ItemDraft){.kind = "work", .slug = "w", .title = "W", .parent_id = event});
    g_assert_cmpint(item_find_id(cx, whole)->group_id, ==, whole);
    g_assert_cmpint(item_find_id(cx, part)->group_id, ==, whole);
    g_assert_cmpint(item_find_id(cx, event)->group_id, ==, part);
    g_assert_cmpint(item_find_id(cx, below)->group_id, ==, part);
    g_assert_cmpstr(item_find_id(cx, below)->group_slug, ==, "part");

    item_update(cx, event, 1, &(ItemDraft){.title = "E", .parent_id = whole});
    g_assert_cmpint(item_find_id(cx, event)->group_id, ==, whole);
    g_assert_cmpint(item_find_id(cx, below)->group_id, ==, whole);
    item_update(cx, part, 1, &(ItemDraft){.title = "P"});
    g_assert_cmpint(item_find_id(cx, part)->group_id, ==, part);
    item_update(cx, event, 2, &(ItemDraft){.title = "E"});
    g_assert_cmpint(item_find_id(cx, below)->group_id, ==, 0);
    fixture_commit(fx);
}

void
access_tests(void)
{
    add_test("/access/talk-is-answered-in-its-group", test_talk_is_answered_in_its_group);
    add_test("/access/items-belong-to-the-nearest-group", test_items_belong_to_the_nearest_group);
    add_test("/access/everybody-may-what-the-table-says", test_everybody_may_what_the_table_says);
    add_test("/access/lists-have-what-one-may-see", test_lists_have_what_one_may_see);
    add_test("/access/members-make-posts-and-editors-pages",
             test_members_make_posts_and_editors_pages);
    add_test("/access/translators-translate-into-their-language",
             test_translators_translate_into_their_language);
    add_test("/access/a-term-that-ended-allows-nothing", test_a_term_that_ended_allows_nothing);
}
