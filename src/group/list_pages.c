/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * All groups, by how far they are.
 */
#include "base/limits.h"
#include "group/group_list.html.h"
#include "group/pages.h"

#include <string.h>

/* In this order. */
static const struct {
    const char *state, *label;
} states[] = {
    {"launched", N_("At work")       },
    {"proposed", N_("Being prepared")},
    {"dormant",  N_("At rest")       },
};

GroupRowSpan
group_rows(Ctx *cx, ItemSpan items)
{
    if (items.n == 0)
        return (GroupRowSpan){NULL, 0};
    GroupSpan groups = group_list(cx, items);
    GroupRow *rows = arena_array_of(cx->arena, GroupRow, items.n);
    size_t n = 0;
    for (size_t i = 0; i < items.n; i++)
        if (n < groups.n && groups.at[n].id == items.at[i].id) {
            rows[n] = (GroupRow){.item = &items.at[i],
                                 .group = &groups.at[n],
                                 .proposed = strcmp(groups.at[n].state, "proposed") == 0,
                                 .is_in = strcmp(groups.at[n].mine, "in") == 0};
            n++;
        }
    return (GroupRowSpan){rows, n};
}

static GroupSectionSpan
sections_of(Ctx *cx, GroupRowSpan rows)
{
    GroupSection *sections = arena_array_of(cx->arena, GroupSection, G_N_ELEMENTS(states));
    size_t n = 0;
    for (size_t s = 0; s < G_N_ELEMENTS(states); s++) {
        GroupRow *at = arena_array_of(cx->arena, GroupRow, rows.n);
        size_t n_rows = 0;
        for (size_t i = 0; i < rows.n; i++)
            if (strcmp(rows.at[i].group->state, states[s].state) == 0)
                at[n_rows++] = rows.at[i];
        if (n_rows > 0)
            sections[n++] = (GroupSection){
                .label = states[s].label, .rows = {at, n_rows}
            };
    }
    return (GroupSectionSpan){sections, n};
}

Response *
get_groups(Request *req)
{
    Ctx *cx = req->cx;
    int64_t offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS;
    ItemSpan items = item_list(
        cx, &(ItemFilter){.kind = "group", .limit = LIMIT_PAGE_ROWS, .offset = offset});
    GroupList view = {.n = (int64_t)items.n, .sections = sections_of(cx, group_rows(cx, items))};
    if (offset > 0 || view.n == LIMIT_PAGE_ROWS)
        view.n = item_count(cx, &(ItemFilter){.kind = "group"});
    view.pages = link_pages(req, view.n);
    Page page = {.title = lang_text(cx->lang, N_("Groups")),
                 .section = "take-part",
                 .here = section_crumbs("take-part"),
                 .feed = "/groups.atom",
                 .hidden = req_page(req) > 1};
    return respond_page(req, 200, &page, group_list, &view);
}
