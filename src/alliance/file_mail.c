/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file_mail.h"

#include "alliance/document_light.h"
#include "alliance/download.h"
#include "alliance/file_mail_text.h"
#include "alliance/file_offer.h"
#include "alliance/item_row.h"
#include "alliance/mail_reader.h"
#include "alliance/person.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "mail/address.h"
#include "web/app.h"

#include <string.h>

/* ---- queueing ---- */

static const char *const WANTS[N_FILE_WANTS] = {
    [FILE_WANT_FILE] = "file", [FILE_WANT_LIGHT] = "light", [FILE_WANT_TEXT] = "text"};

bool
file_wish_parse(const char *word, FileWish *ret_wish)
{
    for (FileWant want = 0; want < N_FILE_WANTS; want++) {
        if (strcmp(word, WANTS[want]) != 0)
            continue;
        *ret_wish = (FileWish){.want = want};
        return true;
    }
    return false;
}

FileAlong
file_along(const FilePlace *place, FileWant want)
{
    bool is_light = place->light_id != 0 && file_fits_mail(place->light_size);
    bool fits = file_fits_mail(place->size);
    if (want != FILE_WANT_TEXT && is_light && (want == FILE_WANT_LIGHT || !fits))
        return (FileAlong){FILE_WANT_LIGHT, place->light_id, place->light_size};
    if (want != FILE_WANT_TEXT && fits)
        return (FileAlong){FILE_WANT_FILE, place->file_id, place->size};
    return (FileAlong){.kind = place->text_size > 0 ? FILE_WANT_TEXT : FILE_WANT_FILE};
}

/* What it brings is known before: a file that does not fit is not fetched. */
static void
queue(Ctx *cx, const MailKind *kind, const FilePlace *place, const FileWish *wish,
      const Person *person, const char *address, const char *language)
{
    const MailArgument arguments[] = {
        {.name = "file", .value = arena_printf(cx->arena, "%" PRId64, place->file_id)},
        {.name = "item", .value = arena_printf(cx->arena, "%" PRId64, place->item_id)},
        {.name = "wish", .value = WANTS[wish->want]},
        {.name = "from", .value = arena_printf(cx->arena, "%" PRId64, MAX(wish->from, 1))},
        {0},
    };
    mail_queue(cx, kind, person != NULL ? person->id : 0, address, language, arguments);
    if (file_along(place, wish->want).id != 0)
        download_note_mail(cx, place->type, place->file_id);
}

void
file_mail_me(Ctx *cx, const FilePlace *place, const FileWish *wish)
{
    const Person *person = person_find(cx, cx->me.id);
    if (person != NULL)
        queue(cx, &MAIL_FILE, place, wish, person, person->email, person->language);
}

void
file_mail_address(Ctx *cx, const FilePlace *place, const FileWish *wish, const char *address,
                  const char *language)
{
    queue(cx, &MAIL_FILE_ASKED, place, wish, NULL, address, language);
}

/* ---- what it says ---- */

static int64_t
number_argument(Ctx *cx, const OutboxMail *row, const char *name)
{
    return mail_argument_number(cx, row, name);
}

static Bytes
read_file(Ctx *cx, int64_t number)
{
    const File *file = file_find(cx, number);
    if (file == NULL)
        return (Bytes){NULL, 0};
    return file->size > 0 ? file_read(cx, file, 0, file->size) : (Bytes){"", 0};
}

static MailFileSpan
attach(Ctx *cx, const FilePlace *place, const FileAlong *along)
{
    MailFile *file = arena_new_of(cx->arena, MailFile);
    bool is_plain = strcmp(place->type, "text/plain") == 0;
    bool is_light = along->kind == FILE_WANT_LIGHT;
    *file = (MailFile){.name = is_light ? document_light_name(cx->arena, place->name) : place->name,
                       .type = is_plain ? "text/plain; charset=utf-8" : place->type,
                       .size = along->size,
                       .number = along->id,
                       .read = read_file};
    return (MailFileSpan){file, 1};
}

/* Who has a record can answer for another file, or for the text. */
static MailExchange
exchange_of(const OutboxMail *row, int64_t item_id)
{
    return row->person_id != 0 ? (MailExchange){.answers = MAIL_FETCH, .answers_number = item_id}
                               : (MailExchange){0};
}

static const char *
reason_of(const Html *out, const OutboxMail *row)
{
    return lang_text(out->lang,
                     row->person_id != 0
                         ? N_("You get this because you asked for it.")
                         : N_("You get this because this address was written into our form and "
                              "the button behind the link was pressed. We keep the address no "
                              "longer."));
}

