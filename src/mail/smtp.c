/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/smtp.h"

#include "base/text.h"
#include "mail/wire.h"

#define QUIT_SECONDS 1     /* that a goodbye may take */
#define COMMANDS 4         /* RSET, MAIL, RCPT, DATA */
#define PIECE (256 * 1024) /* of a message, bytes: nothing large is kept twice */
#define GO_ON 354          /* the answer to DATA (RFC 5321) */
#define WILL_CLOSE 421     /* the server ends the connection */

struct Smtp {
    Wire *wire;
    int seconds;
    bool is_used;    /* the connection has carried a message */
    bool is_halfway; /* an envelope was begun that came to nothing */
    bool has_given;  /* something of the message */
    GString *said, *words;
};

Smtp *
smtp_new(const char *url, const char *host, int seconds)
{
    Smtp *smtp = g_new0(Smtp, 1);
    smtp->wire = wire_new(url, host, false);
    smtp->seconds = seconds > 0 ? seconds : SMTP_SECONDS;
    smtp->said = g_string_new(NULL);
    smtp->words = g_string_new(NULL);
    return smtp;
}

static int64_t
in_seconds(int seconds)
{
    return g_get_monotonic_time() + seconds * G_TIME_SPAN_SECOND;
}

/* What was put together. */
static bool
say(Smtp *smtp, int64_t until)
{
    bool done = wire_say(smtp->wire, (Bytes){smtp->said->str, smtp->said->len}, until);
    g_string_truncate(smtp->said, 0);
    return done;
}

/* What an answer to the recipient or to the message means; 421 is about the connection. */
static SmtpOutcome
judge(int code)
{
    if (code == WILL_CLOSE)
        return SMTP_AWAY;
    if (code >= 200 && code < 400)
        return SMTP_SENT;
    if (code >= 400 && code < 500)
        return SMTP_LATER;
    return code >= 500 ? SMTP_REFUSED : SMTP_BROKEN;
}

