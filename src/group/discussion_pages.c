/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a group talks about: the list, a new discussion, the page of one.
 */
#include "group/discussion_list.html.h"
#include "group/discussion_new.html.h"
#include "group/discussion_show.html.h"
#include "group/pages.h"

#include "alliance/access.h"
#include "alliance/mention.h"
#include "base/limits.h"

#include <string.h>

/* clang-format off */
static const Field fields[] = {
    {"title", N_("What is it about?"), .kind = FIELD_LINE},
    {"body",  N_("Your words"), N_("Markdown works. Whoever you name with @ and the full name hears of it: @First Last."), .kind = FIELD_TEXT, .rows = 10},
};
/* clang-format on */

Response *
get_group_discussions(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = group_asked(req);
    if (item == NULL)
        return respond_not_found(req);
    const DiscussionRows rows = {discussion_list(cx, item, req_page(req), LIMIT_PAGE_ROWS)};
    DiscussionList view = {
        .item = item,
        .n = discussion_count(cx, item),
        .rows = &rows,
        .may_talk = discussion_may_begin(cx, item, group_find(cx, item)),
    };
    view.pages = link_pages(req, view.n);
    Page *page = group_page(cx, item, lang_text(cx->lang, N_("Discussions")));
    page->hidden = req_page(req) > 1;
    return respond_page(req, 200, page, discussion_list, &view);
}

/* ---- a new one ---- */

/* The group of the request, in which the acting person may begin one; else NULL and the answer. */
static const Item *
find_own(Request *req, const Group **ret_facts, Response **ret_refusal)
{
    const Item *item = group_asked(req);
    if (item == NULL) {
        *ret_refusal = respond_not_found(req);
        return NULL;
    }
    *ret_facts = group_find(req->cx, item);
    if (discussion_may_begin(req->cx, item, *ret_facts))
        return item;
    *ret_refusal = respond_forbidden(req);
    return NULL;
}

static Response *
respond_new(Request *req, const Item *item, const Group *facts, const Form *form)
{
    Ctx *cx = req->cx;
    DiscussionNew view = {.item = item, .inside = group_inside_label(facts->inside), .form = form};
    return respond_page(req, form_ok(form) ? 200 : 422,
                        group_page(cx, item, lang_text(cx->lang, N_("Begin a discussion"))),
                        discussion_new, &view);
}

Response *
get_discussion_new(Request *req)
{
    Response *refusal = NULL;
    const Group *facts = NULL;
    const Item *item = find_own(req, &facts, &refusal);
    if (item == NULL)
        return refusal;
    return respond_new(req, item, facts, form_new(req, fields, G_N_ELEMENTS(fields)));
}

Response *
post_discussion_new(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Group *facts = NULL;
    const Item *item = find_own(req, &facts, &refusal);
    if (item == NULL)
        return refusal;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_new(req, item, facts, form);
    bool held = false;
    const DiscussionDraft draft = {.title = form_text(form, "title"),
                                   .body = form_text(form, "body")};
    int64_t id = discussion_insert(cx, item, facts, &draft, &held);
    const Item *made = item_find_id(cx, id);
    if (held || made == NULL)
        return respond_done(req, item->path,
                            lang_text(cx->lang, N_("Thank you. It is the first thing you write "
                                                   "here, so a chair looks at it before others "
                                                   "see it.")));
    return respond_done(req, made->path,
                        mention_notice(cx, made->id, draft.body,
                                       lang_text(cx->lang, N_("The discussion has begun."))));
}

/* ---- one ---- */

/* Where else the acting person leads: groups to which it can be moved. */
static ItemSpan
other_groups(Ctx *cx, const Item *item)
{
    ItemSpan all = item_list(cx, &(ItemFilter){.kind = "group"});
    Item *at = arena_array_of(cx->arena, Item, all.n);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].id != item->group_id && may(cx, ACTION_LEAD, &all.at[i]))
            at[n++] = all.at[i];
    return (ItemSpan){at, n};
}

Response *
get_discussion(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find(cx, "discussion", req_text(req, "slug"));
    const Discussion *discussion = item != NULL ? discussion_find(cx, item->id) : NULL;
    if (discussion == NULL)
        return item != NULL ? respond_item(req, item) : respond_not_found(req);
    ItemShow *show = item_show_new(req, item);
    if (show->may_comment)
        show->form = comment_form_new(req, show->follows);
    DiscussionShow view = {
        .show = show,
        .discussion = discussion,
        .closed = strcmp(item->status, "archived") == 0,
        .may_lead = may(cx, ACTION_LEAD, item),
        .may_close = discussion_may(cx, item, DISCUSSION_CLOSE),
        .outside = !item->in_group && item->group_slug != NULL && item->group_title != NULL,
    };
    if (view.may_lead)
        view.groups = other_groups(cx, item);
    return respond_page(req, 200, item_page(cx, show->item), discussion_show, &view);
}

static const struct {
    const char *name;
    DiscussionAct act;
    const char *notice;
} acts[] = {
    {"pin",     DISCUSSION_PIN,     N_("It stands above the others now.")                   },
    {"unpin",   DISCUSSION_UNPIN,   N_("It stands among the others again.")                 },
    {"close",   DISCUSSION_CLOSE,   N_("The discussion is closed.")                         },
    {"reopen",  DISCUSSION_REOPEN,  N_("The discussion is open again.")                     },
    {"hide",    DISCUSSION_HIDE,    N_("The discussion is hidden: it waits for the chairs.")},
    {"unsolve", DISCUSSION_UNSOLVE, N_("It is not solved any more.")                        },
};

static Response *
respond_move(Request *req, const Item *item, const char *slug)
{
    Ctx *cx = req->cx;
    const Item *to = item_find(cx, "group", slug);
    if (!may(cx, ACTION_LEAD, item) || to == NULL || !may(cx, ACTION_LEAD, to))
        return respond_forbidden(req);
    discussion_move(cx, item, to, group_find(cx, to));
    return respond_done(req, item->path,
                        lang_text(cx->lang, N_("The discussion is in the other "
                                               "group now.")));
}

Response *
post_discussion_act(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = item_find(cx, "discussion", req_text(req, "slug"));
    const char *name = req_field(req, "act");
    if (item == NULL || discussion_find(cx, item->id) == NULL)
        return respond_not_found(req);
    if (strcmp(name, "move") == 0)
        return respond_move(req, item, req_field(req, "group"));
    if (strcmp(name, "solve") == 0) {
        int64_t comment = g_ascii_strtoll(req_field(req, "comment"), NULL, 10);
        if (!discussion_may(cx, item, DISCUSSION_UNSOLVE))
            return respond_forbidden(req);
        if (!discussion_solve(cx, item, comment))
            return respond_not_found(req);
        return respond_done(req, item->path, lang_text(cx->lang, N_("It is solved.")));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++) {
        if (strcmp(acts[i].name, name) != 0)
            continue;
        if (!discussion_may(cx, item, acts[i].act))
            return respond_forbidden(req);
        discussion_act(cx, item, acts[i].act);
        const char *next = acts[i].act == DISCUSSION_HIDE && item->group_slug != NULL
                               ? arena_printf(cx->arena, "/groups/%s", item->group_slug)
                               : item->path;
        return respond_done(req, next, lang_text(cx->lang, acts[i].notice));
    }
    return respond_not_found(req);
}
