/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The list of shared drafts, the page of one, and its text as one page and as a file.
 */
#include "drafting/draft_list.html.h"
#include "drafting/draft_show.html.h"
#include "drafting/draft_text.html.h"
#include "drafting/pages.h"

#include "alliance/access.h"
#include "base/limits.h"
#include "group/pages.h"
#include "lang/format.h"
#include "render/markdown.h"

#include <string.h>

const DraftAsked *
draft_asked(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find(cx, "drafting", req_text(req, "slug"));
    const Drafting *drafting = item != NULL ? drafting_find(cx, item->id) : NULL;
    if (drafting == NULL)
        return NULL;
    DraftAsked *asked = arena_new_of(cx->arena, DraftAsked);
    *asked = (DraftAsked){.item = item,
                          .drafting = drafting,
                          .is_open = drafting_is_open(cx, drafting),
                          .is_final = strcmp(drafting->state, "final") == 0,
                          .is_mine = drafting_is_mine(cx, item, drafting),
                          .may_edit = drafting_may_edit(cx, item, drafting),
                          .may_propose = drafting_may_propose(cx, item, drafting)};
    return asked;
}

const DraftAsked *
draft_editable(Request *req, Response **ret_refusal)
{
    const DraftAsked *asked = draft_asked(req);
    *ret_refusal = asked == NULL     ? respond_not_found(req)
                   : !asked->is_mine ? respond_forbidden(req)
                   : !asked->may_edit
                       ? respond_error(
                             req, 409,
                             lang_text(req->cx->lang, N_("This draft is final: nothing is "
                                                         "changed any more.")))
                       : NULL;
    return *ret_refusal == NULL ? asked : NULL;
}

const char *
draft_url(Ctx *cx, const Item *item, const char *more)
{
    return arena_printf(cx->arena, "%s%s", item->path, more);
}

Response *
respond_draft_file(Request *req, const char *type, const GString *text, const char *name)
{
    Response *res = respond_bytes(req, type, (Bytes){text->str, text->len});
    respond_header(res, "Content-Disposition",
                   arena_printf(req->cx->arena, "attachment; filename=\"%s\"", name));
    return res;
}

/* ---- lists ---- */

static Response *
respond_list(Request *req, const Item *group)
{
    Ctx *cx = req->cx;
    int64_t group_id = group != NULL ? group->id : 0;
    DraftList view = {.group = group,
                      .drafts = drafting_list(cx, group_id, req_page(req)),
                      .n = drafting_count_all(cx, group_id)};
    view.may_begin = group != NULL &&
                     drafting_may_not_begin(cx, group, group_find(cx, group)) == NULL;
    view.pages = link_pages(req, view.n);
    if (group != NULL)
        return respond_page(
            req, 200, group_page(cx, group, lang_text(cx->lang, N_("Shared drafts of the group"))),
            draft_list, &view);
    Page page = {.title = lang_text(cx->lang, N_("Shared drafts")),
                 .section = "take-part",
                 .here = section_crumbs("take-part"),
                 .feed = "/drafts.atom",
                 .hidden = req_page(req) > 1};
    return respond_page(req, 200, &page, draft_list, &view);
}

Response *
get_drafts(Request *req)
{
    return respond_list(req, NULL);
}

Response *
get_group_drafts(Request *req)
{
    const Item *group = group_asked(req);
    return group != NULL ? respond_list(req, group) : respond_not_found(req);
}

/* ---- the text ---- */

/* Which level a paragraph that is a heading has: "##" is 2; 0: it is none. */
static int
heading_of(const char *body)
{
    size_t n = strspn(body, "#");
    return n >= 1 && n <= 6 && (body[n] == ' ' || body[n] == '\t') ? (int)n : 0;
}

SafeHtml
paragraph_html(Arena *arena, const char *body, int *level)
{
    SafeHtml html = markdown_html(arena, body);
    int wanted = heading_of(body);
    if (wanted == 0)
        return html;
    *level = CLAMP(wanted + 1, 2, MIN(*level + 1, 6));
    /* Alone it is a heading of the second level, as every first one of a text. */
    GString *text = arena_string(arena, html.len);
    g_string_append_len(text, html.markup, (gssize)html.len);
    g_string_replace(text, "<h2>", arena_printf(arena, "<h%d>", *level), 1);
    g_string_replace(text, "</h2>", arena_printf(arena, "</h%d>", *level), 1);
    return (SafeHtml){text->str, text->len};
}

