/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/lmtp_session.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

#define MAX_FAULTS 20 /* commands that were none, before the conversation is ended */

/* Where in a message the next byte stands. */
typedef enum DataState {
    DATA_NONE = 0,
    DATA_LINE,
    DATA_WORD,
    DATA_CR,
    DATA_DOT,
    DATA_DOT_CR
} DataState;

struct LmtpSession {
    LmtpHandler handler;
    char *host;
    GString *line;       /* the command that has begun */
    char *from;          /* or NULL: no MAIL yet */
    GPtrArray *to;       /* char *, owned */
    GByteArray *message; /* while DATA lasts */
    DataState state;
    bool too_large; /* what comes is counted no more */
    bool greeted, ended;
    int faults;
};

LmtpSession *
lmtp_session_new(const LmtpHandler *handler, const char *host)
{
    LmtpSession *session = g_new0(LmtpSession, 1);
    session->handler = *handler;
    session->host = g_strdup(host);
    session->line = g_string_new(NULL);
    session->to = g_ptr_array_new_with_free_func(g_free);
    session->message = g_byte_array_new();
    return session;
}

void
lmtp_session_free(LmtpSession *session)
{
    if (session == NULL)
        return;
    g_free(session->host);
    g_free(session->from);
    g_string_free(session->line, TRUE);
    g_ptr_array_unref(session->to);
    g_byte_array_unref(session->message);
    g_free(session);
}

void
lmtp_session_greet(LmtpSession *session, GString *out)
{
    g_string_append_printf(out, "220 %s LMTP\r\n", session->host);
}

bool
lmtp_session_in_data(const LmtpSession *session)
{
    return session->state != DATA_NONE;
}

static void
reset(LmtpSession *session)
{
    g_clear_pointer(&session->from, g_free);
    g_ptr_array_set_size(session->to, 0);
    g_byte_array_unref(session->message);
    session->message = g_byte_array_new();
    session->state = DATA_NONE;
    session->too_large = false;
}

/* ---- commands ---- */

static void
do_lhlo(LmtpSession *session, const char *rest, GString *out)
{
    (void)rest;
    reset(session);
    session->greeted = true;
    g_string_append_printf(out,
                           "250-%s\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"
                           "250-ENHANCEDSTATUSCODES\r\n250 SIZE %d\r\n",
                           session->host, LIMIT_LETTER);
}

/* The address between "<" and ">" after @word; newly allocated, NULL if it is not so written. */
static char *
path_after(const char *rest, const char *word)
{
    size_t n = strlen(word);
    if (g_ascii_strncasecmp(rest, word, n) != 0)
        return NULL;
    const char *open = rest + n + strspn(rest + n, " ");
    const char *close = strchr(open, '>');
    if (*open != '<' || close == NULL || close - open > LIMIT_EMAIL + 1)
        return NULL;
    g_autofree char *path = g_strndup(open + 1, (size_t)(close - open - 1));
    for (const char *c = path; *c != '\0'; c++)
        if (g_ascii_iscntrl(*c) || *c == '<')
            return NULL;
    return g_steal_pointer(&path);
}

static void
do_mail(LmtpSession *session, const char *rest, GString *out)
{
    g_autofree char *from = path_after(rest, "FROM:");
    g_autofree char *upper = g_ascii_strup(rest, -1);
    const char *size = strstr(upper, " SIZE=");
    if (!session->greeted || session->from != NULL)
        g_string_append(out, "503 5.5.1 Not now\r\n");
    else if (from == NULL)
        g_string_append(out, "501 5.1.7 Write MAIL FROM:<address>\r\n");
    else if (size != NULL && g_ascii_strtoull(size + 6, NULL, 10) > LIMIT_LETTER)
        g_string_append(out, "552 5.3.4 Too large\r\n");
    else {
        session->from = g_steal_pointer(&from);
        g_string_append(out, "250 2.1.0 Ok\r\n");
    }
}

static void
do_rcpt(LmtpSession *session, const char *rest, GString *out)
{
    g_autofree char *to = path_after(rest, "TO:");
    if (session->from == NULL)
        g_string_append(out, "503 5.5.1 MAIL comes first\r\n");
    else if (to == NULL)
        g_string_append(out, "501 5.1.3 Write RCPT TO:<address>\r\n");
    else if (session->to->len >= LIMIT_LMTP_RECIPIENTS)
        g_string_append(out, "452 4.5.3 Too many receivers\r\n");
    else if (!session->handler.is_ours(session->handler.data, to))
        g_string_append(out, "550 5.1.1 There is no such address here\r\n");
    else {
        g_ptr_array_add(session->to, g_steal_pointer(&to));
        g_string_append(out, "250 2.1.5 Ok\r\n");
    }
}

