/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/limits.h"
#include "desk/pages.h"
#include "desk/people.h"
#include "desk/people.html.h"
#include "lang/format.h"
#include "roster/offer.h"

#include <string.h>

#define PATH "/desk/people"

/* ---- the filter ---- */

#define ANY N_("Any")
#define NOBODY N_("Nobody")

static const OfferField first_fields[] = {
    {"q",        NULL},
    {"country",  ANY },
    {"interest", ANY },
    {"role",     ANY },
    {"group",    ANY },
};

static const OfferField more_fields[] = {
    {"address",           NULL},
    {"organisation-name", NULL},
    {"type",              ANY },
    {"level",             ANY },
    {"region",            ANY },
    {"subregion",         ANY },
    {"language",          ANY },
    {"reads",             ANY },
    {"agrees",            ANY },
    {"did",               ANY },
    {"joined-from",       NULL},
    {"joined-until",      NULL},
    {"seen-from",         NULL},
    {"seen-until",        NULL},
    {"status",            ANY },
};

static const OfferField except_fields[] = {
    {"country",   NOBODY, true},
    {"region",    NOBODY, true},
    {"subregion", NOBODY, true},
    {"type",      NOBODY, true},
    {"level",     NOBODY, true},
    {"language",  NOBODY, true},
    {"interest",  NOBODY, true},
    {"role",      NOBODY, true},
    {"group",     NOBODY, true},
    {"reads",     NOBODY, true},
    {"agrees",    NOBODY, true},
    {"did",       NOBODY, true},
};

/* A part of the form.  What is written stands in it; a choice adds to what was chosen. */
static Form *
form_part(Request *req, const char *name, const OfferField *wanted, size_t n, bool *ret_used)
{
    Form *form = form_new(req, offer_fields(req->cx, name, ROSTER_SECRETARIAT, wanted, n), n);
    *ret_used = false;
    for (size_t i = 0; i < form->fields.n; i++) {
        const FormField *field = &form->fields.at[i];
        const char *value = req_query(req, field->name);
        *ret_used |= *value != '\0';
        if (field->is_input || *value == '\0')
            form_set(form, field->name, value);
    }
    return form;
}

/* What the address says beside the filter and the page. */
static const char *const others[] = {"order", "segment"};

/* What the form sends along unseen. */
static PairSpan
kept_pairs(Request *req, const RosterFilter *filter)
{
    Arena *arena = req->cx->arena;
    PairSpan chosen = offer_kept(arena, filter);
    Pair *pairs = arena_array_of(arena, Pair, chosen.n + G_N_ELEMENTS(others));
    for (size_t i = 0; i < chosen.n; i++)
        pairs[i] = chosen.at[i];
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (*req_query(req, others[i]) != '\0')
            pairs[chosen.n++] = (Pair){others[i], req_query(req, others[i])};
    return (PairSpan){pairs, chosen.n};
}

/* Append what the address says beside the filter. */
static void
append_others(Request *req, GString *url)
{
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        const char *value = req_query(req, others[i]);
        if (*value == '\0')
            continue;
        g_string_append_printf(url, "%s%s=", url->str[url->len - 1] == '?' ? "" : "&", others[i]);
        g_string_append_uri_escaped(url, value, "", false);
    }
}

static LinkSpan
link_chips(Request *req, const RosterLabels *labels, const RosterFilter *filter)
{
    Arena *arena = req->cx->arena;
    OfferChipSpan chips = offer_chips(labels, filter);
    Link *links = arena_array_of(arena, Link, chips.n + 1);
    for (size_t i = 0; i < chips.n; i++) {
        GString *url = arena_string(arena, 64);
        g_string_append_printf(url, PATH "?%s", chips.at[i].query);
        append_others(req, url);
        links[i] = (Link){.label = chips.at[i].label, .url = url->str};
    }
    return (LinkSpan){links, chips.n};
}

static void
put_forms(Request *req, People *view)
{
    bool used = false;
    view->first = form_part(req, "people", first_fields, G_N_ELEMENTS(first_fields), &used);
    view->more = form_part(req, "people more", more_fields, G_N_ELEMENTS(more_fields),
                           &view->uses_more);
    view->except = form_part(req, "people except", except_fields, G_N_ELEMENTS(except_fields),
                             &view->uses_except);
}

/* ---- the address ---- */

