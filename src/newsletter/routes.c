/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/newsletter.h"
#include "newsletter/pages.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/desk/newsletter",               get_newsletters, EDITOR, 0},
    {GET,  "/desk/newsletter/review",        get_review,      EDITOR, 0},
    {POST, "/desk/newsletter/review",        post_review,     EDITOR, 0},
    {GET,  "/desk/newsletter/{id}",          get_issue,       EDITOR, 0},
    {GET,  "/desk/newsletter/{id}/mail",     get_issue_mail,  EDITOR, 0},
    {POST, "/desk/newsletter/{id}/test",     post_issue_test, EDITOR, 0},
    {GET,  "/desk/newsletter/{id}/send",     get_issue_send,  EDITOR, 0},
    {POST, "/desk/newsletter/{id}/send",     post_issue_send, EDITOR, 0},
    {GET,  "/desk/newsletter/mailings/{id}", get_mailing,     EDITOR, 0},
    {POST, "/desk/newsletter/mailings/{id}", post_mailing,    EDITOR, 0},
    {GET,  "/desk/newsletter/mailings/{id}/mails", get_mailing_mails, SECRETARIAT, 0},
    {POST, "/desk/newsletter/mailings/{id}/csv",   post_mailing_csv,  SECRETARIAT, 0,
     &prepare_mailing_csv},
    {GET,  "/go/{mailing}/{number}",         get_go,          PUBLIC,
     ROUTE_UNCACHED | ROUTE_VERBATIM | ROUTE_ANONYMOUS},
};
/* clang-format on */
const RouteTable newsletter_routes = ROUTE_TABLE(rows);
