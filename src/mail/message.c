/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/outbox.h"

#include "base/limits.h"
#include "base/text.h"
#include "mail/circular.h"
#include "mail/mbox.h"

#include <gmime/gmime.h>
#include <time.h>

#define ASCTIME_SIZE 26 /* POSIX */
#define VALUE_MOST 900  /* bytes; a line has 998 at most (RFC 5322, 2.1.1) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimePart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeContentType, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InternetAddress, g_object_unref)

/* GMime's own tables, filled once in the process. */
void
mail_prepare(void)
{
    static gsize ready;

    if (g_once_init_enter(&ready)) {
        g_mime_init();
        g_once_init_leave(&ready, 1);
    }
}

const char *
mail_host(Arena *arena, const char *base_url)
{
    const char *host = strstr(base_url, "://");

    host = host != NULL ? host + 3 : base_url;
    return arena_strndup(arena, host, strcspn(host, ":/"));
}

/* What people wrote as one line of words: without control characters, and "=?", which begins
 * encoded words, taken apart, so that nobody reads what does not stand there.  Twice a line is room
 * for a title and what is said around it. */
static const char *
words_of(Arena *arena, const char *text)
{
    GString *out = arena_string(arena, strlen(text) + 1);
    for (const char *c = text_fold_space(arena, text); *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (!text_takes(u))
            continue;
        if (u == '?' && out->len > 0 && out->str[out->len - 1] == '=')
            g_string_append_c(out, ' ');
        g_string_append_unichar(out, u);
    }
    return text_shorten(arena, out->str, 2 * LIMIT_LINE);
}

/* A value with a grammar of its own has only what stands in one line of ASCII, and not more of it
 * than a server takes. */
static const char *
value_of(Arena *arena, const char *text)
{
    GString *out = arena_string(arena, 64);
    for (const char *c = text; *c != '\0' && out->len < VALUE_MOST; c++)
        if (*c > ' ' && *c <= '~')
            g_string_append_c(out, *c);
    return out->str;
}

/* A header with a grammar of its own, in one line of ASCII: GMime would fold and encode a long
 * address as if it were words. */
static void
set_structured(GMimeObject *object, Arena *arena, const char *name, const char *value)
{
    g_mime_object_set_header(object, name, "", "utf-8");
    GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(object),
                                                        name);
    g_mime_header_set_raw_value(header, arena_printf(arena, " %s\n", value_of(arena, value)));
}

/* RFC 2919, RFC 2369, RFC 8058; and Feedback-ID, by which large hosts count complaints. */
static void
set_list_headers(GMimeObject *object, Arena *arena, const Mail *mail, const MailSender *sender)
{
    const char *host = mail_host(arena, sender->base_url);
    const char *values[][2] = {
        {"List-Id", arena_printf(arena, "<%s.%s>", mail->list, host)},
        {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"},
        {"Feedback-ID", arena_printf(arena, "%s:%s:baraza", mail->list, host)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        set_structured(object, arena, values[i][0], values[i][1]);
    if (mail->archive != NULL)
        set_structured(object, arena, "List-Archive", arena_printf(arena, "<%s>", mail->archive));
}

/* All mails of a conversation answer one that nobody got, as every mail program groups them, also
 * for who follows it from the middle on. */
static void
set_exchange_headers(GMimeMessage *message, Arena *arena, const Mail *mail,
                     const MailSender *sender)
{
    GMimeObject *object = GMIME_OBJECT(message);
    if (mail->reply_to != NULL)
        g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_REPLY_TO,
                                   words_of(arena, sender->name), value_of(arena, mail->reply_to));
    if (mail->thread == NULL)
        return;
    const char *root = arena_printf(arena, "<%s@%s>", mail->thread,
                                    mail_host(arena, sender->base_url));
    set_structured(object, arena, "In-Reply-To", root);
    set_structured(object, arena, "References", root);
}

/* RFC 3834: nobody's holiday notice answers it. */
static void
set_headers(GMimeMessage *message, Arena *arena, const Mail *mail, const char *language,
            const MailSender *sender)
{
    g_autoptr(InternetAddress) from = internet_address_mailbox_new(
        words_of(arena, sender->name), value_of(arena, sender->address));
    GMimeObject *object = GMIME_OBJECT(message);

    internet_address_set_charset(from, "utf-8");
    internet_address_list_add(g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_FROM), from);
    g_mime_message_set_subject(message, words_of(arena, mail->subject), "utf-8");
    g_mime_object_set_header(object, "Content-Language", value_of(arena, language), "utf-8");
    set_exchange_headers(message, arena, mail, sender);
    if (mail->list != NULL)
        set_list_headers(object, arena, mail, sender);
    g_mime_object_set_header(object, "Auto-Submitted", "auto-generated", "utf-8");
}

/* The headers of @object, with CRLF. */
static void
append_headers(GString *out, GMimeObject *object)
{
    g_autofree char *lines = g_mime_object_get_headers(object, NULL);
    for (const char *at = lines; *at != '\0'; at++) {
        if (*at == '\n' && (at == lines || at[-1] != '\r'))
            g_string_append_c(out, '\r');
        g_string_append_c(out, *at);
    }
}

const char *
message_head(Arena *arena, const Mail *mail, const char *language, const MailSender *sender,
             const MessageParts *parts)
{
    mail_prepare();
    g_autoptr(GMimeMessage) message = g_mime_message_new(TRUE);
    GString *head = arena_string(arena, 1024);

    set_headers(message, arena, mail, language, sender);
    append_headers(head, GMIME_OBJECT(message));
    g_string_append_printf(head,
                           "MIME-Version: 1.0\r\n"
                           "Content-Type: multipart/%s; boundary=\"%s\"\r\n",
                           parts->subtype, parts->boundary);
    return head->str;
}

const char *
message_file_head(Arena *arena, const MailFile *file)
{
    mail_prepare();
    g_autoptr(GMimePart) part = g_mime_part_new();
    g_autoptr(GMimeContentType) type = g_mime_content_type_parse(NULL, file->type);
    GMimeObject *object = GMIME_OBJECT(part);
    GString *head = arena_string(arena, 256);

    g_mime_object_set_content_type(object, type);
    g_mime_object_set_disposition(object, GMIME_DISPOSITION_ATTACHMENT);
    g_mime_object_set_content_disposition_parameter(object, "filename",
                                                    words_of(arena, file->name));
    GMimeParamList *params = g_mime_content_disposition_get_parameters(
        g_mime_object_get_content_disposition(object));
    g_mime_param_set_charset(g_mime_param_list_get_parameter(params, "filename"), "utf-8");
    g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_BASE64);
    append_headers(head, object);
    return head->str;
}

