/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A member contributes to the library, and completes or corrects it until it is decided.
 */
#include "alliance/access.h"
#include "alliance/review.h"
#include "contributing/contribute_edit.html.h"
#include "contributing/pages.h"
#include "lang/lang.h"

#include <string.h>

CrumbSpan
contribution_crumbs(Ctx *cx)
{
    Crumb *crumbs = arena_array_of(cx->arena, Crumb, 2);
    crumbs[0] = (Crumb){N_("Library"), "/library"};
    crumbs[1] = (Crumb){N_("My contributions"), "/contributions"};
    return (CrumbSpan){crumbs, 2};
}

size_t
contribution_count_files(const ContributionParts *parts)
{
    size_t n = 0;
    for (size_t i = 0; parts != NULL && i < parts->editions.n; i++)
        n += parts->editions.at[i].files.n;
    return n;
}

/* Of every edition. */
static ContributedFileSpan
file_rows(Ctx *cx, const ContributionParts *parts)
{
    size_t n = 0;
    ContributedFile *rows = arena_array_of(cx->arena, ContributedFile,
                                           contribution_count_files(parts));
    for (size_t i = 0; parts != NULL && i < parts->editions.n; i++) {
        const Edition *edition = &parts->editions.at[i];
        for (size_t f = 0; f < edition->files.n; f++)
            rows[n++] = (ContributedFile){.file = &edition->files.at[f],
                                          .label = file_label(&edition->files.at[f]),
                                          .edition = edition,
                                          .of_several = parts->editions.n > 1};
    }
    return (ContributedFileSpan){rows, n};
}

/* @parts NULL: a new one. */
static Response *
respond_edit(Request *req, int status, const ContributionParts *parts, const Form *form)
{
    Ctx *cx = req->cx;
    const Item *item = parts != NULL ? parts->item : NULL;
    const ContributeEdit view = {
        .item = item,
        .title = item != NULL ? item->title : lang_text(cx->lang, N_("Contribute to the library")),
        .action = item != NULL ? arena_printf(cx->arena, "/contributions/%" PRId64, item->id)
                               : "/contributions/new",
        .form = form,
        .address = item == NULL ? contribution_address(cx) : NULL,
        .files = file_rows(cx, parts)};
    Page page = {.title = view.title,
                 .section = "knowledge",
                 .here = contribution_crumbs(cx),
                 .hidden = true};
    return respond_page(req, status, &page, contribute_edit, &view);
}

/* ---- a new one ---- */

Response *
get_contribution_new(Request *req)
{
    return may_create(req->cx, "work")
               ? respond_edit(req, 200, NULL, contribute_form_new(req, NULL))
               : respond_forbidden(req);
}

static const char *
notice_of(Ctx *cx, const Item *item)
{
    return lang_text(cx->lang, strcmp(item->status, "review") == 0
                                   ? N_("Thank you. The editors were asked to look at it, and you "
                                        "get a mail.")
                                   : N_("It is a draft. You are an editor, so you publish it "
                                        "yourself."));
}

Response *
post_contribution_new(Request *req)
{
    Ctx *cx = req->cx;
    if (!may_create(cx, "work"))
        return respond_forbidden(req);
    WorkDraft record;
    Form *form = contribute_form_read(req, NULL, &record);
    if (!form_ok(form))
        return respond_edit(req, 422, NULL, form);
    const ContributionDraft draft = {.title = form_text(form, "title"),
                                     .body = form_text(form, "body"),
                                     .language = form_text(form, "language"),
                                     .pillar = form_text(form, "pillar"),
                                     .link = form_text(form, "link"),
                                     .came_out = form_text(form, "came_out"),
                                     .credited = form_flag(form, "credited")};
    int64_t edition = 0, id = contribution_insert(cx, &draft, &edition);
    if (id == 0) {
        form_fail(form, "title",
                  lang_text(cx->lang, N_("Too much of what you contributed still waits for a "
                                         "decision of the editors.")));
        return respond_edit(req, 422, NULL, form);
    }
    work_save(cx, id, &record);
    contribute_form_beside(form, id, edition);
    contribution_hand_in(cx, id, form_text(form, "note"));
    const Item *item = item_find_in(cx, id, "");
    return respond_done(req, arena_printf(cx->arena, "/contributions/%" PRId64 "/review", id),
                        item != NULL ? notice_of(cx, item) : NULL);
}

/* ---- one that there is ---- */

