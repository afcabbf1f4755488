/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/smtp.h"

#include "base/text.h"

#include <curl/curl.h>

#define CONNECT_SECONDS 15L
#define WORDS_BYTES 400 /* of the server's last answer */

struct Smtp {
    CURL *curl;
    char *url;
    Bytes message; /* being sent */
    size_t sent;   /* bytes of it */
    bool is_used;  /* the connection has carried one */
    GString *words;
    char error[CURL_ERROR_SIZE];
};

#define STARTTLS "smtp+starttls:"

/* "smtp+starttls" is a word of ours. */
static const char *
plain_scheme(Arena *arena, const char *url)
{
    if (!g_str_has_prefix(url, STARTTLS))
        return url;
    return arena_printf(arena, "smtp:%s", url + strlen(STARTTLS));
}

/* Without a path libcurl says the machine's own name; ours is the instance's. */
static char *
with_host(const char *url, const char *host)
{
    const char *authority = strstr(url, "://");

    if (authority != NULL && strchr(authority + 3, '/') == NULL)
        return g_strdup_printf("%s/%s", url, host);
    return g_strdup(url);
}

static size_t
read_message(char *buffer, size_t size, size_t n, void *data)
{
    Smtp *smtp = data;
    size_t rest = MIN(size * n, smtp->message.n - smtp->sent);

    memcpy(buffer, (const char *)smtp->message.at + smtp->sent, rest);
    smtp->sent += rest;
    return rest;
}

static bool
is_refusal(char first)
{
    return first == '4' || first == '5';
}

/* libcurl hands us each line that the server answers.  The last one is kept, but a refusal is not
 * forgotten for the "221 Bye" that comes after it. */
static size_t
read_answer(char *line, size_t size, size_t n, void *data)
{
    Smtp *smtp = data;

    if (size * n > 0 && is_refusal(smtp->words->str[0]) && !is_refusal(line[0]))
        return size * n;
    g_string_truncate(smtp->words, 0);
    g_string_append_len(smtp->words, line, (gssize)MIN(size * n, WORDS_BYTES));
    return size * n;
}

