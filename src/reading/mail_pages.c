/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A file by mail: the button of who is signed in; the form of who is not, the page behind the
 * mailed link, and its button.
 */
#include "alliance/item_row.h"
#include "base/text.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "reading/mail.html.h"
#include "reading/mail_send.html.h"
#include "reading/mail_sent.html.h"
#include "reading/pages.h"
#include "web/limiter.h"

#include <string.h>

static const Choice wishes[] = {
    {"file",  N_("The file")                               },
    {"light", N_("Its lighter copy, with smaller pictures")},
    {"text",  N_("Only the text of it")                    },
};

/* clang-format off */
static const Field fields[] = {
    {"email",   N_("E-mail"), N_("We send a link there. Nobody else sees it."),
     .kind = FIELD_EMAIL, .autocomplete = "email"},
    {"wish",    N_("What would you like to get?"), .kind = FIELD_CHOICE, .choices = wishes,
     .n_choices = G_N_ELEMENTS(wishes)},
    {"website", N_("Website"), .kind = FIELD_TRAP, .optional = true},
};
/* clang-format on */

/* What there is to be wished for, of what the file has and a mail can take; the link if there is
 * nothing else. */
static void
offer_wishes(Ctx *cx, Form *form, const FileLine *line)
{
    const bool offered[] = {line->fits || line->is_link, line->light_fits, line->text_size > 0};
    Choice *choices = arena_array_of(cx->arena, Choice, G_N_ELEMENTS(wishes));
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(wishes); i++)
        if (offered[i])
            choices[n++] = wishes[i];
    form_choices(form, "wish", choices, n);
}

static const char *
first_wish(const FileLine *line)
{
    return line->fits || line->is_link ? "file" : line->light_fits ? "light" : "text";
}

static Response *
respond_mail(Request *req, const FilePlace *place, Form *form)
{
    Ctx *cx = req->cx;
    const FileLine line = file_place_line(cx, place);
    const ReadingMail view = {.place = place,
                              .line = &line,
                              .item_path = item_path(cx->arena, place->kind, place->slug),
                              .form = form};
    Page page = {
        .title = line.title, .here = HERE({place->item_title, view.item_path}), .hidden = true};
    return respond_page(req, form == NULL || form_ok(form) ? 200 : 422, &page, mail, &view);
}

Response *
get_document_mail(Request *req)
{
    const FilePlace *place = file_place_find(req->cx, req_id(req, "id"), 0);
    if (place == NULL)
        return respond_not_found(req);
    if (req->cx->me.id != 0)
        return respond_mail(req, place, NULL);
    const FileLine line = file_place_line(req->cx, place);
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    offer_wishes(req->cx, form, &line);
    form_set(form, "wish", first_wish(&line));
    return respond_mail(req, place, form);
}

/* ---- who is signed in ---- */

/* What is on its way, in words. */
static const char *
told(Ctx *cx, const FilePlace *place, const FileWish *wish)
{
    const FileAlong along = file_along(place, wish->want);
    bool is_text = along.kind == FILE_WANT_TEXT;
    const char *words = is_text ? N_("The text of {file}, {size}, is on its way to {email}.")
                        : along.kind == FILE_WANT_LIGHT
                            ? N_("The lighter copy of {file}, {size}, is on its way to {email}.")
                        : along.id != 0
                            ? N_("{file}, {size}, is on its way to {email}.")
                            : N_("The link to {file}, {size}, is on its way to {email}.");
    int64_t size = is_text         ? MIN(place->text_size, FILE_MAIL_TEXT)
                   : along.id != 0 ? along.size
                                   : place->size;
    return lang_fill(cx->arena, lang_text(cx->lang, words), "file", place->name, "size",
                     format_size(cx->arena, cx->lang, size), "email",
                     cx->me.email != NULL ? cx->me.email : "", NULL);
}

