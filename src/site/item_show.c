/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/item_show.h"
#include "alliance/item_row.h"

#include "alliance/access.h"
#include "alliance/block.h"
#include "alliance/topic.h"
#include "base/limits.h"
#include "lang/format.h"
#include "render/markdown.h"
#include "site/item_show.html.h"
#include "site/site.sql.h"
#include "site/year_list.html.h"

#include <string.h>

/* A row of item_parts. */
typedef struct Part {
    const char *part, *name, *title, *extra;
    int64_t id, n, position;
} Part;

typedef struct PartSpan {
    const Part *at;
    size_t n;
} PartSpan;

static const DbType part_type = DB_TYPE(
    Part, DB_FIELD(Part, part), DB_FIELD(Part, name), DB_FIELD(Part, title), DB_FIELD(Part, extra),
    DB_FIELD(Part, id), DB_FIELD(Part, n), DB_FIELD(Part, position));

/* The rows of one part: they stand together. */
static PartSpan
parts_of(PartSpan parts, const char *part)
{
    size_t first = 0, n = 0;
    while (first < parts.n && strcmp(parts.at[first].part, part) != 0)
        first++;
    while (first + n < parts.n && strcmp(parts.at[first + n].part, part) == 0)
        n++;
    return (PartSpan){parts.at + first, n};
}

/* The text of a file among the parts; NULL: none that can be read. */
static const Part *
part_of(PartSpan texts, int64_t file_id)
{
    for (size_t i = 0; i < texts.n; i++)
        if (texts.at[i].id == file_id)
            return &texts.at[i];
    return NULL;
}

/* What is to be downloaded from below the text. */
static FileLineSpan
files_of(Ctx *cx, const Item *item, PartSpan parts)
{
    PartSpan rows = parts_of(parts, "file"), texts = parts_of(parts, "text");
    PartSpan copies = parts_of(parts, "light");
    FileLine *files = arena_array_of(cx->arena, FileLine, rows.n);
    size_t n = 0;
    for (size_t i = 0; i < rows.n; i++) {
        const Part *row = &rows.at[i], *text = part_of(texts, row->id);
        const Part *copy = part_of(copies, row->id);
        const File file = {.id = row->id,
                           .size = row->n,
                           .name = row->name,
                           .title = row->title,
                           .type = row->extra};
        if (!file_stands_on(item, &file))
            files[n++] = file_line(cx, &file,
                                   (FileMade){.format = text != NULL ? text->extra : "",
                                              .text_size = text != NULL ? text->n : 0,
                                              .light_size = copy != NULL ? copy->n : 0});
    }
    return (FileLineSpan){files, n};
}

/* What the item's picture shows, in words. */
static const char *
picture_of(PartSpan parts)
{
    PartSpan rows = parts_of(parts, "picture");
    return rows.n > 0 ? rows.at[0].name : "";
}

