/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What does not belong here: said by a reader, decided by who decides about comments there.
 */
#include "comment/comment_report.html.h"
#include "comment/item_reports.html.h"
#include "comment/pages.h"

#include "base/limits.h"

#include <string.h>

static const Field fields[] = {
    {"reason", N_("Why does it not belong here?"),
     N_("Who decides reads it with your name; the author does not."), .kind = FIELD_TEXT, .rows = 3,
     .most = LIMIT_SUMMARY},
};

static Response *
respond_report(Request *req, const CommentAsked *asked, const Form *form)
{
    CommentForm view = {asked, form};
    return respond_page(
        req, form_ok(form) ? 200 : 422,
        comment_page(req->cx, asked, lang_text(req->cx->lang, N_("Report this comment"))),
        comment_report, &view);
}

Response *
get_comment_report(Request *req)
{
    const CommentAsked *asked = comment_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    if (!asked->rights->report)
        return respond_forbidden(req);
    return respond_report(req, asked, form_new(req, fields, G_N_ELEMENTS(fields)));
}

Response *
post_comment_report(Request *req)
{
    Ctx *cx = req->cx;
    const CommentAsked *asked = comment_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    if (!asked->rights->report)
        return respond_forbidden(req);
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_report(req, asked, form);
    comment_report(cx, asked->comment, asked->item, form_text(form, "reason"));
    return respond_done(req, comment_place(cx, asked),
                        lang_text(cx->lang, N_("Thank you. Who decides about comments here looks "
                                               "at it.")));
}

/* ---- deciding ---- */

Response *
get_item_reports(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_id(cx, req_id(req, "id"));
    if (item == NULL)
        return respond_not_found(req);
    if (!comment_may_decide(cx, item))
        return respond_forbidden(req);
    ItemReports view = {item, comment_reports(cx, item->id)};
    const CommentAsked about = {.item = item};
    return respond_page(
        req, 200, comment_page(cx, &about, lang_text(cx->lang, N_("Comments that were reported"))),
        item_reports, &view);
}

static Response *
respond_decided(Request *req, const CommentAsked *asked, bool taken)
{
    Ctx *cx = req->cx;
    return respond_done(
        req, comment_url(cx, asked->comment->id, ""),
        lang_text(cx->lang, taken ? N_("The comment was taken away.") : N_("The comment stays.")));
}

Response *
post_comment_reports(Request *req)
{
    Ctx *cx = req->cx;
    const CommentAsked *asked = comment_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    if (!asked->rights->decide)
        return respond_forbidden(req);
    bool take = strcmp(req_field(req, "take"), "1") == 0;
    if (!comment_decide_report(cx, asked->comment->id, take))
        return respond_not_found(req);
    return respond_decided(req, asked, take);
}

Response *
post_comment_take_away(Request *req)
{
    Ctx *cx = req->cx;
    const CommentAsked *asked = comment_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    bool take = strcmp(req_field(req, "take"), "1") == 0;
    if (take ? !asked->rights->take_away : !asked->rights->restore)
        return respond_forbidden(req);
    comment_moderate(cx, asked->comment->id, !take);
    return respond_decided(req, asked, take);
}
