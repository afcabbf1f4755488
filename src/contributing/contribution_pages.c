/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What one has contributed and what became of it; the page on which it is talked about and decided.
 */
#include "base/limits.h"
#include "contributing/contribution_list.html.h"
#include "contributing/pages.h"
#include "desk/desk.h"
#include "desk/page_choices.h"
#include "desk/review_page.h"
#include "lang/lang.h"
#include "library/doubles.h"

#include <string.h>

/* ---- the list ---- */

/* What was declined is a draft again, and says so. */
static const char *
state_of(const ContributionRow *row)
{
    bool is_declined = strcmp(row->status, "draft") == 0 && strcmp(row->act, "decline") == 0;
    return is_declined ? N_("Declined") : state_label(row->status);
}

static ContributionLineSpan
lines_of(Ctx *cx, ContributionRowSpan rows)
{
    ContributionLine *lines = arena_array_of(cx->arena, ContributionLine, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        lines[i] = (ContributionLine){
            .row = &rows.at[i],
            .state = state_of(&rows.at[i]),
            .url = rows.at[i].is_open
                       ? arena_printf(cx->arena, "/contributions/%" PRId64 "/review", rows.at[i].id)
                       : NULL};
    return (ContributionLineSpan){lines, rows.n};
}

Response *
get_contributions(Request *req)
{
    Ctx *cx = req->cx;
    ContributionList view = {.address = contribution_address(cx),
                             .lines = lines_of(cx, contribution_list(cx, req_page(req)))};
    if (req_page(req) > 1 || view.lines.n == LIMIT_PAGE_ROWS)
        view.pages = link_pages(req, contribution_count(cx));
    if (desk_is_editor(cx))
        view.waiting = item_list(cx, &(ItemFilter){.kind = "work", .status = "review"});
    Page page = {.title = lang_text(cx->lang, N_("My contributions")),
                 .section = "knowledge",
                 .here = HERE({N_("Library"), "/library"}),
                 .hidden = true};
    return respond_page(req, 200, &page, contribution_list, &view);
}

/* ---- talked about ---- */

typedef struct Faults {
    Ctx *cx;
    ReviewFault at[4];
    size_t n, n_stops;
} Faults;

static void
add(Faults *faults, bool is_wrong, bool stops, const char *words)
{
    if (!is_wrong)
        return;
    faults->n_stops += stops;
    faults->at[faults->n++] = (ReviewFault){lang_text(faults->cx->lang, words), stops};
}

static size_t
count_files(Ctx *cx, int64_t work_id)
{
    EditionSpan editions = edition_list(cx, work_id);
    size_t n = 0;
    for (size_t i = 0; i < editions.n; i++)
        n += editions.at[i].files.n + (size_t)editions.at[i].n_held;
    return n;
}

static ReviewFaultSpan
check(Ctx *cx, const Item *item)
{
    Faults *faults = arena_new_of(cx->arena, Faults);
    const Work *work = work_find(cx, item->id);
    faults->cx = cx;
    add(faults, item->link == NULL && count_files(cx, item->id) == 0, true,
        N_("It has no file, and no address where it is."));
    add(faults, work->authors.n == 0, false, N_("Who wrote it is not said."));
    add(faults, *work->licence == '\0' && *work->rights == '\0', false,
        N_("What readers may do with it is not said: no licence, no rights."));
    return (ReviewFaultSpan){faults->at, faults->n, faults->n_stops};
}

/* A work that a member began in the desk is written there. */
static const char *
edit_path(Ctx *cx, const Item *item)
{
    bool is_given = contribution_find(cx, item->id) != NULL;
    return arena_printf(cx->arena, "%s/%" PRId64, is_given ? "/contributions" : "/desk/pages",
                        item->id);
}

/* Its files, and for editors its record. */
static LinkSpan
links_of(Ctx *cx, const Item *item)
{
    EditionSpan editions = edition_list(cx, item->id);
    size_t n = 0, most = 2;
    for (size_t i = 0; i < editions.n; i++)
        most += editions.at[i].files.n;
    Link *links = arena_array_of(cx->arena, Link, most);
    for (size_t i = 0; i < editions.n; i++)
        for (size_t f = 0; f < editions.at[i].files.n; f++)
            links[n++] = (Link){
                .label = editions.at[i].files.at[f].name,
                .url = arena_printf(cx->arena, "/files/%" PRId64, editions.at[i].files.at[f].id)};
    if (item->link != NULL)
        links[n++] = (Link){.label = item->link, .url = item->link};
    if (desk_is_editor(cx))
        links[n++] = (Link){.label = lang_text(cx->lang, N_("Record and editions")),
                            .url = arena_printf(cx->arena, "/desk/library/%" PRId64, item->id)};
    return (LinkSpan){links, n};
}

/* Who decides is warned, as on the record. */
static ReviewTwinSpan
twins(Ctx *cx, const Item *item)
{
    if (!desk_is_editor(cx) || !item_is_unfinished(item->status))
        return (ReviewTwinSpan){NULL, 0};
    WorkDoubleSpan doubles = work_doubles(cx, item);
    ReviewTwin *shown = arena_array_of(cx->arena, ReviewTwin, doubles.n + 1);
    for (size_t i = 0; i < doubles.n; i++)
        shown[i] = (ReviewTwin){.url = doubles.at[i].path,
                                .title = doubles.at[i].title,
                                .language = doubles.at[i].language,
                                .why = doubles.at[i].by_file ? N_("the same file")
                                                             : N_("the same title")};
    return (ReviewTwinSpan){shown, doubles.n};
}

static const ReviewRoom ROOM = {.kind = "work",
                                .title = N_("Contributor and editors"),
                                .crumbs = contribution_crumbs,
                                .check = check,
                                .edit_path = edit_path,
                                .links = links_of,
                                .twins = twins};

Response *
get_contribution_review(Request *req)
{
    return respond_review(req, &ROOM);
}

Response *
post_contribution_review(Request *req)
{
    return respond_review_done(req, &ROOM);
}