/* Of a line such as "250 2.1.0 Ok"; 0: it is none of an answer. */
static int
code_of(const char *line)
{
    if (line[0] < '2' || line[0] > '5' || !g_ascii_isdigit(line[1]) || !g_ascii_isdigit(line[2]))
        return 0;
    return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

/* The code of an answer, 0: none came.  The last line of the first refusal is kept. */
static int
hear(Smtp *smtp, int64_t until)
{
    const char *line;
    int code;
    do {
        line = wire_hear(smtp->wire, until);
        if (line == NULL)
            return 0;
        code = code_of(line);
    } while (code != 0 && line[3] == '-');
    if (judge(code) != SMTP_SENT && smtp->words->len == 0)
        g_string_assign(smtp->words, line);
    return code;
}

void
smtp_free(Smtp *smtp)
{
    if (smtp == NULL)
        return;
    if (wire_state(smtp->wire) == WIRE_READY) {
        int64_t until = in_seconds(QUIT_SECONDS);
        g_string_assign(smtp->said, "QUIT\r\n");
        if (say(smtp, until))
            hear(smtp, until);
    }
    wire_free(smtp->wire);
    g_string_free(smtp->said, TRUE);
    g_string_free(smtp->words, TRUE);
    g_free(smtp);
}

/* ---- one message ---- */

typedef struct Envelope {
    const char *from, *to;
    Bytes message;
} Envelope;

static size_t
commands_of(const Smtp *smtp, Arena *arena, const Envelope *envelope, const char **ret_commands)
{
    size_t n = 0;
    const char *size = wire_offers(smtp->wire, "SIZE")
                           ? arena_printf(arena, " SIZE=%zu", envelope->message.n)
                           : "";
    if (smtp->is_halfway)
        ret_commands[n++] = "RSET\r\n";
    ret_commands[n++] = arena_printf(arena, "MAIL FROM:<%s>%s\r\n", envelope->from, size);
    ret_commands[n++] = arena_printf(arena, "RCPT TO:<%s>\r\n", envelope->to);
    ret_commands[n++] = "DATA\r\n";
    return n;
}

/* The first answer that is not good, else the last.  *@ret_waits: the server waits for the message
 * all the same. */
static int
hear_all(Smtp *smtp, size_t n, int64_t until, bool *ret_waits)
{
    int first = 0, code = 0;
    for (size_t i = 0; i < n; i++) {
        code = hear(smtp, until);
        if (i == 0 || judge(first) == SMTP_SENT)
            first = code;
        if (code == 0 || code == WILL_CLOSE)
            break;
    }
    *ret_waits = code == GO_ON;
    return first;
}

/* From whom and to whom; all at once to who can take that (RFC 2920). */
static int
announce(Smtp *smtp, Arena *arena, const Envelope *envelope, int64_t until, bool *ret_waits)
{
    const char *commands[COMMANDS];
    size_t n = commands_of(smtp, arena, envelope, commands);
    size_t together = wire_offers(smtp->wire, "PIPELINING") ? n : 1;
    int code = 0;
    for (size_t i = 0; i < n; i += together) {
        for (size_t k = i; k < i + together; k++)
            g_string_append(smtp->said, commands[k]);
        if (!say(smtp, until))
            return 0;
        code = hear_all(smtp, together, until, ret_waits);
        if (judge(code) != SMTP_SENT)
            break;
    }
    return code;
}

/* The next dot that begins a line, or NULL. */
static const char *
find_dot(const char *at, const char *end)
{
    while (at < end && *at != '.') {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at != NULL ? at + 1 : end;
    }
    return at < end ? at : NULL;
}

/* Up to @most bytes of @message from *@at on, and not only a part of what is doubled: each dot that
 * begins a line (RFC 5321, 4.5.2). */
static void
append_piece(GString *out, Bytes message, size_t most, size_t *at)
{
    const char *begin = message.at, *end = begin + message.n;
    const char *from = begin + *at, *until = from + MIN(most, message.n - *at);
    if (from > begin && from[-1] != '\n') { /* a line that goes on: no dot of it begins one */
        const char *line = memchr(from, '\n', (size_t)(until - from));
        line = line != NULL ? line + 1 : until;
        g_string_append_len(out, from, line - from);
        from = line;
    }
    const char *dot = find_dot(from, until);
    while (dot != NULL) {
        g_string_append_len(out, from, dot + 1 - from);
        from = dot; /* so it comes again */
        const char *next = memchr(dot, '\n', (size_t)(until - dot));
        dot = next != NULL ? find_dot(next + 1, until) : NULL;
    }
    g_string_append_len(out, from, until - from);
    *at = (size_t)(until - begin);
    if (until < end)
        return;
    bool is_ended = message.n >= 2 && memcmp(end - 2, "\r\n", 2) == 0;
    g_string_append(out, is_ended ? ".\r\n" : "\r\n.\r\n");
}

/* In pieces: a message with a file is large. */
static int
hand_over(Smtp *smtp, Bytes message, int64_t until)
{
    size_t at = 0;
    smtp->has_given = true;
    do {
        append_piece(smtp->said, message, PIECE, &at);
        if (!say(smtp, until))
            return 0;
    } while (at < message.n);
    return hear(smtp, until);
}

/* Who waits for a message to nobody gets none. */
static void
end_empty(Smtp *smtp, int64_t until)
{
    g_string_assign(smtp->said, ".\r\n");
    if (say(smtp, until))
        hear(smtp, until);
}

static SmtpOutcome
attempt(Smtp *smtp, Arena *arena, const Envelope *envelope)
{
    bool waits = false;
    smtp->has_given = false;
    g_string_truncate(smtp->said, 0);
    g_string_truncate(smtp->words, 0);
    if (wire_open(smtp->wire, smtp->seconds) != WIRE_READY)
        return SMTP_AWAY;
    int64_t until = in_seconds(smtp->seconds);
    int code = announce(smtp, arena, envelope, until, &waits);
    smtp->is_halfway = judge(code) != SMTP_SENT;
    if (!smtp->is_halfway)
        code = hand_over(smtp, envelope->message, until);
    else if (waits)
        end_empty(smtp, until);
    return judge(code);
}

/* A connection that has carried others was at its end: the server hung up before anything of this
 * message was given. */
static bool
deserves_another(const Smtp *smtp, SmtpOutcome outcome)
{
    bool is_cut = outcome == SMTP_BROKEN || outcome == SMTP_AWAY;
    return is_cut && wire_state(smtp->wire) != WIRE_LATE && smtp->is_used && !smtp->has_given;
}

static void
hang_up(Smtp *smtp)
{
    wire_close(smtp->wire);
    smtp->is_halfway = smtp->is_used = false;
}

SmtpOutcome
smtp_send(Smtp *smtp, Arena *arena, const char *from, const char *to, Bytes message,
          const char **ret_words)
{
    const Envelope envelope = {from, to, message};
    SmtpOutcome outcome = attempt(smtp, arena, &envelope);
    if (deserves_another(smtp, outcome)) {
        hang_up(smtp);
        outcome = attempt(smtp, arena, &envelope);
    }
    const char *words = smtp->words->len > 0   ? smtp->words->str
                        : outcome == SMTP_SENT ? ""
                                               : wire_words(smtp->wire, arena);
    g_autofree char *valid = g_utf8_make_valid(words, -1);
    *ret_words = text_fold_space(arena, valid);
    if (outcome == SMTP_BROKEN || outcome == SMTP_AWAY)
        hang_up(smtp);
    smtp->is_used |= outcome == SMTP_SENT;
    return outcome;
}

/* ---- looking ---- */

static const struct {
    WireState state;
    SmtpSight sight;
} sights[] = {
    {WIRE_READY,       SMTP_SIGHT_GOOD       },
    {WIRE_NO_TLS,      SMTP_SIGHT_OPEN       },
    {WIRE_CERTIFICATE, SMTP_SIGHT_CERTIFICATE},
    {WIRE_LOGIN,       SMTP_SIGHT_LOGIN      },
};

int
smtp_look(Arena *arena, const char *url, const char *host, const char **ret_words)
{
    g_autoptr(Wire) wire = wire_new(url, host, true);
    WireState state = wire_open(wire, SMTP_LOOK_SECONDS);
    *ret_words = state == WIRE_READY ? "" : wire_words(wire, arena);
    for (size_t i = 0; i < G_N_ELEMENTS(sights); i++)
        if (sights[i].state == state)
            return (int)sights[i].sight;
    return SMTP_SIGHT_AWAY;
}
