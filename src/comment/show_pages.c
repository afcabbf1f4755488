/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The page of one comment.
 */
#include "comment/comment_show.html.h"
#include "comment/pages.h"

#include "alliance/access.h"

#include <string.h>

const CommentAsked *
comment_asked(Request *req)
{
    Ctx *cx = req->cx;
    const Comment *comment = comment_find(cx, req_id(req, "id"));
    const Item *item = comment != NULL ? item_find_id(cx, comment->item_id) : NULL;
    if (item == NULL)
        return NULL;
    CommentRights *rights = arena_new_of(cx->arena, CommentRights);
    *rights = comment_rights(cx, comment, item);
    CommentAsked *asked = arena_new_of(cx->arena, CommentAsked);
    *asked = (CommentAsked){comment, item, rights};
    return asked->rights->see ? asked : NULL;
}

const char *
comment_url(Ctx *cx, int64_t id, const char *more)
{
    return arena_printf(cx->arena, "/comments/%" PRId64 "%s", id, more);
}

const char *
comment_place(Ctx *cx, const CommentAsked *asked)
{
    return comment_path(cx->arena, asked->item, asked->comment->paragraph, asked->comment->id);
}

Page *
comment_page(Ctx *cx, const CommentAsked *asked, const char *title)
{
    Crumb *crumbs = arena_array_of(cx->arena, Crumb, 1);
    crumbs[0] = (Crumb){asked->item->title, asked->item->path};
    Page *page = arena_new_of(cx->arena, Page);
    *page = (Page){
        .title = title, .here = {crumbs, 1},
             .hidden = true
    };
    return page;
}

const CommentPreview *
comment_preview_asked(Request *req, const CommentAsked *asked, const Form *form)
{
    bool wanted = form != NULL && form->posted && form_ok(form) &&
                  *req_field(req, "preview") != '\0';
    return wanted ? comment_preview_new(req->cx, asked->item, form_text(form, "body")) : NULL;
}

static ReactionRowSpan
reactions_of(Ctx *cx, int64_t id)
{
    CommentReactionSpan found = comment_reactions(cx, id);
    ReactionRow *rows = arena_array_of(cx->arena, ReactionRow, found.n);
    for (size_t i = 0; i < found.n; i++)
        rows[i] = (ReactionRow){&found.at[i], comment_word_label(found.at[i].word)};
    return (ReactionRowSpan){rows, found.n};
}

static WordButtonSpan
words_of(Ctx *cx, const CommentAsked *asked)
{
    if (!asked->rights->answer || asked->comment->mine)
        return (WordButtonSpan){0};
    size_t n = 0;
    while (COMMENT_WORDS[n].name != NULL)
        n++;
    const char *mine = comment_reaction_mine(cx, asked->comment->id);
    WordButton *at = arena_array_of(cx->arena, WordButton, n);
    for (size_t i = 0; i < n; i++)
        at[i] = (WordButton){COMMENT_WORDS[i].name, COMMENT_WORDS[i].label,
                             strcmp(COMMENT_WORDS[i].name, mine) == 0};
    return (WordButtonSpan){at, n};
}

static TextPartSpan
parts_of(Ctx *cx, const Comment *comment)
{
    if (strchr(comment->body, '@') == NULL)
        return (TextPartSpan){0};
    MentionSpan mentions = mention_list(cx, comment->item_id, comment->id, comment->id);
    return mention_parts(cx->arena, mentions, comment->id, comment->body);
}

Response *
respond_comment(Request *req, const CommentAsked *asked, const Form *form)
{
    Ctx *cx = req->cx;
    const Comment *comment = asked->comment;
    bool removed = strcmp(comment->status, "removed") == 0;
    CommentShow view = {
        .asked = asked,
        .place = comment_place(cx, asked),
        .held = strcmp(comment->status, "held") == 0,
        .removed = removed,
        .may_split = asked->item->group_id != 0 && strcmp(asked->item->kind, "discussion") == 0 &&
                     may(cx, ACTION_LEAD, asked->item),
        .parts = parts_of(cx, comment),
        .words = words_of(cx, asked),
        .preview = comment_preview_asked(req, asked, form),
    };
    if (comment->edited_at != 0 && !removed)
        view.versions = comment_versions(cx, comment->id);
    if (!removed)
        view.reactions = reactions_of(cx, comment->id);
    if (asked->rights->answer)
        view.form = form != NULL ? form : comment_answer_form(req, comment);
    const char *title = lang_fill(cx->arena, lang_text(cx->lang, N_("Comment on {title}")), "title",
                                  asked->item->title, NULL);
    return respond_page(req, form != NULL && !form_ok(form) ? 422 : 200,
                        comment_page(cx, asked, title), comment_show, &view);
}

Response *
get_comment(Request *req)
{
    const CommentAsked *asked = comment_asked(req);
    return asked != NULL ? respond_comment(req, asked, NULL) : respond_not_found(req);
}
