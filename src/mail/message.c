/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/outbox.h"

#include "base/text.h"

#include <gmime/gmime.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeDataWrapper, g_object_unref)
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

/* The bytes are UTF-8 as they are: g_mime_text_part_set_text() would choose the smallest charset,
 * and the HTML says that it is UTF-8. */
static GMimeObject *
part_new(const char *subtype, const char *text)
{
    GMimeTextPart *part = g_mime_text_part_new_with_subtype(subtype);
    g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(text, strlen(text));
    g_autoptr(GMimeDataWrapper)
        content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

    g_mime_text_part_set_charset(part, "utf-8");
    g_mime_part_set_content(GMIME_PART(part), content);
    g_mime_part_set_content_encoding(GMIME_PART(part), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    return GMIME_OBJECT(part);
}

/* The boundary is made of the row, so that the same mail is the same bytes at every attempt. */
static GMimeObject *
alternative_new(Arena *arena, const OutboxMail *row, const Mail *mail)
{
    GMimeMultipart *multipart = g_mime_multipart_new_with_subtype("alternative");
    g_autoptr(GMimeObject) text = part_new("plain", mail->text);
    g_autoptr(GMimeObject) html = part_new("html", mail->html);

    g_mime_multipart_set_boundary(multipart, arena_printf(arena, "=_%s", row->message_id));
    g_mime_multipart_add(multipart, text);
    g_mime_multipart_add(multipart, html);
    return GMIME_OBJECT(multipart);
}

/* A header with a grammar of its own, in one line of ASCII: GMime would fold and encode a long
 * address as if it were words. */
static void
set_structured(GMimeObject *object, Arena *arena, const char *name, const char *value)
{
    g_mime_object_set_header(object, name, "", "utf-8");
    GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(object),
                                                        name);
    g_mime_header_set_raw_value(header, arena_printf(arena, " %s\n", value));
}

/* RFC 2919, RFC 2369, RFC 8058; and Feedback-ID, by which large hosts count complaints. */
static void
set_list_headers(GMimeObject *object, Arena *arena, const Mail *mail, const MailSender *sender)
{
    const char *host = mail_host(arena, sender->base_url);
    const char *values[][2] = {
        {"List-Id", arena_printf(arena, "<%s.%s>", mail->list, host)},
        {"List-Unsubscribe", arena_printf(arena, "<%s>", mail->unsubscribe)},
        {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"},
        {"Feedback-ID", arena_printf(arena, "%s:%s:baraza", mail->list, host)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        set_structured(object, arena, values[i][0], values[i][1]);
}

static void
set_headers(GMimeMessage *message, Arena *arena, const OutboxMail *row, const Mail *mail,
            const MailSender *sender)
{
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(row->created_at);
    const char *host = mail_host(arena, sender->base_url);
    const char *id = arena_printf(arena, "%s@%s", row->message_id, host);
    g_autoptr(InternetAddress)
        from = internet_address_mailbox_new(text_fold_space(arena, sender->name), sender->address);
    GMimeObject *object = GMIME_OBJECT(message);

    internet_address_set_charset(from, "utf-8");
    internet_address_list_add(g_mime_message_get_addresses(message, GMIME_ADDRESS_TYPE_FROM), from);
    g_mime_message_add_mailbox(message, GMIME_ADDRESS_TYPE_TO, NULL, row->address);
    g_mime_message_set_subject(message, text_fold_space(arena, mail->subject), "utf-8");
    g_mime_message_set_date(message, date);
    g_mime_message_set_message_id(message, id);
    g_mime_object_set_header(object, "Content-Language", row->language, "utf-8");
    if (mail->list != NULL)
        set_list_headers(object, arena, mail, sender);
    /* RFC 3834: nobody's holiday notice answers it. */
    g_mime_object_set_header(object, "Auto-Submitted", "auto-generated", "utf-8");
}

Bytes
mail_message(Arena *arena, const OutboxMail *row, const Mail *mail, const MailSender *sender,
             int64_t now)
{
    mail_prepare();
    g_autoptr(GMimeMessage) message = g_mime_message_new(TRUE);
    g_autoptr(GMimeObject) body = alternative_new(arena, row, mail);
    g_autoptr(GMimeStream) stream = g_mime_stream_mem_new();
    GMimeFormatOptions *options = g_mime_format_options_new();

    set_headers(message, arena, row, mail, sender);
    g_mime_message_set_mime_part(message, body);
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream);
    g_mime_format_options_free(options);

    GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    const char *at = arena_strndup(arena, (const char *)bytes->data, bytes->len);
    return dkim_sign(arena, &sender->dkim, now, (Bytes){.at = at, .n = bytes->len});
}