static void
do_data(LmtpSession *session, const char *rest, GString *out)
{
    (void)rest;
    if (session->to->len == 0) {
        g_string_append(out, "503 5.5.1 No receiver\r\n");
        return;
    }
    session->state = DATA_LINE;
    g_string_append(out, "354 Go on, and end with a dot\r\n");
}

static void
do_rset(LmtpSession *session, const char *rest, GString *out)
{
    (void)rest;
    reset(session);
    g_string_append(out, "250 2.0.0 Ok\r\n");
}

static void
do_noop(LmtpSession *session, const char *rest, GString *out)
{
    (void)session, (void)rest;
    g_string_append(out, "250 2.0.0 Ok\r\n");
}

static void
do_vrfy(LmtpSession *session, const char *rest, GString *out)
{
    (void)session, (void)rest;
    g_string_append(out, "252 2.0.0 Send it and see\r\n");
}

static void
do_quit(LmtpSession *session, const char *rest, GString *out)
{
    (void)rest;
    session->ended = true;
    g_string_append(out, "221 2.0.0 Bye\r\n");
}

static const struct {
    const char *name;
    void (*run)(LmtpSession *session, const char *rest, GString *out);
} commands[] = {
    {"LHLO", do_lhlo},
    {"MAIL", do_mail},
    {"RCPT", do_rcpt},
    {"DATA", do_data},
    {"RSET", do_rset},
    {"NOOP", do_noop},
    {"VRFY", do_vrfy},
    {"QUIT", do_quit},
};

static void
run_command(LmtpSession *session, const char *line, GString *out)
{
    size_t n = strcspn(line, " ");
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        if (strlen(commands[i].name) == n && g_ascii_strncasecmp(commands[i].name, line, n) == 0) {
            commands[i].run(session, line + n + strspn(line + n, " "), out);
            return;
        }
    session->ended = ++session->faults >= MAX_FAULTS;
    g_string_append(out, session->ended ? "421 4.7.0 Enough\r\n"
                                        : "500 5.5.2 There is no such command\r\n");
}

static void
take_command_byte(LmtpSession *session, char c, GString *out)
{
    if (c != '\n') {
        g_string_append_c(session->line, c);
        if (session->line->len > LIMIT_LMTP_LINE) {
            session->ended = true;
            g_string_append(out, "500 5.5.2 The line is too long\r\n");
        }
        return;
    }
    g_autofree char *line = g_strndup(session->line->str, session->line->len);
    bool is_clean = strlen(line) == session->line->len;
    g_string_truncate(session->line, 0);
    g_strchomp(line);
    run_command(session, is_clean && g_utf8_validate(line, -1, NULL) ? line : "", out);
}

/* ---- a message ---- */

static void
deliver_all(LmtpSession *session, GString *out)
{
    for (guint i = 0; i < session->to->len; i++) {
        g_autoptr(Arena) arena = arena_new();
        const Envelope envelope = {session->from, g_ptr_array_index(session->to, i)};
        if (session->too_large) {
            g_string_append(out, "552 5.3.4 Too large\r\n");
            continue;
        }
        Delivery told = session->handler.deliver(
            session->handler.data, arena, &envelope,
            (Bytes){session->message->data, session->message->len});
        g_string_append_printf(out, "%s %s\r\n", told.reply, told.words);
    }
    reset(session);
}

static void
keep(LmtpSession *session, const char *bytes, size_t n)
{
    if (session->message->len + n > LIMIT_LETTER)
        session->too_large = true;
    if (!session->too_large)
        g_byte_array_append(session->message, (const guint8 *)bytes, (guint)n);
}

static void
take_data_byte(LmtpSession *session, char c, GString *out)
{
    switch (session->state) {
    case DATA_NONE: g_assert_not_reached();
    case DATA_LINE:
        if (c == '.') {
            session->state = DATA_DOT;
            return;
        }
        break;
    case DATA_DOT:
        /* A line that begins with a dot was sent with one more. */
        if (c == '\r') {
            session->state = DATA_DOT_CR;
            return;
        }
        break;
    case DATA_DOT_CR:
        if (c == '\n') {
            deliver_all(session, out);
            return;
        }
        keep(session, "\r", 1);
        session->state = DATA_CR;
        break;
    case DATA_CR:
    case DATA_WORD: break;
    }
    keep(session, &c, 1);
    session->state = c == '\r'                                ? DATA_CR
                     : c == '\n' && session->state == DATA_CR ? DATA_LINE
                                                              : DATA_WORD;
}

bool
lmtp_session_feed(LmtpSession *session, const char *bytes, size_t n, GString *out)
{
    for (size_t i = 0; i < n && !session->ended; i++)
        if (session->state == DATA_NONE)
            take_command_byte(session, bytes[i], out);
        else
            take_data_byte(session, bytes[i], out);
    return !session->ended;
}
