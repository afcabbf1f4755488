/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/person_form.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/format.h"
#include "organisation/organisation_list.html.h"
#include "organisation/pages.h"
#include "organisation/show.h"

#include <string.h>

static const Crumb here[] = {
    {N_("Members"), "/members"}
};

/* clang-format off */
static const Field filter_fields[] = {
    {"q",       N_("Part of a name"), .kind = FIELD_LINE, .optional = true},
    {"country", N_("Country"), .kind = FIELD_CHOICE, .optional = true, .verbatim = true},
    {"type",    N_("Kind of organisation"), .kind = FIELD_CHOICE, .optional = true},
};
/* clang-format on */

enum { N_FILTERS = G_N_ELEMENTS(filter_fields) };

static int
compare_labels(const void *a, const void *b, void *lang)
{
    return format_compare(lang, ((const Choice *)a)->label, ((const Choice *)b)->label);
}

static void
choose_country(Form *form)
{
    Ctx *cx = form->req->cx;
    OrganisationCountrySpan countries = organisation_countries(cx);
    Choice *at = arena_array_of(cx->arena, Choice, countries.n);
    for (size_t i = 0; i < countries.n; i++)
        at[i] = (Choice){countries.at[i].code,
                         format_country(cx->arena, cx->lang, countries.at[i].code)};
    if (countries.n > 1)
        g_qsort_with_data(at, (int)countries.n, sizeof *at, compare_labels,
                          (void *)(uintptr_t)cx->lang);
    form_choices(form, "country", at, countries.n);
}

static Form *
filter_form(Request *req)
{
    Form *form = form_new(req, filter_fields, N_FILTERS);
    PersonChoices types = person_form_types(req->cx);
    form_choices(form, "type", types.at, types.n);
    choose_country(form);
    for (size_t i = 0; i < N_FILTERS; i++)
        form_set(form, filter_fields[i].name, req_query(req, filter_fields[i].name));
    return form;
}

static OrganisationRowSpan
rows_of(Ctx *cx, OrganisationSpan found)
{
    OrganisationRow *rows = arena_array_of(cx->arena, OrganisationRow, found.n);
    for (size_t i = 0; i < found.n; i++)
        rows[i] = (OrganisationRow){&found.at[i], organisation_type_label(found.at[i].type)};
    return (OrganisationRowSpan){rows, found.n};
}

Response *
get_organisations(Request *req)
{
    Ctx *cx = req->cx;
    OrganisationFilter filter = {.words = req_query(req, "q"),
                                 .country = req_query(req, "country"),
                                 .type = req_query(req, "type"),
                                 .page = req_page(req)};
    if (text_length(filter.words) > LIMIT_SEARCH)
        filter.words = text_shorten(cx->arena, filter.words, LIMIT_SEARCH);
    OrganisationList view = {.form = filter_form(req),
                             .rows = rows_of(cx, organisation_list(cx, &filter)),
                             .n = organisation_count(cx, &filter),
                             .is_secretariat = (cx->me.roles & ROLE_SECRETARIAT) != 0};
    view.pages = link_pages(req, view.n);
    Page page = {
        .title = lang_text(cx->lang, N_("Organisations")), .section = "members", .here = {here, 1}
    };
    return respond_page(req, 200, &page, organisation_list, &view);
}
