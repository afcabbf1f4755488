/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Drafting an issue about a period: what it would be made of, and the draft.
 */
#include "base/limits.h"
#include "desk/desk.h"
#include "newsletter/pages.h"
#include "newsletter/review_ask.html.h"

/* clang-format off */
static const Field fields[] = {
    {"period", N_("Period"), N_("A year (2016), a month (2016-07), or from one to another: "
                                "2016-07..2017-06."),
     .kind = FIELD_LINE, .most = 30},
    {"then", N_("Compare with"), N_("The end of a month or year before; left empty it is the one "
                                    "just before."),
     .kind = FIELD_DATE, .optional = true},
};
/* clang-format on */

/* What the form asks for; false: what is wrong stands beside the fields. */
static bool
read_ask(Ctx *cx, Form *form, ReviewAsk *ret_ask)
{
    ReviewAsk ask = {.then = form_text(form, "then")};
    int64_t then = 0;
    if (!form_ok(form))
        return false;
    if (!period_parse(cx->arena, form_text(form, "period"), &ask.period))
        form_fail(form, "period",
                  lang_text(cx->lang, N_("Write it like 2016 or 2016-07..2017-06")));
    else if (ask.period.begin > cx->now)
        form_fail(form, "period", lang_text(cx->lang, N_("Choose a period that has begun")));
    else if (*ask.then == '\0')
        ask.then = period_before(cx->arena, &ask.period);
    else if (!date_end(ask.then, &then) || then > ask.period.begin)
        form_fail(form, "then", lang_text(cx->lang, N_("Choose a date before the period")));
    if (!form_ok(form))
        return false;
    *ret_ask = ask;
    return true;
}

static Response *
respond_review(Request *req, int status, const Form *form, ReviewCountSpan counts)
{
    const ReviewShow view = {.form = form, .counts = counts, .most = LIMIT_REVIEW_ROWS};
    Page page = {.title = lang_text(req->cx->lang, N_("Year in review")),
                 .here = HERE(DESK_CRUMB, NEWSLETTER_CRUMB)};
    return respond_desk(req, status, &page, review_ask, &view);
}

Response *
get_review(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    const char *year = period_last_year(cx->arena, cx->now);
    ReviewAsk ask;
    bool is_period = period_parse(cx->arena, year, &ask.period);
    g_assert(is_period);
    ask.then = period_before(cx->arena, &ask.period);
    form_set(form, "period", year);
    form_set(form, "then", ask.then);
    return respond_review(req, 200, form, review_write(cx, &ask)->counts);
}

Response *
post_review(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    ReviewAsk ask;
    if (!read_ask(cx, form, &ask))
        return respond_review(req, 422, form, (ReviewCountSpan){0});
    const Review *review = review_write(cx, &ask);
    if (desk_is_pressed(req, "look"))
        return respond_review(req, 200, form, review->counts);
    int64_t id = review_insert(cx, &ask, review);
    const char *notice = *review->missing == '\0'
                             ? lang_text(cx->lang, N_("The draft is here."))
                             : lang_fill(cx->arena,
                                         lang_text(cx->lang, N_("The draft is here. Nothing was "
                                                                "found of these, so they are left "
                                                                "out: {parts}.")),
                                         "parts", review->missing, NULL);
    return respond_done(req, arena_printf(cx->arena, "/desk/pages/%" PRId64, id), notice);
}