static Response *
send_to_me(Request *req, const FilePlace *place)
{
    Ctx *cx = req->cx;
    FileWish wish;
    if (!file_wish_parse(req_field(req, "wish"), &wish) ||
        (wish.want == FILE_WANT_TEXT && place->text_size == 0))
        return respond_mail(req, place, NULL);
    Response *refusal = limiter_refuse(req, LIMIT_FILE_MAILS,
                                       arena_printf(cx->arena, "%" PRId64, cx->me.id));
    if (refusal != NULL)
        return refusal;
    file_mail_me(cx, place, &wish);
    return respond_done(req, item_path(cx->arena, place->kind, place->slug),
                        told(cx, place, &wish));
}

/* ---- who is not ---- */

/* The answer does not tell whether anybody knows the address. */
static Response *
send_link(Request *req, const FilePlace *place)
{
    Ctx *cx = req->cx;
    const FileLine line = file_place_line(cx, place);
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    offer_wishes(cx, form, &line);
    if (!form_ok(form))
        return respond_mail(req, place, form);
    const char *email = text_fold_email(cx->arena, form_text(form, "email"));
    Response *refusal = limiter_refuse_entry(req, LIMIT_FILE_MAILS, email);
    if (refusal != NULL)
        return refusal;
    if (!form_is_trapped(form))
        file_request_make(cx, place, form_text(form, "wish"), email);
    Page page = {.title = line.title, .hidden = true};
    const ReadingMailSent view = {.place = place, .email = email};
    return respond_page(req, 200, &page, mail_sent, &view);
}

Response *
post_document_mail(Request *req)
{
    const FilePlace *place = file_place_find(req->cx, req_id(req, "id"), 0);
    if (place == NULL)
        return respond_not_found(req);
    return req->cx->me.id != 0 ? send_to_me(req, place) : send_link(req, place);
}

/* ---- the link ---- */

static Response *
respond_spent(Request *req)
{
    const char *why = N_(
        "This link was used already, is older than two days, or is not complete; or "
        "the file is not for everybody any more. On its page you can ask for it "
        "once more.");
    return respond_error(req, 410, lang_text(req->cx->lang, why));
}

/* What the link is about; NULL: it is spent. */
static const FilePlace *
find_asked(Request *req, const FileRequest **ret_request)
{
    *ret_request = file_request_find(req->cx, req_text(req, "token"));
    return *ret_request != NULL ? file_request_place(req->cx, *ret_request) : NULL;
}

Response *
get_document_send(Request *req)
{
    Ctx *cx = req->cx;
    const FileRequest *request = NULL;
    const FilePlace *place = find_asked(req, &request);
    if (place == NULL)
        return respond_spent(req);
    const FileLine line = file_place_line(cx, place);
    FileWish wish = {0};
    (void)file_wish_parse(request->wish, &wish);
    const FileAlong along = file_along(place, wish.want);
    const ReadingMailSend view = {.place = place,
                                  .line = &line,
                                  .request = request,
                                  .item_path = item_path(cx->arena, place->kind, place->slug),
                                  .token = req_text(req, "token"),
                                  .text = along.kind == FILE_WANT_TEXT,
                                  .light = along.kind == FILE_WANT_LIGHT,
                                  .too_large = !line.fits};
    Page page = {.title = line.title, .hidden = true};
    return respond_page(req, 200, &page, mail_send, &view);
}

Response *
post_document_send(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = limiter_refuse(req, LIMIT_SIGN_IN, req->in->address);
    if (refusal != NULL)
        return refusal;
    const FileRequest *request = NULL;
    const FilePlace *place = find_asked(req, &request);
    if (place == NULL)
        return respond_spent(req);
    file_request_send(cx, request, place);
    return respond_done(req, item_path(cx->arena, place->kind, place->slug),
                        lang_fill(cx->arena,
                                  lang_text(cx->lang, N_("It is on its way to {email}.")), "email",
                                  request->email, NULL));
}
