/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The questions for all to see: on a projector, or beside the call.  It refreshes by itself,
 * without a script, for as long as the floor is open.
 */
#include "floor/floor_screen.html.h"
#include "floor/pages.h"
#include "lang/lang.h"
#include "web/app.h"

#include <string.h>

#define NEXT_ROWS 6
#define REFRESH "15" /* seconds; docs/performance.md has what 300 phones cost */

static FloorScreen
screen_of(Request *req, const FloorPlace *place)
{
    Ctx *cx = req->cx;
    FloorQuestionSpan all = floor_list(cx, place->item->id, &(FloorTaker){0});
    FloorScreen view = {
        .event = place->item,
        .n_open = place->terms->n_open,
        .path = place->path,
        .lang = cx->lang->code,
        .dir = cx->lang->dir,
        .title = lang_text(cx->lang, N_("Questions to who speaks")),
    };
    FloorQuestion *next = arena_array_of(cx->arena, FloorQuestion, NEXT_ROWS);
    for (size_t i = 0; i < all.n; i++) {
        if (strcmp(all.at[i].status, "now") == 0)
            view.now = &all.at[i];
        else if (strcmp(all.at[i].status, "shown") == 0 && view.next.n < NEXT_ROWS)
            next[view.next.n++] = all.at[i];
    }
    view.next.at = next;
    const char *host = strstr(cx->app->base_url, "://");
    view.address = arena_printf(cx->arena, "%s%s%s",
                                host != NULL ? host + strlen("://") : cx->app->base_url,
                                lang_prefix(cx), place->path);
    return view;
}

Response *
get_floor_screen(Request *req)
{
    Ctx *cx = req->cx;
    FloorPlace place;
    Response *refused = NULL;
    if (!floor_place(req, &place, &refused))
        return refused;
    bool moves = floor_is_open(place.terms, cx->now) && *req_query(req, "still") == '\0';
    FloorScreen view = screen_of(req, &place);
    if (moves)
        view.still = arena_printf(cx->arena, "%s/screen?still=1", place.path);
    Response *res = NULL;
    if (req->wants_json) {
        const Page page = {.title = view.title, .hidden = true};
        res = respond_page(req, 200, &page, floor_screen, &view);
    } else {
        Html *out = html_begin(req);
        floor_screen_html(out, &view);
        res = respond_bytes(req, "text/html; charset=utf-8",
                            (Bytes){out->text->str, out->text->len});
    }
    res->kept.refresh = moves ? REFRESH : NULL;
    return res;
}
