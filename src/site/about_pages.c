/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * About: the editors' text, the steering committee, partners and funders.
 */
#include "alliance/role.h"
#include "site/about.h"
#include "site/about.html.h"
#include "site/pages.h"

static SupporterLinkSpan
supporters_of(Ctx *cx)
{
    static const char *const labels[][2] = {
        {"funder",  N_("Funder") },
        {"host",    N_("Host")   },
        {"partner", N_("Partner")},
    };
    SupporterSpan all = supporter_list(cx);
    SupporterLink *at = arena_array_of(cx->arena, SupporterLink, all.n);
    for (size_t i = 0; i < all.n; i++) {
        at[i] = (SupporterLink){.supporter = &all.at[i], .label = all.at[i].kind};
        for (size_t k = 0; k < G_N_ELEMENTS(labels); k++)
            if (g_str_equal(labels[k][0], all.at[i].kind))
                at[i].label = labels[k][1];
    }
    return (SupporterLinkSpan){at, all.n};
}

Response *
get_about(Request *req)
{
    Ctx *cx = req->cx;
    const Item *text = item_find(cx, "page", "about");
    About view = {.text = text != NULL ? item_show_new(req, text) : NULL,
                  .name = text != NULL ? text->title : lang_text(cx->lang, N_("About")),
                  .sentence = text != NULL ? text->summary : settings(cx)->introduction,
                  .steering = term_list_role(cx, "steering"),
                  .supporters = supporters_of(cx)};
    Page page = {.title = view.name, .summary = view.sentence, .section = "about"};
    return respond_page(req, 200, &page, about, &view);
}
