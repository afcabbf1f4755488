/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who writes for a themed week, in the desk: asking people, answering offers.
 */
#include "alliance/person.h"
#include "desk/desk.h"
#include "week/pages.h"
#include "week/week_writers.html.h"

#include <string.h>

/* clang-format off */
static const Field ask_fields[] = {
    {"email", N_("Whom do you ask?"), N_("The e-mail of a member."), .kind = FIELD_EMAIL},
    {"day", N_("For which day?"), .kind = FIELD_CHOICE, .optional = true, .narrow = true, .verbatim = true},
    {"words", N_("What for, in your words"), N_("It stands in the mail."), .kind = FIELD_TEXT, .optional = true,
     .rows = 4, .most = WEEK_WORDS},
};
/* clang-format on */

static Form *
with_days(Form *form, int64_t week_id)
{
    week_day_choices(form, "day", week_days(form->req->cx, week_id));
    return form;
}

static const char *
writers_path(Ctx *cx, const Item *campaign)
{
    return arena_printf(cx->arena, "/desk/weeks/%" PRId64 "/writers", campaign->id);
}

static Response *
respond_writers(Request *req, int status, const Item *campaign, const Form *form)
{
    Ctx *cx = req->cx;
    WeekWriterSpan writers = week_writers(cx, campaign->id);
    WriterRow *rows = arena_array_of(cx->arena, WriterRow, writers.n);
    for (size_t i = 0; i < writers.n; i++)
        rows[i] = (WriterRow){.writer = &writers.at[i],
                              .state = week_writer_label(writers.at[i].state),
                              .is_offered = strcmp(writers.at[i].state, "offered") == 0};
    const WeekWriters view = {
        .item = campaign,
        .action = writers_path(cx, campaign),
        .rows = {rows, writers.n},
        .form = form
    };
    Page page = {
        .title = lang_text(cx->lang, N_("Who writes")),
        .here = HERE(DESK_CRUMB, {campaign->title,
                                  arena_printf(cx->arena, "/desk/weeks/%" PRId64, campaign->id)})};
    return respond_desk(req, status, &page, week_writers, &view);
}

Response *
get_desk_writers(Request *req)
{
    Response *refused = NULL;
    const Item *campaign = desk_editable(req, "campaign", req_id(req, "id"), &refused);
    if (campaign == NULL)
        return refused;
    Form *form = form_new(req, ask_fields, G_N_ELEMENTS(ask_fields));
    return respond_writers(req, 200, campaign, with_days(form, campaign->id));
}

/* The member with the address that was typed; 0: what is wrong stands in the form. */
static int64_t
find_member(Form *form)
{
    Ctx *cx = form->req->cx;
    const Person *person = person_find_email(cx, form_text(form, "email"));
    if (person != NULL && person_is_member(person, cx->now))
        return person->id;
    if (form_ok(form))
        form_fail(form, "email", lang_text(cx->lang, N_("No member has this address")));
    return 0;
}

static Response *
ask(Request *req, const Item *campaign)
{
    Ctx *cx = req->cx;
    Form *form = with_days(form_read(req, ask_fields, G_N_ELEMENTS(ask_fields)), campaign->id);
    int64_t person_id = find_member(form);
    if (form_ok(form) &&
        !week_writer_ask(cx, campaign, person_id, g_ascii_strtoll(form_text(form, "day"), NULL, 10),
                         form_text(form, "words")))
        form_fail(form, "email",
                  lang_text(cx->lang, N_("This person is on the list already, or "
                                         "it is full")));
    if (!form_ok(form))
        return respond_writers(req, 422, campaign, form);
    return respond_done(req, writers_path(cx, campaign),
                        lang_text(cx->lang, N_("The question is on its way by mail.")));
}

static Response *
decide(Request *req, const Item *campaign)
{
    Ctx *cx = req->cx;
    bool yes = desk_is_pressed(req, "yes");
    const WeekWriter *writer = week_writer_find(
        cx, g_ascii_strtoll(req_field(req, yes ? "yes" : "no"), NULL, 10));
    if (writer == NULL || writer->week_id != campaign->id)
        return respond_not_found(req);
    bool done = strcmp(writer->state, "offered") == 0 && week_writer_answer(cx, writer, yes);
    return respond_done(req, writers_path(cx, campaign),
                        lang_text(cx->lang, done ? N_("The answer is on its way by mail.")
                                                 : N_("It was answered already.")));
}

Response *
post_desk_writers(Request *req)
{
    Response *refused = NULL;
    const Item *campaign = desk_editable(req, "campaign", req_id(req, "id"), &refused);
    if (campaign == NULL)
        return refused;
    return desk_is_pressed(req, "yes") || desk_is_pressed(req, "no") ? decide(req, campaign)
                                                                     : ask(req, campaign);
}
