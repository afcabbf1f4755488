/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/dns.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <string.h>

#define ANSWER_MOST 65535 /* bytes: a message of DNS has no more */
#define SECONDS_EACH 3    /* of waiting for one resolver, */
#define TRIES 2           /* so often */

/* ---- reading ---- */

/* A record's text: pieces, each with its length before it. */
static bool
append_pieces(GString *out, const ns_msg *message G_GNUC_UNUSED, const ns_rr *record)
{
    const uint8_t *at = ns_rr_rdata(*record);
    size_t n = ns_rr_rdlen(*record);
    while (n > 0) {
        size_t piece = MIN((size_t)at[0], n - 1);
        g_string_append_len(out, (const char *)at + 1, (gssize)piece);
        at += piece + 1;
        n -= piece + 1;
    }
    return true;
}

/* The name that begins @skip bytes into the record; it may lead elsewhere in the message. */
static bool
append_host(GString *out, const ns_msg *message, const ns_rr *record, size_t skip)
{
    char host[NS_MAXDNAME];
    if (ns_rr_rdlen(*record) <= skip ||
        dn_expand(ns_msg_base(*message), ns_msg_end(*message), ns_rr_rdata(*record) + skip, host,
                  sizeof host) < 0)
        return false;
    g_string_append(out, *host != '\0' ? host : ".");
    return true;
}

static bool
append_name(GString *out, const ns_msg *message, const ns_rr *record)
{
    return append_host(out, message, record, 0);
}

static bool
append_exchanger(GString *out, const ns_msg *message, const ns_rr *record)
{
    if (ns_rr_rdlen(*record) < 3)
        return false;
    g_string_append_printf(out, "%u ", ns_get16(ns_rr_rdata(*record)));
    return append_host(out, message, record, 2);
}

static bool
append_address(GString *out, const ns_msg *message G_GNUC_UNUSED, const ns_rr *record)
{
    char text[INET6_ADDRSTRLEN];
    bool is_long = ns_rr_type(*record) == ns_t_aaaa;
    if (ns_rr_rdlen(*record) != (is_long ? 16 : 4))
        return false;
    g_string_append(
        out, inet_ntop(is_long ? AF_INET6 : AF_INET, ns_rr_rdata(*record), text, sizeof text));
    return true;
}

static const struct Reader {
    const char *type;
    ns_type number;
    bool (*append)(GString *out, const ns_msg *message, const ns_rr *record);
} readers[] = {
    {"TXT",  ns_t_txt,  append_pieces   },
    {"MX",   ns_t_mx,   append_exchanger},
    {"A",    ns_t_a,    append_address  },
    {"AAAA", ns_t_aaaa, append_address  },
    {"PTR",  ns_t_ptr,  append_name     },
};

static const struct Reader *
reader_find(const char *type)
{
    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
        if (strcmp(readers[i].type, type) == 0)
            return &readers[i];
    g_assert_not_reached();
}

const char *
dns_read(Arena *arena, const char *type, Bytes answer)
{
    const struct Reader *reader = reader_find(type);
    ns_msg message;
    if (answer.n > ANSWER_MOST || ns_initparse(answer.at, (int)answer.n, &message) != 0)
        return NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < ns_msg_count(message, ns_s_an); i++) {
        ns_rr record;
        if (ns_parserr(&message, ns_s_an, i, &record) != 0)
            return NULL;
        if (ns_rr_type(record) != reader->number)
            continue;
        if (!reader->append(text, &message, &record))
            return NULL;
        g_string_append_c(text, '\n');
    }
    g_autofree char *valid = g_utf8_make_valid(text->str, (gssize)text->len);
    return arena_strdup(arena, valid);
}

/* ---- asking ---- */

/* Where the names of an address stand: "1.2.0.192.in-addr.arpa"; NULL if it is none. */
static const char *
reverse_name(Arena *arena, const char *address)
{
    uint8_t bytes[16];
    GString *name = arena_string(arena, 80);
    if (inet_pton(AF_INET, address, bytes) == 1) {
        for (int i = 3; i >= 0; i--)
            g_string_append_printf(name, "%u.", bytes[i]);
        g_string_append(name, "in-addr.arpa");
        return name->str;
    }
    if (inet_pton(AF_INET6, address, bytes) != 1)
        return NULL;
    for (int i = 15; i >= 0; i--)
        g_string_append_printf(name, "%x.%x.", bytes[i] & 15, bytes[i] >> 4);
    g_string_append(name, "ip6.arpa");
    return name->str;
}

const char *
dns_ask(Arena *arena, const char *type, const char *name)
{
    const struct Reader *reader = reader_find(type);
    struct __res_state state = {0};
    if (reader->number == ns_t_ptr)
        name = reverse_name(arena, name);
    if (name == NULL || res_ninit(&state) != 0)
        return NULL;
    state.retrans = SECONDS_EACH;
    state.retry = TRIES;
    uint8_t *answer = arena_alloc(arena, ANSWER_MOST);
    int n = res_nquery(&state, name, ns_c_in, reader->number, answer, ANSWER_MOST);
    bool has_none = n < 0 && (state.res_h_errno == HOST_NOT_FOUND || state.res_h_errno == NO_DATA);
    res_nclose(&state);
    if (n < 0)
        return has_none ? "" : NULL;
    return dns_read(arena, type, (Bytes){answer, (size_t)n});
}

const char *
dns_look(const DnsLook *look, Arena *arena, const char *type, const char *name)
{
    return g_get_monotonic_time() < look->until ? look->ask(arena, type, name) : NULL;
}