Smtp *
smtp_new(const char *url, const char *host, int seconds)
{
    Smtp *smtp = g_new0(Smtp, 1);
    g_autoptr(Arena) arena = arena_new();
    bool trusted = g_str_has_prefix(url, "smtps:") || g_str_has_prefix(url, STARTTLS) ||
                   strchr(url, '@') != NULL;

    smtp->curl = curl_easy_init();
    g_assert(smtp->curl != NULL);
    smtp->url = with_host(plain_scheme(arena, url), host);
    smtp->words = g_string_new(NULL);
    curl_easy_setopt(smtp->curl, CURLOPT_URL, smtp->url);
    curl_easy_setopt(smtp->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(smtp->curl, CURLOPT_USE_SSL,
                     (long)(trusted ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    curl_easy_setopt(smtp->curl, CURLOPT_SSL_VERIFYPEER, trusted ? 1L : 0L);
    curl_easy_setopt(smtp->curl, CURLOPT_SSL_VERIFYHOST, trusted ? 2L : 0L);
    curl_easy_setopt(smtp->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(smtp->curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
    curl_easy_setopt(smtp->curl, CURLOPT_TIMEOUT, (long)(seconds > 0 ? seconds : SMTP_SECONDS));
    curl_easy_setopt(smtp->curl, CURLOPT_ERRORBUFFER, smtp->error);
    curl_easy_setopt(smtp->curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(smtp->curl, CURLOPT_READFUNCTION, read_message);
    curl_easy_setopt(smtp->curl, CURLOPT_READDATA, smtp);
    curl_easy_setopt(smtp->curl, CURLOPT_HEADERFUNCTION, read_answer);
    curl_easy_setopt(smtp->curl, CURLOPT_HEADERDATA, smtp);
    return smtp;
}

void
smtp_free(Smtp *smtp)
{
    if (smtp == NULL)
        return;
    curl_easy_cleanup(smtp->curl);
    g_string_free(smtp->words, TRUE);
    g_free(smtp->url);
    g_free(smtp);
}

/* What a failure means.  An answer to the recipient or to the message is about this mail; before
 * that it is about us, and all mails have to wait.  Who falls silent or hangs up in the middle may
 * have done so for this mail's sake. */
static SmtpOutcome
judge(CURLcode code, long answer)
{
    bool is_said = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
    if (code == CURLE_OK)
        return SMTP_SENT;
    if (is_said && answer >= 500 && answer < 600)
        return SMTP_REFUSED;
    if (is_said && answer >= 400 && answer < 500)
        return answer == 421 ? SMTP_AWAY : SMTP_LATER;
    bool is_cut = is_said || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING ||
                  code == CURLE_OPERATION_TIMEDOUT;
    return is_cut ? SMTP_BROKEN : SMTP_AWAY;
}

static SmtpOutcome
attempt(Smtp *smtp, CURLcode *ret_code, long *ret_answer)
{
    *ret_answer = 0;
    smtp->sent = 0;
    smtp->error[0] = '\0';
    g_string_truncate(smtp->words, 0);
    *ret_code = curl_easy_perform(smtp->curl);
    curl_easy_getinfo(smtp->curl, CURLINFO_RESPONSE_CODE, ret_answer);
    return judge(*ret_code, *ret_answer);
}

/* The server hung up before anything of the message was given, over a connection that has carried
 * others: that was at its end. */
static bool
deserves_another(const Smtp *smtp, SmtpOutcome outcome, CURLcode code)
{
    bool is_cut = outcome == SMTP_BROKEN || outcome == SMTP_AWAY;
    return is_cut && code != CURLE_OPERATION_TIMEDOUT && smtp->is_used && smtp->sent == 0;
}

/* What libcurl does not say plainly enough. */
static const struct {
    CURLcode code;
    const char *words;
} explained[] = {
    {CURLE_USE_SSL_FAILED,           "the mail server offers no TLS, and its address asks for it"  },
    {CURLE_PEER_FAILED_VERIFICATION, "the mail server's certificate is not good for its name"      },
    {CURLE_LOGIN_DENIED,             "the mail server does not take the user name and the password"},
};

static const char *
words_of(const Smtp *smtp, Arena *arena, CURLcode code, long answer)
{
    const char *words = answer >= 400 && smtp->words->len > 0 ? smtp->words->str
                        : smtp->error[0] != '\0'              ? smtp->error
                                                              : curl_easy_strerror(code);
    for (size_t i = 0; i < G_N_ELEMENTS(explained); i++)
        if (explained[i].code == code)
            return arena_printf(arena, "%s: %s", explained[i].words, words);
    return words;
}

SmtpOutcome
smtp_send(Smtp *smtp, Arena *arena, const char *from, const char *to, Bytes message,
          const char **ret_words)
{
    struct curl_slist *recipients = curl_slist_append(NULL, to);
    long answer = 0;
    CURLcode code = CURLE_OK;

    smtp->message = message;
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, recipients);
    SmtpOutcome outcome = attempt(smtp, &code, &answer);
    if (deserves_another(smtp, outcome, code)) {
        curl_easy_setopt(smtp->curl, CURLOPT_FRESH_CONNECT, 1L);
        outcome = attempt(smtp, &code, &answer);
        curl_easy_setopt(smtp->curl, CURLOPT_FRESH_CONNECT, 0L);
    }
    smtp->is_used = outcome == SMTP_SENT;
    curl_easy_setopt(smtp->curl, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(recipients);

    const char *words = words_of(smtp, arena, code, answer);
    g_autofree char *valid = g_utf8_make_valid(words, -1);
    *ret_words = text_fold_space(arena, valid);
    return outcome;
}

/* ---- looking ---- */

static const struct {
    CURLcode code;
    SmtpSight sight;
} sights[] = {
    {CURLE_OK,                       SMTP_SIGHT_GOOD       },
    {CURLE_USE_SSL_FAILED,           SMTP_SIGHT_OPEN       },
    {CURLE_PEER_FAILED_VERIFICATION, SMTP_SIGHT_CERTIFICATE},
    {CURLE_SSL_CERTPROBLEM,          SMTP_SIGHT_CERTIFICATE},
    {CURLE_SSL_CACERT_BADFILE,       SMTP_SIGHT_CERTIFICATE},
    {CURLE_LOGIN_DENIED,             SMTP_SIGHT_LOGIN      },
};

int
smtp_look(Arena *arena, const char *url, const char *host, const char **ret_words)
{
    g_autoptr(Smtp) smtp = smtp_new(url, host, (int)SMTP_LOOK_SECONDS);
    long answer = 0;
    curl_easy_setopt(smtp->curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    curl_easy_setopt(smtp->curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(smtp->curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(smtp->curl, CURLOPT_CONNECTTIMEOUT, SMTP_LOOK_SECONDS);
    curl_easy_setopt(smtp->curl, CURLOPT_CONNECT_ONLY, 1L);
    CURLcode code = curl_easy_perform(smtp->curl);
    curl_easy_getinfo(smtp->curl, CURLINFO_RESPONSE_CODE, &answer);
    *ret_words = "";
    if (code != CURLE_OK) {
        g_autofree char *valid = g_utf8_make_valid(words_of(smtp, arena, code, answer), -1);
        *ret_words = text_fold_space(arena, valid);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(sights); i++)
        if (sights[i].code == code)
            return (int)sights[i].sight;
    return SMTP_SIGHT_AWAY;
}
