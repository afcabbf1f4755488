/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who gets mails and is not a member, for the secretariat.
 */
#include "alliance/consent.h"
#include "base/limits.h"
#include "desk/desk.h"
#include "subscription/pages.h"
#include "subscription/subscribers.html.h"

static SubscriberRowSpan
rows_of(Ctx *cx, SubscriberSpan all)
{
    SubscriberRow *rows = arena_array_of(cx->arena, SubscriberRow, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const Purpose *purpose = purpose_find(all.at[i].purpose);
        rows[i] = (SubscriberRow){.subscriber = &all.at[i],
                                  .label = purpose != NULL ? purpose->label : all.at[i].purpose,
                                  .source = consent_source_label(all.at[i].source)};
    }
    return (SubscriberRowSpan){rows, all.n};
}

Response *
get_desk_subscribers(Request *req)
{
    Ctx *cx = req->cx;
    Subscribers view = {.n = subscription_count(cx),
                        .rows = rows_of(cx, subscription_list(cx, req_page(req)))};
    view.pages = link_pages(req, view.n);
    Page page = {.title = lang_text(cx->lang, N_("Subscribers")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, 200, &page, subscribers, &view);
}
