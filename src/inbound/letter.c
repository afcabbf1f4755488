/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/letter.h"

#include "base/limits.h"
#include "base/text.h"
#include "calendar/answer.h"
#include "inbound/fields.h"
#include "inbound/plain.h"
#include "mail/mail.h"

#include <gmime/gmime.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)

#define MAX_ADDRESSES 200
#define MAX_REPORTS 50
#define MAX_TEXT_PARTS 20
#define MAX_WORD 1000 /* bytes of a header that programs compare */
#define MAX_REFERENCES 8000

const char *
letter_fault_words(LetterFault fault)
{
    static const char *const words[] = {
        [LETTER_OK] = "nothing",
        [LETTER_EMPTY] = "it has no headers",
        [LETTER_LARGE] = "it is too large",
        [LETTER_HEADERS] = "its headers are too long or too many",
        [LETTER_NESTED] = "its parts are nested too deep",
        [LETTER_PARTS] = "it has too many parts",
    };
    return words[fault];
}

/* ---- texts of strangers ---- */

/* Valid UTF-8 without control characters but line ends and tabs, at most @max bytes. */
static const char *
clean(Arena *arena, const char *text, size_t max)
{
    if (text == NULL)
        return "";
    size_t n = strnlen(text, max);
    g_autofree char *valid = g_utf8_make_valid(text, (gssize)n);
    GString *out = arena_string(arena, n + 1);
    for (const char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (u == '\n' || u == '\t' || (u >= ' ' && (u < 0x7f || u > 0x9f)))
            g_string_append_unichar(out, u);
        else if (u == '\r' && c[1] != '\n')
            g_string_append_c(out, '\n');
    }
    return out->str;
}

static const char *
clean_line(Arena *arena, const char *text, size_t max)
{
    return text_fold_space(arena, clean(arena, text, max));
}

static const char *
header(Arena *arena, GMimeObject *object, const char *name, size_t max)
{
    return clean_line(arena, g_mime_object_get_header(object, name), max);
}

static const char *
lower(Arena *arena, const char *text)
{
    g_autofree char *low = g_ascii_strdown(text, -1);
    return arena_strdup(arena, low);
}

/* Without the brackets around it, and what is before and after them. */
static const char *
bare_id(Arena *arena, const char *text)
{
    const char *open = strchr(text, '<');
    const char *at = open != NULL ? open + 1 : text;
    return arena_strndup(arena, at, strcspn(at, "> "));
}

/* ---- reading ---- */

typedef struct Reader {
    Arena *arena;
    Letter *letter;
    LetterFault fault;
    size_t n_parts, n_texts;
    bool plain_only; /* inside of alternatives, one of which is plain */
    bool in_report;
    GString *text;
    GArray *files, *reports;
} Reader;

static void walk(Reader *reader, GMimeObject *object, size_t depth);

/* The decoded bytes of a part; they live as long as the arena. */
static Bytes
content_of(Arena *arena, GMimePart *part)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GMimeStream *memory = g_mime_stream_mem_new();
    arena_defer(arena, g_object_unref, memory);
    if (content != NULL)
        g_mime_data_wrapper_write_to_stream(content, memory);
    const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
    return (Bytes){bytes->len > 0 ? (const void *)bytes->data : "", bytes->len};
}

static void
add_file(Reader *reader, GMimeObject *object, const char *name, Bytes content)
{
    GMimeContentType *type = g_mime_object_get_content_type(object);
    g_autofree char *mime = g_mime_content_type_get_mime_type(type);
    LetterFile file = {.name = clean_line(reader->arena, name, LIMIT_LINE),
                       .type = lower(reader->arena, clean_line(reader->arena, mime, LIMIT_LINE)),
                       .content = content};
    g_array_append_val(reader->files, file);
}

