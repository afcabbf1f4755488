/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/dns.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <string.h>

#define ANSWER_MOST 65535 /* bytes: a message of DNS has no more */
#define SECONDS_EACH 3    /* of waiting for one resolver, */
#define TRIES 2           /* so often */

/* A record's text: pieces, each with its length before it. */
static void
append_pieces(GString *out, const uint8_t *at, size_t n)
{
    while (n > 0) {
        size_t piece = MIN((size_t)at[0], n - 1);
        g_string_append_len(out, (const char *)at + 1, (gssize)piece);
        at += piece + 1;
        n -= piece + 1;
    }
    g_string_append_c(out, '\n');
}

const char *
dns_read_txt(Arena *arena, Bytes answer)
{
    ns_msg message;
    if (answer.n > ANSWER_MOST || ns_initparse(answer.at, (int)answer.n, &message) != 0)
        return NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < ns_msg_count(message, ns_s_an); i++) {
        ns_rr record;
        if (ns_parserr(&message, ns_s_an, i, &record) != 0)
            return NULL;
        if (ns_rr_type(record) == ns_t_txt)
            append_pieces(text, ns_rr_rdata(record), ns_rr_rdlen(record));
    }
    g_autofree char *valid = g_utf8_make_valid(text->str, (gssize)text->len);
    return arena_strdup(arena, valid);
}

const char *
dns_txt(Arena *arena, const char *name)
{
    struct __res_state state = {0};
    if (res_ninit(&state) != 0)
        return NULL;
    state.retrans = SECONDS_EACH;
    state.retry = TRIES;
    uint8_t *answer = arena_alloc(arena, ANSWER_MOST);
    int n = res_nquery(&state, name, ns_c_in, ns_t_txt, answer, ANSWER_MOST);
    bool has_none = n < 0 && (state.res_h_errno == HOST_NOT_FOUND || state.res_h_errno == NO_DATA);
    res_nclose(&state);
    if (n < 0)
        return has_none ? "" : NULL;
    return dns_read_txt(arena, (Bytes){answer, (size_t)n});
}
