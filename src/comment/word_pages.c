/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Words: an answer to a comment, its author's own, and one word to it.
 */
#include "comment/comment_edit.html.h"
#include "comment/pages.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

/* As much of a comment stands in the form to answer it; who wants more of it copies it. */
#define QUOTE_MOST 600

static const Field answer_fields[] = {
    {"body", N_("Your answer"), N_("Leave of the quoted lines what you answer to."),
     .kind = FIELD_TEXT, .rows = 8, .most = LIMIT_COMMENT},
};

static const Field edit_fields[] = {
    {"body", N_("Your comment"), N_("What it said before stays to be read on its page."),
     .kind = FIELD_TEXT, .rows = 8, .most = LIMIT_COMMENT},
};

/* "> " before each line, without what it quotes itself. */
static const char *
quote(Arena *arena, const char *body)
{
    GString *out = arena_string(arena, QUOTE_MOST * 2);
    g_auto(GStrv) lines = g_strsplit(text_shorten(arena, body, QUOTE_MOST), "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        if (**line != '>')
            g_string_append_printf(out, "> %s\n", *line);
    g_string_append_c(out, '\n');
    return out->str;
}

const Form *
comment_answer_form(Request *req, const Comment *comment)
{
    Form *form = form_new(req, answer_fields, G_N_ELEMENTS(answer_fields));
    form_set(form, "body", quote(req->cx->arena, comment->body));
    return form;
}

/* Nothing but what was quoted is no answer. */
static bool
says_something(const char *body)
{
    g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        if (**line != '>' && *g_strstrip(*line) != '\0')
            return true;
    return false;
}

Response *
post_comment_answer(Request *req)
{
    Ctx *cx = req->cx;
    const CommentAsked *asked = comment_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    if (!asked->rights->answer)
        return respond_forbidden(req);
    Form *form = form_read(req, answer_fields, G_N_ELEMENTS(answer_fields));
    if (form_ok(form) && !says_something(form_text(form, "body")))
        form_fail(form, "body", lang_text(cx->lang, N_("Write something below what is quoted.")));
    if (!form_ok(form) || *req_field(req, "preview") != '\0')
        return respond_comment(req, asked, form);
    comment_insert(cx, asked->item->id, asked->comment->id, form_text(form, "body"));
    return respond_commented(req, asked->item, asked->comment->paragraph, form_text(form, "body"));
}

/* ---- one's own ---- */

static Response *
respond_edit(Request *req, const CommentAsked *asked, const Form *form)
{
    CommentForm view = {asked, form, comment_preview_asked(req, asked, form)};
    return respond_page(
        req, form_ok(form) ? 200 : 422,
        comment_page(req->cx, asked, lang_text(req->cx->lang, N_("Change your comment"))),
        comment_edit, &view);
}

Response *
get_comment_edit(Request *req)
{
    const CommentAsked *asked = comment_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    if (!asked->rights->change)
        return respond_forbidden(req);
    Form *form = form_new(req, edit_fields, G_N_ELEMENTS(edit_fields));
    form_set(form, "body", asked->comment->body);
    return respond_edit(req, asked, form);
}

Response *
post_comment_edit(Request *req)
{
    Ctx *cx = req->cx;
    const CommentAsked *asked = comment_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    if (!asked->rights->change)
        return respond_forbidden(req);
    Form *form = form_read(req, edit_fields, G_N_ELEMENTS(edit_fields));
    if (!form_ok(form) || *req_field(req, "preview") != '\0')
        return respond_edit(req, asked, form);
    comment_change(cx, asked->comment, form_text(form, "body"));
    return respond_done(req, comment_url(cx, asked->comment->id, ""),
                        mention_notice(cx, asked->item->id, form_text(form, "body"),
                                       lang_text(cx->lang, N_("Your comment was changed."))));
}

Response *
post_comment_take_back(Request *req)
{
    Ctx *cx = req->cx;
    const CommentAsked *asked = comment_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    if (!asked->rights->take_back)
        return respond_forbidden(req);
    comment_take_back(cx, asked->comment, asked->item);
    return respond_done(req, comment_place(cx, asked),
                        lang_text(cx->lang, N_("Your words are deleted.")));
}

/* ---- one word ---- */

Response *
post_comment_word(Request *req)
{
    Ctx *cx = req->cx;
    const CommentAsked *asked = comment_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    if (!asked->rights->answer || asked->comment->mine)
        return respond_forbidden(req);
    if (!comment_react(cx, asked->comment->id, req_field(req, "word")))
        return respond_not_found(req);
    return respond_done(req, comment_url(cx, asked->comment->id, ""),
                        lang_text(cx->lang, N_("Thank you. It was saved.")));
}