static void
add_text(Reader *reader, GMimePart *part, bool is_html)
{
    Arena *arena = reader->arena;
    if (reader->n_texts++ >= MAX_TEXT_PARTS)
        return;
    g_autofree char *raw = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    /* HTML is several times as long as its words. */
    const char *text = clean(arena, raw, is_html ? LIMIT_LETTER_HTML : LIMIT_LETTER_TEXT);
    if (is_html)
        text = plain_from_html(arena, text, LIMIT_LETTER_TEXT);
    size_t room = LIMIT_LETTER_TEXT - MIN(reader->text->len, LIMIT_LETTER_TEXT);
    const char *piece = clean(arena, text, room);
    if (reader->text->len > 0 && *piece != '\0')
        g_string_append(reader->text, "\n");
    else if (reader->text->len == 0)
        reader->letter->is_from_html = is_html;
    g_string_append(reader->text, piece);
}

/* ---- reports of mail servers ---- */

static void
add_reports(Reader *reader, GMimePart *part)
{
    Arena *arena = reader->arena;
    Bytes content = content_of(arena, part);
    const char *text = clean(arena, arena_strndup(arena, content.at, content.n), LIMIT_LETTER_TEXT);
    FieldGroupSpan groups = fields_read(arena, text);
    for (size_t i = 0; i < groups.n && reader->reports->len < MAX_REPORTS; i++) {
        const FieldGroup *group = &groups.at[i];
        const char *original = fields_address(arena, fields_find(group, "original-recipient"));
        const char *last = fields_address(arena, fields_find(group, "final-recipient"));
        LetterReport report = {.recipient = *original != '\0' ? original : last,
                               .action = lower(arena, fields_find(group, "action")),
                               .status = fields_find(group, "status"),
                               .diagnostic = fields_find(group, "diagnostic-code")};
        if (*report.recipient != '\0' || *report.action != '\0')
            g_array_append_val(reader->reports, report);
    }
    reader->letter->is_report = true;
}

static void
read_feedback(Reader *reader, GMimePart *part)
{
    Arena *arena = reader->arena;
    Bytes content = content_of(arena, part);
    FieldGroupSpan groups = fields_read(
        arena, clean(arena, arena_strndup(arena, content.at, content.n), LIMIT_LETTER_TEXT));
    if (groups.n == 0)
        return;
    const char *kind = fields_find(&groups.at[0], "feedback-type");
    reader->letter->feedback = lower(arena, *kind != '\0' ? kind : "abuse");
    reader->letter->complainer = fields_address(arena,
                                                fields_find(&groups.at[0], "original-rcpt-to"));
}

/* The mail that comes back: its own name, and to whom it went. */
static void
note_returned(Reader *reader, const char *id, const char *to)
{
    Letter *letter = reader->letter;
    if (*letter->returned_id == '\0')
        letter->returned_id = bare_id(reader->arena, id);
    if (*letter->returned_to == '\0')
        letter->returned_to = fields_address(reader->arena, to);
}

static void
read_returned_headers(Reader *reader, GMimePart *part)
{
    Arena *arena = reader->arena;
    Bytes content = content_of(arena, part);
    FieldGroupSpan groups = fields_read(
        arena, clean(arena, arena_strndup(arena, content.at, content.n), LIMIT_LETTER_TEXT));
    if (groups.n > 0)
        note_returned(reader, fields_find(&groups.at[0], "message-id"),
                      fields_find(&groups.at[0], "to"));
}

static void
handle_message(Reader *reader, GMimeMessagePart *part)
{
    GMimeMessage *inner = g_mime_message_part_get_message(part);
    if (inner == NULL)
        return;
    if (reader->in_report) {
        note_returned(reader, header(reader->arena, GMIME_OBJECT(inner), "Message-ID", MAX_WORD),
                      header(reader->arena, GMIME_OBJECT(inner), "To", MAX_WORD));
        return;
    }
    GMimeStream *memory = g_mime_stream_mem_new();
    arena_defer(reader->arena, g_object_unref, memory);
    g_mime_object_write_to_stream(GMIME_OBJECT(inner), NULL, memory);
    const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
    add_file(reader, GMIME_OBJECT(part), "message.eml", (Bytes){bytes->data, bytes->len});
}

/* ---- calendars ---- */

