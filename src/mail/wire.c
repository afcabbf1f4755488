/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/wire.h"

#include "base/text.h"

#include <curl/curl.h>
#include <errno.h>
#include <poll.h>

#define CONNECT_SECONDS 15L
#define LINE_BYTES 2048 /* an answer's line is no longer (RFC 5321, 4.5.3.1.5: 512) */
#define OFFERS_BYTES 4096

struct Wire {
    CURL *curl; /* or NULL: not open */
    char *url;
    bool is_trusted; /* TLS and a good certificate are a must */
    WireState state;
    int socket;
    char heard[LINE_BYTES]; /* [at .. n[: not taken yet */
    size_t at, n;
    GString *offers; /* lines of the greeting */
    GString *last;   /* line while it was opened */
    CURLcode code;   /* with which it could not be opened */
    char error[CURL_ERROR_SIZE];
};

#define STARTTLS "smtp+starttls:"

/* "smtp+starttls" is a word of ours; and without a path libcurl says the machine's own name in
 * EHLO. */
static char *
libcurl_url(const char *url, const char *host)
{
    g_autofree char *plain = g_str_has_prefix(url, STARTTLS)
                                 ? g_strconcat("smtp:", url + strlen(STARTTLS), NULL)
                                 : g_strdup(url);
    const char *authority = strstr(plain, "://");
    if (authority != NULL && strchr(authority + 3, '/') == NULL)
        return g_strdup_printf("%s/%s", plain, host);
    return g_steal_pointer(&plain);
}

Wire *
wire_new(const char *url, const char *host, bool strict)
{
    Wire *wire = g_new0(Wire, 1);
    wire->url = libcurl_url(url, host);
    wire->is_trusted = strict || g_str_has_prefix(url, "smtps:") ||
                       g_str_has_prefix(url, STARTTLS) || strchr(url, '@') != NULL;
    wire->offers = g_string_new(NULL);
    wire->last = g_string_new(NULL);
    return wire;
}

void
wire_close(Wire *wire)
{
    curl_easy_cleanup(wire->curl);
    wire->curl = NULL;
    wire->state = wire->state == WIRE_READY ? WIRE_CLOSED : wire->state;
}

void
wire_free(Wire *wire)
{
    if (wire == NULL)
        return;
    wire_close(wire);
    g_string_free(wire->offers, TRUE);
    g_string_free(wire->last, TRUE);
    g_free(wire->url);
    g_free(wire);
}

/* ---- opening ---- */

static bool
is_refusal(char first)
{
    return first == '4' || first == '5';
}

/* libcurl hands us each line that the server answers.  What was offered before TLS counts for
 * nothing after it (RFC 3207, 4.2); both begin with 220. */
static size_t
take_line(char *line, size_t size, size_t n, void *data)
{
    Wire *wire = data;
    size_t length = MIN(size * n, LINE_BYTES);
    if (length >= 3 && strncmp(line, "220", 3) == 0)
        g_string_truncate(wire->offers, 0);
    else if (wire->offers->len < OFFERS_BYTES)
        g_string_append_len(wire->offers, line, (gssize)length);
    if (length == 0 || !is_refusal(wire->last->str[0]) || is_refusal(line[0])) {
        g_string_truncate(wire->last, 0);
        g_string_append_len(wire->last, line, (gssize)length);
    }
    return size * n;
}

static void
set_up(Wire *wire, int seconds)
{
    CURL *curl = wire->curl;
    curl_easy_setopt(curl, CURLOPT_URL, wire->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     (long)(wire->is_trusted ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, wire->is_trusted ? 1L : 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, wire->is_trusted ? 2L : 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, MIN(CONNECT_SECONDS, (long)seconds));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)seconds);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, wire->error);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_line);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, wire);
}

/* What may be in the way of opening, and what libcurl does not say plainly enough of it. */
static const struct {
    CURLcode code;
    WireState state;
    const char *words;
} obstacles[] = {
    {CURLE_USE_SSL_FAILED,           WIRE_NO_TLS,
     "the mail server offers no TLS, and its address asks for it: "  },
    {CURLE_PEER_FAILED_VERIFICATION, WIRE_CERTIFICATE,
     "the mail server's certificate is not good for its name: "      },
    {CURLE_SSL_CERTPROBLEM,          WIRE_CERTIFICATE, ""            },
    {CURLE_SSL_CACERT_BADFILE,       WIRE_CERTIFICATE, ""            },
    {CURLE_LOGIN_DENIED,             WIRE_LOGIN,
     "the mail server does not take the user name and the password: "},
};

static WireState
obstacle(CURLcode code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(obstacles); i++)
        if (obstacles[i].code == code)
            return obstacles[i].state;
    return WIRE_AWAY;
}

