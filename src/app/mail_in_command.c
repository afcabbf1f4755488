/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * baraza mail-in: one message from a mail server's pipe.
 *
 * Whatever is wrong with us (configuration, database) is EX_TEMPFAIL: then the
 * mail server keeps the message and tries again, and nobody's mail is lost.
 */
#include "app/command.h"
#include "app/instance.h"
#include "base/limits.h"
#include "inbound/deliver.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

/* At most one byte more than is taken; false: it could not be read. */
static bool
read_message(GByteArray *message)
{
    for (;;) {
        guint8 bytes[64 * 1024];
        ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
        if (n <= 0)
            return n == 0;
        if (message->len <= LIMIT_LETTER)
            g_byte_array_append(message, bytes, (guint)n);
    }
}

/* As pipes of mail servers write a sender that there is not. */
static const char *
sender_of(const char *from)
{
    bool is_nobody = from == NULL || strcmp(from, "<>") == 0 ||
                     g_ascii_strcasecmp(from, "MAILER-DAEMON") == 0;
    return is_nobody ? "" : from;
}

int
run_mail_in(const Command *command, int argc, char **argv)
{
    g_autofree char *from = NULL, *to = NULL;
    const GOptionEntry options[] = {
        {"from", 0, 0, G_OPTION_ARG_FILENAME, &from, "Who sends, by the envelope", "ADDRESS"},
        {"to", 0, 0, G_OPTION_ARG_FILENAME, &to, "To which address of ours", "ADDRESS"},
        {0},
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = command_begin(command, options, &argc, &argv, 0, 0);
    if (config == NULL)
        return EX_TEMPFAIL;
    if (to == NULL) {
        fputs("baraza mail-in: --to is missing\n", stderr);
        return EX_USAGE;
    }
    g_autoptr(GByteArray) message = g_byte_array_new();
    if (!read_message(message))
        return EX_TEMPFAIL;
    g_autoptr(Arena) arena = arena_new();
    g_autoptr(Instance) instance = instance_open(config, &error);
    /* Whatever bytes a mail server lets pass. */
    g_autofree char *sender = g_utf8_make_valid(sender_of(from), -1);
    g_autofree char *receiver = g_utf8_make_valid(to, -1);
    const Envelope envelope = {sender, receiver};
    Delivery told = delivery_later();
    if (instance != NULL)
        told = inbound_deliver(arena, &instance->app, instance->db, &envelope,
                               (Bytes){message->data, message->len});
    else
        command_fail(error);
    /* Postfix takes a code at the beginning for its own report. */
    if (told.exit_code != EX_OK)
        printf("%s %s\n", told.reply + strcspn(told.reply, " ") + 1, told.words);
    return told.exit_code;
}
