/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The outbox: every mail that goes out can be read here, as it is sent.
 */
#include "alliance/audit.h"
#include "alliance/sender.h"
#include "desk/outbox_list.html.h"
#include "desk/outbox_mail.html.h"
#include "desk/outbox_show.h"
#include "desk/pages.h"
#include "web/app.h"

#include <string.h>

/* A mail's own colours stand in it; it loads nothing and does nothing. */
#define MAIL_POLICY                                                                                \
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "              \
    "form-action 'none'; frame-ancestors 'none'; sandbox allow-popups"

static const char *const states[][2] = {
    {"",        N_("All")           },
    {"waiting", N_("waiting")       },
    {"sending", N_("being sent")    },
    {"sent",    N_("sent")          },
    {"failed",  N_("refused")       },
    {"held",    N_("held")          },
    {"kept",    N_("kept, not sent")},
};

static const char *
state_words(const char *state)
{
    for (size_t i = 1; i < G_N_ELEMENTS(states); i++)
        if (strcmp(states[i][0], state) == 0)
            return states[i][1];
    return state;
}

static const char *
label_of(const Ctx *cx, const OutboxMail *mail)
{
    const MailKind *kind = mail_kind_find(cx->app->mails, mail->template);
    return kind != NULL ? kind->label : mail->template;
}

/* For the morning, for a destination, or for another attempt. */
static int64_t
not_before(const Ctx *cx, const OutboxMail *mail)
{
    return strcmp(mail->state, "waiting") == 0 && mail->send_at > cx->now ? mail->send_at : 0;
}

static LinkSpan
state_links(Request *req, const char *chosen)
{
    Link *links = arena_array_of(req->cx->arena, Link, G_N_ELEMENTS(states));
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        links[i] = (Link){.label = states[i][1],
                          .url = link_with(req, "state", states[i][0]),
                          .here = strcmp(chosen, states[i][0]) == 0};
    return (LinkSpan){links, G_N_ELEMENTS(states)};
}

Response *
get_desk_outbox(Request *req)
{
    Ctx *cx = req->cx;
    const char *state = req_query(req, "state");
    OutboxSpan mails = mail_list(cx, state, req_page(req));
    OutboxRow *rows = arena_array_of(cx->arena, OutboxRow, mails.n);
    for (size_t i = 0; i < mails.n; i++)
        rows[i] = (OutboxRow){.mail = &mails.at[i],
                              .label = label_of(cx, &mails.at[i]),
                              .state = state_words(mails.at[i].state),
                              .not_before = not_before(cx, &mails.at[i])};
    const MailSender sender = mail_sender(cx);
    OutboxList view = {
        .has_server = *sender.smtp_url != '\0',
        .states = state_links(req, state),
        .rows = {rows, mails.n},
        .beside = neighbours(req, mails.n)
    };
    Page page = {.title = lang_text(cx->lang, N_("Outbox")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, 200, &page, outbox_list, &view);
}

Response *
get_desk_mail(Request *req)
{
    Ctx *cx = req->cx;
    const OutboxMail *row = sender_find(cx, req_id(req, "id"));
    if (row == NULL)
        return respond_not_found(req);
    Mail mail = {0};
    sender_show(cx, row, &mail);
    bool had_secret = mail_has_secret(row);
    bool is_over = strcmp(row->state, "failed") == 0 || strcmp(row->state, "kept") == 0;
    OutboxShow view = {.mail = row,
                       .label = label_of(cx, row),
                       .state = state_words(row->state),
                       .not_before = not_before(cx, row),
                       .subject = mail.subject,
                       .text = mail.text,
                       .masked = had_secret && *row->secret == '\0',
                       .may_retry = is_over && !had_secret,
                       .may_cancel = strcmp(row->state, "waiting") == 0};
    Page page = {.title = lang_text(cx->lang, view.label),
                 .here = HERE(DESK_CRUMB, {N_("Outbox"), "/desk/outbox"})};
    return respond_desk(req, 200, &page, outbox_mail, &view);
}

Response *
respond_mail_html(Request *req, const Mail *mail)
{
    const char *html = mail_html_page(req->cx->arena, mail);
    Response *res = respond_bytes(req, "text/html; charset=utf-8", (Bytes){html, strlen(html)});
    respond_header(res, "Content-Security-Policy", MAIL_POLICY);
    return res;
}

Response *
get_desk_mail_html(Request *req)
{
    Ctx *cx = req->cx;
    const OutboxMail *row = sender_find(cx, req_id(req, "id"));
    Mail mail;
    if (row == NULL || !sender_show(cx, row, &mail))
        return respond_not_found(req);
    return respond_mail_html(req, &mail);
}

Response *
post_desk_mail(Request *req)
{
    Ctx *cx = req->cx;
    const OutboxMail *row = mail_find(cx, req_id(req, "id"));
    if (row == NULL)
        return respond_not_found(req);
    bool retry = desk_is_pressed(req, "retry");
    if (!(retry ? mail_retry(cx, row->id) : mail_cancel(cx, row->id)))
        return respond_error(
            req, 422,
            lang_text(cx->lang, N_("The mail is in another state by now. Nothing was "
                                   "changed; look at it again.")));
    audit(cx, retry ? "mail.retry" : "mail.cancel", 0,
          arena_printf(cx->arena, "%s: %s", row->template, row->address));
    return respond_done(
        req, arena_printf(cx->arena, "/desk/outbox/%" PRId64, row->id),
        lang_text(cx->lang, retry ? N_("It will be sent again.") : N_("It will not be sent.")));
}