WireState
wire_open(Wire *wire, int seconds)
{
    if (wire->state == WIRE_READY)
        return WIRE_READY;
    wire_close(wire);
    wire->at = wire->n = 0;
    wire->error[0] = '\0';
    g_string_truncate(wire->offers, 0);
    g_string_truncate(wire->last, 0);
    wire->curl = curl_easy_init();
    g_assert(wire->curl != NULL);
    set_up(wire, seconds);
    wire->code = curl_easy_perform(wire->curl);
    curl_socket_t socket = CURL_SOCKET_BAD;
    if (wire->code == CURLE_OK)
        curl_easy_getinfo(wire->curl, CURLINFO_ACTIVESOCKET, &socket);
    wire->socket = socket;
    wire->state = wire->code != CURLE_OK      ? obstacle(wire->code)
                  : socket == CURL_SOCKET_BAD ? WIRE_AWAY
                                              : WIRE_READY;
    return wire->state;
}

WireState
wire_state(const Wire *wire)
{
    return wire->state;
}

/* Each line is "250-SIZE 10240000" or the like. */
bool
wire_offers(const Wire *wire, const char *extension)
{
    size_t n = strlen(extension);
    for (const char *line = wire->offers->str; line != NULL && *line != '\0';) {
        if (strlen(line) > 4 && strncmp(line, "250", 3) == 0 &&
            g_ascii_strncasecmp(line + 4, extension, n) == 0 && !g_ascii_isalnum(line[4 + n]))
            return true;
        line = strchr(line, '\n');
        line = line != NULL ? line + 1 : NULL;
    }
    return false;
}

/* ---- talking ---- */

static bool
fail(Wire *wire, WireState state)
{
    wire->state = state;
    return false;
}

/* Wait until @events can be done without waiting. */
static bool
await(Wire *wire, short events, int64_t until)
{
    struct pollfd poll_fd = {.fd = wire->socket, .events = events};
    for (;;) {
        int64_t left = (until - g_get_monotonic_time()) / G_TIME_SPAN_MILLISECOND;
        if (left < 0)
            return fail(wire, WIRE_LATE);
        int n = poll(&poll_fd, 1, (int)MIN(left + 1, G_MAXINT));
        if (n > 0)
            return true;
        if (n < 0 && errno != EINTR)
            return fail(wire, WIRE_CUT);
    }
}

bool
wire_say(Wire *wire, Bytes bytes, int64_t until)
{
    const char *at = bytes.at;
    for (size_t rest = bytes.n; rest > 0 && wire->state == WIRE_READY;) {
        size_t n = 0;
        CURLcode code = curl_easy_send(wire->curl, at, rest, &n);
        if (code != CURLE_OK && code != CURLE_AGAIN)
            return fail(wire, WIRE_CUT);
        at += n;
        rest -= n;
        if (rest > 0 && !await(wire, POLLOUT, until))
            return false;
    }
    return wire->state == WIRE_READY;
}

/* Hear more than there is. */
static bool
listen_on(Wire *wire, int64_t until)
{
    memmove(wire->heard, wire->heard + wire->at, wire->n - wire->at);
    wire->n -= wire->at;
    wire->at = 0;
    if (wire->n == sizeof wire->heard) /* no line is that long */
        return fail(wire, WIRE_CUT);
    for (;;) {
        size_t n = 0;
        CURLcode code = curl_easy_recv(wire->curl, wire->heard + wire->n,
                                       sizeof wire->heard - wire->n, &n);
        if (code == CURLE_OK && n > 0) {
            wire->n += n;
            return true;
        }
        if (code != CURLE_AGAIN)
            return fail(wire, WIRE_CUT);
        if (!await(wire, POLLIN, until))
            return false;
    }
}

const char *
wire_hear(Wire *wire, int64_t until)
{
    while (wire->state == WIRE_READY) {
        char *line = wire->heard + wire->at;
        char *end = memchr(line, '\n', wire->n - wire->at);
        if (end != NULL) {
            wire->at = (size_t)(end - wire->heard) + 1;
            *(end > line && end[-1] == '\r' ? end - 1 : end) = '\0';
            return line;
        }
        listen_on(wire, until);
    }
    return NULL;
}

/* ---- why not ---- */

/* What kept it from opening: the server's words, or libcurl's. */
static const char *
words_of_opening(const Wire *wire)
{
    return is_refusal(wire->last->str[0]) ? wire->last->str
           : wire->error[0] != '\0'       ? wire->error
                                          : curl_easy_strerror(wire->code);
}

const char *
wire_words(const Wire *wire, Arena *arena)
{
    if (wire->state == WIRE_LATE)
        return "the mail server fell silent: timeout";
    if (wire->state == WIRE_CUT)
        return "the mail server hung up";
    const char *words = words_of_opening(wire), *explained = "";
    for (size_t i = 0; i < G_N_ELEMENTS(obstacles); i++)
        if (obstacles[i].code == wire->code)
            explained = obstacles[i].words;
    g_autofree char *whole = g_strconcat(explained, words, NULL);
    g_autofree char *valid = g_utf8_make_valid(whole, -1);
    return text_fold_space(arena, valid);
}
