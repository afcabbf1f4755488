/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Headers cannot be smuggled in: whatever people write, a mail that goes out has the headers that
 * it was given, and who reads it back reads what was written.
 */
#include "alliance/comment.h"
#include "alliance/follow.h"
#include "alliance/group_member.h"
#include "alliance/item.h"
#include "alliance/sender.h"
#include "alliance/task.h"
#include "base/text.h"
#include "inbound/letter.h"
#include "message_check.h"
#include "testing.h"

#include <string.h>

/* What a person, an import or an attacker may have written; all of it is UTF-8. */
static const char *const hostile[] = {
    "x\r\nBcc: evil@example.org",
    "x\nBcc: evil@example.org",
    "x\rBcc: evil@example.org",
    "\r\n\r\n<script>alert(1)</script>",
    "x\r\n Bcc: evil@example.org",
    "x\r\n\t\r\nBcc: evil@example.org",
    "x\xc2\x85"
    "Bcc: evil@example.org",
    "x\xe2\x80\xa8"
    "Bcc: evil@example.org",
    "x\x0b"
    "Bcc: evil@example.org",
    "x\x0c"
    "Bcc: evil@example.org",
    "x\x01\x02\x1b[31m\x7f",
    "=?utf-8?q?=0D=0ABcc:_evil@example.org?=",
    "=?utf-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmc=?= =?x?",
    "evil@example.org, b@example.org",
    "\"quoted\" <evil@example.org>",
    "ends with \\",
    "\\\" <evil@example.org>, \"",
    "(a comment) ;:@<>()[],.",
    "\xe2\x80\xae"
    "gro.elpmaxe",
    HOSTILE,
    "",
    " ",
    "one word that is longer than any line may be, made of ten thousand letters", /* see below */
};

enum { N_HOSTILE = G_N_ELEMENTS(hostile) };

static const char *
hostile_at(Arena *arena, size_t i)
{
    if (i + 1 < N_HOSTILE)
        return hostile[i];
    g_autofree char *word = g_strnfill(10000, 'w');
    return arena_printf(arena, "%s \xc3\xa9%s", word, word);
}

/* ---- each field by itself ---- */

typedef struct Fields {
    Mail mail;
    OutboxMail row;
    MailSender sender;
} Fields;

static const Fields plain = {
    .mail = {.subject = "Hello",
             .text = "Text\n",
             .html = "<p>Text</p>",
             .list = "newsletter",
             .unsubscribe = "https://alliance.example/unsubscribe/x",
             .archive = "https://alliance.example/newsletter",
             .reply_to = "reply+x@alliance.example",
             .thread = "item-39"},
    .row = {.id = 1,
             .address = "ann@example.org",
             .language = "en",
             .message_id = "1.1483347600",
             .created_at = 1483347600},
    .sender = {.address = "us@alliance.example",
             .name = "Alliance",
             .base_url = "https://alliance.example",
             .language = "en"},
};

static const struct {
    const char *name;
    size_t offset;
} fields[] = {
    {"subject",     offsetof(Fields, mail.subject)    },
    {"list",        offsetof(Fields, mail.list)       },
    {"unsubscribe", offsetof(Fields, mail.unsubscribe)},
    {"archive",     offsetof(Fields, mail.archive)    },
    {"reply-to",    offsetof(Fields, mail.reply_to)   },
    {"thread",      offsetof(Fields, mail.thread)     },
    {"address",     offsetof(Fields, row.address)     },
    {"language",    offsetof(Fields, row.language)    },
    {"message-id",  offsetof(Fields, row.message_id)  },
    {"sender",      offsetof(Fields, sender.address)  },
    {"name",        offsetof(Fields, sender.name)     },
    {"host",        offsetof(Fields, sender.base_url) },
};

static Bytes
message_of(Arena *arena, const Fields *of)
{
    return mail_message(arena, &of->row, &of->mail, &of->sender, 1483347600);
}

/* What is read back of a name or a subject: without what no header can have, and with "=?", which
 * would begin an encoded word, taken apart. */
static const char *
as_read(Arena *arena, const char *text)
{
    GString *out = arena_string(arena, strlen(text) + 1);
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c))
        if (!g_unichar_iscntrl(g_utf8_get_char(c)) || g_unichar_isspace(g_utf8_get_char(c)))
            g_string_append_unichar(out, g_utf8_get_char(c));
    g_auto(GStrv) parts = g_strsplit(text_fold_space(arena, out->str), "=?", -1);
    g_autofree char *apart = g_strjoinv("= ?", parts);
    return arena_strdup(arena, apart);
}