static LinkSpan
topics_of(Ctx *cx, PartSpan parts)
{
    PartSpan rows = parts_of(parts, "topic");
    const Vocabulary *names = rows.n > 0 ? topic_names(cx) : NULL;
    Link *links = arena_array_of(cx->arena, Link, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        links[i] = (Link){.label = topic_name(cx, names, rows.at[i].id, rows.at[i].title),
                          .url = arena_printf(cx->arena, "/topics/%s", rows.at[i].name)};
    return (LinkSpan){links, rows.n};
}

static FigureSpan
figures_of(Ctx *cx, PartSpan parts)
{
    PartSpan rows = parts_of(parts, "figure");
    Figure *figures = arena_array_of(cx->arena, Figure, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const FigureKind *kind = figure_kind_find(rows.at[i].name);
        figures[i] = (Figure){.name = rows.at[i].name,
                              .label = kind != NULL ? kind->label : rows.at[i].name,
                              .asked = rows.at[i].title,
                              .value = rows.at[i].n,
                              .counted_at = rows.at[i].position,
                              .frozen = true};
    }
    return (FigureSpan){figures, rows.n};
}

static const char *
url_in(Request *req, const Item *item, const char *language)
{
    const Lang *lang = lang_find(language);
    return lang != NULL ? link_in(req, lang, item->path) : NULL;
}

static ReadingSpan
languages_of(Request *req, const Item *item, PartSpan parts)
{
    PartSpan original = parts_of(parts, "language"), others = parts_of(parts, "translation");
    if (original.n == 0 || others.n == 0)
        return (ReadingSpan){NULL, 0};
    Reading *at = arena_array_of(req->cx->arena, Reading, 1 + others.n);
    size_t n = 0;
    /* The one that is being read is not another one. */
    if (strcmp(original.at[0].name, item->language) != 0)
        at[n++] = (Reading){.language = original.at[0].name,
                            .title = original.at[0].title,
                            .url = url_in(req, item, original.at[0].name),
                            .original = true};
    for (size_t i = 0; i < others.n; i++)
        if (strcmp(others.at[i].name, item->language) != 0)
            at[n++] = (Reading){.language = others.at[i].name,
                                .title = others.at[i].title,
                                .url = url_in(req, item, others.at[i].name),
                                .stale = others.at[i].n < original.at[0].n};
    return (ReadingSpan){at, n};
}

/* Of the counts of all comments of the page, those of one: they stand together. */
static RemarkWordSpan
words_of(Ctx *cx, CommentWordCountSpan counts, int64_t id)
{
    RemarkWord *at = arena_array_of(cx->arena, RemarkWord, counts.n);
    size_t n = 0;
    for (size_t i = 0; i < counts.n; i++)
        if (counts.at[i].comment_id == id)
            at[n++] = (RemarkWord){comment_word_label(counts.at[i].word), counts.at[i].n};
    return (RemarkWordSpan){at, n};
}

/* What is known of the comments of a page besides their words. */
typedef struct Around {
    CommentWordCountSpan counts;
    MentionSpan mentions;
} Around;

/* Pages of comments go by their moments, so their numbers need not be in order.  Where no "@" is,
 * nobody is named. */
static Around
around_of(Ctx *cx, const Item *item, CommentSpan comments)
{
    int64_t first = INT64_MAX, last = 0;
    bool names = false;
    for (size_t i = 0; i < comments.n; i++) {
        first = MIN(first, comments.at[i].id);
        last = MAX(last, comments.at[i].id);
        names = names || strchr(comments.at[i].body, '@') != NULL;
    }
    return (Around){comment_word_counts(cx, item->id, first, last),
                    names ? mention_list(cx, item->id, first, last) : (MentionSpan){0}};
}

static RemarkSpan
comments_of(Request *req, const Item *item, int64_t paragraph_id)
{
    Ctx *cx = req->cx;
    CommentSpan comments = comment_list(cx, item, paragraph_id, req_page(req));
    const Around around = around_of(cx, item, comments);
    Remark *at = arena_array_of(cx->arena, Remark, comments.n);
    for (size_t i = 0; i < comments.n; i++) {
        const Comment *comment = &comments.at[i];
        at[i] = (Remark){
            .id = comment->id,
            .created_at = comment->created_at,
            .name = comment->name,
            .body = comment->body,
            .is_demo = comment->is_demo,
            .held = strcmp(comment->status, "held") == 0,
            .removed = strcmp(comment->status, "removed") == 0,
            .changed = comment->edited_at != 0,
            .parts = mention_parts(cx->arena, around.mentions, comment->id, comment->body),
            .words = words_of(cx, around.counts, comment->id)};
    }
    return (RemarkSpan){at, comments.n};
}

static const char *
pillar_of(Ctx *cx, PartSpan parts)
{
    PartSpan rows = parts_of(parts, "pillar");
    if (rows.n == 0)
        return NULL;
    bool french = strcmp(cx->lang->code, "fr") == 0 && *rows.at[0].title != '\0';
    return french ? rows.at[0].title : rows.at[0].name;
}

static int64_t
count_of(PartSpan parts, const char *part)
{
    PartSpan rows = parts_of(parts, part);
    return rows.n > 0 ? rows.at[0].id : 0;
}

/* ---- the body ---- */

SafeHtml
item_body_html(Request *req, const char *text)
{
    Ctx *cx = req->cx;
    Html *out = html_begin(req);
    Block block;
    const char *from = text, *after;
    for (const char *at; (at = block_find(cx->arena, from, &block, &after)) != NULL; from = after) {
        html_safe(out, markdown_article_html(cx->arena, cx->lang,
                                             arena_strndup(cx->arena, from, (size_t)(at - from))));
        ItemCards list = {.items = item_cards(cx, block_items(cx, &block))};
        year_list_html(out, &list);
    }
    html_safe(out, markdown_article_html(cx->arena, cx->lang, from));
    return html_taken(out);
}

/* Of what a group talks about: with links to whom it names. */
static const char *
with_names(Ctx *cx, const Item *item, const char *body)
{
    const ItemKind *kind = item_kind_find(item->kind);
    if (kind == NULL || !kind->of_group || strchr(body, '@') == NULL)
        return body;
    return mention_markdown(cx->arena, mention_list(cx, item->id, 0, 0), body);
}

/* Words that a reader manages in a minute; a text below two is not worth saying. */
#define WORDS_PER_MINUTE 220

int64_t
item_minutes(const char *text)
{
    int64_t n = 0;
    for (; *text != '\0'; text++)
        n += (*text == ' ' || *text == '\n') ? 1 : 0;
    int64_t minutes = (n + WORDS_PER_MINUTE / 2) / WORDS_PER_MINUTE;
    return minutes >= 2 ? minutes : 0;
}

/* ---- the page ---- */

/* The texts with their figures, so that title and summary may quote numbers, too. */
static const Item *
with_figures(Ctx *cx, const Item *item)
{
    static const char *const apart = "\n\x1f\n";
    const char *body = item->body != NULL ? item->body : "";
    if (strstr(item->title, "{figure:") == NULL && strstr(item->summary, "{figure:") == NULL &&
        strstr(body, "{figure:") == NULL)
        return item;
    /* One call for all three: it costs one statement. */
    const char *all = arena_printf(cx->arena, "%s%s%s%s%s", item->title, apart, item->summary,
                                   apart, body);
    g_auto(GStrv) text = g_strsplit(figure_fill(cx, item->id, all), apart, 3);
    Item *filled = arena_new_of(cx->arena, Item);
    *filled = *item;
    if (g_strv_length(text) == 3) {
        filled->title = arena_strdup(cx->arena, text[0]);
        filled->summary = arena_strdup(cx->arena, text[1]);
        filled->body = arena_strdup(cx->arena, text[2]);
    }
    return filled;
}

/* Of a comment that was posted to be looked at: the form that is drawn again has no mistake. */
static const CommentPreview *
preview_of(const Request *req, const Item *item)
{
    if (req->refused == NULL || !form_ok(req->refused))
        return NULL;
    return comment_preview_new(req->cx, item, form_text(req->refused, "body"));
}

ItemShow *
item_show_new(Request *req, const Item *found)
{
    Ctx *cx = req->cx;
    const Item *item = with_figures(cx, found);
    const char *body = item->body != NULL ? item->body : "";
    PartSpan parts = DB_SPAN(PartSpan, db_all(cx, &SQL_item_parts, &part_type,
                                              DB_ARGS(item->id, cx->me.id, cx->me.roles)));
    ItemCards *children = arena_new_of(cx->arena, ItemCards);
    ItemShow *show = arena_new_of(cx->arena, ItemShow);

    if (count_of(parts, "child") > 0)
        children->items = item_cards(
            cx, item_list(cx, &(ItemFilter){.parent_id = item->id, .no_talk = true}));
    *show = (ItemShow){.card = &item_cards(cx, (ItemSpan){item, 1}).at[0],
                       .item = item,
                       .body = item_body_html(req, with_names(req->cx, item, body)),
                       .has_body = *body != '\0',
                       .pillar = pillar_of(cx, parts),
                       .foreign = strcmp(item->language, cx->lang->code) != 0,
                       .minutes = item_minutes(body),
                       .languages = languages_of(req, item, parts),
                       .files = files_of(cx, item, parts),
                       .picture = picture_of(parts),
                       .topics = topics_of(cx, parts),
                       .figures = figures_of(cx, parts),
                       .children = children,
                       .has_children = children->items.n > 0,
                       .n_children = count_of(parts, "child"),
                       .is_page = strcmp(item->kind, "page") == 0,
                       .may_comment = comment_is_open(cx, item),
                       .follows = count_of(parts, "follow") > 0,
                       .may_edit = may(cx, ACTION_EDIT, item),
                       .draft = item->published_at == 0,
                       .signed_in = cx->me.id != 0,
                       .preview = preview_of(req, item)};
    int64_t n_comments = count_of(parts, "comment");
    if (n_comments > 0)
        show->comments = comments_of(req, item, 0);
    if (n_comments > LIMIT_PAGE_ROWS)
        show->comment_pages = link_pages(req, comment_count(cx, item, 0));
    return show;
}

void
item_show_paragraph(Request *req, ItemShow *show, int64_t paragraph_id, int64_t number)
{
    show->paragraph = number;
    show->comments = comments_of(req, show->item, paragraph_id);
    int64_t n = comment_count(req->cx, show->item, paragraph_id);
    show->comment_pages = n > LIMIT_PAGE_ROWS ? link_pages(req, n) : (LinkSpan){0};
}

/* "You are here": the menu entry, the list of the kind; of what is in a group, the group. */
static CrumbSpan
crumbs_of(Ctx *cx, const Item *item)
{
    const ItemKind *kind = item_kind_find(item->kind);
    bool in_group = item->group_title != NULL && item->group_id != item->id;
    if (in_group)
        kind = item_kind_find("group");
    if (kind == NULL || *kind->root == '\0')
        return (CrumbSpan){NULL, 0};
    CrumbSpan section = section_crumbs(kind->section);
    Crumb *crumbs = arena_array_of(cx->arena, Crumb, section.n + 2);
    size_t n = 0;
    while (n < section.n) {
        crumbs[n] = section.at[n];
        n++;
    }
    crumbs[n++] = (Crumb){kind->plural, kind->root};
    if (in_group)
        crumbs[n++] = (Crumb){item->group_title, item_path(cx->arena, "group", item->group_slug)};
    return (CrumbSpan){crumbs, n};
}

Page *
item_page(Ctx *cx, const Item *item)
{
    const ItemKind *kind = item_kind_find(item->kind);
    Page *page = arena_new_of(cx->arena, Page);
    *page = (Page){.title = item->title,
                   .summary = *item->summary != '\0' ? item->summary : NULL,
                   .here = crumbs_of(cx, item),
                   .section = kind != NULL ? kind->section : NULL,
                   .hidden = item->published_at == 0};
    if (kind != NULL && kind->listed)
        page->feed = arena_printf(cx->arena, "%s.atom", kind->root);
    return page;
}

Page *
item_page_below(Ctx *cx, const Item *item, const char *title)
{
    const Page *own = item_page(cx, item);
    Crumb *crumbs = arena_array_of(cx->arena, Crumb, own->here.n + 1);
    for (size_t i = 0; i < own->here.n; i++)
        crumbs[i] = own->here.at[i];
    crumbs[own->here.n] = (Crumb){item->title, item->path};
    Page *page = arena_new_of(cx->arena, Page);
    *page = (Page){
        .title = title, .section = own->section, .here = {crumbs, own->here.n + 1},
                .hidden = true
    };
    return page;
}

static ItemShow *
show_with_form(Request *req, const Item *item)
{
    ItemShow *show = item_show_new(req, item);
    if (show->may_comment)
        show->form = comment_form_new(req, show->follows);
    return show;
}

ItemShow *
item_show_headed(Request *req, const Item *item)
{
    ItemShow *show = show_with_form(req, item);
    show->headed = true;
    return show;
}

Response *
respond_item(Request *req, const Item *item)
{
    ItemShow *show = show_with_form(req, item);
    return respond_page(req, 200, item_page(req->cx, show->item), item_show, show);
}