/* What is no answer is a file like others. */
static void
read_calendar(Reader *reader, GMimePart *part)
{
    Bytes content = content_of(reader->arena, part);
    const char *answer = answer_read(reader->arena, content);
    if (*answer != '\0')
        reader->letter->calendar = answer;
    else
        add_file(reader, GMIME_OBJECT(part), g_mime_part_get_filename(part), content);
}

/* ---- parts ---- */

static bool
is_type(GMimeObject *object, const char *type, const char *subtype)
{
    return g_mime_content_type_is_type(g_mime_object_get_content_type(object), type, subtype);
}

typedef struct Special {
    const char *type, *subtype;
    void (*read)(Reader *reader, GMimePart *part);
} Special;

static const Special specials[] = {
    {"message", "delivery-status",        add_reports          },
    {"message", "global-delivery-status", add_reports          },
    {"message", "feedback-report",        read_feedback        },
    {"text",    "rfc822-headers",         read_returned_headers},
    {"text",    "calendar",               read_calendar        },
};

static void
handle_leaf(Reader *reader, GMimePart *part)
{
    GMimeObject *object = GMIME_OBJECT(part);
    for (size_t i = 0; i < G_N_ELEMENTS(specials); i++)
        if (is_type(object, specials[i].type, specials[i].subtype)) {
            specials[i].read(reader, part);
            return;
        }
    const char *name = g_mime_part_get_filename(part);
    bool is_file = g_mime_part_is_attachment(part) || (name != NULL && *name != '\0');
    bool is_html = is_type(object, "text", "html");
    if (!is_file && GMIME_IS_TEXT_PART(part) && (is_html || is_type(object, "text", "plain"))) {
        if (!is_html || !reader->plain_only)
            add_text(reader, part, is_html);
        return;
    }
    add_file(reader, object, name, content_of(reader->arena, part));
}

/* Is there a plain text, not a file, somewhere in it? */
static bool
has_plain(GMimeObject *object, size_t depth)
{
    if (GMIME_IS_MULTIPART(object) && depth < LIMIT_LETTER_DEPTH) {
        GMimeMultipart *parts = GMIME_MULTIPART(object);
        for (int i = 0; i < MIN(g_mime_multipart_get_count(parts), LIMIT_LETTER_PARTS); i++)
            if (has_plain(g_mime_multipart_get_part(parts, i), depth + 1))
                return true;
        return false;
    }
    return GMIME_IS_PART(object) && is_type(object, "text", "plain") &&
           !g_mime_part_is_attachment(GMIME_PART(object));
}

static void
walk_multipart(Reader *reader, GMimeMultipart *parts, size_t depth)
{
    bool plain_only = reader->plain_only, in_report = reader->in_report;
    GMimeObject *object = GMIME_OBJECT(parts);
    if (is_type(object, "multipart", "report"))
        reader->in_report = reader->letter->is_report = true;
    if (is_type(object, "multipart", "alternative"))
        reader->plain_only = plain_only || has_plain(object, depth);
    for (int i = 0; i < g_mime_multipart_get_count(parts) && reader->fault == LETTER_OK; i++)
        walk(reader, g_mime_multipart_get_part(parts, i), depth + 1);
    reader->plain_only = plain_only;
    reader->in_report = in_report;
}

static void
walk(Reader *reader, GMimeObject *object, size_t depth)
{
    if (depth > LIMIT_LETTER_DEPTH)
        reader->fault = LETTER_NESTED;
    else if (reader->n_parts++ >= LIMIT_LETTER_PARTS)
        reader->fault = LETTER_PARTS;
    else if (GMIME_IS_MULTIPART(object))
        walk_multipart(reader, GMIME_MULTIPART(object), depth);
    else if (GMIME_IS_MESSAGE_PART(object))
        handle_message(reader, GMIME_MESSAGE_PART(object));
    else if (GMIME_IS_PART(object))
        handle_leaf(reader, GMIME_PART(object));
}

/* ---- headers ---- */