void
message_append_unsubscribe(GString *out, const char *url)
{
    g_autoptr(Arena) arena = arena_new();
    g_string_append_printf(out, "List-Unsubscribe: <%s>\r\n", value_of(arena, url));
}

void
message_append_own(GString *out, const OutboxMail *row, const MailSender *sender)
{
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(row->created_at);
    g_autofree char *when = g_mime_utils_header_format_date(date);
    g_string_append_printf(out, "Date: %s\r\nTo: %s\r\nMessage-Id: <%s@%s>\r\n", when,
                           value_of(arena, row->address), value_of(arena, row->message_id),
                           value_of(arena, mail_host(arena, sender->base_url)));
}

Bytes
mail_message(Arena *arena, const OutboxMail *row, const Mail *mail, const MailSender *sender,
             int64_t now)
{
    const Circular *circular = circular_new(arena, mail, row->language, sender);
    return circular_fill(arena, circular, row, &(CircularFill){0}, sender, now);
}

/* ---- archives ---- */

static GMimeMessage *
archived_new(Arena *arena, const MboxMessage *from)
{
    GMimeMessage *message = g_mime_message_new(TRUE);
    GMimeObject *object = GMIME_OBJECT(message);
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(from->at);
    g_autoptr(InternetAddress) author = internet_address_mailbox_new(
        words_of(arena, from->name), value_of(arena, from->address));
    internet_address_set_charset(author, "utf-8");
    internet_address_list_add(g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_FROM),
                              author);
    g_mime_message_set_subject(message, words_of(arena, from->subject), "utf-8");
    g_mime_message_set_date(message, date);
    g_mime_message_set_message_id(message, value_of(arena, from->id));
    if (from->answers != NULL)
        set_structured(object, arena, "In-Reply-To", arena_printf(arena, "<%s>", from->answers));
    GMimeTextPart *text = g_mime_text_part_new_with_subtype("plain");
    g_mime_text_part_set_charset(text, "utf-8");
    g_mime_text_part_set_text(text, from->text);
    g_mime_part_set_content_encoding(GMIME_PART(text), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_message_set_mime_part(message, GMIME_OBJECT(text));
    g_object_unref(text);
    return message;
}

/* ">From ", too, so that taking one ">" away gives back what was there. */
static bool
looks_like_beginning(const char *line)
{
    return g_str_has_prefix(line + strspn(line, ">"), "From ");
}

void
mbox_append(GString *out, const MboxMessage *from)
{
    mail_prepare();
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(GMimeMessage) message = archived_new(arena, from);
    g_autofree char *written = g_mime_object_to_string(GMIME_OBJECT(message), NULL);
    char when[ASCTIME_SIZE];
    struct tm clock;
    time_t at = (time_t)from->at;
    asctime_r(gmtime_r(&at, &clock), when); /* with a line end, as RFC 4155 asks for it */
    g_string_append_printf(out, "From %s %s", value_of(arena, from->address), when);
    g_auto(GStrv) lines = g_strsplit(written, "\n", -1);
    for (char **line = lines; *line != NULL; line++)
        g_string_append_printf(out, "%s%s\n", looks_like_beginning(*line) ? ">" : "", *line);
    g_string_append_c(out, '\n');
}