static void
test_no_field_makes_a_header(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *wanted = message_header_names(fx->arena, message_of(fx->arena, &plain));
    g_assert_nonnull(strstr(wanted, "Date To Message-Id List-Unsubscribe "));
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        for (size_t k = 0; k < N_HOSTILE; k++) {
            g_autoptr(Arena) arena = arena_new();
            Fields of = plain;
            const char *value = hostile_at(arena, k);
            *(const char **)(void *)((char *)&of + fields[i].offset) = value;
            g_test_message("%s %zu", fields[i].name, k);
            Bytes message = message_of(arena, &of);
            g_assert_cmpstr(message_header_names(arena, message), ==, wanted);
            Letter letter;
            g_assert_cmpint(letter_read(arena, message, &letter), ==, LETTER_OK);
            g_assert_cmpstr(letter.text, ==, "Text\n");
            g_assert_null(
                strstr(message.at, "=1B")); /* nor a control character in an encoded word */
            if (strcmp(fields[i].name, "subject") == 0 && strlen(value) < 1000)
                g_assert_cmpstr(letter.subject, ==, as_read(arena, value));
            if (strcmp(fields[i].name, "name") == 0 && strlen(value) < 1000)
                g_assert_cmpstr(letter.from_name, ==, as_read(arena, value));
            if (strcmp(fields[i].name, "sender") != 0)
                g_assert_cmpstr(letter.from, ==, "us@alliance.example");
        }
}

/* ---- the mails of the alliance ---- */

static const MailKind *const mails[] = {&MAIL_FOLLOW, &MAIL_GROUP, &MAIL_TASK_OPENED, NULL};

/* Everything that people call something is @value, past the forms that would refuse it. */
static void
call_everything(Fixture *fx, const char *value)
{
    static const char *const statements[] = {
        "UPDATE person SET name = '%s'",
        "UPDATE item SET title = '%s'",
        "UPDATE setting SET value = '%s' WHERE name IN ('name', 'short_name')",
        "UPDATE task SET subject = '%s'",
        "UPDATE comment SET body = '%s'",
    };
    g_auto(GStrv) parts = g_strsplit(value, "'", -1);
    g_autofree char *quoted = g_strjoinv("''", parts);
    for (size_t i = 0; i < G_N_ELEMENTS(statements); i++) {
        g_auto(GStrv) ends = g_strsplit(statements[i], "%s", 2);
        g_autofree char *sql = g_strconcat(ends[0], quoted, ends[1], NULL);
        run_sql(fx, sql);
    }
}

/* A comment that Ann follows, a group that Bob is invited to, a task of the secretariat. */
static void
queue_mails(Fixture *fx)
{
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('mail_from', 'us@alliance.example'),"
                " ('mail_in', '1'), ('name', 'x'), ('short_name', 'x')");
    fx->app.mails = mails;
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t post = item_insert(
        cx,
        &(ItemDraft){
            .kind = "post", .slug = "a", .title = "A", .audience = "members", .author_id = EDNA});
    int64_t group = item_insert(cx, &(ItemDraft){.kind = "group", .slug = "g", .title = "G"});
    item_publish(cx, post);
    item_publish(cx, group);
    follow_set(cx, post, ANN, true);
    comment_insert(cx, post, 0, "Words");
    task_open(cx, "comment.review", post, 0, "secretariat", "S");
    g_assert_cmpint(group_member_invite(cx, item_find_id(cx, group), "bob@example.org"), ==,
                    GROUP_DONE);
    fixture_commit(fx);
}

static void
test_no_name_makes_a_header(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    queue_mails(fx);
    g_autoptr(GHashTable) kinds = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t k = 0; k < N_HOSTILE; k++) {
        const char *value = hostile_at(fx->arena, k);
        call_everything(fx, value);
        Ctx *cx = fixture_begin(fx, SAM);
        OutboxSpan rows = mail_list(cx, NULL, 1);
        const MailSender sender = mail_sender(cx);
        for (size_t i = 0; i < rows.n; i++) {
            Mail mail = {0};
            Letter letter;
            g_assert_true(mail_compose(cx, mails, &sender, &rows.at[i], &mail));
            Bytes message = mail_message(cx->arena, &rows.at[i], &mail, &sender, cx->now);
            g_assert_null(strstr(message_header_names(cx->arena, message), "Bcc"));
            g_assert_cmpint(letter_read(cx->arena, message, &letter), ==, LETTER_OK);
            g_assert_cmpstr(letter.from, ==, "us@alliance.example");
            g_assert_cmpuint(letter.to.n, ==, 1);
            if (strlen(value) < 1000)
                g_assert_nonnull(strstr(letter.subject, as_read(cx->arena, value)));
            g_hash_table_add(kinds, (char *)mail_kind_find(mails, rows.at[i].template)->name);
        }
        fixture_commit(fx);
    }
    g_assert_cmpuint(g_hash_table_size(kinds), ==, G_N_ELEMENTS(mails) - 1);
}

void
header_tests(void)
{
    add_test("/header/no-field-makes-a-header", test_no_field_makes_a_header);
    add_test("/header/no-name-makes-a-header", test_no_name_makes_a_header);
}