/* Does it say something here, and for the first time? */
static bool
counts(PairSpan query, size_t at)
{
    const Pair *pair = &query.at[at];
    const char *name = g_str_has_prefix(pair->name, "not-") ? pair->name + 4 : pair->name;
    bool known = roster_dimension_find(name) != NULL || strcmp(name, "page") == 0;
    for (size_t i = 0; i < G_N_ELEMENTS(others) && !known; i++)
        known = strcmp(name, others[i]) == 0;
    for (size_t i = 0; i < at && known; i++)
        known = strcmp(query.at[i].name, pair->name) != 0 ||
                strcmp(query.at[i].value, pair->value) != 0;
    return known && *pair->value != '\0';
}

/* This address with what has an effect only, and an address of mail where it can be found; NULL if
   that is what it is. */
static const char *
short_address(Request *req)
{
    GString *out = arena_string(req->cx->arena, 64);
    bool is_other = false;
    for (size_t i = 0; i < req->query.n; i++) {
        const Pair *pair = &req->query.at[i];
        bool is_mail = strcmp(pair->name, "q") == 0 && strchr(pair->value, '@') != NULL;
        is_other |= is_mail || !counts(req->query, i);
        if (!counts(req->query, i))
            continue;
        g_string_append_printf(out, "%s%s=", out->len > 0 ? "&" : "?",
                               is_mail ? "address" : pair->name);
        g_string_append_uri_escaped(out, pair->value, "", false);
    }
    return is_other ? out->str : NULL;
}

static LinkSpan
link_orders(Request *req, RosterOrder order)
{
    Link *links = arena_array_of(req->cx->arena, Link, 2);
    links[0] = (Link){lang_text(req->cx->lang, N_("By name")), link_with(req, "order", NULL),
                      order == ROSTER_BY_NAME};
    links[1] = (Link){lang_text(req->cx->lang, N_("Newest first")),
                      link_with(req, "order", "newest"), order == ROSTER_BY_JOINED};
    return (LinkSpan){links, 2};
}

/* ---- the page ---- */

static const char *
with_filter(Ctx *cx, const char *path, const char *filter)
{
    return *filter == '\0' ? path : arena_printf(cx->arena, "%s?%s", path, filter);
}

static const Segment *
segment_of(Request *req)
{
    int64_t id = g_ascii_strtoll(req_query(req, "segment"), NULL, 10);
    return id > 0 ? segment_find(req->cx, id) : NULL;
}

static void
put_people(Request *req, const RosterFilter *filter, People *view)
{
    Ctx *cx = req->cx;
    RosterOrder order = strcmp(req_query(req, "order"), "newest") == 0 ? ROSTER_BY_JOINED
                                                                       : ROSTER_BY_NAME;
    RosterQuestion question = {.filter = filter,
                               .eye = ROSTER_SECRETARIAT,
                               .order = order,
                               .first = (size_t)(req_page(req) - 1) * LIMIT_PAGE_ROWS,
                               .n = LIMIT_PAGE_ROWS};
    RosterAnswer answer = roster_ask(cx, &question);
    view->n = answer.n;
    view->said = lang_fill(cx->arena, lang_plural(cx->lang, "{n} person", "{n} people", answer.n),
                           "n", format_number(cx->arena, cx->lang, answer.n), NULL);
    view->rows = person_list(cx, answer.id, answer.n_ids);
    view->pages = link_pages(req, answer.n);
    view->orders = link_orders(req, order);
}

Response *
get_desk_people(Request *req)
{
    Ctx *cx = req->cx;
    const char *fault = NULL;
    const RosterFilter *filter = roster_filter_read(cx->arena, req->query, &fault);
    const char *shorter = fault == NULL ? short_address(req) : NULL;
    if (shorter != NULL)
        return respond_redirect(req, PATH "%s%s", req->wants_json ? ".json" : "", shorter);

    RosterLabels labels = roster_labels(cx);
    const char *text = roster_filter_write(cx->arena, filter);
    People view = {.wanted = roster_filter_label(&labels, filter),
                   .fault = fault != NULL ? lang_text(cx->lang, fault) : NULL,
                   .filter = text,
                   .kept = kept_pairs(req, filter),
                   .chips = link_chips(req, &labels, filter),
                   .save = with_filter(cx, "/desk/segments/new", text),
                   .take_out = with_filter(cx, PATH "/take-out", text),
                   .segment = segment_of(req)};
    if (fault == NULL)
        put_people(req, filter, &view);
    put_forms(req, &view);
    Page page = {.title = lang_text(cx->lang, N_("People")), .here = HERE(DESK_CRUMB)};
    Response *res = respond_desk(req, fault == NULL ? 200 : 422, &page, people, &view);
    respond_allow_scripts(res);
    return res;
}