static const char *
mailbox_address(Arena *arena, InternetAddress *address)
{
    if (!INTERNET_ADDRESS_IS_MAILBOX(address))
        return "";
    const char *text = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
    return text_fold_email(arena, clean_line(arena, text, LIMIT_EMAIL));
}

static void
add_address(Arena *arena, GPtrArray *to, const char *text)
{
    const char *address = text_fold_email(arena, clean_line(arena, text, LIMIT_EMAIL + 2));
    if (*address != '\0' && to->len < MAX_ADDRESSES)
        g_ptr_array_add(to, (void *)address);
}

static void
read_recipients(Arena *arena, GMimeMessage *message, GPtrArray *to)
{
    static const GMimeAddressType types[] = {GMIME_ADDRESS_TYPE_TO, GMIME_ADDRESS_TYPE_CC};
    for (size_t t = 0; t < G_N_ELEMENTS(types); t++) {
        InternetAddressList *list = g_mime_message_get_addresses(message, types[t]);
        int n = list != NULL ? internet_address_list_length(list) : 0;
        for (int i = 0; i < n && to->len < MAX_ADDRESSES; i++)
            add_address(arena, to,
                        mailbox_address(arena, internet_address_list_get_address(list, i)));
    }
}

static void
read_author(Arena *arena, GMimeMessage *message, Letter *letter)
{
    InternetAddressList *from = g_mime_message_get_from(message);
    if (from == NULL || internet_address_list_length(from) == 0)
        return;
    InternetAddress *first = internet_address_list_get_address(from, 0);
    letter->from = mailbox_address(arena, first);
    letter->from_name = clean_line(arena, internet_address_get_name(first), LIMIT_LINE);
}

/* Headers that may be there several times. */
static void
read_repeated(Arena *arena, GMimeMessage *message, Letter *letter, GPtrArray *to)
{
    static const char *const suppress[] = {"x-auto-response-suppress", "x-autoreply",
                                           "x-autorespond", "x-autogenerated", NULL};
    GString *delivered = arena_string(arena, 80), *results = arena_string(arena, 80);
    GMimeHeaderList *list = g_mime_object_get_header_list(GMIME_OBJECT(message));
    for (int i = 0; i < g_mime_header_list_get_count(list); i++) {
        GMimeHeader *one = g_mime_header_list_get_header_at(list, i);
        const char *name = lower(arena, g_mime_header_get_name(one));
        const char *value = clean_line(arena, g_mime_header_get_value(one), MAX_WORD);
        letter->n_received += strcmp(name, "received") == 0;
        letter->has_suppress |= g_strv_contains(suppress, name);
        letter->is_list |= strcmp(name, "list-id") == 0 || strcmp(name, "list-unsubscribe") == 0;
        if (strcmp(name, "authentication-results") == 0)
            g_string_append_printf(results, "%s\n", value);
        if (strcmp(name, "delivered-to") == 0 || strcmp(name, "x-loop") == 0) {
            letter->n_delivered++;
            g_string_append_printf(delivered, "%s\n", lower(arena, value));
        }
        if (strcmp(name, "delivered-to") == 0 || strcmp(name, "x-original-to") == 0)
            add_address(arena, to, value);
    }
    letter->delivered = delivered->str;
    letter->results = results->str;
}

static void
read_headers(Arena *arena, GMimeMessage *message, Letter *letter)
{
    GMimeObject *object = GMIME_OBJECT(message);
    GPtrArray *to = g_ptr_array_new();
    arena_defer(arena, (GDestroyNotify)g_ptr_array_unref, to);
    read_author(arena, message, letter);
    read_recipients(arena, message, to);
    read_repeated(arena, message, letter, to);
    letter->to = (AddressSpan){(const char *const *)to->pdata, to->len};
    letter->subject = clean_line(arena, g_mime_message_get_subject(message), LIMIT_LINE * 4);
    letter->message_id = bare_id(arena, header(arena, object, "Message-ID", MAX_WORD));
    letter->in_reply_to = bare_id(arena, header(arena, object, "In-Reply-To", MAX_WORD));
    letter->references = header(arena, object, "References", MAX_REFERENCES);
    letter->return_path = bare_id(arena, header(arena, object, "Return-Path", MAX_WORD));
    letter->auto_submitted = lower(arena, header(arena, object, "Auto-Submitted", MAX_WORD));
    const char *failed = header(arena, object, "X-Failed-Recipients", MAX_WORD);
    letter->failed = fields_address(arena, arena_strndup(arena, failed, strcspn(failed, ",")));
    letter->precedence = lower(arena, header(arena, object, "Precedence", MAX_WORD));
    GDateTime *date = g_mime_message_get_date(message);
    letter->date = date != NULL ? g_date_time_to_unix(date) : 0;
}

