/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/limits.h"
#include "base/text.h"
#include "desk/page_choices.h"
#include "desk/pages.h"
#include "desk/people.h"
#include "desk/people.html.h"
#include "lang/format.h"
#include "roster/roster.h"

#include <string.h>

/* clang-format off */
static const Field filter_fields[] = {
    {"q",       N_("Part of a name, address or organisation"), .kind = FIELD_LINE, .optional = true},
    {"country", N_("Country"), .kind = FIELD_CHOICE, .optional = true, .verbatim = true},
};
/* clang-format on */

static int
compare_labels(const void *a, const void *b, void *lang)
{
    return format_compare(lang, ((const Choice *)a)->label, ((const Choice *)b)->label);
}

/* Only countries in which somebody works or worked, by their names in the reader's language.  The
 * first takes a choice back, which few choices, as radio buttons, would not allow. */
static ChoiceSpan
choices_of_people(Ctx *cx)
{
    const char *fault = NULL;
    const RosterQuestion everybody = {
        .filter = roster_filter_parse(cx->arena, "status=member&status=former", &fault),
        .eye = ROSTER_SECRETARIAT};
    RosterCountSpan countries = roster_count_by(cx, &everybody, roster_dimension_find("country"));
    Choice *at = arena_array_of(cx->arena, Choice, countries.n + 1);
    at[0] = (Choice){"", lang_text(cx->lang, N_("Every country"))};
    for (size_t i = 0; i < countries.n; i++)
        at[i + 1] = (Choice){countries.at[i].value,
                             format_country(cx->arena, cx->lang, countries.at[i].value)};
    if (countries.n > 1)
        g_qsort_with_data(at + 1, (int)countries.n, sizeof(Choice), compare_labels,
                          (void *)(uintptr_t)cx->lang);
    return (ChoiceSpan){at, countries.n + 1};
}

static Form *
filter_form(Request *req)
{
    Ctx *cx = req->cx;
    Field *fields = arena_array_of(cx->arena, Field, G_N_ELEMENTS(filter_fields));
    memcpy(fields, filter_fields, sizeof filter_fields);
    page_choices(&fields[1], choices_of_people(cx));
    Form *form = form_new(req, fields, G_N_ELEMENTS(filter_fields));
    for (size_t i = 0; i < G_N_ELEMENTS(filter_fields); i++)
        form_set(form, fields[i].name, req_query(req, fields[i].name));
    return form;
}

Response *
get_desk_people(Request *req)
{
    Ctx *cx = req->cx;
    const char *country = req_query(req, "country");
    const char *words = req_query(req, "q");
    if (text_length(words) > LIMIT_SEARCH)
        words = text_shorten(cx->arena, words, LIMIT_SEARCH);
    People view = {.form = filter_form(req),
                   .rows = person_list(cx, words, country, req_page(req)),
                   .n = person_list_count(cx, words, country)};
    view.pages = link_pages(req, view.n);
    Page page = {.title = lang_text(cx->lang, N_("People")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, 200, &page, people, &view);
}
