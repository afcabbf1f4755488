/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A post as readers see it.
 */
#include "alliance/access.h"
#include "blog/pages.h"
#include "blog/post_show.html.h"
#include "site/site.h"

#include <string.h>

/* Where the post stands in its series; nothing if it is not seen there. */
static void
show_series(Ctx *cx, PostShow *view)
{
    const PostPart *part = post_part_find(cx, view->item->id);
    const Item *series = part != NULL ? item_find_id(cx, part->series_id) : NULL;
    if (series == NULL)
        return;
    size_t n = 0, here = 0;
    const int64_t *ids = post_parts(cx, series->id, &n);
    while (here < n && ids[here] != view->item->id)
        here++;
    if (here == n)
        return;
    view->series = series;
    view->part = (int64_t)here + 1;
    view->n_parts = (int64_t)n;
    size_t first = here > 0 ? here - 1 : here, last = here + 1 < n ? here + 1 : here;
    ItemSpan around = item_list_ids(cx, ids + first, last - first + 1);
    for (size_t i = 0; i < around.n; i++) {
        if (here > 0 && around.at[i].id == ids[here - 1])
            view->before = &around.at[i];
        if (here + 1 < n && around.at[i].id == ids[here + 1])
            view->after = &around.at[i];
    }
}

/* Of what everybody can read. */
static void
show_to_others(Ctx *cx, PostShow *view, const PostExtra *extra, Page *page)
{
    const PostFacts facts = {.item = view->item,
                             .extra = extra,
                             .picture = view->text->picture,
                             .series = view->series,
                             .topics = view->text->topics};
    static const Pair tags[] = {
        {"twitter:card", "summary_large_image"}
    };
    page->properties = share_properties(cx, &facts);
    if (view->item->image_id != 0)
        page->tags = (PairSpan){tags, G_N_ELEMENTS(tags)};
    view->linked_data = share_linked_data(cx, &facts);
    view->shares = share_texts(cx, view->item, "");
}

static Response *
respond_post(Request *req, const Item *item)
{
    Ctx *cx = req->cx;
    ItemShow *text = item_show_headed(req, item);
    const PostExtra *extra = post_extras(cx, &item->id, 1);
    bool is_out = !item_is_unfinished(item->status);
    PostShow view = {.item = text->item,
                     .pillar = text->pillar,
                     .minutes = text->minutes,
                     .draft = !is_out,
                     .may_edit = text->may_edit,
                     .may_talk = review_may_talk(cx, item),
                     .text = text};
    if (is_out && extra->handle != NULL && *item->author != '\0')
        view.by = arena_printf(cx->arena, "/blog/by/%s", extra->handle);
    if (extra->corrected_at != 0)
        view.corrections = post_corrections(cx, item->id);
    if (is_out)
        show_series(cx, &view);
    if (extra->day_id != 0)
        view.day = week_day_find(cx, extra->day_id);
    Page *page = item_page(cx, text->item);
    page->hidden = !is_out;
    page->json_feed = "/feeds/blog.json";
    if (is_out && strcmp(item->audience, "public") == 0)
        show_to_others(cx, &view, extra, page);
    return respond_page(req, 200, page, post_show, &view);
}

Response *
get_blog_post(Request *req)
{
    const Item *item = item_find(req->cx, "post", req_text(req, "slug"));
    return item != NULL ? respond_post(req, item) : respond_unknown(req);
}
