/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The texts of data/demo as pages and as the founding newsletter.
 */
#include "alliance/comment.h"
#include "alliance/item.h"
#include "alliance/person.h"
#include "alliance/post.h"
#include "alliance/review.h"
#include "app/demo.h"
#include "app/demo_facts.h"
#include "base/moment.h"

#include <string.h>

/* A text file: lines "name: value", a line "---", and the Markdown. */
typedef struct DemoText {
    const char *title, *summary, *body;
} DemoText;

static const char *
head_value(Ctx *cx, char **lines, const char *name)
{
    for (; *lines != NULL; lines++)
        if (g_str_has_prefix(*lines, name))
            return arena_strdup(cx->arena, g_strchug(*lines + strlen(name)));
    g_assert_not_reached();
}

/* NULL if data/demo has no such text in that language. */
static const DemoText *
load(Ctx *cx, const char *name, const char *language)
{
    const char *path = arena_printf(cx->arena, "demo/%s.%s.md", name, language);
    const char *source = facts_file(cx->arena, path);
    if (source == NULL)
        return NULL;
    g_auto(GStrv) halves = g_strsplit(source, "\n---\n", 2);
    g_auto(GStrv) lines = g_strsplit(halves[0], "\n", -1);
    DemoText *text = arena_new_of(cx->arena, DemoText);
    *text = (DemoText){.title = head_value(cx, lines, "title:"),
                       .summary = head_value(cx, lines, "summary:"),
                       .body = arena_strdup(cx->arena, halves[1])};
    return text;
}

/* @base with the texts of @name, if there are some in @language. */
static bool
draft_text(Ctx *cx, const ItemDraft *base, const char *name, const char *language, ItemDraft *draft)
{
    const DemoText *text = load(cx, name, language);
    if (text == NULL)
        return false;
    *draft = *base;
    draft->language = language;
    draft->title = text->title;
    draft->summary = text->summary;
    draft->body = text->body;
    return true;
}

static void
translate_text(Ctx *cx, int64_t id, const char *name)
{
    ItemDraft french;
    if (draft_text(cx, &(ItemDraft){0}, name, "fr", &french))
        item_translate(cx, id, 0, &french);
}

static void
build_text(Ctx *cx, const ItemDraft *base, const char *name, const char *date)
{
    ItemDraft english;
    draft_text(cx, base, name, "en", &english);
    translate_text(cx, demo_publish(cx, &english, date), name);
}

static const Person *
find_login(Ctx *cx, const char *email)
{
    const Person *person = person_find_email(cx, email);
    g_assert(person != NULL);
    return person;
}

void
demo_build_pages(Ctx *cx)
{
    static const char *const pages[] = {"about",    "take-part",     "knowledge",
                                        "advocate", "data-handling", "accessibility"};
    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++)
        build_text(cx, &(ItemDraft){.kind = "page", .slug = pages[i], .audience = "public"},
                   pages[i], "2016-09-01");

    const Person *editor = find_login(cx, "editor@example.org");
    build_text(cx,
               &(ItemDraft){.kind = "newsletter",
                            .slug = "2016-year-end",
                            .audience = "public",
                            .author_id = editor->id,
                            .author = editor->name},
               "newsletter-2016", "2016-12-30");
}

void
demo_build_waiting(Ctx *cx)
{
    const Viewer nobody = cx->me;
    const Person *member = find_login(cx, "member@example.org");
    cx->me = (Viewer){.id = member->id, .roles = ROLE_MEMBER, .name = member->name};

    ItemDraft english;
    draft_text(cx,
               &(ItemDraft){
                   .kind = "post", .slug = "review", .audience = "public", .author_id = member->id},
               "review", "en", &english);
    int64_t id = item_insert(cx, &english);
    translate_text(cx, id, "review");
    const Item *post = item_find_in(cx, id, "");
    review_step(cx, post, review_step_find("post", "hand-in"),
                &(ReviewStepWords){.version = post->version, .words = ""});
    comment_insert(cx, item_find(cx, "newsletter", "2016-year-end")->id, 0,
                   "A demo: this is the first comment of a member, so an editor reads it before "
                   "others do.");
    cx->me = nobody;
}

int64_t
demo_publish(Ctx *cx, const ItemDraft *draft, const char *date)
{
    int64_t now = cx->now;
    g_autofree char *noon = g_strconcat(date, "T12:00Z", NULL);
    bool is_date = moment_parse(noon, &cx->now);
    g_assert(is_date);
    int64_t id = item_insert(cx, draft);
    item_publish(cx, id);
    cx->now = now;
    return id;
}

void
demo_translate(Ctx *cx, int64_t id, const char *title)
{
    g_auto(GStrv) lines = g_strsplit(facts_file(cx->arena, "demo/titles.fr.tsv"), "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_auto(GStrv) cell = g_strsplit(*line, "\t", 3);
        if (g_strv_length(cell) == 3 && g_str_equal(cell[0], title))
            item_translate(cx, id, 0,
                           &(ItemDraft){.language = "fr",
                                        .title = arena_strdup(cx->arena, cell[1]),
                                        .summary = arena_strdup(cx->arena, cell[2])});
    }
}
