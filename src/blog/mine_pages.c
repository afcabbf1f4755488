/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What one has written, and for editors what others have handed in.
 */
#include "alliance/access.h"
#include "base/limits.h"
#include "blog/pages.h"
#include "blog/post_mine.html.h"
#include "desk/page_choices.h"

static MineRowSpan
rows_of(Ctx *cx, ItemSpan items)
{
    MineRow *rows = arena_array_of(cx->arena, MineRow, items.n);
    size_t n = 0;
    for (size_t i = 0; i < items.n; i++)
        rows[n++] = (MineRow){&items.at[i], state_label(items.at[i].status),
                              write_path(cx->arena, items.at[i].id, "/review")};
    return (MineRowSpan){rows, n};
}

Response *
get_posts(Request *req)
{
    Ctx *cx = req->cx;
    ItemFilter mine = {.kind = "post",
                       .author_id = cx->me.id,
                       .unfinished = true,
                       .limit = LIMIT_PAGE_ROWS,
                       .offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS};
    PostMine view = {.is_editor = desk_is_editor(cx), .rows = rows_of(cx, item_list(cx, &mine))};
    if (mine.offset > 0 || view.rows.n == LIMIT_PAGE_ROWS)
        view.pages = link_pages(req, item_count(cx, &mine));
    if (view.is_editor)
        view.waiting = rows_of(cx,
                               item_list(cx, &(ItemFilter){.kind = "post", .status = "review"}));
    Page page = {.title = lang_text(cx->lang, N_("My posts")),
                 .section = "knowledge",
                 .here = HERE({N_("Knowledge"), "/knowledge"}),
                 .hidden = true};
    return respond_page(req, 200, &page, post_mine, &view);
}
