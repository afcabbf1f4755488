/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Editors of one shared draft who save at the same moment, each on a connection of the own: what
 * somebody wrote is kept, or he is told that it is not.
 */
#include "alliance/access.h"
#include "alliance/drafting.h"
#include "alliance/drafting_proposal.h"
#include "db/db_testing.h"
#include "lang/lang.h"
#include "testing.h"
#include "web/app.h"

#include <string.h>

#define DRAFT 1
#define EDITORS 4
#define TURNS 10 /* of each editor */
#define NAP 500  /* microseconds, before a refused writer tries again */

typedef struct Editor {
    const Base *base;
    App *app;
    int64_t id;                                  /* of the person; has a paragraph of this number */
    void (*act)(Ctx *cx, struct Editor *editor); /* in a transaction */
    int turns, turn;
    int n_done; /* turns in which something was written */
    bool done;  /* in this one */
} Editor;

/* As the dispatcher does: refused because of another writer, tried again from the beginning. */
static void *
run_editor(void *data)
{
    Editor *editor = data;
    g_autoptr(Db) db = db_open(editor->base->address, NULL);
    while (editor->turn < editor->turns) {
        g_autoptr(Arena) arena = arena_new();
        Ctx cx = {
            .arena = arena,
            .db = db,
            .app = editor->app,
            .lang = LANG_ENGLISH,
            .now = TEST_NOW,
            .me = {.id = editor->id, .roles = ROLE_EDITOR},
            .request_id = "race"
        };
        editor->done = false;
        DbOutcome outcome = db_begin(db, true);
        if (outcome == DB_OK) {
            editor->act(&cx, editor);
            outcome = db_end(db, true);
        }
        if (outcome == DB_BUSY) {
            g_usleep(NAP);
            continue;
        }
        if (outcome != DB_OK)
            g_error("%s", db_message(db));
        editor->turn++;
        editor->n_done += editor->done ? 1 : 0;
    }
    return NULL;
}

/* Returns in how many turns something was written. */
static int
run_editors(const Base *base, App *app, void (*act)(Ctx *cx, Editor *editor), int turns)
{
    Editor editors[EDITORS];
    GThread *threads[EDITORS];
    int n_done = 0;
    for (int i = 0; i < EDITORS; i++) {
        editors[i] = (Editor){.base = base, .app = app, .id = i + 1, .act = act, .turns = turns};
        threads[i] = g_thread_new("editor", run_editor, &editors[i]);
    }
    for (int i = 0; i < EDITORS; i++) {
        g_thread_join(threads[i]);
        n_done += editors[i].n_done;
    }
    return n_done;
}

/* Each editor has a paragraph, "Paragraph of editor 1.", which is the first. */
static void
make_draft(Base *base, App *app)
{
    base->cx.app = app;
    base->cx.lang = LANG_ENGLISH;
    base->cx.now = TEST_NOW;
    base->cx.me = (Viewer){.id = 1, .roles = ROLE_EDITOR};
    base_migrate(base);
    g_autoptr(GString) body = g_string_new(NULL), script = g_string_new(NULL);
    for (int i = 1; i <= EDITORS; i++)
        g_string_append_printf(body, "%sParagraph of editor %d.", i > 1 ? "\n\n" : "", i);
    g_string_append_printf(
        script,
        "INSERT INTO item (id, kind, slug, status, audience, title, body, created_at, updated_at)"
        " VALUES (%d, 'drafting', 'statement', 'published', 'public', 'Statement', '%s', 1, 1);"
        "INSERT INTO drafting (item_id) VALUES (%d);",
        DRAFT, body->str, DRAFT);
    for (int i = 1; i <= EDITORS; i++)
        g_string_append_printf(script,
                               "INSERT INTO person (id, email, name, joined_at) VALUES (%d, "
                               "'a%d@example.org', 'A', 1);"
                               "INSERT INTO drafting_paragraph (item_id, number, place, body)"
                               " VALUES (%d, %d, %d, 'Paragraph of editor %d.');",
                               i, i, DRAFT, i, i, i);
    base_script(base, script->str);
}

