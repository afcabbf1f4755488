/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/fetch.h"

#include <curl/curl.h>

typedef struct Body {
    GString *bytes;
    bool too_long;
} Body;

/* libcurl gives up when it is told that less was taken than it has. */
static size_t
take(char *at, size_t size, size_t n, void *data)
{
    Body *body = data;
    body->too_long = body->bytes->len + size * n > FETCH_MOST;
    if (body->too_long)
        return 0;
    g_string_append_len(body->bytes, at, (gssize)(size * n));
    return size * n;
}

static void
set_up(CURL *curl, const char *url, Body *body)
{
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)FETCH_SECONDS);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "baraza");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
}

Bytes
fetch(Arena *arena, const char *url)
{
    Body body = {.bytes = arena_string(arena, 1024)};
    CURL *curl = curl_easy_init();
    g_assert(curl != NULL);
    set_up(curl, url, &body);
    long status = 0;
    bool answered = curl_easy_perform(curl) == CURLE_OK;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_cleanup(curl);
    return answered && status == 200 ? (Bytes){body.bytes->str, body.bytes->len} : (Bytes){0};
}
