/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/joining_queue.h"

#include "desk/joining_queue.html.h"
#include "desk/pages.h"
#include "web/form.h"

static const Field fields[] = {
    {"reason", N_("Reason, if you refuse; it is mailed"), .kind = FIELD_LINE, .optional = true},
};

/* @form: what was wrong with the decision on the request @id, or NULL. */
static Response *
respond_queue(Request *req, int64_t id, const Form *form)
{
    Ctx *cx = req->cx;
    JoiningSpan waiting = joining_list_waiting(cx);
    JoiningRow *rows = arena_array_of(cx->arena, JoiningRow, waiting.n);
    for (size_t i = 0; i < waiting.n; i++) {
        bool is_wrong = form != NULL && waiting.at[i].id == id;
        rows[i] = (JoiningRow){.joining = &waiting.at[i],
                               .reason = is_wrong ? form_text(form, "reason") : "",
                               .error = is_wrong ? form->errors.at[0].error : NULL};
    }
    JoiningQueue view = {
        {rows, waiting.n}
    };
    Page page = {.title = lang_text(cx->lang, N_("Requests to join")),
                 .here = HERE(DESK_CRUMB, {N_("People"), "/desk/people"})};
    return respond_desk(req, form != NULL ? 422 : 200, &page, joining_queue, &view);
}

Response *
get_desk_joining(Request *req)
{
    return respond_queue(req, 0, NULL);
}

Response *
post_desk_joining(Request *req)
{
    Ctx *cx = req->cx;
    int64_t id = req_id(req, "id");
    bool take = desk_is_pressed(req, "take");
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (form_ok(form) && !take && *form_text(form, "reason") == '\0')
        form_fail(form, "reason",
                  lang_text(cx->lang, N_("Say why somebody can not join; nothing was changed.")));
    if (!form_ok(form))
        return respond_queue(req, id, form);
    if (!joining_decide(cx, id, take, form_text(form, "reason")))
        return respond_not_found(req);
    return respond_done(req, "/desk/joining",
                        lang_text(cx->lang, take ? N_("There is one more member now.")
                                                 : N_("The request was refused.")));
}
