/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A mail that goes out: whatever people wrote into its fields, it has the headers of any other, and
 * who reads it finds one sender, one reader, and the text.  The first lines are the alliance's
 * name, the subject, the reader's address and the thread; the rest is the text.
 */
#include "base/text.h"
#include "fuzzing.h"
#include "inbound/letter.h"
#include "mail/mail.h"
#include "message_check.h"

#include <string.h>

static const MailSender usual = {.address = "us@alliance.example",
                                 .name = "Alliance",
                                 .base_url = "https://alliance.example",
                                 .language = "en"};

static Bytes
write_one(Arena *arena, const char *name, const char *subject, const char *address,
          const char *thread, const char *text)
{
    MailSender sender = usual;
    sender.name = name;
    const Mail mail = {.subject = subject,
                       .text = text,
                       .html = "<p>Hello</p>",
                       .list = "newsletter",
                       .unsubscribe = "https://alliance.example/u",
                       .reply_to = "reply@alliance.example",
                       .thread = thread};
    const OutboxMail row = {.id = 1,
                            .address = address,
                            .language = "en",
                            .message_id = "1.1483347600",
                            .created_at = 1483347600};
    return mail_message(arena, &row, &mail, &sender, 1483347600);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    const char *fields[4];
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        g_autofree char *valid = g_utf8_make_valid(fuzz_line(arena, &data, &size), -1);
        fields[i] = arena_strdup(arena, valid);
        /* Line ends can stand in each of them, too. */
        for (char *c = (char *)(uintptr_t)fields[i]; *c != '\0'; c++)
            if (*c == '|')
                *c = i % 2 == 0 ? '\r' : '\n';
    }
    g_autofree char *text = g_utf8_make_valid(fuzz_text(arena, data, size), -1);
    Bytes message = write_one(arena, fields[0], fields[1], fields[2], fields[3], text);
    Bytes simple = write_one(arena, "A", "S", "a@b.example", "item-1", "T");
    g_assert_cmpstr(message_header_names(arena, message), ==, message_header_names(arena, simple));
    Letter letter;
    g_assert_cmpint(letter_read(arena, message, &letter), ==, LETTER_OK);
    g_assert_cmpstr(letter.from, ==, usual.address);
    g_assert_cmpuint(letter.files.n, ==, 0);
    g_assert_true(text_is_clean(letter.subject, strlen(letter.subject)));
    return 0;
}