/* The first edition, which it was contributed with. */
static const Edition *
first_of(EditionSpan editions)
{
    const Edition *first = NULL;
    for (size_t i = 0; i < editions.n; i++)
        if (first == NULL || editions.at[i].id < first->id)
            first = &editions.at[i];
    return first;
}

/* The contribution in the path that the acting person may still change; false: the answer is in
 * *@ret_refused. */
static bool
find_parts(Request *req, ContributionParts *ret_parts, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_in(cx, req_id(req, "id"), "");
    const Contribution *contribution = item != NULL ? contribution_find(cx, item->id) : NULL;
    *ret_refused = respond_not_found(req);
    if (contribution == NULL || !review_may_talk(cx, item))
        return false;
    if (!item_is_unfinished(item->status) || !may(cx, ACTION_EDIT, item)) {
        *ret_refused = respond_redirect(req, "%s", review_path(cx->arena, item));
        return false;
    }
    const EditionSpan editions = edition_list(cx, item->id);
    *ret_parts = (ContributionParts){item, contribution, editions, first_of(editions)};
    return true;
}

Response *
get_contribution_edit(Request *req)
{
    ContributionParts parts;
    Response *refused = NULL;
    if (!find_parts(req, &parts, &refused))
        return refused;
    return respond_edit(req, 200, &parts, contribute_form_new(req, &parts));
}

/* What the form says, on top of what it leaves alone. */
static ItemDraft
texts_of(const Form *form, const Item *item)
{
    ItemDraft draft = item_draft_of(item);
    draft.title = form_text(form, "title");
    draft.body = form_text(form, "body");
    draft.language = form_text(form, "language");
    draft.pillar = form_text(form, "pillar");
    draft.link = form_text(form, "link");
    return draft;
}

static void
save_edition(Ctx *cx, const Form *form, const Edition *edition)
{
    if (edition == NULL)
        return;
    edition_update(cx, edition, edition->version,
                   &(EditionDraft){.number = edition->number,
                                   .language = form_text(form, "language"),
                                   .title = form_text(form, "title"),
                                   .summary = edition->summary,
                                   .body = edition->body,
                                   .state = edition->state,
                                   .reason = edition->reason,
                                   .planned_on = edition->planned_on,
                                   .actual_on = form_text(form, "came_out")});
}

Response *
post_contribution_edit(Request *req)
{
    Ctx *cx = req->cx;
    ContributionParts parts;
    Response *refused = NULL;
    if (!find_parts(req, &parts, &refused))
        return refused;
    WorkDraft record;
    Form *form = contribute_form_read(req, &parts, &record);
    if (!form_ok(form))
        return respond_edit(req, 422, &parts, form);
    const ItemDraft texts = texts_of(form, parts.item);
    int64_t version = g_ascii_strtoll(form_text(form, "version"), NULL, 10);
    if (item_update(cx, parts.item->id, version, &texts) != ITEM_OK) {
        form_fail_conflict(form, "title", parts.item->version);
        return respond_edit(req, 409, &parts, form);
    }
    save_edition(cx, form, parts.edition);
    work_save(cx, parts.item->id, &record);
    contribution_credit(cx, parts.item->id, form_flag(form, "credited"));
    contribute_form_beside(form, parts.item->id, parts.edition != NULL ? parts.edition->id : 0);
    return respond_done(req, review_path(cx->arena, parts.item), lang_text(cx->lang, N_("Saved.")));
}

/* What is left of it: without a file and an address nobody can accept it. */
static const char *
notice_of_removal(const ContributionParts *parts)
{
    bool is_bare = contribution_count_files(parts) == 1 && parts->item->link == NULL;
    return is_bare
               ? N_("The file was removed. Choose another one, or say below where the document is.")
               : N_("The file was removed.");
}

/* The file hangs on an edition of it, which the page names since one file may hang on two. */
Response *
post_contribution_file_remove(Request *req)
{
    Ctx *cx = req->cx;
    ContributionParts parts;
    Response *refused = NULL;
    if (!find_parts(req, &parts, &refused))
        return refused;
    const ContributedFileSpan rows = file_rows(cx, &parts);
    const int64_t id = req_id(req, "file");
    const int64_t edition = g_ascii_strtoll(req_field(req, "edition"), NULL, 10);
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].file->id == id && rows.at[i].edition->id == edition &&
            file_detach(cx, edition, rows.at[i].file))
            return respond_done(req,
                                arena_printf(cx->arena, "/contributions/%" PRId64, parts.item->id),
                                lang_text(cx->lang, notice_of_removal(&parts)));
    return respond_not_found(req);
}
