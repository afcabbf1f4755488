/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file_request.h"

#include "alliance/file_mail.sql.h"
#include "base/moment.h"
#include "base/secret.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "web/session.h"

#define KEPT (FILE_REQUEST_DAYS * (int64_t)MOMENT_DAY) /* seconds */

static const DbType REQUEST = DB_TYPE(FileRequest, DB_FIELD(FileRequest, id),
                                      DB_FIELD(FileRequest, file_id),
                                      DB_FIELD(FileRequest, item_id), DB_FIELD(FileRequest, email),
                                      DB_FIELD(FileRequest, wish), DB_FIELD(FileRequest, language));

void
file_request_make(Ctx *cx, const FilePlace *place, const char *wish, const char *email)
{
    const char *token = session_token(cx);
    int64_t id = db_insert(cx, &SQL_file_request_insert,
                           DB_ARGS(secret_hash(cx->arena, token), email, place->file_id,
                                   place->item_id, wish, cx->lang->code, cx->now, cx->now + KEPT,
                                   (int64_t)FILE_REQUESTS));
    if (id == 0)
        return;
    const MailArgument arguments[] = {
        {.name = "file", .value = arena_printf(cx->arena, "%" PRId64, place->file_id)},
        {.name = "item", .value = arena_printf(cx->arena, "%" PRId64, place->item_id)},
        {.name = "token", .value = token, .secret = true},
        {0},
    };
    /* Whether there is a record must not show: the mail is nobody's. */
    mail_queue(cx, &MAIL_FILE_LINK, 0, email, cx->lang->code, arguments);
}

const FileRequest *
file_request_find(Ctx *cx, const char *token)
{
    return db_one(cx, &SQL_file_request_find, &REQUEST,
                  DB_ARGS(secret_hash(cx->arena, token), cx->now));
}

static const FilePlace *
place_for_visitor(Ctx *cx, int64_t file_id, int64_t item_id)
{
    Ctx visitor = *cx;
    visitor.me = (Viewer){.id = 0};
    return file_place_find(&visitor, file_id, item_id);
}

const FilePlace *
file_request_place(Ctx *cx, const FileRequest *request)
{
    return place_for_visitor(cx, request->file_id, request->item_id);
}

void
file_request_send(Ctx *cx, const FileRequest *request, const FilePlace *place)
{
    FileWish wish;
    if (file_wish_parse(request->wish, &wish))
        file_mail_address(cx, place, &wish, request->email, request->language);
    db_run(cx, &SQL_file_request_delete, DB_ARGS(request->id));
}

int64_t
file_request_count_over(Ctx *cx)
{
    return db_count(cx, &SQL_file_request_count_over, DB_ARGS(cx->now, cx->now - KEPT));
}

int64_t
file_request_clean(Ctx *cx)
{
    return db_run(cx, &SQL_file_request_delete_over, DB_ARGS(cx->now)) +
           db_run(cx, &SQL_file_request_forget_mails, DB_ARGS(cx->now - KEPT));
}

/* ---- the mail ---- */

/* Nothing of what was typed is in it: nobody's words reach another's mailbox by this form. */
static bool
compose_link(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const FilePlace *place = place_for_visitor(cx, mail_argument_number(cx, row, "file"),
                                               mail_argument_number(cx, row, "item"));
    if (place == NULL)
        return false;
    const FileLine line = file_place_line(cx, place);
    const char *text = lang_text(
        out->lang,
        N_("Hello,\n\n"
           "somebody, probably you, would like to get a file of ours at this address:\n\n"
           "{title}\n{label}, {size}\n\n"
           "The link leads to a page with one button, which sends it. It works for two days. If it "
           "was not you, do nothing: nothing comes, and we forget the address."));
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena, lang_text(out->lang, N_("Shall we send you {file}?")),
                             "file", place->name, NULL),
        .body = lang_fill(cx->arena, text, "title", line.title, "label",
                          lang_text(out->lang, line.label), "size",
                          format_size(cx->arena, out->lang, line.size), NULL),
        .action = lang_text(out->lang, N_("Look and send it")),
        .url = arena_printf(cx->arena, "/documents/send/%s", mail_argument(cx, row, "token")),
        .reason = lang_text(out->lang,
                            N_("You get this because this address was written into our form.")),
    };
    return true;
}

const MailKind MAIL_FILE_LINK = {.name = "file.link",
                                 .label = N_("Confirm that a file is to be sent"),
                                 .priority = 1,
                                 .compose = compose_link};