/* It was there when it was asked for; what may be said of it now. */
static void
explain(Ctx *cx, const Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const FilePlace *shut = file_place_find_shut(cx, number_argument(cx, row, "file"),
                                                 number_argument(cx, row, "item"));
    const char *body = lang_text(
        out->lang, N_("The file that you asked for cannot be sent: it is not there any more, or "
                      "not for you."));
    if (shut != NULL)
        body = lang_fill(
            cx->arena,
            lang_text(out->lang, N_("The file that you asked for cannot be sent: it was taken "
                                    "back, or is held back.\n\n{title}\n{reason}")),
            "title", shut->item_title, "reason", shut->reason, NULL);
    *ret_draft = (MailDraft){
        .subject = lang_text(out->lang, N_("A file that cannot be sent")),
        .body = body,
        .action = shut != NULL ? lang_text(out->lang, N_("Open its page")) : NULL,
        .url = shut != NULL ? item_path(cx->arena, shut->kind, shut->slug) : NULL,
        .reason = reason_of(out, row),
    };
}

/* ---- the file ---- */

static const char *
first_words(Ctx *cx, const Html *out, const FileAlong *along)
{
    const char *words = along->id == 0
                            ? N_("The file that you asked for is too large for a mail. Its link:")
                        : along->kind == FILE_WANT_LIGHT
                            ? N_("A lighter copy of the file, {size}, goes along with this mail: "
                                 "the same pages with smaller pictures. The file itself:")
                            : N_("The file that you asked for goes along with this mail:");
    return lang_fill(cx->arena, lang_text(out->lang, words), "size",
                     format_size(cx->arena, out->lang, along->size), NULL);
}

/* Why there is no file, or that it is there; and its text, if one could have that, too. */
static const char *
file_words(Ctx *cx, const Html *out, const OutboxMail *row, const FilePlace *place,
           const FileAlong *along)
{
    bool may_answer = row->person_id != 0 && file_offer_address(cx, place->item_id, row) != NULL;
    GString *text = arena_string(cx->arena, 512);
    g_string_append_printf(text, "%s\n\n%s", first_words(cx, out, along),
                           file_mail_facts(cx, out, place));
    if (along->id != place->file_id)
        g_string_append_printf(text, "\n%s", file_mail_url(cx, place));
    if (may_answer && place->text_size > 0)
        g_string_append_printf(
            text, "\n\n%s",
            lang_fill(cx->arena,
                      lang_text(out->lang, N_("Its text alone has {size}: to get it, answer this "
                                              "mail with {word}.")),
                      "size", format_size(cx->arena, out->lang, place->text_size), "word",
                      file_offer_word(cx, out, place, "text", 0), NULL));
    return text->str;
}

static bool
write_file(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const FilePlace *place = file_place_find(cx, number_argument(cx, row, "file"),
                                             number_argument(cx, row, "item"));
    if (place == NULL) {
        explain(cx, out, row, ret_draft);
        return true;
    }
    const char *item_page = item_path(cx->arena, place->kind, place->slug);
    FileWish wish = {0};
    (void)file_wish_parse(mail_argument(cx, row, "wish"), &wish);
    const FileAlong along = file_along(place, wish.want);
    *ret_draft = (MailDraft){
        .subject = place->name,
        .action = lang_text(out->lang, N_("Open its page")),
        .url = item_page,
        .reason = reason_of(out, row),
        .exchange = exchange_of(row, place->item_id),
    };
    if (along.kind == FILE_WANT_TEXT) {
        file_mail_text(cx, out, row, place, ret_draft);
        return true;
    }
    ret_draft->body = file_words(cx, out, row, place, &along);
    if (along.id != 0)
        ret_draft->files = attach(cx, place, &along);
    return true;
}

static bool
compose_mine(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return mail_write_as_reader(cx, out, row, ret_draft, write_file);
}

static bool
compose_asked(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    Ctx reader = *cx;
    reader.lang = out->lang;
    reader.me = (Viewer){.id = 0};
    return write_file(&reader, out, row, ret_draft);
}

const MailKind MAIL_FILE = {.name = "file",
                            .label = N_("A file that somebody asked for"),
                            .priority = 4,
                            .compose = compose_mine};

const MailKind MAIL_FILE_ASKED = {.name = "file.asked",
                                  .label = N_("A file that somebody without a record asked for"),
                                  .priority = 4,
                                  .compose = compose_asked};