static ParagraphLineSpan
lines_of(Ctx *cx, ParagraphSpan all, size_t from, size_t to)
{
    ParagraphLine *lines = arena_array_of(cx->arena, ParagraphLine, to - from + 1);
    int level = 1;
    for (size_t i = 0; i < to; i++) {
        /* What stands on earlier pages says how deep this one begins. */
        if (i < from && heading_of(all.at[i].body) == 0)
            continue;
        SafeHtml html = paragraph_html(cx->arena, all.at[i].body, &level);
        if (i >= from)
            lines[i - from] = (ParagraphLine){&all.at[i], html};
    }
    return (ParagraphLineSpan){lines, to - from};
}

/* Where the part of a long text ends that begins with paragraph @from. */
static size_t
part_end(ParagraphSpan all, size_t standing, size_t from)
{
    size_t bytes = 0, to = from;
    while (to < standing &&
           (to == from || bytes + strlen(all.at[to].body) <= LIMIT_PARAGRAPHS_PAGE))
        bytes += strlen(all.at[to++].body);
    return to;
}

/* The part of the text that the query asks for, and links to all parts if there are several. */
static void
add_lines(Request *req, DraftShow *view, ParagraphSpan all)
{
    Ctx *cx = req->cx;
    size_t standing = drafting_standing(all), n = 0, from = 0;
    int64_t wanted = g_ascii_strtoll(req_query(req, "part"), NULL, 10);
    Link *links = arena_array_of(cx->arena, Link, standing + 1);
    view->lines = lines_of(cx, all, 0, part_end(all, standing, 0));
    while (from < standing) {
        size_t to = part_end(all, standing, from);
        bool here = wanted == (int64_t)n + 1 || (wanted <= 1 && n == 0);
        links[n] = (Link){
            .label = format_number(cx->arena, cx->lang, (int64_t)n + 1),
            .url = arena_printf(cx->arena, "%s?part=%zu", view->asked->item->path, n + 1),
            .here = here};
        if (here)
            view->lines = lines_of(cx, all, from, to);
        n++;
        from = to;
    }
    if (n > 1)
        view->parts = (LinkSpan){links, n};
    view->gone = (ParagraphSpan){all.at + standing, all.n - standing};
}

static void
add_work(Ctx *cx, DraftShow *view)
{
    const Item *work = view->asked->drafting->work_id != 0
                           ? item_find_id(cx, view->asked->drafting->work_id)
                           : NULL;
    if (work == NULL)
        return;
    view->work = work->path;
    view->work_title = work->title;
}

static Response *
respond_draft(Request *req, const DraftAsked *asked)
{
    Ctx *cx = req->cx;
    const Item *item = asked->item;
    /* Its text is shown by paragraphs. */
    Item bare = *item;
    bare.body = "";
    ItemShow *show = item_show_new(req, &bare);
    show->headed = true;
    show->has_children = false; /* the deadline, which is said above */
    if (show->may_comment)
        show->form = comment_form_new(req, show->follows);
    DraftShow view = {.asked = asked,
                      .show = show,
                      .editors = drafting_editors(cx, item->id),
                      .opens_members = item->open_talk && strcmp(item->audience, "members") == 0,
                      .opens_public = item->open_talk && strcmp(item->audience, "public") == 0,
                      .outside = !item->open_talk && !item->in_group && item->group_title != NULL};
    if (asked->drafting->closes_at != 0)
        view.closes = format_moment_there(cx->arena, cx->lang, asked->drafting->closes_at,
                                          asked->drafting->zone);
    add_lines(req, &view, drafting_paragraphs(cx, item->id));
    add_work(cx, &view);
    return respond_page(req, 200, item_page(cx, item), draft_show, &view);
}

Response *
get_draft(Request *req)
{
    const DraftAsked *asked = draft_asked(req);
    if (asked != NULL)
        return respond_draft(req, asked);
    const Item *item = item_find(req->cx, "drafting", req_text(req, "slug"));
    return item != NULL ? respond_item(req, item) : respond_not_found(req);
}

Response *
get_draft_text(Request *req)
{
    Ctx *cx = req->cx;
    const DraftAsked *asked = draft_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    ParagraphSpan all = drafting_paragraphs(cx, asked->item->id);
    DraftText view = {.asked = asked, .lines = lines_of(cx, all, 0, drafting_standing(all))};
    return respond_page(req, 200, item_page_below(cx, asked->item, asked->item->title), draft_text,
                        &view);
}

Response *
get_draft_markdown(Request *req)
{
    Ctx *cx = req->cx;
    const DraftAsked *asked = draft_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    GString *text = arena_string(cx->arena, strlen(asked->item->body) + LIMIT_LINE);
    g_string_append_printf(text, "# %s\n\n%s\n", asked->item->title, asked->item->body);
    return respond_draft_file(req, "text/markdown; charset=utf-8", text,
                              arena_printf(cx->arena, "%s.md", asked->item->slug));
}
