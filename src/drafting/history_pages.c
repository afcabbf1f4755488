/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Earlier states of a draft: who, when and why, what differs, and back again.
 */
#include "drafting/draft_history.html.h"
#include "drafting/draft_revision.html.h"
#include "drafting/pages.h"

Response *
get_draft_history(Request *req)
{
    Ctx *cx = req->cx;
    const DraftAsked *asked = draft_asked(req);
    if (asked == NULL)
        return respond_not_found(req);
    DraftHistory view = {.asked = asked,
                         .revisions = item_revisions(cx, asked->item->id, asked->item->language)};
    return respond_page(req, 200,
                        item_page_below(cx, asked->item, lang_text(cx->lang, N_("History"))),
                        draft_history, &view);
}

static const Revision *
find_revision(Request *req, const DraftAsked *asked, int64_t id)
{
    return asked != NULL && id > 0 ? item_revision(req->cx, asked->item->id, id) : NULL;
}

Response *
get_draft_revision(Request *req)
{
    Ctx *cx = req->cx;
    const DraftAsked *asked = draft_asked(req);
    const Revision *revision = find_revision(req, asked, req_id(req, "revision"));
    int64_t with = g_ascii_strtoll(req_query(req, "with"), NULL, 10);
    const Revision *other = find_revision(req, asked, with);
    if (revision == NULL || (with != 0 && other == NULL))
        return respond_not_found(req);
    DraftRevision view = {
        .asked = asked,
        .revision = revision,
        .with = other,
        .others = item_revisions(cx, asked->item->id, revision->language),
        .title = words_diff_new(cx->arena, revision->title,
                                other != NULL ? other->title : asked->item->title),
        .body = words_diff_new(cx->arena, revision->body,
                               other != NULL ? other->body : asked->item->body)};
    return respond_page(req, 200,
                        item_page_below(cx, asked->item, lang_text(cx->lang, N_("History"))),
                        draft_revision, &view);
}

Response *
post_draft_revision(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const DraftAsked *asked = draft_editable(req, &refusal);
    if (asked == NULL)
        return refusal;
    const Revision *revision = find_revision(req, asked, req_id(req, "revision"));
    if (revision == NULL || drafting_restore(cx, asked->item, revision) != ITEM_OK)
        return respond_not_found(req);
    return respond_done(req, asked->item->path,
                        lang_text(cx->lang, N_("The version is back. Its paragraphs have their "
                                               "numbers and remarks again.")));
}