/* ---- one paragraph each ---- */

static void
write_own(Ctx *cx, Editor *editor)
{
    const Item *item = item_find_in(cx, DRAFT, "");
    ParagraphSpan all = drafting_paragraphs(cx, DRAFT);
    const Paragraph *own = drafting_paragraph(all, editor->id);
    if (item == NULL || own == NULL)
        return; /* a failure, which ends the turn */
    const DraftingText text = {
        .title = item->title,
        .body = arena_printf(cx->arena, "%s Turn %d.", own->body, editor->turn),
        .note = "",
        .paragraph = own->number};
    editor->done = drafting_save(cx, item, item->version, &text) == ITEM_OK;
}

/* Nobody waits for who changes another paragraph, and nothing of it is lost. */
static void
test_each_keeps_what_he_wrote(Base *base)
{
    App app = {.database = base->address};
    make_draft(base, &app);
    g_assert_cmpint(run_editors(base, &app, write_own, TURNS), ==, EDITORS * TURNS);

    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    const Item *item = item_find_in(&base->cx, DRAFT, "");
    ParagraphSpan all = drafting_paragraphs(&base->cx, DRAFT);
    g_assert_cmpuint(all.n, ==, EDITORS);
    g_autoptr(GString) whole = g_string_new(NULL);
    for (int i = 1; i <= EDITORS; i++) {
        g_autoptr(GString) own = g_string_new(NULL);
        g_string_append_printf(own, "Paragraph of editor %d.", i);
        for (int turn = 0; turn < TURNS; turn++)
            g_string_append_printf(own, " Turn %d.", turn);
        const Paragraph *paragraph = &all.at[i - 1];
        g_assert_cmpint(paragraph->number, ==, i);
        g_assert_cmpint(paragraph->version, ==, 1 + TURNS);
        g_assert_cmpstr(paragraph->body, ==, own->str);
        g_string_append_printf(whole, "%s%s", i > 1 ? "\n\n" : "", own->str);
    }
    g_assert_cmpstr(item->body, ==, whole->str); /* paragraphs and text say the same */
    g_assert_cmpint(item->version, ==, 1 + EDITORS * TURNS);
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
}

/* ---- the whole ---- */

/* From a page that all opened before anybody saved: one more paragraph, the others moved. */
static void
write_whole(Ctx *cx, Editor *editor)
{
    const Item *item = item_find_in(cx, DRAFT, "");
    if (item == NULL)
        return;
    GString *body = arena_string(cx->arena, 256);
    g_string_append_printf(body, "What editor %d alone adds to all of it.", (int)editor->id);
    for (int i = EDITORS; i >= 1; i--)
        g_string_append_printf(body, "\n\nParagraph of editor %d.", i);
    const DraftingText text = {.title = item->title, .body = body->str, .note = ""};
    editor->done = drafting_save(cx, item, 1, &text) == ITEM_OK;
}

static void
test_of_those_who_saw_the_same_one_saves(Base *base)
{
    App app = {.database = base->address};
    make_draft(base, &app);
    g_assert_cmpint(run_editors(base, &app, write_whole, 3), ==, 1);

    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    const Item *item = item_find_in(&base->cx, DRAFT, "");
    ParagraphSpan all = drafting_paragraphs(&base->cx, DRAFT);
    g_assert_cmpuint(all.n, ==, EDITORS + 1);
    g_assert_cmpint(all.at[0].number, ==, EDITORS + 1);
    for (int i = 1; i <= EDITORS; i++)
        g_assert_cmpint(all.at[i].number, ==, EDITORS + 1 - i);
    g_assert_true(g_str_has_prefix(item->body, all.at[0].body));
    g_assert_cmpint(item->version, ==, 2);
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
}

/* ---- one more each ---- */

