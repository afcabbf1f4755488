/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * How mails leave, and what the world sees of it: looked at between two transactions.
 */
#include "alliance/setting.h"
#include "alliance/sight.h"
#include "desk/keep.h"
#include "desk/pages.h"
#include "desk/sending.h"
#include "desk/sending.html.h"
#include "web/app.h"

#include <string.h>

#define URL "/desk/settings/sending"

static SightRowSpan
sight_rows(Ctx *cx, SightSpan sights, int64_t *ret_n_wrong)
{
    SightRow *rows = arena_array_of(cx->arena, SightRow, MAX(sights.n, 1));
    *ret_n_wrong = 0;
    for (size_t i = 0; i < sights.n; i++) {
        const Sight *sight = &sights.at[i];
        SightState state = sight_state(sight);
        rows[i] = (SightRow){sight,
                             sight_label(sight),
                             sight_state_word(state),
                             sight_says(cx, sight),
                             sight_advice(cx, sight),
                             state == SIGHT_WRONG};
        *ret_n_wrong += state == SIGHT_WRONG;
    }
    return (SightRowSpan){rows, sights.n};
}

Response *
get_desk_sending(Request *req)
{
    Ctx *cx = req->cx;
    const SightFacts facts = sight_facts(cx);
    SightSpan sights = sight_list(cx);
    SendingShow view = {.menu = settings_menu(req),
                        .domain = *facts.domain != '\0' ? facts.domain : NULL,
                        .servers = setting_mail_server(cx),
                        .may_look = sight_is_wanted(&facts),
                        .looked_at = sights.n > 0 ? sights.at[0].looked_at : 0};
    view.sights = sight_rows(cx, sights, &view.n_wrong);
    Page page = {.title = lang_text(cx->lang, N_("Sending")),
                 .here = HERE(DESK_CRUMB, {N_("Settings"), "/desk/settings"})};
    return respond_desk(req, 200, &page, sending, &view);
}

/* ---- looking ---- */

typedef struct Looked {
    SightFacts facts;
    SightSpan seen;
} Looked;

static Response *
read_facts(Request *req)
{
    Looked *looked = arena_new_of(req->cx->arena, Looked);
    looked->facts = sight_facts(req->cx);
    req->prepared = looked;
    return NULL;
}

static void
look(Request *req)
{
    Looked *looked = req->prepared;
    looked->seen = sight_look(req->cx->app, req->cx->arena, &looked->facts);
}

const Preparation prepare_desk_sending_look = {read_facts, look};

Response *
post_desk_sending_look(Request *req)
{
    const Looked *looked = req->prepared;
    sight_keep(req->cx, looked->seen);
    return respond_done(req, URL, lang_text(req->cx->lang, N_("This is what the world sees now.")));
}
