/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The page of an organisation: what it says, who is there, who speaks for it.
 */
#include "alliance/person_form.h"
#include "organisation/organisation_edit.html.h"
#include "organisation/organisation_show.html.h"
#include "organisation/pages.h"
#include "organisation/show.h"
#include "render/markdown.h"

#include <string.h>

#define ABOUT_CHARACTERS 4000

static const Crumb here[] = {
    {N_("Members"),       "/members"      },
    {N_("Organisations"), "/organisations"}
};

/* clang-format off */
static const Field edit_fields[] = {
    {"name",    N_("Name"), .kind = FIELD_LINE},
    {"type",    N_("What kind of organisation is it?"), .kind = FIELD_CHOICE, .optional = true},
    {"country", N_("Country"), .kind = FIELD_CHOICE, .optional = true, .verbatim = true},
    {"website", N_("Website"), .kind = FIELD_URL, .optional = true},
    {"about",   N_("About the organisation"), N_("Everybody reads it. Markdown works."),
     .kind = FIELD_TEXT, .optional = true, .most = ABOUT_CHARACTERS},
};
/* clang-format on */

enum { N_EDIT_FIELDS = G_N_ELEMENTS(edit_fields) };

static const char *
url_of(Ctx *cx, const Organisation *organisation)
{
    return arena_printf(cx->arena, "/organisations/%s", organisation->slug);
}

/* Where a spelling's address leads; NULL: nothing that this reader may know of. */
static const Organisation *
record_of(Ctx *cx, const Organisation *found)
{
    if (found == NULL || found->merged_into == 0)
        return found;
    return organisation_find_id(cx, organisation_root(cx, found->id));
}

Response *
get_organisation(Request *req)
{
    Ctx *cx = req->cx;
    const Organisation *found = organisation_find(cx, req_text(req, "slug"));
    const Organisation *organisation = record_of(cx, found);
    if (organisation == NULL)
        return respond_not_found(req);
    if (organisation != found)
        return respond_moved(req, url_of(cx, organisation));
    OrganisationShow view = {
        .organisation = organisation,
        .type = organisation_type_label(organisation->type),
        .has_about = *organisation->about != '\0',
        .about = markdown_html(cx->arena, organisation->about),
        .members = profile_list_organisation(cx, organisation->id, req_page(req)),
        .n_members = profile_count_organisation(cx, organisation->id),
        .representatives = representative_list(cx, organisation->id),
        .mine = cx->me.id != 0 ? representative_find_mine(cx, organisation->id) : NULL,
        .may_edit = representative_may_edit(cx, organisation->id),
    };
    view.pages = link_pages(req, view.n_members);
    view.may_offer = view.mine == NULL && cx->me.id != 0 &&
                     representative_is_there(cx, organisation->id);
    Page page = {
        .title = organisation->name, .section = "members", .here = {here, 2}
    };
    return respond_page(req, 200, &page, organisation_show, &view);
}

/* ---- changing it ---- */

static Form *
offer(Form *form)
{
    PersonChoices types = person_form_types(form->req->cx);
    PersonChoices countries = person_form_countries(form->req->cx);
    form_choices(form, "type", types.at, types.n);
    form_choices(form, "country", countries.at, countries.n);
    return form;
}

static Response *
respond_edit(Request *req, const Organisation *organisation, const Form *form)
{
    OrganisationEdit view = {.organisation = organisation, .form = form};
    Page page = {
        .title = organisation->name, .section = "members", .here = {here, 2},
                .hidden = true
    };
    return respond_page(req, form_ok(form) ? 200 : 422, &page, organisation_edit, &view);
}

/* The organisation of the request, which the acting person may change; else NULL and the answer. */
static const Organisation *
find_editable(Request *req, Response **ret_refusal)
{
    const Organisation *organisation = organisation_find(req->cx, req_text(req, "slug"));
    if (organisation == NULL || organisation->merged_into != 0) {
        *ret_refusal = respond_not_found(req);
        return NULL;
    }
    if (!representative_may_edit(req->cx, organisation->id)) {
        *ret_refusal = respond_forbidden(req);
        return NULL;
    }
    return organisation;
}

Response *
get_organisation_edit(Request *req)
{
    Response *refusal = NULL;
    const Organisation *organisation = find_editable(req, &refusal);
    if (organisation == NULL)
        return refusal;
    Form *form = offer(form_new(req, edit_fields, N_EDIT_FIELDS));
    form_set(form, "name", organisation->name);
    form_set(form, "type", organisation->type);
    form_set(form, "country", organisation->country);
    form_set(form, "website", organisation->website);
    form_set(form, "about", organisation->about);
    return respond_edit(req, organisation, form);
}

Response *
post_organisation_edit(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Organisation *organisation = find_editable(req, &refusal);
    if (organisation == NULL)
        return refusal;
    Form *form = offer(form_read(req, edit_fields, N_EDIT_FIELDS));
    const OrganisationDraft draft = {.name = form_text(form, "name"),
                                     .type = form_text(form, "type"),
                                     .country = form_text(form, "country"),
                                     .website = form_text(form, "website"),
                                     .about = form_text(form, "about")};
    if (form_ok(form) && organisation_update(cx, organisation->id, &draft) == ORGANISATION_TAKEN)
        form_fail(form, "name",
                  lang_text(cx->lang, N_("There is a record with this name in this country. The "
                                         "secretariat can make the two one.")));
    if (!form_ok(form))
        return respond_edit(req, organisation, form);
    return respond_done(req, url_of(cx, organisation),
                        lang_text(cx->lang, N_("The organisation is saved.")));
}

Response *
post_organisation_representative(Request *req)
{
    Ctx *cx = req->cx;
    const Organisation *organisation = organisation_find(cx, req_text(req, "slug"));
    bool offers = strcmp(req_field(req, "offer"), "1") == 0;
    if (organisation == NULL || organisation->merged_into != 0 ||
        !(offers ? representative_offer(cx, organisation->id)
                 : representative_withdraw(cx, organisation->id)))
        return respond_not_found(req);
    const char *notice = offers ? N_("Thank you. The secretariat looks at it.")
                                : N_("You do not speak for this organisation any more.");
    return respond_done(req, url_of(cx, organisation), lang_text(cx->lang, notice));
}
