/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who has which role: now, soon not any more, later, before.
 */
#include "alliance/setting.h"
#include "desk/page_choices.h"
#include "desk/pages.h"
#include "desk/role_list.html.h"
#include "desk/roles.h"

#include <string.h>

static const Choice whens[] = {
    [TERMS_NOW - 1] = {"now",    N_("In force")           },
    [TERMS_ENDING - 1] = {"ending", N_("Ends within 30 days")},
    [TERMS_COMING - 1] = {"coming", N_("To come")            },
    [TERMS_ENDED - 1] = {"ended",  N_("Ended")              },
};

/* clang-format off */
static const Field filter_fields[] = {
    {"role", N_("Role"), .kind = FIELD_CHOICE, .optional = true, .verbatim = true},
    {"when", N_("When"), .kind = FIELD_CHOICE, .choices = whens, .n_choices = G_N_ELEMENTS(whens)},
};
/* clang-format on */

static ChoiceSpan
role_choices(Ctx *cx)
{
    RoleKindSpan kinds = role_kinds();
    Choice *at = arena_array_of(cx->arena, Choice, kinds.n + 1);
    at[0] = (Choice){"", lang_text(cx->lang, N_("Every role"))};
    for (size_t i = 0; i < kinds.n; i++)
        at[i + 1] = (Choice){kinds.at[i].name, lang_text(cx->lang, kinds.at[i].label)};
    return (ChoiceSpan){at, kinds.n + 1};
}

/* What is no choice asks for those in force. */
static TermWhen
when_of(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(whens); i++)
        if (strcmp(whens[i].value, name) == 0)
            return (TermWhen)(i + 1);
    return TERMS_NOW;
}

static Form *
filter_form(Request *req, const char *role, TermWhen when)
{
    Ctx *cx = req->cx;
    Field *fields = arena_array_of(cx->arena, Field, G_N_ELEMENTS(filter_fields));
    memcpy(fields, filter_fields, sizeof filter_fields);
    page_choices(&fields[0], role_choices(cx));
    Form *form = form_new(req, fields, G_N_ELEMENTS(filter_fields));
    form_set(form, "role", role);
    form_set(form, "when", whens[when - 1].value);
    for (size_t i = 0; i < form->fields.n; i++) {
        form->fields.at[i].is_select = true;
        form->fields.at[i].is_radios = false;
    }
    return form;
}

Response *
get_desk_roles(Request *req)
{
    Ctx *cx = req->cx;
    const char *role = req_query(req, "role");
    TermWhen when = when_of(req_query(req, "when"));
    if (role_find(role) == NULL)
        role = "";
    RoleList view = {.form = filter_form(req, role, when),
                     .rows = term_rows(cx, term_list(cx, role, when, req_page(req))),
                     .n = term_count(cx, role, when),
                     .kinds = role_kinds(),
                     .zone = settings(cx)->zone};
    view.pages = link_pages(req, view.n);
    Page page = {.title = lang_text(cx->lang, N_("Roles")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, 200, &page, role_list, &view);
}
