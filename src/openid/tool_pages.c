/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The tools that use one's account.
 */
#include "desk/desk.h"
#include "openid/grant.h"
#include "openid/openid_tools.html.h"
#include "openid/pages.h"
#include "openid/tools.h"
#include "site/doors.h"

static const char *
in_words(Ctx *cx, const char *scopes)
{
    unsigned told = scopes_parse(scopes);
    GString *words = arena_string(cx->arena, 128);
    for (const ScopeKind *kind = SCOPES; kind->name != NULL; kind++)
        if ((told & kind->scope) != 0)
            g_string_append_printf(words, "%s%s", words->len > 0 ? "; " : "",
                                   lang_text(cx->lang, kind->label));
    return words->str;
}

Response *
get_openid_tools(Request *req)
{
    Ctx *cx = req->cx;
    OpenidGrantSpan grants = openid_grant_list(cx, cx->me.id);
    ToolRow *rows = arena_array_of(cx->arena, ToolRow, grants.n);
    for (size_t i = 0; i < grants.n; i++)
        rows[i] = (ToolRow){.id = grants.at[i].id,
                            .name = grants.at[i].name,
                            .is_demo = grants.at[i].is_demo,
                            .told = in_words(cx, grants.at[i].scopes),
                            .agreed_at = grants.at[i].agreed_at,
                            .used_at = grants.at[i].used_at};
    OpenidTools view = {
        .rows = {rows, grants.n},
          .keeps_register = (cx->me.roles & ROLE_SECRETARIAT) != 0
    };
    Page page = {.title = lang_text(cx->lang, N_("Tools that use your account")),
                 .here = HERE(DOOR_CRUMB)};
    return respond_desk(req, 200, &page, openid_tools, &view);
}

Response *
post_openid_tool(Request *req)
{
    if (!openid_grant_withdraw(req->cx, req_id(req, "id")))
        return respond_not_found(req);
    return respond_done(req, "/openid/tools",
                        lang_text(req->cx->lang, N_("You took it back. The tool is told nothing "
                                                    "more; what it learned before is with it.")));
}
