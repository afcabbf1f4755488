/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/link.h"

#include "newsletter/letter.h"
#include "newsletter/link.sql.h"
#include "render/markdown.h"
#include "web/app.h"

#include <string.h>

#define NUMBERS_MOST                                                                               \
    300 /* addresses that are counted; further ones stand in the mail as they are */

static const DbType LINK = DB_TYPE(MailingLink, DB_FIELD(MailingLink, number),
                                   DB_FIELD(MailingLink, url), DB_FIELD(MailingLink, n));

MailingLinkSpan
link_list(Ctx *cx, int64_t mailing_id)
{
    return DB_SPAN(MailingLinkSpan, db_all(cx, &SQL_link_list, &LINK, DB_ARGS(mailing_id)));
}

MailingLinkSpan
link_list_counted(Ctx *cx, int64_t mailing_id)
{
    return DB_SPAN(MailingLinkSpan, db_all(cx, &SQL_link_list_counted, &LINK, DB_ARGS(mailing_id)));
}

/* ---- numbers ---- */

/* The addresses of a mailing that have a number. */
typedef struct Numbers {
    Ctx *cx;
    int64_t mailing_id;
    GHashTable *known;
} Numbers;

static void
number_one(const Numbers *numbers, const char *url)
{
    bool is_counted = g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://");
    bool is_new = is_counted && g_hash_table_add(numbers->known, (void *)(uintptr_t)url);
    int64_t number = g_hash_table_size(numbers->known);
    if (is_new && number <= NUMBERS_MOST)
        db_run(numbers->cx, &SQL_link_insert, DB_ARGS(numbers->mailing_id, number, url));
}

void
link_number(Ctx *cx, int64_t mailing_id, int64_t item_id)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    const Numbers numbers = {cx, mailing_id, known};
    for (size_t i = 0; i < N_LANGS; i++) {
        const Issue *issue = issue_for(cx, item_id, LANGS[i]);
        if (issue == NULL)
            continue;
        MarkdownLinkSpan links = markdown_links(cx->arena, issue->source);
        for (size_t k = 0; k < links.n; k++)
            number_one(&numbers, issue_address(cx, LANGS[i], links.at[k].url));
        number_one(&numbers, issue_address(cx, LANGS[i], issue->path)); /* "Read it on our site" */
    }
}

/* ---- on the way ---- */

typedef struct Followed {
    int64_t mailing_id, number;
} Followed;

static void
count_one(Ctx *cx, const void *data)
{
    const Followed *link = data;
    db_run(cx, &SQL_link_count, DB_ARGS(link->mailing_id, link->number));
}

/* A program that only asks for the head follows nothing. */
Response *
get_go(Request *req)
{
    Ctx *cx = req->cx;
    Followed *link = arena_new_of(cx->arena, Followed);
    *link = (Followed){req_id(req, "mailing"), req_id(req, "number")};
    const char *url = db_string(cx, &SQL_link_find, DB_ARGS(link->mailing_id, link->number));
    if (url == NULL)
        return respond_not_found(req);
    if (!req->in->head) {
        req->later = count_one;
        req->later_data = link;
    }
    Response *res = respond_bytes(req, NULL, (Bytes){0});
    res->status = 303;
    res->location = url;
    respond_header(res, "Cache-Control", "no-store");
    return res;
}