/* Of the text as it is now, with a new paragraph at its end. */
static void
add_one(Ctx *cx, Editor *editor)
{
    const Item *item = item_find_in(cx, DRAFT, "");
    if (item == NULL)
        return;
    const DraftingText text = {.title = item->title,
                               .body = arena_printf(cx->arena, "%s\n\nNew %c%c%c of %d, turn %d.",
                                                    item->body, 'a' + editor->turn,
                                                    'k' + editor->turn, 'p' + editor->turn,
                                                    (int)editor->id, editor->turn),
                               .note = ""};
    editor->done = drafting_save(cx, item, item->version, &text) == ITEM_OK;
}

/* No two are called by the same number, and none stands in the place of another. */
static void
test_each_new_one_has_its_number(Base *base)
{
    App app = {.database = base->address};
    make_draft(base, &app);
    g_assert_cmpint(run_editors(base, &app, add_one, TURNS), ==, EDITORS * TURNS);
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    ParagraphSpan all = drafting_paragraphs(&base->cx, DRAFT);
    g_assert_cmpuint(all.n, ==, EDITORS + EDITORS * TURNS);
    for (size_t i = 0; i < all.n; i++) {
        g_assert_cmpint(all.at[i].place, ==, (int64_t)i + 1);
        g_assert_cmpint(all.at[i].number, ==, (int64_t)i + 1); /* each was added at the end */
    }
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
}

/* ---- a proposal ---- */

#define PROPOSAL 7

static void
make_proposal(Base *base)
{
    g_autofree char *script = g_strdup_printf(
        "INSERT INTO comment (id, item_id, person_id, body, created_at, paragraph_id)"
        " SELECT %d, item_id, 2, 'Clearer', 1, id FROM drafting_paragraph WHERE number = 1;"
        "INSERT INTO drafting_proposal (comment_id, base, wording)"
        " VALUES (%d, 'Paragraph of editor 1.', 'Paragraph of the first editor.');",
        PROPOSAL, PROPOSAL);
    base_script(base, script);
}

/* Half accept it, half reject it. */
static void
decide(Ctx *cx, Editor *editor)
{
    const Item *item = item_find_in(cx, DRAFT, "");
    const Wording *wording = wording_find(cx, PROPOSAL);
    if (item == NULL || wording == NULL)
        return;
    WordingOutcome outcome = editor->id % 2 == 0
                                 ? wording_accept(cx, item, wording, wording->version,
                                                  wording->wording, "")
                                 : wording_reject(cx, item, wording, "No");
    editor->done = outcome == WORDING_DONE;
}

static void
test_a_proposal_is_decided_once(Base *base)
{
    App app = {.database = base->address};
    make_draft(base, &app);
    make_proposal(base);
    g_assert_cmpint(run_editors(base, &app, decide, 3), ==, 1);
    g_assert_cmpint(db_begin(base->db, false), ==, DB_OK);
    const Wording *wording = wording_find(&base->cx, PROPOSAL);
    bool accepted = strcmp(wording->state, "accepted") == 0;
    g_assert_true(accepted || strcmp(wording->state, "rejected") == 0);
    /* What became of it is what the text says. */
    g_assert_cmpstr(wording->present, ==,
                    accepted ? "Paragraph of the first editor." : "Paragraph of editor 1.");
    g_assert_cmpint(item_find_in(&base->cx, DRAFT, "")->version, ==, accepted ? 2 : 1);
    g_assert_cmpint(db_end(base->db, true), ==, DB_OK);
}

void
drafting_race_tests(void)
{
    add_base_test("/drafting-race/each-keeps-what-he-wrote", test_each_keeps_what_he_wrote);
    add_base_test("/drafting-race/one-of-the-same-saves", test_of_those_who_saw_the_same_one_saves);
    add_base_test("/drafting-race/each-new-one-has-its-number", test_each_new_one_has_its_number);
    add_base_test("/drafting-race/a-proposal-is-decided-once", test_a_proposal_is_decided_once);
}