/* ---- before GMime ---- */

static size_t
count_of(const char *text, size_t n, const char *what)
{
    size_t count = 0, length = strlen(what);
    for (const char *end = text + n; (size_t)(end - text) >= length;) {
        const char *found = memchr(text, what[0], (size_t)(end - text) - length + 1);
        if (found == NULL)
            break;
        count += g_ascii_strncasecmp(found, what, length) == 0;
        text = found + 1;
    }
    return count;
}

/* Sizes that GMime would only find out by allocating them. */
static LetterFault
check_sizes(Bytes message)
{
    const char *text = message.at;
    if (message.n > LIMIT_LETTER)
        return LETTER_LARGE;
    size_t lines = 0, at = 0;
    for (; at < message.n; lines++) {
        const char *end = memchr(text + at, '\n', message.n - at);
        size_t n = end != NULL ? (size_t)(end - text) - at : message.n - at;
        if (n == 0 || (n == 1 && text[at] == '\r'))
            break;
        at += n + 1;
        if (at > LIMIT_LETTER_HEADERS || lines > LIMIT_LETTER_LINES)
            return LETTER_HEADERS;
    }
    if (lines == 0 || memchr(text, ':', MIN(at, message.n)) == NULL)
        return LETTER_EMPTY;
    size_t nests = count_of(text, message.n, "multipart/") +
                   count_of(text, message.n, "message/rfc822");
    return nests > LIMIT_LETTER_PARTS ? LETTER_NESTED : LETTER_OK;
}

static GMimeMessage *
parse(Bytes message)
{
    g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(message.at, message.n);
    g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
    g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
    return g_mime_parser_construct_message(parser, NULL);
}

LetterFault
letter_read(Arena *arena, Bytes bytes, Letter *ret_letter)
{
    mail_prepare();
    LetterFault fault = check_sizes(bytes);
    if (fault != LETTER_OK)
        return fault;
    g_autoptr(GMimeMessage) message = parse(bytes);
    if (message == NULL)
        return LETTER_EMPTY;

    Letter letter = {.from = "",
                     .from_name = "",
                     .feedback = "",
                     .calendar = "",
                     .complainer = "",
                     .returned_id = "",
                     .returned_to = ""};
    g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(LetterFile));
    g_autoptr(GArray) reports = g_array_new(FALSE, FALSE, sizeof(LetterReport));
    Reader reader = {.arena = arena,
                     .letter = &letter,
                     .text = arena_string(arena, 4096),
                     .files = files,
                     .reports = reports};
    read_headers(arena, message, &letter);
    if (g_mime_message_get_mime_part(message) != NULL)
        walk(&reader, g_mime_message_get_mime_part(message), 0);
    if (reader.fault != LETTER_OK)
        return reader.fault;
    letter.text = reader.text->str;
    letter.files.n = files->len;
    letter.files.at = arena_array_of(arena, LetterFile, MAX(files->len, 1));
    letter.reports.n = reports->len;
    letter.reports.at = arena_array_of(arena, LetterReport, MAX(reports->len, 1));
    if (files->len > 0)
        memcpy((void *)letter.files.at, files->data, files->len * sizeof(LetterFile));
    if (reports->len > 0)
        memcpy((void *)letter.reports.at, reports->data, reports->len * sizeof(LetterReport));
    *ret_letter = letter;
    return LETTER_OK;
}
